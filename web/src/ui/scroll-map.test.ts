import { assert, double, property } from "fast-check";
import { expect, test } from "vitest";
import { mapScroll } from "./scroll-map.ts";

const BILLION = 1_000_000_000;

test("a small table scrolls pixel by pixel", () => {
  const map = mapScroll(1000, 30, 600);
  expect(map.boxPx).toBe(30_000);
  expect(map.toFull(12_345)).toBe(12_345);
});

test("a billion rows reach their first and last row exactly", () => {
  const map = mapScroll(BILLION, 30, 600);
  expect(map.boxPx).toBeLessThan(16_000_000);
  expect(map.toFull(0)).toBe(0);
  expect(map.toFull(map.boxPx - 600)).toBe(BILLION * 30 - 600);
});

test("there and back is the same place within a pixel, and order is kept", () => {
  const map = mapScroll(BILLION, 30, 600);
  const place = double({ min: 0, max: BILLION * 30 - 600, noNaN: true });
  assert(
    property(place, place, (a, b) => {
      expect(Math.abs(map.toFull(map.toScroll(a)) - a)).toBeLessThan(1);
      if (a <= b) expect(map.toScroll(a)).toBeLessThanOrEqual(map.toScroll(b));
    }),
  );
});
