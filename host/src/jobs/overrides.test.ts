import { SchemaError } from "@semblance/engine";
import { expect, test } from "vitest";
import { override } from "./overrides.ts";

const document = {
  name: "shop",
  seed: 1,
  now: "2026-01-31",
  tables: {
    customers: { rows: 10, fields: { id: "uuid" } },
    orders: { rows: { per: "customers" }, fields: { id: "uuid" } },
    rest: { fields: { id: "uuid" } },
  },
};

test("rows are those of tables that no parent counts", () => {
  expect(override(document, { rows: 5 })).toMatchObject({
    tables: { customers: { rows: 5 }, orders: { rows: { per: "customers" } }, rest: { rows: 5 } },
  });
  const tables = new Map([["orders", 7]]);
  expect(override(document, { rows: 5, tables })).toMatchObject({
    tables: { customers: { rows: 5 }, orders: { rows: 7 } },
  });
});

test("what is not overridden stays, and the document itself is not touched", () => {
  const before = structuredClone(document);
  expect(override(document, {})).toEqual(document);
  override(document, { rows: 1, seed: "x", locale: "de_DE", now: "2020-01-01" });
  expect(document).toEqual(before);
});

test("a seed is a number where it looks like one", () => {
  for (const [seed, expected] of [
    ["7", 7],
    ["-1", -1],
    ["07", "07"],
    ["1e3", "1e3"],
    ["abc", "abc"],
    ["12345678901234567890", "12345678901234567890"],
  ] as const) {
    expect(override(document, { seed })).toHaveProperty("seed", expected);
  }
});

test("now is the override, else the document's, else a midnight", () => {
  expect(override(document, { now: "2020-01-01" })).toHaveProperty("now", "2020-01-01");
  expect(override(document, {})).toHaveProperty("now", "2026-01-31");
  expect(override({ tables: {} }, {})).toHaveProperty("now", expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/));
  expect(() => override(document, { now: "soon" })).toThrow(SchemaError);
});

test("what is no document comes back for compile to complain", () => {
  for (const value of [null, 3, "text", [], { tables: 3 }, { tables: { a: 3 } }]) {
    expect(() => override(value, { rows: 3, seed: "1" })).not.toThrow();
  }
});
