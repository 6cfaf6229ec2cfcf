import { deliveredTables, didYouMean, explain, openMachine, tableOf, type Explanation } from "@semblance/engine";
import type { Command } from "commander";
import { newCommand, optionError, planDocument, wholeNumber, withDataOptions, withSchema } from "../options.ts";
import type { DataOptions } from "../options.ts";
import { plural, say, sayJson, styled, visible } from "../print.ts";

interface Options extends DataOptions {
  readonly row: number;
}

function sayTree({ column, row, value, does, stream, via, inputs }: Explanation, depth: number): void {
  const indent = "  ".repeat(depth);
  const through = via === undefined ? "" : styled("dim", ` through ${via}`);
  say(
    `${indent}${styled("bold", visible(column))} ${styled("dim", `row ${row}`)}${through} = ${visible(JSON.stringify(value))}`,
  );
  say(`${indent}  ${visible(does)} ${styled("dim", `(stream ${stream})`)}`);
  for (const input of inputs) sayTree(input, depth + 1);
}

async function explainCell(schema: string, column: string, { row, ...options }: Options): Promise<void> {
  const { plan } = await planDocument(schema, options);
  const names = plan.tables.flatMap(({ columns }) => columns);
  // With one table its name may be left out.
  const only = deliveredTables(plan).length === 1 ? `${deliveredTables(plan)[0]!.header.table}.${column}` : column;
  const id = plan.steps.has(column) ? column : only;
  if (!plan.steps.has(id)) {
    const hint = didYouMean(column, names) ?? didYouMean(only, names) ?? "Write it as table.field.";
    throw optionError(column, "there is no such field.", hint);
  }
  const table = tableOf(plan, id.slice(0, id.indexOf(".")));
  if (row >= table.rows) {
    throw optionError("--row", `${table.header.table} has ${plural(table.rows, "row")}, counted from 0; found ${row}.`);
  }
  const tree = explain(plan, openMachine(), id, row);
  if (options.json === true) sayJson(tree);
  else sayTree(tree, 0);
}

export function command(): Command {
  return withDataOptions(
    withSchema(newCommand(["explain shop.yaml orders.total --row 17", "explain user email --row 999_999 --json"]))
      .argument("<table.field>", "the column; with one table its field is enough")
      .requiredOption("--row <n>", "the row, counted from 0", wholeNumber("--row", 0)),
  ).action(explainCell);
}
