import type { Machine } from "../wasm/machine.ts";
import type { Column } from "./column.ts";

/** Address of the bitmap "valid in both"; 0 stands for all valid. */
export function andValid(machine: Machine, a: number, b: number, length: number): number {
  if (a === 0 || a === b) return b;
  if (b === 0) return a;
  const bytes = (length + 7) >> 3;
  const out = machine.alloc(bytes);
  machine.loops.andBits(a, b, bytes, out);
  return out;
}

/** The column with cells null wherever `valid` says so too. */
export function withValid(machine: Machine, column: Column, valid: number, length: number): Column {
  return valid === 0 ? column : { ...column, valid: andValid(machine, column.valid, valid, length) };
}
