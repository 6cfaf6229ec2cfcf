import { exp, log } from "../math/exact.ts";
import { massWithin } from "../random/mass.ts";
import type { Bounds, Spread } from "../random/spread.ts";
import type { Distribution } from "../schema/schema.ts";
import type { Site } from "./field-type.ts";

/** Distributions that are laid onto their bounds; all others written with parameters have an extent of their own, and missing bounds stay open. */
export function needsBounds(distribution: Distribution): boolean {
  return (
    typeof distribution === "string" ||
    "uniform" in distribution ||
    "beta" in distribution ||
    "triangular" in distribution ||
    "zipf" in distribution
  );
}

/** A distribution given by name only, fitted to its finite bounds. */
function toNamed(name: Extract<Distribution, string>, { min, max }: Bounds): Spread {
  const span = max - min;
  if (span === 0) return { kind: "uniform" };
  const low = min > 0 ? min : max / 1000; // where a ratio of sizes must start above 0
  switch (name) {
    case "uniform":
      return { kind: "uniform" };
    case "normal":
      return { kind: "normal", mean: min + span / 2, sd: span / 6 };
    case "lognormal":
      return { kind: "lognormal", mu: (log(low) + log(max)) / 2, sigma: (log(max) - log(low)) / 6 };
    case "exponential":
      return { kind: "exponential", mean: span / 5, from: min };
    case "zipf":
      return { kind: "zipf", s: 1 };
    case "poisson":
      return { kind: "poisson", mean: (min + max) / 2 };
    default:
      return { kind: "pareto", shape: 1.16, scale: low }; // 1.16: a fifth holds four fifths
  }
}

/** The document's distribution with every parameter given. Names alone are fitted to the bounds, which must then be finite. */
export function toSpread(distribution: Distribution, bounds: Bounds): Spread {
  if (typeof distribution === "string") return toNamed(distribution, bounds);
  if ("uniform" in distribution) return { kind: "uniform" };
  if ("normal" in distribution) return { kind: "normal", ...distribution.normal };
  if ("lognormal" in distribution) return { kind: "lognormal", ...distribution.lognormal };
  if ("exponential" in distribution)
    return { kind: "exponential", ...distribution.exponential, from: Math.abs(bounds.min) < Infinity ? bounds.min : 0 };
  if ("gamma" in distribution) return { kind: "gamma", ...distribution.gamma };
  if ("beta" in distribution) return { kind: "beta", ...distribution.beta };
  if ("poisson" in distribution) return { kind: "poisson", ...distribution.poisson };
  if ("binomial" in distribution) return { kind: "binomial", ...distribution.binomial };
  if ("zipf" in distribution) return { kind: "zipf", ...distribution.zipf };
  if ("pareto" in distribution) return { kind: "pareto", ...distribution.pareto };
  if ("weibull" in distribution) return { kind: "weibull", ...distribution.weibull };
  if ("triangular" in distribution) return { kind: "triangular", ...distribution.triangular };
  if ("empirical" in distribution)
    return { kind: "empirical", quantiles: distribution.empirical.quantiles.toSorted((a, b) => a - b) };
  if ("values" in distribution)
    return {
      kind: "values",
      values: Object.keys(distribution.values).map(Number),
      weights: Object.values(distribution.values),
    };
  return {
    kind: "mixture",
    parts: distribution.mixture.map(({ weight, normal }) => ({ weight, spread: { kind: "normal", ...normal } })),
  };
}

const round = (x: number): string => String(Number(x.toPrecision(4)));

/** A spread in words: "normal, mean 41, sd 14". */
export function describeSpread(spread: Spread): string {
  switch (spread.kind) {
    case "mixture":
      return `a mixture of ${spread.parts.map(({ weight, spread: part }) => `${describeSpread(part)} (weight ${round(weight)})`).join("; ")}`;
    case "values":
      return `one of ${spread.values.length} numbers by weight`;
    case "empirical":
      return `as ${spread.quantiles.length} quantiles say`;
    case "exponential":
      return `exponential, mean ${round(Math.abs(spread.mean))} ${spread.mean > 0 ? "above" : "below"} ${round(spread.from)}`;
    case "lognormal":
      return `lognormal, median ${round(exp(spread.mu))}, sigma ${round(spread.sigma)}`;
    default: {
      const { kind, ...parameters } = spread;
      return [kind, ...Object.entries(parameters).map(([name, value]) => `${name} ${round(value)}`)].join(", ");
    }
  }
}

const LEAST_MASS = 1e-9;
const GAMMA_SHAPE_MOST = 1e6;
const LEAST_GAMMA_MASS = 0.05; // it is kept within bounds by drawing anew

/** Complains where a distribution cannot be drawn, or hardly ever falls within its bounds. Whether it can be used. */
export function checkSpread(spread: Spread, bounds: Bounds, site: Site, param: string): boolean {
  const { min, max } = bounds;
  const between = `between ${min} and ${max}`;
  const complain = (message: string, hint: string): false => {
    site.issue("schema/distribution", message, hint, param);
    return false;
  };
  if (
    (spread.kind === "lognormal" && !(spread.sigma > 0 && Math.abs(spread.mu) < Infinity)) ||
    (spread.kind === "pareto" && !(spread.scale > 0)) ||
    (spread.kind === "poisson" && !(spread.mean > 0 && spread.mean <= 1e6))
  )
    return complain(
      `${spread.kind} cannot be fitted ${between}.`,
      "It gives numbers above 0 only (poisson: with a mean of at most 1000000). Write its parameters, or change min and max.",
    );
  if (spread.kind === "triangular" && (spread.mode < min || spread.mode > max))
    return complain(
      `the mode must lie between min and max; found mode ${spread.mode} ${between}.`,
      "Move the mode or a bound.",
    );
  if (spread.kind === "empirical" && (spread.quantiles[0]! > max || spread.quantiles.at(-1)! < min))
    return complain(
      `all quantiles lie outside min and max: from ${spread.quantiles[0]} to ${spread.quantiles.at(-1)}, not ${between}.`,
      "Move a bound or drop it.",
    );
  if (spread.kind === "gamma" && spread.shape > GAMMA_SHAPE_MOST)
    return complain(
      `gamma takes a shape of at most ${GAMMA_SHAPE_MOST}; found ${spread.shape}.`,
      `Use normal: a gamma of a large shape has mean shape * scale and sd sqrt(shape) * scale.`,
    );
  if ((spread.kind === "uniform" || spread.kind === "beta" || spread.kind === "triangular") && !(max - min < Infinity))
    return complain(`the range is too wide: ${between}.`, "Move min or max.");
  const mass = massWithin(spread, bounds);
  const least = spread.kind === "gamma" ? LEAST_GAMMA_MASS : LEAST_MASS;
  if (mass >= least) return true;
  return complain(
    `${describeSpread(spread)} falls ${between} with a chance of ${mass.toPrecision(2)}, below ${least}.`,
    "Widen min and max, or move the distribution.",
  );
}
