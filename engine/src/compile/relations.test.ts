import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toLine } from "../errors.ts";
import { csv } from "../formats/csv.ts";
import { generate } from "../plan/generate.ts";
import type { Plan, PlannedTable } from "../plan/plan.ts";
import { openMachine } from "../wasm/machine.ts";
import { compile } from "./compile.ts";

type Fields = Record<string, unknown>;
type Tables = Record<string, { rows: unknown; fields: Fields; unique?: string[][]; hidden?: boolean }>;

const folder = mkdtempSync(join(tmpdir(), "relations-"));
const machine = openMachine();
let duck: DuckDBConnection;

beforeAll(async () => {
  duck = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
  duck.closeSync();
  rmSync(folder, { recursive: true });
});

function planOf(tables: Tables, seed = 1): Plan {
  const { plan, issues } = compile({ seed, now: "2026-01-01", tables });
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  return plan;
}

const textOf = (table: PlannedTable, plan: Plan, cuts: readonly number[]): string => {
  const encoder = csv.open(table.header, {});
  const writer = encoder.writer(machine);
  const decoder = new TextDecoder();
  let text = decoder.decode(encoder.head());
  for (let k = 0; k + 1 < cuts.length; k++) {
    const part = writer.part(cuts[k]!, (bytes) => void (text += decoder.decode(bytes)));
    for (const batch of generate(plan, { table: table.header.table, from: cuts[k]!, to: cuts[k + 1]! }, machine))
      part.write(batch);
    part.end();
  }
  return text;
};

/** Puts every table into DuckDB, after a check that the bytes do not depend on the cuts. */
async function load(plan: Plan, cut = 0.37): Promise<void> {
  for (const table of plan.tables) {
    const { rows, header } = table;
    const text = textOf(table, plan, [0, rows]);
    const middle = Math.floor(rows * cut);
    expect(textOf(table, plan, [0, middle, middle, rows])).toBe(text);
    const file = join(folder, `${header.table}.csv`);
    writeFileSync(file, text);
    await duck.run(
      `CREATE OR REPLACE TABLE "${header.table}" AS FROM read_csv('${file}', header = true, sample_size = -1, nullstr = '')`,
    );
  }
}

async function ask(sql: string): Promise<unknown[][]> {
  return (await duck.runAndReadAll(sql)).getRows();
}
const count = async (sql: string): Promise<number> => Number((await ask(sql))[0]![0]);
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** What an independent engine finds wrong with the keys, groups and references that the plan names. */
async function faultsOf(plan: Plan): Promise<string[]> {
  const faults: string[] = [];
  const note = (what: string, found: number): void => void (found > 0 && faults.push(`${what}: ${found}`));
  for (const { header, key, unique, references, rows } of plan.tables) {
    const name = header.table;
    note(`${name} rows`, Math.abs((await count(`SELECT count(*) FROM "${name}"`)) - rows));
    if (key.length > 0)
      note(
        `${name} null keys`,
        await count(`SELECT count(*) FROM "${name}" WHERE ${key.map((c) => `"${c}" IS NULL`).join(" OR ")}`),
      );
    for (const group of [...(key.length > 0 ? [key] : []), ...unique]) {
      const present = group.map((c) => `"${c}" IS NOT NULL`).join(" AND ");
      const twice = `SELECT count(*) FROM (SELECT 1 FROM "${name}" WHERE ${present} GROUP BY ${list(group)} HAVING count(*) > 1)`;
      note(`${name} ${group.join("+")} twice`, await count(twice));
    }
    for (const { columns, table, targets, by } of references) {
      const present = columns.map((c) => `a."${c}" IS NOT NULL`).join(" AND ");
      const same = columns.map((c, k) => `a."${c}" = b."${targets[k]}"`).join(" AND ");
      const where = by === undefined ? "" : ` AND a."${by.column}" = '${by.value}'`;
      const orphans = `SELECT count(*) FROM "${name}" a WHERE ${present}${where} AND NOT EXISTS (SELECT 1 FROM "${table}" b WHERE ${same})`;
      note(`${name} ${columns.join("+")} orphans`, await count(orphans));
    }
  }
  return faults;
}

const id = (type: string): Fields => ({
  id:
    type === "pattern"
      ? { type, pattern: "??-####", key: true }
      : type === "date"
        ? { type, from: "1900-01-01", to: "2020-12-31", key: true }
        : { type, key: true },
});
const keyType = fc.constantFrom("sequence", "uuid", "pattern", "date");

describe("keys, groups and references hold, as DuckDB counts", () => {
  it("over random schemas with composite keys, junctions, one-to-one, children and cycles", async () => {
    let seen = 0;
    const shapes = fc.record({
      seed: fc.nat(1_000_000),
      a: fc.integer({ min: 1, max: 300 }),
      b: fc.integer({ min: 1, max: 60 }),
      pairs: fc.double({ min: 0, max: 1, noNaN: true }),
      most: fc.integer({ min: 1, max: 12 }),
      least: fc.nat(1),
      keyA: keyType,
      keyB: keyType,
      nulls: fc.constantFrom(0, 0.2, 1),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ seed, a, b, pairs, most, least, keyA, keyB, nulls, cut }) => {
        const plan = planOf(
          {
            a: { rows: a, fields: { ...id(keyA), head: { type: "reference", to: "b.id", null: nulls } } },
            b: { rows: b, fields: { ...id(keyB), of: { type: "reference", to: "a.id", distribution: "zipf" } } },
            one: {
              rows: Math.min(a, b),
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                b: { type: "reference", to: "b.id", unique: true },
              },
            },
            junction: {
              rows: Math.floor(a * b * pairs),
              unique: [["a", "b"]],
              fields: { a: { type: "reference", to: "a.id", null: nulls }, b: { type: "reference", to: "b.id" } },
            },
            lines: {
              rows: { per: "a", min: least, max: most },
              unique: [
                ["a", "letter"],
                ["serial", "b"],
              ],
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                no: { type: "ordinal", key: true },
                letter: { type: "category", values: "abcdefghijkl".split(""), null: nulls },
                b: { type: "reference", to: "b.id" },
                serial: { type: "integer", min: 0, max: 1e9 },
              },
            },
            ...(least === 0
              ? {}
              : {
                  parts: {
                    rows: 50,
                    fields: {
                      a: { type: "reference", to: "lines.a" },
                      no: { type: "reference", to: "lines.no", with: "a" },
                      other: { type: "reference", to: "a.id" },
                      their: { type: "reference", to: "lines.no", under: "other" },
                      kind: { type: "category", values: ["a", "b"], null: nulls },
                      subject: {
                        type: "reference",
                        by: "kind",
                        to: { a: "one.a", b: keyA === keyB ? "b.id" : "one.a" },
                      },
                      n: { type: "ordinal", from: 0 },
                    },
                  },
                }),
          },
          seed,
        );
        await load(plan, cut);
        expect(await faultsOf(plan)).toEqual([]);
        const perParent = await ask(
          `SELECT coalesce(max(n), 0), coalesce(max(m), 0), coalesce(min(k), 1) FROM (SELECT count(*) n, max(no::INT) m, min(no::INT) k FROM lines GROUP BY a)`,
        );
        expect(Number(perParent[0]![0])).toBeLessThanOrEqual(most);
        expect(Number(perParent[0]![0])).toBe(Number(perParent[0]![1]));
        expect(Number(perParent[0]![2])).toBe(1);
        seen++;
      }),
      { numRuns: 60 },
    );
    expect(seen).toBe(60);
  }, 120_000);
});
