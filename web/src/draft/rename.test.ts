import { expect, test } from "vitest";
import { editTexts } from "./edit-text.ts";
import { readDraft } from "./read.ts";
import { dropTable, renameField, renameTable } from "./rename.ts";

const SHOP = `tables:
  customers:
    rows: 10
    fields:
      id: { type: sequence, key: true }
      name: person.full_name # who
      mail: { type: internet.email, from: name }
      greeting: { type: template, template: "Dear {{name}}, id {{id}}" }
  orders:
    rows: { per: customers, mean: 3 }
    unique: [[customer_id, id]]
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      to_name: { type: text, value: "customer_id.name + ' name '" }
      total: { type: decimal, min: 1 }
      twice: { type: decimal, value: "total * 2.0 + size('total')" }
    rules:
      - { check: "total > 0.5" }
      - { any_of: [total, twice] }
`;
const value = readDraft(SHOP)!.value;

test("a field's new name stands wherever the old one stood, and nowhere else", () => {
  const text = editTexts(SHOP, renameField(value, "customers", "name", "full"));
  expect(text).toContain("      full: person.full_name # who\n");
  expect(text).toContain("from: full }");
  expect(text).toContain("Dear {{full}}, id {{id}}");
  expect(text).toContain("customer_id.full + ' name '");
  expect(text).toContain("to_name:");
});

test("expressions and lists of rules follow, texts in quotes do not", () => {
  const text = editTexts(SHOP, renameField(value, "orders", "total", "amount"));
  expect(text).toContain("amount * 2.0 + size('total')");
  expect(text).toContain("check: amount > 0.5");
  expect(text).toContain("any_of: [ amount, twice ]".replaceAll("[ ", "[").replaceAll(" ]", "]"));
  const keyed = editTexts(SHOP, renameField(value, "orders", "id", "no"));
  expect(keyed).toContain("unique: [[customer_id, no]]");
  const target = editTexts(SHOP, renameField(value, "customers", "id", "no"));
  expect(target).toContain("to: customers.no }");
  expect(target).toContain("orders:\n    rows: { per: customers, mean: 3 }\n    unique: [[customer_id, id]]");
});

test("a table's new name stands in references and row counts", () => {
  const text = editTexts(SHOP, renameTable(value, "customers", "people"));
  expect(text).toContain("to: people.id");
  expect(text).toContain("per: people,");
  expect(text).not.toContain("customers");
});

test("a table goes with the references to it", () => {
  const left = readDraft(editTexts(SHOP, dropTable(value, "customers")))!.value as {
    tables: { orders: { rows: unknown; fields: object } };
  };
  expect(Object.keys(left.tables)).toEqual(["orders"]);
  expect(left.tables.orders.rows).toBe(1000);
  expect(Object.keys(left.tables.orders.fields)).not.toContain("customer_id");
});
