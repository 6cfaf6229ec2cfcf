import { compile, parseText } from "@semblance/engine";
import { expect, test } from "vitest";
import { makeRule, openForm } from "./rule-forms.ts";
import { FORM_KINDS, kindOf } from "./rule-sentence.ts";

type Raw = Readonly<Record<string, unknown>>;

const TABLES = `
seed: 1
tables:
  products:
    rows: 20
    fields:
      id: { type: sequence, key: true }
      launched: { type: date, from: 2020-01-01, to: 2024-12-31 }
      turnover: { type: decimal, min: 500, max: 900 }
  sales:
    rows: { per: products, min: 5, max: 9 }
    fields:
      product_id: { type: reference, to: products.id }
      day: { type: date, from: 2026-01-01, to: 2026-12-31 }
      reason: { type: category, values: [damaged, late, other] }
      amount: { type: decimal, min: 1, max: 400 }
      fee: decimal
      valid_from: { type: date, after: product_id.launched, to: 2025-12-31 }
      placed_at: { type: datetime, from: 2025-01-01, to: 2025-12-31 }
`;
const RULES: readonly string[] = [
  "{ total: fee, of: 750.25 }",
  "{ total: amount, by: reason, of: { damaged: 4000, late: 1999.99, other: 7000 } }",
  "{ total: amount, by: day, ordered: true, of: { 2026-01: 4000.5, 2026-02: 6000 }, rows: { 2026-01: 1, 2026-02: 2 } }",
  "{ total: amount, of: product_id.turnover, description: what each product earned }",
  "{ versions: valid_from, until: valid_to, number: version, current: is_current }",
  "{ versions: valid_from, number: nr }",
  `lifecycle: status
states:
  placed: { share: 0.1, at: placed_at }
  paid: { share: 0.35, at: paid_at, after: { min: 5m, max: 2d } }
  shipped: { share: 0.5, at: shipped_at, after: { max: 1w } }
  cancelled: { share: 0.05 }
transitions:
  placed: { paid: 0.9, cancelled: 0.1 }
  paid: [shipped]
exact: true
until: 2026-02-01`,
];
const read = (yaml: string): Raw => parseText(yaml).document as Raw;
/** What is wrong with the table of sales once it has the rule. */
function issuesOf(rule: Raw): readonly unknown[] {
  const document = read(TABLES) as { tables: { sales: Record<string, unknown> } };
  document.tables.sales["rules"] = [rule];
  return compile(document).issues;
}

test.for(RULES)("a rule that is opened and saved is the rule: %s", (yaml) => {
  const rule = read(yaml);
  const form = openForm(kindOf(rule), rule)!;
  expect(makeRule(form, rule)).toEqual(rule);
  expect(issuesOf(makeRule(form, rule)!)).toEqual([]);
});

test.for(["{ total: amount, of: { a: x } }", "{ lifecycle: status, states: { a: { colour: red } }, transitions: {} }"])(
  "a rule that says more than the form can show has none: %s",
  (yaml) => {
    const rule = read(yaml);
    expect(openForm(kindOf(rule), rule)).toBeUndefined();
  },
);

test("nothing is made while something is missing", () => {
  for (const kind of ["total", "lifecycle", "versions"]) expect(makeRule(openForm(kind, {})!, {})).toBeUndefined();
  const total = openForm("total", read(RULES[1]!))!;
  if (total.kind !== "total") throw new Error("not a total");
  const { form } = total;
  for (const bad of [
    { by: "" },
    { total: "" },
    { groups: [] },
    { groups: [{ name: "a", amount: "" }] },
    { groups: [{ name: "a", amount: "many" }] },
    {
      groups: [
        { name: "a", amount: "1" },
        { name: " a", amount: "2" },
      ],
    },
  ])
    expect(makeRule({ kind: "total", form: { ...form, ...bad } }, {})).toBeUndefined();
  const grouped = { ...form, groups: [{ name: "late", amount: "12,000.50" }] };
  expect(makeRule({ kind: "total", form: grouped }, {})).toMatchObject({ of: { late: 12_000.5 } });
});

test("versions do not write two things into one field", () => {
  const form = { versions: "valid_from", until: "valid_from", number: "", current: "" };
  expect(makeRule({ kind: "versions", form }, {})).toBeUndefined();
  expect(makeRule({ kind: "versions", form: { ...form, until: " " } }, {})).toEqual({ versions: "valid_from" });
});

test("a state that is renamed keeps its ways, and what cannot be is not made", () => {
  const rule = read(RULES[6]!);
  const opened = openForm("lifecycle", rule)!;
  if (opened.kind !== "lifecycle") throw new Error("not a lifecycle");
  const { form } = opened;
  const put = (id: number, next: Raw): Raw | undefined =>
    makeRule(
      { kind: "lifecycle", form: { ...form, states: form.states.map((s) => (s.id === id ? { ...s, ...next } : s)) } },
      rule,
    );
  expect(put(1, { name: "settled" })).toMatchObject({
    transitions: { placed: { settled: 0.9, cancelled: 0.1 }, settled: ["shipped"] },
  });
  expect(issuesOf(put(1, { name: "settled" })!)).toEqual([]);
  for (const bad of [
    { name: " " },
    { name: "placed" },
    { share: "101" },
    { share: "36" },
    { share: "some" },
    { most: "soon" },
  ])
    expect(put(1, bad)).toBeUndefined();
});

test("every kind of rule that the engine has is one of the forms", () => {
  const known: readonly string[] = FORM_KINDS;
  for (const yaml of RULES) expect(known).toContain(kindOf(read(yaml)));
});
