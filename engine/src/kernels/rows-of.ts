import type { Dictionary } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";
import { bits } from "../random/stream.ts";
import { numberTable } from "../random/whole.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** Whole numbers min, min + 1, ... (count of them, at most 2^53), equally likely: row numbers, moments in ms, lengths. */
export function wholeNumber(min: number, count: number): Kernel {
  return {
    run({ machine, rows, key }) {
      const at = machine.alloc(rows.length * 8);
      machine.loops.uniformInteger(bits(machine, rows, key, 0, 2), rows.length, min, count, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Row numbers of [0, count) by Zipf's law with exponent s; which row is how popular is hidden by a keyed bijection. */
export function popularRow(count: number, s: number): Kernel {
  return {
    run({ machine, rows, key }) {
      const ranks = machine.alloc(rows.length * 8);
      machine.loops.zipf(key.k0, key.k1, rows.from, rows.numbers, rows.length, 0, count, s, ranks);
      const { f64 } = machine;
      for (let i = ranks / 8, end = i + rows.length; i < end; i++) f64[i] = f64[i]! - 1;
      const at = machine.alloc(rows.length * 8);
      machine.loops.permute(key.k0, key.k1 ^ 1, count, 0, ranks, rows.length, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Row numbers by weight: row k with the chance of `weights[k]`. */
export function weightedRow(weights: readonly number[]): Kernel {
  const table = numberTable(
    weights.map((_, k) => k),
    weights,
  );
  const kept = keptFor((machine) => keepNumbers(machine, table));
  return {
    run({ machine, rows, key }) {
      const at = bits(machine, rows, key, 0, 2);
      machine.loops.aliasNumber(at, rows.length, kept(machine), weights.length, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** The number of a row of the same table that stands before: equally likely; null in row 0. */
export const earlierRow: Kernel = {
  run({ machine, rows, key }) {
    const numbers = rowNumbers(machine, rows);
    const at = machine.alloc(rows.length * 8);
    machine.loops.uniform(bits(machine, rows, key, 0, 2), rows.length, 0, 1, at);
    const valid = machine.alloc((rows.length + 7) >> 3);
    machine.loops.truths(numbers, rows.length, valid);
    const { f64 } = machine;
    for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = Math.floor(f64[at / 8 + i]! * f64[numbers / 8 + i]!);
    return [{ layout: "f64", at, valid: andValid(machine, 0, valid, rows.length) }];
  },
};

/** Each word of the dictionary once, in hidden order: row r has the word to which a keyed bijection sends r. */
export function eachWord(dictionary: Dictionary): Kernel {
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const numbers = machine.alloc(n * 8);
      machine.loops.permute(key.k0, key.k1, dictionary.words.length, rows.from, rows.numbers, n, numbers);
      const at = machine.alloc(n * 4);
      const { u32, f64 } = machine;
      for (let i = 0; i < n; i++) u32[at / 4 + i] = f64[numbers / 8 + i]!;
      return [{ layout: "dict", at, valid: 0, dictionary }];
    },
  };
}

/** from, from + step, ... in hidden order: rows [0, 10), [10, 100), ... each keep the set of numbers they would have in order. */
export function shuffledFrom(from: number, step: number): Kernel {
  return {
    run({ machine, rows, key }) {
      const at = machine.alloc(rows.length * 8);
      machine.loops.permuteByMagnitude(key.k0, key.k1, rows.from, rows.numbers, rows.length, at);
      const { f64 } = machine;
      for (let i = at / 8, end = i + rows.length; i < end; i++) f64[i] = from + f64[i]! * step;
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Input 0, a number, divided by `by` and rounded down. */
export function wholeQuotient(by: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "f64", "a number is divided");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = Math.floor(f64[input.at / 8 + i]! / by);
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}
