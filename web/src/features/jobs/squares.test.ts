import { expect, test } from "vitest";
import type { Chunk } from "../../api/jobs.ts";
import { bundleOf, squaresOf } from "./squares.ts";

const chunk = (k: number, ms: number, more: Partial<Chunk> = {}): Chunk => ({
  file: "a.csv",
  table: "a",
  from: k * 1000,
  to: k * 1000 + 1000,
  state: "done",
  attempts: 1,
  rows: 1000,
  bytes: 1,
  sha256: null,
  worker: null,
  started_at: new Date(0).toISOString(),
  finished_at: new Date(ms).toISOString(),
  ...more,
});

test("colour says how long a chunk took against the usual, and trouble comes before colour", () => {
  const chunks = [
    chunk(0, 100),
    chunk(1, 100),
    chunk(2, 50),
    chunk(3, 400),
    chunk(4, 100, { attempts: 2 }),
    chunk(5, 0, { state: "running" }),
    chunk(6, 0, { state: "todo" }),
    chunk(7, 0, { state: "failed", attempts: 3 }),
  ];
  expect(squaresOf(chunks)).toEqual([1, 1, 0, 3, "again", "running", "waiting", "failed"]);
});

test("a map has a bounded number of squares, and every chunk is in one", () => {
  const chunks = Array.from({ length: 12_345 }, (_, k) => chunk(k, 10));
  const squares = squaresOf(chunks);
  expect(squares.length).toBeLessThanOrEqual(2000);
  expect(squares.length).toBe(Math.ceil(chunks.length / bundleOf(chunks.length)));
});
