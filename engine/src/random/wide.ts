import type { Machine } from "../wasm/machine.ts";
import type { Rows } from "./rows.ts";
import { bits, type StreamKey } from "./stream.ts";

/** Random words row after row: row i has those from `at + i * stride * 4` on. */
export interface WideBits {
  readonly at: number;
  readonly stride: number;
}

/** At least `words` random words for each row, for cells that need more than one block of four: row r has the blocks from r * ceil(words / 4) on. */
export function wideBits(machine: Machine, rows: Rows, key: StreamKey, draw: number, words: number): WideBits {
  if (words <= 2) return { at: bits(machine, rows, key, draw, words === 2 ? 2 : 1), stride: words === 2 ? 2 : 1 };
  const blocks = Math.ceil(words / 4);
  const stride = blocks * 4;
  const length = rows.length * blocks;
  if (blocks === 1 || rows.numbers === 0) {
    const wide = { from: rows.from * blocks, length, numbers: rows.numbers };
    return { at: bits(machine, wide, key, draw, 4), stride };
  }
  const numbers = machine.alloc(length * 8);
  const { f64 } = machine;
  for (let i = 0, to = numbers / 8; i < rows.length; i++) {
    const first = f64[rows.numbers / 8 + i]! * blocks;
    for (let k = 0; k < blocks; k++) f64[to++] = first + k;
  }
  return { at: bits(machine, { from: 0, length, numbers }, key, draw, 4), stride };
}
