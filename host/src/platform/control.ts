import { SchemaError } from "@semblance/engine";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../database/open.ts";
import { chunks, jobs, jobSecrets, type JobSpec } from "../database/schema.ts";
import { finalize, movesOf, newer, workedNow } from "./finish.ts";
import { cancelTodo, readyQueue, sendTodo, turnNow, type On } from "./messages.ts";
import { orderedOf, pauseHeld } from "./settle.ts";
import { AT_WORK, holdJob, prefixOf, UNFINISHED, type JobRow, type JobState, type Works } from "./works.ts";

export type Action = "pause" | "resume" | "cancel" | "retry";
type Held = Omit<JobRow, "spec">;

const FROM: Readonly<Record<Action, readonly JobState[]>> = {
  pause: AT_WORK,
  resume: ["paused"],
  cancel: UNFINISHED,
  retry: ["failed"],
};

const HINTS: Readonly<Record<Action, string>> = {
  pause: "A job can be paused while it is pending or generating.",
  resume: "A paused job can be resumed; retry one that has failed.",
  cancel: "A job that has ended stays as it is; delete it to remove its files.",
  retry: "A job that has failed can be retried. For the same data once more, export the job in its format.",
};

function refuse(action: Action, state: JobState): SchemaError {
  const message = `expected a job that is ${FROM[action].join(" or ")}; found one that is ${state}.`;
  return new SchemaError([{ path: "action", code: "job/state", message, hint: HINTS[action] }]);
}

function refuseRemoved(): SchemaError {
  const message = "the parts of this job were removed, so there is nothing to go on with.";
  const hint = "Make the job again: its schema, seed and now give the same bytes.";
  return new SchemaError([{ path: "action", code: "job/state", message, hint }]);
}

async function begin(works: Works, tx: Tx, on: On, job: Held, spec: JobSpec): Promise<void> {
  const turn = (await turnNow(tx, job.priority, job.region)) - job.chunksDone;
  const now = sql`clock_timestamp()`;
  await tx
    .update(chunks)
    .set({ state: "todo", attempts: 0, fault: null, finishedAt: null })
    .where(and(eq(chunks.jobId, job.id), eq(chunks.state, "failed")));
  await tx
    .update(jobs)
    .set({
      state: job.startedAt === null ? "pending" : "generating",
      workingSince: job.startedAt === null ? null : now,
      version: newer,
      turn,
      moves: movesOf(job, { what: job.state === "paused" ? "resumed" : "retried" }),
      fault: null,
      finishedAt: null,
      notes: job.notes.filter(({ code }) => code !== "job/disk-full"),
    })
    .where(eq(jobs.id, job.id));
  await sendTodo(works, tx, on, { ...orderedOf(job, spec.kind), turn });
}

async function cancel(works: Works, tx: Tx, on: On, job: Held, spec: JobSpec): Promise<void> {
  await cancelTodo(works, tx, on, orderedOf(job, spec.kind));
  await tx.delete(jobSecrets).where(eq(jobSecrets.jobId, job.id));
  const kept = {
    code: "job/rows-stay",
    message: `the rows that were loaded stay in ${spec.destination?.to}.`,
    hint: "Load with mode truncate to remove them.",
  };
  await tx
    .update(jobs)
    .set({
      state: "cancelled",
      version: newer,
      workedMs: workedNow,
      workingSince: null,
      finishedAt: sql`clock_timestamp()`,
      ...(spec.kind === "load" && job.rowsDone > 0 ? { notes: [...job.notes, kept] } : {}),
    })
    .where(eq(jobs.id, job.id));
}

/** Removes the objects of a job from the store. What is being written meanwhile is swept later. */
export async function removeObjects({ store }: Works, id: string): Promise<number> {
  const BATCH = 500;
  let keys: string[] = [];
  let removed = 0;
  const flush = async (): Promise<void> => {
    await store.delete(keys);
    removed += keys.length;
    keys = [];
  };
  for await (const { key } of store.list(prefixOf(id))) {
    keys.push(key);
    if (keys.length === BATCH) await flush();
  }
  if (keys.length > 0) await flush();
  return removed;
}

/** Moves a job to another state. Throws SchemaError `job/state` where its state does not allow it. */
export async function control(works: Works, { id, spec, region }: JobRow, action: Action): Promise<void> {
  await readyQueue(works, region);
  await works.database.within(async (tx, on) => {
    const job = await holdJob(tx, id);
    if (job === undefined) return;
    if (!FROM[action].includes(job.state)) throw refuse(action, job.state);
    if (job.removedAt !== null) throw refuseRemoved();
    if (action === "pause") await pauseHeld(works, tx, on, job);
    else if (action === "cancel") await cancel(works, tx, on, job, spec);
    else await begin(works, tx, on, job, spec);
  });
  works.log.info({ job_id: id, action }, "job controlled");
  if (action === "cancel") await removeObjects(works, id);
  // Where every part is there already, no chunk would do it.
  if (action === "resume" || action === "retry") await finalize(works, id);
}

/** Removes a job and all its bytes; one at work is cancelled first. */
export async function removeJob(works: Works, { id, spec, region }: JobRow): Promise<void> {
  await readyQueue(works, region);
  await works.database.within(async (tx, on) => {
    const job = await holdJob(tx, id);
    if (job !== undefined && UNFINISHED.includes(job.state)) await cancel(works, tx, on, job, spec);
    await tx.delete(jobs).where(eq(jobs.id, id));
  });
  works.specs.delete(id);
  await removeObjects(works, id);
}

/** Forgets passwords of loads that failed a while ago; until then they can be retried. */
export async function forgetSecrets({ database }: Works, afterMs: number): Promise<void> {
  await database.within((tx) =>
    tx.execute(sql`delete from ${jobSecrets} using ${jobs} where ${jobs.id} = ${jobSecrets.jobId}
      and ${jobs.state} in ('completed', 'failed', 'cancelled')
      and ${jobs.finishedAt} < clock_timestamp() - make_interval(secs => ${afterMs / 1000})`),
  );
}
