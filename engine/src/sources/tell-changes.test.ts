import { describe as suite, expect, test } from "vitest";
import { describe } from "./english/describe.ts";
import { edit } from "./english/edit.ts";
import { tellChanges } from "./tell-changes.ts";

const SHOP = describe(
  "100 customers with name, email, age (18-80), status (active, inactive); each customer has 1 to 5 orders with order date, quantity 1-5, price 5-50 and total = quantity * price",
).document;

const told = (text: string): readonly string[] => tellChanges(edit(SHOP, text).changes).map((change) => change.text);

suite("changes in words", () => {
  test.each([
    [
      "make age 21 to 65, rename total to amount and add a phone to customers",
      [
        "customers.age: min 18 → 21, max 80 → 65",
        "customers.phone added: phone.number",
        "orders.total renamed to amount",
      ],
    ],
    ["make email unique", ["customers.email: now unique"]],
    ["remove status", ["customers.status removed"]],
    ["make status 80% active", ["customers.status: values active, inactive → active 80, inactive 20"]],
    ["500 customers", ["customers: 100 → 500 rows"]],
    ["each customer has 2 to 7 orders", ["orders: min 1 → 2, max 5 → 7"]],
    [
      "add 3 reviews per customer with rating 1-5",
      ["table reviews added: 3 for each of customers, customer_id, rating"],
    ],
    ["drop the orders table", ["table orders removed"]],
  ])("%s", (text, lines) => {
    expect([...told(text)].toSorted()).toEqual(lines.toSorted());
  });

  test("a table that is renamed is one change, and what points to it others", () => {
    expect(told("rename customers to clients")).toContain("table customers renamed to clients");
  });

  test("rules are told one by one", () => {
    const rule = (check: string): unknown => ({ check });
    const path = "tables.orders.rules";
    expect(
      tellChanges([{ path, before: [rule("a > 0"), rule("b > 0")], after: [rule("a > 0"), rule("c > 0")] }]),
    ).toEqual([
      { kind: "removed", of: "rule", path, before: rule("b > 0"), text: "orders: rule removed: check b > 0" },
      { kind: "added", of: "rule", path, after: rule("c > 0"), text: "orders: rule added: check c > 0" },
    ]);
  });

  test("no change is said to be none, nor is a type that is written long", () => {
    expect(tellChanges([{ path: "tables.t.fields.a", before: "date", after: { type: "date" } }])).toEqual([]);
    expect(tellChanges([])).toEqual([]);
  });
});
