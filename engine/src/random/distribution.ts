import { invariant } from "../errors.ts";
import { log } from "../math/exact.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";
import type { Machine } from "../wasm/machine.ts";
import { aliasTable } from "./alias.ts";
import { massWithin, paretoExponent, toExponentialPart, toNormalPart, weibullExponent } from "./mass.ts";
import type { Rows } from "./rows.ts";
import type { Bounds, Spread } from "./spread.ts";
import { bits, type StreamKey } from "./stream.ts";
import { numberTable, toMasses, zipfWeights } from "./whole.ts";

/** Address of one f64 per row; the caller may write over them. Depends on key and row only. */
export type Drawer = (machine: Machine, rows: Rows, key: StreamKey) => number;

const TABLE_MOST = 65_536; // entries of an alias table; 1.5 MiB

/**
 * Draws numbers that spread so, kept within the closed bounds.
 *
 * | kept within bounds by | spreads |
 * |---|---|
 * | lying on them | uniform, beta, triangular, zipf |
 * | inversion of the truncated distribution, exact | normal, lognormal, exponential, pareto, weibull, mixtures of them |
 * | a table of the truncated chances, exact | poisson, binomial, values |
 * | drawing anew, at most 512 times, then the nearest bound | gamma |
 * | the nearest bound | empirical |
 *
 * `bounds` must be finite for uniform, beta and triangular, `min` and `max` whole for zipf, and `massWithin` more than 0 (gamma: at least 0.05).
 */
export function toDrawer(spread: Spread, bounds: Bounds): Drawer {
  const draw = toDrawerAt(spread, bounds, 0);
  if (spread.kind === "uniform") return draw;
  const min = Math.max(bounds.min, -Number.MAX_VALUE),
    max = Math.min(bounds.max, Number.MAX_VALUE);
  return (machine, rows, key) => {
    const at = draw(machine, rows, key);
    machine.loops.clamp(at, rows.length, min, max); // rounding may pass a bound, and an extreme parameter the largest double
    return at;
  };
}

/** As `toDrawer` without the last clamp; reads the stream's draws from number `draw` on. */
function toDrawerAt(spread: Spread, bounds: Bounds, draw: number): Drawer {
  const { min, max } = bounds;
  const words = (machine: Machine, rows: Rows, key: StreamKey): number => bits(machine, rows, key, draw, 2);
  switch (spread.kind) {
    case "uniform":
      invariant(max - min < Infinity, "uniform has bounds");
      return (machine, rows, key) => {
        const at = words(machine, rows, key);
        machine.loops.uniform(at, rows.length, min, max - min, at);
        return at;
      };
    case "normal": {
      const { mean, sd, pFrom, span } = toNormalPart(spread.mean, spread.sd, bounds);
      return (machine, rows, key) => {
        const at = words(machine, rows, key);
        machine.loops.normalBetween(at, rows.length, mean, sd, pFrom, span, at);
        return at;
      };
    }
    case "lognormal": {
      const inner = toDrawerAt(
        { kind: "normal", mean: spread.mu, sd: spread.sigma },
        { min: min > 0 ? log(min) : -Infinity, max: log(max) },
        draw,
      );
      return (machine, rows, key) => {
        const at = inner(machine, rows, key);
        machine.loops.expInPlace(at, rows.length);
        return at;
      };
    }
    case "exponential":
    case "pareto":
    case "weibull":
      return toExponentialDrawer(spread, bounds, words);
    case "gamma":
      return (machine, rows, key) => {
        const at = machine.alloc(rows.length * 8);
        machine.loops.gamma(
          key.k0,
          key.k1,
          rows.from,
          rows.numbers,
          rows.length,
          draw,
          spread.shape,
          spread.scale,
          min,
          max,
          at,
        );
        return at;
      };
    case "beta":
      invariant(max - min < Infinity, "beta has bounds");
      return (machine, rows, key) => {
        const at = machine.alloc(rows.length * 8);
        machine.loops.beta(key.k0, key.k1, rows.from, rows.numbers, rows.length, draw, spread.a, spread.b, at);
        machine.loops.affine(at, rows.length, max - min, min);
        return at;
      };
    case "triangular":
      invariant(max - min < Infinity, "triangular has bounds");
      return (machine, rows, key) => {
        const at = words(machine, rows, key);
        machine.loops.triangular(at, rows.length, min, Math.min(max, Math.max(min, spread.mode)), max, at);
        return at;
      };
    case "poisson":
    case "binomial": {
      const { values, weights } = toMasses(spread, bounds);
      return toTableDrawer(values, weights, words);
    }
    case "values": {
      const kept = spread.values.map((value, k) => (value < min || value > max ? 0 : spread.weights[k]!));
      return toTableDrawer(spread.values, kept, words);
    }
    case "zipf":
      return toZipfDrawer(spread.s, bounds, draw, words);
    case "empirical": {
      const kept = keptFor((machine) => keepNumbers(machine, [...spread.quantiles, spread.quantiles.at(-1)!]));
      return (machine, rows, key) => {
        const knots = kept(machine);
        const at = words(machine, rows, key);
        machine.loops.empirical(at, rows.length, knots, spread.quantiles.length, at);
        return at;
      };
    }
    default:
      return toMixtureDrawer(spread.parts, bounds, draw);
  }
}

/** Spreads that are a growing function of a unit exponential: its truncated part is theirs. */
function toExponentialDrawer(
  spread: Extract<Spread, { kind: "exponential" | "pareto" | "weibull" }>,
  { min, max }: Bounds,
  words: Drawer,
): Drawer {
  if (spread.kind === "exponential") {
    const { mean, from } = spread;
    const near = (min - from) / mean,
      far = (max - from) / mean;
    const part = toExponentialPart(Math.min(near, far), Math.max(near, far));
    return (machine, rows, key) => {
      const at = words(machine, rows, key);
      machine.loops.exponential(at, rows.length, from + part.from * mean, mean, part.mass, at);
      return at;
    };
  }
  const { shape, scale } = spread;
  const exponent = spread.kind === "pareto" ? paretoExponent : weibullExponent;
  const part = toExponentialPart(exponent(shape, scale, min), exponent(shape, scale, max));
  return (machine, rows, key) => {
    const { loops } = machine;
    const at = words(machine, rows, key);
    if (spread.kind === "pareto") {
      loops.exponential(at, rows.length, part.from / shape + log(scale), 1 / shape, part.mass, at);
      loops.expInPlace(at, rows.length);
    } else {
      loops.exponential(at, rows.length, part.from, 1, part.mass, at);
      loops.powInPlace(at, rows.length, 1 / shape, scale);
    }
    return at;
  };
}

function toTableDrawer(values: readonly number[], weights: readonly number[], words: Drawer): Drawer {
  invariant(values.length > 0, "something can be drawn");
  const table = numberTable(values, weights);
  const kept = keptFor((machine) => keepNumbers(machine, table));
  return (machine, rows, key) => {
    const entries = kept(machine);
    const at = words(machine, rows, key);
    machine.loops.aliasNumber(at, rows.length, entries, values.length, at);
    return at;
  };
}

function toZipfDrawer(s: number, { min, max }: Bounds, draw: number, words: Drawer): Drawer {
  const count = Math.min(max - min + 1, Number.MAX_SAFE_INTEGER);
  invariant(count >= 1, "zipf has bounds");
  if (count <= TABLE_MOST)
    return toTableDrawer(
      Array.from({ length: count }, (_, k) => min + k),
      zipfWeights(s, count),
      words,
    );
  return (machine, rows, key) => {
    const at = machine.alloc(rows.length * 8);
    machine.loops.zipf(key.k0, key.k1, rows.from, rows.numbers, rows.length, draw, count, s, at);
    machine.loops.affine(at, rows.length, 1, min - 1);
    return at;
  };
}

/** The choice of the part reads draw number `draw`; normals all read the next one, other parts 128 draws each from there on. */
function toMixtureDrawer(parts: Extract<Spread, { kind: "mixture" }>["parts"], bounds: Bounds, draw: number): Drawer {
  const weights = parts.map((part) => part.weight * massWithin(part.spread, bounds));
  const choices = keptFor((machine) => keepNumbers(machine, aliasTable(weights)));
  const choose: Drawer = (machine, rows, key) => {
    const table = choices(machine);
    const codes = machine.alloc(rows.length * 4);
    machine.loops.aliasFine(bits(machine, rows, key, draw, 2), rows.length, table, parts.length, codes);
    return codes;
  };
  const normals = parts.flatMap(({ spread }) =>
    spread.kind === "normal" ? [toNormalPart(spread.mean, spread.sd, bounds)] : [],
  );
  if (normals.length === parts.length) {
    const table = keptFor((machine) =>
      keepNumbers(
        machine,
        normals.flatMap((n) => [n.mean, n.sd, n.pFrom, n.span]),
      ),
    );
    return (machine, rows, key) => {
      const entries = table(machine);
      const codes = choose(machine, rows, key);
      const at = bits(machine, rows, key, draw + 1, 2);
      machine.loops.normalByCode(at, rows.length, codes, entries, at);
      return at;
    };
  }
  const drawers = parts.map(({ spread }, k) =>
    weights[k]! > 0 ? toDrawerAt(spread, bounds, draw + 1 + k * 128) : undefined,
  );
  return (machine, rows, key) => {
    const codes = choose(machine, rows, key);
    const at = machine.alloc(rows.length * 8);
    drawers.forEach((drawer, k) => {
      if (drawer !== undefined) machine.loops.copyWhere(codes, k, rows.length, drawer(machine, rows, key), at);
    });
    return at;
  };
}
