import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, msOf, planOf } from "../duck.ts";

interface Shape {
  readonly seed: number;
  readonly rows: number;
  readonly totals: readonly number[];
  readonly average: number;
  readonly min: number | undefined;
  readonly wide: number;
  readonly distribution: unknown;
  readonly ordered: boolean;
}

const MONTHS = ["2025-01", "2025-02", "2025-03", "2025-06", "2025-12"];
const UNIT = 100; // cents

const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 50, max: 1500 }),
  totals: fc.array(fc.integer({ min: 3, max: 900 }), { minLength: 1, maxLength: MONTHS.length }),
  average: fc.integer({ min: 300, max: 90_000 }),
  min: fc.constantFrom(undefined, 0, 1),
  wide: fc.constantFrom(1.5, 4, 100),
  distribution: fc.constantFrom("uniform", "exponential", "zipf", { gamma: { shape: 0.3, scale: 20 } }),
  ordered: fc.boolean(),
});

/** Totals in cents whose average per row lies between the ends of a cell. */
function toDocument({ seed, rows, totals, average, min, wide, distribution, ordered }: Shape): object {
  const sum = totals.reduce((a, b) => a + b, 0);
  // A month has a row at least, and that the least amount.
  const cents = totals.map((total) => Math.max(Math.round((total / sum) * rows * average), (min ?? 0) * UNIT));
  const of = Object.fromEntries(cents.map((total, g) => [MONTHS[g]!, total / UNIT]));
  const max = Math.ceil(average * wide) / UNIT;
  const amount = { type: "decimal", max, distribution, ...(min === undefined ? {} : { min }) };
  return {
    seed,
    tables: {
      orders: {
        rows,
        fields: {
          id: { type: "sequence", key: true },
          placed: { type: "datetime", from: "2025-01-05", to: "2025-12-20" },
          amount,
          fee: { type: "decimal", scale: 4, min: 0.5 },
          points: "integer",
        },
        rules: [
          { total: "amount", by: "placed", of, ordered },
          { total: "points", of: -sum },
        ],
      },
      lines: {
        rows: { per: "orders", min: 1, max: 9 },
        fields: { order_id: { type: "reference", to: "orders.id" }, part: "price" },
        rules: [{ total: "part", of: "order_id.amount" }],
      },
    },
  };
}

describe("the rule total", () => {
  it("makes every group add up to the cent, in random schemas judged by DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const document = toDocument(shape) as { tables: { orders: { rules: { of: Record<string, number> }[] } } };
        const [months, , ends, parts, points] = await askDuck(planOf(document), [
          "SELECT strftime(placed, '%Y-%m') m, sum(amount) FROM orders GROUP BY 1 ORDER BY 1",
          "SELECT 1",
          "SELECT min(amount)::DOUBLE, max(amount)::DOUBLE, min(placed)::VARCHAR, max(placed)::VARCHAR FROM orders",
          `SELECT count(*) FROM orders o LEFT JOIN (SELECT order_id, sum(part) s FROM lines GROUP BY 1) x ON x.order_id = o.id
             WHERE o.amount <> coalesce(s, 0)`,
          "SELECT sum(points) FROM orders",
        ]);
        const { of } = document.tables.orders.rules[0]!;
        expect(months!.map(([month, sum]) => [month, Number(sum)])).toEqual(Object.entries(of));
        expect(Number(ends![0]![0])).toBeGreaterThanOrEqual(shape.min ?? 0);
        expect(Number(ends![0]![1])).toBeLessThanOrEqual(Math.ceil(shape.average * shape.wide) / UNIT);
        expect(String(ends![0]![2]) >= "2025-01-05" && String(ends![0]![3]) < "2025-12-21").toBe(true);
        expect(Number(parts![0]![0])).toBe(0);
        expect(Number(points![0]![0])).toBe(-shape.totals.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 40 },
    );
  });

  it("any slice and any order of rows gives the same cells", () => {
    const plan = planOf(
      toDocument({
        seed: 3,
        rows: 900,
        totals: [5, 9, 2],
        average: 700,
        min: 0,
        wide: 4,
        distribution: "exponential",
        ordered: false,
      }),
    );
    for (const table of ["orders", "lines"]) {
      const whole = cellsOf(plan, table);
      expect(cellsOf(plan, table, 411, 420)).toEqual(whole.slice(411, 420));
      const order = Array.from({ length: whole.length }, (_, i) => (i * 7919 + 5) % whole.length);
      expect(gatheredCells(plan, table, order)).toEqual(order.map((row) => whole[row]));
    }
  });

  it("keeps the shape of the field's own distribution: uniform cells stay flat, skewed ones skewed", () => {
    const cells = (distribution: unknown, max?: number): number[] =>
      cellsOf(
        planOf({
          tables: {
            t: {
              rows: 20_000,
              fields: { x: { type: "decimal", min: 0, distribution, ...(max === undefined ? {} : { max }) } },
              rules: [{ total: "x", of: 1_000_000 }],
            },
          },
        }),
        "t",
      ).map(([x]) => Number(x));
    const shareBelow = (values: readonly number[], x: number): number =>
      values.filter((v) => v < x).length / values.length;
    expect(shareBelow(cells("uniform", 100), 10)).toBeGreaterThan(0.05);
    expect(shareBelow(cells("uniform", 100), 50)).toBeCloseTo(0.5, 1);
    expect(shareBelow(cells({ exponential: { mean: 50 } }), 50)).toBeCloseTo(1 - Math.exp(-1), 1);
    const low = shareBelow(cells({ normal: { mean: 50, sd: 5 } }), 40);
    expect(low > 0.01 && low < 0.035).toBe(true);
  });

  it("a table of days in order has each day once, and the months' totals", async () => {
    const plan = planOf({
      tables: {
        dates: {
          rows: 365,
          fields: {
            day: { type: "date", from: "2025-01-01", to: "2025-12-31", key: true },
            revenue: { type: "decimal", min: 10 },
            visits: { type: "integer" },
          },
          rules: [
            {
              total: "revenue",
              by: "day",
              ordered: true,
              of: { "2025-Q1": 9000, "2025-Q2": 9100.01, "2025-Q3": 5000, "2025-Q4": 1e6 },
            },
            { total: "visits", by: "day", of: { "2025-Q1": 90, "2025-Q2": 0, "2025-Q3": 5, "2025-Q4": 1e6 } },
          ],
        },
      },
    });
    const days = cellsOf(plan, "dates").map(([day]) => day);
    expect(days).toEqual(days.toSorted((a, b) => msOf(a) - msOf(b)));
    expect(new Set(days).size).toBe(365);
    const [sums] = await askDuck(plan, [
      "SELECT quarter(day), sum(revenue)::DOUBLE, sum(visits)::INT, min(revenue)::DOUBLE >= 10 FROM dates GROUP BY 1 ORDER BY 1",
    ]);
    expect(sums!.map(([, revenue, visits, fits]) => [revenue, visits, fits])).toEqual([
      [9000, 90, true],
      [9100.01, 0, true],
      [5000, 5, true],
      [1e6, 1e6, true],
    ]);
  });

  it("groups by a category, with given shares of the rows", async () => {
    const plan = planOf({
      tables: {
        orders: {
          rows: 1000,
          fields: {
            status: { type: "category", values: ["paid", "void", "open"] },
            amount: { type: "decimal", max: 50 },
          },
          rules: [{ total: "amount", by: "status", of: { paid: 9000.5, void: 0 }, rows: { paid: 3, void: 1 } }],
        },
      },
    });
    const [sums] = await askDuck(plan, [
      "SELECT status, count(*)::INT, sum(amount)::DOUBLE FROM orders GROUP BY 1 ORDER BY 1",
    ]);
    expect(sums).toEqual([
      ["paid", 750, 9000.5],
      ["void", 250, 0],
    ]);
  });

  it("a billion rows cost no more than the rows asked for", () => {
    const plan = planOf({
      tables: {
        t: {
          rows: 1_000_000_000,
          fields: { x: { type: "decimal", min: 0.01, max: 100 } },
          rules: [{ total: "x", of: 25_000_000_000.07 }],
        },
      },
    });
    expect(gatheredCells(plan, "t", [0, 999_999_999, 5]).flat()).toEqual(
      gatheredCells(plan, "t", [5, 999_999_999, 0]).flat().toReversed(),
    );
  });

  const amounts = (field: object, rule: object, rows: unknown = 100): readonly string[] =>
    complaintsOf({
      now: "2026-01-01",
      tables: {
        parents: {
          rows: 20,
          fields: { id: { type: "sequence", key: true }, total: { type: "decimal", min: 20, max: 500 } },
        },
        t: {
          rows,
          fields: {
            parent_id: { type: "reference", to: "parents.id" },
            placed: { type: "date", from: "2025-01-01", to: "2025-12-31" },
            status: { type: "category", values: ["a", "b"] },
            amount: { type: "decimal", ...field },
          },
          rules: [{ total: "amount", ...rule }],
        },
      },
    });

  it.each([
    ["too much for the rows", { max: 50 }, { of: 5000.01 }],
    ["too little for the rows", { min: 1 }, { of: 99.99 }],
    ["a group too much for its rows", { max: 50 }, { by: "status", of: { a: 100, b: 4000 }, rows: { a: 50, b: 50 } }],
    ["groups too little together", { min: 5 }, { by: "status", of: { a: 100, b: 300 } }],
    ["below 0 with a min", { min: 0 }, { of: -5 }],
    ["half a cent", {}, { of: 10.005 }],
    ["a month outside", {}, { by: "placed", of: { "2025-01": 10, "2026-01": 20 } }],
    ["no month", {}, { by: "placed", of: { "2025-01": 10, "2025-13": 20 } }],
    ["another unit", {}, { by: "placed", unit: "day", of: { "2025-01": 10 } }],
    ["no such word", {}, { by: "status", of: { a: 1, c: 2 } }],
    ["nulls", { null: 0.1 }, { of: 10 }],
    ["groups without a field", {}, { of: { a: 1 } }],
    ["grouped by a reference", {}, { by: "parent_id", of: { 1: 5 } }],
    ["parts without a family", {}, { of: "parent_id.total" }],
  ])("refuses %s, with the arithmetic", (_, field, rule) => {
    expect(amounts(field, rule)).toMatchSnapshot("refusal");
  });

  it.each([
    ["a parent without rows", {}, { per: "parents", min: 0, max: 3 }],
    ["parts too large", { min: 30 }, { per: "parents", min: 1, max: 3 }],
    ["parts too small", { max: 100 }, { per: "parents", min: 1, max: 3 }],
  ])("refuses %s, with the arithmetic", (_, field, rows) => {
    expect(amounts(field, { of: "parent_id.total" }, rows)).toMatchSnapshot("refusal");
  });
});
