import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { uniformParts } from "../random/family.ts";

/** A moment within a period: input 0 is the period's number, input 1 the moment from which periods are counted. `startOf` gives where one begins; cells are whole multiples of `unit`. */
export function momentOfPeriod(startOf: (from: number, period: number) => number, unit: number): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const [periods, starts] = inputs;
      invariant(periods?.layout === "f64" && starts?.layout === "f64", "periods and starts are numbers");
      const at = uniformParts(machine, rows, key);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const from = f64[starts.at / 8 + i]!;
        const period = f64[periods.at / 8 + i]!;
        const low = Math.ceil(startOf(from, period) / unit);
        const high = Math.max(low + 1, Math.ceil(startOf(from, period + 1) / unit));
        f64[at / 8 + i] = (low + Math.floor(f64[at / 8 + i]! * (high - low))) * unit;
      }
      return [{ layout: "f64", at, valid: starts.valid }];
    },
  };
}
