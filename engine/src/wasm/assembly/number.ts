import { shortest, shortestExponent } from "./shortest";

const D2 = memory.data(200); // "00" "01" ... "99"
const HEX = memory.data(512); // "00" ... "ff"
const DIGITS = memory.data(32); // scratch of the float formatter

function fillTables(): void {
  for (let i = 0; i < 100; i++) {
    store<u8>(D2 + i * 2, <u8>(48 + i / 10));
    store<u8>(D2 + i * 2, <u8>(48 + (i % 10)), 1);
  }
  for (let i = 0; i < 256; i++) {
    const a = i >> 4, b = i & 15;
    store<u8>(HEX + i * 2, <u8>(a + (a < 10 ? 48 : 87)));
    store<u8>(HEX + i * 2, <u8>(b + (b < 10 ? 48 : 87)), 1);
  }
}
fillTables();

/** Two digits of v < 100 at `p`. */
@inline
export function two(p: usize, v: u32): void {
  store<u16>(p, load<u16>(D2 + (v << 1)));
}

@inline
function digits(v: u32): u32 {
  return v < 10 ? 1 : v < 100 ? 2 : v < 1000 ? 3 : v < 10000 ? 4 : v < 100000 ? 5 : v < 1000000 ? 6 : v < 10000000 ? 7 : v < 100000000 ? 8 : v < 1000000000 ? 9 : 10;
}

/** v in decimal; returns the end. */
export function writeU32(p: usize, v: u32): usize {
  const end = p + digits(v);
  let q = end;
  while (v >= 100) {
    const t = v / 100;
    q -= 2;
    two(q, v - t * 100);
    v = t;
  }
  if (v >= 10) two(q - 2, v);
  else store<u8>(q - 1, <u8>(48 + v));
  return end;
}

/** v in decimal with leading zeros to exactly `width` digits (the low ones); returns the end. */
export function writePadded(p: usize, v: u64, width: u32): usize {
  for (let q = p + width; q > p; ) {
    const t = v / 10;
    q--;
    store<u8>(q, <u8>(48 + (v - t * 10)));
    v = t;
  }
  return p + width;
}

export function writeU64(p: usize, v: u64): usize {
  if (v <= 0xffffffff) return writeU32(p, <u32>v);
  const high = v / 1000000000, low = v - high * 1000000000;
  const q = high <= 0xffffffff ? writeU32(p, <u32>high) : writePadded(writeU32(p, <u32>(high / 1000000000)), high % 1000000000, 9);
  return writePadded(q, low, 9);
}

/** A whole f64, |x| <= 2^53. */
@inline
export function writeInteger(p: usize, x: f64): usize {
  if (x < 0) {
    store<u8>(p, 45);
    return writeU64(p + 1, <u64>-x);
  }
  return writeU64(p, <u64>x);
}

/** A whole number of units of 10^-scale as a decimal with exactly `scale` places. */
@inline
export function writeDecimal(p: usize, x: f64, scale: u32): usize {
  if (scale == 0) return writeInteger(p, x);
  if (x < 0) {
    store<u8>(p++, 45);
    x = -x;
  }
  const units = <u64>x;
  if (scale == 2 && units <= 0xffffffff) {
    const v = <u32>units, whole = v / 100;
    p = writeU32(p, whole);
    store<u8>(p, 46);
    two(p + 1, v - whole * 100);
    return p + 3;
  }
  let power: u64 = 1;
  for (let i: u32 = 0; i < scale; i++) power *= 10;
  const whole = units / power;
  p = writeU64(p, whole);
  store<u8>(p, 46);
  return writePadded(p + 1, units - whole * power, scale);
}

/**
 * The shortest decimal that reads back as x, in the form JavaScript prints; NaN and infinities write nothing. A decimal of few places
 * is found by trial: if k / 10^n reads back as x and k has at most 15 digits, no other decimal of n places does, and none of fewer did.
 */
export function writeFloat(p: usize, x: f64): usize {
  if (x - x != 0) return p;
  const size = abs(x);
  if (trunc(x) == x && size <= 9007199254740992.0) return writeInteger(p, x);
  if (size >= 1e-3 && size < 1e9) {
    let power = 10.0;
    for (let places: u32 = 1; places <= 6; places++) {
      const units = nearest(size * power);
      if (units / power == size) return writeDecimal(p, x < 0 ? -units : units, places);
      power *= 10.0;
    }
  }
  if (x < 0) store<u8>(p++, 45);
  let digits = shortest(size), exponent = shortestExponent;
  while (digits % 10 == 0) {
    digits /= 10;
    exponent++;
  }
  return layOut(p, digits, exponent);
}

/** digits * 10^exponent as JavaScript writes it: ECMA-262, Number::toString. */
function layOut(p: usize, digits: u64, exponent: i32): usize {
  const length = <i32>(writeU64(DIGITS, digits) - DIGITS), point = length + exponent;
  if (point > 21 || point < -5) {
    store<u8>(p++, load<u8>(DIGITS));
    if (length > 1) {
      store<u8>(p, 46);
      memory.copy(p + 1, DIGITS + 1, length - 1);
      p += length;
    }
    store<u16>(p, point > 0 ? 0x2b65 : 0x2d65); // e+ or e-
    return writeU32(p + 2, <u32>abs(point - 1));
  }
  if (point <= 0) {
    memory.fill(p, 48, 2 - point);
    store<u8>(p, 46, 1);
    memory.copy(p + 2 - point, DIGITS, length);
    return p + 2 - point + length;
  }
  memory.copy(p, DIGITS, min(length, point));
  if (exponent >= 0) {
    memory.fill(p + length, 48, exponent);
    return p + point;
  }
  store<u8>(p + point, 46);
  memory.copy(p + point + 1, DIGITS + point, length - point);
  return p + length + 1;
}

/**
 * A time span in ms plus whole `days` as a number of days, as spreadsheets keep it: the nearest double, or the next one where that is
 * less than the exact quotient, since some of them drop what is short of a second. Not negative.
 */
@inline
export function writeDays(p: usize, ms: f64, days: u32): usize {
  const total = ms + <f64>days * 86400000.0;
  let quotient = total / 86400000.0;
  const whole = floor(quotient);
  if ((quotient - whole) * 86400000.0 < total - whole * 86400000.0) quotient = reinterpret<f64>(reinterpret<u64>(quotient) + 1);
  return writeFloat(p, quotient);
}

/** yyyy-mm-dd of a day count from 1970-01-01, years 0 to 9999. Neri, Schneider, "Euclidean affine functions", doi:10.1002/spe.3172, section 6. */
export function writeDate(p: usize, day: i32): usize {
  const n = <u32>(day + 719468 + 146097 * 400); // days since 0000-03-01, shifted to stay positive
  const n1 = 4 * n + 3, century = n1 / 146097;
  const n2 = (n1 % 146097) | 3;
  const product = <u64>2939745 * n2;
  const yearOfCentury = <u32>(product >> 32);
  const dayOfYear = <u32>product / 2939745 / 4;
  const n3 = 2141 * dayOfYear + 197913;
  let month = n3 >> 16;
  const dayOfMonth = (n3 & 0xffff) / 2141 + 1;
  let year = 100 * century + yearOfCentury - 160000;
  if (dayOfYear >= 306) {
    year += 1;
    month -= 12;
  }
  two(p, year / 100);
  two(p + 2, year % 100);
  store<u8>(p, 45, 4);
  two(p + 5, month);
  store<u8>(p, 45, 7);
  two(p + 8, dayOfMonth);
  return p + 10;
}

/** hh:mm:ss of a time of day in ms, with three more digits if `millis`. */
@inline
export function writeTime(p: usize, ms: u32, millis: bool): usize {
  const s = ms / 1000, m = s / 60, h = m / 60;
  two(p, h);
  store<u8>(p, 58, 2);
  two(p + 3, m - h * 60);
  store<u8>(p, 58, 5);
  two(p + 6, s - m * 60);
  if (!millis) return p + 8;
  store<u8>(p, 46, 8);
  return writePadded(p + 9, ms - s * 1000, 3);
}

/** A moment in ms from 1970: date, `separator`, time, then "Z" if `zulu`. */
@inline
export function writeMoment(p: usize, ms: f64, separator: u32, millis: bool, zulu: bool): usize {
  const day = floor(ms / 86400000.0);
  p = writeDate(p, <i32>day);
  store<u8>(p, <u8>separator);
  p = writeTime(p + 1, <u32>(ms - day * 86400000.0), millis);
  if (zulu) store<u8>(p++, 90);
  return p;
}

/** ISO 8601 duration of a time span in ms: P1DT2H3M4.500S, PT0S. */
export function writeDuration(p: usize, ms: f64): usize {
  if (ms < 0) {
    store<u8>(p++, 45);
    ms = -ms;
  }
  let t = <u64>ms;
  const days = t / 86400000;
  t -= days * 86400000;
  store<u8>(p++, 80);
  if (days > 0) {
    p = writeU64(p, days);
    store<u8>(p++, 68);
    if (t == 0) return p;
  }
  store<u8>(p++, 84);
  const h = <u32>(t / 3600000), m = <u32>(t / 60000) % 60, s = <u32>(t / 1000) % 60, f = <u32>(t % 1000);
  if (h > 0) {
    p = writeU32(p, h);
    store<u8>(p++, 72);
  }
  if (m > 0) {
    p = writeU32(p, m);
    store<u8>(p++, 77);
  }
  if (s > 0 || f > 0 || (h == 0 && m == 0)) {
    p = writeU32(p, s);
    if (f > 0) {
      store<u8>(p++, 46);
      p = writePadded(p, f, 3);
    }
    store<u8>(p++, 83);
  }
  return p;
}

/** 36 characters of the 16 bytes at `q`. */
@inline
export function writeUuid(p: usize, q: usize): usize {
  const x = v128.load(q), low4 = i8x16.splat(15);
  const hi = v128.and(v128.shr<u16>(x, 4), low4), lo = v128.and(x, low4);
  const hex = i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102);
  const a = v128.swizzle(hex, v128.shuffle<i8>(hi, lo, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  const b = v128.swizzle(hex, v128.shuffle<i8>(hi, lo, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
  const dash = i8x16.splat(45);
  v128.store(p, v128.shuffle<i8>(a, dash, 0, 1, 2, 3, 4, 5, 6, 7, 16, 8, 9, 10, 11, 16, 12, 13));
  const ab = v128.shuffle<i8>(a, b, 14, 15, 0, 16, 17, 18, 19, 0, 20, 21, 22, 23, 24, 25, 26, 27);
  v128.store(p, v128.shuffle<i8>(ab, dash, 0, 1, 16, 3, 4, 5, 6, 16, 8, 9, 10, 11, 12, 13, 14, 15), 16);
  store<u32>(p, v128.extract_lane<u32>(b, 3), 32);
  return p + 36;
}

/** Lower-case hexadecimal of `bytes` bytes at `q`. */
export function writeHex(p: usize, q: usize, bytes: i32): usize {
  for (let i = 0; i < bytes; i++) store<u16>(p + (<usize>i << 1), load<u16>(HEX + (<usize>load<u8>(q + i) << 1)));
  return p + (<usize>bytes << 1);
}
