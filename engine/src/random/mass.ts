import { exp, expm1, log, pow } from "../math/exact.ts";
import { gammaCdf } from "../math/gamma.ts";
import { normalCdf } from "../math/normal.ts";
import type { Bounds, Spread } from "./spread.ts";
import { toMasses } from "./whole.ts";

/** A part of a normal distribution as its quantile function from `pFrom` over `span`; `sd` is negative where it is mirrored, so that p stays below 1/2. */
export interface NormalPart {
  readonly mean: number;
  readonly sd: number;
  readonly pFrom: number;
  readonly span: number;
}

/** The part of normal(mean, sd) within bounds. A tail is taken from the low side, where p has all its digits. */
export function toNormalPart(mean: number, sd: number, { min, max }: Bounds): NormalPart {
  const a = (min - mean) / sd,
    b = (max - mean) / sd;
  const mirrored = a > 0;
  const pFrom = normalCdf(mirrored ? -b : a);
  return { mean, sd: mirrored ? -sd : sd, pFrom, span: normalCdf(mirrored ? -a : b) - pFrom };
}

/** The same distribution's exponential form: a unit exponential from `from`, cut at its quantile `mass`. */
export interface ExponentialPart {
  readonly from: number;
  readonly mass: number;
}

/** The part of a unit exponential between two of its values. */
export function toExponentialPart(min: number, max: number): ExponentialPart {
  const from = Math.max(0, min);
  return { from, mass: max === Infinity ? 1 : Math.max(0, -expm1(from - max)) };
}

/** Values of the unit exponential at which pareto and weibull reach x; 0 below what they can give. */
export function paretoExponent(shape: number, scale: number, x: number): number {
  return x <= scale ? 0 : x === Infinity ? x : shape * log(x / scale);
}
export function weibullExponent(shape: number, scale: number, x: number): number {
  return x <= 0 ? 0 : pow(x / scale, shape);
}

/**
 * The chance that a draw without bounds falls within them. 1 for spreads that are laid onto their bounds (uniform, beta, triangular, zipf)
 * and for empirical ones, whose draws outside are moved to the nearest bound.
 */
export function massWithin(spread: Spread, bounds: Bounds): number {
  const { min, max } = bounds;
  switch (spread.kind) {
    case "normal":
      return toNormalPart(spread.mean, spread.sd, bounds).span;
    case "lognormal":
      return max <= 0
        ? 0
        : toNormalPart(spread.mu, spread.sigma, { min: min > 0 ? log(min) : -Infinity, max: log(max) }).span;
    case "exponential":
      return spread.mean > 0
        ? exponentialMass((min - spread.from) / spread.mean, (max - spread.from) / spread.mean)
        : exponentialMass((max - spread.from) / spread.mean, (min - spread.from) / spread.mean);
    case "pareto":
      return max < spread.scale
        ? 0
        : exponentialMass(
            paretoExponent(spread.shape, spread.scale, min),
            paretoExponent(spread.shape, spread.scale, max),
          );
    case "weibull":
      return exponentialMass(
        weibullExponent(spread.shape, spread.scale, min),
        weibullExponent(spread.shape, spread.scale, max),
      );
    case "gamma":
      return gammaCdf(spread.shape, max / spread.scale) - gammaCdf(spread.shape, min / spread.scale);
    case "poisson":
    case "binomial":
      return toMasses(spread, bounds).mass;
    case "values": {
      let all = 0,
        inside = 0;
      spread.values.forEach((value, k) => {
        all += spread.weights[k]!;
        if (value >= min && value <= max) inside += spread.weights[k]!;
      });
      return inside / all;
    }
    case "mixture": {
      let all = 0,
        inside = 0;
      for (const part of spread.parts) {
        all += part.weight;
        inside += part.weight * massWithin(part.spread, bounds);
      }
      return inside / all;
    }
    default:
      return 1;
  }
}

function exponentialMass(min: number, max: number): number {
  const part = toExponentialPart(min, max);
  return part.mass * exp(-part.from);
}
