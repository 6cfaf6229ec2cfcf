import {
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  string,
  type Arbitrary,
  array,
  boolean,
  constant,
  dictionary,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { editValue, isMap, isSame, valueAt, type Edit, type Path } from "./edit.ts";
import { editText } from "./edit-text.ts";
import { readDraft } from "./read.ts";
import { renderBlock } from "./render.ts";

const SHOP = `# our shop
version: 1
name: shop
seed: 42 # of 2026
tables:
  # who buys
  customers:
    rows: 10_000
    fields:
      id: { type: sequence, key: true }
      # as in the passport
      name: person.full_name
      age: { type: integer, min: 18, max: 80 } # grown-ups
      status: { type: category, values: { active: 90, inactive: 10 } }

  orders:
    rows: { per: customers, min: 0, max: 9 }
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      total:
        type: decimal
        min: 1
    rules:
      - { check: "total > 0" } # always
`;

const lines = (text: string): string[] => text.split("\n");
/** The lines of one text that the other has not. */
const others = (a: string, b: string): string[] => lines(a).filter((line) => !lines(b).includes(line));

describe("a change touches its own line alone", () => {
  const cases: readonly [string, Edit, readonly string[]][] = [
    [
      "a parameter",
      { do: "set", at: ["tables", "customers", "fields", "age", "min"], value: 21 },
      ["      age: { type: integer, min: 21, max: 80 } # grown-ups"],
    ],
    [
      "a new parameter",
      { do: "set", at: ["tables", "customers", "fields", "age", "null"], value: 0.1 },
      ["      age: { type: integer, min: 18, max: 80, null: 0.1 } # grown-ups"],
    ],
    [
      "a short field",
      { do: "set", at: ["tables", "customers", "fields", "name"], value: { type: "person.full_name", unique: true } },
      ["      name: { type: person.full_name, unique: true }"],
    ],
    [
      "a parameter of a block",
      { do: "set", at: ["tables", "orders", "fields", "total", "max"], value: 9 },
      ["        max: 9"],
    ],
    [
      "a field",
      { do: "set", at: ["tables", "orders", "fields", "note"], value: { type: "text", null: 0.5 } },
      ["      note: { type: text, null: 0.5 }"],
    ],
    [
      "a rule",
      { do: "add", at: ["tables", "orders", "rules"], value: { check: "id > 0" } },
      ["      - { check: id > 0 }"],
    ],
    [
      "rules where there were none",
      { do: "set", at: ["tables", "customers", "rules"], value: [{ check: "age > 20" }] },
      ["    rules:", "      - { check: age > 20 }"].slice(1),
    ],
    ["the seed", { do: "set", at: ["seed"], value: 7 }, ["seed: 7 # of 2026"]],
    ["a name", { do: "rename", at: ["tables", "orders", "fields", "total"], to: "amount" }, ["      amount:"]],
    [
      "a dropped parameter",
      { do: "drop", at: ["tables", "customers", "fields", "age", "max"] },
      ["      age: { type: integer, min: 18 } # grown-ups"],
    ],
  ];
  test.each(cases)("%s", (_, edit, expected) => {
    const result = editText(SHOP, edit);
    expect(others(result, SHOP)).toEqual(expected);
    expect(readDraft(result)!.value).toEqual(editValue(readDraft(SHOP)!.value, edit));
  });

  test("a moved field takes the comment above it along", () => {
    const result = editText(SHOP, { do: "move", at: ["tables", "customers", "fields", "name"], to: 0 });
    expect(result).toContain("    fields:\n      # as in the passport\n      name: person.full_name\n      id:");
    expect(lines(result).toSorted()).toEqual(lines(SHOP).toSorted());
  });

  test("a dropped field leaves all others as they are", () => {
    const result = editText(SHOP, { do: "drop", at: ["tables", "orders", "fields", "total"] });
    expect(others(SHOP, result)).toEqual(["      total:", "        type: decimal", "        min: 1"]);
  });

  test("a new table is written as a hand writes it", () => {
    const value = { rows: 100, fields: { id: { type: "sequence", key: true } } };
    const result = editText(SHOP, { do: "set", at: ["tables", "products"], value });
    expect(result.slice(SHOP.length - 1)).toBe(
      "\n  products:\n    rows: 100\n    fields:\n      id: { type: sequence, key: true }\n",
    );
  });

  test("an empty text becomes a document", () => {
    expect(editText("", { do: "set", at: ["tables", "t"], value: { fields: { id: "uuid" } } })).toBe(
      "tables:\n  t:\n    fields:\n      id: uuid\n",
    );
  });
});

/** Paths of everything in a document but its root. */
function* pathsOf(node: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(node)) for (const [k, item] of node.entries()) yield* pathsOf(item, [...path, k]);
  else if (isMap(node)) for (const [key, item] of Object.entries(node)) yield* pathsOf(item, [...path, key]);
}

const name = constantFrom("id", "name", "total", "null", "status", "a b", "y", "created", "x-y", "Straße");
const scalar = oneof(
  integer({ min: -1000, max: 1000 }),
  constantFrom(0.5, 1e21, -0.25),
  boolean(),
  constant(null),
  string({ maxLength: 12 }),
  constantFrom(
    "a, b",
    "x: y",
    "# no",
    "- a",
    "now-1y",
    "10_000",
    "true",
    "null",
    "",
    " lead",
    "two\nlines",
    "{{name}}",
    "'",
    '"',
  ),
);
const field = oneof(
  constantFrom<unknown>("uuid", "person.full_name"),
  dictionary(name, scalar, { maxKeys: 4 }).map((rest) => ({ type: "integer", ...rest })),
);
const table = record({
  rows: integer({ min: 0, max: 99 }),
  fields: dictionary(name, field, { minKeys: 1, maxKeys: 4 }),
});
const schema = record({ version: constant(1), tables: dictionary(name, table, { minKeys: 1, maxKeys: 3 }) });
const value: Arbitrary<unknown> = oneof(
  scalar,
  field,
  array(scalar, { maxLength: 3 }),
  dictionary(name, scalar, { maxKeys: 3 }),
);

/** A text of the document with a comment at the end of many of its lines. */
function commented(document: unknown): string {
  const plain = `# top\n${renderBlock(document, []) ?? "{}"}\n`;
  const text = plain.replaceAll(/([\]}]|: [\w.]+)$/gm, (all, _, at: number) => `${all} # c${at}`);
  return isSame(readDraft(text)?.value, document) ? text : plain; // a text of two lines takes no comment
}

describe("laws", () => {
  test("a change of the text, read, is the change of what was read; then others' comments are all there", () => {
    assert(
      property(
        schema,
        integer({ min: 0, max: 1e6 }),
        constantFrom("set", "drop", "rename", "move", "add"),
        value,
        name,
        (document, pick, kind, made, to) => {
          const text = commented(document);
          const read = readDraft(text)?.value;
          const paths = [...pathsOf(read)];
          const at = paths[pick % paths.length]!;
          const inList = Array.isArray(valueAt(read, at.slice(0, -1)));
          const edit: Edit =
            kind === "set"
              ? { do: "set", at: inList ? at : [...at.slice(0, -1), pick % 2 === 0 ? to : at.at(-1)!], value: made }
              : kind === "rename" && !inList && valueAt(read, [...at.slice(0, -1), to]) === undefined
                ? { do: "rename", at, to }
                : kind === "move"
                  ? { do: "move", at, to: 0 }
                  : kind === "add"
                    ? { do: "add", at: ["tables", "new", "rules"], value: made }
                    : { do: "drop", at };
          const result = editText(text, edit);
          expect(readDraft(result)?.value).toEqual(editValue(read, edit));
          if (edit.do !== "rename" && edit.do !== "move") return;
          for (const [comment] of text.matchAll(/# \w+$/gm)) expect(result).toContain(comment);
        },
      ),
      { numRuns: 300 },
    );
  });
});
