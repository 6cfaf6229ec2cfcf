import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { faultsOf, load, planOf, useDuck, type Tables } from "./loaded.ts";

useDuck();

describe("what cannot be is refused with the arithmetic", () => {
  const refusals = (tables: Tables): string[] =>
    compile({ tables }).issues.map(({ path, code, message }) => `${path} ${code} ${message}`);
  const a = { rows: 20, fields: { id: { type: "sequence", key: true } } };
  const b = { rows: 30, fields: { id: { type: "sequence", key: true } } };
  const pair = { a: { type: "reference", to: "a.id" }, b: { type: "reference", to: "b.id" } };
  it.each<[string, Tables, string]>([
    [
      "more pairs than there are",
      { a, b, t: { rows: 601, unique: [["a", "b"]], fields: pair } },
      "tables.t.unique schema/unique-capacity the combination of a, b must be unique in 601 rows, but there are only 30 of b x 20 of a.",
    ],
    [
      "more children than words",
      {
        a,
        t: {
          rows: { per: "a", max: 4 },
          unique: [["a", "w"]],
          fields: { a: pair.a, w: { type: "category", values: ["x", "y", "z"] } },
        },
      },
      "tables.t.unique schema/unique-capacity the combination of a, w must be unique in up to 4 rows of one row of a, but there are only 3 of w.",
    ],
    [
      "a key of floats",
      { t: { rows: 9, fields: { x: { type: "float", key: true }, y: { type: "float", key: true } } } },
      "tables.t.fields.y.key schema/unique-capacity the combination of x, y must be unique in 9 rows, but none of its fields can be chosen for it.",
    ],
    [
      "a field that is not there",
      { t: { rows: 9, unique: [["x", "z"]], fields: { x: "integer" } } },
      "tables.t.unique.0 schema/unknown-field there is no field z.",
    ],
  ])("%s", (_, tables, expected) => {
    expect(refusals(tables)).toEqual([expected]);
  });

  it("a pair with half of a composite key is not told apart by the row it refers to", () => {
    const users = {
      rows: { per: "a", min: 3, max: 3 },
      fields: { org: { type: "reference", to: "a.id", key: true }, no: { type: "ordinal", key: true } },
    };
    const fields = {
      org: { type: "reference", to: "users.org", key: true },
      no: { type: "reference", to: "users.no", with: "org", key: true },
      slot: { type: "integer", min: 1, max: 12 },
    };
    expect(refusals({ a, users, t: { rows: 40, unique: [["no", "slot"]], fields } })).toEqual([
      "tables.t.unique schema/unique-capacity the combination of no, slot must be unique in 40 rows, but there are only 12 of slot.",
    ]);
    expect(refusals({ a, users, t: { rows: 40, unique: [["no", "org", "slot"]], fields } })).toEqual([]);
  });

  it("a field of several groups is unique by itself where it can be", async () => {
    const fields = { ...pair, code: { type: "integer", min: 1, max: 100 } };
    const plan = planOf({
      a,
      b,
      t: {
        rows: 90,
        unique: [
          ["a", "code"],
          ["b", "code"],
        ],
        fields,
      },
    });
    await load(plan);
    expect(await faultsOf(plan)).toEqual([]);
  });

  it("but as many as there are is not too many", async () => {
    const plan = planOf({ a, b, t: { rows: 600, unique: [["a", "b"]], fields: pair } });
    await load(plan);
    expect(await faultsOf(plan)).toEqual([]);
  });
});
