import { expect, test } from "vitest";
import { exp, log, pow } from "../math/exact.ts";
import { gammaCdf } from "../math/gamma.ts";
import { normalCdf } from "../math/normal.ts";
import { openMachine } from "../wasm/machine.ts";
import { toDrawer } from "./distribution.ts";
import { massWithin } from "./mass.ts";
import type { Bounds, Spread } from "./spread.ts";
import { streamKey } from "./stream.ts";
import { toMasses } from "./whole.ts";

const machine = openMachine();
const key = streamKey("distribution");
const N = 200_000;
const open: Bounds = { min: -Infinity, max: Infinity };

function draw(spread: Spread, bounds: Bounds, n = N, from = 0, numbers = 0): Float64Array {
  const at = toDrawer(spread, bounds)(machine, { from, length: n, numbers }, key);
  return machine.f64.slice(at / 8, at / 8 + n);
}

/** Distribution functions of the unbounded variables; of those laid onto their bounds, on these. */
function cdf(spread: Spread, { min, max }: Bounds, x: number): number {
  switch (spread.kind) {
    case "uniform":
      return (x - min) / (max - min);
    case "normal":
      return normalCdf((x - spread.mean) / spread.sd);
    case "lognormal":
      return x <= 0 ? 0 : normalCdf((log(x) - spread.mu) / spread.sigma);
    case "exponential":
      return spread.mean > 0
        ? 1 - exp(-Math.max(0, x - spread.from) / spread.mean)
        : exp(-Math.max(0, spread.from - x) / -spread.mean);
    case "gamma":
      return gammaCdf(spread.shape, x / spread.scale);
    case "pareto":
      return x <= spread.scale ? 0 : 1 - pow(spread.scale / x, spread.shape);
    case "weibull":
      return x <= 0 ? 0 : 1 - exp(-pow(x / spread.scale, spread.shape));
    case "triangular": {
      const { mode } = spread;
      return x < mode
        ? (x - min) ** 2 / ((max - min) * (mode - min))
        : 1 - (max - x) ** 2 / ((max - min) * (max - mode));
    }
    case "mixture": {
      const all = spread.parts.reduce((sum, part) => sum + part.weight, 0);
      return spread.parts.reduce((sum, part) => sum + (part.weight / all) * cdf(part.spread, { min, max }, x), 0);
    }
    default:
      throw new Error(`no distribution function of ${spread.kind}`);
  }
}

const mixed: Spread = {
  kind: "mixture",
  parts: [
    { weight: 3, spread: { kind: "normal", mean: 0, sd: 1 } },
    { weight: 1, spread: { kind: "normal", mean: 10, sd: 0.5 } },
  ],
};
const varied: Spread = {
  kind: "mixture",
  parts: [
    { weight: 1, spread: { kind: "exponential", mean: 2, from: 0 } },
    { weight: 2, spread: { kind: "gamma", shape: 3, scale: 1 } },
  ],
};
const continuous: readonly (readonly [Spread, Bounds])[] = [
  [{ kind: "uniform" }, { min: -3, max: 9 }],
  [{ kind: "normal", mean: 5, sd: 2 }, open],
  [
    { kind: "normal", mean: 5, sd: 2 },
    { min: 4, max: 5.5 },
  ],
  [
    { kind: "normal", mean: 5, sd: 2 },
    { min: 14, max: Infinity },
  ],
  [
    { kind: "normal", mean: 5, sd: 2 },
    { min: -Infinity, max: -20 },
  ],
  [{ kind: "lognormal", mu: 1, sigma: 0.8 }, open],
  [
    { kind: "lognormal", mu: 1, sigma: 0.8 },
    { min: 2, max: 6 },
  ],
  [{ kind: "exponential", mean: 4, from: 0 }, open],
  [
    { kind: "exponential", mean: 4, from: 10 },
    { min: 12, max: 20 },
  ],
  [
    { kind: "exponential", mean: -4, from: 10 },
    { min: 0, max: 9 },
  ],
  [{ kind: "gamma", shape: 2.5, scale: 3 }, open],
  [{ kind: "gamma", shape: 0.3, scale: 3 }, open],
  [{ kind: "gamma", shape: 400, scale: 0.01 }, open],
  [
    { kind: "gamma", shape: 2.5, scale: 3 },
    { min: 14, max: 20 },
  ],
  [{ kind: "pareto", shape: 1.16, scale: 2 }, open],
  [
    { kind: "pareto", shape: 1.16, scale: 2 },
    { min: 10, max: 50 },
  ],
  [{ kind: "weibull", shape: 1.7, scale: 3 }, open],
  [
    { kind: "weibull", shape: 0.6, scale: 3 },
    { min: 1, max: 4 },
  ],
  [
    { kind: "triangular", mode: 2 },
    { min: 1, max: 6 },
  ],
  [mixed, open],
  [mixed, { min: 1, max: 10 }],
  [varied, open],
  [varied, { min: 0.5, max: 5 }],
];

function nameOf(spread: Spread, { min, max }: Bounds): string {
  return `${JSON.stringify(spread)} on [${min}, ${max}]`;
}

for (const [spread, bounds] of continuous) {
  test(`${nameOf(spread, bounds)} has its distribution function, Kolmogorov-Smirnov at 1e-6`, () => {
    machine.release();
    const values = draw(spread, bounds).sort();
    expect(values[0]!).toBeGreaterThanOrEqual(bounds.min);
    expect(values.at(-1)!).toBeLessThanOrEqual(bounds.max);
    const low = bounds.min === -Infinity ? 0 : cdf(spread, bounds, bounds.min),
      high = bounds.max === Infinity ? 1 : cdf(spread, bounds, bounds.max);
    // Far in an upper tail 1 - F has lost its digits; the mirrored normal is tested by its own moments below.
    if (high - low < 1e-4 && spread.kind === "normal" && bounds.min > 0) return;
    let most = 0;
    values.forEach((x, i) => {
      const f = (cdf(spread, bounds, x) - low) / (high - low);
      most = Math.max(most, (i + 1) / N - f, f - i / N);
    });
    expect(most * Math.sqrt(N)).toBeLessThan(2.69); // sqrt(-log(5e-7) / 2)
    expect(
      Math.abs(
        massWithin(spread, bounds) - (spread.kind === "uniform" || spread.kind === "triangular" ? 1 : high - low),
      ),
    ).toBeLessThan(1e-9);
  });
}

test("the far tails of a normal mirror each other", () => {
  machine.release();
  const up = draw({ kind: "normal", mean: 0, sd: 1 }, { min: 6, max: 7 }),
    down = draw({ kind: "normal", mean: 0, sd: 1 }, { min: -7, max: -6 });
  expect(Array.from(up)).toEqual(Array.from(down, (x) => -x));
  const mean = up.reduce((a, b) => a + b, 0) / N;
  // Mean of a normal cut to [6, 7]: (phi(6) - phi(7)) / (Phi(7) - Phi(6)).
  const phi = (x: number): number => exp((-x * x) / 2) / 2.5066282746310002;
  const expected = (phi(6) - phi(7)) / (normalCdf(-6) - normalCdf(-7));
  expect(Math.abs(mean - expected)).toBeLessThan((5 * 0.16) / Math.sqrt(N));
});

/** Chi-square over values whose expected count is at least 10; the rest in one. */
function chiSquare(values: Float64Array, expected: ReadonlyMap<number, number>): number {
  const found = new Map<number, number>();
  for (const v of values) found.set(v, (found.get(v) ?? 0) + 1);
  let chi = 0,
    cells = 0,
    restFound = values.length,
    restExpected = values.length;
  for (const [value, p] of expected) {
    const e = p * values.length;
    if (e < 10) continue;
    const o = found.get(value) ?? 0;
    chi += (o - e) ** 2 / e;
    restFound -= o;
    restExpected -= e;
    cells++;
  }
  if (restExpected > 1) chi += (restFound - restExpected) ** 2 / restExpected;
  else if (restFound > 30) return 0;
  return 1 - gammaCdf(Math.max(1, cells - (restExpected > 1 ? 0 : 1)) / 2, chi / 2);
}

function shares(values: readonly number[], weights: readonly number[]): Map<number, number> {
  const sum = weights.reduce((a, b) => a + b, 0);
  return new Map(values.map((v, i) => [v, weights[i]! / sum]));
}

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
const choose = (n: number, k: number): number => factorial(n) / factorial(k) / factorial(n - k);
const upTo = (n: number, from = 0): number[] => Array.from({ length: n - from + 1 }, (_, k) => from + k);
const whole: readonly (readonly [string, Spread, Bounds, Map<number, number>])[] = [
  [
    "poisson",
    { kind: "poisson", mean: 3.5 },
    open,
    shares(
      upTo(40),
      upTo(40).map((k) => pow(3.5, k) / factorial(k)),
    ),
  ],
  [
    "poisson in its tail",
    { kind: "poisson", mean: 3.5 },
    { min: 8, max: 12 },
    shares(
      upTo(12, 8),
      upTo(12, 8).map((k) => pow(3.5, k) / factorial(k)),
    ),
  ],
  [
    "binomial",
    { kind: "binomial", n: 30, p: 0.2 },
    open,
    shares(
      upTo(30),
      upTo(30).map((k) => choose(30, k) * pow(0.2, k) * pow(0.8, 30 - k)),
    ),
  ],
  [
    "binomial cut",
    { kind: "binomial", n: 30, p: 0.2 },
    { min: -4, max: 5.5 },
    shares(
      upTo(5),
      upTo(5).map((k) => choose(30, k) * pow(0.2, k) * pow(0.8, 30 - k)),
    ),
  ],
  [
    "zipf by table",
    { kind: "zipf", s: 1.1 },
    { min: 10, max: 1009 },
    shares(
      upTo(1009, 10),
      upTo(1000, 1).map((k) => pow(k, -1.1)),
    ),
  ],
  [
    "zipf by rejection, s > 1",
    { kind: "zipf", s: 1.1 },
    { min: 0, max: 99_999 },
    shares(
      upTo(99_999),
      upTo(100_000, 1).map((k) => pow(k, -1.1)),
    ),
  ],
  [
    "zipf by rejection, s = 1",
    { kind: "zipf", s: 1 },
    { min: 0, max: 99_999 },
    shares(
      upTo(99_999),
      upTo(100_000, 1).map((k) => 1 / k),
    ),
  ],
  [
    "zipf by rejection, s < 1",
    { kind: "zipf", s: 0.5 },
    { min: 0, max: 99_999 },
    shares(
      upTo(99_999),
      upTo(100_000, 1).map((k) => pow(k, -0.5)),
    ),
  ],
];
for (const [name, spread, bounds, expected] of whole) {
  test(`${name} has its chances, chi-square at 1e-6`, () => {
    machine.release();
    const values = draw(spread, bounds);
    for (const v of values)
      if (!Number.isInteger(v) || v < bounds.min || v > bounds.max) throw new Error(`${v} is out of bounds`);
    expect(chiSquare(values, expected)).toBeGreaterThan(1e-6);
  });
}

test("a poisson of a large mean keeps mean and variance", () => {
  machine.release();
  const values = draw({ kind: "poisson", mean: 1e6 }, open);
  const mean = values.reduce((a, b) => a + b, 0) / N,
    variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / N;
  expect(Math.abs(mean - 1e6)).toBeLessThan((5 * 1000) / Math.sqrt(N));
  expect(Math.abs(variance / 1e6 - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
  expect(toMasses({ kind: "poisson", mean: 3 }, { min: 0, max: 2 }).mass).toBeCloseTo(exp(-3) * 8.5, 14);
});

test("beta on its bounds keeps mean and variance, also where both shapes are tiny", () => {
  for (const [a, b] of [
    [2, 5],
    [0.5, 0.5],
    [0.01, 0.01],
    [60, 3],
    [1, 1],
  ] as const) {
    machine.release();
    const values = draw({ kind: "beta", a, b }, { min: -2, max: 8 });
    const mean = values.reduce((x, y) => x + y, 0) / N,
      variance = values.reduce((x, y) => x + (y - mean) ** 2, 0) / N;
    const m = a / (a + b),
      v = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expect(values.every((x) => x >= -2 && x <= 8)).toBe(true);
    expect(Math.abs(mean - (-2 + 10 * m))).toBeLessThan(50 * Math.sqrt(v / N));
    expect(Math.abs(variance / (100 * v) - 1)).toBeLessThan(0.04);
  }
});

test("empirical quantiles come back", () => {
  machine.release();
  const quantiles = [0, 1, 1, 4, 10];
  const values = draw({ kind: "empirical", quantiles }, { min: 0, max: 9 }).sort();
  expect(values.at(-1)).toBe(9);
  [0.125, 0.25, 0.4, 0.5, 0.75].forEach((p, k) =>
    expect(Math.abs(values[Math.floor(p * N)]! - [0.5, 1, 1, 1, 4][k]!)).toBeLessThan(0.05),
  );
});

test("uniform whole numbers are uniform, in small and in large counts", () => {
  for (const [count, bins] of [
    [7, 7],
    [1000, 1000],
    [3 * 2 ** 51, 3],
    [2 ** 53, 1000],
  ] as const) {
    machine.release();
    const at = machine.alloc(N * 8);
    machine.loops.uniformInteger(
      machine.loops.bits(key.k0, key.k1, 0, N, 9, 2, machine.alloc(N * 8 + 80)),
      N,
      0,
      count,
      at,
    );
    const found = new Map<number, number>();
    for (const v of machine.f64.subarray(at / 8, at / 8 + N))
      found.set(Math.floor((v / count) * bins), (found.get(Math.floor((v / count) * bins)) ?? 0) + 1);
    let chi = 0;
    for (let k = 0; k < bins; k++) chi += ((found.get(k) ?? 0) - N / bins) ** 2 / (N / bins);
    expect(1 - gammaCdf((bins - 1) / 2, chi / 2)).toBeGreaterThan(1e-6);
    if (count === 3 * 2 ** 51) {
      // A product of doubles would make some of these twice as likely as others: odd and even must be alike.
      let odd = 0;
      for (const v of machine.f64.subarray(at / 8, at / 8 + N)) odd += v % 2;
      expect(Math.abs(odd - N / 2)).toBeLessThan(5 * Math.sqrt(N / 4));
    }
  }
});

test("any slice and any gather of rows has the cells of the whole", () => {
  const spreads: readonly (readonly [Spread, Bounds])[] = [
    ...continuous,
    ...whole.map(([, spread, bounds]) => [spread, bounds] as const),
    [
      { kind: "beta", a: 2, b: 0.7 },
      { min: 0, max: 1 },
    ],
  ];
  for (const [spread, bounds] of spreads) {
    machine.release();
    const all = draw(spread, bounds, 300);
    expect(draw(spread, bounds, 100, 150)).toEqual(all.slice(150, 250));
    const some = Array.from({ length: 97 }, (_, i) => (i * 89) % 300);
    const numbers = machine.alloc(97 * 8);
    machine.f64.set(some, numbers / 8);
    expect(Array.from(draw(spread, bounds, 97, 0, numbers)), nameOf(spread, bounds)).toEqual(
      some.map((row) => all[row]),
    );
  }
});
