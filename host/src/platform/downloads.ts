import { createHash } from "node:crypto";
import { CancelledError, SchemaError } from "@semblance/engine";
import { makeZip, predictLength } from "client-zip";
import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import { chunks } from "../database/schema.ts";
import type { ByteRange } from "../stores/store.ts";
import { certificateKey, footKey, headKey, mediaTypeOf } from "./names.ts";
import type { Download } from "./platform.ts";
import { etagOf, filesOf, type FileRow } from "./views.ts";
import type { JobRow, Works } from "./works.ts";

const PARTS_AT_A_TIME = 500;

function refuse(code: string, message: string, hint: string): never {
  throw new SchemaError([{ path: "job", code, message, hint }]);
}

/** Throws where the job's files cannot be read. */
function checkWhole({ state, removedAt, spec }: JobRow): void {
  if (removedAt !== null)
    refuse(
      "job/removed",
      "the files of this job were removed.",
      "Make the job again: its seed and its now give the same bytes.",
    );
  if (spec.kind === "load")
    refuse("job/no-files", "this job loads a database: it has no files.", "Export it in a format.");
  if (state !== "completed")
    refuse("job/not-ready", `the files are not whole: the job is ${state}.`, "Wait until it is completed.");
}

/** Bytes [from, to) of one object that is a part of a file. */
interface Piece {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Pieces of the file's bytes in `range`, read from the ledger a few hundred at a time. */
async function* piecesOf(
  { database: { db } }: Works,
  row: FileRow,
  range: ByteRange,
): AsyncGenerator<Piece, void, void> {
  const { jobId, number, bytes, headBytes, footBytes } = row;
  const within = (key: string, at: number, length: number): readonly Piece[] => {
    const from = Math.max(range.from, at);
    const to = Math.min(range.to, at + length);
    return from < to ? [{ key, from: from - at, to: to - at }] : [];
  };
  yield* within(headKey(jobId, number), 0, headBytes!);
  for (let after = -1; ;) {
    const parts = await db
      .select({ key: chunks.key, from: chunks.from, at: chunks.offset, bytes: chunks.bytes })
      .from(chunks)
      .where(
        and(
          eq(chunks.jobId, jobId),
          eq(chunks.file, number),
          gt(chunks.from, after),
          lt(chunks.offset, range.to),
          sql`${chunks.offset} + ${chunks.bytes} > ${range.from}`,
        ),
      )
      .orderBy(asc(chunks.from))
      .limit(PARTS_AT_A_TIME);
    for (const part of parts) yield* within(part.key!, part.at!, part.bytes!);
    if (parts.length < PARTS_AT_A_TIME) break;
    after = parts.at(-1)!.from;
  }
  yield* within(footKey(jobId, number), bytes! - footBytes!, footBytes!);
}

async function* read(
  works: Works,
  rows: readonly FileRow[],
  range: ByteRange,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  let at = 0;
  for (const row of rows) {
    const from = Math.max(0, range.from - at);
    const to = Math.min(row.bytes!, range.to - at);
    at += row.bytes!;
    if (from >= to) continue;
    for await (const { key, from: first, to: end } of piecesOf(works, row, { from, to }))
      yield* works.store.get(key, { from: first, to: end }, signal);
  }
}

function toDownload(works: Works, job: JobRow, name: string, rows: readonly FileRow[]): Download {
  const bytes = rows.reduce((sum, row) => sum + row.bytes!, 0);
  return {
    name,
    type: mediaTypeOf(job.spec, rows[0]!.answers),
    bytes,
    etag: etagOf(rows)!,
    open: (range = { from: 0, to: bytes }, signal) => read(works, rows, range, signal),
  };
}

/** All files of a job, in order. Throws where they cannot be read. */
export async function downloadsOf(works: Works, job: JobRow): Promise<readonly Download[]> {
  checkWhole(job);
  return [...(await filesOf(works, job.id))].map(([name, rows]) => toDownload(works, job, name, rows));
}

/** The file of that name; undefined where the job has none. */
export async function downloadOf(works: Works, job: JobRow, name: string): Promise<Download | undefined> {
  const rows = (await filesOf(works, job.id)).get(name);
  if (rows === undefined && job.spec.kind === "files") return undefined;
  checkWhole(job);
  return toDownload(works, job, name, rows!);
}

/** Bytes of a stream from `from` to before `to`. */
async function* slice(
  stream: ReadableStream<Uint8Array>,
  { from, to }: ByteRange,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader();
  try {
    for (let at = 0; at < to;) {
      const { done, value } = await reader.read();
      if (done) return;
      const first = Math.max(0, from - at);
      const end = Math.min(value.length, to - at);
      at += value.length;
      if (first < end) yield value.subarray(first, end);
    }
  } finally {
    // It throws into what it reads from, whose complaint nobody needs.
    await reader.cancel(new CancelledError("the reader has enough")).catch(() => {});
  }
}

const toFileStem = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replaceAll(/^[-.]+|[-.]+$/g, "") || "data";

/** The one file, or all in a zip, with the certificate where it is made. The same job gives the same bytes. */
export async function bundleOf(works: Works, job: JobRow): Promise<Download> {
  const files = await downloadsOf(works, job);
  if (files.length === 1) return files[0]!;
  const key = certificateKey(job.id);
  const certificateBytes = await works.store.size(key);
  const lastModified = job.createdAt;
  const entries = files.map(({ name, bytes }) => ({ name, size: bytes, lastModified }));
  const all =
    certificateBytes === undefined
      ? entries
      : [...entries, { name: "certificate.json", size: certificateBytes, lastModified }];
  const bytes = Number(predictLength(all));
  const identity = [...files.map(({ name, etag }) => [name, etag]), certificateBytes ?? null];
  const etag = `"${createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 32)}"`;
  const zip = (signal?: AbortSignal): ReadableStream<Uint8Array> => {
    const opened = function* () {
      for (const [k, entry] of all.entries())
        yield { ...entry, input: files[k]?.open(undefined, signal) ?? works.store.get(key, undefined, signal) };
    };
    return makeZip(opened());
  };
  return {
    name: `${toFileStem(job.name)}.zip`,
    type: "application/zip",
    bytes,
    etag,
    open: (range = { from: 0, to: bytes }, signal) => slice(zip(signal), range),
  };
}
