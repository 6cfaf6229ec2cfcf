import { describe, expect, expectTypeOf, it } from "vitest";
import { compile } from "./compile/compile.ts";
import { fieldTypes } from "./compile/fields/all.ts";
import { LimitError, SchemaError } from "./errors.ts";
import { defineSchema, iterateRows, NUMBER_TYPES, OPEN_TYPES, TRUTH_TYPES, rows } from "./rows.ts";

describe("rows", () => {
  const schema = defineSchema({
    seed: 4,
    tables: {
      users: {
        rows: 7,
        fields: {
          id: "uuid",
          code: { type: "sequence", format: "U-{n:4}" },
          age: { type: "integer", min: 18, max: 80 },
          note: { type: "text", null: 0.5 },
          secret: { type: "integer", hidden: true },
          active: "boolean",
        },
      },
    },
  });

  it("have the types of the schema", () => {
    const [user] = rows(schema, "users");
    expectTypeOf(user!).toEqualTypeOf<{
      readonly id: string;
      readonly code: string;
      readonly age: number;
      readonly note: string | null;
      readonly active: boolean;
    }>();
    expect(Object.keys(user!)).toEqual(["id", "code", "age", "note", "active"]);
    expect(user!.code).toBe("U-0001");
  });

  it("are all of the table's, or those asked for", () => {
    const all = rows(schema, "users");
    expect(all).toHaveLength(7);
    expect(rows(schema, "users", { from: 2, count: 3 })).toEqual(all.slice(2, 5));
    expect([...iterateRows(schema, "users", { count: 7 })]).toEqual(all);
    expect(rows(schema, "users", { seed: 5 })).not.toEqual(all);
  });

  it("throw every issue of a schema at once", () => {
    const bad = { tables: { t: { fields: { a: "uuidd", b: { type: "integer", min: 3, max: 1 } } } } };
    expect(() => rows(bad, "t")).toThrow(SchemaError);
  });

  it("past the table's end are those of a table with as many rows, whose unique values still are", () => {
    const tables = (count: number) => ({
      t: { rows: count, fields: { u: { type: "integer", min: 1, max: 30, unique: true } } },
    });
    expect(rows({ tables: tables(3) }, "t", { from: 2, count: 20 })).toEqual(
      rows({ tables: tables(22) }, "t", { from: 2 }),
    );
    expect(() => rows({ tables: tables(3) }, "t", { count: 31 })).toThrow(SchemaError);
    expect(rows({ tables: tables(3) }, "t", { from: 9, count: 0 })).toEqual([]);
  });

  it("of a table counted per parent end with it", () => {
    const perParent = {
      tables: {
        p: { rows: 10, fields: { id: "sequence" } },
        t: { rows: { per: "p", min: 2, max: 2 }, fields: { id: "sequence" } },
      },
    };
    expect(rows(perParent, "t", { from: 15, count: 5 })).toHaveLength(5);
    const past = () => rows(perParent, "t", { from: 15, count: 6 });
    expect(past).toThrow(LimitError);
    expect(past).toThrow("t has 20 rows; asked for rows 15 to 21.");
  });

  it.each([-1, 1.5, NaN, Infinity])("cannot be counted by %d", (x) => {
    expect(() => rows(schema, "users", { from: x })).toThrow(`from must be a whole number >= 0; found ${x}.`);
    expect(() => rows(schema, "users", { count: x })).toThrow(`count must be a whole number >= 0; found ${x}.`);
  });

  const numbers = new Set<string>(NUMBER_TYPES);
  const truths = new Set<string>(TRUTH_TYPES);
  const open = new Set<string>(OPEN_TYPES);
  /** What examples may refer to, and how rows are counted where a group of types needs that. */
  const beside = {
    status: { type: "category", values: ["active", "inactive"] },
    amount: { type: "decimal", min: 5, max: 500 },
    customer_id: { type: "reference", to: "customers.id" },
  };
  const customers = { rows: 20, fields: { id: { type: "sequence", key: true }, registered: "datetime" } };
  const families: Readonly<Partial<Record<string, object>>> = {
    log: { log: { start: "created", transitions: { created: "paid" } } },
    retention: { retention: { curve: [1, 0.5], by: "month" } },
  };
  const standsAlone = (fields: object): boolean => compile({ tables: { t: { rows: 20, fields } } }).plan !== undefined;
  const closed = fieldTypes.filter(
    (type) => !open.has(type.name) && type.name !== "template" && type.name !== "company.size_category",
  );

  it.each(closed.map((type) => [type.name, type] as const))(
    "%s cells are what its TypeScript type says",
    (name, type) => {
      const own = { x: { ...type.example, type: name } };
      const family = families[name.split(".")[0]!] ?? { min: 1, max: 1 };
      const t = standsAlone(own)
        ? { rows: 20, fields: own }
        : { rows: { per: "customers", ...family }, fields: { ...beside, ...own } };
      const found = rows({ tables: { customers, t } }, "t").map((row) => typeof (row as { x: unknown }).x);
      const expected = numbers.has(name) ? "number" : truths.has(name) ? "boolean" : "string";
      const format = type.example !== undefined && "format" in type.example && name === "sequence";
      expect([...new Set(found)]).toEqual([format ? "string" : expected]);
    },
  );

  it("no name is listed that no type has", () => {
    const names = new Set(fieldTypes.map((type) => type.name));
    expect([...numbers, ...truths, ...open].filter((name) => !names.has(name))).toEqual([]);
  });
});
