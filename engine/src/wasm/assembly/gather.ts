/** out[i] = table[codes[i]], 8 bytes each. */
export function gather64(codes: usize, table: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; i++) store<u64>(out + (<usize>i << 3), load<u64>(table + (<usize>load<u32>(codes + (<usize>i << 2)) << 3)));
}

/** out[i] = table[codes[i]], 4 bytes each. */
export function gather32(codes: usize, table: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    store<u32>(out + at, load<u32>(table + (<usize>load<u32>(codes + at) << 2)));
  }
}

/** The f64 values from, from + step, ... */
export function ramp(from: f64, step: f64, n: i32, out: usize): void {
  for (let i = 0; i < n; i++) store<f64>(out + (<usize>i << 3), from + step * <f64>i);
}

/** out = a AND b over `bytes` bytes of bitmap. */
export function andBits(a: usize, b: usize, bytes: i32, out: usize): void {
  for (let i = 0; i < bytes; i++) store<u8>(out + i, load<u8>(a + i) & load<u8>(b + i));
}

/** A bitmap whose bit i is set where the f64 at i is not NaN and not 0. */
export function truths(values: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; i += 8) {
    let byte: u32 = 0;
    const most = min(8, n - i);
    for (let k = 0; k < most; k++) {
      const x = load<f64>(values + (<usize>(i + k) << 3));
      byte |= <u32>(x != 0 && x == x) << k;
    }
    store<u8>(out + (<usize>i >> 3), <u8>byte);
  }
}

/** Number of set bits among the first n. */
export function countBits(bitmap: usize, n: i32): i32 {
  let sum = 0;
  const whole = n >> 3;
  for (let i = 0; i < whole; i++) sum += popcnt<i32>(load<u8>(bitmap + i));
  if ((n & 7) != 0) sum += popcnt<i32>(load<u8>(bitmap + whole) & ((1 << (n & 7)) - 1));
  return sum;
}
