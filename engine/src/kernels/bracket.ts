import type { Dictionary } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** Word k of the dictionary where the number of input 0 is at least `starts[k]`, the last that is; starts ascend, and the first word also takes what is below it. */
export function bracket(dictionary: Dictionary, starts: readonly number[]): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [numbers] = inputs;
      invariant(numbers?.layout === "f64", "brackets are of numbers");
      const at = machine.alloc(rows.length * 4);
      const { f64, u32 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const x = f64[numbers.at / 8 + i]!;
        let k = starts.length - 1;
        while (k > 0 && x < starts[k]!) k--;
        u32[at / 4 + i] = k;
      }
      return [{ layout: "dict", at, valid: numbers.valid, dictionary }];
    },
  };
}
