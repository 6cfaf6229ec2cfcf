import { randomUUID } from "node:crypto";
import { hostname, availableParallelism } from "node:os";
import { EDITION } from "@semblance/engine";
import { eq } from "drizzle-orm";
import type { Config } from "../config.ts";
import type { Database } from "../database/open.ts";
import { jobs } from "../database/schema.ts";
import type { Secret } from "../database/secret.ts";
import type { Log } from "../log/log.ts";
import type { Store } from "../stores/store.ts";
import { certificateOf } from "./certificates.ts";
import { control, removeJob } from "./control.ts";
import { createJob } from "./create.ts";
import { bundleOf, downloadOf } from "./downloads.ts";
import { exportJob } from "./exports.ts";
import { figuresOf, queueView } from "./figures.ts";
import { gather } from "./gather.ts";
import { openHousekeeping } from "./housekeeping.ts";
import type { JobEvent, Jobs, Owner, Platform } from "./platform.ts";
import { openPublishing, type Publishing } from "./publish.ts";
import { recent } from "./recent.ts";
import { findJob, findJobs, listChunks, listFiles, listJobs, toJobs } from "./views.ts";
import { openWatching, type Watching } from "./watch.ts";
import { openWorker, type Worker } from "./worker.ts";
import { openWorkshopApart } from "./workshop-apart.ts";
import { openWorkshop } from "./workshop.ts";
import { doingAgain, type ChunkLimits, type JobRow, type Works } from "./works.ts";

/** What a process of the platform is made of. */
export interface PlatformParts {
  readonly config: Config;
  readonly database: Database;
  readonly store: Store;
  readonly secret: Secret;
  readonly log: Log;
  /** `api` answers calls; `worker` makes chunks. A process may be both. */
  readonly roles: readonly ("api" | "worker")[];
  readonly limits?: Partial<ChunkLimits>;
  /** Whether heavy work is done in a process of its own, which then opens the store that `config` names. */
  readonly apart?: boolean;
}

const LIMITS: ChunkLimits = { ms: 120_000, bytes: 256 << 20, heapMb: 1024, patienceMs: 2000 };
const FRESH_MS = 100; // so old may be what is told of a job that nobody changed here

function threadsOf({ workers }: Config): number {
  return Number.isInteger(workers) && workers > 0 ? workers : Math.max(1, availableParallelism() - 1);
}

class JobsOfPlatform implements Jobs {
  readonly #works: Works;
  readonly #watching: Watching;
  readonly #publishing: Publishing;

  constructor(works: Works, watching: Watching, publishing: Publishing) {
    this.#works = works;
    this.#watching = watching;
    this.#publishing = publishing;
  }

  /** Jobs are looked at all the time, by many at once: their rows are read together. */
  readonly #look = gather(async (ids: readonly string[]) => {
    const rows = await findJobs(this.#works, [...new Set(ids)]);
    const views = await toJobs(this.#works, rows);
    const found = new Map(rows.map(({ id, ownerId }, k) => [id, { ownerId, job: views[k]! }]));
    return ids.map((id) => found.get(id));
  });

  readonly #recent = recent(this.#look, FRESH_MS);

  /** Does the work with the owner's job; undefined where there is none. */
  async #with<T>(owner: Owner, id: string, work: (job: JobRow) => T | Promise<T>): Promise<T | undefined> {
    const job = await findJob(this.#works, owner, id);
    return job === undefined ? undefined : work(job);
  }

  /** Does the work that changes the owner's job; whoever looks at it then sees the change. */
  async #change<T>(owner: Owner, id: string, work: (job: JobRow) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#with(owner, id, work);
    } finally {
      this.#recent.forget(id.toLowerCase());
    }
  }

  /** What was told is not older for whoever looks after it. */
  async *#told(events: AsyncIterable<JobEvent>): AsyncGenerator<JobEvent, void, void> {
    for await (const event of events) {
      this.#recent.forget(event.job.id);
      yield event;
    }
  }

  async #view(id: string): Promise<Awaited<ReturnType<Jobs["create"]>>> {
    const rows = await this.#works.database.db.select().from(jobs).where(eq(jobs.id, id));
    return (await toJobs(this.#works, rows))[0]!;
  }

  create: Jobs["create"] = async (owner, order) => this.#view(await createJob(this.#works, owner, order));
  list: Jobs["list"] = (owner, query) => listJobs(this.#works, owner, query);
  get: Jobs["get"] = async (owner, id) => {
    const found = await this.#recent.get(id.toLowerCase());
    return found?.ownerId === owner.userId ? found.job : undefined;
  };
  control: Jobs["control"] = (owner, id, action) =>
    this.#change(owner, id, async (job) => {
      await control(this.#works, job, action);
      return this.#view(job.id);
    });
  remove: Jobs["remove"] = async (owner, id) =>
    (await this.#change(owner, id, async (job) => {
      await removeJob(this.#works, job);
      return true;
    })) ?? false;
  watch: Jobs["watch"] = (owner, id, since, signal) =>
    this.#with(owner, id, (job) => this.#told(this.#watching.watch(job, since, signal)));
  chunks: Jobs["chunks"] = (owner, id) => this.#with(owner, id, (job) => listChunks(this.#works, job));
  files: Jobs["files"] = (owner, id) => this.#with(owner, id, (job) => listFiles(this.#works, job));
  file: Jobs["file"] = (owner, id, name) => this.#with(owner, id, (job) => downloadOf(this.#works, job, name));
  bundle: Jobs["bundle"] = (owner, id) => this.#with(owner, id, (job) => bundleOf(this.#works, job));
  certificate: Jobs["certificate"] = (owner, id) => this.#with(owner, id, (job) => certificateOf(this.#works, job));
  export: Jobs["export"] = (owner, id, order) =>
    this.#change(owner, id, async (job) => {
      if ("store" in order) return { publication: await this.#publishing.publish(job, order) };
      return { job: await this.#view(await exportJob(this.#works, owner, job, order)) };
    });
  document: Jobs["document"] = (owner, id) => this.#with(owner, id, ({ spec }) => spec.document);
  queue: Jobs["queue"] = () => queueView(this.#works);
}

/** What everything of this process works with. */
export function openWorks(parts: PlatformParts): Works {
  const { config, store, secret, log } = parts;
  const limits = { ...LIMITS, ...parts.limits };
  const settings = { count: threadsOf(config), limits };
  const { home, storeUrl } = config;
  return {
    config,
    database: doingAgain(parts.database),
    store,
    secret,
    log,
    me: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    workshop: parts.apart === true ? openWorkshopApart({ ...settings, home, storeUrl }) : openWorkshop(store, settings),
    limits,
    edition: EDITION,
    specs: new Map(),
  };
}

/** Opens the platform in this process. `close` leaves database and store open. */
export async function openPlatform(parts: PlatformParts): Promise<Platform> {
  const { database, store, roles } = parts;
  const works = openWorks(parts);
  const watching = openWatching(works);
  const worker: Worker | undefined = roles.includes("worker") ? await openWorker(works) : undefined;
  const housekeeping = openHousekeeping(works);
  const publishing = openPublishing(works, roles.includes("api"));
  return {
    jobs: new JobsOfPlatform(works, watching, publishing),
    async ready() {
      const reasons: string[] = [];
      await database.ping().catch((error: Error) => reasons.push(`database: ${error.message}`));
      await store.size("ready").catch((error: Error) => reasons.push(`store: ${error.message}`));
      return reasons;
    },
    figures: () => figuresOf(works, worker?.busy() ?? 0, worker?.done() ?? 0),
    async close() {
      watching.close();
      await publishing.close();
      await housekeeping.close();
      await worker?.close();
      await works.workshop.close();
    },
  };
}
