import { describe, expect, expectTypeOf, it } from "vitest";
import { fieldTypes } from "./compile/fields/all.ts";
import { SchemaError } from "./errors.ts";
import { defineSchema, iterateRows, NUMBER_TYPES, OPEN_TYPES, rows } from "./rows.ts";

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

  const numbers = new Set<string>(NUMBER_TYPES);
  const open = new Set<string>(OPEN_TYPES);
  const closed = fieldTypes.filter(
    (type) => !open.has(type.name) && type.name !== "template" && type.name !== "company.size_category",
  );

  it.each(closed.map((type) => [type.name, type] as const))(
    "%s cells are what its TypeScript type says",
    (name, type) => {
      const found = rows({ tables: { t: { rows: 20, fields: { x: { ...type.example, type: name } } } } }, "t").map(
        (row) => typeof (row as { x: unknown }).x,
      );
      const expected = numbers.has(name) ? "number" : name === "boolean" ? "boolean" : "string";
      const format = type.example !== undefined && "format" in type.example && name === "sequence";
      expect([...new Set(found)]).toEqual([format ? "string" : expected]);
    },
  );

  it("no name is listed that no type has", () => {
    const names = new Set(fieldTypes.map((type) => type.name));
    expect([...numbers, ...open].filter((name) => !names.has(name))).toEqual([]);
  });
});
