import { integer, sample, tuple, nat } from "fast-check";
import { expect, test } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";
import { ruleKinds } from "./all.ts";

const ROWS = 4321;

function table(fields: object, rules: readonly object[], seed = 1, rows = ROWS): object {
  return { seed, tables: { t: { rows, fields, rules } } };
}

async function count(document: object, questions: readonly string[]): Promise<readonly number[]> {
  return (await askDuck(planOf(document), questions)).map(([row]) => Number(row![0]));
}

test("the example of every rule has no issue, and its rows are the same in any slice and order", () => {
  for (const { name, example } of ruleKinds) {
    const made = table({ id: { type: "sequence", key: true }, ...example.fields }, [example.rule], 2, 300);
    if (complaintsOf(made).some((line) => line.includes("parent"))) continue; // of children: those are tested beside the rule
    const plan = planOf(made);
    const whole = cellsOf(plan, "t");
    expect([...cellsOf(plan, "t", 0, 130), ...cellsOf(plan, "t", 130, 300)], name).toEqual(whole);
    const order = Array.from({ length: 300 }, (_, i) => (i * 7 + 3) % 300);
    expect(gatheredCells(plan, "t", order), name).toEqual(order.map((row) => whole[row]));
  }
});

test("combinations occur as listed, with every kind of cell", async () => {
  const fields = {
    c: "text",
    k: { type: "category", values: ["x"] },
    r: { type: "decimal", scale: 3 },
    d: "date",
    b: "boolean",
    n: "integer",
  };
  const of = [
    ["DE", "a", 0.19, "2024-01-31", true, 7, 3],
    ["US", "b", 0, "2024-02-29", false, null, 5],
    ["US", "c", 1.25, "2025-12-31", false, 9, 0],
  ];
  const found = await count(table(fields, [{ combinations: Object.keys(fields), of }]), [
    "SELECT count(*) FROM t WHERE c = 'DE' AND k = 'a' AND r = 0.190 AND d = DATE '2024-01-31' AND b AND n = 7",
    "SELECT count(*) FROM t WHERE c = 'US' AND k = 'b' AND r = 0 AND d = DATE '2024-02-29' AND NOT b AND n IS NULL",
    "SELECT count(*) FROM t",
  ]);
  expect(found[0]! + found[1]!).toBe(found[2]);
  expect(Math.abs(found[0]! - (ROWS * 3) / 8)).toBeLessThan(5 * Math.sqrt((ROWS * 15) / 64));
});

test("one is hot, one is there, or at least one", async () => {
  const three = { a: "boolean", b: "boolean", c: "boolean" };
  const hot = "CAST(a AS INT) + CAST(b AS INT) + CAST(c AS INT)";
  expect(
    await count(table(three, [{ one_hot: ["a", "b", "c"], weights: [1, 2, 3] }]), [
      `SELECT count(*) FROM t WHERE ${hot} <> 1`,
    ]),
  ).toEqual([0]);
  const shares = table(three, [{ one_hot: ["a", "b", "c"], weights: [1, 2, 7], none: 0.5, exact: true }], 1, 1000);
  expect(
    await count(
      shares,
      ["sum(CAST(a AS INT))", "sum(CAST(b AS INT))", "sum(CAST(c AS INT))"].map((sum) => `SELECT ${sum} FROM t`),
    ),
  ).toEqual([50, 100, 350]);
  const contacts = {
    email: { type: "internet.email", null: 0.9 },
    phone: "phone.number",
    fax: { type: "phone.number", null: 0.8 },
  };
  const there = "(email IS NOT NULL)::INT + (phone IS NOT NULL)::INT + (fax IS NOT NULL)::INT";
  expect(
    await count(table(contacts, [{ one_of: ["email", "phone", "fax"] }]), [
      `SELECT count(*) FROM t WHERE ${there} <> 1`,
    ]),
  ).toEqual([0]);
  const [none, two] = await count(table(contacts, [{ any_of: ["email", "fax"] }]), [
    "SELECT count(*) FROM t WHERE email IS NULL AND fax IS NULL",
    "SELECT count(*) FROM t WHERE email IS NOT NULL AND fax IS NOT NULL",
  ]);
  expect(none).toBe(0);
  const share = (0.1 * 0.2) / (1 - 0.9 * 0.8);
  expect(Math.abs(two! - ROWS * share)).toBeLessThan(5 * Math.sqrt(ROWS * share * (1 - share)));
});

test("parts add up to the whole, whatever it is", async () => {
  const fields = { a: "decimal", b: "decimal", c: "decimal" };
  const wholes = [
    { min: 0, max: 0.05 },
    { min: -500, max: 500 },
    { scale: 4, max: 1e11, null: 0.1 },
    { type: "integer", max: 9 },
  ];
  for (const [k, whole] of wholes.entries()) {
    for (const more of [{}, { weights: [8, 1.5, 0] }, { weights: [8, 1.5, 0.5], vary: true }]) {
      const document = table(
        { ...fields, total: { type: "decimal", ...whole } },
        [{ parts: ["a", "b", "c"], of: "total", ...more }],
        k,
        500,
      );
      expect(
        await count(document, ["SELECT count(*) FROM t WHERE a + b + c <> total OR (a IS NULL) <> (total IS NULL)"]),
      ).toEqual([0]);
    }
  }
  const sum = table({ ...fields, total: "decimal" }, [{ parts: ["a", "b", "c"], sum: "total" }]);
  expect(await count(sum, ["SELECT count(*) FROM t WHERE a + b + c <> total"])).toEqual([0]);
});

test("exact shares are the counts of the largest remainders, nulls too", async () => {
  for (const [seed, rows, [a, b, c]] of sample(
    tuple(integer(), nat(3000), tuple(nat(9), nat(9), integer({ min: 1, max: 9 }))),
    { numRuns: 12, seed: 1 },
  )) {
    const values = { a, b, c };
    const fields = {
      w: { type: "category", values, exact: true, null: 0.25 },
      f: { type: "boolean", share: 0.3, exact: true },
    };
    const found = await count(table({ id: "sequence", ...fields }, [], seed, rows + 1), [
      "SELECT count(*) FROM t WHERE w IS NULL",
      ...["a", "b", "c"].map((word) => `SELECT count(*) FROM t WHERE w = '${word}'`),
      "SELECT count(*) FROM t WHERE f",
    ]);
    const exact = [0.25, ...[a, b, c].map((weight) => (0.75 * weight) / (a + b + c)), 0.3].map(
      (share) => share * (rows + 1),
    );
    found.forEach((n, k) => expect(Math.abs(n - exact[k]!)).toBeLessThan(1));
    expect(found.slice(0, 4).reduce((all, n) => all + n, 0)).toBe(rows + 1);
  }
});

test.each([
  [{ a: "text" }, { combinations: ["a", "b"], of: [["x", "y"]] }, "there is no field b in t."],
  [
    { a: "text", b: "text" },
    { combinations: ["a", "b"], of: [["x"]] },
    "expected rows of 2 values, or of one more with a weight; found rows of 1.",
  ],
  [
    { a: { type: "text", null: 1 }, b: { type: "text", null: 1 } },
    { any_of: ["a", "b"] },
    "every one of a, b is null in all rows.",
  ],
  [
    { a: "boolean", b: "boolean" },
    { one_hot: ["a", "b"], weights: [0, 0] },
    "expected 2 weights, some more than 0; found 0, 0.",
  ],
  [
    { a: "decimal", b: "decimal", t: "float" },
    { parts: ["a", "b"], of: "t" },
    "expected an integer or decimal; t is float.",
  ],
  [
    { a: { type: "text", when: "true" }, b: "text" },
    { one_of: ["a", "b"] },
    "a has a when already, and the rule decides about it.",
  ],
])("refused: %j %j", (fields, rule, message) => {
  expect(complaintsOf(table({ id: "sequence", ...fields }, [rule])).join("\n")).toContain(message);
});
