import type { Column, Dictionary } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/**
 * The cell of input k + 1 where input 0, a dict column, has code k. All have one layout: numbers, uuids or, with `words` and the place
 * in it where each input's own words begin, dict columns.
 */
export function select(words?: { readonly dictionary: Dictionary; readonly bases: readonly number[] }): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [which, ...options] = inputs;
      invariant(which?.layout === "dict", "a choice is a code");
      const n = rows.length;
      const layout = options[0]!.layout;
      invariant(layout !== "text" && options.every((option) => option.layout === layout), "options of one layout");
      const size = layout === "uuid" ? 16 : layout === "f64" ? 8 : 4;
      const at = machine.alloc(n * size);
      const isNullable = options.some((option) => option.valid !== 0);
      const valid = isNullable ? machine.alloc((n + 7) >> 3) : 0;
      if (isNullable) machine.u8.fill(0, valid, valid + ((n + 7) >> 3));
      const { u8, u32, f64 } = machine;
      for (let i = 0; i < n; i++) {
        const k = u32[which.at / 4 + i]!;
        const option = options[k] as Exclude<Column, { layout: "text" }>;
        if (size === 8) f64[at / 8 + i] = f64[option.at / 8 + i]!;
        else if (size === 4) u32[at / 4 + i] = u32[option.at / 4 + i]! + words!.bases[k]!;
        else u8.copyWithin(at + i * 16, option.at + i * 16, option.at + i * 16 + 16);
        if (isNullable && (option.valid === 0 || ((u8[option.valid + (i >> 3)]! >> (i & 7)) & 1) === 1))
          u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
      }
      const column: Column =
        layout === "dict" ? { layout, at, valid, dictionary: words!.dictionary } : { layout, at, valid };
      return [column];
    },
  };
}
