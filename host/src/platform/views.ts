import { and, asc, desc, eq, gte, inArray, lt, min, sql, sum, type SQL } from "drizzle-orm";
import type { Chunk, Fault, Job, JobFile, JobPage, JobQuery, Progress, Publication } from "../api/index.ts";
import { chunks, files, jobs, publications, workers, type JobFault } from "../database/schema.ts";
import { mediaTypeOf } from "./names.ts";
import type { Owner } from "./platform.ts";
import { query as rowsOf, type JobRow, type Works } from "./works.ts";

const RATE_SECONDS = 10;
const RATE_CHUNKS = 500; // of a job; more are not looked at, however small they are

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const toFault = ({ code, message, hint }: JobFault): Fault => ({
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** What a view of a job needs beside its row. */
interface Around {
  readonly tables: ReadonlyMap<string, readonly Progress["tables"][number][]>;
  /** Rows per second by id. */
  readonly rates: ReadonlyMap<string, number>;
  readonly publications: ReadonlyMap<string, readonly Publication[]>;
}

const secondsAtWork = ({ workedMs, workingSince }: JobRow): number =>
  (workedMs + (workingSince === null ? 0 : Date.now() - workingSince.getTime())) / 1000;

/** What was finished lately of a job. */
interface Recent {
  readonly id: string;
  readonly rows: number;
  readonly chunks: number;
  /** Since the first of them. */
  readonly seconds: number;
}

/** Rows per second by what was finished lately, else over all the time at work. */
async function ratesOf({ database: { db } }: Works, rows: readonly JobRow[]): Promise<ReadonlyMap<string, number>> {
  const active = rows.filter(({ state }) => state === "generating");
  const ids = active.filter(({ spec }) => spec.kind === "files").map(({ id }) => id);
  const recent =
    ids.length === 0
      ? []
      : await rowsOf<Recent>(
          db,
          sql`select wanted.id, coalesce(sum(latest.rows) filter (where not ${files.answers}), 0)::float8 as rows, count(*)::int as chunks,
              extract(epoch from statement_timestamp() - min(latest.finished_at))::float8 as seconds
            from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as asked (id)
            cross join lateral (select asked.id::uuid as id) as wanted
            cross join lateral (
              select ${chunks.file} as file, ${chunks.rows} as rows, ${chunks.finishedAt} as finished_at from ${chunks}
              where ${chunks.jobId} = wanted.id and ${chunks.finishedAt} > statement_timestamp() - make_interval(secs => ${RATE_SECONDS})
              order by ${chunks.finishedAt} desc limit ${RATE_CHUNKS}
            ) as latest
            join ${files} on ${files.jobId} = wanted.id and ${files.number} = latest.file
            group by wanted.id`,
        );
  const lately = new Map(recent.map((found) => [found.id, found]));
  return new Map(
    active.map((job) => {
      const seconds = Math.max(0.1, secondsAtWork(job));
      const found = lately.get(job.id);
      if (found === undefined) return [job.id, job.rowsDone / seconds];
      const since = job.workingSince === null ? seconds : (Date.now() - job.workingSince.getTime()) / 1000;
      const window = found.chunks < RATE_CHUNKS ? Math.min(RATE_SECONDS, since) : found.seconds;
      return [job.id, found.rows / Math.max(0.1, window)];
    }),
  );
}

async function tablesOf({ database: { db } }: Works, ids: readonly string[]): Promise<Around["tables"]> {
  const found = await db
    .select({
      id: files.jobId,
      table: files.table,
      rows: sum(sql`${files.to} - ${files.from}`).mapWith(Number),
      done: sum(files.rowsDone).mapWith(Number),
    })
    .from(files)
    .where(and(inArray(files.jobId, [...ids]), eq(files.answers, false)))
    .groupBy(files.jobId, files.table)
    .orderBy(min(files.number));
  const tables = new Map<string, Progress["tables"][number][]>(ids.map((id) => [id, []]));
  for (const { id, table, rows, done } of found) tables.get(id)!.push({ table, rows, rows_done: done });
  return tables;
}

/** A copy in another store, as everybody sees it. */
export function toPublication(row: typeof publications.$inferSelect): Publication {
  return {
    id: row.id,
    store: row.store,
    state: row.state,
    links: row.receipts.map(({ name, url, id, gateway, bytes }) => ({
      name,
      url,
      bytes,
      ...(id === undefined ? {} : { id }),
      ...(gateway === undefined ? {} : { gateway }),
    })),
    bytes: row.bytes,
    bytes_done: row.bytesDone,
    error: row.fault === null ? null : toFault(row.fault),
    created_at: row.createdAt.toISOString(),
    finished_at: iso(row.finishedAt),
  };
}

async function publicationsOf({ database: { db } }: Works, ids: readonly string[]): Promise<Around["publications"]> {
  const rows = await db
    .select()
    .from(publications)
    .where(inArray(publications.jobId, [...ids]))
    .orderBy(asc(publications.createdAt));
  return new Map(ids.map((id) => [id, rows.filter(({ jobId }) => jobId === id).map(toPublication)]));
}

function progressOf(job: JobRow, tables: readonly Progress["tables"][number][], rate: number): Progress {
  const { rows, rowsDone, chunks: all, chunksDone, bytes, state } = job;
  const share = rows === 0 ? (all === 0 ? 0 : chunksDone / all) : rowsDone / rows;
  const percent = state === "completed" ? 100 : Math.min(99.9, Math.floor(share * 1000) / 10);
  const eta = state === "completed" ? 0 : rate > 0 ? Math.ceil((rows - rowsDone) / rate) : null;
  return {
    rows,
    rows_done: rowsDone,
    percent,
    rows_per_second: Math.round(rate),
    bytes,
    eta_seconds: eta,
    chunks: all,
    chunks_done: chunksDone,
    worked_s: Math.round(secondsAtWork(job) * 1000) / 1000,
    tables: [...tables],
  };
}

function toJob(row: JobRow, around: Around): Job {
  const { id, spec } = row;
  const { seed = 0, now } = spec.document as { seed?: number | string; now: unknown };
  return {
    id,
    name: row.name,
    status: row.state,
    version: row.version,
    kind: spec.kind,
    template: row.template,
    backend: row.backend,
    region: row.region,
    format: spec.format,
    gzip: spec.gzip,
    seed,
    now: String(now),
    edition: spec.edition,
    priority: row.priority,
    timeout: row.timeoutMs / 1000,
    destination: spec.destination?.to ?? null,
    source: spec.from ?? null,
    progress: progressOf(row, around.tables.get(id) ?? [], around.rates.get(id) ?? 0),
    error: row.fault === null ? null : toFault(row.fault),
    notes: row.notes.map(toFault),
    moves: row.moves.map(({ at, what, message }) => ({ at, what, ...(message === undefined ? {} : { message }) })),
    publications: [...(around.publications.get(id) ?? [])],
    created_at: row.createdAt.toISOString(),
    started_at: iso(row.startedAt),
    finished_at: iso(row.finishedAt),
    removed_at: iso(row.removedAt),
  };
}

/** Jobs as everybody sees them, in the order of their rows. */
export async function toJobs(works: Works, rows: readonly JobRow[]): Promise<readonly Job[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [tables, rates, copies] = await Promise.all([
    tablesOf(works, ids),
    ratesOf(works, rows),
    publicationsOf(works, ids),
  ]);
  return rows.map((row) => toJob(row, { tables, rates, publications: copies }));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The row of a job of this owner; of a name that is no id there is none. */
export async function findJob({ database: { db } }: Works, { userId }: Owner, id: string): Promise<JobRow | undefined> {
  if (!UUID.test(id)) return undefined;
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.ownerId, userId)));
  return row;
}

/** The rows of jobs, whosever they are; names that are no ids have none. */
export async function findJobs({ database: { db } }: Works, ids: readonly string[]): Promise<readonly JobRow[]> {
  const known = ids.filter((id) => UUID.test(id));
  return known.length === 0 ? [] : db.select().from(jobs).where(inArray(jobs.id, known));
}

/** `%` and `_` of a search are meant as they are. */
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function matching({ userId }: Owner, { status, q = "", template, backend, from, to }: JobQuery): SQL | undefined {
  const words = q.split(/\s+/).filter((word) => word !== "");
  return and(
    eq(jobs.ownerId, userId),
    ...(status === undefined ? [] : [eq(jobs.state, status)]),
    ...(template === undefined ? [] : [eq(jobs.template, template)]),
    ...(backend === undefined ? [] : [eq(jobs.backend, backend)]),
    ...(from === undefined ? [] : [gte(jobs.createdAt, new Date(from))]),
    ...(to === undefined ? [] : [lt(jobs.createdAt, new Date(to))]),
    ...words.map((word) => {
      const like = containing(word);
      return sql`(${jobs.name} ilike ${like} or ${jobs.template} ilike ${like} or exists (
        select 1 from ${files} where ${files.jobId} = ${jobs.id} and ${files.table} ilike ${like}))`;
    }),
  );
}

/** A page of the owner's jobs, the newest first. */
export async function listJobs(works: Works, owner: Owner, query: JobQuery): Promise<JobPage> {
  const { db } = works.database;
  const where = matching(owner, query);
  const { page, page_size: size } = query;
  const total = await db.$count(jobs, where);
  const rows = await db
    .select()
    .from(jobs)
    .where(where)
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(size)
    .offset((page - 1) * size);
  return { jobs: [...(await toJobs(works, rows))], total, page, page_size: size };
}

export type FileRow = typeof files.$inferSelect;

/** Files of a job by name; the answers of several tables are one. */
export async function filesOf(
  { database: { db } }: Works,
  id: string,
): Promise<ReadonlyMap<string, readonly FileRow[]>> {
  const rows = await db.select().from(files).where(eq(files.jobId, id)).orderBy(asc(files.number));
  return Map.groupBy(rows, ({ name }) => name);
}

/** ETag of some rows of `files` together; null while one is not whole. */
export function etagOf(rows: readonly FileRow[]): string | null {
  const etags = rows.map(({ etag }) => etag);
  return etags.includes(null) ? null : `"${etags.join("-")}"`;
}

/** The files of a job as everybody sees them; of a load there are none. */
export async function listFiles(works: Works, { id, spec, removedAt }: JobRow): Promise<readonly JobFile[]> {
  if (spec.kind === "load" || removedAt !== null) return [];
  return [...(await filesOf(works, id))].map(([name, rows]): JobFile => {
    const { answers, table } = rows[0]!;
    const isWhole = rows.every(({ bytes }) => bytes !== null);
    return {
      name,
      table: answers ? "" : table,
      rows: answers ? 0 : rows.reduce((all, { from, to }) => all + to - from, 0),
      bytes: isWhole ? rows.reduce((all, { bytes }) => all + bytes!, 0) : null,
      etag: etagOf(rows),
      type: mediaTypeOf(spec, answers),
      answers,
      url: `/api/jobs/${id}/files/${encodeURIComponent(name)}`,
    };
  });
}

/** The ledger of a job, in the order of its files and rows. */
export async function listChunks({ database: { db } }: Works, { id, state }: JobRow): Promise<readonly Chunk[]> {
  const rows = await db
    .select({ chunk: chunks, name: files.name, table: files.table, alive: workers.id })
    .from(chunks)
    .innerJoin(files, and(eq(files.jobId, chunks.jobId), eq(files.number, chunks.file)))
    .leftJoin(workers, eq(workers.id, chunks.worker))
    .where(eq(chunks.jobId, id))
    .orderBy(asc(chunks.file), asc(chunks.from));
  return rows.map(({ chunk, name, table, alive }): Chunk => {
    const isRunning = chunk.state === "todo" && alive !== null && state === "generating";
    return {
      file: name,
      table,
      from: chunk.from,
      to: chunk.to,
      state: isRunning ? "running" : chunk.state,
      attempts: chunk.attempts,
      rows: chunk.rows,
      bytes: chunk.bytes,
      sha256: chunk.sha256,
      worker: chunk.worker,
      started_at: iso(chunk.startedAt),
      finished_at: iso(chunk.finishedAt),
    };
  });
}
