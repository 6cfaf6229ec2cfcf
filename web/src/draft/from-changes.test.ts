import { edit } from "@semblance/engine";
import { describe, expect, test } from "vitest";
import { editTexts } from "./edit-text.ts";
import { toEdits } from "./from-changes.ts";
import { readDraft } from "./read.ts";

const SHOP = `# ours
version: 1
tables:
  customers:
    rows: 100 # few
    fields:
      id: { type: sequence, key: true }
      age: { type: integer, min: 18, max: 80 } # grown-ups
      email: internet.email # to write to
  orders:
    rows: { per: customers, min: 1, max: 5 }
    fields:
      customer_id: { type: reference, to: customers.id }
      price: { type: decimal, min: 1, max: 50 }
      total: { type: decimal, value: "price * 2.0" } # in all
      note: { type: template, template: "in all {{total}}" }
    rules:
      - { check: "total > 1.0" }
`;
const { value } = readDraft(SHOP)!;
const changed = (words: string): string => editTexts(SHOP, toEdits(value, edit(value, words).changes));

describe("changes in plain English, in the text", () => {
  test("touch only what they are about", () => {
    expect(changed("make age 21 to 65 and make email unique")).toBe(
      SHOP.replace("min: 18, max: 80", "min: 21, max: 65").replace(
        "email: internet.email",
        "email: { type: internet.email, unique: true }",
      ),
    );
  });

  test("carry a new name to wherever the old one stood", () => {
    expect(changed("rename total to amount")).toBe(
      SHOP.replace("total: {", "amount: {").replace("{{total}}", "{{amount}}").replace('"total > 1.0"', "amount > 1.0"),
    );
    expect(changed("rename customers to clients")).toBe(
      SHOP.replace("  customers:", "  clients:")
        .replace("per: customers", "per: clients")
        .replace("to: customers.id", "to: clients.id"),
    );
  });

  test("add and remove", () => {
    const text = changed("500 customers. Add an optional phone to customers. Remove note.");
    expect(text).toBe(
      SHOP.replace("rows: 100 #", "rows: 500 #")
        .replace("# to write to\n", "# to write to\n      phone: { type: phone.number, null: 0.1 }\n")
        .replace(/ +note:.*\n/, ""),
    );
  });

  test("are none where nothing is asked for", () => {
    expect(toEdits(value, [])).toEqual([]);
    expect(toEdits(value, [{ path: "tables.customers.rows", after: 100 }])).toEqual([]);
  });
});
