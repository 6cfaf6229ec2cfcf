import { block } from "./bits";
import { openUnit, unit } from "./draw";
import { normalQuantile } from "./math";

// Continuous distributions. As in draw.ts: `width` words per row at `src`, one f64 per row to `out`; with width 2 they may be the same address.

/** Normal by inversion; width 2. */
export function normal(src: usize, n: i32, mean: f64, sd: f64, out: usize): void {
  for (let i = 0; i < n; i++) store<f64>(out + (<usize>i << 3), mean + sd * normalQuantile(openUnit(src + (<usize>i << 3))));
}

/** Normal kept to the quantiles pFrom to pFrom + span of the standard normal, by inversion; a negative sd mirrors it; width 2. */
export function normalBetween(src: usize, n: i32, mean: f64, sd: f64, pFrom: f64, span: f64, out: usize): void {
  for (let i = 0; i < n; i++) {
    const p = pFrom + openUnit(src + (<usize>i << 3)) * span;
    store<f64>(out + (<usize>i << 3), mean + sd * normalQuantile(p));
  }
}

/** As `normalBetween` with its own parameters per row: `table` holds four f64 (mean, sd, pFrom, span) for each code at `codes` (u32); width 2. */
export function normalByCode(src: usize, n: i32, codes: usize, table: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3, entry = table + (<usize>load<u32>(codes + (<usize>i << 2)) << 5);
    const p = load<f64>(entry, 16) + openUnit(src + at) * load<f64>(entry, 24);
    store<f64>(out + at, load<f64>(entry) + load<f64>(entry, 8) * normalQuantile(p));
  }
}

/** e^x of each f64 at `at`, in place. */
export function expInPlace(at: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f64>(at + (<usize>i << 3), NativeMath.exp(load<f64>(at + (<usize>i << 3))));
}

/** scale * x^power of each f64 at `at`, in place. */
export function powInPlace(at: usize, n: i32, power: f64, scale: f64): void {
  for (let i = 0; i < n; i++) store<f64>(at + (<usize>i << 3), scale * NativeMath.pow(load<f64>(at + (<usize>i << 3)), power));
}

/**
 * from - mean * log(1 - u * mass): an exponential variable with the given mean, moved by `from` and cut at its quantile `mass` (1: not cut), by
 * inversion; a negative mean runs down; width 2.
 */
export function exponential(src: usize, n: i32, from: f64, mean: f64, mass: f64, out: usize): void {
  for (let i = 0; i < n; i++) store<f64>(out + (<usize>i << 3), from - mean * NativeMath.log1p(-mass * unit(src + (<usize>i << 3))));
}

/** Triangular on [min, max] with the given mode, by inversion; width 2. */
export function triangular(src: usize, n: i32, min: f64, mode: f64, max: f64, out: usize): void {
  const span = max - min, cut = (mode - min) / span;
  for (let i = 0; i < n; i++) {
    const p = unit(src + (<usize>i << 3));
    const x = p < cut ? min + sqrt(p * span * (mode - min)) : max - sqrt((1.0 - p) * span * (max - mode));
    store<f64>(out + (<usize>i << 3), x);
  }
}

/** Piecewise linear inverse distribution: `knots` are count f64 values at equal steps of probability; width 2. */
export function empirical(src: usize, n: i32, knots: usize, count: i32, out: usize): void {
  const steps = <f64>(count - 1);
  for (let i = 0; i < n; i++) {
    const x = unit(src + (<usize>i << 3)) * steps;
    const k = <usize>x, entry = knots + (k << 3);
    const a = load<f64>(entry), b = load<f64>(entry, 8);
    store<f64>(out + (<usize>i << 3), a + (b - a) * (x - <f64>k));
  }
}

/** Where `codes` (u32) is `code`, the f64 at `from` goes to `out`. */
export function copyWhere(codes: usize, code: u32, n: i32, from: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    if (load<u32>(codes + (<usize>i << 2)) == code) store<f64>(out + (<usize>i << 3), load<f64>(from + (<usize>i << 3)));
  }
}

const WORDS = memory.data(16);
const RETRIES: u32 = 512; // a proposal is kept with a chance of 0.95 and more, and falls within the bounds with at least 0.05: 0.96^512 < 1e-9

/** log of x of gamma(shape, 1) with min <= scale * x <= max. */
// Marsaglia, Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), doi:10.1145/358407.358414. Attempt j reads block j of its row.
function logGammaOne(k0: u32, k1: u32, row: u64, draw: u32, shape: f64, logMin: f64, logMax: f64): f64 {
  const a = shape < 1.0 ? shape + 1.0 : shape;
  const d = a - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);
  let value: f64 = NativeMath.log(d);
  for (let j: u32 = 0; j < RETRIES; j++) {
    block(k0, k1, <u32>row, <u32>(row >> 32), draw, 0x80000000 | j, WORDS);
    const x = normalQuantile(openUnit(WORDS));
    const t = 1.0 + c * x;
    if (t <= 0) continue;
    const v = t * t * t, logV = NativeMath.log(v);
    const u = (<f64>load<u32>(WORDS, 8) + 0.5) * (1.0 / 4294967296.0);
    if (NativeMath.log(u) >= 0.5 * x * x + d - d * v + d * logV) continue;
    value = NativeMath.log(d) + logV;
    if (shape < 1.0) value += NativeMath.log((<f64>load<u32>(WORDS, 12) + 0.5) * (1.0 / 4294967296.0)) / shape; // ibid. section 6
    if (value >= logMin && value <= logMax) break;
  }
  return value;
}

/** Gamma(shape, scale) kept within [min, max] by drawing anew, at most 512 times; reads blocks of its own. */
export function gamma(k0: u32, k1: u32, from: f64, rows: usize, n: i32, draw: u32, shape: f64, scale: f64, min: f64, max: f64, out: usize): void {
  const logMin = min > 0 ? NativeMath.log(min / scale) : -Infinity, logMax = max > 0 ? NativeMath.log(max / scale) : -Infinity;
  for (let i = 0; i < n; i++) {
    const row = <u64>(rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3)));
    store<f64>(out + (<usize>i << 3), scale * NativeMath.exp(logGammaOne(k0, k1, row, draw, shape, logMin, logMax)));
  }
}

/** Beta(a, b) on [0, 1] as X / (X + Y) of two gammas; uses the draws `draw` and `draw` + 1. */
export function beta(k0: u32, k1: u32, from: f64, rows: usize, n: i32, draw: u32, a: f64, b: f64, out: usize): void {
  for (let i = 0; i < n; i++) {
    const row = <u64>(rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3)));
    const x = logGammaOne(k0, k1, row, draw, a, -Infinity, Infinity), y = logGammaOne(k0, k1, row, draw + 1, b, -Infinity, Infinity);
    store<f64>(out + (<usize>i << 3), 1.0 / (1.0 + NativeMath.exp(y - x)));
  }
}

/** X / (X + Y) of two gammas for one row: beta(a, b) on [0, 1]. */
export function betaOne(k0: u32, k1: u32, row: u64, a: f64, b: f64): f64 {
  const x = logGammaOne(k0, k1, row, 0, a, -Infinity, Infinity), y = logGammaOne(k0, k1, row, 1, b, -Infinity, Infinity);
  return 1.0 / (1.0 + NativeMath.exp(y - x));
}

@inline
function zipfH(x: f64, s: f64): f64 {
  const y = NativeMath.log(x) * (1.0 - s);
  return (abs(y) > 1e-8 ? NativeMath.expm1(y) / y : 1.0 + y * 0.5) * NativeMath.log(x);
}

@inline
function zipfInverse(x: f64, s: f64): f64 {
  const t = max(-1.0, x * (1.0 - s));
  return NativeMath.exp((abs(t) > 1e-8 ? NativeMath.log1p(t) / t : 1.0 - t * 0.5) * x);
}

/** Zipf on 1 ... size with exponent s > 0: P(k) ~ k^-s. Rejection-inversion, Hoermann and Derflinger 1996, doi:10.1145/235025.235029. */
export function zipf(k0: u32, k1: u32, from: f64, rows: usize, n: i32, draw: u32, size: f64, s: f64, out: usize): void {
  const top = zipfH(1.5, s) - 1.0, bottom = zipfH(size + 0.5, s);
  const quick = 2.0 - zipfInverse(zipfH(2.5, s) - NativeMath.pow(2.0, -s), s);
  for (let i = 0; i < n; i++) {
    const row = <u64>(rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3)));
    let k: f64 = 1;
    for (let j: u32 = 0; j < RETRIES; j++) {
      block(k0, k1, <u32>row, <u32>(row >> 32), draw, 0x80000000 | j, WORDS);
      const u = bottom + openUnit(WORDS) * (top - bottom);
      const x = zipfInverse(u, s);
      k = min(max(nearest(x), 1.0), size);
      if (k - x <= quick || u >= zipfH(k + 0.5, s) - NativeMath.pow(k, -s)) break;
    }
    store<f64>(out + (<usize>i << 3), k);
  }
}
