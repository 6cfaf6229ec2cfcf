import { fieldTypes, openMachine } from "@semblance/engine";
import { describe, expect, test } from "vitest";
import { describeRules, describeTypes } from "./describe-types.ts";
import { samplesOf } from "./samples.ts";
import { openSession } from "./session.ts";
import { trial } from "./trial.ts";

const NOW = Date.UTC(2026, 0, 1);
const TEXT = `tables:
  orders:
    rows: 50_000
    fields:
      id: { type: sequence, key: true }
      price: { type: integer, min: 1, max: 10 }
      status: { type: category, values: [open, paid] }
    rules:
      - { check: "price > 3" }
`;

describe("types as forms", () => {
  const types = describeTypes();
  const typed = (name: string) => types.find((type) => type.name === name)!;
  const widgets = (name: string): Record<string, string> =>
    Object.fromEntries(typed(name).params.map((param) => [param.name, param.widget]));

  test("every field type has its parameters", () => {
    expect(types.length).toBe(fieldTypes.length);
    for (const { name, params } of fieldTypes) {
      const known = typed(name).params.map((param) => param.name);
      for (const param of Object.keys(params.shape))
        if (param !== "value") expect(known, `${name}.${param}`).toContain(param);
    }
  });

  test("a parameter gets the control that fits it", () => {
    expect(widgets("integer")).toMatchObject({
      min: "bound",
      max: "bound",
      step: "number",
      distribution: "distribution",
    });
    expect(widgets("category")).toMatchObject({ values: "weights", exact: "switch" });
    expect(widgets("datetime")).toMatchObject({
      from: "moment",
      to: "moment",
      after: "field",
      millis: "switch",
      season: "yaml",
    });
    expect(widgets("internet.email")).toMatchObject({ from: "field" });
    expect(widgets("month")).toMatchObject({ as: "choice" });
    expect(typed("person.sex").params.find(({ name }) => name === "female_share")).toMatchObject({ min: 0, max: 1 });
  });

  test("every kind of rule has its line", () => {
    expect(describeRules().map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "check",
        "when",
        "combinations",
        "one_hot",
        "one_of",
        "any_of",
        "parts",
        "total",
        "lifecycle",
        "versions",
      ]),
    );
  });
});

test("nearly every type shows three values", () => {
  const made = samplesOf(
    fieldTypes.map(({ name }) => name),
    openMachine(),
    NOW,
  );
  expect(Object.keys(made).length).toBeGreaterThan(fieldTypes.length * 0.9);
  for (const [name, texts] of Object.entries(made)) expect(texts.length, name).toBe(3);
});

test("a trial counts the rows that break an expression, as they are without its rule", async () => {
  const ask = {
    text: TEXT,
    table: "orders",
    expression: "price > 3",
    when: "",
    skip: ["tables", "orders", "rules", 0],
  };
  const made = await trial(ask, openMachine(), NOW);
  if (made.issues !== undefined) throw new Error(JSON.stringify(made.issues));
  expect(made.kept + made.broken).toBe(made.rows);
  expect(made.broken / made.rows).toBeCloseTo(0.3, 1);
  expect(made.fields).toEqual(["price"]);
  for (const { keeps, texts } of made.examples) expect(Number(texts[0]) > 3).toBe(keeps);
  const held = await trial({ ...ask, skip: undefined }, openMachine(), NOW);
  expect(held.issues === undefined && held.broken).toBe(0);
});

test("a trial tells what is wrong with an expression", async () => {
  const made = await trial(
    { text: TEXT, table: "orders", expression: "prise > 3", when: "", skip: undefined },
    openMachine(),
    NOW,
  );
  expect(made.issues?.[0]?.message).toContain("prise");
});

test("a measure knows the bytes of a row and its rows", async () => {
  let ms = 0;
  const session = openSession(NOW, () => (ms += 1));
  const made = await session.compile({ text: TEXT });
  const [orders] = await session.measure({ plan: made.ready!.plan, format: "jsonl" });
  expect(orders!.rows).toBe(50_000);
  expect(orders!.rowBytes).toBeGreaterThan(30);
  expect(orders!.rowBytes).toBeLessThan(60);
  expect(orders!.msPerThousand).toBeGreaterThan(0);
});
