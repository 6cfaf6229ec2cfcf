import { expect, test } from "vitest";
import {
  acos,
  asin,
  atan,
  atan2,
  cbrt,
  cos,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  normalQuantile,
  pow,
  sin,
  tan,
  tanh,
} from "./exact.ts";
import frozen from "./frozen.json" with { type: "json" };
import { gammaCdf, logGamma } from "./gamma.ts";
import { normalCdf } from "./normal.ts";

// References to 17 digits: mpmath 1.3.0 with 60 digits.
const cdf: readonly (readonly [number, number])[] = [
  [-37, 5.725571222524577e-300],
  [-20.5, 1.0764673258790961e-93],
  [-10, 7.619853024160525e-24],
  [-5.25, 7.604960516488715e-8],
  [-3, 0.0013498980316300946],
  [-2.5, 0.006209665325776135],
  [-2.4999, 0.00621141837494459],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1.5, 0.9331927987311419],
  [2.49, 0.9936128452350568],
  [2.51, 0.9939634419195873],
  [4, 0.9999683287581669],
  [6.5, 0.99999999995984],
];
const quantile: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.02425, -1.972961051311885],
  [0.0749, -1.4402382675279637],
  [0.0751, -1.43882539275254],
  [0.25, -0.6744897501960817],
  [0.49, -0.025068908258711057],
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.925, 1.4395314709384561],
  [0.99, 2.3263478740408408],
  [0.9999999999990905, 7.047700256664409],
];
const logGammas: readonly (readonly [number, number])[] = [
  [0.001, 6.907178885383853],
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1.25, -0.09827183642181316],
  [1.5, -0.12078223763524522],
  [2.5, 0.2846828704729192],
  [3, Math.LN2],
  [7.7, 7.926541356269005],
  [11.9, 17.25847745059552],
  [12, 17.502307845873887],
  [100, 359.1342053695754],
  [12345.678, 103959.91990554606],
  [1e6, 12815504.569147611],
];
const gammas: readonly (readonly [number, number, number])[] = [
  [0.1, 0.01, 0.6626212599544798],
  [0.5, 0.5, 0.6826894921370859],
  [1, 1, 0.6321205588285577],
  [2.5, 1, 0.15085496391539036],
  [2.5, 9, 0.9970535954121197],
  [10, 10, 0.5420702855281478],
  [10, 30, 0.9999928782491372],
  [100, 80, 0.017108313035133115],
  [100, 130, 0.9972495916326934],
  [5000, 5100, 0.9206711189223811],
  [1e5, 1e5, 0.5004205221103651],
  [0.01, 1e-5, 0.8963367982671973],
];

test("the normal distribution function has 13 digits down to the far tail", () => {
  for (const [x, p] of cdf) expect(Math.abs(normalCdf(x) / p - 1), String(x)).toBeLessThan(x < 0 ? 1e-13 : 4e-16);
  expect(normalCdf(-Infinity)).toBe(0);
  expect(normalCdf(Infinity)).toBe(1);
});

test("the normal quantile has 15 digits", () => {
  for (const [p, x] of quantile)
    expect(Math.abs(normalQuantile(p) - x), String(p)).toBeLessThanOrEqual(Math.abs(x) * 2e-15);
});

test("log-gamma and the incomplete gamma function agree with their references", () => {
  for (const [x, y] of logGammas)
    expect(Math.abs(logGamma(x) - y), String(x)).toBeLessThan(1e-14 * Math.max(1, Math.abs(y)));
  for (const [a, x, p] of gammas) expect(Math.abs(gammaCdf(a, x) - p), `${a} ${x}`).toBeLessThan(1e-12);
});

const functions = {
  acos,
  asin,
  atan,
  atan2,
  cbrt,
  cos,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  normalQuantile,
  pow,
  sin,
  tan,
  tanh,
};

/** The bits of a double in hexadecimal. */
function hex(x: number): string {
  return new BigUint64Array(new Float64Array([x]).buffer)[0]!.toString(16).padStart(16, "0");
}

test("exact functions keep their bits", () => {
  expect(Object.keys(frozen)).toHaveLength(17);
  for (const [name, points] of Object.entries(frozen)) {
    const f = functions[name as "pow"];
    const found = points.map((point) => [...point.slice(0, -1), hex(f(...(point.slice(0, -1) as [number, number])))]);
    expect(found, name).toEqual(points);
  }
});

test("exact functions are within two units in the last place of the runtime's", () => {
  const points = [0.001, 0.1, 0.37, 0.5, 0.9, 0.999];
  const { atan2: _atan2, normalQuantile: _normalQuantile, pow: _pow, ...ofOne } = functions;
  for (const [name, f] of Object.entries(ofOne)) {
    for (const x of points)
      expect(Math.abs(f(x) / Math[name as keyof typeof ofOne](x) - 1), `${name} ${x}`).toBeLessThan(5e-16);
  }
  expect(pow(2, 0.5)).toBe(Math.SQRT2);
});
