import { copy } from "./text";
import { isSet } from "./values";

// Pages and statistics of Parquet: https://github.com/apache/parquet-format, Encodings.md and parquet.thrift.

/** Text cells [i0, i1) as PLAIN BYTE_ARRAY: u32 length, bytes. Nulls take nothing. Returns the end; 16 bytes of rubbish may follow. */
export function putByteArrays(offsets: usize, bytes: usize, valid: usize, i0: i32, i1: i32, out: usize): usize {
  let p = out;
  for (let i = i0; i < i1; i++) {
    if (valid != 0 && isSet(valid, i) == 0) continue;
    const at = offsets + (<usize>i << 2), a = load<u32>(at), length = load<u32>(at, 4) - a;
    store<u32>(p, length);
    p = copy(p + 4, bytes + a, length);
  }
  return p;
}

/** Codes of cells that are not null, close together; sets byte `code` of `seen` for each. */
export function putCodes(src: usize, valid: usize, i0: i32, i1: i32, seen: usize, out: usize): usize {
  let p = out;
  for (let i = i0; i < i1; i++) {
    if (valid != 0 && isSet(valid, i) == 0) continue;
    const code = load<u32>(src + (<usize>i << 2));
    store<u32>(p, code);
    store<u8>(seen + <usize>code, 1);
    p += 4;
  }
  return p;
}

/** Numbers the codes that were seen in their order: map[code] = 0, 1, 2, ...; returns how many there are. */
export function numberSeen(seen: usize, count: i32, map: usize): i32 {
  let next: u32 = 0;
  for (let k = 0; k < count; k++) {
    store<u32>(map + (<usize>k << 2), next);
    next += load<u8>(seen + <usize>k);
  }
  return next;
}

/** The words that were seen as PLAIN BYTE_ARRAY. */
export function putSeen(seen: usize, count: i32, offsets: usize, bytes: usize, out: usize): usize {
  let p = out;
  for (let k = 0; k < count; k++) if (load<u8>(seen + <usize>k) != 0) p = putByteArrays(offsets, bytes, 0, k, k + 1, p);
  return p;
}

/** n codes, mapped, in `width` bits each, lowest first, with zeros to a multiple of 8 codes: the body of a bit-packed run. 1 <= width <= 32. */
export function packCodes(codes: usize, n: i32, map: usize, width: u32, out: usize): usize {
  let p = out;
  let bits: u64 = 0, filled: u32 = 0;
  const rounded = (n + 7) & ~7;
  for (let i = 0; i < rounded; i++) {
    const v: u32 = i < n ? load<u32>(map + (<usize>load<u32>(codes + (<usize>i << 2)) << 2)) : 0;
    bits |= <u64>v << filled;
    filled += width;
    if (filled >= 32) {
      store<u32>(p, <u32>bits);
      p += 4;
      bits >>= 32;
      filled -= 32;
    }
  }
  store<u32>(p, <u32>bits);
  return p + (filled >> 3);
}

/** Widens the f64 at `slot` (least) and slot + 8 (most) by the cells that are numbers; counts NaN at slot + 16. */
export function rangeF64(src: usize, valid: usize, i0: i32, i1: i32, slot: usize): void {
  let least = load<f64>(slot), most = load<f64>(slot, 8), nans = load<f64>(slot, 16);
  let i = i0;
  if (valid == 0) {
    let low = f64x2.splat(least), high = f64x2.splat(most), odd = i64x2.splat(0);
    for (; i + 2 <= i1; i += 2) {
      const x = v128.load(src + (<usize>i << 3));
      low = f64x2.pmin(low, x);
      high = f64x2.pmax(high, x);
      odd = i64x2.sub(odd, f64x2.ne(x, x));
    }
    least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
    most = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
    nans += <f64>(i64x2.extract_lane(odd, 0) + i64x2.extract_lane(odd, 1));
  }
  for (; i < i1; i++) {
    if (valid != 0 && isSet(valid, i) == 0) continue;
    const x = load<f64>(src + (<usize>i << 3));
    if (x < least) least = x;
    if (x > most) most = x;
    if (x != x) nans += 1;
  }
  store<f64>(slot, least);
  store<f64>(slot, most, 8);
  store<f64>(slot, nans, 16);
}

/** Widens the 16 bytes at `slot` (least, at first all ones) and slot + 16 (most, at first zero), compared byte by byte. */
export function rangeUuid(src: usize, valid: usize, i0: i32, i1: i32, slot: usize): void {
  let lowA = bswap(load<u64>(slot)), lowB = bswap(load<u64>(slot, 8)), highA = bswap(load<u64>(slot, 16)), highB = bswap(load<u64>(slot, 24));
  for (let i = i0; i < i1; i++) {
    if (valid != 0 && isSet(valid, i) == 0) continue;
    const at = src + (<usize>i << 4), a = bswap(load<u64>(at));
    if (a <= lowA) {
      const b = bswap(load<u64>(at, 8));
      if (a < lowA || b < lowB) lowB = b;
      lowA = a;
    }
    if (a >= highA) {
      const b = bswap(load<u64>(at, 8));
      if (a > highA || b > highB) highB = b;
      highA = a;
    }
  }
  store<u64>(slot, bswap(lowA));
  store<u64>(slot, bswap(lowB), 8);
  store<u64>(slot, bswap(highA), 16);
  store<u64>(slot, bswap(highB), 24);
}

// The slot of a text range: u32 length of least and of most (NONE: no text yet), 8 bytes of nothing, 80 bytes of least, 80 of most.
const NONE: u32 = 0xffffffff, LEAST: usize = 16, MOST: usize = 96;
const KEPT: u32 = 65; // bytes of a text that are compared and kept: one more than statistics may hold

/** The first 8 bytes of a text as a number that compares as they do. */
@inline
function prefix(p: usize, length: u32): u64 {
  const x = bswap(load<u64>(p));
  return length >= 8 ? x : length == 0 ? 0 : x & (~(<u64>0) << (<u64>(8 - length) << 3));
}

function compare(a: usize, an: u32, b: usize, bn: u32): i32 {
  const n = <usize>min(an, bn);
  for (let k: usize = 0; k < n; k++) {
    const d = <i32>load<u8>(a + k) - <i32>load<u8>(b + k);
    if (d != 0) return d;
  }
  return <i32>an - <i32>bn;
}

function keepText(slot: usize, lengthAt: usize, bytesAt: usize, p: usize, length: u32): void {
  store<u32>(slot + lengthAt, length);
  copy(slot + bytesAt, p, length);
}

/** Widens a text range by cells [i0, i1), by unsigned bytes. `skip` is 0, or one byte per row: only rows whose byte is not 0 count. */
export function rangeTexts(offsets: usize, bytes: usize, valid: usize, i0: i32, i1: i32, skip: usize, slot: usize): void {
  let low = prefix(slot + LEAST, load<u32>(slot)), high = prefix(slot + MOST, load<u32>(slot, 4));
  for (let i = i0; i < i1; i++) {
    if (valid != 0 && isSet(valid, i) == 0) continue;
    if (skip != 0 && load<u8>(skip + <usize>i) == 0) continue;
    const at = offsets + (<usize>i << 2), a = load<u32>(at), p = bytes + a;
    const length = min<u32>(load<u32>(at, 4) - a, KEPT), x = prefix(p, length);
    if (load<u32>(slot) == NONE) {
      keepText(slot, 0, LEAST, p, length);
      keepText(slot, 4, MOST, p, length);
      low = high = x;
      continue;
    }
    if (x < low || (x == low && compare(p, length, slot + LEAST, load<u32>(slot)) < 0)) {
      keepText(slot, 0, LEAST, p, length);
      low = x;
    }
    if (x > high || (x == high && compare(p, length, slot + MOST, load<u32>(slot, 4)) > 0)) {
      keepText(slot, 4, MOST, p, length);
      high = x;
    }
  }
}
