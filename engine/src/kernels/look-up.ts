import { readCell } from "../batch/cells.ts";
import type { Column, ColumnType, Dictionary } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";

/** What `find` has for the text of input 0: a number or, with a dictionary, a code; null where it has nothing. Text is compared as it prints. */
export function lookUp(type: ColumnType, find: (text: string) => number | undefined, dictionary?: Dictionary): Kernel {
  const header = { name: "", ...type };
  return {
    run({ machine, rows, inputs }) {
      const n = rows.length;
      const valid = machine.alloc((n + 7) >> 3);
      const at = machine.alloc(n * 8);
      const { u8, u32, f64 } = machine;
      u8.fill(0, valid, valid + ((n + 7) >> 3));
      const known = new Map<string, number | undefined>();
      for (let i = 0; i < n; i++) {
        const cell = readCell(machine, header, inputs[0]!, i);
        const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
        if (!known.has(text)) known.set(text, find(text));
        const value = cell === null ? undefined : known.get(text);
        if (value !== undefined) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
        if (dictionary === undefined) f64[at / 8 + i] = value ?? 0;
        else u32[at / 4 + i] = value ?? 0;
      }
      const column: Column =
        dictionary === undefined ? { layout: "f64", at, valid } : { layout: "dict", at, valid, dictionary };
      return [column];
    },
  };
}
