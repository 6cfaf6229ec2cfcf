import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask, count, faultsOf, load, planOf, useDuck, type Fields } from "./loaded.ts";

useDuck();

const id = (type: string): Fields => ({
  id:
    type === "pattern"
      ? { type, pattern: "??-####", key: true }
      : type === "date"
        ? { type, from: "1900-01-01", to: "2020-12-31", key: true }
        : { type, key: true },
});
const keyType = fc.constantFrom("sequence", "uuid", "pattern", "date");

describe("keys, groups and references hold, as DuckDB counts", () => {
  it("over random schemas with composite keys, junctions, one-to-one, children and cycles", async () => {
    let seen = 0;
    const shapes = fc.record({
      seed: fc.nat(1_000_000),
      a: fc.integer({ min: 1, max: 300 }),
      b: fc.integer({ min: 1, max: 60 }),
      pairs: fc.double({ min: 0, max: 1, noNaN: true }),
      most: fc.integer({ min: 1, max: 12 }),
      least: fc.nat(1),
      keyA: keyType,
      keyB: keyType,
      nulls: fc.constantFrom(0, 0.2, 1),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ seed, a, b, pairs, most, least, keyA, keyB, nulls, cut }) => {
        const plan = planOf(
          {
            a: { rows: a, fields: { ...id(keyA), head: { type: "reference", to: "b.id", null: nulls } } },
            b: { rows: b, fields: { ...id(keyB), of: { type: "reference", to: "a.id", distribution: "zipf" } } },
            one: {
              rows: Math.min(a, b),
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                b: { type: "reference", to: "b.id", unique: true },
              },
            },
            junction: {
              rows: Math.floor(a * b * pairs),
              unique: [["a", "b"]],
              fields: { a: { type: "reference", to: "a.id", null: nulls }, b: { type: "reference", to: "b.id" } },
            },
            lines: {
              rows: { per: "a", min: least, max: most },
              unique: [
                ["a", "letter"],
                ["serial", "b"],
              ],
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                no: { type: "ordinal", key: true },
                letter: { type: "category", values: "abcdefghijkl".split(""), null: nulls },
                b: { type: "reference", to: "b.id" },
                serial: { type: "integer", min: 0, max: 1e9 },
              },
            },
            ...(least === 0
              ? {}
              : {
                  tags: {
                    rows: Math.floor(Math.min(a, b) * b * pairs),
                    unique: [["tag", "kind", "subject"]],
                    fields: {
                      tag: { type: "reference", to: "b.id" },
                      kind: { type: "category", values: ["a", "b"] },
                      subject: {
                        type: "reference",
                        by: "kind",
                        to: { a: "a.id", b: keyA === keyB ? "b.id" : "one.a" },
                      },
                    },
                  },
                  parts: {
                    rows: 50,
                    fields: {
                      a: { type: "reference", to: "lines.a" },
                      no: { type: "reference", to: "lines.no", with: "a" },
                      other: { type: "reference", to: "a.id" },
                      their: { type: "reference", to: "lines.no", under: "other" },
                      kind: { type: "category", values: ["a", "b"], null: nulls },
                      subject: {
                        type: "reference",
                        by: "kind",
                        to: { a: "one.a", b: keyA === keyB ? "b.id" : "one.a" },
                      },
                      n: { type: "ordinal", from: 0 },
                    },
                  },
                }),
          },
          seed,
        );
        await load(plan, cut);
        expect(await faultsOf(plan)).toEqual([]);
        const perParent = await ask(
          `SELECT coalesce(max(n), 0), coalesce(max(m), 0), coalesce(min(k), 1) FROM (SELECT count(*) n, max(no::INT) m, min(no::INT) k FROM lines GROUP BY a)`,
        );
        expect(Number(perParent[0]![0])).toBeLessThanOrEqual(most);
        expect(Number(perParent[0]![0])).toBe(Number(perParent[0]![1]));
        expect(Number(perParent[0]![2])).toBe(1);
        seen++;
      }),
      { numRuns: 40 },
    );
    expect(seen).toBe(40);
  });
});

describe("references", () => {
  it("by weights hit the rows in their proportion, within five sigma", async () => {
    const weights = [5, 0, 3, 2];
    const plan = planOf({
      a: { rows: 4, fields: { id: "sequence" } },
      t: { rows: 10_000, fields: { a: { type: "reference", to: "a.id", distribution: { weights } } } },
    });
    await load(plan);
    const found = new Map((await ask("SELECT a, count(*) FROM t GROUP BY 1")).map(([a, n]) => [Number(a), Number(n)]));
    weights.forEach((weight, k) => {
      const share = weight / 10;
      const sigma = Math.sqrt(10_000 * share * (1 - share));
      expect(Math.abs((found.get(k + 1) ?? 0) - 10_000 * share)).toBeLessThanOrEqual(5 * sigma);
    });
  });

  it("under another one agree with it, and are null only where there is nothing to take", async () => {
    const plan = planOf({
      tenants: { rows: 40, fields: { id: "uuid" } },
      customers: {
        rows: { per: "tenants", min: 0, max: 3 },
        fields: { id: "sequence", tenant: { type: "reference", to: "tenants.id" } },
      },
      products: {
        rows: { per: "tenants", min: 1, max: 3 },
        fields: { id: "sequence", tenant: { type: "reference", to: "tenants.id" } },
      },
      orders: {
        rows: 2000,
        fields: {
          tenant: { type: "reference", to: "tenants.id" },
          customer: { type: "reference", to: "customers.id", under: "tenant" },
          product: { type: "reference", to: "products.id", under: "tenant" },
        },
      },
      returns: {
        rows: 500,
        fields: {
          customer: { type: "reference", to: "customers.id" },
          tenant: { type: "reference", to: "customers.tenant", with: "customer" },
          product: { type: "reference", to: "products.id", under: "tenant" },
        },
      },
    });
    await load(plan);
    expect(await faultsOf(plan)).toEqual([]);
    const orders = plan.tables.find(({ header }) => header.table === "orders")!;
    expect(orders.references.map(({ columns }) => columns)).toEqual([
      ["tenant"],
      ["tenant", "customer"],
      ["tenant", "product"],
    ]);
    for (const [table, what] of [
      ["orders", "customer"],
      ["orders", "product"],
      ["returns", "product"],
    ] as const)
      expect(
        await count(`SELECT count(*) FROM ${table} o JOIN ${what}s x ON o.${what} = x.id WHERE x.tenant <> o.tenant`),
      ).toBe(0);
    expect(
      await count(
        "SELECT count(*) FROM orders o WHERE (customer IS NULL) <> NOT EXISTS (SELECT 1 FROM customers c WHERE c.tenant = o.tenant)",
      ),
    ).toBe(0);
    expect(await count("SELECT count(*) FROM orders WHERE product IS NULL")).toBe(0);
  });
});
