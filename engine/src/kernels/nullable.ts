import { isValid } from "../batch/cells.ts";
import { andValid } from "../batch/valid.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";

/** Input 0 with each cell null at the given rate, 0 to 1. */
export function nullable(rate: number): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const input = inputs[0]!;
      const bitmap = machine.alloc((rows.length + 7) >> 3);
      machine.loops.nulls(bits(machine, rows, key, 0, 1), rows.length, rate, bitmap);
      return [{ ...input, valid: andValid(machine, input.valid, bitmap, rows.length) }];
    },
  };
}

/** Input 0 where input 1, a condition, is true; null elsewhere. */
export const onlyWhen: Kernel = {
  run({ machine, rows, inputs }) {
    const [input, condition] = inputs;
    if (input === undefined || condition?.layout !== "f64") throw new Error("invariant: a column and a condition");
    const bitmap = machine.alloc((rows.length + 7) >> 3);
    machine.loops.truths(condition.at, rows.length, bitmap);
    return [
      {
        ...input,
        valid: andValid(machine, input.valid, andValid(machine, condition.valid, bitmap, rows.length), rows.length),
      },
    ];
  },
};

/** Input 0, null where input 1 is null. */
export const nullWith: Kernel = {
  run({ machine, rows, inputs }) {
    const [input, other] = inputs;
    if (input === undefined || other === undefined) throw new Error("invariant: two columns");
    return [{ ...input, valid: andValid(machine, input.valid, other.valid, rows.length) }];
  },
};

/** Input 0, a number, with `value` in place of nulls. */
export function orNumber(value: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      if (input?.layout !== "f64") throw new Error("invariant: a number");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++)
        f64[at / 8 + i] = isValid(machine, input, i) ? f64[input.at / 8 + i]! : value;
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}
