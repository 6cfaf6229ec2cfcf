import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";
import { bits, type StreamKey } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";

/** How a table's rows are put into disorder: copies among them, and rows that come later than their place. */
export interface Disarray {
  /** Clean rows. */
  readonly rows: number;
  /** Copies per clean row, 0 to 1. */
  readonly copies: number;
  /** Of the copies, the share that differs from its row in one cell, and in how many columns that cell may be. */
  readonly near: number;
  readonly columns: number;
  /** Share of the clean rows that come late, and by how many rows at most. */
  readonly late: number;
  readonly by: number;
}

/** The delivered rows of one block, in arrays as long. */
interface Block {
  readonly start: number;
  readonly length: number;
  /** The clean rows they show, counted from the block's first. */
  readonly ranks: Int32Array;
  readonly isCopy: Uint8Array;
  readonly isLate: Uint8Array;
  /** Of near copies the ordinal of the column that differs; else -1. */
  readonly near: Int32Array;
  /** Places in the block before rows came late. */
  readonly places: Int32Array;
  /** Where each clean row itself is delivered, by its rank. */
  readonly originals: Int32Array;
}

const BLOCK = 1024; // clean rows: within a block all is moved, so any row is found by looking at one block
const SLOTS = 2 * BLOCK; // random draws of a block: one per delivered row
const WORD = 4_294_967_296;

/** How many of a share fall into the first `blocks` blocks. */
const before = (share: number, blocks: number): number => Math.floor(share * BLOCK * blocks);
const startOf = ({ copies }: Disarray, block: number): number => block * BLOCK + before(copies, block);

/** Marks, of some slots, the `count` with the smallest draws. */
function markSmallest(slots: readonly number[], draw: (slot: number) => number, count: number): Uint8Array {
  const marks = new Uint8Array(SLOTS);
  if (count <= 0) return marks;
  // A draw and its slot in one number, so that numbers alone are sorted: both are exact below 2^53.
  const keys = Float64Array.from(slots, (slot) => draw(slot) * SLOTS + slot).sort();
  for (const key of keys.subarray(0, count)) marks[key % SLOTS] = 1;
  return marks;
}

/** Slots in the order in which they are delivered: late ones up to `by` places behind. */
function orderOf(places: number, lagOf: (place: number) => number): Int32Array {
  const keys = Float64Array.from({ length: places }, (_, place) => 2 * (place + lagOf(place)) * SLOTS + place);
  return Int32Array.from(keys.sort(), (key) => key % SLOTS);
}

function layOut(of: Disarray, machine: Machine, key: StreamKey, block: number): Block {
  const src = bits(machine, { from: block * SLOTS, length: SLOTS, numbers: 0 }, key, 0, 4);
  const words = machine.u32.slice(src / 4, src / 4 + SLOTS * 4);
  const word = (slot: number, k: number): number => words[slot * 4 + k]!;
  const count = before(of.copies, block + 1) - before(of.copies, block);
  const slots = Array.from({ length: BLOCK + count - 1 }, (_, slot) => slot + 1); // a copy has an original before it
  const copies = markSmallest(slots, (slot) => word(slot, 0), count);
  const isCopied = new Uint8Array(BLOCK);
  const ranks = new Int32Array(SLOTS);
  const wholeRows = Math.min(BLOCK, of.rows - block * BLOCK);
  let rank = 0;
  let length = 0;
  for (; length < BLOCK + count; length++) {
    if (rank < BLOCK && rank === wholeRows) break; // the last block is the beginning of a whole one
    if (copies[length] === 1) isCopied[(ranks[length] = Math.floor((word(length, 1) / WORD) * rank))] = 1;
    else ranks[length] = rank++;
  }
  const due = Math.floor(((before(of.late, block + 1) - before(of.late, block)) * rank) / BLOCK);
  const movable =
    due === 0
      ? []
      : Array.from({ length: Math.max(0, length - 1) }, (_, slot) => slot).filter(
          (slot) => copies[slot] === 0 && isCopied[ranks[slot]!] === 0,
        );
  const late = markSmallest(movable, (slot) => word(slot, 2), due);
  const order = orderOf(length, (slot) => (late[slot] === 1 ? 1.5 + Math.floor((word(slot, 3) / WORD) * of.by) : 0));
  const laid = {
    start: startOf(of, block),
    length,
    ranks: order.map((slot) => ranks[slot]!),
    isCopy: Uint8Array.from(order, (slot) => copies[slot]!),
    isLate: Uint8Array.from(order, (slot) => late[slot]!),
    near: order.map((slot) =>
      copies[slot] === 1 && word(slot, 2) / WORD < of.near ? Math.floor((word(slot, 3) / WORD) * of.columns) : -1,
    ),
    places: order,
    originals: new Int32Array(BLOCK),
  };
  order.forEach((slot, k) => {
    if (copies[slot] === 0) laid.originals[ranks[slot]!] = k;
  });
  // Rows that moved only past others that moved too may be back in place.
  const leastBehind = order.slice();
  for (let k = length - 2; k >= 0; k--) leastBehind[k] = Math.min(leastBehind[k]!, leastBehind[k + 1]!);
  for (let k = 0, most = -1; k < length; k++) {
    const slot = order[k]!;
    if (most < slot && leastBehind[k] === slot) laid.isLate[k] = 0;
    most = Math.max(most, slot);
  }
  return laid;
}

/** Rows that are delivered in the end. */
export function countDelivered(of: Disarray, machine: Machine, key: StreamKey): number {
  const blocks = Math.floor(of.rows / BLOCK);
  const whole = startOf(of, blocks);
  return of.rows === blocks * BLOCK ? whole : whole + layOut(of, machine, key, blocks).length;
}

/** Four columns of each delivered row: the clean row it shows; of a copy the place of its original, of a late row its proper place, else -1; the ordinal of the column in which a near copy differs, else -1. */
export function disarray(of: Disarray): Kernel {
  // Neighbouring batches share a block.
  let known: { readonly key: StreamKey; readonly block: number; readonly laid: Block } | undefined;
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const numbers = rowNumbers(machine, rows);
      const columns = [0, 1, 2, 3].map(() => machine.alloc(n * 8));
      const [sources, originals, proper, near] = columns as [number, number, number, number];
      for (let i = 0; i < n; i++) {
        const row = machine.f64[numbers / 8 + i]!;
        let block = known?.block ?? 0;
        if (known === undefined || row < known.laid.start || row >= known.laid.start + known.laid.length) {
          block = Math.floor(row / (BLOCK * (1 + of.copies))); // or one beside it
          while (startOf(of, block) > row) block--;
          while (startOf(of, block + 1) <= row) block++;
        }
        if (known?.block !== block || known.key !== key) known = { key, block, laid: layOut(of, machine, key, block) };
        const { laid } = known;
        const { f64 } = machine;
        const k = row - laid.start;
        const rank = laid.ranks[k]!;
        f64[sources / 8 + i] = block * BLOCK + rank;
        f64[originals / 8 + i] = laid.isCopy[k] === 1 ? laid.start + laid.originals[rank]! : -1;
        f64[proper / 8 + i] = laid.isLate[k] === 1 ? laid.start + laid.places[k]! : -1;
        f64[near / 8 + i] = laid.near[k]!;
      }
      return columns.map((at) => ({ layout: "f64", at, valid: 0 }));
    },
  };
}
