import { sql } from "drizzle-orm";
import { chunks, jobs, workers } from "../database/schema.ts";
import type { QueueView } from "./platform.ts";
import { query, type Works } from "./works.ts";

interface Depth {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

async function depthOf({ database }: Works): Promise<Depth> {
  const [found] = await query<Depth>(
    database.db,
    sql`
    select count(*) filter (where state in ('created', 'retry'))::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'failed')::int as failed
    from pgboss.job where name like 'chunks.%' and state in ('created', 'retry', 'active', 'failed')`,
  );
  return found!;
}

/** Depth of the queue and who works on it. */
export async function queueView(works: Works): Promise<QueueView> {
  const { db } = works.database;
  const depth = await depthOf(works);
  const there = await db.select().from(workers).orderBy(workers.startedAt);
  const busy = await query<{ worker: string; chunks: number }>(
    db,
    sql`
    select ${chunks.worker} as worker, count(*)::int as chunks from ${chunks} join ${jobs} on ${jobs.id} = ${chunks.jobId}
    where ${jobs.state} = 'generating' and ${chunks.state} = 'todo' and ${chunks.worker} is not null
    group by ${chunks.worker}`,
  );
  const held = new Map(busy.map(({ worker, chunks: count }) => [worker, count]));
  return {
    ...depth,
    workers: there.map(({ id, host, region, threads, seenAt }) => {
      return { id, host, region, threads, seen_at: seenAt.toISOString(), chunks: held.get(id) ?? 0 };
    }),
  };
}

/** Figures of all jobs and of the queue. */
export async function figuresOf(works: Works, busy: number, made: number): Promise<Readonly<Record<string, number>>> {
  const { waiting, active, failed } = await depthOf(works);
  const { db } = works.database;
  const states = await db
    .select({
      state: jobs.state,
      jobs: sql<number>`count(*)::int`,
      rows: sql`sum(${jobs.rowsDone})`.mapWith(Number),
      bytes: sql`sum(${jobs.bytes})`.mapWith(Number),
    })
    .from(jobs)
    .groupBy(jobs.state);
  const figures: Record<string, number> = {
    queue_waiting: waiting,
    queue_active: active,
    queue_failed: failed,
    workers: await db.$count(workers),
    chunks_running: busy,
    chunks_made_total: made,
    rows_made: states.reduce((sum, { rows }) => sum + rows, 0),
    bytes_made: states.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  for (const state of ["pending", "generating", "paused", "completed", "failed", "cancelled"])
    figures[`jobs_${state}`] = states.find((found) => found.state === state)?.jobs ?? 0;
  return figures;
}
