import type { Column, Dictionary } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";
import { keptFor } from "../wasm/kept.ts";

/** Cells as they lie in memory: numbers, codes into a dictionary, or uuids of 16 bytes each. */
export type ListedCells =
  | { readonly numbers: Float64Array }
  | { readonly codes: Uint32Array; readonly dictionary: Dictionary }
  | { readonly uuids: Uint8Array };

/** Row r has cell r of a list, and those behind its end begin again at the first; null where `nulls` says so (one truth value per cell). */
export function listed(cells: ListedCells, nulls: readonly boolean[] | undefined): Kernel {
  const source = "numbers" in cells ? cells.numbers : "codes" in cells ? cells.codes : cells.uuids;
  const size = "numbers" in cells ? 8 : "codes" in cells ? 4 : 16;
  const count = source.byteLength / size;
  const kept = keptFor((machine) => {
    const at = machine.keep(source.byteLength);
    machine.u8.set(new Uint8Array(source.buffer, source.byteOffset, source.byteLength), at);
    return at;
  });
  return {
    run({ machine, rows }) {
      const n = rows.length;
      const table = kept(machine);
      const places = rowNumbers(machine, rows) / 8;
      const at = machine.alloc(n * size);
      const valid = nulls === undefined ? 0 : machine.alloc((n + 7) >> 3);
      const { u8, u32, f64 } = machine;
      if (valid !== 0) u8.fill(0, valid, valid + ((n + 7) >> 3));
      for (let i = 0; i < n; i++) {
        const k = f64[places + i]! % count;
        if (size === 8) f64[at / 8 + i] = f64[table / 8 + k]!;
        else if (size === 4) u32[at / 4 + i] = u32[table / 4 + k]!;
        else u8.copyWithin(at + i * 16, table + k * 16, table + k * 16 + 16);
        if (nulls?.[k] === false) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
      }
      const column: Column =
        "numbers" in cells
          ? { layout: "f64", at, valid }
          : "codes" in cells
            ? { layout: "dict", at, valid, dictionary: cells.dictionary }
            : { layout: "uuid", at, valid };
      return [column];
    },
  };
}
