import { expect, test } from "vitest";
import { openRowCache } from "./row-cache.ts";

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function open(rows: number) {
  const asked: [number, number][] = [];
  const errors: unknown[] = [];
  const cache = openRowCache(
    rows,
    (from, count) => {
      asked.push([from, count]);
      return Promise.resolve({ rows: Array.from({ length: count }, (_, k) => [String(from + k)]), ms: 1 });
    },
    (error) => errors.push(error),
  );
  return { cache, asked, errors };
}

test("rows in sight come first, then their neighbours, and nothing twice or past the end", async () => {
  const { cache, asked } = open(150);
  cache.want(70, 90);
  await settle();
  expect(asked).toEqual([
    [64, 64],
    [0, 64],
    [128, 22],
  ]);
  expect(cache.get(149)).toEqual(["149"]);
  cache.want(0, 150);
  await settle();
  expect(asked.length).toBe(3);
});

test("the newest wish wins over those made meanwhile", async () => {
  const { cache, asked } = open(1_000_000_000);
  cache.want(0, 10);
  cache.want(500_000, 500_010);
  cache.want(999_999_990, 1_000_000_000);
  await settle();
  expect(asked.some(([from]) => from === 499_968)).toBe(false);
  expect(cache.get(999_999_999)).toEqual(["999999999"]);
});

test("memory is bounded however far one scrolls", async () => {
  const { cache } = open(10_000_000);
  for (let row = 0; row < 2_000_000; row += 20_000) {
    cache.want(row, row + 400);
    await settle();
  }
  expect(cache.get(0)).toBeUndefined();
});
