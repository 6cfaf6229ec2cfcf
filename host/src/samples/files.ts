import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DataError, WorldError } from "@semblance/engine";
import { readXlsx, streamXlsxRows } from "hucre/xlsx";
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
  /** Whether the file tells texts from numbers, as JSON and Parquet do: what is text there stays so. */
  readonly isTyped?: true;
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

const MOST_SHEETS = 50;
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

/** A document that holds its rows as a list of one of its parts (`{ "results": [...], "count": 20 }`) is these rows. */
async function unwrap(bench: Bench, id: string): Promise<readonly string[]> {
  const table = quoteName(id);
  const [count] = await bench.ask(`SELECT count(*) AS n FROM ${table}`);
  const lists = (await bench.ask(`DESCRIBE ${table}`)).filter(({ column_type: type }) =>
    /^STRUCT\(.*\)\[\]$/s.test(String(type)),
  );
  if (Number(count!["n"]) !== 1 || lists.length !== 1) return [];
  const name = String(lists[0]!["column_name"]);
  await bench.ask(`CREATE TABLE ${quoteName(`${id}_rows`)} AS SELECT unnest(${quoteName(name)}) AS cell FROM ${table}`);
  await bench.ask(`DROP TABLE ${table}`);
  await bench.ask(`CREATE TABLE ${table} AS SELECT unnest(cell) FROM ${quoteName(`${id}_rows`)}`);
  return [`its rows are those of "${name}"`];
}

async function loadJson(bench: Bench, source: Source, id: string): Promise<readonly string[]> {
  const format = (await hasLines(source)) ? ", format = 'newline_delimited'" : "";
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json_auto(${quoteText(source.path)}, sample_size = -1, union_by_name = true, maximum_object_size = 67108864, compression = 'uncompressed'${format})`,
  );
  return unwrap(bench, id);
}

const toText = (cell: unknown): string | null =>
  typeof cell === "string"
    ? cell
    : typeof cell === "number" || typeof cell === "boolean" || typeof cell === "bigint"
      ? String(cell)
      : null;

/** Puts rows of texts into a table of the bench; cells that are not there are null. Gives their number. */
export async function loadCells(
  bench: Bench,
  id: string,
  names: readonly string[],
  rows: Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>,
): Promise<number> {
  const lines = join(bench.folder, `${id}.jsonl`);
  const out = createWriteStream(lines);
  let count = 0;
  for await (const cells of rows) {
    count++;
    const row = Object.fromEntries(names.map((name, k) => [name, toText(cells[k])]));
    if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  const columns = names.map((name) => `${quoteName(name)}: 'VARCHAR'`).join(", ");
  await bench.ask(
    `CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${columns}})`,
  );
  return count;
}

/** The sheets of a workbook that people see, in their order. */
async function sheetsOf(bytes: Uint8Array): Promise<readonly string[]> {
  const names: string[] = [];
  await readXlsx(bytes, {
    sheets({ name, hidden, veryHidden }) {
      if (hidden !== true && veryHidden !== true) names.push(name);
      return false;
    },
  });
  return names;
}

/** Loads one sheet; false where it has no rows under its names. */
async function loadSheet(bench: Bench, bytes: Uint8Array, sheet: string, id: string): Promise<boolean> {
  const cellsOf = (values: readonly unknown[]): readonly unknown[] =>
    values.map((cell) => (cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, "") : cell));
  const lines = streamXlsxRows(bytes, { sheet })[Symbol.asyncIterator]();
  const first = await lines.next();
  const head = first.done === true ? [] : cellsOf(first.value.values);
  const header = isHeader(head);
  async function* rows(): AsyncGenerator<readonly unknown[]> {
    if (!header && first.done !== true) yield head;
    for (let k = 0; k < XLSX_MOST; k++) {
      const { done, value } = await lines.next();
      if (done === true) return;
      yield cellsOf(value.values);
    }
  }
  const names = head.map((cell, k) => (header ? String(cell) : `column${k}`));
  return head.length > 0 && (await loadCells(bench, id, names, rows())) > 0;
}

/** The sheets of a workbook as tables; those without rows are left out. */
async function loadXlsx(bench: Bench, { path, name }: Source, id: string): Promise<readonly SampleTable[]> {
  const bytes = await readFile(path);
  const sheets = await sheetsOf(bytes);
  const found: { id: string; sheet: string }[] = [];
  for (const [k, sheet] of sheets.slice(0, MOST_SHEETS).entries()) {
    const own = `${id}_${k}`;
    if (await loadSheet(bench, bytes, sheet, own)) found.push({ id: own, sheet });
  }
  if (found.length === 0) throw new DataError(`${name}: no sheet has rows.\nName a file with rows.`, name);
  const notes = sheets.length > MOST_SHEETS ? [`the first ${MOST_SHEETS} sheets were read, of ${sheets.length}`] : [];
  const file = bareName(name);
  const tables: SampleTable[] = [];
  for (const { id: own, sheet } of found)
    tables.push(await toSample(bench, own, found.length === 1 ? file : sheet, tables.length === 0 ? notes : []));
  return tables;
}

/** A table of the bench as a sample. */
async function toSample(bench: Bench, id: string, name: string, notes: readonly string[]): Promise<SampleTable> {
  const columns = await bench.ask(`DESCRIBE ${quoteName(id)}`);
  const [count] = await bench.ask(`SELECT count(*) AS n FROM ${quoteName(id)}`);
  return {
    id,
    name,
    columns: columns.map((column) => ({ name: String(column["column_name"]), type: String(column["column_type"]) })),
    rows: Number(count!["n"]),
    notes,
  };
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

async function loadOne(bench: Bench, source: Source, reader: Reader, id: string): Promise<readonly string[]> {
  if (reader === "text") return loadText(bench, source, id);
  if (reader === "json") return loadJson(bench, source, id);
  await bench.ask(`CREATE TABLE ${quoteName(id)} AS SELECT * FROM read_parquet(${quoteText(source.path)})`);
  return [];
}

async function load(bench: Bench, source: Source, reader: Reader, id: string): Promise<readonly SampleTable[]> {
  const { name } = source;
  const { size } = await stat(source.path);
  if (size === 0) throw new DataError(`${name}: the file is empty.\nName a file with rows.`, name);
  if (reader === "xlsx") return loadXlsx(bench, source, id);
  const notes = await loadOne(bench, source, reader, id);
  const sample = await toSample(bench, id, bareName(name), notes);
  if (sample.rows === 0) throw new DataError(`${name}: the file has no rows.\nName a file with rows.`, name);
  return [reader === "text" ? sample : { ...sample, isTyped: true }];
}

/** Loads one file into the bench: a table, or one of each sheet. Throws DataError where it cannot be read, WorldError where the disk does not give it. */
export async function loadSample(bench: Bench, path: string, id: string, room: Room): Promise<readonly SampleTable[]> {
  await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT"
      ? new DataError(`${path}: there is no such file.\nLook at the path, from the folder you are in.`, path)
      : new WorldError(`${path}: cannot be read (${error.code}).`, "disk", false, error);
  });
  const source = await toSource(bench, path, id, room);
  const reader = READERS[source.ending] ?? "text";
  try {
    return await load(bench, source, reader, id);
  } catch (error) {
    throw error instanceof DataError ? error : await toDataError(source, reader, error);
  }
}
