import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import type { Column } from "../batch/column.ts";

/** Numbers at `at` in the mixed radix of `sizes`, the last digit first: one column per size. */
function split({ machine, rows }: Task, at: number, sizes: readonly number[]): readonly Column[] {
  const n = rows.length;
  return sizes.map((size): Column => {
    const digits = machine.alloc(n * 8);
    const { f64 } = machine;
    for (let i = 0; i < n; i++) {
      const rest = f64[at / 8 + i]!;
      const quotient = Math.floor(rest / size);
      f64[digits / 8 + i] = rest - quotient * size;
      f64[at / 8 + i] = quotient;
    }
    return { layout: "f64", at: digits, valid: 0 };
  });
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** A combination of digits, one below each of `sizes`, that no other row has: row r has the one to which a keyed bijection sends r. The product of the sizes is at most 2^53 and at least the number of rows. */
export function rowDigits(sizes: readonly number[]): Kernel {
  const count = product(sizes);
  return {
    run(task) {
      const { machine, rows, key } = task;
      const at = machine.alloc(rows.length * 8);
      machine.loops.permute(key.k0, key.k1, count, rows.from, rows.numbers, rows.length, at);
      return split(task, at, sizes);
    },
  };
}

/** As `rowDigits` among the children of one parent: inputs are the parent's row number and the child's place, and each parent has a bijection of its own. */
export function siblingDigits(sizes: readonly number[]): Kernel {
  const count = product(sizes);
  return {
    run(task) {
      const { machine, rows, inputs, key } = task;
      const [parents, ordinals] = inputs;
      invariant(parents?.layout === "f64" && ordinals?.layout === "f64", "a parent and a place among its children");
      const at = machine.alloc(rows.length * 8);
      const own = machine.alloc(16);
      const { loops, f64, u32 } = machine;
      let parent = -1;
      for (let i = 0; i < rows.length; i++) {
        const next = f64[parents.at / 8 + i]!;
        if (next !== parent) {
          parent = next;
          loops.block(key.k0, key.k1, parent >>> 0, Math.floor(parent / 4294967296), 0, 0, own);
        }
        f64[at / 8 + i] = loops.permuteOne(u32[own / 4]!, u32[own / 4 + 1]!, count, f64[ordinals.at / 8 + i]!);
      }
      return split(task, at, sizes);
    },
  };
}

/** Input 0, a whole number, plus a constant. */
export function plus(amount: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "a number is moved");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = f64[input.at / 8 + i]! + amount;
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}

/** Input 0, a whole number, spread over a range that is `factor` times as wide, 1 or more; no two become one. */
export function stretched(factor: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "a number is stretched");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const x = f64[input.at / 8 + i]!;
        f64[at / 8 + i] = x + Math.floor(x * (factor - 1)); // a sum of rising terms, so that rounding makes no two equal
      }
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}
