import type { Kernel } from "../plan/plan.ts";

/** from, from + step, from + 2 step, ...: row r has from + r * step. */
export function sequence(from: number, step: number): Kernel {
  return {
    run({ machine, rows }) {
      const at = machine.alloc(rows.length * 8);
      if (rows.numbers === 0) machine.loops.ramp(from + rows.from * step, step, rows.length, at);
      else {
        const { f64 } = machine;
        for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = from + f64[rows.numbers / 8 + i]! * step;
      }
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** The whole numbers min, min + step, ... (count of them), each at most once: row r has the one to which a keyed bijection sends r. */
export function shuffledSequence(min: number, step: number, count: number): Kernel {
  return {
    run({ machine, rows, key }) {
      const at = machine.alloc(rows.length * 8);
      machine.loops.permute(key.k0, key.k1, count, rows.from, rows.numbers, rows.length, at);
      const { f64 } = machine;
      if (min !== 0 || step !== 1)
        for (let i = at / 8, end = i + rows.length; i < end; i++) f64[i] = min + f64[i]! * step;
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}
