import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** Whole units of `total` by weights, the largest remainders rounded up: they add up to it exactly. Fills `parts`. */
function split(total: number, weights: Float64Array, parts: Float64Array): void {
  const n = weights.length;
  const size = Math.abs(total);
  let sum = 0;
  for (let k = 0; k < n; k++) sum += weights[k]!;
  let rest = size;
  for (let k = 0; k < n; k++) {
    const whole = sum > 0 ? Math.floor((size * weights[k]!) / sum) : 0;
    parts[k] = Math.min(whole, rest); // beyond 2^53 / n products round, and may round up
    rest -= parts[k]!;
  }
  for (; rest > 0;) {
    let first = 0;
    let most = -1;
    for (let k = 0; k < n; k++) {
      const remainder = sum > 0 ? (size * weights[k]!) / sum - parts[k]! : k === 0 ? 1 : 0;
      if (remainder > most) [first, most] = [k, remainder];
    }
    const more = rest > n ? rest : 1;
    parts[first] = parts[first]! + more;
    rest -= more;
  }
  if (total < 0) for (let k = 0; k < n; k++) parts[k] = -parts[k]!;
}

/** Part k of input 0, whole units split by fixed weights or, without them, by the row's own in the inputs behind. */
export function part(k: number, fixed?: readonly number[]): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [whole, ...shares] = inputs;
      invariant(whole?.layout === "f64", "what is split is a number");
      const weights = Float64Array.from(fixed ?? shares.map(() => 0));
      const parts = new Float64Array(weights.length);
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      const from = shares.map((share) => (share.layout === "f64" ? share.at / 8 : 0));
      for (let i = 0; i < rows.length; i++) {
        if (fixed === undefined) for (let j = 0; j < from.length; j++) weights[j] = f64[from[j]! + i]!;
        split(f64[whole.at / 8 + i]!, weights, parts);
        f64[at / 8 + i] = parts[k]!;
      }
      return [{ layout: "f64", at, valid: whole.valid }];
    },
  };
}
