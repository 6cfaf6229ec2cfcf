import { assert, array, double, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { cut, splitRows, toGrain } from "./chunks.ts";

const rows = integer({ min: 0, max: 100_000 });

test("chunks follow each other without gaps, and end at multiples of their size", () => {
  assert(
    property(rows, rows, integer({ min: 500, max: 50_000 }), (a, b, chunkRows) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      let at = from;
      for (const chunk of cut(from, to, chunkRows)) {
        expect(chunk.from).toBe(at);
        expect(chunk.to).toBeGreaterThan(chunk.from);
        expect(chunk.to === to || chunk.to % chunkRows === 0).toBe(true);
        at = chunk.to;
      }
      expect(at).toBe(to);
    }),
  );
});

test("a cut far into a huge table is as exact", () => {
  expect([...cut(2 ** 52 - 3, 2 ** 52 + 1, 2 ** 20)]).toEqual([
    { from: 2 ** 52 - 3, to: 2 ** 52 },
    { from: 2 ** 52, to: 2 ** 52 + 1 },
  ]);
});

test("grains are never cut", () => {
  expect([1, 500, 501].map((n) => toGrain(n, 500))).toEqual([500, 500, 1000]);
  expect(toGrain(0, 1)).toBe(1);
});

test("the parts of a split cover all rows, each within a row of its share", () => {
  const shares = array(double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
  assert(
    property(rows, shares, (count, parts) => {
      const whole = parts.reduce((sum, share) => sum + share, 0);
      const ranges = splitRows(count, parts);
      expect(ranges[0]!.from).toBe(0);
      expect(ranges.at(-1)!.to).toBe(count);
      for (const [k, { from, to }] of ranges.entries()) {
        expect(ranges[k + 1]?.from ?? to).toBe(to);
        expect(Math.abs(to - from - (count * parts[k]!) / whole)).toBeLessThanOrEqual(1 + 1e-6);
      }
    }),
  );
});
