import { describe as suite, expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { parseText } from "../document.ts";
import { patchText } from "../patch-text.ts";
import { describe } from "./describe.ts";
import { edit, type Change } from "./edit.ts";

const SHOP = describe(
  "100 customers with name, email, age (18-80), status (active, inactive); each customer has 1 to 5 orders with order date, quantity 1-5, price 5-50 and total",
).document;

const change = (text: string): readonly Change[] => {
  const { document, changes } = edit(SHOP, text);
  expect(compile(document).issues).toEqual([]);
  return changes;
};

suite("changes in plain English", () => {
  test.each([
    [
      "add an optional phone to customers, then make email unique",
      ["customers.fields.email", "customers.fields.phone"],
    ],
    ["make the email unique and remove status", ["customers.fields.email", "customers.fields.status"]],
    [
      "drop status and age, then set quantity to 2-3",
      ["customers.fields.age", "customers.fields.status", "orders.fields.quantity"],
    ],
  ])("%s: a change for each verb", (text, paths) => {
    expect(
      change(text)
        .map(({ path }) => path.slice("tables.".length))
        .toSorted(),
    ).toEqual(paths);
  });

  test.each([
    ["add a phone field to customers", [{ path: "tables.customers.fields.phone", after: { type: "phone.number" } }]],
    [
      "make email unique",
      [
        {
          path: "tables.customers.fields.email",
          before: { type: "internet.email" },
          after: { type: "internet.email", unique: true },
        },
      ],
    ],
    [
      "Change this schema: change age to 21-65",
      [
        {
          path: "tables.customers.fields.age",
          before: { type: "person.age", min: 18, max: 80 },
          after: { type: "person.age", min: 21, max: 65 },
        },
      ],
    ],
    ["500 customers", [{ path: "tables.customers.rows", before: 100, after: 500 }]],
    [
      "total = quantity * price",
      [
        {
          path: "tables.orders.fields.total",
          before: { type: "money", min: 1, max: 10_000 },
          after: { type: "decimal", scale: 2, value: "quantity * price" },
        },
      ],
    ],
    [
      "make status 80% active",
      [
        {
          path: "tables.customers.fields.status",
          before: { type: "category", values: ["active", "inactive"] },
          after: { type: "category", values: { active: 80, inactive: 20 } },
        },
      ],
    ],
    ["remove age", [{ path: "tables.customers.fields.age", before: { type: "person.age", min: 18, max: 80 } }]],
  ])("%s", (text, changes) => {
    expect(change(text)).toEqual(changes);
  });

  test("a table that goes takes references to it along", () => {
    const { document } = edit(SHOP, "drop the customers table");
    expect(Object.keys(document["tables"] as object)).toEqual(["orders"]);
    expect(compile(document).issues).toEqual([]);
  });

  test("a table that is renamed keeps its place and its references", () => {
    const { document } = edit(SHOP, "rename customers to clients");
    expect(Object.keys(document["tables"] as object)).toEqual(["clients", "orders"]);
    expect(compile(document).issues).toEqual([]);
  });

  test.each([
    ["rename total to amount"],
    ["call total amount"],
    ["total should be called amount"],
    ["change the name of total to amount"],
  ])("%s: one change", (text) => {
    expect(change(text)).toEqual([{ path: "tables.orders.fields.total", to: "amount" }]);
  });

  test("several renames of a sentence come one by one", () => {
    expect(change("rename customers to clients, email to mail and make mail unique")).toEqual([
      { path: "tables.customers", to: "clients" },
      { path: "tables.clients.fields.email", to: "mail" },
      {
        path: "tables.clients.fields.mail",
        before: { type: "internet.email" },
        after: { type: "internet.email", unique: true },
      },
      { path: "tables.orders.rows.per", before: "customers", after: "clients" },
      {
        path: "tables.orders.fields.customer_id",
        before: { type: "reference", to: "customers.id" },
        after: { type: "reference", to: "clients.id" },
      },
    ]);
  });

  test("rules, expressions and templates follow a new name, comments stay", () => {
    const text = `tables:
  orders:
    rows: 5
    fields:
      price: { type: money } # net
      total: { type: decimal, value: price * 2.0 }
      note: { type: template, template: "{{price}} of price" }
    rules:
      - { check: price > 1.0 || size('price') > 9 }
`;
    const { document } = parseText(text);
    expect(patchText(text, edit(document, "rename price to unit price").changes)).toBe(
      text
        .replace("price: { type: money }", "unit_price: { type: money }")
        .replace("value: price", "value: unit_price")
        .replace("{{price}}", "{{unit_price}}")
        .replace("check: price", "check: unit_price"),
    );
  });

  test("a name that is taken stays", () => {
    expect(edit(SHOP, "rename name to email")).toMatchObject({ changes: [], notes: [{ path: "" }] });
  });

  test("rules of an edit stand behind those that are there", () => {
    const document = {
      tables: {
        orders: {
          rows: 5,
          fields: { vip: "boolean", discount: "percent", ordered: "date", sent: "date" },
          rules: [{ check: "discount < 90" }],
        },
      },
    };
    const made = edit(document, "discount only if vip, and sent after ordered");
    expect(compile(made.document).issues).toEqual([]);
    expect(made.changes).toEqual([
      { path: "tables.orders.fields.sent", before: "date", after: { type: "date", after: "ordered" } },
      {
        path: "tables.orders.rules",
        before: [{ check: "discount < 90" }],
        after: [{ check: "discount < 90" }, { when: "!(vip)", then: "discount == null" }],
      },
    ]);
  });

  test("tables are added with their relation", () => {
    const paths = change("add 3 reviews per customer with rating 1-5").map(({ path }) => path);
    expect(paths).toEqual(["tables.reviews"]);
  });

  test("comments and order of all else stay", () => {
    const text = "# mine\ntables:\n  users:\n    rows: 5 # few\n    fields:\n      name: person.full_name # who\n";
    const { changes } = edit({ tables: { users: { rows: 5, fields: { name: "person.full_name" } } } }, "add an email");
    expect(patchText(text, changes)).toBe(`${text}      email: { type: internet.email }\n`);
  });

  test("a comment beside what is changed stays", () => {
    const text =
      "tables:\n  users:\n    fields:\n      age: { type: integer, min: 18 } # old enough\n      email: internet.email # who\n";
    const fields = { age: { type: "integer", min: 18 }, email: "internet.email" };
    const { changes } = edit({ tables: { users: { fields } } }, "make age 21 to 65 and make email unique");
    expect(patchText(text, changes)).toBe(
      text
        .replace("min: 18 }", "min: 21, max: 65 }")
        .replace("email: internet.email", "email: { type: internet.email, unique: true }"),
    );
  });

  test("nothing is changed by words that say nothing", () => {
    expect(edit(SHOP, "hello there").changes).toEqual([]);
    expect(edit("no schema", "remove x").changes).toEqual([]);
  });

  test.each(["add a phone", "500 a", "make x 1 to 5", "rename a to b", "add 3 reviews per a"])(
    "%s: tables that are none are no hindrance",
    (text) => {
      expect(() => edit({ tables: { a: 5, b: null, c: { fields: 7 } } }, text)).not.toThrow();
    },
  );
});

const PERSON = {
  tables: {
    user: {
      rows: 1000,
      fields: {
        name: "person.full_name",
        born: { type: "person.birth_date", min_age: 18, max_age: 85 },
        age: { type: "person.age" },
        pay: { type: "job.salary" },
      },
    },
  },
};

test("an age beside a birth date is bounded by it, and nothing else changes", () => {
  expect(edit(PERSON, "make age 21 to 65").changes).toEqual([
    {
      path: "tables.user.fields.born",
      before: { type: "person.birth_date", min_age: 18, max_age: 85 },
      after: { type: "person.birth_date", min_age: 21, max_age: 65 },
    },
  ]);
});

test("a change that the compiler refuses is left out and told, the others stand", () => {
  const { changes, notes } = edit(PERSON, "make pay unique and add a nickname");
  expect(changes.map(({ path }) => path)).toEqual(["tables.user.fields.nickname"]);
  expect(notes.map(({ text }) => text).join()).toContain("cannot be unique");
});

test("what is counted behind a removal is counted", () => {
  expect(edit(PERSON, "remove pay and 500 users").changes).toEqual([
    { path: "tables.user.rows", before: 1000, after: 500 },
    { path: "tables.user.fields.pay", before: { type: "job.salary" } },
  ]);
});
