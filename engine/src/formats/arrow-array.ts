import type { Column, ColumnHeader } from "../batch/column.ts";
import { invariant, LimitError } from "../errors.ts";
import { openGrowing } from "../wasm/growing.ts";
import type { Machine } from "../wasm/machine.ts";
import type { ArrayInfo } from "./arrow-message.ts";

/** One column of a record batch in the making. */
export interface ArrayWriter {
  put(column: Column, i0: number, i1: number): void;
  /** The array's nulls and buffers; they hold until the next `put`. */
  end(): { readonly info: ArrayInfo; readonly buffers: readonly Uint8Array[] };
}

/** The buffers behind the validity bitmap. */
interface Body {
  put(column: Column, i0: number, i1: number, row: number): void;
  end(rows: number): readonly Uint8Array[];
}

const SPARE = 32; // the loops write up to 16 bytes past the end
const DURATION_MOST = 64; // bytes of the longest duration
const OFFSET_MOST = 0x7fff_ffff; // offsets of Utf8 are 32 bits

/** Values of a fixed width, zero where null. */
function openFixed(machine: Machine, { kind, name }: ColumnHeader, rows: number): Body {
  const { loops } = machine;
  const width =
    kind === "uuid" || kind === "decimal"
      ? 16
      : kind === "date" || kind === "time" || kind === "text" || kind === "json"
        ? 4
        : 8;
  const at = machine.keep(rows * width);
  return {
    put(column, i0, i1, row) {
      invariant(column.layout !== "text", `${name}: codes where the header names a dictionary`);
      const to = at + row * width,
        { at: from, valid } = column;
      if (column.layout === "uuid") loops.putUuid(from, valid, i0, i1, width, to);
      else if (column.layout === "dict") loops.putU32(from, valid, i0, i1, width, to);
      else if (kind === "decimal") loops.putI128(from, valid, i0, i1, width, to);
      else if (kind === "float") loops.putF64(from, valid, i0, i1, width, to);
      else if (kind === "boolean") loops.putBooleans(from, valid, i0, i1, 1, at, row);
      else if (width === 4) loops.putI32(from, valid, i0, i1, width, to);
      else loops.putI64(from, valid, i0, i1, width, to);
    },
    end: (count) => [machine.u8.subarray(at, at + (kind === "boolean" ? Math.ceil(count / 8) : count * width))],
  };
}

/** Offsets and bytes; durations are the ISO 8601 texts of all formats. */
function openTexts(machine: Machine, { name }: ColumnHeader, rows: number): Body {
  const { loops } = machine;
  const offsets = machine.keep((rows + 1) * 4);
  machine.u32[offsets / 4] = 0;
  const bytes = openGrowing(machine, 1 << 15);
  let used = 0;
  return {
    put(column, i0, i1, row) {
      let from: number, data: number, valid: number, most: number;
      if (column.layout === "text") {
        ({ offsets: from, bytes: data, valid } = column);
        most = machine.u32[from / 4 + i1]! - machine.u32[from / 4 + i0]!;
      } else {
        invariant(column.layout === "f64", `${name}: texts or durations`);
        most = (i1 - i0) * DURATION_MOST;
        from = machine.alloc((i1 - i0 + 1) * 4) - i0 * 4;
        data = machine.alloc(most);
        ({ valid } = column);
        loops.putDurations(column.at, valid, i0, i1, from + i0 * 4, data);
      }
      if (used + most > OFFSET_MOST)
        throw new LimitError(`${name}: texts too long for Arrow; choose Parquet`, OFFSET_MOST, used + most, "bytes");
      const at = bytes.reserve(used, most + SPARE);
      used = loops.putTexts(from, data, valid, i0, i1, offsets + (row + 1) * 4, at, at + used) - at;
    },
    end(count) {
      const buffers = [
        machine.u8.subarray(offsets, offsets + (count + 1) * 4),
        machine.u8.subarray(bytes.at, bytes.at + used),
      ];
      used = 0;
      return buffers;
    },
  };
}

/** `rows` bounds the rows of a record batch. */
export function openArray(machine: Machine, header: ColumnHeader, rows: number): ArrayWriter {
  const texts = header.dictionary === undefined && ["text", "json", "duration"].includes(header.kind);
  const body = texts ? openTexts(machine, header, rows) : openFixed(machine, header, rows);
  const bits = header.nullable ? machine.keep(Math.ceil(rows / 8)) : 0;
  let row = 0,
    valid = 0;
  return {
    put(column, i0, i1) {
      body.put(column, i0, i1, row);
      valid += bits === 0 ? i1 - i0 : machine.loops.putValid(column.valid, i0, i1, bits, row);
      row += i1 - i0;
    },
    end() {
      const nulls = row - valid;
      const bitmap = machine.u8.subarray(bits, nulls === 0 ? bits : bits + Math.ceil(row / 8)); // none: all valid
      const buffers = [bitmap, ...body.end(row)];
      row = 0;
      valid = 0;
      return { info: { nulls, buffers: buffers.map((buffer) => buffer.length) }, buffers };
    },
  };
}
