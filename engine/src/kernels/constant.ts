import type { Column, Dictionary } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";

/** The same number in every row. */
export function constantNumber(value: number): Kernel {
  return {
    run({ machine, rows }) {
      const at = machine.alloc(rows.length * 8);
      machine.f64.fill(value, at / 8, at / 8 + rows.length);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** The dictionary's first word in every row. */
export function constantWord(dictionary: Dictionary): Kernel {
  return {
    run({ machine, rows }) {
      const at = machine.alloc(rows.length * 4);
      machine.u32.fill(0, at / 4, at / 4 + rows.length);
      return [{ layout: "dict", at, valid: 0, dictionary }];
    },
  };
}

/** Null in every row, in the layout of a number or, with a dictionary, of words. */
export function nothing(dictionary?: Dictionary): Kernel {
  return {
    run({ machine, rows }) {
      const bytes = (rows.length + 7) >> 3;
      const valid = machine.alloc(bytes);
      const at = machine.alloc(rows.length * 8);
      machine.u8.fill(0, valid, valid + bytes);
      machine.f64.fill(0, at / 8, at / 8 + rows.length);
      const column: Column =
        dictionary === undefined ? { layout: "f64", at, valid } : { layout: "dict", at, valid, dictionary };
      return [column];
    },
  };
}
