import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** Input 0 plus `factor` times input 1. */
export function added(factor: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [sum, start] = inputs;
      invariant(sum?.layout === "f64" && start?.layout === "f64", "numbers are added");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = f64[sum.at / 8 + i]! + factor * f64[start.at / 8 + i]!;
      return [{ layout: "f64", at, valid: andValid(machine, sum.valid, start.valid, rows.length) }];
    },
  };
}
