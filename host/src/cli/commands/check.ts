import { availableParallelism } from "node:os";
import { SchemaError, type Plan } from "@semblance/engine";
import type { Command } from "commander";
import { measure } from "../../jobs/measure.ts";
import { loadOrder } from "../../jobs/order.ts";
import { equip, type Job } from "../../jobs/press.ts";
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

const SAMPLE_ROWS = 1000;
const SAMPLE_TIMES = 3;

interface TableEstimate {
  readonly table: string;
  readonly fields: number;
  readonly rows: number;
  /** As CSV. */
  readonly bytes: number;
  /** In one thread. */
  readonly seconds: number;
}

async function estimate(plan: Plan, document: unknown): Promise<readonly TableEstimate[]> {
  const tables = new Map(plan.tables.map((table) => [table.header.table, table]));
  const estimates: TableEstimate[] = [];
  for (const name of loadOrder(plan)) {
    const { header, rows } = tables.get(name)!;
    const job: Job = { document, format: "csv", options: {}, gzip: false, files: [{ table: name, from: 0, to: rows }] };
    const cost = measure(await equip(plan, job), 0, SAMPLE_ROWS, SAMPLE_TIMES);
    const bytes = Math.round(cost.bytes * rows);
    estimates.push({ table: name, fields: header.columns.length, rows, bytes, seconds: cost.seconds * rows });
  }
  return estimates;
}

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
