import type { ColumnHeader } from "../batch/column.ts";
import { DataError } from "../errors.ts";

// Values of PostgreSQL's binary COPY; how each type is received is in src/backend/utils/adt/<type>.c, *_recv.

const EPOCH_DAYS = 10_957; // from 1970-01-01 to 2000-01-01, where PostgreSQL begins to count
const EPOCH_MS = EPOCH_DAYS * 86_400_000;
const DAY_MS = 86_400_000;
const WORD = 0x1_0000_0000;
const NUMERIC_SCALE_MOST = 12; // three groups of four digits stay exact in a double
const HEX = new TextEncoder().encode("0123456789abcdef");

/** Where the next byte goes. */
export interface Pen {
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

export function putLength(pen: Pen, length: number): void {
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

export function putBytes(pen: Pen, from: Uint8Array, start: number, end: number): void {
  const { out } = pen;
  let to = pen.at;
  if (end - start > 48) {
    out.set(from.subarray(start, end), to);
    to += end - start;
  } else for (let k = start; k < end; k++) out[to++] = from[k]!;
  pen.at = to;
}

export function putUuidText(pen: Pen, from: Uint8Array, start: number): void {
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
export type Put = (pen: Pen, value: number) => void;

/** How a number in f64 goes into a column of that type; undefined where only its text can. */
export function numberPut(header: ColumnHeader, type: string): Put | undefined {
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

/** A pen on a buffer of so many bytes. */
export function openPen(bytes: number): Pen {
  const out = new Uint8Array(bytes);
  return { out, view: new DataView(out.buffer), at: 0 };
}
