import type { Dictionary } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** Word k of the dictionary where input 0, a number times `factor`, is at least the first k of `ends`, which rise; one word more than ends. */
export function bands(ends: readonly number[], factor: number, dictionary: Dictionary): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "bands are of numbers");
      const at = machine.alloc(rows.length * 4);
      const { u32, f64 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const x = f64[input.at / 8 + i]! * factor;
        let k = 0;
        while (k < ends.length && x >= ends[k]!) k++;
        u32[at / 4 + i] = k;
      }
      return [{ layout: "dict", at, valid: input.valid, dictionary }];
    },
  };
}
