import type { Machine } from "../wasm/machine.ts";
import type { StreamKey } from "./stream.ts";

/** Cells that share a whole total, by what each may be. */
export interface Shape {
  /** Whole; min <= max, either may be infinite. */
  readonly min: number;
  readonly max: number;
  /** Shape of the gamma weights that a split looks like: 1 / alpha is the squared coefficient of variation above `min`. */
  readonly alpha: number;
}

/** Addresses, one f64 per row: its place, the first place of those it shares a total with, their number, and the total. */
export interface Places {
  readonly places: number;
  readonly firsts: number;
  readonly counts: number;
  readonly totals: number;
}

const PACKED_MOST = 549_755_813_888; // 2^39: a place and a row of a batch, 13 bits, in one double

/** Rows by ascending place; undefined where they stand so already. */
function ascending(places: Float64Array): Uint32Array | undefined {
  const n = places.length;
  let isSorted = true,
    most = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0 && places[i]! < places[i - 1]!) isSorted = false;
    if (places[i]! > most) most = places[i]!;
  }
  if (isSorted) return undefined;
  if (most < PACKED_MOST && n <= 8192) {
    const packed = places.map((place, i) => place * 8192 + i).sort();
    return Uint32Array.from(packed, (x) => x % 8192);
  }
  return Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
}

/**
 * Address of each row's cell. Over all places [first, first + count) the cells add up to the total exactly, and each is within the shape's ends,
 * wherever count * min <= total <= count * max. Without `min` a total below 0 is split like its opposite.
 */
export function splitCells(
  machine: Machine,
  key: StreamKey,
  length: number,
  at: Places,
  { min, max, alpha }: Shape,
): number {
  const order = ascending(machine.f64.slice(at.places / 8, at.places / 8 + length));
  const places = order === undefined ? at.places : machine.alloc(length * 8);
  const cells = machine.alloc(length * 8);
  const { f64, loops } = machine;
  if (order !== undefined) for (let k = 0; k < length; k++) f64[places / 8 + k] = f64[at.places / 8 + order[k]!]!;
  const { k0, k1 } = key;
  for (let k = 0; k < length;) {
    const i = order?.[k] ?? k;
    const first = f64[at.firsts / 8 + i]!,
      count = f64[at.counts / 8 + i]!,
      total = f64[at.totals / 8 + i]!;
    let end = k + 1;
    while (end < length && f64[places / 8 + end]! < first + count) end++;
    const isBelow = total < 0 && min === 0;
    if (isBelow) loops.splitTree(k0, k1, first, count, -total, 0, Infinity, alpha, places, k, end, cells);
    else loops.splitTree(k0, k1, first, count, total, min, max, alpha, places, k, end, cells);
    if (isBelow) for (let j = k; j < end; j++) f64[cells / 8 + j] = -f64[cells / 8 + j]! || 0;
    k = end;
  }
  if (order === undefined) return cells;
  const out = machine.alloc(length * 8);
  const view = machine.f64;
  for (let k = 0; k < length; k++) view[out / 8 + order[k]!] = view[cells / 8 + k]!;
  return out;
}
