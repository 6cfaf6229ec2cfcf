import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

function prices(start: object, { products = 40, seed = 1, max = 6 } = {}): object {
  return {
    seed,
    now: "2026-01-31",
    tables: {
      products: {
        rows: products,
        fields: {
          id: { type: "sequence", key: true },
          launched: { type: "date", from: "2020-01-01", to: "2025-06-30" },
        },
      },
      prices: {
        rows: { per: "products", min: 1, max },
        fields: {
          id: "sequence",
          product_id: { type: "reference", to: "products.id" },
          valid_from: start,
          price: "decimal",
        },
        rules: [{ versions: "valid_from", until: "valid_to", number: "version", current: "is_current" }],
      },
    },
  };
}

const start = fc.constantFrom(
  { type: "date", from: "2020-01-01", to: "2025-12-31" },
  { type: "date", after: "product_id.launched", to: "now" },
  { type: "datetime", after: "product_id.launched", to: "now", apart: "12h" },
  { type: "date", after: "product_id.launched", every: "1mo" },
);

describe("versions", () => {
  it("follow each other without gap or overlap, and the last is the current one", async () => {
    await fc.assert(
      fc.asyncProperty(start, fc.nat(1000), fc.integer({ min: 1, max: 30 }), async (field, seed, max) => {
        const [gaps, currents, empty, some] = await askDuck(planOf(prices(field, { seed, max })), [
          "SELECT * FROM (SELECT valid_to, lead(valid_from) OVER (PARTITION BY product_id ORDER BY id) AS next FROM prices) WHERE valid_to IS DISTINCT FROM next",
          "SELECT product_id FROM prices GROUP BY product_id HAVING count(*) FILTER (is_current) <> 1 OR count(*) FILTER (valid_to IS NULL) <> 1 OR count(*) FILTER (is_current AND valid_to IS NULL) <> 1",
          "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY id) AS place FROM prices) WHERE valid_to <= valid_from OR version <> place",
          "SELECT count(*) > 0 FROM prices",
        ]);
        expect([gaps, currents, empty]).toEqual([[], [], []]);
        expect(some).toEqual([[true]]);
      }),
      { numRuns: 12 },
    );
  });

  it("are the same in any slice and in any order", () => {
    const plan = planOf(prices({ type: "date", after: "product_id.launched", to: "now" }));
    const whole = cellsOf(plan, "prices");
    expect([...cellsOf(plan, "prices", 0, 43), ...cellsOf(plan, "prices", 43, whole.length)]).toEqual(whole);
    const order = whole.map((_, k) => whole.length - 1 - k);
    expect(gatheredCells(plan, "prices", order)).toEqual(order.map((row) => whole[row]));
  });

  it.each([
    [
      "integer",
      "tables.prices.rules.0.versions: valid_from must be a date or datetime; found integer. Name a date or datetime of this table.",
    ],
    [
      "nullable",
      "tables.prices.rules.0.versions: valid_from begins every version, so it is never null and no expression. Drop null, when and value.",
    ],
  ])("what cannot be is refused: %s", (type, complaint) => {
    const field = type === "nullable" ? { type: "date", null: 0.1 } : { type };
    expect(complaintsOf(prices(field))).toEqual([complaint]);
  });

  it("keep a check that a version ends after it begins", () => {
    const { tables, ...rest } = prices({ type: "date" }) as { tables: { prices: { rules: object[] } } };
    const rules = [...tables.prices.rules, { check: "valid_to > valid_from" }];
    expect(complaintsOf({ ...rest, tables: { ...tables, prices: { ...tables.prices, rules } } })).toEqual([]);
  });

  it("of rows without a parent are refused", () => {
    const rules = [{ versions: "valid_from" }];
    expect(complaintsOf({ tables: { t: { rows: 9, fields: { valid_from: "date" }, rules } } })).toEqual([
      "tables.t.rules.0.versions: versions are those of one parent, and the rows have none. Write rows: { per: products, min: 1, max: 5 }.",
    ]);
  });
});
