import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fieldTypes, parseText } from "@semblance/engine";
import { describe, expect, test } from "vitest";
import { allWords, localesPage, schemaText } from "./docs.ts";
import { fieldTypesPage } from "./field-types.ts";

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), "utf8");

describe("generated pages are current: node scripts/docs.ts && node scripts/field-types.ts", () => {
  test("docs/locales.md", async () => expect(read("docs/locales.md")).toBe(await localesPage()));
  test("docs/field-types.md", () => expect(read("docs/field-types.md")).toBe(fieldTypesPage()));
  // As data: the formatter decides how it is laid out.
  test("docs/schema.json", () => expect(JSON.parse(read("docs/schema.json"))).toEqual(JSON.parse(schemaText())));
});

describe("docs/schema.json", () => {
  const isValid = new Ajv2020({ strict: false }).compile(JSON.parse(read("docs/schema.json")) as object);
  const examples = readdirSync(at("examples")).filter((file) => file.endsWith(".yaml"));

  test("there are examples", () => expect(examples.length).toBeGreaterThan(0));

  test.each(examples)("accepts examples/%s", (file) => {
    expect({ valid: isValid(parseText(read(`examples/${file}`)).document), errors: isValid.errors }).toMatchObject({
      valid: true,
    });
  });

  const document = (one: unknown): unknown => ({ tables: { users: { fields: { id: "uuid", one } } } });

  test.each(["uuid", "faker.string.alpha", { type: "faker.string.alpha", args: [3], null: 0.1 }])(
    "accepts %j",
    (field) => {
      expect(isValid(document(field))).toBe(true);
    },
  );

  test.each([
    ["a method of faker with other entries", { type: "faker.string.alpha", length: 3 }],
    ["a type that does not exist", { type: "integr" }],
    ["a parameter that does not exist", { type: "integer", mn: 1 }],
    ["a parameter of another type", { type: "uuid", min: 1 }],
    ["a text where a number belongs", { type: "integer", step: "2" }],
    ["a share above 1", { type: "integer", null: 2 }],
  ])("refuses %s", (_, field) => {
    expect(isValid(document(field))).toBe(false);
    expect(isValid(document({ type: "integer" }))).toBe(true);
  });
});

describe("numbers in the README are those of the engine", () => {
  const readme = read("README.md");
  const claimed = (pattern: RegExp): number => Number(pattern.exec(readme)?.[1]?.replaceAll(",", ""));

  test("field types", () => expect(claimed(/\[([\d,]+) field types\]/)).toBe(fieldTypes.length));
  test("locales", async () => expect(claimed(/\[([\d,]+) locales\]/)).toBe((await allWords()).locales.length));
  test("countries", async () => expect(claimed(/in ([\d,]+) countries/)).toBe((await allWords()).countries.length));
});
