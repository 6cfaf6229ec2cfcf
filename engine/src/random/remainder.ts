/** `total` whole units by weight: what is left after rounding down goes to the largest remainders, the first of equals. Without any weight, to all alike. */
export function byLargestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? total * (weight / sum) : total / weights.length));
  const counts = exact.map(Math.floor);
  const order = exact.map((_, k) => k).toSorted((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!) || a - b);
  let missing = total - counts.reduce((a, b) => a + b, 0);
  // a sum of rounded products may be off by one either way
  for (let k = 0; missing !== 0; k = (k + 1) % order.length) {
    const step = Math.sign(missing);
    counts[order[k]!]! += step;
    missing -= step;
  }
  return counts;
}
