import { describe, expect, test } from "vitest";
import { isValid, readCell, type Cell } from "../../batch/cells.ts";
import { toLine } from "../../errors.ts";
import { evaluate } from "../../plan/evaluate.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Rows } from "../../random/rows.ts";
import { openMachine } from "../../wasm/machine.ts";
import { compile, type Compiled } from "../compile.ts";
import { prepare } from "../prepare.ts";
import { fieldTypes } from "./all.ts";

const machine = openMachine();
const NOW = "2026-01-31T12:00:00Z";
const WHOLE = 300;

function compileField(field: object, rows = WHOLE, seed = 5): Compiled {
  return compile({ now: NOW, seed, tables: { t: { rows, fields: { f: field } } } });
}

function planOf(field: object, seed = 5): Plan {
  const compiled = compileField(field, WHOLE, seed);
  if (compiled.plan === undefined) throw new Error(compiled.issues.map(toLine).join("\n"));
  return compiled.plan;
}

function cellsOf(plan: Plan, rows: Rows): Cell[] {
  const table = plan.tables[0]!;
  const [column] = evaluate(plan, machine, rows, table.columns);
  return Array.from({ length: rows.length }, (_, i) => readCell(machine, table.header.columns[0]!, column!, i));
}

/** Whether an example stands for itself, without other fields or tables. */
function standsAlone(field: object): boolean {
  return compileField(field).plan !== undefined;
}

const cases = fieldTypes.map((type) => ({ name: type.name, field: { ...type.example, type: type.name } }));
const alone = cases.filter(({ field }) => standsAlone(field));

test("the suite sees the field types, and nearly all examples stand alone", () => {
  expect(alone.length).toBeGreaterThan(20);
  expect(alone.length / cases.length).toBeGreaterThan(0.8);
});

describe.each(alone)("$name", ({ field }) => {
  test("a slice is that slice of the whole, and rows in any order give the same cells", () => {
    const plan = planOf(field);
    machine.release();
    const whole = cellsOf(plan, { from: 0, length: WHOLE, numbers: 0 });
    for (const [from, to] of [
      [0, 1],
      [1, 8],
      [7, 107],
      [107, 300],
    ] as const) {
      machine.release();
      expect(cellsOf(plan, { from, length: to - from, numbers: 0 })).toEqual(whole.slice(from, to));
    }
    machine.release();
    const order = Array.from({ length: WHOLE }, (_, i) => (i * 149 + 11) % WHOLE); // 149 has no factor in common with 300
    const numbers = machine.alloc(WHOLE * 8);
    machine.f64.set(order, numbers / 8);
    expect(cellsOf(plan, { from: 0, length: WHOLE, numbers })).toEqual(order.map((row) => whole[row]));
  });

  test("cells lie in the promised layout and nulls only where promised", () => {
    const plan = planOf(field);
    machine.release();
    const [header] = plan.tables[0]!.header.columns;
    const [column] = evaluate(plan, machine, { from: 0, length: WHOLE, numbers: 0 }, plan.tables[0]!.columns);
    const isText = header!.kind === "text" || header!.kind === "json";
    if (header!.dictionary !== undefined)
      expect(column!.layout === "dict" && column!.dictionary.words).toEqual(header!.dictionary.words);
    else expect(column!.layout).toBe(isText ? "text" : header!.kind === "uuid" ? "uuid" : "f64");
    if (!header!.nullable) for (let i = 0; i < WHOLE; i++) expect(isValid(machine, column!, i)).toBe(true);
    if (column!.layout === "f64" && header!.kind !== "float") {
      for (const x of machine.f64.subarray(column!.at / 8, column!.at / 8 + WHOLE))
        expect(Number.isSafeInteger(x)).toBe(true);
    }
  });

  test("null: 0.3 leaves out three in ten", () => {
    if (!standsAlone({ ...field, null: 0.3 })) return; // keys of a kind that may not be null
    const n = 5000;
    const blank = cellsOf(planOf(field), { from: 0, length: n, numbers: 0 }).filter((cell) => cell === null).length;
    machine.release();
    const cells = cellsOf(planOf({ ...field, null: 0.3 }), { from: 0, length: n, numbers: 0 });
    const expected = 0.3 * (n - blank) + blank;
    expect(Math.abs(cells.filter((cell) => cell === null).length - expected)).toBeLessThan(5 * Math.sqrt(n * 0.21));
    machine.release();
  });

  test("unique: true gives no value twice, where the type can", () => {
    const n = 5000;
    const compiled = compileField({ ...field, unique: true }, n);
    if (compiled.plan === undefined) {
      expect(compiled.issues.every((i) => i.code.startsWith("schema/unique"))).toBe(true);
      return;
    }
    machine.release();
    const cells = cellsOf(compiled.plan, { from: 0, length: n, numbers: 0 });
    expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(n);
  });

  test("rows far out are made like the first ones", () => {
    const plan = planOf(field);
    machine.release();
    const from = 5e9 + 3;
    const far = cellsOf(plan, { from, length: 20, numbers: 0 });
    const numbers = machine.alloc(20 * 8);
    for (let i = 0; i < 20; i++) machine.f64[numbers / 8 + i] = from + 19 - i;
    expect(cellsOf(plan, { from: 0, length: 20, numbers })).toEqual(far.toReversed());
  });

  test("every step says what it does", () => {
    for (const [id, step] of planOf(field).steps) expect(step.does, id).not.toBe("");
  });
});

test("every type says what it is, and every parameter what it means", () => {
  for (const type of fieldTypes) {
    expect(type.summary.length, type.name).toBeGreaterThan(3);
    for (const [name, param] of Object.entries(type.params.shape)) {
      expect(
        (param as { meta(): { description?: string } | undefined }).meta()?.description,
        `${type.name}.${name}`,
      ).toBeTypeOf("string");
    }
  }
  expect(new Set(fieldTypes.map((t) => t.name)).size).toBe(fieldTypes.length);
});

test.each(["en_US", "de_DE", "ja_JP", "es_ES"])("%s: no column promises a word twice", async (locale) => {
  const artifacts = await prepare({ locale });
  const others = [
    { type: "person.gender", words: ["X", "X"] },
    { type: "category", values: ["a", "b", "a"] },
    {
      type: "one_of",
      options: [
        { field: { type: "category", values: ["a", "b"] } },
        { field: { type: "category", values: ["b", "c"] } },
      ],
    },
  ];
  let seen = 0;
  for (const field of [...cases.map((c) => c.field), ...others]) {
    const { plan } = compile({ now: NOW, locale, tables: { t: { rows: WHOLE, fields: { f: field } } } }, artifacts);
    const words = plan?.tables[0]!.header.columns[0]!.dictionary?.words;
    if (words === undefined) continue;
    seen++;
    const twice = words.filter((word, k) => words.indexOf(word) !== k);
    expect(twice, JSON.stringify(field)).toEqual([]);
    machine.release();
    const cells = cellsOf(plan!, { from: 0, length: WHOLE, numbers: 0 });
    for (const cell of cells) expect([null, ...words]).toContain(cell);
  }
  expect(seen).toBeGreaterThan(30);
});
