import { describe, expect, it } from "vitest";
import { readRow } from "../batch/cells.ts";
import { generate } from "../plan/generate.ts";
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

  it("with a bound in the units of what it bounds", () => {
    const fields = { c: { type: "category", values: [] } };
    expect(
      compile({ tables: { t: { rows: 1, fields } } }).issues.map(({ message, hint }) => `${message} ${hint}`),
    ).toContain("must be at least 1 entry long; found a list of 0. Add to it.");
  });

  it("names the near spelling", () => {
    const hints = compile({
      tables: { a: { fields: { x: "person.fullname", y: { type: "integer", mni: 3 } } } },
    }).issues.map((i) => i.hint);
    expect(hints).toEqual(["Did you mean person.full_name?", "Did you mean min?"]);
  });
});

describe("hidden columns", () => {
  const cells = (fields: Record<string, unknown>, name: string): unknown[] => {
    const { plan, issues } = compile({
      tables: { parents: { rows: 5, fields: { id: "sequence" } }, t: { rows: 50, fields } },
    });
    if (plan === undefined) throw new Error(JSON.stringify(issues));
    return [...generate(plan, { table: "t", from: 0, to: 50 })].flatMap((batch) =>
      Array.from({ length: batch.length }, (_, i) => readRow(batch, i)[name]),
    );
  };

  it("of fields, draws and nested fields never meet, whatever their names", () => {
    expect(
      cells({ product: { type: "reference", to: "parents.id" }, item: "commerce.product" }, "product").every(
        (v) => Number(v) >= 1 && Number(v) <= 5,
      ),
    ).toBe(true);
    const person = { type: "object", fields: { first: "integer", sex: "integer" } };
    expect(cells({ person, name: "person.full_name" }, "name")).toEqual(cells({ name: "person.full_name" }, "name"));
    const odd = {
      type: "object",
      null: 0.2,
      when: "yes",
      fields: { value: "integer", null: "integer", when: "integer", nullable: "integer", condition: "integer" },
    };
    const found = cells({ yes: "boolean", odd }, "odd");
    expect(
      found.some((v) => v === null) && found.some((v) => typeof v === "object" && v !== null && "condition" in v),
    ).toBe(true);
  });

  it("a nested object that is null is written as null", () => {
    const outer = { type: "object", fields: { inner: { type: "object", null: 0.5, fields: { x: "integer" } } } };
    const found = cells({ outer }, "outer") as { inner: unknown }[];
    expect(new Set(found.map((v) => v.inner === null))).toEqual(new Set([true, false]));
  });

  it("of long chains of fields are refused before the stack ends", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 1500 }, (_, k) => [
        `f${k}`,
        k === 1499 ? "integer" : { type: "integer", value: `f${k + 1} + 1` },
      ]),
    );
    expect(places({ tables: { t: { fields: chain } } })).toContain("tables.t.fields.f200 schema/too-deep");
  });
});

describe("references and maps", () => {
  it("a table of rates is exact: amounts do not lose a cent", () => {
    const rates = { DE: 0.19, JP: 0.105, X: 0.085 };
    const fields = {
      c: { type: "category", values: Object.keys(rates) },
      rate: { type: "map", from: "c", values: rates },
      net: { type: "decimal", min: 0, max: 9999 },
      tax: { type: "decimal", value: "net * rate" },
    };
    const { plan } = compile({ tables: { t: { rows: 5000, fields } } });
    for (const batch of generate(plan!, { table: "t", from: 0, to: 5000 })) {
      for (let i = 0; i < batch.length; i++) {
        const { c, net, tax } = readRow(batch, i) as { c: keyof typeof rates; net: number; tax: number };
        const exact = BigInt(Math.round(net * 100)) * BigInt(Math.round(rates[c] * 1000));
        expect(Math.round(tax * 100)).toBe(Number((exact + 500n) / 1000n));
      }
    }
  });

  it("a table without rows may refer to one without rows, but no other may", () => {
    const tables = (rows: number): unknown => ({
      tables: {
        p: { rows: 0, fields: { id: "sequence" } },
        t: { rows, fields: { p: { type: "reference", to: "p.id" } } },
      },
    });
    expect(places(tables(0))).toEqual([]);
    expect(places(tables(1))).toEqual(["tables.t.fields.p.to schema/no-rows"]);
  });
});
