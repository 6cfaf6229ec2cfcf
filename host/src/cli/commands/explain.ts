import { deliveredTables, didYouMean, explain, openMachine, tableOf, type Explanation } from "@semblance/engine";
import type { Command } from "commander";
import { newCommand, optionError, planDocument, wholeNumber, withDataOptions, withSchema } from "../options.ts";
import type { DataOptions } from "../options.ts";
import { count, plural, say, sayJson, styled, visible } from "../print.ts";

interface Options extends DataOptions {
  readonly row: number;
}

const TEXT_MOST = 100; // characters of a value that are shown

const dim = (text: string): string => styled("dim", text);

function valueText(value: Explanation["value"]): string {
  const text = visible(JSON.stringify(value));
  return text.length <= TEXT_MOST ? text : `${text.slice(0, TEXT_MOST - 1)}…`;
}

/** Where a cell stands that is not in the row of the cell above it. */
function placeText({ table, row, choice }: Explanation, above: Explanation | undefined): string {
  if (above !== undefined && above.table === table && above.row === row) return "";
  const where = choice === undefined ? "" : `, ${visible(choice)}`;
  return dim(`  row ${count(row)}${where}`);
}

/** One cell and all that it was made from, as a tree; `before` and `below` are what its lines begin with. */
function sayTree(
  cell: Explanation,
  above: Explanation | undefined,
  [before, below]: readonly [string, string],
  seen: Set<string>,
): void {
  const { table, name, value, does, stream, rule, inputs, more = 0 } = cell;
  const isElsewhere = above === undefined || above.table !== table;
  const title = styled("bold", visible(isElsewhere ? `${table}.${name}` : name));
  const place = `${cell.column} ${cell.row}`;
  const known = inputs.length > 0 && seen.has(place);
  const again = known ? dim("  as above") : "";
  say(`${dim(before)}${title}${placeText(cell, above)} = ${styled("cyan", valueText(value))}${again}`);
  if (known) return;
  seen.add(place);
  const stem = dim(`${below}${inputs.length > 0 ? "│ " : "  "}`);
  say(`${stem}${visible(does)}  ${dim(`stream ${stream}`)}`);
  if (rule !== undefined) say(`${stem}${styled("magenta", `rule ${visible(rule)}`)}`);
  inputs.forEach((input, k) => {
    const isLast = k === inputs.length - 1 && more === 0;
    sayTree(input, cell, [`${below}${isLast ? "└─ " : "├─ "}`, `${below}${isLast ? "   " : "│  "}`], seen);
  });
  if (more > 0) say(dim(`${below}└─ and ${count(more)} more`));
}

async function explainCell(schema: string, column: string, { row, ...options }: Options): Promise<void> {
  const { plan } = await planDocument(schema, options);
  const names = plan.tables.flatMap(({ header }) => header.columns.map(({ name }) => `${header.table}.${name}`));
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
  else sayTree(tree, undefined, ["", ""], new Set());
}

export function command(): Command {
  return withDataOptions(
    withSchema(newCommand(["explain shop.yaml orders.total --row 17", "explain user email --row 999_999 --json"]))
      .argument("<table.field>", "the column; with one table its field is enough")
      .requiredOption("--row <n>", "the row, counted from 0", wholeNumber("--row", 0)),
  ).action(explainCell);
}
