import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** How prices of the things of one code spread: median, and standard deviation of their logarithm. */
export interface PriceBand {
  readonly median: number;
  readonly spread: number;
}

/** Prices in hundredths, lognormal around the median of the code of input 0: whole amounts less 1 or 5 hundredths, as shops like them. */
export function priceAround(prices: readonly PriceBand[]): Kernel {
  const kept = keptFor((machine) =>
    keepNumbers(
      machine,
      prices.flatMap(({ median, spread }) => [median, spread]),
    ),
  );
  return {
    run({ machine, rows, inputs, key }) {
      const [things] = inputs;
      invariant(things?.layout === "dict", "prices are of things");
      const n = rows.length;
      const table = kept(machine) / 8;
      const at = machine.alloc(n * 8);
      machine.loops.normal(bits(machine, rows, key, 0, 2), n, 0, 1, at);
      const { u32, f64 } = machine;
      for (let i = 0; i < n; i++) f64[at / 8 + i] = f64[at / 8 + i]! * f64[table + u32[things.at / 4 + i]! * 2 + 1]!;
      machine.loops.expInPlace(at, n);
      for (let i = 0; i < n; i++) {
        const price = f64[at / 8 + i]! * f64[table + u32[things.at / 4 + i]! * 2]!;
        f64[at / 8 + i] =
          price < 1 ? Math.max(5, Math.round(price * 20) * 5) : Math.round(price) * 100 - (price < 20 ? 5 : 1);
      }
      return [{ layout: "f64", at, valid: things.valid }];
    },
  };
}
