import { invariant } from "../errors.ts";
import type { Column } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";

function numbersAt(column: Column | undefined): number {
  invariant(column?.layout === "f64", "places are numbers");
  return column.at;
}

/** The row number `step` rows on among siblings, null where there is none; inputs are places and counts of siblings. Without them, of a table of so many rows. */
export function siblingRow(step: number, rowsOfTable?: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const n = rows.length;
      const numbers = rowNumbers(machine, rows);
      const at = machine.alloc(n * 8);
      const bytes = (n + 7) >> 3;
      const valid = machine.alloc(bytes);
      const places = rowsOfTable === undefined ? numbersAt(inputs[0]) : numbers;
      const counts = rowsOfTable === undefined ? numbersAt(inputs[1]) : 0;
      const { u8, f64 } = machine;
      u8.fill(0, valid, valid + bytes);
      for (let i = 0; i < n; i++) {
        const place = f64[places / 8 + i]! + step;
        const isThere = place >= 0 && place < (rowsOfTable ?? f64[counts / 8 + i]!);
        f64[at / 8 + i] = f64[numbers / 8 + i]! + (isThere ? step : 0);
        if (isThere) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
      }
      return [{ layout: "f64", at, valid }];
    },
  };
}

/** Whether the row is the last of its siblings; inputs are places and counts. Without them, of a table of so many rows. */
export function isLastSibling(rowsOfTable?: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const n = rows.length;
      const places = rowsOfTable === undefined ? numbersAt(inputs[0]) : rowNumbers(machine, rows);
      const counts = rowsOfTable === undefined ? numbersAt(inputs[1]) : 0;
      const at = machine.alloc(n * 8);
      const { f64 } = machine;
      for (let i = 0; i < n; i++)
        f64[at / 8 + i] = f64[places / 8 + i]! + 1 === (rowsOfTable ?? f64[counts / 8 + i]!) ? 1 : 0;
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}
