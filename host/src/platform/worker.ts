import { hostname } from "node:os";
import { setTimeout as after } from "node:timers/promises";
import { CancelledError } from "@semblance/engine";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { JobWithMetadata } from "pg-boss";
import { VERSION } from "../config.ts";
import { chunks, jobs, workers, type JobSpec } from "../database/schema.ts";
import { countChunk, newer, type ChunkRow } from "./finish.ts";
import { load } from "./load.ts";
import { readyQueue, type Errand } from "./messages.ts";
import { partKey } from "./names.ts";
import { reuse } from "./reuse.ts";
import { finish, handBack, settleFailure } from "./settle.ts";
import { pressJob } from "./spec.ts";
import { AT_WORK, holdJob, specOf, type Works } from "./works.ts";

/** A process's work on chunks. */
export interface Worker {
  /** Chunks being made now. */
  busy(): number;
  /** Chunks made since it began. */
  done(): number;
  /** Hands back what is being made. */
  close(): Promise<void>;
}

const LOOK_MS = 250; // how often a worker looks whether its jobs are still wanted
const SEEN_MS = 10_000;
const CLOSE_MS = 8000;
const POLL_SECONDS = 0.5;
const POLL_NOTIFIED_SECONDS = 1;

interface Run {
  readonly job: string;
  readonly abort: AbortController;
}

/** The job's state has changed: nobody wants the chunk now. */
const UNWANTED = new CancelledError("the job is not at work any more");
const CLOSING = new CancelledError("the process ends");

type Message = JobWithMetadata<Errand>;

class Working implements Worker {
  readonly #works: Works;
  readonly #runs = new Set<Run>();
  #done = 0;
  #closing = false;
  #looking: NodeJS.Timeout | undefined;
  #seen: NodeJS.Timeout | undefined;
  #loops: { readonly queue: string; readonly id: string }[] = [];

  constructor(works: Works) {
    this.#works = works;
  }

  busy(): number {
    return this.#runs.size;
  }

  done(): number {
    return this.#done;
  }

  async open(): Promise<void> {
    const { config, database, workshop } = this.#works;
    await this.#sign();
    this.#seen = setInterval(() => void this.#sign().catch((error: unknown) => this.#complain(error)), SEEN_MS);
    const regions = config.region === "" ? [null] : [config.region, null];
    for (const region of regions) {
      const queue = await readyQueue(this.#works, region);
      for (let slot = 0; slot < workshop.count; slot++) {
        const loop = { queue, id: "" };
        loop.id = await database.queue.work<Errand, void, { includeMetadata: true }>(
          queue,
          {
            includeMetadata: true,
            pollingIntervalSeconds: POLL_SECONDS,
            notifyPollingIntervalSeconds: POLL_NOTIFIED_SECONDS,
          } as {
            includeMetadata: true;
          },
          async ([message]) => {
            try {
              if (message !== undefined) await this.#take(message);
            } finally {
              if (!this.#closing) database.queue.notifyWorker(loop.id); // else it sleeps before it fetches the next
            }
          },
        );
        this.#loops.push(loop);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#seen);
    for (const { abort } of this.#runs) abort.abort(CLOSING);
    const { database, me } = this.#works;
    const ended = Promise.all(this.#loops.map(({ queue, id }) => database.queue.offWork(queue, { id, wait: true })));
    const late = new AbortController();
    // A database that does not answer keeps nobody: other processes take over when the heartbeats stop.
    await Promise.race([ended, after(CLOSE_MS, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    clearInterval(this.#looking);
    await database.db.delete(workers).where(eq(workers.id, me));
  }

  #complain(error: unknown): void {
    this.#works.log.error(error, "worker");
  }

  /** Says that this process is there. */
  async #sign(): Promise<void> {
    const { config, database, edition, me, workshop } = this.#works;
    const seenAt = sql`clock_timestamp()`;
    await database.db
      .insert(workers)
      .values({
        id: me,
        host: hostname(),
        pid: process.pid,
        region: config.region === "" ? null : config.region,
        threads: workshop.count,
        edition,
        version: VERSION,
      })
      .onConflictDoUpdate({ target: workers.id, set: { seenAt } });
  }

  /** Breaks off what is made for jobs that are not at work any more. */
  async #look(): Promise<void> {
    const ids = [...new Set([...this.#runs].map(({ job }) => job))];
    if (ids.length === 0) {
      clearInterval(this.#looking);
      this.#looking = undefined;
      return;
    }
    const { db } = this.#works.database;
    const found = await db.select({ id: jobs.id, state: jobs.state }).from(jobs).where(inArray(jobs.id, ids));
    const wanted = new Set(found.filter(({ state }) => AT_WORK.includes(state)).map(({ id }) => id));
    for (const { job, abort } of this.#runs) if (!wanted.has(job) && ids.includes(job)) abort.abort(UNWANTED);
  }

  /** The chunk of a message, with the job at work; undefined where the message has nothing to say any more. */
  async #begin({ id, data }: Message): Promise<ChunkRow | undefined> {
    const { database, me } = this.#works;
    return database.within(async (tx) => {
      const job = await holdJob(tx, data.job);
      if (job === undefined || !AT_WORK.includes(job.state)) return undefined;
      const [chunk] = await tx
        .update(chunks)
        .set({ worker: me, startedAt: sql`clock_timestamp()` })
        .where(
          and(
            eq(chunks.jobId, data.job),
            eq(chunks.file, data.file),
            eq(chunks.from, data.from),
            eq(chunks.state, "todo"),
            eq(chunks.messageId, id),
          ),
        )
        .returning();
      if (chunk === undefined || (job.state !== "pending" && job.workingSince !== null)) return chunk;
      const now = sql`clock_timestamp()`;
      await tx
        .update(jobs)
        .set({
          state: "generating",
          version: newer,
          startedAt: sql`coalesce(${jobs.startedAt}, ${now})`,
          workingSince: now,
        })
        .where(eq(jobs.id, data.job));
      return chunk;
    });
  }

  async #take(message: Message): Promise<void> {
    const { id, data, priority } = message;
    const works = this.#works;
    const run: Run = { job: data.job, abort: new AbortController() };
    const signal = AbortSignal.any([run.abort.signal, message.signal]);
    if (this.#closing) run.abort.abort(CLOSING);
    this.#runs.add(run);
    this.#looking ??= setInterval(() => void this.#look().catch((error: unknown) => this.#complain(error)), LOOK_MS);
    try {
      const chunk = await this.#begin({ ...message, id });
      const spec = chunk === undefined ? undefined : await specOf(works, data.job);
      if (chunk === undefined || spec === undefined) return;
      const given = { chunk, spec, priority };
      try {
        signal.throwIfAborted();
        if (spec.kind === "load") await load(works, chunk, spec, signal);
        else await this.#make(chunk, spec, signal);
      } catch (error) {
        if (signal.reason === CLOSING) await handBack(works, given);
        else if (!signal.aborted) await settleFailure(works, given, error, () => this.#grain(chunk, spec));
      }
    } finally {
      this.#runs.delete(run);
    }
  }

  async #grain({ jobId, file }: ChunkRow, spec: JobSpec): Promise<number> {
    const job = await pressJob(this.#works, jobId, spec);
    const { grainRows } = await this.#works.workshop.run({ kind: "edges", id: jobId, job, file, infos: [] });
    return grainRows;
  }

  async #make(chunk: ChunkRow, spec: JobSpec, signal: AbortSignal): Promise<void> {
    const { limits, store, workshop } = this.#works;
    const { jobId, file, from, to } = chunk;
    const job = await pressJob(this.#works, jobId, spec);
    const key = partKey(jobId, file, from, to);
    const { info, sha256 } =
      (await reuse(this.#works, chunk, spec, signal)) ??
      (await workshop.run(
        { kind: "press", id: jobId, job, chunk: { file, from, to, bytes: 0 }, mostBytes: limits.bytes, key },
        signal,
      ));
    const outcome = await countChunk(this.#works, chunk, { info, sha256, key });
    this.#done += outcome === "counted" || outcome === "last" ? 1 : 0;
    if (outcome === "gone") await store.delete([key]);
    if (outcome === "last") await finish(this.#works, jobId);
  }
}

/** Begins to work on chunks, one per thread. */
export async function openWorker(works: Works): Promise<Worker> {
  const working = new Working(works);
  await working.open();
  return working;
}
