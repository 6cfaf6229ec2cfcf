import type { Machine } from "../wasm/machine.ts";

/** Which rows a kernel fills: [from, from + length), or where `numbers` is not 0, the row numbers that stand there as f64. */
export interface Rows {
  readonly from: number;
  readonly length: number;
  readonly numbers: number;
}

/** Address of all row numbers as f64. */
export function rowNumbers(machine: Machine, rows: Rows): number {
  if (rows.numbers !== 0) return rows.numbers;
  const at = machine.alloc(rows.length * 8);
  machine.loops.ramp(rows.from, 1, rows.length, at);
  return at;
}
