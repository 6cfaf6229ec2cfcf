import { describe, expect, it } from "vitest";
import { compile } from "../compile/compile.ts";
import { openMachine } from "../wasm/machine.ts";
import { choiceOf, nameOf } from "./column-names.ts";
import { explain, type Explanation } from "./explain.ts";
import { generate } from "./generate.ts";
import { readRow } from "../batch/cells.ts";

const document = {
  tables: {
    customers: { rows: 20, fields: { id: { type: "sequence", key: true }, name: "person.full_name" } },
    orders: {
      rows: { per: "customers", min: 1, max: 5 },
      fields: {
        id: "sequence",
        customer_id: { type: "reference", to: "customers.id" },
        other: { type: "reference", to: "customers.id", distribution: "zipf", null: 0.2 },
        greeting: { type: "text", value: "'Dear ' + other.name" },
        total: { type: "decimal", scale: 2, min: 1, max: 9, null: 0.3 },
      },
    },
  },
};
const dirty = { ...document, dirty: { orders: { typos: 0.3, missing: 0.3, duplicates: 0.3, late: 0.1 } } };

function namesIn({ table, name, inputs }: Explanation): readonly string[] {
  return [`${table}.${name}`, ...inputs.flatMap(namesIn)];
}

describe("explain", () => {
  it.each([document, dirty])("gives the cell that is delivered, by names without marks", (schema) => {
    const plan = compile(schema).plan!;
    const { rows, header } = plan.tables[1]!;
    const [batch] = [...generate(plan, { table: "orders", from: 0, to: rows })];
    const machine = openMachine();
    for (let row = 0; row < rows; row++) {
      const cells = readRow(batch!, row);
      for (const { name } of header.columns) {
        const found = explain(plan, machine, `orders.${name}`, row);
        expect(found.value).toEqual(cells[name]);
        expect(namesIn(found).filter((each) => each.includes("#"))).toEqual([]);
      }
    }
  });

  it("says how another row was chosen", () => {
    const plan = compile(document).plan!;
    const machine = openMachine();
    const parent = explain(plan, machine, "orders.customer_id", 5).inputs.map(({ choice }) => choice);
    expect(parent).toContain("its parent");
    const rows = Array.from({ length: 20 }, (_, row) => explain(plan, machine, "orders.greeting", row));
    expect(rows.flatMap(({ inputs }) => inputs.map(({ choice }) => choice))).toContain("the one other refers to");
  });

  it.each([
    ["orders.total", "total"],
    ["orders.total.##value", "total before nulls"],
    ["orders.total.##condition", "the condition of total"],
    ["orders.customer_id.#row", "the row that customer_id refers to"],
    ["people.#person.firstLatin", "first latin of the person"],
    ["orders.#dirty.total", "total, spoiled"],
    ["orders.#delivered.total.near", "total as delivered (near)"],
    ["orders.#number", "number"],
  ])("%s is called %s", (column, name) => expect(nameOf(column)).toBe(name));

  it.each([
    ["orders.#parent", "its parent"],
    ["orders.customer_id.#row", "the one customer_id refers to"],
    ["orders.#order.source", "the row delivered here"],
  ])("%s chooses %s", (via, words) => expect(choiceOf(via)).toBe(words));
});

it("a cell names the rules that narrowed or mend it", () => {
  const check = "shipped >= placed && (net <= total || net < 10)";
  const tables = {
    t: {
      rows: 5,
      fields: { placed: "date", shipped: "date", net: "integer", total: "integer", other: "integer" },
      rules: [
        { check, description: "sold" },
        { when: "total > 5", then: "net > 1" },
      ],
    },
  };
  const plan = compile({ tables }).plan!;
  const ruleOf = (column: string): string | undefined => explain(plan, openMachine(), column, 0).rule;
  expect(ruleOf("t.shipped")).toBe(`check: ${check}`);
  expect(ruleOf("t.net")).toBe(`check: ${check}; when: total > 5, then: net > 1`);
  expect(ruleOf("t.other")).toBeUndefined();
});
