import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { EDITION, WorldError, type Plan } from "@semblance/engine";
import { VERSION } from "../config.ts";
import type { Database } from "../connectors/connector.ts";
import { COPIED, withCopies } from "./certificate-database.ts";
import { factsOf } from "./certificate-facts.ts";
import { computeFigures, openTables, whySkipped } from "./certificate-figures.ts";
import type { Certificate, CertifiedFile, CertifiedTable, Reading } from "./certificate-shape.ts";
import { openDuck } from "./duckdb.ts";
import type { Job } from "./press.ts";

/** JSON without blanks, keys sorted by code units: one text for one value. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** SHA-256 of a document as canonical JSON, in hexadecimal. */
export function hashDocument(document: unknown): string {
  return createHash("sha256").update(canonicalJson(document)).digest("hex");
}

/** Size and SHA-256 of a file, read once in pieces. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return { bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}

/** Figures of tables in files; the paths of each are those of its rows in order. */
export async function figuresOf(
  tables: readonly (Omit<CertifiedTable, "figures"> & { readonly paths: readonly string[] })[],
  settings: { readonly now: string; readonly reading: Reading },
): Promise<readonly CertifiedTable["figures"][]> {
  const folders = new Set(
    await Promise.all(tables.flatMap(({ paths }) => paths.map((path) => realpath(dirname(path))))),
  );
  const duck = await openDuck([...folders]);
  try {
    await openTables(duck, tables, settings.reading);
    const figures: CertifiedTable["figures"][] = [];
    for (const [t, table] of tables.entries()) {
      const skipped = whySkipped(table, settings.reading);
      figures.push(skipped === undefined ? await computeFigures(duck, tables, t, settings) : { skipped });
    }
    return figures;
  } finally {
    duck.close();
  }
}

/** What was delivered where. */
export interface Commission {
  readonly plan: Plan;
  readonly job: Job;
  /** Parallel to the job's files. */
  readonly paths: readonly string[];
  /** Where the certificate will stand; paths in it are from its folder. */
  readonly path: string;
}

type Document = { readonly seed?: number | string; readonly now: string };

/** What a certificate says beside files and figures. */
function headOf(document: Document): Omit<Certificate, "reading" | "files" | "tables"> {
  return {
    certificate: 1,
    made: new Date().toISOString(),
    version: VERSION,
    edition: EDITION,
    seed: document.seed ?? 0,
    now: document.now,
    schema: { sha256: hashDocument(document), document },
  };
}

/** The certificate of files that stand whole: every figure in it is computed from them. */
async function certify({ plan, job, paths, path }: Commission): Promise<Certificate> {
  const document = job.document as Document;
  const { delimiter = ",", headerLine = true, nullText = "" } = job.options;
  const reading = { format: job.format, gzip: job.gzip, delimiter, headerLine, nullText };
  const files: CertifiedFile[] = [];
  for (const [k, { table, answers }] of job.files.entries()) {
    if (paths[k] === paths[k - 1]) continue; // the one file of all answers
    const from = relative(dirname(resolve(path)), resolve(paths[k]!)).replaceAll(sep, "/");
    files.push({ path: from, table: answers === true ? "" : table, ...(await hashFile(paths[k]!)) });
  }
  const real = await Promise.all(paths.map((one) => realpath(one)));
  const facts = factsOf(plan);
  const figures = await figuresOf(
    facts.map((table) => ({
      ...table,
      paths: real.filter((_, k) => job.files[k]!.table === table.table && job.files[k]!.answers !== true),
    })),
    { now: document.now, reading },
  );
  return {
    ...headOf(document),
    reading,
    files,
    tables: facts.map((table, k) => ({ ...table, figures: figures[k]! })),
  };
}

/** What was loaded where. */
export interface LoadedInto {
  readonly plan: Plan;
  readonly document: Document;
  readonly database: Database;
  /** Names of the tables that were loaded; all if absent. */
  readonly tables?: ReadonlySet<string>;
  readonly path: string;
}

/** The certificate of tables in a database: every figure in it is computed from the rows that are there. */
async function certifyTables({ plan, document, database, tables }: LoadedInto): Promise<Certificate> {
  const facts = factsOf(plan).filter(({ table }) => tables?.has(table) !== false);
  const figures = await withCopies(database, facts, (copied) =>
    figuresOf(copied, { now: document.now, reading: COPIED }),
  );
  return {
    ...headOf(document),
    reading: { ...COPIED, format: "database" },
    files: [],
    tables: facts.map((table, k) => ({ ...table, figures: figures[k]! })),
  };
}

/** Writes the certificate of files that stand whole, or of tables that are loaded. */
export async function writeCertificate(commission: Commission | LoadedInto): Promise<void> {
  const { path } = commission;
  const certificate = await ("database" in commission ? certifyTables(commission) : certify(commission));
  const text = `${JSON.stringify(certificate, undefined, 2)}\n`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new WorldError(`${path}: cannot be written (${(error as Error).message}).`, "disk", false, error);
  }
}
