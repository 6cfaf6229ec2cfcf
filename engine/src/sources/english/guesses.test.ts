import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { describe } from "./describe.ts";
import type { GuessChoice } from "./guesses.ts";

type Entries = Record<string, unknown>;

const TEXTS = [
  "customers with name, email, age, loyalty level, optional coupon and signup date",
  "200 orders with a total, quantity, status, notes, country, address, gizmo, created at and whether it is paid",
  "companies and their invoices with amount, due date and rating",
  "employees: title, region, discount between 5 and 20, score at least 3, hired in 2024",
  "tickets with opened at and closed at after opened at, priority and a description",
];

/** The document with a choice taken. */
function take(document: Readonly<Entries>, { changes }: GuessChoice): Entries {
  const taken = structuredClone(document) as Entries;
  for (const { path, value } of changes) {
    const parts = path.split(".");
    let at = taken;
    for (const part of parts.slice(0, -1)) at = at[part] as Entries;
    if (value === undefined) delete at[parts.at(-1)!];
    else at[parts.at(-1)!] = value;
  }
  return taken;
}

const guessesOf = (text: string, path: string) => describe(text).guesses.find((guess) => guess.path === path);
const textsOf = (text: string, path: string) => guessesOf(text, path)?.choices.map((choice) => choice.text);

test.for(TEXTS)("the first choice changes nothing, every other something, and all compile: %s", (text) => {
  const { document, guesses } = describe(text);
  expect(guesses.length).toBeGreaterThan(1);
  for (const { choices } of guesses) {
    expect(choices.length).toBeGreaterThan(1);
    expect(new Set(choices.map((choice) => choice.text)).size).toBe(choices.length);
    expect(take(document, choices[0]!)).toEqual(document);
    for (const choice of choices.slice(1)) {
      const taken = take(document, choice);
      expect(taken).not.toEqual(document);
      expect(compile(taken).issues).toEqual([]);
      // From anywhere the way back is the first choice, and any other leads to the same place.
      expect(take(taken, choices[0]!)).toEqual(document);
      for (const other of choices) expect(take(taken, other)).toEqual(take(document, other));
    }
  }
});

test("what was said is no guess", () => {
  expect(guessesOf("200 customers with name", "tables.customers.rows")).toBeUndefined();
  expect(guessesOf("items with price from 5 to 20", "tables.items.fields.price")).toBeUndefined();
  expect(guessesOf("people hired in 2024", "tables.people.fields.hired_at")).toBeUndefined();
  expect(textsOf("customers with name", "tables.customers.rows")).toEqual([
    "100 rows",
    "10 rows",
    "1,000 rows",
    "10,000 rows",
    "100,000 rows",
  ]);
});

test("rows of a parent, kinds, bounds, times and blanks can be read otherwise", () => {
  const text = "customers and their orders. orders have a quantity, a placed date and an optional gizmo";
  expect(textsOf(text, "tables.orders.rows")).toEqual([
    "1 to 5 each",
    "exactly 1 each",
    "0 to 3 each",
    "1 to 10 each",
    "0 to 50 each",
  ]);
  expect(textsOf(text, "tables.customers.fields.name")).toContain("names of companies");
  expect(textsOf(text, "tables.orders.fields.quantity")).toContain("1 to 100");
  expect(textsOf(text, "tables.orders.fields.placed_date")).toContain("the last 30 days");
  expect(textsOf(text, "tables.orders.fields.gizmo")).toContain("yes or no");
  expect(textsOf(text, "tables.orders.fields.gizmo.null")).toEqual([
    "10% blank",
    "30% blank",
    "50% blank",
    "none blank",
  ]);
});

test("a field that a rule names keeps its kind", () => {
  const text = "tickets with opened date and closed date after the opened date";
  const { guesses } = describe(text);
  for (const { path, choices } of guesses.filter((guess) => guess.path.endsWith("opened_date")))
    for (const { changes } of choices)
      expect(changes.find((change) => change.path === `${path}.type`)?.value).toBe("date");
});
