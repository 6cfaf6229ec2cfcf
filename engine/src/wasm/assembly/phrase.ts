import { writePadded, writeU32 } from "./number";
import { copy } from "./text";

// A node is 8 u32: what, a, b, c, d, flags, 0, 0; `kernels/phrase.ts` lays them out by the same names.
const LITERAL: u32 = 0; // a address, b bytes
const WORD: u32 = 1; // a offsets, b bytes, c count
const CHOICE: u32 = 2; // a nodes, b count, c alias table or 0
const SEQUENCE: u32 = 3; // a nodes, b count
const REPEAT: u32 = 4; // a node, b min, c max, d separator node
const NUMBER: u32 = 5; // a min, b count, c digits or 0
const FILL: u32 = 6; // a word node, b min, c max characters
const INPUT: u32 = 7; // a offsets, b bytes, c codes or 0
const CASE: u32 = 8; // a nodes, b count, c codes
const CAPITAL: u32 = 1, ARTICLE: u32 = 2; // flags: first letter upper; "a" or "an" before it

// One row's random numbers. Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, doi:10.1145/2714064.2660195.
let state: u64 = 0;

@inline
function next(): u64 {
  state += 0x9e3779b97f4a7c15;
  let z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** One of 0 ... count - 1. */
@inline
function below(count: u32): u32 {
  return <u32>(((next() >> 32) * count) >> 32);
}

/** Writes bytes [a, e) at p, with the flags obeyed; ASCII letters only. */
function writeWord(p: usize, a: usize, e: usize, flags: u32): usize {
  if ((flags & ARTICLE) != 0) {
    const c = load<u8>(a) | 32;
    store<u8>(p++, (flags & CAPITAL) != 0 ? 65 : 97);
    if (c == 97 || c == 101 || c == 105 || c == 111 || c == 117) store<u8>(p++, 110);
    store<u8>(p++, 32);
    return copy(p, a, e - a);
  }
  const end = copy(p, a, e - a);
  if ((flags & CAPITAL) != 0) {
    const c = load<u8>(p);
    if (c >= 97 && c <= 122) store<u8>(p, c - 32);
  }
  return end;
}

function writeList(p: usize, at: usize, flags: u32): usize {
  const entry = <usize>load<u32>(at, 4) + (<usize>below(load<u32>(at, 12)) << 2), bytes = <usize>load<u32>(at, 8);
  return writeWord(p, bytes + load<u32>(entry), bytes + load<u32>(entry, 4), flags);
}

/** Words and spaces, cut to exactly so many characters; never a space at the end. */
function writeFill(p: usize, at: usize): usize {
  const word = <usize>load<u32>(at, 4), min = load<u32>(at, 8);
  const target = min + below(load<u32>(at, 12) - min + 1);
  if (target == 0) return p;
  let characters: u32 = 0, e = writeList(p, word, CAPITAL);
  for (;;) {
    for (; p < e; p++) {
      if ((load<u8>(p) & 0xc0) != 0x80 && ++characters > target) {
        e = 0;
        break;
      }
    }
    if (e == 0 || characters == target) break;
    store<u8>(p, 32);
    e = writeList(p + 1, word, 0);
  }
  if (load<u8>(p - 1) == 32) store<u8>(p - 1, 46);
  return p;
}

function writeNode(p: usize, at: usize, i: usize): usize {
  switch (load<u32>(at)) {
    case LITERAL: return copy(p, <usize>load<u32>(at, 4), <usize>load<u32>(at, 8));
    case WORD: return writeList(p, at, load<u32>(at, 20));
    case CHOICE: {
      const count = load<u32>(at, 8), table = <usize>load<u32>(at, 12), x = (next() >> 32) * count;
      let k = <u32>(x >> 32);
      if (table != 0) {
        const entry = table + (<usize>k << 4);
        if (<f64>(<u32>x) * (1.0 / 4294967296.0) >= load<f64>(entry)) k = <u32>load<f64>(entry, 8);
      }
      return writeNode(p, <usize>load<u32>(<usize>load<u32>(at, 4) + (<usize>k << 2)), i);
    }
    case SEQUENCE: {
      const nodes = <usize>load<u32>(at, 4), end = nodes + (<usize>load<u32>(at, 8) << 2);
      for (let d = nodes; d < end; d += 4) p = writeNode(p, <usize>load<u32>(d), i);
      return p;
    }
    case REPEAT: {
      const node = <usize>load<u32>(at, 4), min = load<u32>(at, 8), separator = <usize>load<u32>(at, 16);
      const times = min + below(load<u32>(at, 12) - min + 1);
      for (let k: u32 = 0; k < times; k++) {
        if (k > 0) p = writeNode(p, separator, i);
        p = writeNode(p, node, i);
      }
      return p;
    }
    case NUMBER: {
      const v = load<u32>(at, 4) + below(load<u32>(at, 8)), width = load<u32>(at, 12);
      return width == 0 ? writeU32(p, v) : writePadded(p, v, width);
    }
    case FILL: return writeFill(p, at);
    case CASE: return writeNode(p, <usize>load<u32>(<usize>load<u32>(at, 4) + (<usize>load<u32>(<usize>load<u32>(at, 12) + (i << 2)) << 2)), i);
    default: {
      const codes = <usize>load<u32>(at, 12), k = codes == 0 ? i : <usize>load<u32>(codes + (i << 2));
      const entry = <usize>load<u32>(at, 4) + (k << 2), bytes = <usize>load<u32>(at, 8);
      return writeWord(p, bytes + load<u32>(entry), bytes + load<u32>(entry, 4), load<u32>(at, 20));
    }
  }
}

/**
 * One phrase per row: what the node at `root` gives with the random numbers of the 64 bits at `src`. Stops before a row when `p` has passed
 * `end`, which lies a longest phrase before the memory's end, and returns 0 then; else the end. `offsets` gets n + 1 offsets.
 */
export function phrases(root: usize, src: usize, n: i32, offsets: usize, out: usize, end: usize): usize {
  let p = out;
  store<u32>(offsets, 0);
  for (let i = 0; i < n; i++) {
    if (p > end) return 0;
    state = load<u64>(src + (<usize>i << 3));
    p = writeNode(p, root, i);
    store<u32>(offsets + (<usize>(i + 1) << 2), <u32>(p - out));
  }
  return p;
}
