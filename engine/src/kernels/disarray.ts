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

/** One delivered row. */
interface Entry {
  /** The clean row it shows. */
  readonly source: number;
  readonly copy: boolean;
  /** Of a near copy, the ordinal of the column that differs; else -1. */
  readonly near: number;
  /** Place in the block before rows came late. */
  readonly place: number;
  readonly late: boolean;
}

/** The delivered rows of one block, with where each original is delivered. */
interface Block {
  readonly start: number;
  readonly entries: readonly Entry[];
  readonly originals: ReadonlyMap<number, number>;
}

const BLOCK = 1024; // clean rows: within a block all is moved, so any row is found by looking at one block
const SLOTS = 2 * BLOCK; // random draws of a block: one per delivered row
const WORD = 4_294_967_296;

/** How many of a share fall into the first `blocks` blocks. */
const before = (share: number, blocks: number): number => Math.floor(share * BLOCK * blocks);
const startOf = ({ copies }: Disarray, block: number): number => block * BLOCK + before(copies, block);

/** Indexes of the `count` smallest draws among some. */
function smallest(candidates: readonly number[], draw: (index: number) => number, count: number): ReadonlySet<number> {
  return new Set([...candidates].sort((a, b) => draw(a) - draw(b) || a - b).slice(0, Math.max(0, count)));
}

function layOut(of: Disarray, machine: Machine, key: StreamKey, block: number): Block {
  const src = bits(machine, { from: block * SLOTS, length: SLOTS, numbers: 0 }, key, 0, 4);
  const words = machine.u32.slice(src / 4, src / 4 + SLOTS * 4);
  const draw = (slot: number, k: number): number => words[slot * 4 + k]! / WORD;
  const count = before(of.copies, block + 1) - before(of.copies, block);
  const slots = Array.from({ length: BLOCK + count }, (_, slot) => slot);
  const copies = smallest(slots.slice(1), (slot) => draw(slot, 0), count);
  const copied = new Set<number>();
  const kept: (Omit<Entry, "place" | "late"> & { readonly slot: number })[] = [];
  let rank = 0;
  for (const slot of slots) {
    if (rank < BLOCK && block * BLOCK + rank === of.rows) break; // the last block is the beginning of a whole one
    const copy = copies.has(slot);
    const source = block * BLOCK + (copy ? Math.floor(draw(slot, 1) * rank) : rank++);
    const near = copy && draw(slot, 2) < of.near ? Math.floor(draw(slot, 3) * of.columns) : -1;
    if (copy) copied.add(source);
    kept.push({ source, copy, near, slot });
  }
  const due = Math.floor(((before(of.late, block + 1) - before(of.late, block)) * rank) / BLOCK);
  const movable = kept.flatMap(({ source, copy }, place) =>
    copy || copied.has(source) || place === kept.length - 1 ? [] : [place],
  );
  const late = smallest(movable, (place) => draw(kept[place]!.slot, 2), due);
  const lag = (place: number): number => (late.has(place) ? 1.5 + Math.floor(draw(kept[place]!.slot, 3) * of.by) : 0);
  const order = kept.map((_, place) => place).sort((a, b) => a + lag(a) - (b + lag(b)) || a - b);
  // Rows that moved only past others that moved too may be back in place.
  const least = order.toReversed();
  for (let k = 1; k < least.length; k++) least[k] = Math.min(least[k]!, least[k - 1]!);
  let most = -1;
  const entries = order.map((place, k): Entry => {
    const { source, copy, near } = kept[place]!;
    const isInPlace = most < place && (k === order.length - 1 || least[order.length - 2 - k]! > place);
    most = Math.max(most, place);
    return { source, copy, near, place, late: late.has(place) && !isInPlace };
  });
  const start = startOf(of, block);
  const originals = new Map(entries.flatMap(({ source, copy }, k) => (copy ? [] : [[source, start + k] as const])));
  return { start, entries, originals };
}

/** Rows that are delivered in the end. */
export function countDelivered(of: Disarray, machine: Machine, key: StreamKey): number {
  const blocks = Math.floor(of.rows / BLOCK);
  const whole = startOf(of, blocks);
  return of.rows === blocks * BLOCK ? whole : whole + layOut(of, machine, key, blocks).entries.length;
}

/** Four columns of each delivered row: the clean row it shows; of a copy the place of its original, of a late row its proper place, else -1; the ordinal of the column in which a near copy differs, else -1. */
export function disarray(of: Disarray): Kernel {
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const numbers = rowNumbers(machine, rows);
      const columns = [0, 1, 2, 3].map(() => machine.alloc(n * 8));
      const [sources, originals, proper, near] = columns as [number, number, number, number];
      let known: { readonly block: number; readonly laid: Block } | undefined;
      for (let i = 0; i < n; i++) {
        const row = machine.f64[numbers / 8 + i]!;
        let block = known?.block ?? Math.floor(row / (BLOCK * (1 + of.copies)));
        while (startOf(of, block) > row) block--;
        while (startOf(of, block + 1) <= row) block++;
        if (known?.block !== block) known = { block, laid: layOut(of, machine, key, block) };
        const { start, entries, originals: places } = known.laid;
        const entry = entries[row - start]!;
        const { f64 } = machine;
        f64[sources / 8 + i] = entry.source;
        f64[originals / 8 + i] = entry.copy ? places.get(entry.source)! : -1;
        f64[proper / 8 + i] = entry.late ? start + entry.place : -1;
        f64[near / 8 + i] = entry.near;
      }
      return columns.map((at) => ({ layout: "f64", at, valid: 0 }));
    },
  };
}
