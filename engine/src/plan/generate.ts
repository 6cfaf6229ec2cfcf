import { BATCH_ROWS, type Batch } from "../batch/batch.ts";
import { invariant } from "../errors.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { evaluate } from "./evaluate.ts";
import type { Plan, PlannedTable, Slice } from "./plan.ts";

/** The tables to deliver: all but those that others only borrow from. */
export function deliveredTables(plan: Plan): readonly PlannedTable[] {
  return plan.tables.filter((table) => !table.hidden);
}

/** The table of that name; throws where there is none. */
export function tableOf(plan: Plan, name: string): PlannedTable {
  const table = plan.tables.find((t) => t.header.table === name);
  if (table === undefined)
    throw new Error(`no table ${name}; there are ${plan.tables.map((t) => t.header.table).join(", ")}`);
  return table;
}

/**
 * The rows of a slice, batch after batch. Pure and synchronous: the cells do not depend on where slices or batches begin.
 * A batch's cells hold until the next one is asked for. That the slice ends with the table is the caller's to see to: past it unique values may repeat,
 * and children without a parent throw.
 */
export function generate(plan: Plan, slice: Slice, machine: Machine = openMachine()): Generator<Batch, void, void> {
  return generateTable(plan, tableOf(plan, slice.table), slice, machine);
}

/** What is wrong with the rows of a slice of a table that is delivered dirty, as batches of `answers`, for the format of that name. */
export function generateAnswers(
  plan: Plan,
  slice: Slice,
  machine: Machine = openMachine(),
): Generator<Batch, void, void> {
  return generateTable(plan, answersOf(plan, slice.table), slice, machine);
}

/** What the answer key of a dirty table is made of. */
export function answersOf(plan: Plan, name: string): Pick<PlannedTable, "header" | "columns"> {
  const { answers } = tableOf(plan, name);
  invariant(answers !== undefined, `${name} is delivered dirty`);
  return answers;
}

function* generateTable(
  plan: Plan,
  table: Pick<PlannedTable, "header" | "columns">,
  slice: Slice,
  machine: Machine,
): Generator<Batch, void, void> {
  for (let from = slice.from; from < slice.to; from += BATCH_ROWS) {
    machine.release();
    const length = Math.min(BATCH_ROWS, slice.to - from);
    const columns = evaluate(plan, machine, { from, length, numbers: 0 }, table.columns);
    columns.forEach((column, c) => {
      const { name, nullable } = table.header.columns[c]!;
      invariant(nullable || column.valid === 0, `${table.header.table}.${name} promised no nulls`);
    });
    yield { header: table.header, machine, from, length, columns };
  }
}
