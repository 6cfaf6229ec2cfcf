import { basename, dirname, extname, join } from "node:path";
import { deliveredTables, formats, SchemaError, type Plan } from "@semblance/engine";
import { splitRows } from "./chunks.ts";
import { isDirectory, STDOUT } from "./outbox.ts";
import type { FileSlice } from "./press.ts";

/** What an output path says about its content. */
export interface PathFormat {
  readonly format: string | undefined;
  readonly gzip: boolean;
  /** The delimiter that the ending asks for. */
  readonly delimiter: string | undefined;
}

const ALSO: Readonly<Record<string, { format: string; delimiter?: string }>> = {
  ".tsv": { format: "csv", delimiter: "\t" },
  ".ndjson": { format: "jsonl" },
};

/** Reads format and compression from a path's endings: `users.csv.gz`. */
export function readEndings(path: string): PathFormat {
  const lower = path.toLowerCase();
  const gzip = lower.endsWith(".gz");
  const ending = extname(gzip ? lower.slice(0, -3) : lower);
  const also = ALSO[ending];
  const format = also?.format ?? formats.find(({ extension }) => extension === ending)?.name;
  return { format, gzip, delimiter: also?.delimiter };
}

/** What goes where. */
export interface Layout {
  readonly files: readonly FileSlice[];
  /** Parallel to `files`. */
  readonly paths: readonly string[];
}

const PARTS = ["train", "validation", "test"];

/** train and test, with validation between where there are three; else part-1, part-2, ... */
function partNames(parts: number): readonly string[] {
  if (parts === 2) return ["train", "test"];
  return parts === 3 ? PARTS : Array.from({ length: parts }, (_, k) => `part-${k + 1}`);
}

/** The names of tables go into paths: what a path may not hold becomes a dash. */
function toFileName(table: string): string {
  const name = table.replaceAll(/[/\\:*?"<>|]/g, "-").trim();
  return /^\.*$/.test(name) || name === "" ? "table" : name;
}

/**
 * Where the tables go. Without `out` one table becomes `./<table><extension>` and several the directory `./<name>`; with it,
 * one file for one table, else a directory. `shares` make several files of each table: `users.train.csv`.
 */
export async function layOut(
  plan: Plan,
  name: string,
  extension: string,
  out: string | undefined,
  shares: readonly number[] | undefined,
): Promise<Layout> {
  const tables = deliveredTables(plan).map(({ header, rows }) => ({ table: header.table, rows }));
  const fault = (message: string, hint: string): SchemaError =>
    new SchemaError([{ path: "--out", code: "cli/out", message, hint }]);
  if (out === STDOUT) {
    if (shares !== undefined) throw fault("a split makes several files.", "Write them to a directory: --out data/.");
    if (tables.length > 1) {
      const names = tables.map(({ table }) => table).join(", ");
      throw fault(`standard output takes one table; found ${names}.`, "Write them to a directory: --out data/.");
    }
    return { files: [{ table: tables[0]!.table, from: 0, to: tables[0]!.rows }], paths: [STDOUT] };
  }
  const intoDirectory = out !== undefined && (/[/\\]$/.test(out) || (await isDirectory(out)));
  if (out !== undefined && !intoDirectory && tables.length > 1 && readEndings(out).format !== undefined) {
    throw fault(`expected a directory for ${tables.length} tables; found ${out}.`, "Write --out data/.");
  }
  const folder = intoDirectory || tables.length > 1 ? (out ?? `./${toFileName(name)}`) : undefined;
  const taken = new Set<string>();
  const toStem = (table: string): string => {
    if (folder === undefined && out !== undefined) return out.slice(0, out.length - extensionOf(out).length);
    let stem = join(folder ?? ".", toFileName(table));
    while (taken.has(stem.toLowerCase())) stem += "-";
    taken.add(stem.toLowerCase());
    return stem;
  };
  const layouts = tables.map(({ table, rows }) => {
    const stem = toStem(table);
    const ending = folder === undefined && out !== undefined ? extensionOf(out) : extension;
    if (shares === undefined) return { files: [{ table, from: 0, to: rows }], paths: [stem + ending] };
    const parts = partNames(shares.length);
    return {
      files: splitRows(rows, shares).map((range) => ({ table, ...range })),
      paths: parts.map((part) => `${stem}.${part}${ending}`),
    };
  });
  return { files: layouts.flatMap(({ files }) => files), paths: layouts.flatMap(({ paths }) => paths) };
}

/** The layout with the answer keys of dirty tables behind it, all in one file: `path`, or beside the data. */
export function withAnswers(
  { files, paths }: Layout,
  plan: Plan,
  out: string | undefined,
  path: string | undefined,
): Layout {
  const slices = deliveredTables(plan).flatMap(({ header, rows, answers }): FileSlice[] =>
    answers === undefined ? [] : [{ table: header.table, from: 0, to: rows, answers: true }],
  );
  const [first = STDOUT] = paths;
  const isAlone = new Set(files.map(({ table }) => table)).size === 1 && !(out !== undefined && /[/\\]$/.test(out));
  const whole = first.slice(0, first.length - extensionOf(first).length);
  const stem = files.length > 1 ? whole.slice(0, whole.length - extname(whole).length) : whole; // without .train
  const beside = isAlone ? `${stem}.answers.csv` : join(dirname(first), "answers.csv");
  const key = path ?? (first === STDOUT ? undefined : beside);
  if (key === undefined) return { files, paths };
  return { files: [...files, ...slices], paths: [...paths, ...slices.map(() => key)] };
}

/** `.csv`, `.csv.gz` or nothing. */
function extensionOf(path: string): string {
  const name = basename(path);
  const inner = /\.gz$/i.test(name) ? name.slice(0, -3) : name;
  return extname(inner) + name.slice(inner.length);
}
