import type { Column, Dictionary } from "../batch/column.ts";
import { loadWords } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import { openGrowing } from "../wasm/growing.ts";
import type { Machine } from "../wasm/machine.ts";
import { encodings, type PutPage, type Spool } from "./parquet-page.ts";
import type { Range } from "./parquet-statistics.ts";

/** The codes of one column chunk, and the words they stand for. */
export interface Words {
  put(column: Column, i0: number, i1: number): void;
  /** Appends the dictionary page: the words that the chunk uses, in the dictionary's order. */
  endDictionary(spool: Spool): void;
  /** RLE_DICTIONARY values, to `write` of the raw page: their address and length, `room` bytes before them free. */
  endCodes(): { at: number; length: number };
}

const RUN_MOST = 6; // bytes of the bit width and of a run's header
const SPARE = 32;

/** Unsigned LEB128 at `at`; returns the end. */
export function putVarint(u8: Uint8Array, at: number, value: number): number {
  let p = at;
  for (let rest = value; ; rest >>>= 7) {
    u8[p++] = rest > 127 ? (rest & 127) | 128 : rest;
    if (rest <= 127) return p;
  }
}

/** `rows` bounds the rows of a chunk; `room` bytes stay free before the codes. */
export function openWords(
  machine: Machine,
  dictionary: Dictionary,
  rows: number,
  room: number,
  parts: { readonly range: Range; readonly putPage: PutPage },
): Words {
  const { loops } = machine;
  const words = loadWords(machine, dictionary);
  const seen = machine.keep(words.count);
  const map = machine.keep(words.count * 4);
  machine.u8.fill(0, seen, seen + words.count);
  const codes = openGrowing(machine, Math.min(rows, 4096) * 4);
  const packed = openGrowing(machine, room + RUN_MOST);
  let used = 0; // bytes of codes
  let distinct = 0;
  return {
    put(column, i0, i1) {
      invariant(column.layout === "dict", "the header names a dictionary");
      const at = codes.reserve(used, (i1 - i0) * 4 + SPARE);
      used = loops.putCodes(column.at, column.valid, i0, i1, seen, at + used) - at;
    },
    endDictionary(spool) {
      parts.range.widenWords(words, seen);
      distinct = loops.numberSeen(seen, words.count, map);
      const most = distinct * (words.longest + 4);
      const total = machine.u32[words.offsets / 4 + words.count]! + 4 * distinct;
      const at = packed.reserve(0, Math.min(most, total) + SPARE);
      const length = loops.putSeen(seen, words.count, words.offsets, words.bytes, at) - at;
      machine.u8.fill(0, seen, seen + words.count);
      parts.putPage(spool, { dictionary: true, values: distinct, encoding: encodings.plain }, at, length);
    },
    endCodes() {
      const count = used / 4;
      used = 0;
      const width = distinct <= 2 ? 1 : 32 - Math.clz32(distinct - 1); // not every reader takes 0 bits
      const groups = Math.ceil(count / 8);
      const start = packed.reserve(0, room + RUN_MOST + groups * width + SPARE) + room;
      machine.u8[start] = width;
      if (count === 0) return { at: start, length: 1 };
      // One bit-packed run: its header is the number of groups of 8 and the bit 1 (Encodings.md, RLE).
      const body = putVarint(machine.u8, start + 1, groups * 2 + 1);
      const end = loops.packCodes(codes.at, count, map, width, body);
      return { at: start, length: end - start };
    },
  };
}
