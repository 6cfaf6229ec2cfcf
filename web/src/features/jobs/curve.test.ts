import { expect, test } from "vitest";
import type { Chunk } from "../../api/jobs.ts";
import { curveOf, extend, workOf } from "./curve.ts";

const START = Date.parse("2026-01-01T00:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
const chunk = (from: number, to: number, begin: number, end: number): Chunk => ({
  file: "a.csv",
  table: "a",
  from,
  to,
  state: "done",
  attempts: 1,
  rows: to - from,
  bytes: 1,
  sha256: null,
  worker: null,
  started_at: at(begin),
  finished_at: at(end),
});

test("the area below the curve is the rows that were made", () => {
  const chunks = [chunk(0, 1000, 0, 2), chunk(1000, 4000, 1, 7), chunk(4000, 5000, 7.2, 10)];
  const { xs, ys } = curveOf(chunks, workOf({ started_at: at(0), moves: [] }), 10);
  const step = xs[1]! - xs[0]!;
  expect(ys.reduce((sum, y) => sum + y * step, 0)).toBeCloseTo(5000, 5);
});

test("pauses and failures take no time of the curve", () => {
  const moves = [
    { at: at(2), what: "paused" as const },
    { at: at(3602), what: "resumed" as const },
    { at: at(3605), what: "failed" as const, message: "the disk is full" },
    { at: at(3700), what: "retried" as const },
  ];
  const workedAt = workOf({ started_at: at(0), moves });
  expect([1, 2, 100, 3602, 3604, 3650, 3700, 3704].map((second) => workedAt(at(second)))).toEqual([
    1, 2, 2, 2, 4, 5, 5, 9,
  ]);
  const { xs, ys } = curveOf([chunk(0, 2000, 0, 2), chunk(2000, 5000, 3602, 3605)], workedAt, 5);
  expect(xs.at(-1)).toBeLessThan(5);
  expect(ys.every((y) => Math.abs(y - 1000) < 1e-6)).toBe(true);
});

test("a curve stays short however long it is watched, and keeps its newest points", () => {
  const curve = { xs: [] as number[], ys: [] as number[] };
  for (let k = 0; k < 20_000; k++) extend(curve, k * 0.25, k);
  expect(curve.xs.length).toBeLessThanOrEqual(600);
  expect(curve.xs[curve.xs.length - 1]).toBe(19_999 * 0.25);
  expect(curve.xs).toEqual([...curve.xs].sort((a, b) => a - b));
});
