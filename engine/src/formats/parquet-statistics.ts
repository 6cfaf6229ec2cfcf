import type { Column, ColumnHeader } from "../batch/column.ts";
import type { LoadedWords } from "../batch/words.ts";
import type { Machine } from "../wasm/machine.ts";
import type { Thrift } from "./parquet-thrift.ts";
import { toParquetType } from "./parquet-types.ts";

/** Least and most value of a column chunk as PLAIN bytes in hexadecimal; absent where there are none or they are long. */
export interface Statistics {
  readonly nulls: number;
  /** Only for floats. */
  readonly nans?: number;
  readonly least?: string;
  readonly most?: string;
}

/** Follows the least and the most value of a column chunk. */
export interface Range {
  /** Rows [i0, i1) of a column that is not in the dict layout. */
  widen(column: Column, i0: number, i1: number): void;
  /** The words whose byte at `seen` is not 0. */
  widenWords(words: LoadedWords, seen: number): void;
  /** What was seen since the last `take`. */
  take(nulls: number): Statistics;
}

const TEXT_MOST = 64; // bytes of a text worth keeping in the footer
const SLOT = 192;
const LEAST = 16,
  MOST = 96; // where the texts stand in their slot: wasm/assembly/parquet.ts

function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The PLAIN bytes of a number that stands as f64 in memory. */
function toPlain(header: ColumnHeader, value: number, least: boolean): string {
  const { physical, width = 1 } = toParquetType(header);
  const view = new DataView(new ArrayBuffer(width));
  // A zero's sign does not count in comparisons: -0 is the bound below, +0 the bound above (parquet.thrift, ColumnOrder).
  if (physical === "double") view.setFloat64(0, value === 0 ? (least ? -0 : 0) : value, true);
  else if (physical === "int64") view.setBigInt64(0, BigInt(Math.floor(value)), true);
  else if (physical === "int32") view.setInt32(0, Math.floor(value), true);
  else view.setUint8(0, value === 0 ? 0 : 1);
  return toHex(new Uint8Array(view.buffer));
}

export function openRange(machine: Machine, header: ColumnHeader): Range {
  const { loops } = machine;
  const slot = machine.keep(SLOT);
  const kind =
    header.kind === "text"
      ? "text"
      : header.kind === "uuid"
        ? "uuid"
        : header.kind === "json" || header.kind === "duration"
          ? "none"
          : "number";
  const clear = (): void => {
    const { u8, u32, f64 } = machine;
    if (kind === "number") f64.set([Infinity, -Infinity, 0], slot / 8);
    else if (kind === "uuid") {
      u8.fill(255, slot, slot + 16);
      u8.fill(0, slot + 16, slot + 32);
    } else u32.set([0xffff_ffff, 0xffff_ffff], slot / 4); // no text yet
  };
  const bounds = (): { least?: string; most?: string } => {
    const { u8, u32, f64 } = machine;
    if (kind === "number") {
      const least = f64[slot / 8]!,
        most = f64[slot / 8 + 1]!;
      return least > most ? {} : { least: toPlain(header, least, true), most: toPlain(header, most, false) };
    }
    if (kind === "uuid") {
      const [least, most] = [toHex(u8.subarray(slot, slot + 16)), toHex(u8.subarray(slot + 16, slot + 32))];
      return least > most ? {} : { least, most };
    }
    const least = u32[slot / 4]!,
      most = u32[slot / 4 + 1]!;
    if (least > TEXT_MOST || most > TEXT_MOST) return {};
    return {
      least: toHex(u8.subarray(slot + LEAST, slot + LEAST + least)),
      most: toHex(u8.subarray(slot + MOST, slot + MOST + most)),
    };
  };
  clear();
  return {
    widen(column, i0, i1) {
      if (column.layout === "f64" && kind === "number") loops.rangeF64(column.at, column.valid, i0, i1, slot);
      else if (column.layout === "uuid") loops.rangeUuid(column.at, column.valid, i0, i1, slot);
      else if (column.layout === "text" && kind === "text")
        loops.rangeTexts(column.offsets, column.bytes, column.valid, i0, i1, 0, slot);
    },
    widenWords(words, seen) {
      if (kind === "text") loops.rangeTexts(words.offsets, words.bytes, 0, 0, words.count, seen, slot);
    },
    take(nulls) {
      const nans = header.kind === "float" ? { nans: machine.f64[slot / 8 + 2]! } : {};
      const statistics = { nulls, ...nans, ...bounds() };
      clear();
      return statistics;
    },
  };
}

/** parquet.thrift, struct Statistics. */
export function putStatistics(thrift: Thrift, { nulls, nans, least, most }: Statistics): void {
  thrift.i64(3, nulls);
  if (least !== undefined && most !== undefined) {
    thrift.binary(5, fromHex(most));
    thrift.binary(6, fromHex(least));
    thrift.bool(7, true);
    thrift.bool(8, true);
  }
  if (nans !== undefined) thrift.i64(9, nans);
}
