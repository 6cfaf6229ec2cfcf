import type { Column, Dictionary } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";

/**
 * Cells whose shares are exact over rows [0, all): `counts[k]` rows have word k of the dictionary or, without one, the number
 * `numbers[k]`, and what is left of the rows has null. A keyed bijection of the row numbers says which.
 */
export function exactShares(
  all: number,
  counts: readonly number[],
  cells: { readonly dictionary: Dictionary } | { readonly numbers: readonly number[] },
): Kernel {
  let sum = 0;
  const ends = counts.map((count) => (sum += count));
  const isNullable = sum < all;
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const places = machine.alloc(n * 8);
      const at = machine.alloc(n * 8);
      const valid = isNullable ? machine.alloc((n + 7) >> 3) : 0;
      machine.loops.permute(key.k0, key.k1, all, rows.from, rows.numbers, n, places);
      const { u8, u32, f64 } = machine;
      if (isNullable) u8.fill(0, valid, valid + ((n + 7) >> 3));
      for (let i = 0; i < n; i++) {
        const place = f64[places / 8 + i]!;
        let k = 0;
        while (k < ends.length - 1 && place >= ends[k]!) k++;
        if ("dictionary" in cells) u32[at / 4 + i] = k;
        else f64[at / 8 + i] = cells.numbers[k]!;
        if (isNullable && place < sum) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
      }
      const column: Column =
        "dictionary" in cells
          ? { layout: "dict", at, valid, dictionary: cells.dictionary }
          : { layout: "f64", at, valid };
      return [column];
    },
  };
}
