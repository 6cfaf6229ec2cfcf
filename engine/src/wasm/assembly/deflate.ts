// Raw deflate, RFC 1951, made for rows of text: greedy matches through one hash table, dynamic Huffman codes per block.
// Bytes depend on the input alone, so every runtime and every cut of the input gives the same file.
import { makeCode, scratchBytes, word } from "./huffman";

const HASH_BITS = 15, HASH_SIZE = 1 << HASH_BITS;
const WINDOW: u32 = 32768, MATCH_LEAST: u32 = 4, MATCH_MOST: u32 = 258;
const LITERALS = 286, DISTANCES = 30, CODE_LENGTHS = 19;
const LENGTH_MOST = 15, CODE_LENGTH_MOST = 7;

const LENGTH_SYMBOL = memory.data(259); // length -> symbol - 256
const LENGTH_BASE = memory.data(29 * 4), LENGTH_EXTRA = memory.data(29 * 4);
const DISTANCE_SYMBOL = memory.data(512); // (distance - 1) < 256, then (distance - 1) >> 7
const DISTANCE_BASE = memory.data(30 * 4), DISTANCE_EXTRA = memory.data(30 * 4);

@inline
function distanceSlot(distance: u32): u32 {
  const d: u32 = distance - 1;
  return d < 256 ? d : <u32>256 + (d >> 7);
}

@inline
function distanceSymbol(distance: u32): u32 {
  return load<u8>(DISTANCE_SYMBOL + distanceSlot(distance));
}

function fillTables(): void {
  let base: u32 = 3;
  for (let s: u32 = 0; s < 28; s++) {
    const extra = s < 8 ? 0 : (s >> 2) - 1;
    store<u32>(LENGTH_BASE + (s << 2), base);
    store<u32>(LENGTH_EXTRA + (s << 2), extra);
    for (let k: u32 = 0; k < (<u32>1 << extra); k++) if (base + k < 259) store<u8>(LENGTH_SYMBOL + base + k, <u8>(s + 1));
    base += 1 << extra;
  }
  store<u32>(LENGTH_BASE + (28 << 2), 258);
  store<u32>(LENGTH_EXTRA + (28 << 2), 0);
  store<u8>(LENGTH_SYMBOL + 258, 29);
  base = 1;
  for (let s: u32 = 0; s < 30; s++) {
    const extra = s < 4 ? 0 : (s >> 1) - 1;
    store<u32>(DISTANCE_BASE + (s << 2), base);
    store<u32>(DISTANCE_EXTRA + (s << 2), extra);
    for (let k: u32 = 0; k < (<u32>1 << extra); k++) {
      store<u8>(DISTANCE_SYMBOL + distanceSlot(base + k), <u8>s);
    }
    base += 1 << extra;
  }
}
fillTables();


// What one stream keeps, at the address `stream`.
const BITS = 0, COUNT = 8, DONE = 12; // u64 of bits not yet written, how many, bytes of input so far
const TABLE = 16; // hash -> position + 1 of the last text with that hash
const LITERAL_USES = TABLE + HASH_SIZE * 4, DISTANCE_USES = LITERAL_USES + 288 * 4, LENGTH_USES = DISTANCE_USES + 32 * 4;
const LITERAL_CODES = LENGTH_USES + 32 * 4, DISTANCE_CODES = LITERAL_CODES + 288 * 4, LENGTH_CODES = DISTANCE_CODES + 32 * 4;
const SCRATCH = LENGTH_CODES + 32 * 4, RUNS = SCRATCH + scratchBytes;
const TOKENS = RUNS + 320 * 4; // a literal, or 2^31 | length << 16 | distance - 1

/** Bytes of a stream whose blocks have at most `block` bytes. */
export function deflateBytes(block: u32): u32 {
  return TOKENS + block * 4;
}

/** Begins a stream. */
export function deflateBegin(stream: usize): void {
  memory.fill(stream, 0, LITERAL_USES);
}

@inline
function put(stream: usize, out: usize, value: u64, n: u32): usize {
  const count = load<u32>(stream, COUNT), bits = load<u64>(stream, BITS) | (value << count), all = count + n;
  store<u64>(out, bits);
  store<u64>(stream, bits >> (all & ~7), BITS);
  store<u32>(stream, all & 7, COUNT);
  return out + (all >> 3);
}

/** Cuts [from, to) into literals and matches, counts them, and returns the end of the tokens. `history` bytes before `from` may be referred to. */
function tokenise(stream: usize, from: usize, to: usize): usize {
  let tokens = stream + TOKENS, i = from;
  const table = stream + TABLE, uses = stream + LITERAL_USES, distances = stream + DISTANCE_USES;
  memory.fill(uses, 0, (288 + 32) * 4);
  const origin = <u32>from - load<u32>(stream, DONE) - 1; // address - origin = position + 1
  const last = to - MATCH_LEAST;
  while (i <= last && to - from >= MATCH_LEAST) {
    const text = load<u32>(i), slot = table + (<usize>((text * 0x9e3779b1) >> (32 - HASH_BITS)) << 2); // golden ratio
    const here = <u32>i - origin, there = load<u32>(slot), distance = here - there;
    store<u32>(slot, here);
    if (there != 0 && distance <= WINDOW && load<u32>(i - distance) == text) {
      let n: u32 = 4;
      const most = min<u32>(MATCH_MOST, <u32>(to - i));
      while (n + 8 <= most) {
        const differing = load<u64>(i + n) ^ load<u64>(i + n - distance);
        if (differing != 0) {
          n += <u32>(ctz(differing) >> 3);
          break;
        }
        n += 8;
      }
      if (n + 8 > most) while (n < most && load<u8>(i + n) == load<u8>(i + n - distance)) n++;
      store<u32>(tokens, 0x80000000 | (n << 16) | (distance - 1));
      tokens += 4;
      const u = uses + ((256 + <usize>load<u8>(LENGTH_SYMBOL + n)) << 2), v = distances + (<usize>distanceSymbol(distance) << 2);
      store<u32>(u, load<u32>(u) + 1);
      store<u32>(v, load<u32>(v) + 1);
      const next = i + n;
      for (i += 1; i < next && i <= last; i += STEP) store<u32>(table + (<usize>((load<u32>(i) * 0x9e3779b1) >> (32 - HASH_BITS)) << 2), <u32>i - origin);
      i = next;
    } else {
      const c = <usize>(text & 255), u = uses + (c << 2);
      store<u32>(tokens, <u32>c);
      store<u32>(u, load<u32>(u) + 1);
      tokens += 4;
      i++;
    }
  }
  for (; i < to; i++) {
    const c = <usize>load<u8>(i), u = uses + (c << 2);
    store<u32>(tokens, <u32>c);
    store<u32>(u, load<u32>(u) + 1);
    tokens += 4;
  }
  store<u32>(uses, 1, 256 * 4); // end of block
  return tokens;
}
const STEP: usize = 3; // every third place inside a match can be found again

@inline
function lengthAt(stream: usize, i: i32, literals: i32): u32 {
  return (i < literals ? load<u32>(word(stream + LITERAL_CODES, i)) : load<u32>(word(stream + DISTANCE_CODES, i - literals))) >> 16;
}

/** The lengths of both codes as runs, RFC 1951, 3.2.7: symbol | extra bits << 8 each; returns their number and counts the symbols. */
function makeRuns(stream: usize, literals: i32, distances: i32): i32 {
  const uses = stream + LENGTH_USES, runs = stream + RUNS, all = literals + distances;
  memory.fill(uses, 0, 32 * 4);
  let n = 0;
  for (let i = 0; i < all; ) {
    const length = lengthAt(stream, i, literals);
    let same = 1;
    while (i + same < all && lengthAt(stream, i + same, literals) == length) same++;
    let symbol = length, extra: u32 = 0;
    if (length == 0 && same >= 11) {
      same = min(same, 138);
      symbol = 18;
      extra = same - 11;
    } else if (length == 0 && same >= 3) {
      symbol = 17;
      extra = same - 3;
    } else if (same >= 4) {
      // the first of the run stands for itself
      store<u32>(word(runs, n++), length);
      store<u32>(word(uses, length), load<u32>(word(uses, length)) + 1);
      i++;
      same = min(same - 1, 6);
      symbol = 16;
      extra = same - 3;
    } else same = 1;
    store<u32>(word(runs, n++), symbol | (extra << 8));
    store<u32>(word(uses, symbol), load<u32>(word(uses, symbol)) + 1);
    i += same;
  }
  return n;
}

const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]); // RFC 1951, 3.2.7

@inline
function runExtra(symbol: u32): u32 {
  return symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0;
}

/** Bits of all uses under a code, extra bits included. */
function cost(uses: usize, codes: usize, size: i32, extra: usize, firstExtra: i32): u64 {
  let sum: u64 = 0;
  for (let s = 0; s < size; s++) {
    const bits = (load<u32>(word(codes, s)) >> 16) + (s >= firstExtra ? load<u32>(word(extra, s - firstExtra)) : 0);
    sum += <u64>load<u32>(word(uses, s)) * bits;
  }
  return sum;
}

function writeTokens(stream: usize, end: usize, out: usize): usize {
  const literals = stream + LITERAL_CODES, distances = stream + DISTANCE_CODES;
  let bits = load<u64>(stream, BITS), count = <u64>load<u32>(stream, COUNT), p = out;
  for (let t = stream + TOKENS; t < end; t += 4) {
    const token = load<u32>(t);
    if (token < 0x80000000) {
      const code = load<u32>(word(literals, token));
      bits |= <u64>(code & 0xffff) << count;
      count += code >> 16;
    } else {
      const length = (token >> 16) & 0x1ff, distance = (token & 0x7fff) + 1;
      const symbol = <usize>load<u8>(LENGTH_SYMBOL + length) - 1, code = load<u32>(literals + ((257 + symbol) << 2));
      bits |= <u64>(code & 0xffff) << count;
      count += code >> 16;
      bits |= <u64>(length - load<u32>(LENGTH_BASE + (symbol << 2))) << count;
      count += load<u32>(LENGTH_EXTRA + (symbol << 2));
      const far = <usize>distanceSymbol(distance), farCode = load<u32>(distances + (far << 2));
      bits |= <u64>(farCode & 0xffff) << count;
      count += farCode >> 16;
      bits |= <u64>(distance - load<u32>(DISTANCE_BASE + (far << 2))) << count;
      count += load<u32>(DISTANCE_EXTRA + (far << 2));
    }
    store<u64>(p, bits); // at most 7 + 15 + 5 + 15 + 13 bits
    p += <usize>(count >> 3);
    bits >>= count & ~7;
    count &= 7;
  }
  store<u64>(stream, bits, BITS);
  store<u32>(stream, <u32>count, COUNT);
  const stop = load<u32>(literals, 256 * 4);
  return put(stream, p, stop & 0xffff, stop >> 16);
}

/** Fills up the byte and sends [from, to) as it is, RFC 1951, 3.2.4; nothing at all is a mark that ends a byte. */
function writeStored(stream: usize, from: usize, to: usize, out: usize): usize {
  let p = out, a = from;
  do {
    const n = <u32>min<usize>(to - a, 65535);
    p = put(stream, p, 0, 3);
    p = put(stream, p, 0, (8 - load<u32>(stream, COUNT)) & 7);
    store<u32>(p, n | (~n << 16));
    memory.copy(p + 4, a, n);
    p += 4 + n;
    a += n;
  } while (a < to);
  return p;
}

/**
 * The next bytes [from, to) of a stream as one block; returns the end of the output, which needs to - from + 64 bytes.
 * The 32 KiB of the stream before `from`, as far as it had them, must still stand before it.
 */
export function deflateBlock(stream: usize, from: usize, to: usize, out: usize): usize {
  if (from == to) return out;
  const bytes = <u32>(to - from);
  if (load<u32>(stream, DONE) > 0x7fffffff - bytes) {
    store<u32>(stream, 0, DONE);
    memory.fill(stream + TABLE, 0, HASH_SIZE * 4);
  }
  const end = tokenise(stream, from, to);
  store<u32>(stream, load<u32>(stream, DONE) + bytes, DONE);
  const uses = stream + LITERAL_USES, codes = stream + LITERAL_CODES, farUses = stream + DISTANCE_USES, farCodes = stream + DISTANCE_CODES;
  makeCode(stream + SCRATCH, uses, codes, LITERALS, LENGTH_MOST);
  makeCode(stream + SCRATCH, farUses, farCodes, DISTANCES, LENGTH_MOST);
  let literals = LITERALS, distances = DISTANCES, lengths = CODE_LENGTHS;
  while (literals > 257 && load<u32>(word(codes, literals - 1)) == 0) literals--;
  while (distances > 1 && load<u32>(word(farCodes, distances - 1)) == 0) distances--;
  const runs = makeRuns(stream, literals, distances), lengthCodes = stream + LENGTH_CODES;
  makeCode(stream + SCRATCH, stream + LENGTH_USES, lengthCodes, CODE_LENGTHS, CODE_LENGTH_MOST);
  while (lengths > 4 && load<u32>(word(lengthCodes, load<u8>(ORDER + lengths - 1))) == 0) lengths--;
  let most = <u64>(3 + 14 + lengths * 3) + cost(uses, codes, LITERALS, LENGTH_EXTRA, 257) + cost(farUses, farCodes, DISTANCES, DISTANCE_EXTRA, 0);
  for (let k = 0; k < runs; k++) {
    const symbol = load<u32>(word(stream + RUNS, k)) & 255;
    most += (load<u32>(word(lengthCodes, symbol)) >> 16) + runExtra(symbol);
  }
  if (most >= (<u64>bytes + 5) << 3) return writeStored(stream, from, to, out);
  let p = put(stream, out, 4 | (<u64>(literals - 257) << 3) | (<u64>(distances - 1) << 8) | (<u64>(lengths - 4) << 13), 17);
  for (let k = 0; k < lengths; k++) p = put(stream, p, load<u32>(word(lengthCodes, load<u8>(ORDER + k))) >> 16, 3);
  for (let k = 0; k < runs; k++) {
    const run = load<u32>(word(stream + RUNS, k)), symbol = run & 255, code = load<u32>(word(lengthCodes, symbol));
    p = put(stream, p, code & 0xffff, code >> 16);
    p = put(stream, p, run >> 8, runExtra(symbol));
  }
  return writeTokens(stream, end, p);
}

/** Ends the stream's last byte so that another may follow, or with `last` the whole; returns the end of the output, at most 16 bytes on. */
export function deflateEnd(stream: usize, out: usize, last: bool): usize {
  if (!last) return writeStored(stream, out, out, out);
  const p = put(stream, out, 3, 10); // an empty block of fixed codes
  return put(stream, p, 0, (8 - load<u32>(stream, COUNT)) & 7);
}
