import {
  deliveredTables,
  didYouMean,
  generate,
  readCell,
  readRow,
  type Cell,
  type Plan,
  type PlannedTable,
} from "@semblance/engine";
import type { Command } from "commander";
import { toGrid } from "../grid.ts";
import { newCommand, optionError, planDocument, wholeNumber, withDataOptions, withSchema } from "../options.ts";
import type { DataOptions } from "../options.ts";
import { plural, say, sayJson, styled, visible } from "../print.ts";

interface Options extends DataOptions {
  readonly table?: string;
  readonly from: number;
  readonly rows?: number;
}

const ROWS = 10;
const NO_TERMINAL_WIDTH = 10_000;

/** The table of that name, hidden or not, or all that are delivered. */
function chooseTables(plan: Plan, name: string | undefined): readonly PlannedTable[] {
  if (name === undefined) return deliveredTables(plan);
  const { tables } = plan;
  const table = tables.find(({ header }) => header.table === name);
  if (table !== undefined) return [table];
  const hint = didYouMean(
    name,
    tables.map(({ header }) => header.table),
  );
  throw optionError("--table", `there is no table ${name}.`, hint);
}

async function preview(schema: string, { table, from, rows: wanted = ROWS, ...options }: Options): Promise<void> {
  const { plan } = await planDocument(schema, options);
  const tables = chooseTables(plan, table);
  const [only] = tables;
  if (tables.length === 1 && only !== undefined && from > 0 && from >= only.rows) {
    throw optionError("--from", `${only.header.table} has ${plural(only.rows, "row")}, counted from 0; found ${from}.`);
  }
  const documents: Record<string, { from: number; total: number; rows: unknown[] }> = {};
  for (const { header, rows: total } of tables) {
    const rows: { number: number; cells: Cell[] }[] = [];
    const objects: unknown[] = [];
    for (const batch of generate(plan, { table: header.table, from, to: Math.min(total, from + wanted) })) {
      for (let i = 0; i < batch.length; i++) {
        if (options.json === true) objects.push(readRow(batch, i));
        else {
          const cells = header.columns.map((column, c) => readCell(batch.machine, column, batch.columns[c]!, i));
          rows.push({ number: batch.from + i, cells });
        }
      }
    }
    documents[header.table] = { from, total, rows: objects };
    if (options.json === true) continue;
    say(`${styled("bold", visible(header.table))} ${styled("dim", plural(total, "row"))}`);
    const width = process.stdout.isTTY ? process.stdout.columns : NO_TERMINAL_WIDTH;
    for (const line of toGrid(header.columns, rows, width)) say(line);
    if (header !== tables.at(-1)?.header) say("");
  }
  if (options.json === true) sayJson(tables.length === 1 ? Object.values(documents)[0]!.rows : documents);
}

export function command(): Command {
  return withDataOptions(
    withSchema(
      newCommand(["preview user", "preview shop.yaml --table orders --from 999_990", "preview user --rows 3 --json"]),
    )
      .option("--table <table>", "only this table")
      .option("--from <row>", "the first row, counted from 0", wholeNumber("--from", 0), 0)
      .option("--rows <n>", `how many rows to show (default: ${ROWS})`, wholeNumber("--rows", 1)),
  ).action(preview);
}
