import type { Plan } from "@semblance/engine";
import { measure } from "./measure.ts";
import { loadOrder } from "./order.ts";
import { equip, type Job } from "./press.ts";

const SAMPLE_ROWS = 1000;
const SAMPLE_TIMES = 3;

/** What a table will be. */
export interface TableEstimate {
  readonly table: string;
  readonly fields: number;
  readonly rows: number;
  /** As CSV. */
  readonly bytes: number;
  /** In one thread. */
  readonly seconds: number;
}

/** What the tables of a plan will be, measured on their first rows; parents first. */
export async function estimate(plan: Plan, document: unknown): Promise<readonly TableEstimate[]> {
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
