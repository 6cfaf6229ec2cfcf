// Every function reads `width` words per row at `src` as `bits` leaves them and writes one cell per row to `out`.
// A cell of width 2 has the size of what is written, so there `src` and `out` may be the same address.

/** The 64-bit word at `p` as a number of [0, 1) with 53 bits. */
@inline
export function unit(p: usize): f64 {
  return <f64>(load<u64>(p) >> 11) * (1.0 / 9007199254740992.0); // 2^-53
}

/** The same in the open interval (0, 1), with 52 bits: with 53 the half would round up to 1. */
@inline
export function openUnit(p: usize): f64 {
  return (<f64>(load<u64>(p) >> 12) + 0.5) * (1.0 / 4503599627370496.0); // 2^-52
}

/** floor(x * count / 2^64): a whole number below `count`, off uniform by at most count / 2^64; count <= 2^53. Lemire 2019, doi:10.1145/3230636. */
@inline
function below(x: u64, count: u64): u64 {
  const xl = x & 0xffffffff, xh = x >> 32, cl = count & 0xffffffff, ch = count >> 32;
  const mid = xh * cl + ((xl * cl) >> 32); // < 2^64 - 2^32 + 2^32
  return xh * ch + (mid >> 32) + ((xl * ch + (mid & 0xffffffff)) >> 32);
}

/** Uniform on [min, min + span]; width 2. */
export function uniform(src: usize, n: i32, min: f64, span: f64, out: usize): void {
  for (let i = 0; i < n; i++) store<f64>(out + (<usize>i << 3), min + unit(src + (<usize>i << 3)) * span);
}

/** Uniform whole numbers min, min + 1, ... min + count - 1; width 2; 1 <= count <= 2^53. */
export function uniformInteger(src: usize, n: i32, min: f64, count: f64, out: usize): void {
  const size = <u64>count;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    store<f64>(out + at, min + <f64>below(load<u64>(src + at), size));
  }
}

/** Uniform whole multiples: first + step * k for k of [0, count); width 2; 1 <= count <= 2^53. */
export function uniformMultiple(src: usize, n: i32, first: f64, step: f64, count: f64, out: usize): void {
  const size = <u64>count;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    store<f64>(out + at, first + step * <f64>below(load<u64>(src + at), size));
  }
}

/**
 * Uniform whole multiples of `step` from the row's own bounds: low + step * k <= high, `low` and `high` whole numbers as f64; width 2.
 * Where high < low the cell is low.
 */
export function uniformIntegerWithin(src: usize, n: i32, low: usize, high: usize, step: f64, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    const a = load<f64>(low + at), count = floor((load<f64>(high + at) - a) / step) + 1.0;
    store<f64>(out + at, count > 1.0 ? a + step * <f64>below(load<u64>(src + at), <u64>count) : a);
  }
}

/**
 * Numbers of [0, 1] at `at` mapped onto the row's own bounds, in place: with step 0 onto [low, high], otherwise onto the multiples
 * low + step * k <= high, each holding an equal part of [0, 1]. Where high < low the cell is low.
 */
export function stretchWithin(at: usize, n: i32, low: usize, high: usize, step: f64): void {
  for (let i = 0; i < n; i++) {
    const p = <usize>i << 3;
    const a = load<f64>(low + p), b = load<f64>(high + p), u = load<f64>(at + p);
    let x = a;
    if (b > a) {
      if (step == 0) x = a + u * (b - a);
      else {
        const count = floor((b - a) / step) + 1.0;
        x = a + step * min(floor(u * count), count - 1.0);
      }
    }
    store<f64>(at + p, x);
  }
}

/** Codes 0 ... count - 1, equally likely; width 1. */
export function uniformCode(src: usize, n: i32, count: u32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    store<u32>(out + at, <u32>((<u64>load<u32>(src + at) * count) >> 32));
  }
}

/** As `uniformCode` with 64 random bits a draw, for more than 65,536 codes; width 2. */
export function uniformCodeFine(src: usize, n: i32, count: u32, out: usize): void {
  for (let i = 0; i < n; i++) store<u32>(out + (<usize>i << 2), <u32>below(load<u64>(src + (<usize>i << 3)), count));
}

/** Codes by Walker's alias table (Vose 1991): `table` holds count pairs of f64 (threshold in [0, 1], alias); width 1. */
export function alias(src: usize, n: i32, table: usize, count: u32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const x = <u64>load<u32>(src + at) * count;
    const k = <u32>(x >> 32), entry = table + (<usize>k << 4);
    const rest = <f64>(<u32>x) * (1.0 / 4294967296.0);
    store<u32>(out + at, rest < load<f64>(entry) ? k : <u32>load<f64>(entry, 8));
  }
}

/** As `alias` with 64 random bits a draw, for weights finer than 2^-32 and for tables over 65,536 entries; width 2. */
export function aliasFine(src: usize, n: i32, table: usize, count: u32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const x = unit(src + (<usize>i << 3)) * <f64>count;
    const k = <u32>x, entry = table + (<usize>k << 4);
    store<u32>(out + (<usize>i << 2), x - <f64>k < load<f64>(entry) ? k : <u32>load<f64>(entry, 8));
  }
}

/** Numbers by an alias table of triples of f64: threshold in [0, 1], the entry's number, its alias's number; width 2. */
export function aliasNumber(src: usize, n: i32, table: usize, count: u32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    const x = unit(src + at) * <f64>count;
    const k = <u32>x, entry = table + <usize>k * 24;
    store<f64>(out + at, x - <f64>k < load<f64>(entry) ? load<f64>(entry, 8) : load<f64>(entry, 16));
  }
}

/** Codes by a table per row: row i draws from table `groups[i]` of `tables`, pairs (address, count) of u32; codes are shifted by `bases[group]`; width 1. */
export function aliasByGroup(src: usize, n: i32, groups: usize, tables: usize, bases: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const group = <usize>load<u32>(groups + at);
    const table = <usize>load<u32>(tables + (group << 3)), count = load<u32>(tables + (group << 3), 4);
    const x = <u64>load<u32>(src + at) * count;
    const k = <u32>(x >> 32), entry = table + (<usize>k << 4);
    const rest = <f64>(<u32>x) * (1.0 / 4294967296.0);
    store<u32>(out + at, load<u32>(bases + (group << 2)) + (rest < load<f64>(entry) ? k : <u32>load<f64>(entry, 8)));
  }
}

/** 1 with chance `share`, otherwise 0, as f64; width 1. */
export function chances(src: usize, n: i32, share: f64, out: usize): void {
  const below = <u64>(share * 4294967296.0);
  for (let i = 0; i < n; i++) store<f64>(out + (<usize>i << 3), <f64>(<u64>load<u32>(src + (<usize>i << 2)) < below));
}

/** A validity bitmap of n bits: bit i is 0 with probability `rate`; width 1. */
export function nulls(src: usize, n: i32, rate: f64, out: usize): void {
  const below = <u64>(rate * 4294967296.0);
  for (let i = 0; i < n; i += 8) {
    let byte: u32 = 0;
    const most = min(8, n - i);
    for (let k = 0; k < most; k++) byte |= <u32>(<u64>load<u32>(src + (<usize>(i + k) << 2)) >= below) << k;
    store<u8>(out + (<usize>i >> 3), <u8>byte);
  }
}

/** Rounds each f64 at `at` to the nearest whole number (ties to even) after multiplying by `scale`, kept within [min, max], in place. */
export function quantise(at: usize, n: i32, scale: f64, min: f64, max: f64): void {
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 3);
    const x = nearest(load<f64>(p) * scale);
    store<f64>(p, x < min ? min : x > max ? max : x);
  }
}

/**
 * Rounds each f64 at `at` to the nearest of the points `unit` apart that hold `origin` (ties to even), in place, and counts these points as
 * cells: originCell at `origin`, `step` more at each next one. Cells are kept within [min, max].
 */
export function toCells(at: usize, n: i32, origin: f64, unit: f64, originCell: f64, step: f64, min: f64, max: f64): void {
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 3);
    const x = originCell + step * nearest((load<f64>(p) - origin) / unit);
    store<f64>(p, x > min ? (x < max ? x : max) : min);
  }
}

/** factor * x of each f64 at `src`: as it is (direction 0), rounded up (1) or down (-1) to a whole number. Where only the multiplication keeps it from a whole number (1e-12 of it) it is that one. */
export function scaleBound(src: usize, n: i32, factor: f64, direction: i32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    const x = factor * load<f64>(src + at), whole = nearest(x);
    store<f64>(out + at, direction == 0 ? x : abs(x - whole) <= 1e-12 * abs(x) ? whole : direction > 0 ? ceil(x) : floor(x));
  }
}

/** x becomes offset + factor * x for each f64 at `at`, in place. */
export function affine(at: usize, n: i32, factor: f64, offset: f64): void {
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 3);
    store<f64>(p, offset + factor * load<f64>(p));
  }
}

/** Keeps each f64 at `at` within [min, max], in place; what is no number becomes min. */
export function clamp(at: usize, n: i32, min: f64, max: f64): void {
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 3);
    const x = load<f64>(p);
    store<f64>(p, x > min ? (x < max ? x : max) : min);
  }
}

/** Random uuids of version 4: stamps version and variant into 16 random bytes a row, in place. */
export function stampUuid4(at: usize, n: i32): void {
  const keep = i8x16(-1, -1, -1, -1, -1, -1, 15, -1, 63, -1, -1, -1, -1, -1, -1, -1);
  const set = i8x16(0, 0, 0, 0, 0, 0, 64, 0, -128, 0, 0, 0, 0, 0, 0, 0);
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 4);
    v128.store(p, v128.or(v128.and(v128.load(p), keep), set));
  }
}

/** Uuids of version 7 (RFC 9562, 5.7): the time in ms of each row at `ms` (f64) over 16 random bytes a row, in place. */
export function stampUuid7(at: usize, ms: usize, n: i32): void {
  stampUuid4(at, n);
  for (let i = 0; i < n; i++) {
    const p = at + (<usize>i << 4);
    const t = <u64>load<f64>(ms + (<usize>i << 3));
    store<u16>(p, bswap<u16>(<u16>(t >> 32)));
    store<u32>(p, bswap<u32>(<u32>t), 2);
    store<u8>(p, (load<u8>(p, 6) & 15) | 112, 6);
  }
}
