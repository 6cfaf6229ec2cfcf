import { exp, expm1, log, log1p } from "../math/exact.ts";
import type { Machine } from "../wasm/machine.ts";
import { rowNumbers, type Rows } from "./rows.ts";
import type { StreamKey } from "./stream.ts";

/** Rows that each belong to one of some owners, so that both directions are arithmetic. */
export interface Counted {
  /** Address of the owner's row number of each row, f64. */
  ownersOf(machine: Machine, rows: Rows): number;
  /** For owners: addresses of the first position and of the number of positions of each, f64. */
  spansOf(machine: Machine, owners: Rows): { readonly firsts: number; readonly counts: number };
  /** Address of the row numbers at some positions, f64. */
  rowsAt(machine: Machine, positions: Rows): number;
}

/** Integral of t^-s from 1 to x, and its inverse; both near 0 as exact as elsewhere. */
function massUpTo(x: number, s: number): number {
  const y = log(x) * (1 - s);
  return (Math.abs(y) > 1e-8 ? expm1(y) / y : 1 + y / 2) * log(x);
}
function reachOf(mass: number, s: number): number {
  const t = Math.max(-1, mass * (1 - s));
  return exp((Math.abs(t) > 1e-8 ? log1p(t) / t : 1 - t / 2) * mass);
}

/** A number of [-1/2, 1/2) for a rank; lowbias32 by C. Wellons. */
function jitterOf({ k0, k1 }: StreamKey, rank: number): number {
  let x = (rank ^ k0) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15) ^ k1 ^ Math.floor(rank / 4294967296), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 4294967296 - 0.5;
}

/**
 * Gives `rows` rows to `owners` owners. A keyed bijection sends a row to its position; positions belong to ranks, which end where the shares
 * of all ranks before add up to: equal ones moved by up to half a share, or those of Zipf's law with exponent `s`. A second bijection hides which owner has
 * which rank. So owner to rows is as cheap as row to owner, whatever their number.
 */
export function openCounted(
  { rows, owners, s }: { readonly rows: number; readonly owners: number; readonly s: number | undefined },
  key: StreamKey,
): Counted {
  const { k0, k1 } = key;
  const mass = s === undefined ? 0 : massUpTo(owners + 1, s);
  const startOf = (rank: number): number => {
    if (rank <= 0) return 0;
    if (rank >= owners) return rows;
    const share = s === undefined ? (rank + jitterOf(key, rank)) / owners : massUpTo(rank + 1, s) / mass;
    return Math.min(rows, Math.floor(rows * share));
  };
  const isAt = (rank: number, position: number): boolean => startOf(rank) <= position;
  const rankOf = (position: number): number => {
    const share = Math.min(1, (position + 1) / rows);
    const guess = s === undefined ? share * owners : reachOf(share * mass, s) - 1;
    // A rank starts at its number (moved by less than half): away from there the guess tells.
    const near = s === undefined ? Math.floor(guess + 0.5) : Math.floor(guess);
    const rest = s === undefined ? guess + 0.5 - near : guess - near;
    const isSure = rest > 1e-6 && rest < 1 - 1e-6 && near > 0 && near < owners - 1 && guess < 1e6;
    if (isSure) return s !== undefined || isAt(near, position) ? near : near - 1;
    let rank = Math.max(0, Math.min(owners - 1, near));
    while (rank > 0 && !isAt(rank, position)) rank--;
    while (rank < owners - 1 && isAt(rank + 1, position)) rank++;
    return rank;
  };
  return {
    ownersOf(machine, { from, length, numbers }) {
      const at = machine.alloc(length * 8);
      machine.loops.permute(k0, k1, rows, from, numbers, length, at);
      const { f64 } = machine;
      for (let i = at / 8, end = i + length; i < end; i++) f64[i] = rankOf(f64[i]!);
      machine.loops.permute(k0, k1 ^ 1, owners, 0, at, length, at);
      return at;
    },
    spansOf(machine, { from, length, numbers }) {
      const firsts = machine.alloc(length * 8),
        counts = machine.alloc(length * 8);
      machine.loops.unpermute(k0, k1 ^ 1, owners, from, numbers, length, firsts);
      const { f64 } = machine;
      for (let i = 0; i < length; i++) {
        const rank = f64[firsts / 8 + i]!;
        const first = startOf(rank);
        f64[firsts / 8 + i] = first;
        f64[counts / 8 + i] = startOf(rank + 1) - first;
      }
      return { firsts, counts };
    },
    rowsAt(machine, positions) {
      const at = machine.alloc(positions.length * 8);
      machine.loops.unpermute(k0, k1, rows, 0, rowNumbers(machine, positions), positions.length, at);
      return at;
    },
  };
}
