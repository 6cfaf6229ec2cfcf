import { hostname } from "node:os";
import { setTimeout as after } from "node:timers/promises";
import { CancelledError } from "@semblance/engine";
import { eq, inArray, sql } from "drizzle-orm";
import { VERSION } from "../config.ts";
import { jobs, workers } from "../database/schema.ts";
import { CLOSING, inTurn, makeChunks, type Hold } from "./make.ts";
import { readyQueue, type Errand } from "./messages.ts";
import { mostAfter, withMore, type Taken } from "./more.ts";
import { AT_WORK, type Works } from "./works.ts";

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
const HOLD_MS = 2000; // what a slot has not begun after so long goes back
const POLL_SECONDS = 0.5;
const POLL_NOTIFIED_SECONDS = 1;

interface Run {
  readonly job: string;
  readonly chunks: number;
  readonly abort: AbortController;
}

/** The job's state has changed: nobody wants the chunk now. */
const UNWANTED = new CancelledError("the job is not at work any more");

/** A loop that takes chunks, one message or several at a time. */
interface Slot {
  readonly queue: string;
  /** As the queue calls it. */
  id: string;
  /** Chunks that it may take at once. */
  most: number;
}

class Working implements Worker {
  readonly #works: Works;
  readonly #runs = new Set<Run>();
  #done = 0;
  #closing = false;
  #looking: NodeJS.Timeout | undefined;
  #seen: NodeJS.Timeout | undefined;
  #loops: Slot[] = [];

  constructor(works: Works) {
    this.#works = works;
  }

  busy(): number {
    return [...this.#runs].reduce((sum, { chunks }) => sum + chunks, 0);
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
        const loop: Slot = { queue, id: "", most: 1 };
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
              if (message !== undefined) await this.#serve(loop, message);
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

  /** Takes a message with as many after it as are made in a moment, so that what the database asks for is asked once for all of them. */
  async #serve(slot: Slot, first: Taken): Promise<void> {
    const began = performance.now();
    const isAlone = this.#closing || first.retryCount > 0;
    await withMore(this.#works.database.queue, slot.queue, isAlone ? 0 : slot.most - 1, async (more) => {
      const messages = [first, ...more];
      for (const [k, some] of (await inTurn(this.#works, messages)).entries())
        await this.#take(some, { untilMs: began + HOLD_MS, least: k === 0 ? 1 : 0 });
      slot.most = mostAfter(messages.length, performance.now() - began);
    });
  }

  /** Makes chunks of one job. */
  async #take(messages: readonly Taken[], hold: Hold): Promise<void> {
    const run: Run = { job: messages[0]!.data.job, chunks: messages.length, abort: new AbortController() };
    if (this.#closing) run.abort.abort(CLOSING);
    this.#runs.add(run);
    this.#looking ??= setInterval(() => void this.#look().catch((error: unknown) => this.#complain(error)), LOOK_MS);
    try {
      this.#done += await makeChunks(this.#works, messages, run.abort.signal, hold);
    } finally {
      this.#runs.delete(run);
    }
  }
}

/** Begins to work on chunks, one per thread. */
export async function openWorker(works: Works): Promise<Worker> {
  const working = new Working(works);
  await working.open();
  return working;
}
