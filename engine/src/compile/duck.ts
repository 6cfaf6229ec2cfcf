import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { readCell, type Cell } from "../batch/cells.ts";
import type { ColumnHeader } from "../batch/column.ts";
import { toLine } from "../errors.ts";
import { evaluate } from "../plan/evaluate.ts";
import { generate } from "../plan/generate.ts";
import type { Plan, PlannedTable } from "../plan/plan.ts";
import { openMachine } from "../wasm/machine.ts";
import { compile } from "./compile.ts";

const machine = openMachine();

/** The plan of a document that has no mistakes. */
export function planOf(document: object): Plan {
  const { plan, issues } = compile(document);
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  return plan;
}

/** What is wrong with a document, a line each. */
export function complaintsOf(document: object): readonly string[] {
  return compile(document).issues.map(toLine);
}

function tableNamed(plan: Plan, name: string): PlannedTable {
  return plan.tables.find(({ header }) => header.table === name)!;
}

/** Rows [from, to) of a table as cells. */
export function cellsOf(plan: Plan, table: string, from = 0, to = tableNamed(plan, table).rows): Cell[][] {
  const rows: Cell[][] = [];
  for (const { header, columns, length } of generate(plan, { table, from, to }, machine))
    for (let i = 0; i < length; i++)
      rows.push(columns.map((column, c) => readCell(machine, header.columns[c]!, column, i)));
  return rows;
}

/** The rows of those numbers, in that order. */
export function gatheredCells(plan: Plan, table: string, order: readonly number[]): Cell[][] {
  machine.release();
  const { header, columns: ids } = tableNamed(plan, table);
  const numbers = machine.alloc(order.length * 8);
  machine.f64.set(order, numbers / 8);
  const columns = evaluate(plan, machine, { from: 0, length: order.length, numbers }, ids);
  return order.map((_, i) => columns.map((column, c) => readCell(machine, header.columns[c]!, column, i)));
}

function sqlType({ kind, scale }: ColumnHeader): string {
  const types: Partial<Record<ColumnHeader["kind"], string>> = {
    integer: "BIGINT",
    decimal: `DECIMAL(18, ${scale})`,
    float: "DOUBLE",
    boolean: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP",
  };
  return types[kind] ?? "VARCHAR";
}

/** Puts the plan's tables into DuckDB. */
export async function fillDuck(duck: DuckDBConnection, plan: Plan): Promise<void> {
  for (const { header } of plan.tables) {
    const rows = cellsOf(plan, header.table).map((cells) =>
      Object.fromEntries(cells.map((cell, c) => [header.columns[c]!.name, cell])),
    );
    const shape = JSON.stringify([Object.fromEntries(header.columns.map((column) => [column.name, sqlType(column)]))]);
    const quoted = JSON.stringify(rows).replaceAll("'", "''");
    await duck.run(
      `CREATE OR REPLACE TABLE "${header.table}" AS SELECT row.* FROM (SELECT unnest(from_json('${quoted}', '${shape}')) AS row)`,
    );
  }
}

/** The plan's tables in DuckDB, and its answers to questions about them. */
export async function askDuck(plan: Plan, questions: readonly string[]): Promise<readonly (readonly unknown[][])[]> {
  const duck = await (await DuckDBInstance.create()).connect();
  try {
    await fillDuck(duck, plan);
    const answers: unknown[][][] = [];
    for (const question of questions) answers.push((await duck.runAndReadAll(question)).getRowsJson());
    return answers;
  } finally {
    duck.closeSync();
  }
}

/** A moment's cell in ms from 1970. */
export function msOf(cell: Cell | undefined): number {
  if (typeof cell !== "string") throw new Error("expected a moment");
  return Date.parse(cell);
}
