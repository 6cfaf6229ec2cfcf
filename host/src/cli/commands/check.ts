import { availableParallelism } from "node:os";
import { SchemaError } from "@semblance/engine";
import type { Command } from "commander";
import { estimate, type TableEstimate } from "../../jobs/estimate.ts";
import { EXIT } from "../failure.ts";
import {
  newCommand,
  planDocument,
  withDataOptions,
  withRowOptions,
  withSchema,
  type Planned,
  type RowOptions,
} from "../options.ts";
import { bytesText, count, plural, say, sayJson, secondsText, visible } from "../print.ts";

const sum = (tables: readonly TableEstimate[], of: "fields" | "rows" | "bytes" | "seconds"): number =>
  tables.reduce((total, table) => total + table[of], 0);

function sayTable(tables: readonly TableEstimate[]): void {
  const lines = tables.map(({ table, fields, rows, bytes }) => [
    visible(table),
    count(fields),
    count(rows),
    bytesText(bytes),
  ]);
  const all = [["table", "fields", "rows", "CSV"], ...lines];
  const widths = all[0]!.map((_, c) => Math.max(...all.map((line) => line[c]!.length)));
  for (const line of all) {
    say(line.map((text, c) => (c === 0 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!))).join("  "));
  }
}

async function check(schema: string, options: RowOptions): Promise<void> {
  let planned: Planned;
  try {
    planned = await planDocument(schema, options);
  } catch (error) {
    // The issues are what was asked for, so with --json they are the result.
    if (!(error instanceof SchemaError) || options.json !== true) throw error;
    sayJson({ valid: false, issues: error.issues });
    process.exitCode = EXIT.schema;
    return;
  }
  const { plan, document, loaded } = planned;
  const tables = await estimate(plan, document);
  const threads = availableParallelism();
  const seconds = sum(tables, "seconds") / threads;
  const total = { rows: sum(tables, "rows"), bytes: sum(tables, "bytes"), seconds, threads };
  const { seed = 0, now } = document;
  if (options.json === true) {
    sayJson({ valid: true, issues: [], seed, now, edition: plan.edition, tables, total });
    return;
  }
  say(`${loaded.origin}: no faults`);
  sayTable(tables);
  const order = tables.map(({ table }) => visible(table)).join(", ");
  if (tables.length > 1) say(`order: ${order}`);
  const duration = seconds < 1 ? "less than a second" : `about ${secondsText(seconds)}`;
  const cost = `about ${bytesText(total.bytes)} as CSV in ${duration} with ${plural(threads, "thread")}`;
  say(
    `${plural(tables.length, "table")}, ${plural(sum(tables, "fields"), "field")}, ${plural(total.rows, "row")}: ${cost}`,
  );
  say(`seed ${seed}, now ${now}, edition ${plan.edition}`);
}

export function command(): Command {
  return withDataOptions(
    withRowOptions(
      withSchema(
        newCommand(["check shop.yaml", "check shop.yaml --rows 1_000_000", "check shop.yaml --json | jq .issues"]),
      ),
    ),
  ).action(check);
}
