import { writeDuration } from "./number";
import { copy } from "./text";

// Cells of rows [i0, i1) of a column as values of a fixed width, for Parquet and Arrow. A null takes `gap` bytes of zero: 0 where values
// stand close together (Parquet), the width where every row has its place (Arrow). `valid` is a bitmap, or 0 when no cell is null.
// Each returns the end of what it wrote to `out`, which may be followed by up to 16 bytes of rubbish.

@inline
export function isSet(valid: usize, i: i32): usize {
  return (<usize>load<u8>(valid + (<usize>i >> 3)) >> (<usize>i & 7)) & 1;
}

/** f64 cells as they are. */
export function putF64(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  if (valid == 0) {
    const bytes = <usize>(i1 - i0) << 3;
    memory.copy(out, src + (<usize>i0 << 3), bytes);
    return out + bytes;
  }
  for (let i = i0; i < i1; i++) {
    const b = isSet(valid, i);
    store<u64>(p, load<u64>(src + (<usize>i << 3)) & -(<i64>b));
    p += select<usize>(8, gap, <bool>b);
  }
  return p;
}

/** f64 cells rounded down to i64. */
export function putI64(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  if (valid == 0) {
    for (let i = i0; i < i1; i++, p += 8) store<i64>(p, <i64>floor(load<f64>(src + (<usize>i << 3))));
    return p;
  }
  for (let i = i0; i < i1; i++) {
    const b = isSet(valid, i);
    store<i64>(p, <i64>floor(load<f64>(src + (<usize>i << 3))) & -(<i64>b));
    p += select<usize>(8, gap, <bool>b);
  }
  return p;
}

/** f64 cells rounded down to i32. */
export function putI32(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  if (valid == 0) {
    for (let i = i0; i < i1; i++, p += 4) store<i32>(p, <i32>floor(load<f64>(src + (<usize>i << 3))));
    return p;
  }
  for (let i = i0; i < i1; i++) {
    const b = isSet(valid, i);
    store<i32>(p, <i32>floor(load<f64>(src + (<usize>i << 3))) & -(<i32>b));
    p += select<usize>(4, gap, <bool>b);
  }
  return p;
}

/** Whole f64 cells as i128. */
export function putI128(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  for (let i = i0; i < i1; i++) {
    const b: usize = valid == 0 ? 1 : isSet(valid, i);
    const x = <i64>load<f64>(src + (<usize>i << 3)) & -(<i64>b);
    store<i64>(p, x);
    store<i64>(p, x >> 63, 8);
    p += select<usize>(16, gap, <bool>b);
  }
  return p;
}

/** u32 cells, the codes of a dictionary, as they are. */
export function putU32(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  if (valid == 0) {
    const bytes = <usize>(i1 - i0) << 2;
    memory.copy(out, src + (<usize>i0 << 2), bytes);
    return out + bytes;
  }
  for (let i = i0; i < i1; i++) {
    const b = isSet(valid, i);
    store<u32>(p, load<u32>(src + (<usize>i << 2)) & -(<i32>b));
    p += select<usize>(4, gap, <bool>b);
  }
  return p;
}

/** Cells of 16 bytes as they are. */
export function putUuid(src: usize, valid: usize, i0: i32, i1: i32, gap: usize, out: usize): usize {
  let p = out;
  if (valid == 0) {
    const bytes = <usize>(i1 - i0) << 4;
    memory.copy(out, src + (<usize>i0 << 4), bytes);
    return out + bytes;
  }
  for (let i = i0; i < i1; i++) {
    const b = isSet(valid, i);
    v128.store(p, v128.and(v128.load(src + (<usize>i << 4)), i64x2.splat(-(<i64>b))));
    p += select<usize>(16, gap, <bool>b);
  }
  return p;
}

/** f64 cells as bits, 1 where not 0, from bit `at` of `out` on (lowest first); a null takes `gap` bits, 0 or 1. Returns the bit after the last. */
export function putBooleans(src: usize, valid: usize, i0: i32, i1: i32, gap: i32, out: usize, at: i32): i32 {
  let q = out + (<usize>at >> 3), k = <u32>at & 7;
  let byte = <u32>load<u8>(q) & ((1 << k) - 1);
  for (let i = i0; i < i1; i++) {
    const b = valid == 0 ? 1 : <u32>isSet(valid, i);
    byte |= (<u32>(load<f64>(src + (<usize>i << 3)) != 0) & b) << k;
    k += select<u32>(1, gap, <bool>b);
    if (k == 8) {
      store<u8>(q++, <u8>byte);
      byte = 0;
      k = 0;
    }
  }
  store<u8>(q, <u8>byte);
  return (<i32>(q - out) << 3) + k;
}

/** Bits [i0, i1) of the bitmap (ones where it is 0) from bit `at` of `out` on; returns how many are set. The last byte ends in zeros. */
export function putValid(valid: usize, i0: i32, i1: i32, out: usize, at: i32): i32 {
  let ones = 0, i = i0;
  let q = out + (<usize>at >> 3), k = <u32>at & 7;
  if (((i0 | at) & 7) == 0) {
    for (; i + 8 <= i1; i += 8) {
      const byte: u32 = valid == 0 ? 255 : load<u8>(valid + (<usize>i >> 3));
      ones += popcnt<u32>(byte);
      store<u8>(q++, <u8>byte);
    }
  }
  let byte = <u32>load<u8>(q) & ((1 << k) - 1);
  for (; i < i1; i++) {
    const b = valid == 0 ? 1 : <u32>isSet(valid, i);
    ones += b;
    byte |= b << k;
    if (++k == 8) {
      store<u8>(q++, <u8>byte);
      byte = 0;
      k = 0;
    }
  }
  if (k > 0) store<u8>(q, <u8>byte);
  return ones;
}

/** The bytes of text cells one after another to `out`; the end of each row's, counted from `base`, as u32 to `ends`. A null is empty. */
export function putTexts(offsets: usize, bytes: usize, valid: usize, i0: i32, i1: i32, ends: usize, base: usize, out: usize): usize {
  let p = out;
  for (let i = i0; i < i1; i++, ends += 4) {
    if (valid == 0 || isSet(valid, i) != 0) {
      const at = offsets + (<usize>i << 2), a = load<u32>(at);
      p = copy(p, bytes + a, load<u32>(at, 4) - a);
    }
    store<u32>(ends, <u32>(p - base));
  }
  return p;
}

/** Durations in ms as ISO 8601 texts one after another to `out`, at most 64 bytes each; i1 - i0 + 1 offsets to `offsets`. A null is empty. */
export function putDurations(src: usize, valid: usize, i0: i32, i1: i32, offsets: usize, out: usize): usize {
  let p = out;
  store<u32>(offsets, 0);
  for (let i = i0; i < i1; i++) {
    if (valid == 0 || isSet(valid, i) != 0) p = writeDuration(p, load<f64>(src + (<usize>i << 3)));
    store<u32>(offsets + (<usize>(i - i0 + 1) << 2), <u32>(p - out));
  }
  return p;
}
