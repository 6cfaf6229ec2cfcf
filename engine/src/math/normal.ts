import { exp } from "./exact.ts";

const ROOT_2PI = 2.5066282746310002; // sqrt(2 pi)

/**
 * Distribution function of the standard normal, P(X <= x), to a relative error below 1e-13 in the lower tail down to x = -37.
 * Near 0 the series 26.2.11 of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964); further out the continued
 * fraction 26.2.14, taken from its far end.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 38) return 1;
  if (x < -38.5) return 0;
  const size = Math.abs(x);
  if (size < 2.5) {
    let term = size,
      sum = size;
    for (let k = 3; term > sum * 1e-17; k += 2) sum += term *= (size * size) / k;
    const half = (sum * exp(-0.5 * x * x)) / ROOT_2PI;
    return x < 0 ? 0.5 - half : 0.5 + half;
  }
  let tail = size;
  for (let k = 160; k > 0; k--) tail = size + k / tail;
  const beyond = toDensity(size) / tail;
  return x < 0 ? beyond : 1 - beyond;
}

/** exp(-x^2 / 2) / sqrt(2 pi), with x^2 in two parts so that its rounding does not count. */
function toDensity(x: number): number {
  const near = Math.round(x * 16) / 16;
  return (exp(-0.5 * near * near) * exp(-0.5 * (x - near) * (x + near))) / ROOT_2PI;
}
