import { BATCH_ROWS, type Batch } from "../batch/batch.ts";
import { readCell, type Cell } from "../batch/cells.ts";
import type { Column, ColumnHeader, Dictionary, Header, Kind } from "../batch/column.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import type { Encoder, PartInfo } from "./format.ts";

// A table with a column of every kind and layout, for the tests of formats: cells depend on the row number alone.

const MOST = 9_007_199_254_740_992; // the largest whole number a cell may hold
const HALF = 0x8000_0000;
const encoder = new TextEncoder();
const words: Dictionary = {
  words: [
    "plain",
    "",
    'quote " comma, line\nend',
    "Ünïcödé 日本 🌍",
    "🌍".repeat(20),
    "=1+1",
    ...Array.from({ length: 400 }, (_, k) => `word ${k}`),
  ],
};
const documents: Dictionary = { words: ['{"a":1,"b":[true,null]}', "[]", '"text"', "12.5"] };

function column(name: string, kind: Kind, more: Partial<ColumnHeader> = {}): ColumnHeader {
  return { name, kind, nullable: false, scale: 0, millis: false, ...more };
}

const required: readonly ColumnHeader[] = [
  column("integer", "integer"),
  column("decimal", "decimal", { scale: 2 }),
  column("float", "float"),
  column("boolean", "boolean"),
  column("date", "date"),
  column("datetime", "datetime"),
  column("instant", "datetime", { millis: true }),
  column("time", "time"),
  column("moment", "time", { millis: true }),
  column("duration", "duration"),
  column("word", "text", { dictionary: words }),
  column("text", "text"),
  column("document", "json", { dictionary: documents }),
  column("json", "json"),
  column("uuid", "uuid"),
];

/** Every kind without and with nulls, one column that could be null and never is, and two that are always null. */
export const everyKind: Header = {
  table: "every_kind",
  columns: [
    ...required,
    ...required.map((header) => ({ ...header, name: `${header.name}_or_null`, nullable: true })),
    column("never_null", "integer", { nullable: true }),
    column("always_null", "float", { nullable: true }),
    column("no_word", "text", { nullable: true, dictionary: words }),
  ],
};

/** The table with only the named columns. */
export function pickColumns(...names: readonly string[]): Header {
  return { table: "some_kinds", columns: everyKind.columns.filter(({ name }) => names.includes(name)) };
}

function mix(row: number, salt: number): number {
  let x = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 13)) >>> 0;
}

function numberOf(header: ColumnHeader, row: number, salt: number): number {
  const x = mix(row, salt);
  switch (header.kind) {
    case "integer":
      return row % 11 === 0 ? [MOST, -MOST, 0][x % 3]! : (x - HALF) * 1000;
    case "decimal":
      return x - HALF;
    case "float":
      return x % 10 === 0 ? 0 : (x - HALF) / 7;
    case "boolean":
      return x % 2;
    case "date":
      return (x % 40_000) - 10_000;
    case "datetime":
      return ((x % 4e9) - 5e8) * 1000 + (header.millis ? x % 1000 : 0);
    case "time":
      return (x % 86_400) * 1000 + (header.millis ? x % 1000 : 0);
    default:
      return ((x % 200_000) - 100_000) * 1500;
  }
}

function textOf(header: ColumnHeader, row: number, salt: number): string {
  const x = mix(row, salt);
  if (header.kind === "json") return JSON.stringify({ row, tags: ["a", `é${x % 10}`], deep: { x: x % 100 } });
  if (header.name === "long") return `${row} `.repeat(x % 5000);
  return x % 9 === 0 ? "" : `${"lorem ipsum é ".repeat(x % 5)}${row}`;
}

function putColumn(machine: Machine, header: ColumnHeader, c: number, from: number, length: number): Column {
  const isNull = (i: number): boolean =>
    header.name === "never_null" ? false : mix(from + i, c + 1000) % 4 === 0 || /^always|^no_/.test(header.name);
  let valid = 0;
  if (header.nullable && header.name !== "never_null") {
    valid = machine.alloc(Math.ceil(length / 8));
    machine.u8.fill(0, valid, valid + Math.ceil(length / 8));
    for (let i = 0; i < length; i++) if (!isNull(i)) machine.u8[valid + (i >> 3)]! |= 1 << (i & 7);
  }
  const { dictionary } = header;
  if (dictionary !== undefined) {
    const at = machine.alloc(length * 4);
    for (let i = 0; i < length; i++) machine.u32[at / 4 + i] = mix(from + i, c) % dictionary.words.length;
    return { layout: "dict", at, valid, dictionary };
  }
  if (header.kind === "uuid") {
    const at = machine.alloc(length * 16);
    for (let i = 0; i < length * 16; i++) machine.u8[at + i] = mix(from * 16 + i, c);
    return { layout: "uuid", at, valid };
  }
  if (header.kind === "text" || header.kind === "json") {
    const texts = Array.from({ length }, (_, i) => encoder.encode(textOf(header, from + i, c)));
    const offsets = machine.alloc((length + 1) * 4);
    const bytes = machine.alloc(texts.reduce((sum, text) => sum + text.length, 0));
    let end = 0;
    machine.u32[offsets / 4] = 0;
    texts.forEach((text, i) => {
      machine.u8.set(text, bytes + end);
      machine.u32[offsets / 4 + i + 1] = end += text.length;
    });
    return { layout: "text", offsets, bytes, valid, plain: false };
  }
  const at = machine.alloc(length * 8);
  for (let i = 0; i < length; i++) machine.f64[at / 8 + i] = numberOf(header, from + i, c);
  return { layout: "f64", at, valid };
}

/** Rows [from, to) of a table of these columns, batch after batch; a batch's cells hold until the next one is asked for. */
function* batchesOf(header: Header, machine: Machine, from: number, to: number, rows = BATCH_ROWS): Generator<Batch> {
  for (let at = from; at < to; at += rows) {
    machine.release();
    const length = Math.min(rows, to - at);
    const columns = header.columns.map((column, c) => putColumn(machine, column, c, at, length));
    yield { header, machine, from: at, length, columns };
  }
}

/** What `readCell` says of rows [from, to). */
export function cellsOf(header: Header, from: number, to: number): readonly (readonly Cell[])[] {
  const machine = openMachine();
  const rows: Cell[][] = [];
  for (const batch of batchesOf(header, machine, from, to))
    for (let i = 0; i < batch.length; i++)
      rows.push(header.columns.map((column, c) => readCell(machine, column, batch.columns[c]!, i)));
  return rows;
}

/** The bytes of a file of rows [cuts[0], last cut), one part between two cuts, each on a machine of its own. */
export function encodeParts(
  encoder: Encoder,
  header: Header,
  cuts: readonly number[],
  batchRows = BATCH_ROWS,
): { readonly bytes: Uint8Array; readonly parts: readonly PartInfo[] } {
  const pieces: Uint8Array[] = [encoder.head()];
  const parts = cuts.slice(1).map((to, k) => {
    const machine = openMachine();
    const part = encoder.writer(machine).part(cuts[k]!, (bytes) => pieces.push(bytes.slice()));
    for (const batch of batchesOf(header, machine, cuts[k]!, to, batchRows)) part.write(batch);
    return JSON.parse(JSON.stringify(part.end())) as PartInfo;
  });
  pieces.push(encoder.foot(parts));
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, parts };
}
