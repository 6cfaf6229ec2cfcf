import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** IPv4 addresses of some ranges: input 0 counts through them from the first of the first on. */
export function dotted(ranges: readonly { readonly from: number; readonly count: number }[]): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "addresses are numbers");
      const n = rows.length;
      const offsets = machine.alloc((n + 1) * 4);
      const bytes = machine.alloc(n * 15);
      const { u8, u32, f64 } = machine;
      let p = bytes;
      u32[offsets / 4] = 0;
      for (let i = 0; i < n; i++) {
        let rest = f64[input.at / 8 + i]!;
        let k = 0;
        while (k < ranges.length - 1 && rest >= ranges[k]!.count) rest -= ranges[k++]!.count;
        const address = ranges[k]!.from + rest;
        for (let shift = 24; shift >= 0; shift -= 8) {
          const v = (address >>> shift) & 255;
          if (v >= 100) u8[p++] = 48 + Math.floor(v / 100);
          if (v >= 10) u8[p++] = 48 + (Math.floor(v / 10) % 10);
          u8[p++] = 48 + (v % 10);
          if (shift > 0) u8[p++] = 46;
        }
        u32[offsets / 4 + i + 1] = p - bytes;
      }
      machine.trim(bytes, p - bytes);
      return [{ layout: "text", offsets, bytes, valid: input.valid, plain: true }];
    },
  };
}
