import { invariant } from "../errors.ts";
import type { Machine } from "../wasm/machine.ts";
import { withScratch } from "../wasm/scratch.ts";
import type { Rows } from "./rows.ts";

const BLOCK = 1024; // rows whose amounts are summed up once; a slice recounts at most its first and last block in vain

/** One whole number >= 0 (or, for weights, any number >= 0) per row, as f64 at the returned address. Pure: a row's amount depends on its number alone. */
export type Amounts = (machine: Machine, rows: Rows) => number;

/** Children numbered parent after parent: parent 0's first, then parent 1's, ... */
export interface Split {
  /** Number of children of all parents. */
  readonly total: number;
  /** The fewest and most children that any parent has; 0 without parents. */
  readonly least: number;
  readonly most: number;
  /** For child rows below `total`: addresses of the parent's row number and of the child's place among its parent's children (from 0), f64 each. */
  locate(machine: Machine, children: Rows): { readonly parents: number; readonly ordinals: number };
  /** For parent rows: addresses of the row number of the first child and of the number of children, f64 each. */
  childrenOf(machine: Machine, parents: Rows): { readonly firsts: number; readonly counts: number };
}

/** Sums of the amounts before each block of rows: one f64 per block and one for the end. */
function sumBlocks(
  count: number,
  amounts: Amounts,
): { readonly starts: Float64Array; readonly least: number; readonly most: number } {
  let least = count === 0 ? 0 : Infinity,
    most = 0;
  const starts = new Float64Array(Math.ceil(count / BLOCK) + 1);
  withScratch((scratch) => {
    for (let from = 0; from < count; from += BLOCK) {
      scratch.release();
      const length = Math.min(BLOCK, count - from);
      const at = amounts(scratch, { from, length, numbers: 0 }) / 8;
      const { f64 } = scratch;
      const before = starts[from / BLOCK]!;
      let sum = 0;
      for (let i = at; i < at + length; i++) {
        const own = f64[i]!;
        sum += own;
        if (own < least) least = own;
        if (own > most) most = own;
      }
      starts[from / BLOCK + 1] = before + sum;
    }
  });
  return { starts, least, most };
}

/** The last block whose start is <= x; starts ascend. */
function blockAt(starts: Float64Array, x: number): number {
  let low = 0,
    high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Positions of gathered rows in ascending order of their numbers, so that each block is counted once. */
function ascending(numbers: Float64Array): Uint32Array {
  const order = new Uint32Array(numbers.length);
  let sorted = true;
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
    if (i > 0 && numbers[i]! < numbers[i - 1]!) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => numbers[a]! - numbers[b]! || a - b);
}

/** The numbers of some rows, copied out of the machine. */
function numbersOf(machine: Machine, rows: Rows): Float64Array {
  if (rows.numbers !== 0) return machine.f64.slice(rows.numbers / 8, rows.numbers / 8 + rows.length);
  const numbers = new Float64Array(rows.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = rows.from + i;
  return numbers;
}

/** Calls `visit` for rows in ascending order with the sum of all amounts before the row, the sum including it (the next row's sum before, to the bit), and its own. */
function visitSums(
  count: number,
  amounts: Amounts,
  starts: Float64Array,
  numbers: Float64Array,
  visit: (i: number, before: number, after: number, own: number) => void,
): void {
  const order = ascending(numbers);
  withScratch((scratch) => {
    let block = -1,
      at = 0,
      next = 0,
      sum = 0;
    for (const i of order) {
      const row = numbers[i]!;
      invariant(row >= 0 && row < count, "the row exists");
      if (Math.floor(row / BLOCK) !== block) {
        block = Math.floor(row / BLOCK);
        scratch.release();
        at = amounts(scratch, { from: block * BLOCK, length: Math.min(BLOCK, count - block * BLOCK), numbers: 0 }) / 8;
        next = block * BLOCK;
        sum = 0;
      }
      const { f64 } = scratch;
      const base = at - block * BLOCK;
      while (next < row) sum += f64[base + next++]!;
      const own = f64[base + row]!;
      visit(i, starts[block]! + sum, starts[block]! + (sum + own), own);
    }
  });
}

/**
 * Splits children over `parents` parents (at most 1e9), `counts` of them each. Opening it counts all children once and keeps one number per 1,024 parents; after that
 * any child is located by counting one block. Parents that are added later leave the children of all before them where they are.
 */
export function openSplit({ parents, counts }: { readonly parents: number; readonly counts: Amounts }): Split {
  const { starts, least, most } = sumBlocks(parents, counts);
  const total = starts[starts.length - 1]!;
  return {
    total,
    least,
    most,
    locate(machine, children) {
      const n = children.length;
      const numbers = numbersOf(machine, children);
      const owners = machine.alloc(n * 8),
        ordinals = machine.alloc(n * 8);
      const { f64 } = machine;
      withScratch((scratch) => {
        let block = -1,
          at = 0,
          end = 0,
          index = 0,
          before = 0;
        for (const i of ascending(numbers)) {
          const child = numbers[i]!;
          invariant(child >= 0 && child < total, "the child exists");
          if (child >= end) {
            block = blockAt(starts, child);
            scratch.release();
            at =
              counts(scratch, { from: block * BLOCK, length: Math.min(BLOCK, parents - block * BLOCK), numbers: 0 }) /
              8;
            end = starts[block + 1]!;
            index = 0;
            before = starts[block]!;
          }
          for (let own = scratch.f64[at + index]!; child >= before + own; own = scratch.f64[at + index]!) {
            before += own;
            index++;
          }
          f64[owners / 8 + i] = block * BLOCK + index;
          f64[ordinals / 8 + i] = child - before;
        }
      });
      return { parents: owners, ordinals };
    },
    childrenOf(machine, rows) {
      const firsts = machine.alloc(rows.length * 8),
        sizes = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      const numbers = numbersOf(machine, rows);
      // children of one parent ask one after the other
      let runs = 0;
      const heads = new Uint32Array(rows.length);
      for (let i = 0; i < rows.length; i++) if (i === 0 || numbers[i] !== numbers[i - 1]) heads[runs++] = i;
      const asked = runs === rows.length ? numbers : Float64Array.from({ length: runs }, (_, k) => numbers[heads[k]!]!);
      visitSums(parents, counts, starts, asked, (k, before, _after, own) => {
        for (let i = heads[k]!, end = k + 1 < runs ? heads[k + 1]! : rows.length; i < end; i++) {
          f64[firsts / 8 + i] = before;
          f64[sizes / 8 + i] = own;
        }
      });
      return { firsts, counts: sizes };
    },
  };
}

/** The same split where every parent has `each` children: nothing is counted, however many parents there are. */
export function evenSplit({ parents, each }: { readonly parents: number; readonly each: number }): Split {
  const total = parents * each;
  const many = parents === 0 ? 0 : each;
  /** Fills two columns with what `of` says of each row. */
  const fill = (machine: Machine, rows: Rows, most: number, of: (row: number) => readonly [number, number]) => {
    const first = machine.alloc(rows.length * 8),
      second = machine.alloc(rows.length * 8);
    const { f64 } = machine;
    numbersOf(machine, rows).forEach((row, i) => {
      invariant(row >= 0 && row < most, "the row exists");
      [f64[first / 8 + i], f64[second / 8 + i]] = of(row) as [number, number];
    });
    return [first, second] as const;
  };
  return {
    total,
    least: many,
    most: many,
    locate(machine, children) {
      // The division is exact once the remainder is off.
      const [owners, ordinals] = fill(machine, children, total, (row) => [(row - (row % each)) / each, row % each]);
      return { parents: owners, ordinals };
    },
    childrenOf(machine, rows) {
      const [firsts, counts] = fill(machine, rows, parents, (row) => [row * each, each]);
      return { firsts, counts };
    },
  };
}

/** Whole shares of a whole total, one per row. */
export interface Shares {
  /** Address of the rows' shares, f64. */
  shareOf(machine: Machine, rows: Rows): number;
}

/**
 * Splits a whole `total` (at most 2^53) over `rows` rows in proportion to their weights: the shares are whole and add up to the total exactly, and each
 * is less than 1 away from its exact proportion, because the sum up to each row is rounded, not the share. Opening it sums all weights once.
 */
export function splitTotal({
  rows: count,
  weights,
  total,
}: {
  readonly rows: number;
  readonly weights: Amounts;
  readonly total: number;
}): Shares {
  const { starts } = sumBlocks(count, weights);
  const all = starts[starts.length - 1]!;
  const upTo = (sum: number): number => Math.round(total * (sum / all));
  return {
    shareOf(machine, rows) {
      invariant(all > 0, "some weight is positive");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      visitSums(count, weights, starts, numbersOf(machine, rows), (i, before, after) => {
        f64[at / 8 + i] = upTo(after) - upTo(before);
      });
      return at;
    },
  };
}
