import { expect, test } from "vitest";
import { place, readText } from "./positions.ts";

const TEXT = `version: 1
tables:
  orders:
    rows: 10
    fields:
      total: { type: decimal, min: 10, max: 3 }
      note:
        type: text
        null: 0.5
`;
const marked = (path: string): string => {
  const { from, to } = readText(TEXT).spanOf(path);
  return TEXT.slice(from, to);
};

test("a path marks its key and value, where they share a line", () => {
  expect(marked("tables.orders.fields.total.min")).toBe("min: 10");
  expect(marked("tables.orders.rows")).toBe("rows: 10");
});

test("a path to something longer marks its key", () => {
  expect(marked("tables.orders.fields.note")).toBe("note");
  expect(marked("tables.orders.fields.total")).toBe("total");
});

test("a path to what is not there marks the nearest around it", () => {
  expect(marked("tables.orders.fields.missing.min")).toBe("fields");
});

test("an issue gets its line", () => {
  const read = readText(TEXT);
  expect(place(read, { path: "tables.orders.fields.note.null", code: "x/y", message: "no." }).line).toBe(9);
});

test("`null` as a key is the text null", () => {
  const { value } = readText("null: 0.5\n");
  expect(value).toEqual({ null: 0.5 });
});

test("a slip in the grammar is a problem with a line, said once", () => {
  const { syntax } = readText("a: 1\nb: [1, 2\nc: 3\n");
  expect(syntax.length).toBeGreaterThan(0);
  expect(new Set(syntax.map(({ message, line }) => `${line} ${message}`)).size).toBe(syntax.length);
});

test("no text throws", () => {
  for (const text of ["", " ", "&a [*a, *b]", "\t- x: [", "? {", "%YAML 9\n---\n", "a: *nobody\n"])
    expect(() => readText(text)).not.toThrow();
});
