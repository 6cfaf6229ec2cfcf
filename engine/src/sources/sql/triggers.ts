import { readTableName } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import type { TableName } from "./draft.ts";
import { statementsOf } from "./statements.ts";

/** The tables that a trigger on INSERT puts rows into, its own left out; none where it is another trigger. */
export function tablesFilledBy(cursor: Cursor): readonly TableName[] {
  while (!cursor.isDone() && !cursor.is("INSERT") && !cursor.is("BEGIN")) cursor.take();
  if (!cursor.accept("INSERT", "ON")) return [];
  const own = readTableName(cursor);
  const found: TableName[] = [];
  while (!cursor.isDone()) {
    const isFilling = cursor.accept("INSERT", "INTO") || cursor.accept("REPLACE", "INTO");
    if (!isFilling) cursor.take();
    else if (cursor.isName()) found.push(readTableName(cursor));
  }
  return found.filter(({ name }) => name.toLowerCase() !== own.name.toLowerCase());
}

/** The same of the text of a trigger of SQLite, as names. */
export function readSqliteTrigger(text: string): readonly string[] {
  return [...statementsOf(text, "sqlite")].flatMap(({ cursor, verb }) =>
    verb === "TRIGGER" ? tablesFilledBy(cursor).map(({ name }) => name) : [],
  );
}
