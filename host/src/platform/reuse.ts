import type { PartInfo } from "@semblance/engine";
import { and, asc, eq } from "drizzle-orm";
import { chunks, type JobSpec } from "../database/schema.ts";
import type { ChunkRow } from "./finish.ts";
import { partKey } from "./names.ts";
import type { JobRow, Works } from "./works.ts";
import type { StoredPart } from "./workshop.ts";

/** A part made of another job's part, and the name of that one in the store: it stays in the ledger. */
export interface Reused extends StoredPart {
  readonly info: PartInfo & { readonly source: string };
}

const toText = (options: JobSpec["options"]): string =>
  JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether the plain parts are what is within the gzip members of the job. */
export function isWithin(
  { spec, state, removedAt }: JobRow,
  wish: Pick<JobSpec, "format" | "options" | "gzip">,
): boolean {
  const isSame = spec.format === wish.format && toText(spec.options) === toText(wish.options);
  return spec.kind === "files" && state === "completed" && removedAt === null && isSame && spec.gzip && !wish.gzip;
}

/** Where files of the job are cut; every cut of a gzip file is one of the plain file too. */
export async function cutsOf(
  { database: { db } }: Works,
  id: string,
): Promise<ReadonlyMap<number, readonly { from: number; to: number }[]>> {
  const { file, from, to } = chunks;
  const rows = await db
    .select({ file, from, to })
    .from(chunks)
    .where(eq(chunks.jobId, id))
    .orderBy(asc(file), asc(from));
  return Map.groupBy(rows, (row) => row.file);
}

/** The plain part's info, of its members' infos; undefined where the format's foot needs to know more than they say. */
function plainInfo({ detail }: PartInfo): PartInfo | undefined {
  if (!Array.isArray(detail)) return undefined;
  const members = detail as readonly PartInfo[];
  if (members.some((member) => member.detail !== undefined)) return undefined;
  const sum = (what: "rows" | "bytes"): number => members.reduce((whole, member) => whole + member[what], 0);
  return { rows: sum("rows"), bytes: sum("bytes") };
}

/** The chunk's part, in the store, out of that of the job it exports; undefined where that one is gone or cut elsewhere: then it is generated, to the same bytes. */
export async function reuse(
  { database: { db }, store, workshop, limits }: Works,
  { jobId, file, from, to }: ChunkRow,
  spec: JobSpec,
  signal: AbortSignal,
): Promise<Reused | undefined> {
  const number = spec.sources?.[file];
  if (spec.from === undefined || number === undefined) return undefined;
  const [found] = await db
    .select({ info: chunks.info, key: chunks.key, sha256: chunks.sha256 })
    .from(chunks)
    .where(
      and(
        eq(chunks.jobId, spec.from),
        eq(chunks.file, number),
        eq(chunks.from, from),
        eq(chunks.to, to),
        eq(chunks.state, "done"),
      ),
    );
  if (found === undefined || found.info === null || found.key === null || found.sha256 === null) return undefined;
  const info = plainInfo(found.info);
  if (info === undefined || info.bytes > limits.bytes) return undefined;
  if ((await store.size(found.key)) !== found.info.bytes) return undefined;
  const key = partKey(jobId, file, from, to);
  const errand = { kind: "unpack", packedKey: found.key, sha256: found.sha256, info, key } as const;
  const part = await workshop.run(errand, signal);
  return part === undefined ? undefined : { ...part, info: { ...info, source: found.key } };
}
