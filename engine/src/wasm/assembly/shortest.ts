// The shortest decimal that reads back as a double, and of those the nearest: Giulietti, "The Schubfach way to render doubles",
// 2022 (the algorithm of Java's Double.toString); numbers and names as there in section 9.
const LEAST = -324, COUNT = 617; // powers 10^-k for k of [-324, 292]
const POWERS = memory.data(617 * 16); // g1, g0: 126 bits of each power, rounded up
const LIMBS = 40; // of 32 bits: 10^324 needs 1077
const BIG = memory.data(40 * 4);
const MASK63: u64 = 0x7fffffffffffffff;
let ready = false;

/** floor(e * log10(2)), floor(log10(3/4) + e * log10(2)), floor(e * log2(10)); section 9.2. */
@inline
function log10OfPow2(e: i32): i32 {
  return <i32>((<i64>e * 661971961083) >> 41);
}
@inline
function log10OfThreeQuarters(e: i32): i32 {
  return <i32>((<i64>e * 661971961083 - 274743187321) >> 41);
}
@inline
function log2OfPow10(e: i32): i32 {
  return <i32>((<i64>e * 913124641741) >> 38);
}

/** 63 bits of the long number from bit `from` (which may be negative) on. */
function bitsOf(from: i32): u64 {
  let bits: u64 = 0;
  for (let b = 62; b >= 0; b--) {
    const at = from + b;
    bits <<= 1;
    if (at >= 0) bits |= <u64>((load<u32>(BIG + (<usize>(at >> 5) << 2)) >> (at & 31)) & 1);
  }
  return bits;
}

function keep(k: i32, length: i32): void {
  let low = bitsOf(length - 126) + 1, high = bitsOf(length - 63);
  if (low >> 63) {
    low = 0;
    high++;
  }
  const at = POWERS + (<usize>(k - LEAST) << 4);
  store<u64>(at, high);
  store<u64>(at, low, 8);
}

function lengthOf(): i32 {
  let limb = LIMBS - 1;
  while (load<u32>(BIG + (<usize>limb << 2)) == 0) limb--;
  return (limb << 5) + 32 - <i32>clz(load<u32>(BIG + (<usize>limb << 2)));
}

/** All powers from long numbers: 5^n by multiplication, 2^1279 / 5^n by division, whose floors nest. */
function fillPowers(): void {
  memory.fill(BIG, 0, LIMBS * 4);
  store<u32>(BIG, 1);
  for (let n = 0; n <= -LEAST; n++) {
    keep(-n, lengthOf());
    let carry: u64 = 0;
    for (let limb = 0; limb < LIMBS; limb++) {
      const at = BIG + (<usize>limb << 2);
      carry += <u64>load<u32>(at) * 5;
      store<u32>(at, <u32>carry);
      carry >>= 32;
    }
  }
  memory.fill(BIG, 0, LIMBS * 4);
  store<u32>(BIG + ((LIMBS - 1) << 2), 0x80000000);
  for (let n = 1; n < COUNT + LEAST; n++) {
    let rest: u64 = 0;
    for (let limb = LIMBS - 1; limb >= 0; limb--) {
      const at = BIG + (<usize>limb << 2);
      rest = (rest << 32) | load<u32>(at);
      store<u32>(at, <u32>(rest / 5));
      rest %= 5;
    }
    keep(n, lengthOf());
  }
  ready = true;
}

@inline
function highOf(a: u64, b: u64): u64 {
  const al = a & 0xffffffff, ah = a >> 32, bl = b & 0xffffffff, bh = b >> 32;
  const middle = ah * bl + ((al * bl) >> 32);
  return ah * bh + (middle >> 32) + ((al * bh + (middle & 0xffffffff)) >> 32);
}

@inline
function roundToOdd(g1: u64, g0: u64, cp: u64): u64 {
  const z = ((g1 * cp) >> 1) + highOf(g0, cp);
  return (highOf(g1, cp) + (z >> 63)) | (((z & MASK63) + MASK63) >> 63);
}

/** Power of ten of what `shortest` returned last. */
export let shortestExponent: i32 = 0;

/** The decimal digits of |x|, finite and not 0, as a whole number: x = digits * 10^shortestExponent. They may end in zeros. */
export function shortest(x: f64): u64 {
  if (!ready) fillPowers();
  const bits = reinterpret<u64>(x), t = bits & 0xfffffffffffff, bq = <i32>(bits >> 52) & 0x7ff;
  const q = bq == 0 ? -1074 : bq - 1075, c = bq == 0 ? t : t | 0x10000000000000;
  const odd = c & 1, cb = c << 2, even = t != 0 || bq <= 1;
  const k = even ? log10OfPow2(q) : log10OfThreeQuarters(q);
  const h = <u64>(q + log2OfPow10(-k) + 2);
  const at = POWERS + (<usize>(k - LEAST) << 4), g1 = load<u64>(at), g0 = load<u64>(at, 8);
  const vb = roundToOdd(g1, g0, cb << h);
  const lower = roundToOdd(g1, g0, (cb - (even ? 2 : 1)) << h) + odd;
  const upper = roundToOdd(g1, g0, (cb + 2) << h) - odd;
  const s = vb >> 2;
  shortestExponent = k;
  if (s >= 10) {
    const tens = s / 10, down = lower <= tens * 40, up = tens * 40 + 40 <= upper;
    if (down != up) {
      shortestExponent = k + 1;
      return tens + <u64>up;
    }
  }
  const down = lower <= s << 2, up = (s << 2) + 4 <= upper;
  if (down != up) return s + <u64>up;
  const middle = (s << 2) + 2;
  return s + <u64>(vb > middle || (vb == middle && (s & 1) != 0));
}
