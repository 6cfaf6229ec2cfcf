/**
 * Walker's alias table for `weights` (Vose 1991, doi:10.1109/32.92917) as pairs (threshold, alias), 2 * count numbers.
 * Weights are >= 0 with a positive sum; they need not add up to 1.
 */
export function aliasTable(weights: readonly number[]): Float64Array {
  const count = weights.length;
  let sum = 0;
  for (const w of weights) sum += w;
  const scaled = weights.map((w) => (w / sum) * count);
  const table = new Float64Array(count * 2);
  const small: number[] = [],
    large: number[] = [];
  for (let i = count - 1; i >= 0; i--) (scaled[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const s = small.pop()!,
      l = large.pop()!;
    table[s * 2] = scaled[s]!;
    table[s * 2 + 1] = l;
    scaled[l] = scaled[l]! + scaled[s]! - 1;
    (scaled[l] < 1 ? small : large).push(l);
  }
  for (const i of [...large, ...small]) {
    table[i * 2] = 1;
    table[i * 2 + 1] = i;
  }
  return table;
}
