import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, expect } from "vitest";
import type { Plan } from "../plan/plan.ts";
import { cellsOf, fillDuck, planOf as planOfDocument } from "./duck.ts";

export type Fields = Record<string, unknown>;
export type Tables = Record<string, { rows: unknown; fields: Fields; unique?: string[][]; hidden?: boolean }>;

let duck: DuckDBConnection;

/** Opens DuckDB for the tests of a file. */
export function useDuck(): void {
  beforeAll(async () => {
    duck = await (await DuckDBInstance.create()).connect();
  });
  afterAll(() => {
    duck.closeSync();
  });
}

/** The plan of tables without mistakes. */
export function planOf(tables: Tables, seed = 1): Plan {
  return planOfDocument({ seed, now: "2026-01-01", tables });
}

/** Puts every table into DuckDB, after a check that its cells do not depend on a cut. */
export async function load(plan: Plan, cut = 0.37): Promise<void> {
  for (const { rows, header } of plan.tables) {
    const middle = Math.floor(rows * cut);
    const halves = [...cellsOf(plan, header.table, 0, middle), ...cellsOf(plan, header.table, middle, rows)];
    expect(halves).toEqual(cellsOf(plan, header.table));
  }
  await fillDuck(duck, plan);
}

/** The answer's rows. */
export async function ask(sql: string): Promise<unknown[][]> {
  return (await duck.runAndReadAll(sql)).getRows();
}
/** The one number that the answer is. */
export const count = async (sql: string): Promise<number> => Number((await ask(sql))[0]![0]);
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** What an independent engine finds wrong with the keys, groups and references that the plan names. */
export async function faultsOf(plan: Plan): Promise<string[]> {
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
