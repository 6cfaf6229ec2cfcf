import { assert, integer, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { rows } from "../rows.ts";
import { cutWord } from "../kernels/cut.ts";
import { compile } from "./compile.ts";

const WHOLE = 200;

function textsOf(field: object, slice: { from: number; to: number } = { from: 0, to: WHOLE }): (string | null)[] {
  const document = { seed: 7, tables: { t: { rows: WHOLE, fields: { f: field } } } };
  return rows(document, "t", slice).map((row) => (row as { f: string | null }).f);
}

const codesOf = (field: object): readonly string[] =>
  compile({ tables: { t: { rows: WHOLE, fields: { f: field } } } }).issues.map(({ code }) => code);

const TYPES = [
  "person.full_name",
  "company.name",
  "text.sentence",
  "internet.email",
  "commerce.category",
  "address.city",
];

describe("max_length", () => {
  it.each(TYPES)("%s: a text is its whole self cut at a character, and a slice is that slice of the whole", (type) => {
    assert(
      property(integer({ min: 1, max: 30 }), nat({ max: WHOLE - 1 }), (most, from) => {
        const whole = textsOf({ type, null: 0.1 });
        const cut = textsOf({ type, null: 0.1, max_length: most });
        expect(cut).toEqual(whole.map((text) => text && cutWord(text, most)));
        expect(textsOf({ type, null: 0.1, max_length: most }, { from, to: WHOLE })).toEqual(cut.slice(from));
      }),
      { numRuns: 12 },
    );
  });

  it("counts characters, not bytes, and leaves no half of one", () => {
    const numbered = { type: "sequence", format: "株式会社{n}", max_length: 3 };
    expect(new Set(textsOf(numbered))).toEqual(new Set(["株式会"]));
    const listed = { type: "category", values: ["株式会社", "有限会社"], max_length: 2 };
    expect(new Set(textsOf(listed))).toEqual(new Set(["株式", "有限"]));
    expect(cutWord("a𝄞b", 2)).toBe("a𝄞");
    expect(cutWord("ab cd", 3)).toBe("ab");
  });

  it("is no matter where nothing is longer", () => {
    expect(textsOf({ type: "address.city", max_length: 500 })).toEqual(textsOf({ type: "address.city" }));
  });

  it("is refused where cut texts could be alike although they must not, and where there is no text", () => {
    expect(codesOf({ type: "internet.email", unique: true, max_length: 30 })).toEqual(["schema/unique-unsupported"]);
    expect(codesOf({ type: "internet.email", unique: true, max_length: 50 })).toEqual([]); // nobody's is longer
    const words = Array.from({ length: 300 }, (_, k) => `the same beginning ${k}`);
    expect(codesOf({ type: "category", values: words, unique: true, max_length: 10 })).toEqual([
      "schema/unique-unsupported",
    ]);
    expect(codesOf({ type: "pattern", pattern: "AB-####", unique: true, max_length: 7 })).toEqual([]);
    expect(codesOf({ type: "integer", max_length: 4 })).toEqual(["schema/kind"]);
  });

  it("holds within objects", () => {
    const object = { type: "object", fields: { name: { type: "company.name", max_length: 4 } } };
    for (const text of textsOf(object)) expect(JSON.stringify(text)).not.toMatch(/[^"\\]{5,}"\}/);
  });
});
