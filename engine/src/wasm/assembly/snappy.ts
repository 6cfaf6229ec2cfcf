import { copy } from "./text";

// Snappy blocks: https://github.com/google/snappy/blob/main/format_description.txt. The search is that of CompressFragment in snappy.cc,
// so it is greedy, and quick over what does not compress.
const BLOCK: usize = 65536; // matches do not reach over its edges: positions fit 16 bits
const TABLE_BITS: u32 = 14;
const TABLE = memory.data(32768, 16);
const MARGIN: usize = 15; // bytes before a block's end where no match starts
const MULTIPLIER: u32 = 0x1e35a7bd; // snappy.cc, HashBytes

@inline
function hash(p: usize, shift: u32): usize {
  return <usize>((load<u32>(p) * MULTIPLIER) >> shift) << 1;
}

@inline
function putLiteral(op: usize, from: usize, length: usize): usize {
  const n = length - 1;
  if (n < 60) store<u8>(op++, <u8>(n << 2));
  else if (n < 256) {
    store<u8>(op, 60 << 2);
    store<u8>(op, <u8>n, 1);
    op += 2;
  } else {
    store<u8>(op, 61 << 2);
    store<u16>(op, <u16>n, 1);
    op += 3;
  }
  return copy(op, from, length);
}

/** Copy with a 1-byte offset: 4 to 11 bytes from less than 2,048 back. */
@inline
function putShortCopy(op: usize, offset: usize, length: usize): usize {
  store<u16>(op, <u16>(1 | ((length - 4) << 2) | ((offset >> 8) << 5) | ((offset & 255) << 8)));
  return op + 2;
}

/** Copy with a 2-byte offset: 1 to 64 bytes. */
@inline
function putLongCopy(op: usize, offset: usize, length: usize): usize {
  store<u8>(op, <u8>(2 | ((length - 1) << 2)));
  store<u16>(op, <u16>offset, 1);
  return op + 3;
}

@inline
function putCopy(op: usize, offset: usize, length: usize): usize {
  if (length < 12 && offset < 2048) return putShortCopy(op, offset, length);
  for (; length >= 68; length -= 64) op = putLongCopy(op, offset, 64);
  if (length > 64) { // leaves at least 5
    op = putLongCopy(op, offset, 60);
    length -= 60;
  }
  return length < 12 && offset < 2048 ? putShortCopy(op, offset, length) : putLongCopy(op, offset, length);
}

/** How many bytes at `a` and `b` agree; b < end. */
@inline
function agree(a: usize, b: usize, end: usize): usize {
  const from = b;
  while (b + 8 <= end) {
    const x = load<u64>(a) ^ load<u64>(b);
    if (x != 0) return b - from + <usize>(ctz(x) >> 3);
    a += 8;
    b += 8;
  }
  while (b < end && load<u8>(a) == load<u8>(b)) {
    a++;
    b++;
  }
  return b - from;
}

@inline
function putRest(op: usize, from: usize, end: usize): usize {
  return from < end ? putLiteral(op, from, end - from) : op;
}

function putBlock(src: usize, length: usize, op: usize): usize {
  const end = src + length;
  if (length < MARGIN) return putRest(op, src, end);
  let tableBits: u32 = 8;
  while (tableBits < TABLE_BITS && (<usize>1 << tableBits) < length) tableBits++;
  const shift = 32 - tableBits, limit = end - MARGIN;
  memory.fill(TABLE, 0, <usize>2 << tableBits);
  let ip = src + 1, emit = src, ahead = hash(ip, shift);
  while (true) {
    let skip: usize = 32, next = ip, candidate: usize = 0;
    do {
      ip = next;
      const h = TABLE + ahead;
      next = ip + (skip >> 5);
      skip += skip >> 5;
      if (next > limit) return putRest(op, emit, end);
      ahead = hash(next, shift);
      candidate = src + <usize>load<u16>(h);
      store<u16>(h, <u16>(ip - src));
    } while (load<u32>(ip) != load<u32>(candidate));
    op = putLiteral(op, emit, ip - emit);
    do {
      const length: usize = 4 + agree(candidate + 4, ip + 4, end);
      op = putCopy(op, ip - candidate, length);
      ip += length;
      emit = ip;
      if (ip >= limit) return putRest(op, emit, end);
      store<u16>(TABLE + hash(ip - 1, shift), <u16>(ip - 1 - src));
      const h = TABLE + hash(ip, shift);
      candidate = src + <usize>load<u16>(h);
      store<u16>(h, <u16>(ip - src));
    } while (load<u32>(ip) == load<u32>(candidate));
    ip++;
    ahead = hash(ip, shift);
  }
}

/** Compresses `length` bytes; returns the end. `out` needs 32 + length + length / 6 bytes and 16 more (snappy.cc, MaxCompressedLength). */
export function snappy(src: usize, length: usize, out: usize): usize {
  let op = out, rest = length;
  while (rest > 127) {
    store<u8>(op++, <u8>(rest | 128));
    rest >>= 7;
  }
  store<u8>(op++, <u8>rest);
  for (let p = src, end = src + length; p < end; p += BLOCK) op = putBlock(p, min(BLOCK, end - p), op);
  return op;
}
