import { invariant } from "../errors.ts";
import { childCounts } from "../kernels/children.ts";
import { exp, log, pow } from "../math/exact.ts";
import { openSplit, type Split } from "../random/split.ts";
import type { StreamKey } from "../random/stream.ts";
import type { RowCount } from "../schema/schema.ts";

/** Children per parent as the document has them. */
export type Per = Extract<RowCount, { per: string }>;

const MOST_WIDTH = 100_000;
const DEFAULT_MAX = 10;

/** Weights of min, min + 1, ... max under one parameter. */
type Family = (parameter: number, min: number, max: number) => number[];

const zipf: Family = (s, min, max) => Array.from({ length: max - min + 1 }, (_, k) => pow(k + 1, -s));
const tilted: Family = (t, min, max) => Array.from({ length: max - min + 1 }, (_, k) => exp(-t * k));
const poisson: Family = (logMean, min, max) => {
  // relative to the largest term, so that nothing overflows
  const logs: number[] = [];
  let sum = 0;
  for (let k = 1; k <= max; k++) {
    sum += logMean - log(k);
    if (k >= min) logs.push(sum);
  }
  if (min === 0) logs.unshift(0);
  const top = Math.max(...logs);
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

/** The member of the family with that mean, by bisection; the mean must fall or rise with the parameter over [low, high]. */
function solve(family: Family, mean: number, min: number, max: number, low: number, high: number): number[] {
  const rises = meanOf(family(high, min, max), min) > meanOf(family(low, min, max), min);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (meanOf(family(middle, min, max), min) < mean === rises) low = middle;
    else high = middle;
  }
  return family((low + high) / 2, min, max);
}

/** Chances of min, min + 1, ... children, or a complaint with the arithmetic. */
export function childWeights(
  per: Per,
):
  | { readonly min: number; readonly weights: readonly number[] }
  | { readonly complaint: string; readonly hint: string } {
  const { min = 0, mean } = per;
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
  const name =
    typeof per.distribution === "object"
      ? Object.keys(per.distribution)[0]!
      : (per.distribution ?? (mean === undefined ? "uniform" : "poisson"));
  if (min === max || mean === min || mean === max) return { min: mean === max ? max : min, weights: [1] };
  switch (name) {
    case "uniform":
      // with a mean off the middle: the least committed choice, weights that grow or shrink by a constant factor
      return { min, weights: mean === undefined ? tilted(0, min, max) : solve(tilted, mean, min, max, -50, 50) };
    case "zipf": {
      const s = typeof per.distribution === "object" && "zipf" in per.distribution ? per.distribution.zipf.s : 1;
      if (mean === undefined) return { min, weights: zipf(s, min, max) };
      if (mean > (min + max) / 2)
        return {
          complaint: `zipf from ${min} to ${max} has a mean of at most ${(min + max) / 2}; found ${mean}.`,
          hint: "Raise max, lower the mean, or use poisson.",
        };
      return { min, weights: solve(zipf, mean, min, max, 0, 40) };
    }
    case "exponential":
      return {
        min,
        weights: mean === undefined ? tilted(4 / (max - min), min, max) : solve(tilted, mean, min, max, -50, 50),
      };
    case "poisson": {
      const given =
        typeof per.distribution === "object" && "poisson" in per.distribution
          ? per.distribution.poisson.mean
          : undefined;
      const wanted = mean ?? given ?? (min + max) / 2;
      return { min, weights: solve(poisson, Math.min(max - 1e-6, Math.max(min + 1e-6, wanted)), min, max, -30, 30) };
    }
    default:
      return { complaint: `children cannot be spread as ${name}.`, hint: "Use uniform, poisson, exponential or zipf." };
  }
}

/** The children of all parents of a table, counted once. */
export function openChildren(per: Per, parents: number, key: StreamKey): Split {
  const spread = childWeights(per);
  invariant("weights" in spread, "complaints come before");
  return openSplit({ parents, counts: childCounts(spread.min, spread.weights, key) });
}
