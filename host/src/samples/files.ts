import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { DataError, WorldError } from "@semblance/engine";
import { streamXlsxRows } from "hucre/xlsx";
import { quoteName, quoteText, type Bench } from "./engine.ts";

/** One table of a sample, loaded into the bench under `id`; every cell that is no number, date or truth value of its own is text. */
export interface SampleTable {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
  /** What was guessed in reading. */
  readonly notes: readonly string[];
}

export interface SampleColumn {
  readonly name: string;
  /** As the bench calls it: VARCHAR where the file has only text. */
  readonly type: string;
}

const READERS: Readonly<Record<string, "text" | "json" | "parquet" | "xlsx">> = {
  ".csv": "text",
  ".tsv": "text",
  ".txt": "text",
  ".json": "json",
  ".jsonl": "json",
  ".ndjson": "json",
  ".parquet": "parquet",
  ".xlsx": "xlsx",
};

const LOOK_BYTES = 1 << 16;

function toDataError(path: string, error: unknown): DataError {
  const [first = ""] = String(error instanceof Error ? error.message : error).split("\n");
  return new DataError(`${path}: cannot be read as ${extname(path).slice(1) || "text"}: ${first}`, path);
}

/** Rows beyond which an Excel file is read no further; a sample need not be whole. */
const XLSX_MOST = 1_048_576;

/** The encoding of a text by its first bytes, in the words of the bench. */
async function encodingOf(path: string): Promise<"utf-8" | "utf-16" | "latin-1"> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.length === 0) throw new DataError(`${path}: the file is empty.\nName a file with rows.`, path);
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return "utf-16";
    if (head.includes(0))
      throw new DataError(`${path}: this is no text: it holds a zero byte.\nName a CSV file.`, path);
    // A character may be cut at the end of what was looked at.
    const text = new TextDecoder("utf-8").decode(head.subarray(0, Math.max(1, head.length - 4)));
    return text.slice(0, -1).includes("�") ? "latin-1" : "utf-8";
  } finally {
    await handle.close();
  }
}

/** A header is a first line whose cells are all different, none empty and none a number. */
function isHeader(cells: readonly unknown[]): boolean {
  const texts = cells.map((cell) => (typeof cell === "string" ? cell.trim() : ""));
  return (
    new Set(texts).size === texts.length &&
    texts.every((text) => text !== "" && !/^[-+]?[\d.,]+$/.test(text) && text !== "?")
  );
}

async function loadText(bench: Bench, path: string, id: string): Promise<readonly string[]> {
  const notes: string[] = [];
  const encoding = await encodingOf(path);
  if (encoding !== "utf-8") notes.push(`read as ${encoding}`);
  let source = path;
  if (encoding === "utf-16") {
    source = join(bench.folder, `${id}.csv`);
    await writeFile(source, new TextDecoder("utf-16").decode(await readFile(path)));
  }
  const latin = encoding === "latin-1" ? ", encoding = 'latin-1'" : "";
  const read = (header: boolean): string =>
    `read_csv(${quoteText(source)}, all_varchar = true, header = ${header}, null_padding = true, strict_mode = false, parallel = false, sample_size = 20000, max_line_size = 8388608${latin})`;
  const [first] = await bench.ask(`SELECT * FROM ${read(false)} LIMIT 1`);
  if (first === undefined) throw new DataError(`${path}: the file has no rows.\nName a file with rows.`, path);
  const header = isHeader(Object.values(first));
  if (!header) notes.push("the first line was read as data, not as names: columns are called by their number");
  await bench.ask(`CREATE TABLE ${quoteName(id)} AS SELECT * FROM ${read(header)}`);
  return notes;
}

async function loadJson(bench: Bench, path: string, id: string): Promise<readonly string[]> {
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json_auto(${quoteText(path)}, sample_size = -1, union_by_name = true, maximum_object_size = 67108864)`,
  );
  return [];
}

async function loadXlsx(bench: Bench, path: string, id: string): Promise<readonly string[]> {
  const lines = join(bench.folder, `${id}.jsonl`);
  const out = createWriteStream(lines);
  let names: readonly string[] | undefined;
  let rows = 0;
  for await (const { values } of streamXlsxRows(await readFile(path))) {
    const cells = values.map((cell) =>
      cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, "") : cell,
    );
    if (names === undefined) {
      const header = isHeader(cells);
      names = cells.map((cell, k) => (header ? String(cell) : `column${k}`));
      if (header) continue;
    }
    if (++rows > XLSX_MOST) break;
    const row = Object.fromEntries(
      names.map((name, k) => [name, cells[k] === undefined || cells[k] === null ? null : String(cells[k])]),
    );
    if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  if (names === undefined || rows === 0)
    throw new DataError(`${path}: the first sheet has no rows.\nName a file with rows.`, path);
  const columns = names.map((name) => `${quoteName(name)}: 'VARCHAR'`).join(", ");
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${columns}})`,
  );
  return ["the first sheet was read"];
}

/** Loads one file into the bench. */
export async function loadSample(bench: Bench, path: string, id: string): Promise<SampleTable> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT"
      ? new DataError(`${path}: there is no such file.`, path)
      : new WorldError(`${path}: cannot be read (${error.code}).`, "disk", false, error);
  });
  if (found.size === 0) throw new DataError(`${path}: the file is empty.\nName a file with rows.`, path);
  const reader = READERS[extname(path).toLowerCase()] ?? "text";
  let notes: readonly string[] = [];
  try {
    if (reader === "text") notes = await loadText(bench, path, id);
    else if (reader === "json") notes = await loadJson(bench, path, id);
    else if (reader === "xlsx") notes = await loadXlsx(bench, path, id);
    else await bench.ask(`CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_parquet(${quoteText(path)})`);
  } catch (error) {
    throw error instanceof DataError ? error : toDataError(path, error);
  }
  const columns = await bench.ask(`DESCRIBE ${quoteName(id)}`);
  const [count] = await bench.ask(`SELECT count(*) AS n FROM ${quoteName(id)}`);
  const rows = Number(count!["n"]);
  if (rows === 0) throw new DataError(`${path}: the file has no rows.\nName a file with rows.`, path);
  return {
    id,
    name: basename(path, extname(path)),
    columns: columns.map((column) => ({ name: String(column["column_name"]), type: String(column["column_type"]) })),
    rows,
    notes,
  };
}
