import { expect, test } from "vitest";
import type { CatalogueColumn, CatalogueType, ColumnStatistics } from "./catalogue.ts";
import { fieldFromStatistics } from "./from-statistics.ts";

function fieldOf(kind: CatalogueType["kind"], statistics: Omit<ColumnStatistics, "nulls">, scale?: number): unknown {
  const type: CatalogueType = { kind, native: kind, ...(scale === undefined ? {} : { scale }) };
  const column: CatalogueColumn = { name: "x", type, nullable: false, statistics: { nulls: 0, ...statistics } };
  return fieldFromStatistics(column);
}

test("few words and few numbers keep their shares", () => {
  const frequent = [
    { value: "b", share: 2 / 3 },
    { value: "a", share: 1 / 3 },
  ];
  expect(fieldOf("text", { complete: true, distinct: 2, frequent })).toEqual({
    type: "category",
    values: { b: 0.6667, a: 0.3333 },
  });
  const numbers = [
    { value: 1.5, share: 0.25 },
    { value: -2, share: 0.75 },
  ];
  expect(fieldOf("decimal", { complete: true, distinct: 2, frequent: numbers, min: -2, max: 1.5 }, 1)).toEqual({
    type: "decimal",
    scale: 1,
    distribution: { values: { "1.5": 0.25, "-2": 0.75 } },
  });
  expect(fieldOf("boolean", { complete: true, frequent: [{ value: false, share: 1 }] })).toEqual({
    type: "boolean",
    share: 0,
  });
});

test("many numbers keep their quantiles, or just their range where they are even", () => {
  const skew = Array.from({ length: 101 }, (_, k) => k * k);
  expect(fieldOf("integer", { min: 0, max: 10_000, quantiles: skew })).toEqual({
    type: "integer",
    min: 0,
    max: 10_000,
    distribution: { empirical: { quantiles: skew } },
  });
  const even = Array.from({ length: 101 }, (_, k) => k);
  expect(fieldOf("integer", { min: 0, max: 100, quantiles: even })).toEqual({ type: "integer", min: 0, max: 100 });
});

test("moments keep their ends, texts of one shape their pattern, and other texts are left to their name", () => {
  expect(fieldOf("date", { min: "2020-01-01", max: "2021-02-03" })).toEqual({
    type: "date",
    from: "2020-01-01",
    to: "2021-02-03",
  });
  expect(fieldOf("time", { min: "08:00:00", max: "17:30:00" })).toEqual({
    type: "time",
    from: "08:00:00",
    to: "17:30:00",
  });
  expect(fieldOf("text", { pattern: "[0-9]{5}" })).toEqual({ type: "regex", pattern: "[0-9]{5}" });
  expect(fieldOf("text", { shortest: 3, longest: 12 })).toBeUndefined();
});
