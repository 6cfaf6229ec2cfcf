import type { Catalogue } from "../catalogue.ts";
import { readTableName } from "./constraints.ts";
import { openDrafts, type Drafts } from "./draft.ts";
import { statementsOf } from "./statements.ts";
import { tablesFilledBy } from "./triggers.ts";
import { readAlterTable, readCreateTable, readDropTable, readUniqueIndex, type Naming } from "./tables.ts";
import type { Cursor } from "./cursor.ts";

const CREATED = new Set(
  "TABLE INDEX VIEW DATABASE SCHEMA SEQUENCE USER ROLE SERVER TABLESPACE LOGFILE UNDO RESOURCE SPATIAL LIBRARY".split(
    " ",
  ),
);

function readCreate(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  cursor.accept("OR", "REPLACE");
  let isUnique = false;
  // ALGORITHM = MERGE DEFINER = `a`@`b` SQL SECURITY DEFINER stand before VIEW.
  while (!cursor.isDone() && !(cursor.peek().kind === "word" && CREATED.has(cursor.peek().text.toUpperCase()))) {
    if (cursor.is("UNIQUE")) isUnique = true;
    if (cursor.is("TEMPORARY")) return;
    if (cursor.is("(")) break;
    cursor.take();
  }
  if (cursor.accept("TABLE")) readCreateTable(cursor, drafts, toName);
  else if (cursor.accept("INDEX") && isUnique) readUniqueIndex(cursor, drafts, toName);
  else if (cursor.accept("VIEW")) {
    cursor.accept("IF", "NOT", "EXISTS");
    drafts.drop(toName(readTableName(cursor))); // mysqldump makes a table in a view's place first
  }
}

/** Reads MySQL's and MariaDB's DDL, a dump of mysqldump too. Throws SchemaError with line and column for what the grammar forbids. */
export function readMysql(text: string): Catalogue {
  const drafts = openDrafts("mysql");
  let current: string | undefined;
  const toName: Naming = ({ name, namespace }) =>
    namespace === undefined || namespace === current ? { name } : { name, namespace };
  for (const { cursor, verb } of statementsOf(text, "mysql")) {
    cursor.take();
    if (verb === "TRIGGER") for (const name of tablesFilledBy(cursor)) drafts.fill(toName(name));
    else if (verb === "CREATE") readCreate(cursor, drafts, toName);
    else if (verb === "ALTER" && cursor.accept("TABLE")) readAlterTable(cursor, drafts, toName);
    else if (verb === "DROP" && (cursor.accept("TABLE") || cursor.accept("VIEW")))
      readDropTable(cursor, drafts, toName);
    else if (verb === "USE" && cursor.isName()) current = cursor.take().text;
    else if (verb === "RENAME" && cursor.accept("TABLE")) {
      const table = drafts.find(toName(readTableName(cursor)));
      cursor.expect("TO", "TO");
      if (table !== undefined) drafts.rename(table, toName(readTableName(cursor)));
    }
  }
  return drafts.toCatalogue();
}
