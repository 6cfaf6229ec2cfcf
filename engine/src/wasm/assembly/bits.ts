// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, doi:10.1145/2063384.2063405.
const M0: u32 = 0xd2511f53, M1: u32 = 0xcd9e8d57; // multipliers, ibid.
const W0: u32 = 0x9e3779b9, W1: u32 = 0xbb67ae85; // Weyl constants: golden ratio, sqrt(3) - 1

/** One block: counter (c0, c1, c2, c3), key (k0, k1), 16 bytes to `out`. */
export function block(k0: u32, k1: u32, c0: u32, c1: u32, c2: u32, c3: u32, out: usize): void {
  for (let r = 0; r < 10; r++) {
    const p = <u64>M0 * c0, q = <u64>M1 * c2;
    const n0 = <u32>(q >> 32) ^ c1 ^ k0, n2 = <u32>(p >> 32) ^ c3 ^ k1;
    c1 = <u32>q;
    c3 = <u32>p;
    c0 = n0;
    c2 = n2;
    k0 += W0;
    k1 += W1;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/** Word by word to block by block. */
@inline
function store4(c0: v128, c1: v128, c2: v128, c3: v128, out: usize): void {
  const a = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5), b = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
  const d = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5), e = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(a, d, 0, 2));
  v128.store(out, v128.shuffle<i64>(a, d, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(b, e, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(b, e, 1, 3), 48);
}

/** Four blocks at once, stored one after another: 64 bytes to `out`. */
@inline
function blocks4(k0: u32, k1: u32, c0: v128, c1: v128, draw: u32, width: u32, out: usize): void {
  const m0 = i32x4.splat(M0), m1 = i32x4.splat(M1);
  let c2 = i32x4.splat(draw), c3 = i32x4.splat(width);
  for (let r = 0; r < 10; r++) {
    const pl = v128.extmul_low<u32>(c0, m0), ph = v128.extmul_high<u32>(c0, m0);
    const ql = v128.extmul_low<u32>(c2, m1), qh = v128.extmul_high<u32>(c2, m1);
    const n0 = v128.xor(v128.xor(v128.shuffle<i32>(ql, qh, 1, 3, 5, 7), c1), i32x4.splat(k0));
    const n2 = v128.xor(v128.xor(v128.shuffle<i32>(pl, ph, 1, 3, 5, 7), c3), i32x4.splat(k1));
    c1 = v128.shuffle<i32>(ql, qh, 0, 2, 4, 6);
    c3 = v128.shuffle<i32>(pl, ph, 0, 2, 4, 6);
    c0 = n0;
    c2 = n2;
    k0 += W0;
    k1 += W1;
  }
  store4(c0, c1, c2, c3, out);
}

/** As `blocks4` for the eight counters from (c0, c1) on, none of which carries over: two chains at once keep the multiplier busy. */
@inline
function blocks8(k0: u32, k1: u32, low: u32, high: u32, draw: u32, width: u32, out: usize): void {
  const m0 = i32x4.splat(M0), m1 = i32x4.splat(M1);
  let c0 = i32x4.add(i32x4.splat(low), i32x4(0, 1, 2, 3)), d0 = i32x4.add(i32x4.splat(low), i32x4(4, 5, 6, 7));
  let c1 = i32x4.splat(high), d1 = c1, c2 = i32x4.splat(draw), d2 = c2, c3 = i32x4.splat(width), d3 = c3;
  for (let r = 0; r < 10; r++) {
    const key0 = i32x4.splat(k0), key1 = i32x4.splat(k1);
    const pl = v128.extmul_low<u32>(c0, m0), ph = v128.extmul_high<u32>(c0, m0);
    const ql = v128.extmul_low<u32>(c2, m1), qh = v128.extmul_high<u32>(c2, m1);
    const sl = v128.extmul_low<u32>(d0, m0), sh = v128.extmul_high<u32>(d0, m0);
    const tl = v128.extmul_low<u32>(d2, m1), th = v128.extmul_high<u32>(d2, m1);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(ql, qh, 1, 3, 5, 7), c1), key0);
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(pl, ph, 1, 3, 5, 7), c3), key1);
    d0 = v128.xor(v128.xor(v128.shuffle<i32>(tl, th, 1, 3, 5, 7), d1), key0);
    d2 = v128.xor(v128.xor(v128.shuffle<i32>(sl, sh, 1, 3, 5, 7), d3), key1);
    c1 = v128.shuffle<i32>(ql, qh, 0, 2, 4, 6);
    c3 = v128.shuffle<i32>(pl, ph, 0, 2, 4, 6);
    d1 = v128.shuffle<i32>(tl, th, 0, 2, 4, 6);
    d3 = v128.shuffle<i32>(sl, sh, 0, 2, 4, 6);
    k0 += W0;
    k1 += W1;
  }
  store4(c0, c1, c2, c3, out);
  store4(d0, d1, d2, d3, out + 64);
}

/**
 * `width` 32-bit words (1, 2 or 4) for each of the rows [from, from + n), contiguous from the returned address.
 * Row r reads words (r * width) mod 4 onwards of block floor(r * width / 4): rows share blocks, cells never share words.
 * `out` must hold n * width * 4 + 80 bytes.
 */
export function bits(k0: u32, k1: u32, from: f64, n: i32, draw: u32, width: u32, out: usize): usize {
  const first = <u64>from * width, skip = <usize>(first & 3);
  let counter = first >> 2;
  const end = (first + <u64>n * width + 3) >> 2;
  let p = out;
  for (; counter + 8 <= end && <u32>counter <= 0xfffffff8; counter += 8, p += 128) {
    blocks8(k0, k1, <u32>counter, <u32>(counter >> 32), draw, width, p);
  }
  for (; counter < end; counter += 4, p += 64) {
    const lo = <u32>counter, hi = <u32>(counter >> 32);
    let c0 = i32x4.add(i32x4.splat(lo), i32x4(0, 1, 2, 3)), c1 = i32x4.splat(hi);
    if (lo > 0xfffffffc) {
      c0 = i32x4(<i32>counter, <i32>(counter + 1), <i32>(counter + 2), <i32>(counter + 3));
      c1 = i32x4(<i32>(counter >> 32), <i32>((counter + 1) >> 32), <i32>((counter + 2) >> 32), <i32>((counter + 3) >> 32));
    }
    blocks4(k0, k1, c0, c1, draw, width, p);
  }
  return out + (skip << 2);
}

/** The same words for the rows whose numbers stand as f64 at `rows`, in that order. `out` must hold n * width * 4 + 16 bytes. */
export function bitsAt(k0: u32, k1: u32, rows: usize, n: i32, draw: u32, width: u32, out: usize): usize {
  const shift = <u32>ctz(width), last = n - 1;
  for (let i = 0, p = out; i < n; i += 4) {
    const a = rowAt(rows, i) << shift, b = rowAt(rows, min(i + 1, last)) << shift;
    const c = rowAt(rows, min(i + 2, last)) << shift, d = rowAt(rows, min(i + 3, last)) << shift;
    const c0 = i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(<i32>(a >> 2)), 1, <i32>(b >> 2)), 2, <i32>(c >> 2)), 3, <i32>(d >> 2));
    const c1 = i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(<i32>(a >> 34)), 1, <i32>(b >> 34)), 2, <i32>(c >> 34)), 3, <i32>(d >> 34));
    blocks4(k0, k1, c0, c1, draw, width, SCRATCH);
    const most = min(4, n - i);
    for (let k = 0; k < most; k++, p += width << 2) {
      const word = k == 0 ? a : k == 1 ? b : k == 2 ? c : d;
      const q = SCRATCH + (<usize>k << 4) + (<usize>(word & 3) << 2);
      if (width == 1) store<u32>(p, load<u32>(q));
      else if (width == 2) store<u64>(p, load<u64>(q));
      else v128.store(p, v128.load(q));
    }
  }
  return out;
}
const SCRATCH = memory.data(64, 16);

@inline
function rowAt(rows: usize, i: i32): u64 {
  return <u64>load<f64>(rows + (<usize>i << 3));
}

// Keyed bijection on [0, size): an unbalanced Feistel network on the next power of two, walked until it falls inside.
// Black, Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, section 4 (cycle walking).
@inline
function round(x: u32, a: u32, b: u32): u32 {
  x = (x ^ a) * 0x7feb352d; // lowbias32 by C. Wellons, bias 0.17, with a key before each multiplication
  x = (x ^ (x >> 15) ^ b) * 0x846ca68b;
  return x ^ (x >> 16);
}

@inline
function shuffleOnce(x: u64, bits: u32, k0: u32, k1: u32): u64 {
  const low = bits >> 1, high = bits - low;
  const lowMask = (<u64>1 << low) - 1, highMask = (<u64>1 << high) - 1;
  let l = <u32>(x & lowMask), h = <u32>((x >> low) & highMask);
  // Halves of few bits mix slowly: with six rounds 20,000 keys show the unevenness of 3 values.
  const rounds: u32 = bits < 8 ? 24 : bits < 16 ? 12 : 6;
  for (let r: u32 = 0; r < rounds; r += 2) {
    h = (h ^ round(l, k0 + r * W0, k1 + r * W1)) & <u32>highMask;
    l = (l ^ round(h, k1 + (r + 1) * W0, k0 + (r + 1) * W1)) & <u32>lowMask;
  }
  return (<u64>h << low) | l;
}

/** Where the keyed bijection on [0, size) sends `x`; 1 <= size <= 2^53, 0 <= x < size. */
export function permuteOne(k0: u32, k1: u32, size: f64, x: f64): f64 {
  const n = <u64>size;
  if (n < 2) return 0;
  const bits = <u32>max<u64>(2, 64 - clz<u64>(n - 1));
  let y = <u64>x;
  if (y >= n) y %= n; // a row past the capacity: never for a checked plan, but it must not walk for ever
  do {
    y = shuffleOnce(y, bits, k0, k1);
  } while (y >= n);
  return <f64>y;
}

@inline
function unshuffleOnce(x: u64, bits: u32, k0: u32, k1: u32): u64 {
  const low = bits >> 1, high = bits - low;
  const lowMask = (<u64>1 << low) - 1, highMask = (<u64>1 << high) - 1;
  let l = <u32>(x & lowMask), h = <u32>((x >> low) & highMask);
  const rounds: u32 = bits < 8 ? 24 : bits < 16 ? 12 : 6;
  for (let r: u32 = rounds; r > 0; r -= 2) {
    l = (l ^ round(h, k1 + (r - 1) * W0, k0 + (r - 1) * W1)) & <u32>lowMask;
    h = (h ^ round(l, k0 + (r - 2) * W0, k1 + (r - 2) * W1)) & <u32>highMask;
  }
  return (<u64>h << low) | l;
}

/** What `permuteOne` sends to each f64 at `rows` (or to from, from + 1, ... where `rows` is 0), f64 to `out`: its inverse. */
export function unpermute(k0: u32, k1: u32, size: f64, from: f64, rows: usize, n: i32, out: usize): void {
  const count = <u64>size;
  const bits = count < 2 ? 2 : <u32>max<u64>(2, 64 - clz<u64>(count - 1));
  for (let i = 0; i < n; i++) {
    let y = <u64>(rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3)));
    if (count < 2) y = 0;
    else {
      do {
        y = unshuffleOnce(y, bits, k0, k1);
      } while (y >= count);
    }
    store<f64>(out + (<usize>i << 3), <f64>y);
  }
}

@inline
function round4(x: v128, a: u32, b: u32): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.splat(a)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(v128.xor(x, v128.shr<u32>(x, 15)), i32x4.splat(b)), i32x4.splat(0x846ca68b));
  return v128.xor(x, v128.shr<u32>(x, 16));
}

/** base + `permuteOne` of x, x + 1, ... x + n - 1, all below `size`; up to 2^31 four at a time, the same bits as one by one. */
function permuteRun(k0: u32, k1: u32, size: f64, x: f64, n: i32, base: f64, out: usize): void {
  const count = <u64>size;
  const bits = <u32>max<u64>(2, 64 - clz<u64>(count - 1));
  let i = 0;
  if (bits < 32) {
    const low = bits >> 1, high = bits - low;
    const lowMask = i32x4.splat((1 << low) - 1), highMask = i32x4.splat((1 << high) - 1);
    const rounds: u32 = bits < 8 ? 24 : bits < 16 ? 12 : 6;
    const top = i32x4.splat(<i32>count), shift = f64x2.splat(base);
    for (; i + 4 <= n; i += 4) {
      const p = out + (<usize>i << 3);
      const rows = i32x4.add(i32x4.splat(<i32>(<u32>x + i)), i32x4(0, 1, 2, 3));
      let l = v128.and(rows, lowMask), h = v128.and(v128.shr<u32>(rows, low), highMask);
      for (let r: u32 = 0; r < rounds; r += 2) {
        h = v128.and(v128.xor(h, round4(l, k0 + r * W0, k1 + r * W1)), highMask);
        l = v128.and(v128.xor(l, round4(h, k1 + (r + 1) * W0, k0 + (r + 1) * W1)), lowMask);
      }
      const y = v128.or(v128.shl<u32>(h, low), l);
      v128.store(p, f64x2.add(f64x2.convert_low_i32x4_u(y), shift));
      v128.store(p, f64x2.add(f64x2.convert_low_i32x4_u(v128.shuffle<i32>(y, y, 2, 3, 2, 3)), shift), 16);
      const outside = i32x4.bitmask(i32x4.ge_s(y, top)); // both are below 2^31
      if (outside != 0) {
        for (let k = 0; k < 4; k++) {
          if (((outside >> k) & 1) != 0) store<f64>(p + (<usize>k << 3), base + permuteOne(k0, k1, size, x + <f64>(i + k)));
        }
      }
    }
  }
  for (; i < n; i++) store<f64>(out + (<usize>i << 3), base + permuteOne(k0, k1, size, x + <f64>i));
}

/** `permuteOne` of each f64 at `rows` (or of from, from + 1, ... where `rows` is 0), f64 to `out`. */
export function permute(k0: u32, k1: u32, size: f64, from: f64, rows: usize, n: i32, out: usize): void {
  if (rows == 0 && size > 1 && from + <f64>n <= size) {
    permuteRun(k0, k1, size, from, n, 0, out);
    return;
  }
  for (let i = 0; i < n; i++) {
    const x = rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3));
    store<f64>(out + (<usize>i << 3), permuteOne(k0, k1, size, x));
  }
}

/**
 * A keyed bijection on all row numbers that keeps short rows short: [0, 10), [10, 100), [100, 1000) ... each map onto themselves.
 * So the first million rows have at most six digits, and rows never depend on how many there are.
 */
export function permuteByMagnitude(k0: u32, k1: u32, from: f64, rows: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; ) {
    const x = rows == 0 ? from + <f64>i : load<f64>(rows + (<usize>i << 3));
    let base: f64 = 0, top: f64 = 10;
    let magnitude: u32 = 1;
    while (x >= top) {
      base = top;
      top *= 10;
      magnitude++;
    }
    const at = out + (<usize>i << 3);
    if (rows == 0) {
      const run = <i32>min<f64>(<f64>(n - i), top - x);
      permuteRun(k0, k1 ^ magnitude, top - base, x - base, run, base, at);
      i += run;
    } else {
      store<f64>(at, base + permuteOne(k0, k1 ^ magnitude, top - base, x - base));
      i++;
    }
  }
}
