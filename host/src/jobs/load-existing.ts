import { parseRowText } from "../connectors/row-text.ts";
import type { Database, Live, LiveTable } from "../connectors/connector.ts";
import { deliveredTables, type ColumnHeader, type Plan, type PlannedTable } from "@semblance/engine";
import { findNamed, findTable } from "./load-plan.ts";

type Entries = Readonly<Record<string, unknown>>;

/** Rows of a table that are looked at: enough to refer to, and few enough to keep. */
const MOST_ROWS = 50_000;

const LISTED = new Set(["integer", "decimal", "float", "boolean", "date", "datetime", "time", "text", "uuid"]);

/** Tables of the schema whose cells the loaded ones read, near or far. */
function readTables(plan: Plan, loaded: ReadonlySet<string>): ReadonlySet<string> {
  const tableIn = (column: string): string => column.slice(0, column.indexOf("."));
  const needed = new Map<string, Set<string>>();
  for (const [id, { inputs }] of plan.steps) {
    const own = needed.get(tableIn(id)) ?? new Set();
    for (const { column } of inputs) own.add(tableIn(column));
    needed.set(tableIn(id), own);
  }
  const found = new Set<string>();
  const open = [...loaded];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(needed.get(name) ?? []));
  }
  return new Set([...found].filter((name) => !loaded.has(name)));
}

/** A moment as databases write it, `2026-01-31 10:00:00+00`, as ISO 8601. */
const toIso = (text: string): string => text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");

/** A cell of the database as a value of a list; a datetime keeps its milliseconds. */
function toValue(kind: ColumnHeader["kind"], text: string | null): string | null {
  if (text === null) return null;
  if (kind === "date") return text.slice(0, 10);
  if (kind === "datetime") return toIso(text);
  return kind === "time" ? text.slice(0, 12) : text;
}

/** The rows that are there, as a table of the schema that nobody delivers; undefined where it is empty. */
async function listTable(
  database: Database,
  planned: PlannedTable,
  table: LiveTable,
  document: Entries,
): Promise<Entries | undefined> {
  const known = planned.header.columns.flatMap((column) => {
    const live = findNamed(table.columns, column.name, ({ name }) => name);
    return live === undefined || !LISTED.has(column.kind) ? [] : [{ column, name: live.name }];
  });
  const rows: (readonly (string | null)[])[] = [];
  const texts = database.readRows(
    table,
    known.map(({ name }) => name),
    MOST_ROWS,
  );
  for await (const row of parseRowText(texts)) rows.push(row);
  if (rows.length === 0) return undefined;
  const listed = known.map(({ column: { name, kind, scale } }, c) => {
    const values = rows.map((row) => toValue(kind, row[c]!));
    return [name, { type: "listed", as: kind, values, ...(kind === "decimal" ? { scale } : {}) }] as const;
  });
  // What is not in the database, but made from what is, is made from it again.
  const derived = Object.entries(document["fields"] as Entries).filter(
    ([, field]) => (field as Entries)["hidden"] === true && (field as Entries)["value"] !== undefined,
  );
  const target = document["target"] === undefined ? {} : { target: document["target"] };
  return { ...target, rows: rows.length, hidden: true, fields: Object.fromEntries([...listed, ...derived]) };
}

/** A document in which the tables that are referred to, but not loaded, have the rows that the database holds: at most 50,000 each. */
export async function withExisting(
  database: Database,
  live: Live,
  { plan, document, loaded }: { readonly plan: Plan; readonly document: Entries; readonly loaded: ReadonlySet<string> },
): Promise<Entries> {
  const tables = { ...(document["tables"] as Readonly<Record<string, Entries>>) };
  const read = readTables(plan, loaded);
  for (const planned of deliveredTables(plan)) {
    const name = planned.header.table;
    const table = read.has(name) ? findTable(live, planned) : undefined;
    const listed = table && (await listTable(database, planned, table, tables[name]!));
    if (listed !== undefined) tables[name] = listed;
  }
  return { ...document, tables };
}
