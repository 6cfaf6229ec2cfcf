import { expect, test } from "vitest";
import type { Chunk } from "../../api/jobs.ts";
import { curveOf, extend } from "./curve.ts";

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
  const { xs, ys } = curveOf(chunks, START, START + 10_000);
  const step = xs[1]! - xs[0]!;
  expect(ys.reduce((sum, y) => sum + y * step, 0)).toBeCloseTo(5000, 5);
});

test("a curve stays short however long it is watched, and keeps its newest points", () => {
  const curve = { xs: [] as number[], ys: [] as number[] };
  for (let k = 0; k < 20_000; k++) extend(curve, k * 0.25, k);
  expect(curve.xs.length).toBeLessThanOrEqual(600);
  expect(curve.xs[curve.xs.length - 1]).toBe(19_999 * 0.25);
  expect(curve.xs).toEqual([...curve.xs].sort((a, b) => a - b));
});
