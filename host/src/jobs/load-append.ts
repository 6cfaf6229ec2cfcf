import type { Database, Live } from "../connectors/connector.ts";
import type { TableLoad } from "./load-plan.ts";

type Entries = Readonly<Record<string, unknown>>;
const isEntries = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What appending looks at. */
export interface Append {
  readonly document: Entries;
  readonly loads: readonly TableLoad[];
  readonly live: Live;
  readonly seedIsGiven: boolean;
  readonly tables?: ReadonlySet<string>;
}

/** A sequence that begins after what is there: after the greatest number, or, with text around it, after as many as there are rows. */
async function continued(
  database: Database,
  load: TableLoad,
  name: string,
  field: unknown,
  rows: number,
): Promise<unknown> {
  const entry: unknown = field === "sequence" ? { type: "sequence" } : field;
  if (!isEntries(entry) || entry["type"] !== "sequence" || rows === 0) return field;
  const column = load.into.columns[load.into.fields.indexOf(name)];
  if (column === undefined) return field;
  const { from = 1, step = 1, format } = entry as { from?: number; step?: number; format?: string };
  if (format !== undefined) return { ...entry, from: from + step * rows };
  const most = await database.greatest(load.into.table, column);
  return most === undefined || step <= 0 ? field : { ...entry, from: Math.max(from, most + step) };
}

/**
 * The document whose rows can be added to those that are there: sequences continue, and the random seed is another one, unless it was
 * given, so that what is random differs from what the same schema made before.
 */
export async function settleAppend(database: Database, { document, loads, seedIsGiven }: Append): Promise<Entries> {
  const tables = { ...(document["tables"] as Entries) };
  let before = 0;
  for (const load of loads) {
    const table = tables[load.name] as Entries;
    const rows = await database.countRows(load.into.table);
    before += rows;
    const fields: [string, unknown][] = [];
    for (const [name, field] of Object.entries(table["fields"] as Entries))
      fields.push([name, await continued(database, load, name, field, rows)]);
    tables[load.name] = { ...table, fields: Object.fromEntries(fields) };
  }
  const seed =
    seedIsGiven || before === 0 ? {} : { seed: `${(document["seed"] as string | number | undefined) ?? 0}+${before}` };
  return { ...document, ...seed, tables };
}
