import { randomUUID } from "node:crypto";
import { DataError, LimitError, SchemaError, WorldError } from "@semblance/engine";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../database/open.ts";
import { chunks, jobs, type JobFault, type JobSpec } from "../database/schema.ts";
import { finalize, movesOf, newer, workedNow, type ChunkRow } from "./finish.ts";
import { cancelTodo, queueName, renew, send, type On } from "./messages.ts";
import { TooMuchError } from "./fault.ts";
import { AT_WORK, holdJob, type JobRow, type Works } from "./works.ts";

type Held = Omit<JobRow, "spec">;

const FAILURES = 3; // of a chunk
const PATIENCE_GROWS = 4;

/** Milliseconds before a chunk that has failed so often is tried again: with jitter, so that all do not come at once. */
const delayMs = ({ limits }: Works, failures: number): number =>
  limits.patienceMs * PATIENCE_GROWS ** (failures - 1) * (0.75 + Math.random() / 2);

const NEXT = "The parts that are made stay: retry the job to go on with the rest.";

/** A failure as people are told it. */
function toJobFault(error: unknown): JobFault {
  if (error instanceof SchemaError) {
    const { code, message, path, hint } = error.issues[0]!;
    return { code, message: path === "" ? message : `${path}: ${message}`, ...(hint === undefined ? {} : { hint }) };
  }
  if (error instanceof WorldError || error instanceof DataError || error instanceof LimitError) {
    const [message = "", ...hint] = error.message.split("\n");
    const code =
      error instanceof WorldError
        ? `world/${error.service}`
        : error instanceof DataError
          ? "data/refused"
          : "limit/reached";
    return { code, message, hint: [...hint, NEXT].join(" ") };
  }
  if (error instanceof TooMuchError) {
    const hint = `Ask for less at once: fewer columns, or shorter texts. ${NEXT}`;
    return {
      code: `job/${error.what}`,
      message: `one grain of rows takes too much ${error.what}: ${error.message}`,
      hint,
    };
  }
  return {
    code: "job/internal",
    message: `an error of our own: ${(error as Error).message}`,
    hint: `The log of the worker says more. ${NEXT}`,
  };
}

const isDiskFull = (error: unknown): error is WorldError =>
  error instanceof WorldError &&
  (error.service === "disk-full" || (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOSPC");

const diskFull = ({ message }: WorldError): JobFault => {
  const hint = "Free some space, then resume the job: it goes on where it was.";
  return { code: "job/disk-full", message: message.split("\n")[0]!, hint };
};

/** The same again changes nothing. */
const isFinal = (error: unknown): boolean => error instanceof SchemaError || error instanceof DataError;

/** A job that is held as its messages see it. */
export const orderedOf = (job: Held, kind: JobSpec["kind"]): Parameters<typeof cancelTodo>[3] => ({ ...job, kind });

/** Ends a job that is held; what is done of it stays for a retry. */
export async function failJob(works: Works, tx: Tx, on: On, job: Held, fault: JobFault): Promise<void> {
  await cancelTodo(works, tx, on, orderedOf(job, "files"));
  await tx
    .update(jobs)
    .set({
      state: "failed",
      fault,
      moves: movesOf(job, { what: "failed", message: fault.message }),
      version: newer,
      workedMs: workedNow,
      workingSince: null,
      finishedAt: sql`clock_timestamp()`,
    })
    .where(eq(jobs.id, job.id));
}

const whereIs = ({ jobId, file, from, messageId }: ChunkRow): ReturnType<typeof and> =>
  and(
    eq(chunks.jobId, jobId),
    eq(chunks.file, file),
    eq(chunks.from, from),
    eq(chunks.state, "todo"),
    eq(chunks.messageId, messageId),
  );

/** A chunk that this process makes. */
export interface Given {
  readonly chunk: ChunkRow;
  readonly spec: JobSpec;
  /** Of its message. */
  readonly priority: number;
}

/** Does the work where the job still wants the chunk by this message. */
async function whileWanted(
  works: Works,
  chunk: ChunkRow,
  work: (tx: Tx, on: On, job: Held) => Promise<void>,
): Promise<void> {
  await works.database.within(async (tx, on) => {
    const job = await holdJob(tx, chunk.jobId);
    if (job === undefined || !AT_WORK.includes(job.state)) return;
    const [wanted] = await tx.select({ file: chunks.file }).from(chunks).where(whereIs(chunk));
    if (wanted !== undefined) await work(tx, on, job);
  });
}

async function sendAgain(
  works: Works,
  tx: Tx,
  on: On,
  job: Held,
  given: Given,
  more: { attempts?: number; fault?: JobFault; delayMs?: number },
): Promise<void> {
  const { chunk, spec, priority } = given;
  const id = randomUUID();
  const { delayMs: delay = 0, ...changes } = more;
  await tx
    .update(chunks)
    .set({ ...changes, messageId: id, worker: null })
    .where(whereIs(chunk));
  const errand = { job: job.id, file: chunk.file, from: chunk.from };
  await send(works, on, { region: job.region, kind: spec.kind }, [{ id, errand, priority, delayMs: delay }]);
  await works.database.queue.complete(queueName(works.edition, job.region), chunk.messageId, null, on);
}

/** Gives chunks of one job back to the queue: nothing is wrong with them. */
export async function handBack(works: Works, givens: readonly Given[]): Promise<void> {
  if (givens.length === 0) return;
  const { chunk, spec } = givens[0]!;
  await works.database.within(async (tx, on) => {
    const job = await holdJob(tx, chunk.jobId);
    if (job === undefined || !AT_WORK.includes(job.state)) return;
    const renewed = await renew(
      tx,
      job.id,
      givens.map(({ chunk: { file, from, messageId }, priority }) => ({ file, from, messageId, priority })),
    );
    await send(works, on, { region: job.region, kind: spec.kind }, renewed);
    const before = givens.map(({ chunk: { messageId } }) => messageId);
    await works.database.queue.complete(queueName(works.edition, job.region), before, null, on);
  });
}

/** Cuts a chunk that takes too much in two. False where it cannot be cut. */
async function split(works: Works, given: Given, grainRows: number): Promise<boolean> {
  const { chunk, spec, priority } = given;
  const { jobId, file, from, to } = chunk;
  const middle = Math.round((from + to) / 2 / grainRows) * grainRows;
  const cut = middle <= from ? (Math.floor(from / grainRows) + 1) * grainRows : middle;
  if (cut >= to) return false;
  await whileWanted(works, chunk, async (tx, on, job) => {
    const [first, second] = [randomUUID(), randomUUID()];
    await tx.update(chunks).set({ to: cut, messageId: first, worker: null }).where(whereIs(chunk));
    await tx.insert(chunks).values({ jobId, file, from: cut, to, messageId: second });
    await tx
      .update(jobs)
      .set({ version: newer, chunks: sql`${jobs.chunks} + 1` })
      .where(eq(jobs.id, jobId));
    await send(works, on, { region: job.region, kind: spec.kind }, [
      { id: first, errand: { job: jobId, file, from }, priority },
      { id: second, errand: { job: jobId, file, from: cut }, priority },
    ]);
    await works.database.queue.complete(queueName(works.edition, job.region), chunk.messageId, null, on);
  });
  return true;
}

/** Pauses a job that is held and at work. */
export async function pauseHeld(works: Works, tx: Tx, on: On, job: Held, note?: JobFault): Promise<void> {
  await cancelTodo(works, tx, on, orderedOf(job, "files"));
  const notes = note === undefined ? job.notes : [...job.notes.filter(({ code }) => code !== note.code), note];
  await tx
    .update(jobs)
    .set({
      state: "paused",
      version: newer,
      notes,
      moves: movesOf(job, { what: "paused" }),
      workedMs: workedNow,
      workingSince: null,
    })
    .where(eq(jobs.id, job.id));
}

/** A chunk has failed: it is split, tried again later, or ends the job; a full disk pauses the job. */
export async function settleFailure(
  works: Works,
  given: Given,
  error: unknown,
  grainRows: () => Promise<number>,
): Promise<void> {
  const { chunk } = given;
  const log = works.log.child({ job_id: chunk.jobId });
  if (error instanceof TooMuchError && (await split(works, given, await grainRows()))) {
    log.warn(
      { file: chunk.file, from: chunk.from, to: chunk.to },
      `a chunk takes too much ${error.what} and is cut in two`,
    );
    return;
  }
  await whileWanted(works, chunk, async (tx, on, job) => {
    if (isDiskFull(error)) {
      await pauseHeld(works, tx, on, job, diskFull(error));
      log.error(error, "the disk is full: the job pauses");
      return;
    }
    const fault = toJobFault(error);
    const attempts = chunk.attempts + 1;
    log.error(error, `a chunk has failed ${attempts} times`);
    if (attempts < FAILURES && !isFinal(error)) {
      await sendAgain(works, tx, on, job, given, { attempts, fault, delayMs: delayMs(works, attempts) });
      return;
    }
    await failJob(works, tx, on, job, fault);
    await tx
      .update(chunks)
      .set({ state: "failed", attempts, fault, finishedAt: sql`clock_timestamp()` })
      .where(whereIs(chunk));
  });
}

/** Finishes a job whose last chunk is made; where that fails, housekeeping tries again, and a full disk pauses the job. */
export async function finish(works: Works, id: string): Promise<void> {
  try {
    await finalize(works, id);
  } catch (error) {
    works.log.error({ err: error, job_id: id }, "the files of a job cannot be finished");
    if (!isDiskFull(error)) return;
    await works.database.within(async (tx, on) => {
      const job = await holdJob(tx, id);
      if (job !== undefined && AT_WORK.includes(job.state)) await pauseHeld(works, tx, on, job, diskFull(error));
    });
  }
}
