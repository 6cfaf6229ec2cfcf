import type { Batch } from "../batch/batch.ts";
import type { Column, ColumnHeader, Header, Kind } from "../batch/column.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { joinBytes, type Encoder } from "./format.ts";

// Batches from given cells, for tests: numbers as columns hold them, texts, uuids as 32 hexadecimal digits, null.

export type Raw = number | string | null;
const encoder = new TextEncoder();

/** A column that holds nulls where its cells do. */
export function rawColumn(name: string, kind: Kind, more: Partial<ColumnHeader> = {}): ColumnHeader {
  return { name, kind, nullable: true, scale: 0, millis: false, ...more };
}

function layText(machine: Machine, cells: readonly Raw[], valid: number): Column {
  const texts = cells.map((cell) => encoder.encode(String(cell ?? "")));
  const offsets = machine.alloc((texts.length + 1) * 4);
  const bytes = machine.alloc(texts.reduce((sum, text) => sum + text.length, 0));
  let end = 0;
  machine.u32[offsets / 4] = 0;
  texts.forEach((text, i) => {
    machine.u8.set(text, bytes + end);
    machine.u32[offsets / 4 + i + 1] = end += text.length;
  });
  return { layout: "text", offsets, bytes, valid, plain: false };
}

function layColumn(machine: Machine, header: ColumnHeader, cells: readonly Raw[]): Column {
  let valid = 0;
  if (cells.includes(null)) {
    valid = machine.alloc(cells.length / 8 + 1);
    machine.u8.fill(0, valid, valid + cells.length / 8 + 1);
    cells.forEach((cell, i) => {
      if (cell !== null) machine.u8[valid + (i >> 3)]! |= 1 << (i & 7);
    });
  }
  const { dictionary, kind } = header;
  if (dictionary !== undefined) {
    const at = machine.alloc(cells.length * 4);
    cells.forEach((cell, i) => {
      machine.u32[at / 4 + i] = Math.max(0, dictionary.words.indexOf(String(cell)));
    });
    return { layout: "dict", at, valid, dictionary };
  }
  if (kind === "text" || kind === "json") return layText(machine, cells, valid);
  if (kind === "uuid") {
    const at = machine.alloc(cells.length * 16);
    cells.forEach((cell, i) => {
      const hex = String(cell ?? "0".repeat(32));
      for (let k = 0; k < 16; k++) machine.u8[at + i * 16 + k] = Number.parseInt(hex.slice(k * 2, k * 2 + 2), 16);
    });
    return { layout: "uuid", at, valid };
  }
  const at = machine.alloc(cells.length * 8);
  machine.f64.set(
    cells.map((cell) => Number(cell)),
    at / 8,
  );
  return { layout: "f64", at, valid };
}

/** The whole file of rows 0 on, cut into batches of `batchRows`. */
export function encodeRaw(
  encoderOf: (header: Header) => Encoder,
  columns: readonly ColumnHeader[],
  rows: readonly (readonly Raw[])[],
  batchRows = 1000,
): Uint8Array {
  const header = { table: "raw", columns };
  const file = encoderOf(header);
  const machine = openMachine();
  const pieces = [file.head()];
  const part = file.writer(machine).part(0, (bytes) => pieces.push(bytes.slice()));
  for (let from = 0; from < rows.length; from += batchRows) {
    machine.release();
    const some = rows.slice(from, from + batchRows);
    const laid = columns.map((column, c) =>
      layColumn(
        machine,
        column,
        some.map((row) => row[c]!),
      ),
    );
    const batch: Batch = { header, machine, from, length: some.length, columns: laid };
    part.write(batch);
  }
  pieces.push(file.foot([part.end()]));
  return joinBytes(pieces);
}

/** Texts that trouble formats. */
export const nasty: readonly string[] = [
  "",
  " ",
  "plain",
  '"',
  '""',
  "'",
  "''",
  "\\",
  "\\'",
  "\\n",
  "a,b",
  "a;b",
  "a\tb",
  "line\nbreak",
  "line\r\nbreak",
  "\r",
  "\n",
  " padded ",
  "null",
  "NULL",
  "\\N",
  "NA",
  "=1+1",
  "+1",
  "-1",
  "@a",
  "0123",
  "1e5",
  "true",
  "2024-01-01",
  "Ünïcödé",
  "日本語",
  "🌍👩‍👩‍👧‍👦",
  "\u2028\u2029",
  "a\ufeffmark",
  "<b>&amp;</b>",
  "]]>",
  "_x000D_",
  "__x0041__",
  "_x00",
  "%s $1 {0}",
  "--",
  "/* */",
  "x".repeat(15),
  "x".repeat(16),
  `${"x".repeat(15)}"`,
  `${"x".repeat(16)}"`,
  `${"é".repeat(200)},`,
];
