import { DatabaseSync } from "node:sqlite";
import { WorldError, type Catalogue } from "@semblance/engine";
import { introspect } from "./introspect.ts";

/** The tables of a SQLite file, which is opened to read only. Throws WorldError where SQLite refuses it. */
export function readSqliteFile(path: string): Catalogue {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      return introspect(database);
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
