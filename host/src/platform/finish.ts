import { createHash } from "node:crypto";
import type { PartInfo } from "@semblance/engine";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "../database/open.ts";
import { chunks, files, jobs, jobSecrets, type JobMove } from "../database/schema.ts";
import { queueName } from "./messages.ts";
import { footKey, headKey } from "./names.ts";
import { placesOf } from "./places.ts";
import { pressJob } from "./spec.ts";
import type { HashedPart } from "./tasks.ts";
import { AT_WORK, holdJob, query, type JobRow, type Works } from "./works.ts";

export type ChunkRow = typeof chunks.$inferSelect;
type FileRow = typeof files.$inferSelect;

/** What a change of a job's row always does. */
export const newer = sql`${jobs.version} + 1`;
/** Milliseconds at work until now. */
export const workedNow = sql`${jobs.workedMs} + coalesce(extract(epoch from clock_timestamp() - ${jobs.workingSince}) * 1000, 0)::bigint`;

const MOVES_KEPT = 100;

/** The moves of a job and one more, now. */
export const movesOf = ({ moves }: Pick<JobRow, "moves">, move: Omit<JobMove, "at">): readonly JobMove[] =>
  [...moves, { at: new Date().toISOString(), ...move }].slice(-MOVES_KEPT);

/** A chunk that was made: a part in the store, or all rows of a load. */
export interface Made {
  readonly chunk: ChunkRow;
  readonly info: PartInfo;
  /** Of a part in the store. */
  readonly part?: Pick<HashedPart, "sha256"> & { readonly key: string };
}

/** What became of chunks that were made: how many count now; whether none is missing any more; whether the job is not there any more. */
export interface Outcome {
  readonly counted: number;
  readonly isLast: boolean;
  readonly isGone: boolean;
}

const NONE: Outcome = { counted: 0, isLast: false, isGone: false };

/** Writes chunks of one job into the ledger; gives those that it did not have. */
async function enter(tx: Tx, made: readonly Made[]): Promise<readonly Made[]> {
  const { jobId } = made[0]!.chunk;
  const given = made.map(({ chunk: { file, from, to, messageId }, info, part }) => {
    const { rows, bytes } = info;
    return { file, begin: from, stop: to, message: messageId, rows, bytes, info, sha256: part?.sha256, key: part?.key };
  });
  const done = await query<{ message: string }>(
    tx,
    sql`update ${chunks} set state = 'done', rows = given.rows, bytes = given.bytes, info = given.info, sha256 = given.sha256,
        key = given.key, fault = null, finished_at = clock_timestamp()
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (file int, begin bigint, stop bigint, message uuid,
        rows bigint, bytes bigint, info jsonb, sha256 text, key text)
      where ${placesOf(
        jobId,
        made.map(({ chunk }) => chunk),
      )}
        and ${chunks.file} = given.file and ${chunks.from} = given.begin and ${chunks.to} = given.stop and ${chunks.state} = 'todo' and ${chunks.messageId} = given.message
      returning given.message as message`,
  );
  const entered = new Set(done.map(({ message }) => message));
  return made.filter(({ chunk }) => entered.has(chunk.messageId));
}

/** Counts chunks that the ledger did not have. */
async function count(tx: Tx, jobId: string, made: readonly Made[]): Promise<void> {
  const sumOf = (some: readonly Made[], what: "rows" | "bytes"): number =>
    some.reduce((sum, { info }) => sum + info[what], 0);
  const always = { version: newer, chunksDone: sql`${jobs.chunksDone} + ${made.length}` };
  if (made[0]!.part === undefined) {
    await tx
      .update(files)
      .set({ rowsDone: sql`${files.to} - ${files.from}` })
      .where(eq(files.jobId, jobId));
    await tx
      .update(jobs)
      .set({ ...always, rowsDone: sumOf(made, "rows"), bytes: sumOf(made, "bytes") })
      .where(eq(jobs.id, jobId));
    return;
  }
  let rows = 0;
  for (const [number, some] of Map.groupBy(made, ({ chunk }) => chunk.file)) {
    const [counted] = await tx
      .update(files)
      .set({ rowsDone: sql`${files.rowsDone} + ${sumOf(some, "rows")}` })
      .where(and(eq(files.jobId, jobId), eq(files.number, number)))
      .returning({ answers: files.answers });
    rows += counted?.answers === true ? 0 : sumOf(some, "rows");
  }
  await tx
    .update(jobs)
    .set({
      ...always,
      rowsDone: sql`${jobs.rowsDone} + ${rows}`,
      bytes: sql`${jobs.bytes} + ${sumOf(made, "bytes")}`,
    })
    .where(eq(jobs.id, jobId));
}

/** Chunks of one job are made: writes them into the ledger, counts them and acknowledges their messages, all or nothing. A repeat changes nothing. */
export async function countChunks(works: Works, made: readonly Made[]): Promise<Outcome> {
  if (made.length === 0) return NONE;
  const { database, edition } = works;
  const { jobId } = made[0]!.chunk;
  return database.within(async (tx, on) => {
    const job = await holdJob(tx, jobId);
    if (job === undefined || job.state === "cancelled") return { ...NONE, isGone: true };
    if (!AT_WORK.includes(job.state)) return NONE;
    const entered = await enter(tx, made);
    if (entered.length === 0) return NONE;
    await count(tx, jobId, entered);
    const messages = entered.map(({ chunk }) => chunk.messageId);
    await database.queue.complete(queueName(edition, job.region), messages, null, on);
    return { counted: entered.length, isLast: job.chunksDone + entered.length === job.chunks, isGone: false };
  });
}

interface Edge {
  readonly headBytes: number;
  readonly footBytes: number;
  readonly bytes: number;
  readonly etag: string;
}

/** Makes head and foot of a file whose parts are all there. */
async function close(works: Works, job: JobRow, file: FileRow, isFirst: boolean): Promise<Edge> {
  const { database, store, workshop } = works;
  const parts = await database.db
    .select({ info: chunks.info, bytes: chunks.bytes, sha256: chunks.sha256 })
    .from(chunks)
    .where(and(eq(chunks.jobId, job.id), eq(chunks.file, file.number)))
    .orderBy(asc(chunks.from));
  const infos = parts.map(({ info }) => info as PartInfo);
  const { spec } = job;
  const { head, foot } = await workshop.run({
    kind: "edges",
    id: job.id,
    job: await pressJob(works, job.id, spec),
    file: file.number,
    infos,
  });
  const before = isFirst ? head : new Uint8Array(0);
  if (before.length > 0) await store.put(headKey(job.id, file.number), [before], { bytes: before.length });
  if (foot.length > 0) await store.put(footKey(job.id, file.number), [foot], { bytes: foot.length });
  const hash = createHash("sha256").update(before);
  for (const { sha256 } of parts) hash.update(sha256!);
  const bytes = parts.reduce((sum, part) => sum + part.bytes!, before.length + foot.length);
  return {
    headBytes: before.length,
    footBytes: foot.length,
    bytes,
    etag: hash.update(foot).digest("hex").slice(0, 32),
  };
}

/**
 * After the last chunk: the files are whole, and the job has ended. Any process may do it, at any time, more than once: whoever commits first has
 * done it. Does nothing where chunks are missing; where the job was removed meanwhile, heads and feet go as well.
 */
export async function finalize(works: Works, id: string): Promise<void> {
  const { database, store } = works;
  const [job] = await database.db.select().from(jobs).where(eq(jobs.id, id));
  if (job === undefined || !AT_WORK.includes(job.state) || job.chunksDone < job.chunks) return;
  const isLoad = job.spec.kind === "load";
  const rows = isLoad
    ? []
    : await database.db.select().from(files).where(eq(files.jobId, id)).orderBy(asc(files.number));
  const edges: Edge[] = [];
  for (const [k, file] of rows.entries()) edges.push(await close(works, job, file, rows[k - 1]?.name !== file.name));
  const found = await database.within(async (tx) => {
    const held = await holdJob(tx, id);
    if (held === undefined || !AT_WORK.includes(held.state) || held.chunksDone < held.chunks) return held;
    for (const [k, { number }] of rows.entries())
      await tx
        .update(files)
        .set(edges[k]!)
        .where(and(eq(files.jobId, id), eq(files.number, number)));
    // Within its file; where a file has several tables' answers, the reader adds up what stands before.
    await tx.execute(sql`update ${chunks} set byte_offset = placed.at from (
        select c.file, c.from_row, f.head_bytes + sum(c.bytes) over (partition by c.file order by c.from_row) - c.bytes as at
        from ${chunks} c join ${files} f on f.job_id = c.job_id and f.number = c.file where c.job_id = ${id}
      ) as placed where ${chunks.jobId} = ${id} and ${chunks.file} = placed.file and ${chunks.from} = placed.from_row`);
    await tx.delete(jobSecrets).where(eq(jobSecrets.jobId, id));
    await tx
      .update(jobs)
      .set({
        state: "completed",
        version: newer,
        ...(isLoad ? {} : { bytes: edges.reduce((sum, { bytes }) => sum + bytes, 0) }),
        fault: null,
        workedMs: workedNow,
        workingSince: null,
        startedAt: sql`coalesce(${jobs.startedAt}, clock_timestamp())`,
        finishedAt: sql`clock_timestamp()`,
      })
      .where(eq(jobs.id, id));
    works.log.info({ job_id: id }, "job completed");
    return held;
  });
  if (found === undefined || found.state === "cancelled")
    await store.delete(rows.flatMap(({ number }) => [headKey(id, number), footKey(id, number)]));
}
