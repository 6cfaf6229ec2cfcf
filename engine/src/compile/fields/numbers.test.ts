import { expect, test } from "vitest";
import type { Cell } from "../../batch/cells.ts";
import { readRow } from "../../batch/cells.ts";
import { generate } from "../../plan/generate.ts";
import { compile } from "../compile.ts";

const N = 4000;

function rowsOf(fields: Readonly<Record<string, unknown>>, n = N): Readonly<Record<string, Cell>>[] {
  const { plan, issues } = compile({ now: "2026-01-31T12:00:00Z", tables: { t: { rows: n, fields } } });
  expect(issues).toEqual([]);
  const rows: Readonly<Record<string, Cell>>[] = [];
  for (const batch of generate(plan!, { table: "t", from: 0, to: n })) {
    for (let i = 0; i < batch.length; i++) rows.push(readRow(batch, i));
  }
  return rows;
}
function numbersOf(field: unknown, n = N): number[] {
  return rowsOf({ f: field }, n).map((row) => row["f"] as number);
}
function issuesOf(field: unknown): readonly string[] {
  return compile({ tables: { t: { rows: N, fields: { f: field, text: "uuid" } } } }).issues.map((i) =>
    `${i.code} ${i.path.split(".").at(-1)}: ${i.message} ${i.hint ?? ""}`.trim(),
  );
}
const ends = (values: readonly number[]): [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
];

test("both ends of a range are drawn, and moving one end moves a default that it passes", () => {
  expect(ends(numbersOf({ type: "integer", min: 3, max: 9 }))).toEqual([3, 9]);
  expect(ends(numbersOf({ type: "integer", min: -2, max: -2 }))).toEqual([-2, -2]);
  expect(ends(numbersOf({ type: "integer", min: 0, max: 100, step: 25 }))).toEqual([0, 100]);
  expect(ends(numbersOf({ type: "integer", min: 2000 }))[0]).toBeGreaterThanOrEqual(2000);
  expect(ends(numbersOf({ type: "integer", max: -2000 }))[1]).toBeLessThanOrEqual(-2000);
  expect(ends(numbersOf({ type: "decimal", min: 0.05, max: 0.25 }))).toEqual([0.05, 0.25]);
  expect(ends(numbersOf({ type: "decimal", min: 0.051, max: 0.249 }))).toEqual([0.06, 0.24]);
  expect(ends(numbersOf("rating"))).toEqual([1, 5]);
  expect(
    ends(numbersOf({ type: "integer", min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }, 100)).every(Number.isSafeInteger),
  ).toBe(true);
});

test("rounding leaves the ends their full weight", () => {
  const values = numbersOf({ type: "integer", min: 0, max: 3, distribution: { triangular: { mode: 0 } } }, 40_000);
  // Triangular on [-0.5, 3.5] with its peak at 0: P(x <= 0.5) = 1 - 3^2 / (4 * 3.5).
  expect(Math.abs(values.filter((v) => v === 0).length / 40_000 - 5 / 14)).toBeLessThan(5 * Math.sqrt(0.25 / 40_000));
});

test("a distribution with parameters has no bounds but its own, unless they are given", () => {
  expect(ends(numbersOf({ type: "integer", distribution: { normal: { mean: -5000, sd: 1000 } } }))[0]).toBeLessThan(
    -6000,
  );
  expect(ends(numbersOf({ type: "decimal", min: 1, max: 2, distribution: { normal: { mean: 1.5, sd: 3 } } }))).toEqual([
    1, 2,
  ]);
  const counts = numbersOf({ type: "integer", distribution: { poisson: { mean: 3 } } });
  expect(Math.abs(counts.reduce((a, b) => a + b, 0) / N - 3)).toBeLessThan(5 * Math.sqrt(3 / N));
  for (const distribution of ["normal", "lognormal", "exponential", "zipf", "poisson", "pareto"]) {
    const [least, most] = ends(numbersOf({ type: "integer", min: 1, max: 50, distribution }));
    expect(least >= 1 && most <= 50 && least < most, distribution).toBe(true);
  }
});

test("a bound that is a field holds in every row, across kinds and scales", () => {
  for (const row of rowsOf({
    whole: { type: "integer", min: 1, max: 9 },
    price: { type: "decimal", min: 1, max: 9, scale: 3 },
    discount: { type: "decimal", min: 0, max: "price" },
    more: { type: "integer", min: "price", max: 20 },
    part: { type: "float", min: "discount", max: "price" },
    odd: { type: "integer", min: "whole", max: 30, step: 2 },
  })) {
    const { whole, price, discount, more, part, odd } = row as Readonly<Record<string, number>>;
    expect(discount! >= 0 && discount! <= price!).toBe(true);
    expect(more! >= price! && more! <= 20).toBe(true);
    expect(part! >= discount! && part! <= price!).toBe(true);
    expect(odd! >= whole! && (odd! - whole!) % 2 === 0).toBe(true);
  }
});

test("unique numbers do not repeat to the last of them", () => {
  expect(new Set(numbersOf({ type: "integer", min: 10, max: 10 + N - 1, unique: true })).size).toBe(N);
  expect(new Set(numbersOf({ type: "decimal", min: 0, max: 100, unique: true })).size).toBe(N);
  expect(issuesOf({ type: "integer", min: 1, max: 10, unique: true })).toEqual([
    "schema/unique-capacity f: must be unique in 4000 rows, but there are only 10 different values. Widen its range, or ask for fewer rows.",
  ]);
});

test("a share of true", () => {
  const yes = rowsOf({ f: { type: "boolean", share: 0.8 } }, 10_000).filter((row) => row["f"] === true).length;
  expect(Math.abs(yes - 8000)).toBeLessThan(5 * Math.sqrt(1600));
});

test("what cannot be is said with its numbers", () => {
  expect(issuesOf({ type: "integer", min: 10, max: 3 })).toEqual([
    "schema/range min: min must be <= max; found min 10, max 3. Swap them or drop one.",
  ]);
  expect(issuesOf({ type: "decimal", min: 0.001, max: 0.009 })).toEqual([
    "schema/range min: there is no decimal with 2 decimal places between min 0.001 and max 0.009. Move min or max apart.",
  ]);
  expect(issuesOf({ type: "decimal", max: 1e15, scale: 4 })[0]).toMatch(
    /^schema\/range max: numbers must be exact, at most 900719925474.0991 in size with 4 decimal places; found 1000000000000000./,
  );
  expect(issuesOf({ type: "integer", min: 0, max: 10, distribution: { normal: { mean: 500, sd: 3 } } })[0]).toMatch(
    /^schema\/distribution distribution: normal, mean 500, sd 3 falls between -0.5 and 10.5 with a chance of 0/,
  );
  expect(issuesOf({ type: "float", min: 100, distribution: { gamma: { shape: 2, scale: 1 } } })[0]).toMatch(
    /^schema\/distribution/,
  );
  expect(issuesOf({ type: "float", distribution: "zipf" })[0]).toMatch(/^schema\/distribution/);
  expect(issuesOf({ type: "decimal", step: 0.001 })[0]).toMatch(
    /^schema\/range step: step must be a whole multiple of 0.01; found 0.001./,
  );
  expect(issuesOf({ type: "integer", min: "text" })[0]).toMatch(
    /^schema\/type min: expected a numeric field; text is uuid./,
  );
  expect(issuesOf({ type: "integer", min: "nowhere" })[0]).toMatch(/^schema\/unknown-field min:/);
  expect(issuesOf({ type: "integer", min: -5, max: -1, distribution: "lognormal" })[0]).toMatch(
    /^schema\/distribution distribution: lognormal cannot be fitted/,
  );
});

test("a list of numbers gives these and no others, by weight and within bounds", () => {
  const values = numbersOf({ type: "decimal", scale: 1, distribution: { values: { "0.5": 3, "-2": 1 } } }, 40_000);
  expect(new Set(values)).toEqual(new Set([0.5, -2]));
  expect(Math.abs(values.filter((v) => v === 0.5).length / 40_000 - 0.75)).toBeLessThan(5 * Math.sqrt(0.1875 / 40_000));
  const within = { type: "integer", min: 2, max: 9, distribution: { values: { 1: 5, 3: 1, 8: 1 } } };
  expect(new Set(numbersOf(within))).toEqual(new Set([3, 8]));
  expect(new Set(numbersOf({ type: "float", distribution: { values: { "1e300": 1, "0.25": 1 } } }))).toEqual(
    new Set([1e300, 0.25]),
  );
  expect(issuesOf({ type: "integer", min: 20, distribution: { values: { 1: 5, 3: 1 } } })[0]).toContain(
    "schema/distribution",
  );
});
