import { CancelledError } from "@semblance/engine";
import { and, eq, inArray, sql } from "drizzle-orm";
import { chunks, jobs, type JobSpec } from "../database/schema.ts";
import { countChunks, newer, type ChunkRow, type Made, type Outcome } from "./finish.ts";
import { load } from "./load.ts";
import type { Taken } from "./more.ts";
import { partKey } from "./names.ts";
import { reuse } from "./reuse.ts";
import { finish, handBack, settleFailure, type Given } from "./settle.ts";
import { placesOf } from "./places.ts";
import { pressJob } from "./spec.ts";
import { AT_WORK, holdJob, specOf, type Works } from "./works.ts";

/** Why a chunk is broken off that goes back to the queue. */
export const CLOSING = new CancelledError("the process ends");

const LANES = 4; // while a part is on its way into the store, the next is made

/**
 * Messages that were taken together, as they are worked on: those of a job at once, in the order of the queue. Loads, which may take days, come last
 * and each by itself; so do chunks on which a process has died: what makes it die takes nothing else along.
 */
export async function inTurn(works: Works, messages: readonly Taken[]): Promise<readonly (readonly Taken[])[]> {
  const ordered = messages.toSorted((a, b) => b.priority - a.priority);
  const together: Taken[][] = [];
  const alone: Taken[][] = [];
  for (const [job, some] of Map.groupBy(ordered, ({ data }) => data.job)) {
    const isLoad = some.length < messages.length && (await specOf(works, job))?.kind === "load";
    const { fresh = [], again = [] } = Object.groupBy(some, ({ retryCount }) => (retryCount > 0 ? "again" : "fresh"));
    if (fresh.length > 0) (isLoad ? alone : together).push(fresh);
    alone.push(...again.map((message) => [message]));
  }
  return [...together, ...alone];
}

/** The chunks of a job's messages, with the job at work; without those whose message has nothing to say any more. */
async function begin({ database, me }: Works, id: string, messages: readonly Taken[]): Promise<readonly ChunkRow[]> {
  return database.within(async (tx) => {
    const job = await holdJob(tx, id);
    if (job === undefined || !AT_WORK.includes(job.state)) return [];
    const begun = await tx
      .update(chunks)
      .set({ worker: me, startedAt: sql`clock_timestamp()` })
      .where(
        and(
          placesOf(
            id,
            messages.map(({ data }) => data),
          ),
          eq(chunks.state, "todo"),
          inArray(
            chunks.messageId,
            messages.map((message) => message.id),
          ),
        ),
      )
      .returning();
    if (begun.length === 0 || (job.state !== "pending" && job.workingSince !== null)) return begun;
    const now = sql`clock_timestamp()`;
    await tx
      .update(jobs)
      .set({
        state: "generating",
        version: newer,
        startedAt: sql`coalesce(${jobs.startedAt}, ${now})`,
        workingSince: now,
      })
      .where(eq(jobs.id, id));
    return begun;
  });
}

/** Makes a chunk's part, in the store. */
async function press(works: Works, chunk: ChunkRow, spec: JobSpec, signal: AbortSignal): Promise<Made> {
  const { limits, workshop } = works;
  const { jobId: id, file, from, to } = chunk;
  const job = await pressJob(works, id, spec);
  const key = partKey(id, file, from, to);
  const range = { file, from, to, bytes: 0 };
  const { info, sha256 } =
    (await reuse(works, chunk, spec, signal)) ??
    (await workshop.run({ kind: "press", id, job, chunk: range, mostBytes: limits.bytes, key }, signal));
  return { chunk, info, part: { sha256, key } };
}

async function grainOf(works: Works, { chunk: { jobId: id, file }, spec }: Given): Promise<number> {
  const job = await pressJob(works, id, spec);
  const { grainRows } = await works.workshop.run({ kind: "edges", id, job, file, infos: [] });
  return grainRows;
}

interface Failure {
  readonly given: Given;
  readonly error: unknown;
}

/** Counts what was made. Where the database refuses it, each chunk has failed. */
async function counting(
  works: Works,
  made: ReadonlyMap<Made, Given>,
): Promise<{ readonly outcome?: Outcome; readonly failures: readonly Failure[] }> {
  try {
    return { outcome: await countChunks(works, [...made.keys()]), failures: [] };
  } catch (error) {
    return { failures: [...made.values()].map((given) => ({ given, error })) };
  }
}

/** Until when chunks are begun. */
export interface Hold {
  /** What is not begun then, of `performance.now()`, goes back to the queue: somebody else may be free. */
  readonly untilMs: number;
  /** So many are made in any case. */
  readonly least: number;
}

/** Makes the chunks of messages of one job, and writes them into the ledger together. Gives how many were made. */
export async function makeChunks(
  works: Works,
  messages: readonly Taken[],
  wanted: AbortSignal,
  { untilMs, least }: Hold,
): Promise<number> {
  const { job } = messages[0]!.data;
  const begun = await begin(works, job, messages);
  const spec = begun.length === 0 ? undefined : await specOf(works, job);
  if (spec === undefined) return 0;
  const chunkOf = new Map(begun.map((chunk) => [chunk.messageId, chunk]));
  const todo = messages.filter(({ id }) => chunkOf.has(id));
  const made = new Map<Made, Given>();
  const failures: Failure[] = [];
  const back: Given[] = [];
  const makeOne = async (message: Taken, isHeld: boolean): Promise<void> => {
    const chunk = chunkOf.get(message.id)!;
    const given: Given = { chunk, spec, priority: message.priority };
    const signal = AbortSignal.any([wanted, message.signal]);
    try {
      signal.throwIfAborted();
      if (!isHeld && performance.now() > untilMs) back.push(given);
      else if (spec.kind === "load") await load(works, chunk, spec, signal);
      else made.set(await press(works, chunk, spec, signal), given);
    } catch (error) {
      if (signal.reason === CLOSING) back.push(given);
      else if (!signal.aborted) failures.push({ given, error });
    }
  };
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < todo.length) {
      const k = next++;
      await makeOne(todo[k]!, k < least);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, todo.length) }, lane));
  const { outcome, failures: uncounted } = await counting(works, made);
  await handBack(works, back);
  for (const { given, error } of [...failures, ...uncounted])
    await settleFailure(works, given, error, () => grainOf(works, given));
  if (outcome?.isGone === true) await works.store.delete([...made.keys()].map(({ part }) => part!.key));
  if (outcome?.isLast === true) await finish(works, job);
  return outcome?.counted ?? 0;
}
