import { betaOne } from "./spread";

/**
 * The left part of a whole total that `count` cells of [min, max] share, `left` of them on the left: drawn from a beta distribution on what
 * both sides can hold, with the mean of equal cells and the variance that a split of gamma(alpha) weights has.
 */
@inline
function leftShare(k0: u32, k1: u32, middle: f64, count: f64, left: f64, total: f64, min: f64, max: f64, alpha: f64): f64 {
  const right = count - left;
  const low = Math.max(left * min, total - right * max), high = Math.min(left * max, total - right * min);
  const width = high - low;
  if (!(width > 0)) return low;
  const mean = ((total / count) * left - low) / width;
  if (mean <= 0) return low;
  if (mean >= 1) return high;
  const spare = (total - count * min) / width;
  const variance = (spare * spare * left * right) / (count * count * (alpha * count + 1.0));
  const least = Math.min(1.0, alpha) * count; // less would pile cells up at the ends
  const level = (total - count * min) / (count * (max - min)); // 0 without a max
  const flat = 16.0 * level * (1.0 - level); // what flat cells of a bounded range need: two of them are uniform given their sum
  const size = Math.max(least, (mean * (1.0 - mean)) / variance - 1.0 - flat);
  const share = low + nearest(width * betaOne(k0, k1, <u64>middle, mean * size, (1.0 - mean) * size));
  return share < low ? low : share > high ? high : share;
}

/**
 * Cells of a whole `total` over `count` places [first, first + count): those at the places that stand as ascending f64 at `places`, positions
 * [i, end), to the same positions of `out`. The places are halved again and again; the part of a half is drawn under the number of the first
 * place of its right side, so a cell costs log2(count) draws, and neighbours share them.
 */
export function splitTree(k0: u32, k1: u32, first: f64, count: f64, total: f64, min: f64, max: f64, alpha: f64, places: usize, i: i32, end: i32, out: usize): void {
  while (count > 1) {
    const left = Math.floor(count / 2), middle = first + left;
    const share = leftShare(k0, k1, middle, count, left, total, min, max, alpha);
    let a = i, b = end;
    while (a < b) {
      const k = (a + b) >>> 1;
      if (load<f64>(places + (<usize>k << 3)) < middle) a = k + 1;
      else b = k;
    }
    if (a == end) {
      count = left;
      total = share;
    } else {
      if (a > i) splitTree(k0, k1, first, left, share, min, max, alpha, places, i, a, out);
      i = a;
      first = middle;
      count -= left;
      total -= share;
    }
  }
  for (; i < end; i++) store<f64>(out + (<usize>i << 3), total);
}
