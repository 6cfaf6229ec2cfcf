import { constants, DatabaseSync } from "node:sqlite";
import {
  readSqliteTrigger,
  sqliteStatements,
  syntaxFault,
  withoutFilled,
  type Catalogue,
  type Note,
  type SqliteStatement,
} from "@semblance/engine";
import { introspect } from "./introspect.ts";

const MOST_TRIES = 500;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function tryPrepare(database: DatabaseSync, sql: string): string {
  try {
    database.prepare(sql);
    return "";
  } catch (error) {
    return messageOf(error);
  }
}

/** Where in the statement SQLite stumbles: it says which token, but not where. The first prefix that is wrong rather than incomplete ends there. */
function stumblesAt(database: DatabaseSync, { sql, ends }: SqliteStatement, message: string): number {
  const [, near] = /^near "([\s\S]*)": syntax error$/.exec(message) ?? [];
  if (near === undefined) return 0;
  const candidates = ends.filter((end) => sql.slice(0, end).endsWith(near));
  const at = candidates.slice(0, MOST_TRIES).find((end) => tryPrepare(database, sql.slice(0, end)) === message);
  return at === undefined ? 0 : at - near.length;
}

/** Reads SQLite's DDL by running it in a database in memory, and nothing else of the script: no rows, no queries, no other files. Throws SchemaError with line and column. */
export function readDdl(text: string): Catalogue {
  const { statements, notes: skipped } = sqliteStatements(text);
  const notes: Note[] = [...skipped];
  const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false, allowExtension: false });
  try {
    const forbidden = new Set<number>([constants.SQLITE_ATTACH, constants.SQLITE_DETACH, constants.SQLITE_PRAGMA]);
    database.setAuthorizer((action) => (forbidden.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK));
    for (const statement of statements) {
      try {
        database.exec(statement.sql);
      } catch (error) {
        const message = messageOf(error);
        if (statement.kind === "drop" || message.endsWith(" already exists")) continue;
        const isBroken = statement.kind === "table" || /syntax error|incomplete input/.test(message);
        if (isBroken) throw syntaxFault(text, statement.from + stumblesAt(database, statement, message), `${message}.`);
        notes.push({ path: "", text: `left out: ${statement.sql.replaceAll(/\s+/g, " ").slice(0, 60)} (${message})` });
      }
    }
    database.setAuthorizer(null);
    const catalogue = introspect(database);
    const filled = new Set(readSqliteTrigger(text).map((name) => name.toLowerCase()));
    const told = [...notes, ...catalogue.notes];
    return { ...catalogue, ...withoutFilled(catalogue.tables, told, ({ name }) => filled.has(name.toLowerCase())) };
  } finally {
    database.close();
  }
}
