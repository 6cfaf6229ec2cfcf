import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answers, formatOf } from "../formats/all.ts";
import type { Batch } from "../batch/batch.ts";
import type { Encoder } from "../formats/format.ts";
import { answersOf, generate, generateAnswers, tableOf } from "../plan/generate.ts";
import type { Plan } from "../plan/plan.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { compile } from "./compile.ts";
import { fieldTypes } from "./fields/all.ts";

const people = {
  rows: 3000,
  fields: {
    id: { type: "sequence", key: true },
    boss: { type: "reference", to: "people.id" },
    name: "person.full_name",
    email: { type: "internet.email", unique: true },
    state: { type: "category", values: ["", "open", "a, b", 'said "no"', "mañana", "日本語"], null: 0.1 },
    age: { type: "integer", min: 0, max: 90 },
    income: { type: "decimal", scale: 2, min: -10, max: 90_000, null: 0.1 },
    weight: { type: "float", min: 0, max: 1 },
    born: { type: "date", from: "1950-01-01", to: "2005-12-31" },
    seen: { type: "datetime", from: "2020-01-01", to: "2025-12-31" },
    opens: "time",
    vip: "boolean",
    ref: "uuid",
    tags: { type: "array", of: { type: "category", values: ["x", "y, z"] }, min: 0, max: 3 },
  },
};
const everything = {
  missing: 0.1,
  typos: 0.1,
  outliers: 0.1,
  format: 0.1,
  duplicates: { rate: 0.1, near: 0.5 },
  late: { rate: 0.1, by: 50 },
};

function planOf(dirt: object | undefined, seed: number | string = 1, rows = people.rows): Plan {
  const { plan, issues } = compile({
    seed,
    ...(dirt && { dirty: { people: dirt } }),
    tables: { people: { ...people, rows } },
  });
  expect(issues).toEqual([]);
  return plan!;
}

function textOf(
  encoder: Encoder,
  make: (from: number, to: number, machine: Machine) => Iterable<Batch>,
  cuts: readonly number[],
): string {
  const decoder = new TextDecoder();
  let text = decoder.decode(encoder.head());
  cuts.slice(1).forEach((to, k) => {
    const machine = openMachine();
    const part = encoder.writer(machine).part(cuts[k]!, (bytes) => (text += decoder.decode(bytes, { stream: true })));
    for (const batch of make(cuts[k]!, to, machine)) part.write(batch);
    part.end();
  });
  return text;
}

const rowsOf = (plan: Plan): number => tableOf(plan, "people").rows;
const csvOf = (plan: Plan, cuts = [0, rowsOf(plan)]): string =>
  textOf(
    formatOf("csv").open(tableOf(plan, "people").header, {}),
    (from, to, machine) => generate(plan, { table: "people", from, to }, machine),
    cuts,
  );
const answersText = (plan: Plan, cuts = [0, rowsOf(plan)]): string =>
  textOf(
    answers.open(answersOf(plan, "people").header, {}),
    (from, to, machine) => generateAnswers(plan, { table: "people", from, to }, machine),
    cuts,
  );

/** The clean file, from the dirty one and its answer key alone. */
function cleaned(dirtyCsv: string, key: string): string {
  const [head, ...rows] = csvLines(dirtyCsv);
  const names = head!;
  const copies = new Set<number>();
  const late: { row: number; proper: number }[] = [];
  for (const [, at = "", column = "", kind, clean = "", spoiled] of csvLines(key).slice(1)) {
    const row = Number(at);
    if (kind === "duplicate") copies.add(row);
    else if (kind === "late") late.push({ row, proper: Number(clean) });
    else {
      expect(rows[row]![names.indexOf(column)]).toBe(spoiled);
      expect(clean).not.toBe(spoiled);
      rows[row]![names.indexOf(column)] = clean;
    }
  }
  const moved = new Set(late.map(({ row }) => row));
  const order = rows.map((_, row) => row).filter((row) => !moved.has(row));
  for (const { row, proper } of late.toSorted((a, b) => a.proper - b.proper)) order.splice(proper, 0, row);
  const lines = order.filter((row) => !copies.has(row)).map((row) => rows[row]!);
  return `${[names, ...lines].map((cells) => cells.join(",")).join("\n")}\n`;
}

/** Lines of cells as they stand in a CSV file, quotes and all. */
function csvLines(csv: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (const c of csv) {
    if (c === '"') isQuoted = !isQuoted;
    if (isQuoted || (c !== "," && c !== "\n")) cell += c;
    else {
      cells.push(cell);
      cell = "";
      if (c === "\n") {
        lines.push(cells);
        cells = [];
      }
    }
  }
  return lines;
}

describe("dirty data", () => {
  it("the answer key gives back the clean file, byte for byte", () => {
    const share = fc.constantFrom(0, 0.003, 0.05, 0.2);
    const dirt = fc.record({
      missing: share,
      typos: share,
      outliers: share,
      format: share,
      duplicates: fc.record({ rate: fc.constantFrom(0, 0.01, 0.3, 1), near: fc.constantFrom(0, 0.5, 1) }),
      late: fc.record({ rate: fc.constantFrom(0, 0.01, 0.3), by: fc.integer({ min: 1, max: 1000 }) }),
      fields: fc.constantFrom(
        {},
        { id: { typos: 0.1 }, boss: { format: 0.5 }, tags: { missing: { rate: 0.5, when: "vip" } } },
      ),
    });
    fc.assert(
      fc.property(dirt, fc.integer(), fc.constantFrom(0, 1, 500, 1024, 2100), (wanted, seed, rows) => {
        const plan = planOf(wanted, seed, rows);
        expect(cleaned(csvOf(plan), answersText(plan))).toBe(csvOf(planOf(undefined, seed, rows)));
      }),
      { numRuns: 25 },
    );
  });

  it("so it does for every type of field", () => {
    let types = 0;
    for (const { name, example } of fieldTypes) {
      const fields = {
        id: "sequence",
        word: { type: "category", values: ["one", "two"] },
        x: example ?? { type: name },
      };
      const tables = { people: { rows: 300, fields } };
      const clean = compile({ tables }).plan;
      if (clean === undefined) continue; // it needs other fields or tables
      types++;
      const { plan, issues } = compile({ tables, dirty: { people: everything } });
      expect({ name, issues }).toEqual({ name, issues: [] });
      expect({ name, csv: cleaned(csvOf(plan!), answersText(plan!)) }).toEqual({ name, csv: csvOf(clean) });
    }
    expect(types).toBeGreaterThan(200);
  });

  it("any cut gives the same data and the same answers", () => {
    const plan = planOf(everything);
    const [data, key] = [csvOf(plan), answersText(plan)];
    const end = rowsOf(plan);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: end }), { maxLength: 4 }), (inner) => {
        const cuts = [0, ...inner.toSorted((a, b) => a - b), end];
        expect(csvOf(plan, cuts)).toBe(data);
        expect(answersText(plan, cuts)).toBe(key);
      }),
      { numRuns: 8 },
    );
  });

  it("what is not spoiled stays as it is, and a table grows without changing", () => {
    const dirt = { fields: { email: { typos: 0.2 }, age: { outliers: 0.2 } } };
    const [clean, spoiled, longer] = [planOf(undefined), planOf(dirt), planOf(dirt, 1, 5000)].map((plan) =>
      csvLines(csvOf(plan)),
    );
    expect(longer!.slice(0, 3001)).toEqual(spoiled);
    const without = (lines: readonly string[][]): string[][] =>
      lines.map((cells) => cells.filter((_, c) => c !== 3 && c !== 5));
    expect(without(spoiled!)).toEqual(without(clean!));
    const dirtier = csvLines(csvOf(planOf({ fields: { ...dirt.fields, name: { missing: 0.5 } } })));
    expect(dirtier.map((cells) => cells[3])).toEqual(spoiled!.map((cells) => cells[3]));
    const [some, more] = [planOf(everything), planOf(everything, 1, 5000)].map((plan) => csvLines(csvOf(plan)));
    const whole = 2 * 1024 * 1.1; // two blocks with their copies
    expect(more!.slice(0, whole)).toEqual(some!.slice(0, whole));
  });

  it("keys and references are left alone unless asked for, and fields that follow see clean cells", () => {
    const plan = planOf({ ...everything, duplicates: 0, late: 0 });
    const columns = new Set(csvLines(answersText(plan)).map(([, , column]) => column));
    expect(columns).not.toContain("id");
    expect(columns).not.toContain("boss");
    expect(columns).toContain("vip");
    const asked = planOf({ fields: { id: { missing: 0.1 } } });
    expect(csvLines(answersText(asked)).map(([, , column]) => column)).toContain("id");
    const { plan: follows } = compile({
      dirty: { t: { fields: { n: { outliers: 0.5 } } } },
      tables: {
        t: {
          rows: 500,
          fields: { n: { type: "integer", min: 1, max: 9 }, twice: { type: "integer", value: "n * 2" } },
        },
      },
    });
    const batches = [...generate(follows!, { table: "t", from: 0, to: 500 })];
    const [{ machine, columns: cells }] = batches as [Batch];
    const read = (c: number): number[] => {
      const column = cells[c]!;
      return column.layout === "f64" ? [...machine.f64.subarray(column.at / 8, column.at / 8 + 500)] : [];
    };
    expect(read(1).every((twice) => twice >= 2 && twice <= 18)).toBe(true);
    expect(read(0).some((n) => n > 9)).toBe(true);
  });

  it("a cell can be missing for its own value or another's", () => {
    const dirt = {
      fields: {
        income: { missing: { rate: 1, when: "income > 50000.00" } },
        name: { missing: { rate: 0.5, when: "age >= 60 && !vip" } },
      },
    };
    const lines = csvLines(csvOf(planOf(dirt))).slice(1);
    expect(lines.every((cells) => cells[6] === "" || Number(cells[6]) <= 50_000)).toBe(true);
    const old = lines.filter((cells) => Number(cells[5]) >= 60 && cells[11] === "false");
    const gone = lines.filter((cells) => cells[2] === "");
    expect(gone.every((cells) => old.includes(cells))).toBe(true);
    expect(Math.abs(gone.length / old.length - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / old.length));
  });

  it.each([
    [{ fields: { nme: { typos: 0.1 } } }, "dirty.people.fields.nme", "schema/unknown-field"],
    [{ fields: { name: { outliers: 0.1 } } }, "dirty.people.fields.name.outliers", "schema/kind"],
    [{ fields: { tags: { format: 0.1 } } }, "dirty.people.fields.tags.format", "schema/kind"],
    [{ fields: { age: { missing: 0.6, outliers: 0.6 } } }, "dirty.people.fields.age", "schema/range"],
    [
      { fields: { age: { missing: { rate: 0.6, when: "agee > 1" } } } },
      "dirty.people.fields.age.missing.when",
      "schema/unknown-field",
    ],
    [
      { fields: { age: { missing: { rate: 0.6, when: "age >" } } } },
      "dirty.people.fields.age.missing.when",
      "expression/syntax",
    ],
    [{ typo: 0.1 }, "dirty.people.typo", "schema/unknown-entry"],
    [{ missing: 2 }, "dirty.people.missing", "schema/invalid"],
  ])("%j is refused at %s", (dirt, path, code) => {
    const { issues } = compile({ dirty: { people: dirt }, tables: { people } });
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual([[path, code]]);
  });

  it("there must be such a table", () => {
    const { issues } = compile({ dirty: { persons: { typos: 0.1 } }, tables: { people } });
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual([["dirty.persons", "schema/unknown-table"]]);
  });
});
