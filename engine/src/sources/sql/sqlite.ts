import type { Catalogue } from "../catalogue.ts";
import { columnOf, openDrafts, type Drafts, type TableDraft } from "./draft.ts";
import { statementsOf } from "./statements.ts";
import { readAlterTable, readCreateTable, readDropTable, readUniqueIndex, type Naming } from "./tables.ts";
import type { Cursor } from "./cursor.ts";

const toName: Naming = ({ name }) => ({ name }); // main and temp are no name spaces to load into

function readCreate(cursor: Cursor, drafts: Drafts): void {
  if (cursor.accept("TABLE")) readCreateTable(cursor, drafts, toName);
  else if (cursor.accept("UNIQUE", "INDEX")) readUniqueIndex(cursor, drafts, toName);
  else if (cursor.accept("VIRTUAL", "TABLE")) {
    cursor.accept("IF", "NOT", "EXISTS");
    drafts.note(cursor.isName() ? cursor.take().text : "", "virtual tables are left out");
  }
}

/** An INTEGER PRIMARY KEY numbers its rows itself. */
function numberRows(table: TableDraft): void {
  const [only, ...others] = table.primaryKey;
  const column = only === undefined || others.length > 0 ? undefined : columnOf(table, only);
  if (column !== undefined && column.type.native.toLowerCase() === "integer") column.identity = "identity";
}

/** Reads SQLite's DDL, the output of `.dump` too. Throws SchemaError with line and column for what the grammar forbids. */
export function readSqlite(text: string): Catalogue {
  const drafts = openDrafts("sqlite");
  for (const { cursor, verb } of statementsOf(text, "sqlite")) {
    cursor.take();
    if (verb === "CREATE") readCreate(cursor, drafts);
    else if (verb === "ALTER" && cursor.accept("TABLE")) readAlterTable(cursor, drafts, toName);
    else if (verb === "DROP" && cursor.accept("TABLE")) readDropTable(cursor, drafts, toName);
  }
  for (const table of drafts.tables()) numberRows(table);
  return drafts.toCatalogue();
}
