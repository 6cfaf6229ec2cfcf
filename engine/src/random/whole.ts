import { pow } from "../math/exact.ts";
import { aliasTable } from "./alias.ts";
import type { Bounds, Spread } from "./spread.ts";

/** Whole numbers and their weights, parallel; `mass` is their share of all that the distribution can give. */
export interface Masses {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly mass: number;
}

const NEGLIGIBLE = 1e-20; // of the most likely value's chance: beyond 10^10 rows of anything

/** Chances of the whole numbers [low, high] around the most likely one, from `ratio(k)` = P(k + 1) / P(k); in proportion to that one's. */
function walk(
  mode: number,
  low: number,
  high: number,
  ratio: (k: number) => number,
): { first: number; weights: number[] } {
  const down: number[] = [],
    up: number[] = [1];
  for (let k = mode, p = 1; k > low && (p /= ratio(k - 1)) > NEGLIGIBLE; k--) down.push(p);
  for (let k = mode, p = 1; k < high && (p *= ratio(k)) > NEGLIGIBLE; k++) up.push(p);
  return { first: mode - down.length, weights: [...down.reverse(), ...up] };
}

/** The chances of a Poisson or binomial variable kept within bounds, by the ratio of neighbours from the most likely value outwards. Empty where it cannot reach them. */
export function toMasses(spread: Extract<Spread, { kind: "poisson" | "binomial" }>, { min, max }: Bounds): Masses {
  const most = spread.kind === "poisson" ? Infinity : spread.n;
  const low = Math.max(0, Math.ceil(min)),
    high = Math.min(most, Math.floor(max));
  const none: Masses = { values: [], weights: [], mass: 0 };
  if (low > high) return none;
  if (spread.kind === "binomial" && (spread.p === 0 || spread.p === 1)) {
    const only = spread.p * spread.n;
    return only < low || only > high ? none : { values: [only], weights: [1], mass: 1 };
  }
  const ratio =
    spread.kind === "poisson"
      ? (k: number) => spread.mean / (k + 1)
      : (k: number) => ((spread.n - k) / (k + 1)) * (spread.p / (1 - spread.p));
  const peak = Math.min(most, Math.floor(spread.kind === "poisson" ? spread.mean : (spread.n + 1) * spread.p));
  const whole = walk(peak, 0, most, ratio);
  const kept = walk(Math.min(high, Math.max(low, peak)), low, high, ratio);
  let all = 0,
    inside = 0;
  whole.weights.forEach((w, i) => {
    all += w;
    if (whole.first + i >= low && whole.first + i <= high) inside += w;
  });
  return { values: kept.weights.map((_, i) => kept.first + i), weights: kept.weights, mass: inside / all };
}

/** Weights k^-s of the ranks 1 to count. */
export function zipfWeights(s: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => pow(k + 1, -s));
}

/** Triples (threshold, value, value of the alias) for the loop `aliasNumber`. */
export function numberTable(values: readonly number[], weights: readonly number[]): Float64Array {
  const pairs = aliasTable(weights);
  const table = new Float64Array(values.length * 3);
  values.forEach((value, k) => table.set([pairs[k * 2]!, value, values[pairs[k * 2 + 1]!]!], k * 3));
  return table;
}
