import { expect, test } from "vitest";
import { askDuck, complaintsOf, planOf } from "./duck.ts";

const document = (rules: readonly object[]): object => ({
  rules,
  tables: {
    orders: {
      rows: 500,
      fields: { id: { type: "sequence", key: true }, price: { type: "integer", max: 9 }, paid: "boolean" },
      rules: [{ check: "price != 7" }],
    },
  },
});

test("a rule at the schema holds in the table it names, beside the table's own", async () => {
  const plan = planOf(document([{ table: "orders", when: "paid", then: "price > 3" }]));
  expect(await askDuck(plan, ["SELECT count(*) FROM orders WHERE price = 7 OR (paid AND price <= 3)"])).toEqual([
    [["0"]],
  ]);
  expect(plan.tables[0]!.checks.map(({ text }) => text)).toEqual(["price != 7", "!(paid) || (price > 3)"]);
});

test("complaints about it are told where it stands", () => {
  const far = { table: "orders", check: "price > 20" };
  expect(complaintsOf(document([{ table: "orders", check: "paid" }, far]))[0]).toMatch(/^rules\.1: /);
  expect(complaintsOf(document([{ table: "order", check: "paid" }]))[0]).toMatch(
    /^rules\.0\.table: there is no table "order"/,
  );
  expect(complaintsOf(document([{ table: "orders", chek: "paid" }]))[0]).toMatch(/^rules\.0: there is no such rule/);
});
