import type { Machine } from "../wasm/machine.ts";
import { rowNumbers, type Rows } from "./rows.ts";
import { bits, type StreamKey } from "./stream.ts";

/** Where each row stands among its siblings: addresses of f64, one per row. Siblings are consecutive rows. */
export interface Family {
  /** The row's place, from 0. */
  readonly ordinals: number;
  /** The row number of the first sibling. */
  readonly firsts: number;
  /** How many there are. */
  readonly counts: number;
}

const BELOW_1 = 1 - Number.EPSILON / 2;

/** A list of numbers that is made once and grows to the longest family. */
function growing(): (length: number) => Float64Array {
  let list = new Float64Array(64);
  return (length) => {
    if (list.length < length) list = new Float64Array(length * 2);
    return list;
  };
}

/**
 * Numbers of [0, 1) that ascend among siblings: together they are spread as so many uniform ones put in order. The k-th of n is the sum of the first
 * k of n + 1 unit exponentials, divided by the sum of all (Devroye, "Non-Uniform Random Variate Generation", V.2.2). A family costs one pass over it.
 */
export function ascending(machine: Machine, rows: Rows, key: StreamKey, family: Family): number {
  const n = rows.length;
  const out = machine.alloc(n * 8);
  const list = growing();
  let first = -1;
  let sums = list(0);
  let total = 1;
  for (let i = 0; i < n; i++) {
    const own = machine.f64[family.firsts / 8 + i]!;
    if (own !== first) {
      first = own;
      const count = machine.f64[family.counts / 8 + i]!;
      sums = list(count);
      total = gapSums(machine, key, first, count, sums);
    }
    machine.f64[out / 8 + i] = Math.min(BELOW_1, sums[machine.f64[family.ordinals / 8 + i]!]! / total);
  }
  return out;
}

/** Fills `sums` with the sums of the family's gaps up to each sibling; returns that of all and the gap behind the last. */
function gapSums(machine: Machine, key: StreamKey, first: number, count: number, sums: Float64Array): number {
  const unitExponentials = (draw: number, length: number, visit: (k: number, gap: number) => void): void => {
    const at = bits(machine, { from: first, length, numbers: 0 }, key, draw, 2);
    machine.loops.exponential(at, length, 0, 1, 1, at);
    const { f64 } = machine;
    for (let k = 0; k < length; k++) visit(k, f64[at / 8 + k]!);
    machine.trim(at, 0);
  };
  let sum = 0;
  unitExponentials(0, count, (k, gap) => {
    sums[k] = sum += gap;
  });
  unitExponentials(1, 1, (_, gap) => {
    sum += gap;
  });
  return sum;
}

/** Numbers of [0, 1) that ascend with the row number: row r of `count` lies in the r-th of so many equal parts. */
export function ascendingRows(machine: Machine, rows: Rows, key: StreamKey, count: number): number {
  const numbers = rowNumbers(machine, rows);
  const at = uniformParts(machine, rows, key);
  const { f64 } = machine;
  for (let i = 0; i < rows.length; i++) {
    const part = (f64[numbers / 8 + i]! + f64[at / 8 + i]!) / count;
    f64[at / 8 + i] = Math.min(BELOW_1, part);
  }
  return at;
}

/** Uniform numbers of [0, 1). */
export function uniformParts(machine: Machine, rows: Rows, key: StreamKey): number {
  const at = bits(machine, rows, key, 0, 2);
  machine.loops.uniform(at, rows.length, 0, 1, at);
  return at;
}
