import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const places = (document: unknown): string[] => compile(document).issues.map((issue) => `${issue.path} ${issue.code}`);

describe("compile gives every issue at once", () => {
  it("of the document, its tables, its fields, their parameters and their expressions", () => {
    const document = {
      seeed: 3,
      now: "yesterday",
      tables: {
        a: {
          rows: "1000x",
          fields: { id: "uuidd", n: { type: "integer", min: 5, max: 1 }, m: { type: "integer", maxx: 3 } },
        },
        b: {
          rows: { per: "c" },
          fields: { total: { type: "decimal", value: "price * 2" }, who: { type: "reference", to: "a.nobody" } },
        },
        "": { fields: { x: "uuid" } },
      },
    };
    expect(places(document).sort()).toEqual(
      [
        "seeed schema/unknown-entry",
        "tables schema/name",
        "tables.a.rows schema/invalid",
        "now schema/moment",
        "tables.a.fields.id.type schema/unknown-type",
        "tables.a.fields.m.maxx schema/unknown-entry",
        "tables.b.rows.per schema/unknown-table",
        "tables.a.fields.n.min schema/range",
        "tables.b.fields.total.value schema/unknown-field",
        "tables.b.fields.who.to schema/unknown-field",
      ].sort(),
    );
  });

  it("but not what only follows from another", () => {
    const document = {
      tables: { a: { fields: { x: "uuidd", y: { type: "text", value: "x" }, z: { type: "text", value: "y" } } } },
    };
    expect(places(document)).toEqual(["tables.a.fields.x.type schema/unknown-type"]);
  });

  it("names the near spelling", () => {
    const hints = compile({
      tables: { a: { fields: { x: "person.fullname", y: { type: "integer", mni: 3 } } } },
    }).issues.map((i) => i.hint);
    expect(hints).toEqual(["Did you mean person.full_name?", "Did you mean min?"]);
  });
});
