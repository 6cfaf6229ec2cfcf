import type { Batch } from "../batch/batch.ts";
import { readCell, type Cell } from "../batch/cells.ts";
import type { Column, ColumnHeader } from "../batch/column.ts";
import { DataError } from "../errors.ts";
import type { LoadTarget, Sink } from "./format.ts";
import { numberPut, openPen, putBytes, putLength, putUuidText, type Pen, type Put } from "./postgres-values.ts";

// PostgreSQL's binary COPY: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4; how each type is
// received is in src/backend/utils/adt/<type>.c, *_recv.

const BUFFER = 1 << 18;
const encoder = new TextEncoder();

const TEXTS: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "name", "citext", "enum"]);

/** One element of an array, given as JSON. */
function elementBytes(value: Cell, type: string): Uint8Array | undefined {
  if (TEXTS.has(type)) return encoder.encode(typeof value === "string" ? value : JSON.stringify(value));
  const pen: Pen = openPen(64);
  const kind = type === "bool" ? "boolean" : Number.isInteger(value) ? "integer" : "float";
  const header: ColumnHeader = { name: "element", kind, nullable: false, scale: 0, millis: false };
  const put = typeof value === "number" || typeof value === "boolean" ? numberPut(header, type) : undefined;
  if (put === undefined) return undefined;
  put(pen, Number(value));
  return pen.out.slice(4, pen.at);
}

/** A one-dimensional array from its JSON text, with its length before it. */
function arrayBytes(header: ColumnHeader, text: Cell, { type, oid }: NonNullable<LoadTarget["element"]>): Uint8Array {
  if (!Array.isArray(text)) throw new DataError(`${header.name}: expected a list for ${type}[].`, header.name);
  const elements = text.map((value: Cell) => {
    if (value === null) return undefined;
    const bytes = elementBytes(value, type);
    if (bytes === undefined)
      throw new DataError(
        `${header.name}: ${JSON.stringify(value)} does not fit ${type}[].`,
        header.name,
        undefined,
        header.name,
      );
    return bytes;
  });
  const size = elements.reduce((sum, bytes) => sum + 4 + (bytes?.length ?? 0), 0) + (elements.length > 0 ? 20 : 12);
  const pen = openPen(size + 4);
  putLength(pen, size);
  putLength(pen, elements.length > 0 ? 1 : 0);
  putLength(pen, elements.includes(undefined) ? 1 : 0);
  pen.view.setUint32(pen.at, oid);
  pen.at += 4;
  if (elements.length > 0) {
    putLength(pen, elements.length);
    putLength(pen, 1);
  }
  for (const bytes of elements) {
    putLength(pen, bytes?.length ?? -1);
    if (bytes !== undefined) putBytes(pen, bytes, 0, bytes.length);
  }
  return pen.out;
}

/** The cells of one column in one batch: `size` bounds the bytes of row i, `put` writes it with its length before it. */
interface Cells {
  size(i: number): number;
  put(pen: Pen, i: number): void;
}

/** Opens a column's cells, batch after batch. */
type Writer = (batch: Batch, column: Column) => Cells;

const NUMBER_MOST = 48;

function numberWriter(put: Put, kind: ColumnHeader["kind"]): Writer {
  return ({ machine }, column) => {
    if (column.layout !== "f64") throw new Error("invariant: a number lies in f64");
    const { f64 } = machine;
    const at = column.at / 8;
    const size = (): number => NUMBER_MOST;
    if (kind !== "float") return { size, put: (pen, i) => put(pen, f64[at + i]!) };
    return {
      size,
      put(pen, i) {
        const value = f64[at + i]!;
        if (Number.isFinite(value)) put(pen, value);
        else putLength(pen, -1); // as every format has it, what is no number is null
      },
    };
  };
}

/** Text, JSON and bytes; `lead` is the version that jsonb begins with. */
function textWriter(header: ColumnHeader, lead: boolean): Writer {
  const extra = lead ? 1 : 0;
  const words = header.dictionary?.words.map((word) => encoder.encode(word)) ?? [];
  return ({ machine }, column) => {
    const { u8, u32 } = machine;
    if (column.layout === "dict") {
      const at = column.at / 4;
      return {
        size: (i) => 5 + words[u32[at + i]!]!.length,
        put(pen, i) {
          const word = words[u32[at + i]!]!;
          putLength(pen, word.length + extra);
          if (lead) pen.out[pen.at++] = 1;
          putBytes(pen, word, 0, word.length);
        },
      };
    }
    if (column.layout !== "text") throw new Error("invariant: a text lies in dict or text");
    const at = column.offsets / 4;
    const { bytes } = column;
    return {
      size: (i) => 5 + u32[at + i + 1]! - u32[at + i]!,
      put(pen, i) {
        const from = u32[at + i]!;
        const to = u32[at + i + 1]!;
        putLength(pen, to - from + extra);
        if (lead) pen.out[pen.at++] = 1;
        putBytes(pen, u8, bytes + from, bytes + to);
      },
    };
  };
}

const NIBBLE = new Int8Array(256).fill(-1);
for (const [k, code] of encoder.encode("0123456789abcdef").entries()) NIBBLE[code] = k;

/** The bytes that `\\x` and pairs of hexadecimal digits stand for; other texts are their UTF-8. */
function toBytes(text: Uint8Array): Uint8Array {
  if (text.length < 2 || text.length % 2 === 1 || text[0] !== 92 || text[1] !== 120) return text;
  const bytes = new Uint8Array(text.length / 2 - 1);
  for (let k = 0; k < bytes.length; k++) {
    const high = NIBBLE[text[2 + 2 * k]!]!;
    const low = NIBBLE[text[3 + 2 * k]!]!;
    if (high < 0 || low < 0) return text;
    bytes[k] = high * 16 + low;
  }
  return bytes;
}

function bytesWriter(header: ColumnHeader): Writer {
  const words = header.dictionary?.words.map((word) => toBytes(encoder.encode(word))) ?? [];
  return ({ machine }, column) => {
    const { u8, u32 } = machine;
    const read = (i: number): Uint8Array => {
      if (column.layout === "dict") return words[u32[column.at / 4 + i]!]!;
      if (column.layout !== "text") throw new Error("invariant: a text lies in dict or text");
      const at = column.offsets / 4 + i;
      return toBytes(u8.subarray(column.bytes + u32[at]!, column.bytes + u32[at + 1]!));
    };
    return {
      size: (i) => 4 + read(i).length,
      put(pen, i) {
        const bytes = read(i);
        putLength(pen, bytes.length);
        putBytes(pen, bytes, 0, bytes.length);
      },
    };
  };
}

function uuidWriter(asText: boolean): Writer {
  return ({ machine }, column) => {
    if (column.layout !== "uuid") throw new Error("invariant: a uuid lies in uuid");
    const { u8 } = machine;
    const { at } = column;
    return {
      size: () => 40,
      put(pen, i) {
        putLength(pen, asText ? 36 : 16);
        if (asText) putUuidText(pen, u8, at + i * 16);
        else putBytes(pen, u8, at + i * 16, at + i * 16 + 16);
      },
    };
  };
}

function arrayWriter(header: ColumnHeader, element: NonNullable<LoadTarget["element"]>): Writer {
  return ({ machine }, column) => {
    let made = -1;
    let bytes = new Uint8Array(0);
    const make = (i: number): Uint8Array => {
      if (made !== i) bytes = new Uint8Array(arrayBytes(header, readCell(machine, header, column, i), element));
      made = i;
      return bytes;
    };
    return {
      size: (i) => make(i).length,
      put: (pen, i) => putBytes(pen, make(i), 0, bytes.length),
    };
  };
}

function writerOf(header: ColumnHeader, { type, element }: LoadTarget): Writer | undefined {
  const { kind } = header;
  if (element !== undefined) return kind === "json" ? arrayWriter(header, element) : undefined;
  if (kind === "text") {
    if (type === "bytea") return bytesWriter(header);
    if (type === "jsonb") return textWriter(header, true);
    return TEXTS.has(type) || type === "json" ? textWriter(header, false) : undefined;
  }
  if (kind === "json")
    return type === "jsonb"
      ? textWriter(header, true)
      : type === "json" || TEXTS.has(type)
        ? textWriter(header, false)
        : undefined;
  if (kind === "uuid") return type === "uuid" ? uuidWriter(false) : TEXTS.has(type) ? uuidWriter(true) : undefined;
  const put = numberPut(header, type);
  return put === undefined ? undefined : numberWriter(put, kind);
}

/** Whether cells of that kind have a binary form for the type. */
export function isBinary(header: ColumnHeader, target: LoadTarget): boolean {
  return writerOf(header, target) !== undefined;
}

/** The signature and empty header of a binary COPY, and its trailer. */
export const BINARY_HEAD: readonly number[] = [80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
export const BINARY_FOOT: readonly number[] = [255, 255];

/** Writes batches as tuples of a binary COPY; `headers` and `targets` are parallel, `picked` says where each lies in a batch. */
export function openTuples(
  headers: readonly ColumnHeader[],
  targets: readonly LoadTarget[],
  picked: readonly number[],
): (batch: Batch, sink: Sink) => void {
  const writers = headers.map((header, c) => writerOf(header, targets[c]!)!);
  let pen = openPen(BUFFER);
  return (batch, sink) => {
    const { machine, length } = batch;
    const columns = picked.map((c) => batch.columns[c]!);
    const cells = columns.map((column, c) => writers[c]!(batch, column));
    const valid = columns.map((column) => column.valid);
    const { u8 } = machine;
    const n = cells.length;
    for (let i = 0; i < length; i++) {
      let need = 2;
      for (let c = 0; c < n; c++) {
        const at = valid[c]!;
        need += at === 0 || ((u8[at + (i >> 3)]! >> (i & 7)) & 1) === 1 ? cells[c]!.size(i) : 4;
      }
      if (pen.at + need > pen.out.length) {
        sink(pen.out.subarray(0, pen.at));
        pen.at = 0;
        if (need > pen.out.length) pen = openPen(need * 2);
      }
      pen.view.setInt16(pen.at, n);
      pen.at += 2;
      for (let c = 0; c < n; c++) {
        const at = valid[c]!;
        if (at === 0 || ((u8[at + (i >> 3)]! >> (i & 7)) & 1) === 1) cells[c]!.put(pen, i);
        else putLength(pen, -1);
      }
    }
    sink(pen.out.subarray(0, pen.at));
    pen.at = 0;
  };
}
