import { exp, log, log1p } from "./exact.ts";

const HALF_LOG_2PI = 0.9189385332046727;
// Bernoulli numbers B(2k) / (2k (2k - 1)): Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 6.1.41.
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** What Stirling's series adds for y >= 12. */
function toCorrection(y: number): number {
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = (sum + STIRLING[k]!) / (k === 0 ? y : y * y);
  return sum;
}

/** Natural logarithm of the gamma function; x > 0. Stirling's series, ibid., after the recurrence 6.1.15 has made x at least 12. */
export function logGamma(x: number): number {
  let shift = 1,
    y = x;
  while (y < 12) shift *= y++;
  return (y - 0.5) * log(y) - y + HALF_LOG_2PI + toCorrection(y) - log(shift);
}

/**
 * Regularised lower incomplete gamma function P(a, x): the distribution function of gamma(a, 1) at x; a > 0, x >= 0. Absolute error below 1e-12
 * for a up to 10^6. Series 6.5.29 below a + 1, otherwise the continued fraction 6.5.31 by Lentz's method, ibid.
 */
export function gammaCdf(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  const near = (x - a) / a;
  // x^a e^-x / Gamma(a); for large a by Stirling's series, so that large terms do not cancel.
  const front =
    a < 12
      ? exp(a * log(x) - x - logGamma(a))
      : Math.sqrt(a) * exp(a * (log1p(near) - near) - toCorrection(a) - HALF_LOG_2PI);
  const most = 100 + 20 * Math.ceil(Math.sqrt(Math.min(a, 1e8)));
  if (x < a + 1) {
    let term = 1 / a,
      sum = term;
    for (let k = 1; k < most && term > sum * 1e-17; k++) sum += term *= x / (a + k);
    return Math.min(1, front * sum);
  }
  let b = x + 1 - a,
    c = 1e300,
    d = 1 / b,
    h = d;
  for (let k = 1; k < most; k++) {
    const n = k * (a - k);
    b += 2;
    d = 1 / (b + n * d || 1e-300);
    c = b + n / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return Math.max(0, 1 - front * h);
}
