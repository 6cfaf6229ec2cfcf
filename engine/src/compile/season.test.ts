import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, gatheredCells, planOf } from "./duck.ts";

const table = (field: object, rows: number, seed = 1): object => ({
  now: "2026-01-31T12:00:00Z",
  seed,
  tables: {
    t: { rows, fields: { since: { type: "datetime", from: "2024-01-01", to: "2025-06-30" }, placed: field } },
  },
});

const weight = fc.constantFrom(0, 0.2, 1, 3);
const season = fc.record(
  {
    weekday: fc.record({ sat: weight, sun: weight, wed: weight }, { requiredKeys: [] }),
    month: fc.record({ jan: weight, jul: weight, dec: weight }, { requiredKeys: [] }),
    hour: fc.record({ "0": weight, "9": weight, "23": weight }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const hours = fc.constantFrom(undefined, "business", "08:30-18:15", "22:00-06:00");

describe("moments by the calendar", () => {
  it("fall into no part of it that weighs nothing, and keep to their limits", async () => {
    const field = fc.record({ season, hours, limits: fc.boolean(), seed: fc.nat(1000) });
    await fc.assert(
      fc.asyncProperty(field, async ({ season: parts, hours: open, limits, seed }) => {
        const placed = {
          type: "datetime",
          season: parts,
          ...(open === undefined ? {} : { hours: open }),
          ...(limits ? { after: "since", to: "2026-01-31" } : { from: "2025-02-01T12:34:56Z", to: "2025-11-30" }),
        };
        const closed = [
          ...(["sun", "", "", "wed", "", "", "sat"] as const).flatMap((day, k) =>
            day !== "" && parts.weekday?.[day] === 0 ? [`dayofweek(placed) = ${k}`] : [],
          ),
          ...(["jan", "jul", "dec"] as const).flatMap((month, k) =>
            parts.month?.[month] === 0 ? [`month(placed) = ${[1, 7, 12][k]}`] : [],
          ),
          ...(["0", "9", "23"] as const).flatMap((hour) =>
            parts.hour?.[hour] === 0 ? [`hour(placed) = ${hour}`] : [],
          ),
          ...(open === "business" ? ["hour(placed) NOT BETWEEN 9 AND 16 OR dayofweek(placed) IN (0, 6)"] : []),
          ...(open === "08:30-18:15"
            ? ["CAST(placed AS TIME) < '08:30:00' OR CAST(placed AS TIME) >= '18:15:00'"]
            : []),
          ...(open === "22:00-06:00" ? ["hour(placed) BETWEEN 6 AND 21"] : []),
          limits
            ? "placed < since OR placed >= '2026-02-01'"
            : "placed < '2025-02-01 12:34:56' OR placed >= '2025-12-01'",
        ];
        const [wrong] = await askDuck(planOf(table(placed, 400, seed)), [
          `SELECT * FROM t WHERE ${closed.map((claim) => `(${claim})`).join(" OR ")}`,
        ]);
        expect(wrong).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it("are the same in any slice and in any order", () => {
    fc.assert(
      fc.property(season, hours, fc.nat(300), (parts, open, cut) => {
        const plan = planOf(
          table(
            { type: "datetime", season: parts, after: "since", ...(open === undefined ? {} : { hours: open }) },
            300,
          ),
        );
        const whole = cellsOf(plan, "t");
        expect([...cellsOf(plan, "t", 0, cut), ...cellsOf(plan, "t", cut, 300)]).toEqual(whole);
        const order = whole.map((_, k) => (k * 149 + 11) % 300);
        expect(gatheredCells(plan, "t", order)).toEqual(order.map((row) => whole[row]));
      }),
      { numRuns: 10 },
    );
  });

  it("have the shares that the weights and days give, growth too", async () => {
    const n = 40_000;
    const placed = {
      type: "datetime",
      from: "2024-01-01",
      to: "2025-12-31",
      growth: 2,
      season: { weekday: { sat: 0.5, sun: 0.25 }, month: { dec: 2 }, hour: { 12: 3 } },
    };
    const [answers] = await askDuck(planOf(table(placed, n)), [
      "SELECT count(*) FILTER (dayofweek(placed) = 6), count(*) FILTER (month(placed) = 12), count(*) FILTER (hour(placed) = 12), count(*) FILTER (year(placed) = 2024) FROM t",
    ]);
    const weights = [0, 0, 0, 0, 0];
    const days = 731;
    for (let k = 0; k < days; k++) {
      const day = new Date(Date.UTC(2024, 0, 1 + k));
      const weekday = day.getUTCDay();
      const december = day.getUTCMonth() === 11;
      const weight = (weekday === 6 ? 0.5 : weekday === 0 ? 0.25 : 1) * (december ? 2 : 1) * 2 ** (k / days);
      weights[4]! += weight;
      if (weekday === 6) weights[0]! += weight;
      if (december) weights[1]! += weight;
      if (day.getUTCFullYear() === 2024) weights[3]! += weight;
    }
    weights[2] = (weights[4]! * 3) / 26;
    answers![0]!.forEach((count, k) => {
      const share = weights[k]! / weights[4]!;
      expect(Math.abs(Number(count) / n - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / n));
    });
  });

  it("dates too", async () => {
    const placed = { type: "date", from: "2025-01-01", to: "2025-12-31", season: { weekday: { sat: 0, sun: 0 } } };
    const [wrong, days] = await askDuck(planOf(table(placed, 5000)), [
      "SELECT * FROM t WHERE dayofweek(placed) IN (0, 6) OR year(placed) <> 2025",
      "SELECT count(DISTINCT placed) FROM t",
    ]);
    expect(wrong).toEqual([]);
    expect(days).toEqual([["261"]]); // every working day of the year
  });
});
