import { DatabaseSync } from "node:sqlite";
import { WorldError, type Catalogue } from "@semblance/engine";
import { withStatistics, type Answer } from "../statistics.ts";
import { quote } from "./declare.ts";
import { introspect } from "./introspect.ts";

/** The tables of a SQLite file, which is opened to read only; with statistics of its rows where asked. Throws WorldError where SQLite refuses it. */
export async function readSqliteFile(path: string, statistics: boolean): Promise<Catalogue> {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const catalogue = introspect(database);
      const query = (sql: string) => Promise.resolve(database.prepare(sql).all() as Record<string, Answer>[]);
      return statistics
        ? await withStatistics(catalogue, { quote, textType: "text", length: "length", query })
        : catalogue;
    } finally {
      database.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new WorldError(
      `${path}: cannot be read as a database of SQLite: ${message}.\nLook at the path, and whether another program holds the file.`,
      "sqlite",
      false,
      error,
    );
  }
}
