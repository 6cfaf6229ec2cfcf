import { describe, expect, it } from "vitest";
import { SchemaError } from "../errors.ts";
import type { CatalogueColumn } from "./catalogue.ts";
import { readJsonSchema } from "./json-schema.ts";
import { toSchema } from "./to-schema.ts";

function show({ name, type, nullable }: CatalogueColumn): string {
  const checks = (type.checks ?? []).map(({ text }) => text).join(" and ");
  const inner =
    type.fields?.map(show).join(", ") ??
    type.values?.join("|") ??
    (type.element ? show({ name: "", type: type.element, nullable: false }).trim() : "");
  const size = [type.length, type.scale, type.format].filter((each) => each !== undefined).join(" ");
  return `${name} ${type.kind}${size && `<${size}>`}${inner && `(${inner})`}${nullable ? "?" : ""}${checks && ` {${checks}}`}`;
}

const read = (schema: unknown): readonly string[] =>
  readJsonSchema(JSON.stringify(schema)).tables.map(({ name, columns }) => `${name}: ${columns.map(show).join(", ")}`);

describe("readJsonSchema", () => {
  it("reads properties of every kind", () => {
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "A person",
      type: "object",
      required: ["id", "mail", "address"],
      properties: {
        id: { type: "integer", minimum: 1 },
        mail: { type: "string", format: "email", maxLength: 80 },
        code: { type: "string", pattern: "^[A-Z]{3}$", minLength: 3 },
        born: { type: ["string", "null"], format: "date" },
        at: { type: "string", format: "date-time" },
        score: { type: "number", exclusiveMinimum: 0, maximum: 1 },
        price: { type: "number", multipleOf: 0.01 },
        even: { type: "integer", multipleOf: 2 },
        level: { enum: [1, 2, 3] },
        color: { enum: ["red", "green", null] },
        kind: { oneOf: [{ const: "a" }, { const: "b" }] },
        maybe: { anyOf: [{ type: "string", format: "ipv4" }, { type: "null" }] },
        address: { $ref: "#/$defs/Address" },
        tags: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3 },
        free: {},
      },
      $defs: {
        Address: {
          type: "object",
          required: ["street"],
          properties: { street: { type: "string" }, geo: { $ref: "#/$defs/Geo" } },
        },
        Geo: { type: "object", properties: { lat: { type: "number", minimum: -90, maximum: 90 } } },
        Other: { type: "object", properties: { flag: { type: "boolean" } } },
      },
    };
    expect(read(schema)).toEqual([
      "A_person: id integer {VALUE >= 1}, mail text<80 email>, code text? {length(VALUE) >= 3 and VALUE ~ ^[A-Z]{3}$}, born date?, " +
        "at datetime?, score float? {VALUE <= 1 and VALUE > 0}".replace(
          "VALUE <= 1 and VALUE > 0",
          "VALUE > 0 and VALUE <= 1",
        ) +
        ", price decimal<2>?, even integer? {VALUE % n = 0}, level integer? {VALUE IN (1, 2, 3)}, color enum(red|green)?, kind enum(a|b)?, " +
        "maybe text<ipv4>?, address object(street text, geo object(lat float? {VALUE >= -90 and VALUE <= 90})?), tags array(text)?, free json?",
      "Other: flag boolean?",
    ]);
  });

  it("reads draft 4, definitions alone and OpenAPI", () => {
    expect(
      read({ id: "http://x/y/cat.json#", properties: { a: { type: "number", minimum: 0, exclusiveMinimum: true } } }),
    ).toEqual(["cat: a float? {VALUE > 0}"]);
    expect(
      read({
        definitions: {
          A: { properties: { b: { $ref: "#/definitions/B" } } },
          B: { properties: { x: { type: "boolean" } } },
        },
      }),
    ).toEqual(["A: b object(x boolean?)?", "B: x boolean?"]);
    const pet = {
      allOf: [
        { required: ["id"], properties: { id: { type: "integer", format: "int32" } } },
        { properties: { name: { type: "string", nullable: true } } },
      ],
    };
    expect(
      read({ openapi: "3.0.0", paths: {}, components: { schemas: { Pet: pet, Name: { type: "string" } } } }),
    ).toEqual(["Pet: id integer, name text?"]);
    expect(read({ type: "array", title: "rows", items: { properties: { a: { type: "boolean" } } } })).toEqual([
      "rows: a boolean?",
    ]);
  });

  it("ends where references go in circles, and says so", () => {
    const tree = {
      title: "tree",
      properties: { next: { $ref: "#" }, kids: { type: "array", items: { $ref: "#" } }, loop: { $ref: "#/$defs/x" } },
      $defs: { x: { $ref: "#/$defs/x" } },
    };
    const { tables, notes } = readJsonSchema(JSON.stringify(tree));
    expect(tables[0]!.columns.map(({ name }) => name)).toEqual(["next", "kids", "loop"]);
    expect(notes.some(({ text }) => /circle/.test(text))).toBe(true);
    expect(notes.some(({ text }) => /deeper than/.test(text))).toBe(true);
  });

  it("takes id for the key, and an id named after a table for a reference to it", () => {
    const schemas = {
      Pet: {
        type: "object",
        properties: { id: { type: "integer" }, photoUrls: { type: "array", items: { type: "string" } } },
      },
      Order: {
        type: "object",
        properties: { id: { type: "integer" }, petId: { type: "integer" }, userId: { type: "integer" } },
      },
    };
    const { document } = toSchema(readJsonSchema(JSON.stringify({ openapi: "3.0.3", components: { schemas } })));
    expect(document["tables"]).toMatchObject({
      Pet: { fields: { id: { type: "sequence", key: true }, photoUrls: { of: { type: "internet.url" } } } },
      Order: {
        fields: {
          id: { type: "sequence", key: true },
          petId: { type: "reference", to: "Pet.id" },
          userId: { type: "integer" },
        },
      },
    });
  });

  it.each([
    ["{", /^1:\d+ /],
    ["[1]", /^ expected an object/],
    ["", /^ expected an object/],
  ])("refuses %s", (text, place) => {
    let issue = "";
    try {
      readJsonSchema(text);
    } catch (error) {
      if (error instanceof SchemaError) issue = `${error.issues[0]!.path} ${error.issues[0]!.message}`;
    }
    expect(issue).toMatch(place);
  });
});
