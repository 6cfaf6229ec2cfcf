import { invariant } from "../errors.ts";
import { childCounts } from "../kernels/children.ts";
import { exp, log, pow } from "../math/exact.ts";
import { evenSplit, openSplit, type Split } from "../random/split.ts";
import type { StreamKey } from "../random/stream.ts";
import type { RowCount } from "../schema/schema.ts";

/** Children per parent as the document has them. */
export type Per = Extract<RowCount, { per: string }>;

const MOST_WIDTH = 100_000;
const DEFAULT_MAX = 10;
const WIDENED_MOST = 6; // doublings: e^-1000 is 0, so that the bracket's ends are then the range's
const BISECTIONS = 60; // 100 / 2^60 is below the spacing of doubles near 1

/** Weights of min, min + 1, ... max under one parameter. */
type Family = (parameter: number, min: number, max: number) => number[];

const zipf: Family = (s, min, max) => Array.from({ length: max - min + 1 }, (_, k) => pow(k + 1, -s));
const tilted: Family = (t, min, max) => {
  // relative to the largest term, so that nothing overflows
  const top = t < 0 ? max - min : 0;
  return Array.from({ length: max - min + 1 }, (_, k) => exp(-t * (k - top)));
};
const poisson: Family = (logMean, min, max) => {
  // relative to the largest term, so that nothing overflows
  const logs: number[] = [];
  let sum = 0;
  for (let k = 1; k <= max; k++) {
    sum += logMean - log(k);
    if (k >= min) logs.push(sum);
  }
  if (min === 0) logs.unshift(0);
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  return logs.map((x) => exp(x - top));
};

function meanOf(weights: readonly number[], min: number): number {
  let sum = 0;
  let moment = 0;
  weights.forEach((w, k) => {
    sum += w;
    moment += w * (min + k);
  });
  return moment / sum;
}

/** The member of the family with that mean, by bisection of a bracket that is widened until it holds it; the mean must fall or rise with the parameter. */
function solve(family: Family, mean: number, min: number, max: number, bracket: readonly [number, number]): number[] {
  const meanAt = (parameter: number): number => meanOf(family(parameter, min, max), min);
  let [low, high] = bracket;
  const rises = meanAt(high) > meanAt(low);
  for (let k = 0; k < WIDENED_MOST && meanAt(low) < mean !== rises; k++) low *= 2;
  for (let k = 0; k < WIDENED_MOST && meanAt(high) < mean === rises; k++) high *= 2;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (meanAt(middle) < mean === rises) low = middle;
    else high = middle;
  }
  return family((low + high) / 2, min, max);
}

/** The name of a distribution, and what its parameters say. */
function readDistribution(per: Per): { readonly name: string; readonly mean?: number; readonly s?: number } {
  const { distribution, mean } = per;
  if (typeof distribution !== "object") return { name: distribution ?? (mean === undefined ? "uniform" : "poisson") };
  if ("exponential" in distribution) return { name: "exponential", mean: distribution.exponential.mean };
  if ("poisson" in distribution) return { name: "poisson", mean: distribution.poisson.mean };
  if ("zipf" in distribution) return { name: "zipf", s: distribution.zipf.s };
  return { name: Object.keys(distribution)[0]! };
}

/** Chances of min, min + 1, ... children, or a complaint with the arithmetic. */
export function childWeights(
  per: Per,
):
  | { readonly min: number; readonly weights: readonly number[] }
  | { readonly complaint: string; readonly hint: string } {
  const { name, mean: own, s } = readDistribution(per);
  const { min = 0, mean = own } = per;
  if (own !== undefined && own !== mean)
    return { complaint: `mean is ${mean}, but ${name} says ${own}.`, hint: "Drop one of the two." };
  if (s !== undefined && mean !== undefined)
    return {
      complaint: `mean is ${mean}, but the s of zipf decides the mean.`,
      hint: "Drop mean, or write just zipf.",
    };
  const max = per.max ?? (mean === undefined ? Math.max(min, DEFAULT_MAX) : Math.max(min, Math.ceil(mean * 4 + 10)));
  if (min > max)
    return { complaint: `min must be <= max; found min ${min}, max ${max}.`, hint: "Swap them or drop one." };
  if (max - min > MOST_WIDTH)
    return { complaint: `max - min must be at most ${MOST_WIDTH}; found ${max - min}.`, hint: "Narrow the range." };
  if (mean !== undefined && (mean < min || mean > max))
    return {
      complaint: `a mean of ${mean} cannot come from ${min} to ${max} children.`,
      hint: "Put the mean between min and max.",
    };
  if (min === max || mean === min || mean === max) return { min: mean === max ? max : min, weights: [1] };
  switch (name) {
    case "uniform":
      // with a mean off the middle: the least committed choice, weights that grow or shrink by a constant factor
      return { min, weights: mean === undefined ? tilted(0, min, max) : solve(tilted, mean, min, max, [-50, 50]) };
    case "zipf":
      if (mean === undefined) return { min, weights: zipf(s ?? 1, min, max) };
      if (mean > (min + max) / 2)
        return {
          complaint: `zipf from ${min} to ${max} has a mean of at most ${(min + max) / 2}; found ${mean}.`,
          hint: "Raise max, lower the mean, or use poisson.",
        };
      return { min, weights: solve(zipf, mean, min, max, [0, 40]) };
    case "exponential":
      return {
        min,
        weights: mean === undefined ? tilted(4 / (max - min), min, max) : solve(tilted, mean, min, max, [-50, 50]),
      };
    case "poisson":
      return { min, weights: solve(poisson, mean ?? (min + max) / 2, min, max, [-30, 30]) };
    default:
      return { complaint: `children cannot be spread as ${name}.`, hint: "Use uniform, poisson, exponential or zipf." };
  }
}

/** The children of all parents of a table, counted once. */
export function openChildren(per: Per, parents: number, key: StreamKey): Split {
  const spread = childWeights(per);
  invariant("weights" in spread, "complaints come before");
  if (spread.weights.length === 1) return evenSplit({ parents, each: spread.min });
  return openSplit({ parents, counts: childCounts(spread.min, spread.weights, key) });
}
