/** The largest finite double. */
export const FLOAT_MOST = Number.MAX_VALUE;

/** x, or the finite double nearest to it. */
export function limited(x: number): number {
  return x > FLOAT_MOST ? FLOAT_MOST : x < -FLOAT_MOST ? -FLOAT_MOST : x + 0;
}

/** Makes every cell finite, so that NaN never arises from sums and products. */
export function limitAll(cells: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) cells[i] = limited(cells[i]!);
}

/** The nearest whole number; halves away from zero. */
export function rounded(x: number): number {
  const whole = Math.trunc(x);
  const rest = x - whole;
  return (rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole) + 0;
}

const QUICK_MOST = 1_125_899_906_842_624; // 2^50: below it the double nearest to a / b, plus a half, cannot cross a whole number by its rounding

/** a / b of whole numbers, rounded half away from zero: exact while both are below 2^53. */
export function quotient(a: number, b: number): number {
  const q = a / b;
  if (a < QUICK_MOST && a > -QUICK_MOST) return Math.trunc(q < 0 ? q - 0.5 : q + 0.5) + 0;
  const whole = Math.trunc(q);
  const rest = a - whole * b;
  return Math.abs(rest) * 2 >= Math.abs(b) ? whole + (q < 0 ? -1 : 1) : whole;
}

/** Each cell times a factor, finite. */
export function multiplyAll(cells: Float64Array, factor: number, out: Float64Array, n: number): void {
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = cells[i]! * factor + 0;
    out[i] = x;
    if (!(Math.abs(x) <= FLOAT_MOST)) most = x;
  }
  if (most !== 0) limitAll(out, n);
}

/** `quotient` of each cell and one divisor. */
export function divideAll(cells: Float64Array, divisor: number, out: Float64Array, n: number): void {
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = cells[i]!;
    const q = x / divisor;
    out[i] = Math.trunc(q < 0 ? q - 0.5 : q + 0.5) + 0;
    if (!(Math.abs(x) < QUICK_MOST)) most = x;
  }
  if (most !== 0) for (let i = 0; i < n; i++) out[i] = quotient(cells[i]!, divisor);
}
