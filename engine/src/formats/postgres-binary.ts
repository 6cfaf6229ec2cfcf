import type { Batch } from "../batch/batch.ts";
import { readCell, type Cell } from "../batch/cells.ts";
import type { Column, ColumnHeader } from "../batch/column.ts";
import { DataError } from "../errors.ts";
import type { LoadTarget, Sink } from "./format.ts";

// PostgreSQL's binary COPY: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4; how each type is
// received is in src/backend/utils/adt/<type>.c, *_recv.

const EPOCH_DAYS = 10_957; // from 1970-01-01 to 2000-01-01, where PostgreSQL begins to count
const EPOCH_MS = EPOCH_DAYS * 86_400_000;
const DAY_MS = 86_400_000;
const WORD = 0x1_0000_0000;
const BUFFER = 1 << 18;
const NUMERIC_SCALE_MOST = 12; // three groups of four digits stay exact in a double
const encoder = new TextEncoder();
const HEX = encoder.encode("0123456789abcdef");

const TEXTS: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "name", "citext", "enum"]);

/** Where the next byte goes. */
interface Pen {
  out: Uint8Array<ArrayBuffer>;
  view: DataView;
  at: number;
}

function putInt64(pen: Pen, value: number): void {
  const high = Math.floor(value / WORD);
  pen.view.setInt32(pen.at, high);
  pen.view.setUint32(pen.at + 4, value - high * WORD);
  pen.at += 8;
}

/** Milliseconds as microseconds; exact although those of far years are beyond 2^53. */
function putMicros(pen: Pen, ms: number): void {
  const high = Math.floor(ms / WORD);
  const low = (ms - high * WORD) * 1000;
  const carry = Math.floor(low / WORD);
  pen.view.setInt32(pen.at, high * 1000 + carry);
  pen.view.setUint32(pen.at + 4, low - carry * WORD);
  pen.at += 8;
}

function putLength(pen: Pen, length: number): void {
  pen.view.setInt32(pen.at, length);
  pen.at += 4;
}

/** Groups of four decimal digits before and after the point; the server drops those that are zero. */
function putNumeric(pen: Pen, units: number, scale: number): void {
  const size = Math.abs(units);
  const power = Number(`1e${scale}`);
  let whole = Math.floor(size / power);
  let fraction = size - whole * power;
  if (fraction < 0) {
    whole -= 1; // the quotient was rounded up
    fraction += power;
  }
  const after = Math.ceil(scale / 4);
  fraction *= Number(`1e${after * 4 - scale}`);
  let before = 1;
  for (let rest = Math.floor(whole / 10_000); rest > 0; rest = Math.floor(rest / 10_000)) before += 1;
  const { view } = pen;
  putLength(pen, 8 + 2 * (before + after));
  const at = pen.at;
  view.setInt16(at, before + after);
  view.setInt16(at + 2, before - 1);
  view.setUint16(at + 4, units < 0 ? 0x4000 : 0);
  view.setInt16(at + 6, scale);
  for (let k = before - 1; k >= 0; k--) {
    const rest = Math.floor(whole / 10_000);
    view.setInt16(at + 8 + 2 * k, whole - rest * 10_000);
    whole = rest;
  }
  for (let k = before + after - 1; k >= before; k--) {
    const rest = Math.floor(fraction / 10_000);
    view.setInt16(at + 8 + 2 * k, fraction - rest * 10_000);
    fraction = rest;
  }
  pen.at = at + 8 + 2 * (before + after);
}

function putBytes(pen: Pen, from: Uint8Array, start: number, end: number): void {
  const { out } = pen;
  let to = pen.at;
  if (end - start > 48) {
    out.set(from.subarray(start, end), to);
    to += end - start;
  } else for (let k = start; k < end; k++) out[to++] = from[k]!;
  pen.at = to;
}

function putUuidText(pen: Pen, from: Uint8Array, start: number): void {
  const { out } = pen;
  let to = pen.at;
  for (let k = 0; k < 16; k++) {
    if (k === 4 || k === 6 || k === 8 || k === 10) out[to++] = 45;
    const byte = from[start + k]!;
    out[to++] = HEX[byte >> 4]!;
    out[to++] = HEX[byte & 15]!;
  }
  pen.at = to;
}

const INTEGERS: Readonly<Record<string, readonly [bytes: number, most: number]>> = {
  int2: [2, 32_767],
  int4: [4, 2_147_483_647],
  int8: [8, Number.MAX_SAFE_INTEGER + 1],
};

function checkFit(header: ColumnHeader, value: number, most: number, type: string): void {
  if (Number.isInteger(value) && value <= most && value >= -most - 1) return;
  throw new DataError(`${header.name}: ${value} does not fit ${type}.`, header.name, undefined, header.name);
}

/** Writes one value that is not null, with its length before it. */
type Put = (pen: Pen, value: number) => void;

/** How a number in f64 goes into a column of that type; undefined where only its text can. */
function numberPut(header: ColumnHeader, type: string): Put | undefined {
  const { kind, scale } = header;
  const integer = INTEGERS[type];
  const counted = kind === "integer" || kind === "boolean" || (kind === "decimal" && scale === 0);
  if (integer !== undefined && counted) {
    const [bytes, most] = integer;
    return (pen, value) => {
      checkFit(header, value, most, type);
      putLength(pen, bytes);
      if (bytes === 8) return putInt64(pen, value);
      if (bytes === 4) pen.view.setInt32(pen.at, value);
      else pen.view.setInt16(pen.at, value);
      pen.at += bytes;
    };
  }
  switch (`${kind} ${type}`) {
    case "integer numeric":
    case "decimal numeric":
      return scale > NUMERIC_SCALE_MOST ? undefined : (pen, value) => putNumeric(pen, value, scale);
    case "integer float8":
    case "decimal float8":
    case "float float8": {
      const power = Number(`1e${scale}`);
      return (pen, value) => {
        putLength(pen, 8);
        pen.view.setFloat64(pen.at, value / power);
        pen.at += 8;
      };
    }
    case "integer float4":
    case "decimal float4":
    case "float float4": {
      const power = Number(`1e${scale}`);
      return (pen, value) => {
        putLength(pen, 4);
        pen.view.setFloat32(pen.at, value / power);
        pen.at += 4;
      };
    }
    case "boolean bool":
      return (pen, value) => {
        putLength(pen, 1);
        pen.out[pen.at++] = value;
      };
    case "date date":
      return (pen, value) => {
        putLength(pen, 4);
        pen.view.setInt32(pen.at, value - EPOCH_DAYS);
        pen.at += 4;
      };
    case "datetime date":
      return (pen, value) => {
        putLength(pen, 4);
        pen.view.setInt32(pen.at, Math.floor(value / DAY_MS) - EPOCH_DAYS);
        pen.at += 4;
      };
    case "date timestamp":
    case "date timestamptz":
      return (pen, value) => {
        putLength(pen, 8);
        putMicros(pen, (value - EPOCH_DAYS) * DAY_MS);
      };
    case "datetime timestamp":
    case "datetime timestamptz":
      return (pen, value) => {
        putLength(pen, 8);
        putMicros(pen, value - EPOCH_MS);
      };
    case "time time":
      return (pen, value) => {
        putLength(pen, 8);
        putMicros(pen, value);
      };
    case "duration interval":
      return (pen, value) => {
        putLength(pen, 16);
        putMicros(pen, value);
        pen.view.setInt32(pen.at, 0); // days
        pen.view.setInt32(pen.at + 4, 0); // months
        pen.at += 8;
      };
    default:
      return undefined;
  }
}

/** One element of an array, given as JSON. */
function elementBytes(value: Cell, type: string): Uint8Array | undefined {
  if (TEXTS.has(type)) return encoder.encode(typeof value === "string" ? value : JSON.stringify(value));
  const pen: Pen = open(64);
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
  const pen = open(size + 4);
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

function open(bytes: number): Pen {
  const out = new Uint8Array(bytes);
  return { out, view: new DataView(out.buffer), at: 0 };
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
  let pen = open(BUFFER);
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
        if (need > pen.out.length) pen = open(need * 2);
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
