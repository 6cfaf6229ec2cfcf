import { inArray } from "drizzle-orm";
import type { Job } from "../api/index.ts";
import { jobs } from "../database/schema.ts";
import type { JobEvent } from "./platform.ts";
import { toJobs } from "./views.ts";
import { type JobRow, type Works } from "./works.ts";

const LOOK_MS = 250;
const ENDED: ReadonlySet<string> = new Set(["completed", "failed", "cancelled"]);

/** One watcher of a job: what it has not taken yet. */
interface Watcher {
  readonly id: string;
  /** Version that it has seen last. */
  seen: number;
  /** State that it has seen last. */
  state: string | undefined;
  readonly events: JobEvent[];
  /** The last that was told. */
  last: JobEvent | undefined;
  ended: boolean;
  wake: () => void;
}

/** Tells watchers of this process what becomes of jobs. */
export interface Watching {
  /**
   * The state now, then every change until the job has ended or `signal` ends it; changes that come quickly are told as one. With `since`, what is newer
   * than that version: first the state once it is, or the end.
   */
  watch(row: JobRow, since: number, signal: AbortSignal): AsyncIterable<JobEvent>;
  close(): void;
}

/** State of a job that the watcher saw before it came to this process. */
const ELSEWHERE = "elsewhere";

function nameOf(before: string | undefined, job: Job): JobEvent["name"] {
  const { status } = job;
  if (before === undefined || (before === ELSEWHERE && !ENDED.has(status))) return "init";
  if (status === "failed") return "error";
  if (ENDED.has(status)) return "complete";
  return status === "generating" && before === "pending" ? "start" : "progress";
}

/** One query a few times a second for all that are watched, while anything is. */
class Poller implements Watching {
  readonly #works: Works;
  readonly #watchers = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(works: Works) {
    this.#works = works;
  }

  async *watch(row: JobRow, since: number, signal: AbortSignal): AsyncGenerator<JobEvent, void, void> {
    if (ENDED.has(row.state) && row.version === since) return;
    const seen = since <= row.version ? since : 0; // nobody has seen what is to come
    const watcher: Watcher = {
      id: row.id,
      seen,
      state: seen > 0 ? ELSEWHERE : undefined,
      events: [],
      last: undefined,
      ended: false,
      wake: () => {},
    };
    const stop = (): void => {
      watcher.ended = true;
      watcher.wake();
    };
    signal.addEventListener("abort", stop, { once: true });
    this.#watchers.add(watcher);
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS);
    void this.#look();
    try {
      for (;;) {
        const event = watcher.events.shift();
        if (event !== undefined) {
          yield event;
          if (event.name === "shutdown" || ENDED.has(event.job.status)) return;
        } else if (watcher.ended || signal.aborted) return;
        else await new Promise<void>((resolve) => (watcher.wake = resolve));
      }
    } finally {
      signal.removeEventListener("abort", stop);
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const watcher of this.#watchers) {
      const { last } = watcher;
      if (last !== undefined) watcher.events.push({ ...last, name: "shutdown" });
      watcher.ended = true;
      watcher.wake();
    }
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#watchers.size === 0) return;
    this.#looking = true;
    try {
      const { db } = this.#works.database;
      const ids = [...new Set([...this.#watchers].map(({ id }) => id))];
      const versions = await db.select({ id: jobs.id, version: jobs.version }).from(jobs).where(inArray(jobs.id, ids));
      const found = new Map(versions.map(({ id, version }) => [id, version]));
      const isNews = (watcher: Watcher): boolean => (found.get(watcher.id) ?? 0) > watcher.seen;
      const changed = [...new Set([...this.#watchers].filter(isNews).map(({ id }) => id))];
      const rows = changed.length === 0 ? [] : await db.select().from(jobs).where(inArray(jobs.id, changed));
      const views = new Map((await toJobs(this.#works, rows)).map((job) => [job.id, job]));
      for (const watcher of this.#watchers) this.#tell(watcher, views.get(watcher.id), found.has(watcher.id));
    } catch (error) {
      this.#works.log.warn(error, "watched jobs could not be read");
    } finally {
      this.#looking = false;
    }
  }

  #tell(watcher: Watcher, job: Job | undefined, exists: boolean): void {
    if (!exists) watcher.ended = true; // it was deleted
    if (job !== undefined && job.version > watcher.seen) {
      const event = { name: nameOf(watcher.state, job), id: job.version, job };
      // Whoever is slow gets the newest only; the first is always told.
      if (watcher.events.at(-1)?.name === "progress" && event.name === "progress") watcher.events.pop();
      watcher.events.push(event);
      watcher.last = event;
      watcher.seen = job.version;
      watcher.state = job.status;
    }
    if (job !== undefined || !exists) watcher.wake();
  }
}

/** Watches jobs of any process. */
export function openWatching(works: Works): Watching {
  return new Poller(works);
}
