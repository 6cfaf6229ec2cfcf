import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import { rowNumbers } from "../random/rows.ts";

/** How deep the rows of a table lie that refers to itself. */
export interface Tree {
  /** So many rows at the beginning are roots; 0 where the first share is that of the roots. */
  readonly roots: number;
  /** The share of each depth, the shallowest first; they add up to 1. */
  readonly shares: readonly number[];
}

const LEAST_BLOCK = 1000; // rows after which depths repeat: shares hold to a thousandth
const MOST_BLOCK = 1_000_000;

interface Block {
  /** The depth of each row. */
  readonly depths: Uint16Array;
  /** Rows of the depth above among those before. */
  readonly above: Uint32Array;
  /** Of each depth: its rows. */
  readonly rows: readonly Uint32Array[];
}

/** Depths for a block of rows so that any beginning of it has each share, to a row: the next row goes to the depth that is furthest behind, once there is a row above. */
function openBlock(shares: readonly number[], hasRoots: boolean): Block {
  const least = Math.min(...shares.filter((share) => share > 0));
  const size = Math.min(MOST_BLOCK, Math.max(LEAST_BLOCK, Math.ceil(1 / least)));
  const depths = new Uint16Array(size);
  const above = new Uint32Array(size);
  const rows: number[][] = shares.map(() => []);
  for (let i = 0; i < size; i++) {
    let depth = 0;
    let behind = -Infinity;
    for (let d = 0; d < shares.length; d++) {
      if (d > 0 && rows[d - 1]!.length === 0) break;
      const gap = shares[d]! * (i + 1) - rows[d]!.length;
      if (gap > behind) {
        behind = gap;
        depth = d;
      }
    }
    if (i === 0 && !hasRoots) depth = 0;
    depths[i] = depth;
    above[i] = depth === 0 ? 0 : rows[depth - 1]!.length;
    rows[depth]!.push(i);
  }
  return { depths, above, rows: rows.map((list) => Uint32Array.from(list)) };
}

/**
 * The row above, one of the depth before that stands earlier in the table; null for roots. Depths follow from the row number alone, and rows
 * that are added later leave those before them where they are. Of the rows of the depth above, the later half of those before are equally likely, so
 * that no row gathers children without end.
 */
export function treeRow({ roots, shares }: Tree): Kernel {
  const block = openBlock(shares, roots > 0);
  const size = block.depths.length;
  const pick = (row: number, u: number): number => {
    if (row < roots) return -1;
    const place = row - roots;
    const turn = Math.floor(place / size);
    const i = place - turn * size;
    const depth = block.depths[i]!;
    if (depth === 0) return roots === 0 ? -1 : Math.floor(u * roots);
    const list = block.rows[depth - 1]!;
    const count = turn * list.length + block.above[i]!;
    const first = Math.floor(count / 2);
    const k = first + Math.floor(u * (count - first));
    const before = Math.floor(k / list.length);
    return roots + before * size + list[k - before * list.length]!;
  };
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const numbers = rowNumbers(machine, rows);
      const at = machine.alloc(n * 8);
      machine.loops.uniform(bits(machine, rows, key, 0, 2), n, 0, 1, at);
      const bytes = (n + 7) >> 3;
      const valid = machine.alloc(bytes);
      const { u8, f64 } = machine;
      u8.fill(0, valid, valid + bytes);
      for (let i = 0; i < n; i++) {
        const above = pick(f64[numbers / 8 + i]!, f64[at / 8 + i]!);
        f64[at / 8 + i] = Math.max(0, above);
        if (above >= 0) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
      }
      return [{ layout: "f64", at, valid }];
    },
  };
}
