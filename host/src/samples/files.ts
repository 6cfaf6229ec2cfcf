import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DataError, WorldError } from "@semblance/engine";
import { streamXlsxRows } from "hucre/xlsx";
import { quoteName, quoteText, type Bench } from "./engine.ts";
import { toDataError, type Reader } from "./faults.ts";
import { faultOfJson } from "./json-fault.ts";
import { bareName, endingOf, isPacked, unpack } from "./packed.ts";
import { checkRecords, MOST_RECORD_BYTES } from "./records.ts";

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

const READERS: Readonly<Record<string, Reader>> = {
  ".csv": "text",
  ".tsv": "text",
  ".txt": "text",
  ".json": "json",
  ".jsonl": "json",
  ".ndjson": "json",
  ".parquet": "parquet",
  ".xlsx": "xlsx",
};

/** A file as the bench can read it: unpacked, of a known kind. */
interface Source {
  /** Where its bytes are. */
  readonly path: string;
  /** What its owner calls it. */
  readonly name: string;
  /** What it holds: `.csv`. */
  readonly ending: string;
}

const LOOK_BYTES = 1 << 16;

/** Rows beyond which an Excel file is read no further; a sample need not be whole. */
const XLSX_MOST = 1_048_576;

/** The encoding of a text by its first bytes, in the words of the bench. */
async function encodingOf({ path, name }: Source): Promise<"utf-8" | "utf-16" | "latin-1"> {
  await using handle = await open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head.length === 0) throw new DataError(`${name}: the file is empty.\nName a file with rows.`, name);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return "utf-16";
  // A character may be cut at the end of what was looked at.
  const text = new TextDecoder("utf-8").decode(head.subarray(0, Math.max(1, head.length - 4)));
  return text.slice(0, -1).includes("�") ? "latin-1" : "utf-8";
}

/** A header is a first line whose cells are all different, none empty and none a number. */
function isHeader(cells: readonly unknown[]): boolean {
  const texts = cells.map((cell) => (typeof cell === "string" ? cell.trim() : ""));
  return (
    new Set(texts).size === texts.length &&
    texts.every((text) => text !== "" && !/^[-+]?[\d.,]+$/.test(text) && text !== "?")
  );
}

async function loadText(bench: Bench, source: Source, id: string): Promise<readonly string[]> {
  const { name } = source;
  const notes: string[] = [];
  const encoding = await encodingOf(source);
  if (encoding !== "utf-8") notes.push(`read as ${encoding}`);
  let { path } = source;
  if (encoding === "utf-16") {
    path = join(bench.folder, `${id}-utf-8.csv`);
    const decoder = new TextDecoderStream("utf-16");
    await pipeline(
      createReadStream(source.path),
      decoder as unknown as NodeJS.ReadWriteStream,
      createWriteStream(path),
    );
  }
  await checkRecords(path, name);
  const latin = encoding === "latin-1" ? ", encoding = 'latin-1'" : "";
  const read = (header: boolean): string =>
    `read_csv(${quoteText(path)}, all_varchar = true, header = ${header}, null_padding = true, strict_mode = false, parallel = false, sample_size = 20000, compression = 'none', max_line_size = ${MOST_RECORD_BYTES}${latin})`;
  const [first] = await bench.ask(`SELECT * FROM ${read(false)} LIMIT 1`);
  if (first === undefined) throw new DataError(`${name}: the file has no rows.\nName a file with rows.`, name);
  const header = isHeader(Object.values(first));
  if (!header) notes.push("the first line was read as data, not as names: columns are called by their number");
  await bench.ask(`CREATE TABLE ${quoteName(id)} AS SELECT * FROM ${read(header)}`);
  return notes;
}

/** Whether the first line of a file is a value by itself, as in JSON Lines; some files of that name have objects over several lines. */
async function hasLines({ path, ending }: Source): Promise<boolean> {
  if (ending === ".json") return false;
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
  const [first = ""] = buffer.toString("utf8", 0, bytesRead).trimStart().split("\n", 1);
  return faultOfJson(first) === undefined;
}

async function loadJson(bench: Bench, source: Source, id: string): Promise<readonly string[]> {
  const format = (await hasLines(source)) ? ", format = 'newline_delimited'" : "";
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json_auto(${quoteText(source.path)}, sample_size = -1, union_by_name = true, maximum_object_size = 67108864, compression = 'uncompressed'${format})`,
  );
  return [];
}

async function loadXlsx(bench: Bench, { path, name }: Source, id: string): Promise<readonly string[]> {
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
    throw new DataError(`${name}: the first sheet has no rows.\nName a file with rows.`, name);
  const columns = names.map((name) => `${quoteName(name)}: 'VARCHAR'`).join(", ");
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${columns}})`,
  );
  return ["the first sheet was read"];
}

/** The bytes that files of gzip may still unpack to, all of them together. */
export interface Room {
  bytes: number;
}

/** A packed file is unpacked into the bench's folder. */
async function toSource(bench: Bench, path: string, id: string, room: Room): Promise<Source> {
  const ending = endingOf(path);
  if (!(await isPacked(path))) return { path, name: path, ending };
  const to = join(bench.folder, `${id}${ending}`);
  room.bytes -= await unpack(path, to, room.bytes);
  return { path: to, name: path, ending };
}

async function load(bench: Bench, source: Source, reader: Reader, id: string): Promise<readonly string[]> {
  const { size } = await stat(source.path);
  if (size === 0) throw new DataError(`${source.name}: the file is empty.\nName a file with rows.`, source.name);
  if (reader === "text") return loadText(bench, source, id);
  if (reader === "json") return loadJson(bench, source, id);
  if (reader === "xlsx") return loadXlsx(bench, source, id);
  await bench.ask(`CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_parquet(${quoteText(source.path)})`);
  return [];
}

/** Loads one file into the bench. Throws DataError where it cannot be read, WorldError where the disk does not give it. */
export async function loadSample(bench: Bench, path: string, id: string, room: Room): Promise<SampleTable> {
  await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT"
      ? new DataError(`${path}: there is no such file.\nLook at the path, from the folder you are in.`, path)
      : new WorldError(`${path}: cannot be read (${error.code}).`, "disk", false, error);
  });
  const source = await toSource(bench, path, id, room);
  const reader = READERS[source.ending] ?? "text";
  let notes: readonly string[] = [];
  try {
    notes = await load(bench, source, reader, id);
  } catch (error) {
    throw error instanceof DataError ? error : await toDataError(source, reader, error);
  }
  const columns = await bench.ask(`DESCRIBE ${quoteName(id)}`);
  const [count] = await bench.ask(`SELECT count(*) AS n FROM ${quoteName(id)}`);
  const rows = Number(count!["n"]);
  if (rows === 0) throw new DataError(`${path}: the file has no rows.\nName a file with rows.`, path);
  return {
    id,
    name: bareName(path),
    columns: columns.map((column) => ({ name: String(column["column_name"]), type: String(column["column_type"]) })),
    rows,
    notes,
  };
}
