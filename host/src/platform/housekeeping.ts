import { and, eq, gt, inArray, isNull, lt, min, sql } from "drizzle-orm";
import { chunks, files, jobs, workers } from "../database/schema.ts";
import { forgetSecrets, removeObjects } from "./control.ts";
import { newer } from "./finish.ts";
import { queueName, readyQueue, sendTodo } from "./messages.ts";
import { failJob, finish, orderedOf } from "./settle.ts";
import { AT_WORK, holdJob, isAny, query, type Works } from "./works.ts";

const TICK_MS = 2500;
const QUEUE_TICKS = 4; // 10 s
const SWEEP_TICKS = 240; // 10 min
const UNSEEN_SECONDS = 60;
const AWAY_SECONDS = 30;
const SECRET_MS = 3_600_000;
const STALE_MS = 3_600_000;
const ORPHAN_MS = 120_000;
const SPARED = 50; // looking for lost messages reads every chunk that is to be made: for at most 2 % of the time

/** What keeps the house while it runs. */
export interface Housekeeping {
  /** One round of everything, for whoever does not want to wait. */
  round(): Promise<void>;
  close(): Promise<void>;
}

const seconds = (name: typeof jobs.workingSince): ReturnType<typeof sql> =>
  sql`coalesce(extract(epoch from clock_timestamp() - ${name}) * 1000, 0)`;

/** Ends jobs that have been at work for longer than they may. */
async function endLate(works: Works): Promise<void> {
  const late = await works.database.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isAny(AT_WORK), sql`${jobs.workedMs} + ${seconds(jobs.workingSince)} > ${jobs.timeoutMs}`));
  for (const { id } of late)
    await works.database.within(async (tx, on) => {
      const job = await holdJob(tx, id);
      if (job === undefined || !AT_WORK.includes(job.state)) return;
      await failJob(works, tx, on, job, {
        code: "job/timeout",
        message: `the job has been at work for longer than its ${job.timeoutMs / 1000} seconds.`,
        hint: "The parts that are made stay. Make the job with a longer timeout, or with fewer rows.",
      });
    });
}

/** Finishes jobs whose last chunk is made and whose worker died then. */
async function finishWhole(works: Works): Promise<void> {
  const whole = await works.database.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isAny(AT_WORK), sql`${jobs.chunksDone} >= ${jobs.chunks}`));
  for (const { id } of whole) await finish(works, id);
}

interface Lost {
  readonly id: string;
  readonly failed: number;
}

/** Jobs at work with chunks that no message of the queue speaks for: it is lost, or was given up after many deaths. */
function lostOnes({ database }: Works): Promise<readonly Lost[]> {
  return query<Lost>(
    database.db,
    sql`
    select ${jobs.id} as id, count(m.id) filter (where m.state = 'failed')::int as failed
    from ${jobs} join ${chunks} on ${chunks.jobId} = ${jobs.id} and ${chunks.state} = 'todo'
    left join pgboss.job m on m.id = ${chunks.messageId} and m.name like 'chunks.%'
    where ${jobs.state} in ('pending', 'generating') and (m.id is null or m.state not in ('created', 'retry', 'active'))
    group by ${jobs.id}`,
  );
}

/** Work that takes its share of the time at most: where it took long, the next calls do nothing for a while. */
function spared(work: (works: Works) => Promise<void>): (works: Works) => Promise<void> {
  let nextMs = 0;
  return async (works) => {
    const began = performance.now();
    if (began < nextMs) return;
    await work(works);
    const now = performance.now();
    nextMs = now + (now - began) * SPARED;
  };
}

/** Queues chunks again whose message is lost; ends jobs whose chunks killed every process that tried. */
async function mendMessages(works: Works): Promise<void> {
  for (const { id, failed } of await lostOnes(works)) {
    const [row] = await works.database.db
      .select({ spec: jobs.spec, region: jobs.region })
      .from(jobs)
      .where(eq(jobs.id, id));
    if (row === undefined || row.spec.edition !== works.edition) continue;
    await readyQueue(works, row.region);
    await works.database.within(async (tx, on) => {
      const job = await holdJob(tx, id);
      if (job === undefined || !AT_WORK.includes(job.state)) return;
      if (failed > 0) {
        await failJob(works, tx, on, job, {
          code: "job/deaths",
          message: "processes died again and again while they made a chunk of this job.",
          hint: "Look at the memory of the workers. The parts that are made stay: retry the job to go on with the rest.",
        });
        return;
      }
      works.log.warn({ job_id: id }, "chunks without a message are queued again");
      const queue = queueName(works.edition, job.region);
      const todo = await tx
        .select({ id: chunks.messageId })
        .from(chunks)
        .where(and(eq(chunks.jobId, id), eq(chunks.state, "todo")));
      for (let at = 0; at < todo.length; at += 1000)
        await works.database.queue.cancel(
          queue,
          todo.slice(at, at + 1000).map((chunk) => chunk.id),
          on,
        );
      await sendTodo(works, tx, on, orderedOf(job, row.spec.kind));
    });
  }
}

/** Removes files of jobs that ended long ago, and says so in the job. */
async function removeOld(works: Works): Promise<void> {
  const days = works.config.maxFileAgeDays;
  if (!(days > 0)) return;
  const { db } = works.database;
  const old = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        inArray(jobs.state, ["completed", "failed"]),
        sql`${jobs.spec}->>'kind' = 'files'`,
        isNull(jobs.removedAt),
        lt(jobs.finishedAt, sql`clock_timestamp() - make_interval(secs => ${days * 86_400})`),
      ),
    );
  for (const { id } of old) {
    await works.database.within(async (tx) => {
      const job = await holdJob(tx, id);
      if (job === undefined || job.removedAt !== null) return;
      const note = {
        code: "job/removed",
        message: `the files were removed after ${days} days.`,
        hint: "Make the job again: its seed and its now give the same bytes.",
      };
      await tx.delete(chunks).where(eq(chunks.jobId, id));
      await tx.update(files).set({ bytes: null, etag: null }).where(eq(files.jobId, id));
      await tx
        .update(jobs)
        .set({ removedAt: sql`clock_timestamp()`, version: newer, notes: [...job.notes, note] })
        .where(eq(jobs.id, id));
    });
    await removeObjects(works, id);
  }
}

/** Removes objects of jobs that are not there any more or whose files are not wanted, and what broken-off writes have left. */
async function sweep(works: Works): Promise<void> {
  const { database, log, store } = works;
  const keep = new Map<string, boolean>();
  const isKept = async (id: string): Promise<boolean> => {
    const known = keep.get(id);
    if (known !== undefined) return known;
    const [job] = await database.db
      .select({ state: jobs.state, removedAt: jobs.removedAt })
      .from(jobs)
      .where(sql`${jobs.id}::text = ${id}`);
    const kept = job !== undefined && job.state !== "cancelled" && job.removedAt === null;
    keep.set(id, kept);
    return kept;
  };
  let orphans: string[] = [];
  let removed = 0;
  const flush = async (): Promise<void> => {
    if (orphans.length > 0) await store.delete(orphans);
    removed += orphans.length;
    orphans = [];
  };
  for await (const { key, changedMs } of store.list("jobs/")) {
    if (Date.now() - changedMs < ORPHAN_MS || (await isKept(key.split("/")[1] ?? ""))) continue;
    orphans.push(key);
    if (orphans.length >= 500) await flush();
  }
  await flush();
  removed += await store.sweep(STALE_MS);
  if (removed > 0) log.info({ objects: removed }, "orphans of the store were removed");
}

async function forgetWorkers(works: Works): Promise<void> {
  await works.database.db
    .delete(workers)
    .where(lt(workers.seenAt, sql`clock_timestamp() - make_interval(secs => ${UNSEEN_SECONDS})`));
  await forgetSecrets(works, SECRET_MS);
}

/**
 * Keeps the house, in one process at a time; jobs that only want to be ended are ended by any, since the one may have died just now. Each step is
 * guarded by states, so that two at once do no harm.
 */
export function openHousekeeping(works: Works): Housekeeping {
  let ticks = 0;
  let busy: Promise<void> | undefined;
  let closed = false;
  const mend = spared(mendMessages);
  const step = async (work: (works: Works) => Promise<void>): Promise<void> => {
    if (closed) return;
    try {
      await work(works);
    } catch (error) {
      works.log.error(error, "housekeeping");
    }
  };
  /** Of the processes that are seen at work the first keeps the house; where there is none, every one does. */
  const isKeeper = async (): Promise<boolean> => {
    const [first] = await works.database.db
      .select({ id: min(workers.id) })
      .from(workers)
      .where(gt(workers.seenAt, sql`clock_timestamp() - make_interval(secs => ${AWAY_SECONDS})`));
    return (first?.id ?? works.me) === works.me;
  };
  const round = async (isDue: (every: number) => boolean): Promise<void> => {
    await step(endLate);
    if (isDue(QUEUE_TICKS)) {
      await step(mend);
      await step(forgetWorkers);
    }
    if (isDue(SWEEP_TICKS)) {
      await step(removeOld);
      await step(sweep);
    }
  };
  const begin = (work: () => Promise<void>): void => {
    busy ??= step(work).finally(() => (busy = undefined));
  };
  // At once: a process that died may have left a job with nothing to do but to end it.
  begin(() => finishWhole(works));
  const timer = setInterval(() => {
    ticks++;
    begin(async () => {
      await step(finishWhole);
      if (await isKeeper()) await round((every) => ticks % every === 0);
    });
  }, TICK_MS);
  timer.unref();
  return {
    async round() {
      await busy;
      await step(finishWhole);
      await round(() => true);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await busy;
    },
  };
}
