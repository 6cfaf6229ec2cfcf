import { invariant } from "../errors.ts";
import { exp, normalQuantile } from "../math/exact.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";

/** A log-normal amount: its median and the standard deviation of its logarithm. */
export interface Around {
  readonly median: number;
  readonly spread: number;
}

const STEPS_LOG2 = 11;
const STEPS = 1 << STEPS_LOG2; // steps of probability, linear between them; the tails end at 1 / 4096

/** e^(spread * z) at equal steps of probability. */
function factors(spread: number): Float64Array {
  const least = 0.5 / STEPS;
  return Float64Array.from({ length: STEPS + 1 }, (_, k) =>
    exp(spread * normalQuantile(Math.min(1 - least, Math.max(least, k / STEPS)))),
  );
}

/** An amount about that of the code of input 0, log-normal, rounded to multiples of `step` and kept within [min, max]. */
export function aroundMedian(amounts: readonly Around[], step: number, min: number, max: number): Kernel {
  const spreads = [...new Set(amounts.map((a) => a.spread))];
  const tables = spreads.map(factors);
  const tableOf = Uint32Array.from(amounts, (a) => spreads.indexOf(a.spread));
  const medians = Float64Array.from(amounts, (a) => a.median / step);
  return {
    run({ machine, rows, inputs, key }) {
      const [input] = inputs;
      invariant(input?.layout === "dict", "a word has an amount");
      const src = bits(machine, rows, key, 0, 1) / 4;
      const at = machine.alloc(rows.length * 8);
      const { f64, u32 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const code = u32[input.at / 4 + i]!;
        const word = u32[src + i]!;
        const table = tables[tableOf[code]!]!;
        const k = word >>> (32 - STEPS_LOG2);
        const rest = ((word << STEPS_LOG2) >>> 0) / 4_294_967_296;
        const factor = table[k]! + (table[k + 1]! - table[k]!) * rest;
        const value = Math.floor(factor * medians[code]! + 0.5) * step;
        f64[at / 8 + i] = value < min ? min : value > max ? max : value;
      }
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}
