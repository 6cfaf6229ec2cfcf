import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";

/** Input 0 moved by a whole number of -reach to reach, all equally likely. */
export function jitter(reach: number): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "only numbers move");
      const at = machine.alloc(rows.length * 8);
      machine.loops.uniformInteger(bits(machine, rows, key, 0, 2), rows.length, -reach, 2 * reach + 1, at);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = f64[at / 8 + i]! + f64[input.at / 8 + i]!;
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}
