import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DataError } from "@semblance/engine";
import type { Database, Live } from "../connectors/connector.ts";
import { NULL_TEXT } from "../connectors/row-text.ts";
import type { CertifiedTable, Reading } from "./certificate-shape.ts";
import { findNamed } from "./load-plan.ts";

type Facts = Omit<CertifiedTable, "figures">;

/** How the copies of tables are to be read. */
export const COPIED: Reading = { format: "csv", gzip: false, delimiter: ",", headerLine: false, nullText: NULL_TEXT };

async function copyTable(database: Database, live: Live, facts: Facts, path: string): Promise<void> {
  const wanted = facts.target ?? facts.table;
  const table = findNamed(live.tables, wanted, ({ id }) => id);
  if (table === undefined) throw new DataError(`${database.label} has no table ${wanted}.`, database.label);
  const columns = facts.columns.map(({ name }) => {
    const column = findNamed(table.columns, name, (each) => each.name);
    if (column === undefined) throw new DataError(`${table.id} has no column ${name}.`, database.label);
    return column.name;
  });
  await pipeline(database.readRows(table, columns), createWriteStream(path));
}

/**
 * Gives `use` each table of a database as a file, so that DuckDB computes from the rows and the database's own arithmetic has no say. The
 * copies take as much disk as the rows have text, in the system's folder for such files, and are removed.
 */
export async function withCopies<T, F extends Facts>(
  database: Database,
  tables: readonly F[],
  use: (copied: readonly (F & { readonly paths: readonly string[] })[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "semblance-verify-"));
  try {
    const live = await database.inspect();
    const copied: (F & { readonly paths: readonly string[] })[] = [];
    for (const [k, facts] of tables.entries()) {
      const path = join(folder, `${k}.csv`);
      await copyTable(database, live, facts, path);
      copied.push({ ...facts, paths: [path] });
    }
    return await use(copied);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
