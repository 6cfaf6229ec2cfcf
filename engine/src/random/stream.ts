import { sha256 } from "@noble/hashes/sha2.js";
import type { Machine } from "../wasm/machine.ts";
import type { Rows } from "./rows.ts";

/** 64 bits that name a stream of random bits. */
export interface StreamKey {
  readonly k0: number;
  readonly k1: number;
}

const encoder = new TextEncoder();

/**
 * The key of the stream with these names under this random seed: the first 64 bits of SHA-256 over the length-prefixed names.
 * Names, not positions, choose a stream: adding a table or a field moves no other.
 */
export function streamKey(seed: number | string, ...names: readonly string[]): StreamKey {
  const hash = sha256.create();
  for (const part of [String(seed), ...names]) {
    const bytes = encoder.encode(part);
    hash.update(new Uint8Array([bytes.length & 255, (bytes.length >> 8) & 255, (bytes.length >> 16) & 255]));
    hash.update(bytes);
  }
  const d = hash.digest();
  const word = (at: number): number => (d[at]! | (d[at + 1]! << 8) | (d[at + 2]! << 16) | (d[at + 3]! << 24)) >>> 0;
  return { k0: word(0), k1: word(4) };
}

/** 32-bit words per row. */
export type Width = 1 | 2 | 4;

/**
 * Address of `width` random words for each row, row after row. `draw` tells apart several draws of one stream.
 * Philox4x32-10 with counter (row, draw, width) under the stream's key: any row costs the same.
 */
export function bits(machine: Machine, rows: Rows, key: StreamKey, draw: number, width: Width): number {
  const out = machine.alloc(rows.length * width * 4 + 80);
  if (rows.numbers === 0) return machine.loops.bits(key.k0, key.k1, rows.from, rows.length, draw, width, out);
  return machine.loops.bitsAt(key.k0, key.k1, rows.numbers, rows.length, draw, width, out);
}
