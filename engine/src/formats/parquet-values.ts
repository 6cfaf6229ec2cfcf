import type { Column, ColumnHeader } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { openGrowing } from "../wasm/growing.ts";
import type { Machine } from "../wasm/machine.ts";
import type { Range } from "./parquet-statistics.ts";

/** The PLAIN values of a page in the making, nulls left out (Encodings.md). */
export interface Values {
  put(column: Column, i0: number, i1: number): void;
  /** Bytes so far. */
  readonly length: number;
  /** Where they begin; the `room` bytes before them are free. */
  readonly at: number;
  clear(): void;
}

const DURATION_MOST = 64; // bytes of the longest duration
const SPARE = 32; // the loops write up to 16 bytes past the end

/** Durations as the texts that they are in all formats; it holds until the machine's next `release`. */
function toTexts(machine: Machine, column: Column, i0: number, i1: number): Column {
  if (column.layout !== "f64") return column;
  const offsets = machine.alloc((i1 - i0 + 1) * 4),
    bytes = machine.alloc((i1 - i0) * DURATION_MOST);
  machine.loops.putDurations(column.at, column.valid, i0, i1, offsets, bytes);
  return { layout: "text", offsets: offsets - i0 * 4, bytes, valid: column.valid, plain: true };
}

/** Most bytes that rows [i0, i1) take. */
function bound(machine: Machine, column: Column, i0: number, i1: number): number {
  const rows = i1 - i0;
  if (column.layout !== "text") return rows * (column.layout === "uuid" ? 16 : 8);
  const { u32 } = machine,
    at = column.offsets / 4;
  return rows * 4 + u32[at + i1]! - u32[at + i0]!;
}

/** Values of a column that is not in the dict layout. `room` bytes stay free before them. */
export function openValues(machine: Machine, header: ColumnHeader, room: number, range: Range): Values {
  const { loops } = machine;
  const { kind } = header;
  const buffer = openGrowing(machine, room + (1 << 15));
  let used = room, // bytes, the room with them
    bits = 0; // of booleans
  const write = (column: Column, i0: number, i1: number, to: number): number => {
    if (column.layout === "text") return loops.putByteArrays(column.offsets, column.bytes, column.valid, i0, i1, to);
    if (column.layout === "uuid") return loops.putUuid(column.at, column.valid, i0, i1, 0, to);
    invariant(column.layout === "f64", `${header.name}: words only where the header names a dictionary`);
    const { at, valid } = column;
    if (kind === "float") return loops.putF64(at, valid, i0, i1, 0, to);
    return kind === "date" || kind === "time"
      ? loops.putI32(at, valid, i0, i1, 0, to)
      : loops.putI64(at, valid, i0, i1, 0, to);
  };
  return {
    get length() {
      return used - room;
    },
    get at() {
      return buffer.at + room;
    },
    put(column, i0, i1) {
      range.widen(column, i0, i1);
      if (kind === "boolean" && column.layout === "f64") {
        const at = buffer.reserve(used, i1 - i0 + SPARE);
        bits = loops.putBooleans(column.at, column.valid, i0, i1, 0, at + room, bits);
        used = room + Math.ceil(bits / 8);
        return;
      }
      const cells = kind === "duration" ? toTexts(machine, column, i0, i1) : column;
      const at = buffer.reserve(used, bound(machine, cells, i0, i1) + SPARE);
      used = write(cells, i0, i1, at + used) - at;
    },
    clear() {
      used = room;
      bits = 0;
    },
  };
}
