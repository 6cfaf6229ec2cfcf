import type { Catalogue, Note } from "../catalogue.ts";
import { normalName } from "../names.ts";
import { columnOf, openDrafts, type Drafts, type TableDraft } from "./draft.ts";
import { statementsOf } from "./statements.ts";
import { tablesFilledBy } from "./triggers.ts";
import { readAlterTable, readCreateTable, readDropTable, readUniqueIndex, type Naming } from "./tables.ts";
import { isToken, type Cursor } from "./cursor.ts";

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

const NOW = /^(?:datetime|date|strftime|current_timestamp|current_date|now)$/;
const MOMENT = /(?:_at|_on|_date|_timestamp)$|^(?:date|timestamp|datetime)$/;

/** SQLite has no moments: texts that are filled with one, or named so, are taken as such. */
function tellMoments(table: TableDraft): void {
  for (const column of table.columns) {
    if (column.type.kind !== "text" || column.type.length !== undefined) continue;
    const tree = column.default?.tree;
    const isNow = tree?.op === "call" && NOW.test(tree.name.toLowerCase());
    const name = normalName(column.name);
    if (isNow || (column.default === undefined && MOMENT.test(name)))
      column.type = { ...column.type, kind: /(?:_on|_date)$|^date$/.test(name) ? "date" : "datetime" };
  }
}

function readDrafts(text: string): Drafts {
  const drafts = openDrafts("sqlite");
  for (const { cursor, verb } of statementsOf(text, "sqlite")) {
    cursor.take();
    if (verb === "TRIGGER") for (const name of tablesFilledBy(cursor)) drafts.fill(toName(name));
    else if (verb === "CREATE") readCreate(cursor, drafts);
    else if (verb === "ALTER" && cursor.accept("TABLE")) readAlterTable(cursor, drafts, toName);
    else if (verb === "DROP" && cursor.accept("TABLE")) readDropTable(cursor, drafts, toName);
  }
  for (const table of drafts.tables()) {
    numberRows(table);
    tellMoments(table);
  }
  return drafts;
}

/** Reads SQLite's DDL, the output of `.dump` too. Throws SchemaError with line and column for what the grammar forbids. */
export const readSqlite = (text: string): Catalogue => readDrafts(text).toCatalogue();

/** What CREATE TABLE says, with the indexes behind it, and notes; names of other tables in foreign keys are as written. */
export function readSqliteTable(text: string): {
  readonly table: TableDraft | undefined;
  readonly notes: readonly Note[];
} {
  const drafts = readDrafts(text);
  const [table] = drafts.tables();
  return { table, notes: drafts.notes };
}

/** A statement of SQLite that shapes tables. */
export interface SqliteStatement {
  readonly sql: string;
  /** Where it begins, in UTF-16 units. */
  readonly from: number;
  readonly kind: "table" | "index" | "alter" | "drop";
  /** Where its tokens end, counted from its beginning. */
  readonly ends: readonly number[];
}

/** The statements of a script that shape tables, and nothing else of it: no rows, queries, triggers, pragmas or other files. */
export function sqliteStatements(text: string): {
  readonly statements: readonly SqliteStatement[];
  readonly notes: readonly Note[];
} {
  const statements: SqliteStatement[] = [];
  const notes: Note[] = [];
  for (const { cursor, from, to, verb } of statementsOf(text, "sqlite")) {
    cursor.take();
    if (cursor.is("TEMP") || cursor.is("TEMPORARY")) continue;
    const isTable = cursor.accept("TABLE");
    const isIndex = !isTable && (cursor.accept("UNIQUE", "INDEX") || cursor.accept("INDEX"));
    const kind = verb === "CREATE" ? (isTable ? "table" : isIndex ? "index" : undefined) : verb.toLowerCase();
    if (verb === "CREATE" && cursor.accept("VIRTUAL", "TABLE")) {
      cursor.accept("IF", "NOT", "EXISTS");
      notes.push({ path: cursor.peek().text, text: "virtual tables are left out" });
    }
    const ends: number[] = [];
    let isQuery = false;
    for (let depth = 0; !cursor.isDone();) {
      const token = cursor.take();
      ends.push(token.to - from);
      if (token.text === "(" && token.kind === "symbol") depth += 1;
      if (token.text === ")" && token.kind === "symbol") depth -= 1;
      isQuery ||= kind === "table" && depth === 0 && isToken(token, "AS");
    }
    if (isQuery) notes.push({ path: "", text: "a table that is made of a query is left out" });
    else if (
      kind === "table" ||
      kind === "index" ||
      (isTable && kind === "alter") ||
      ((isTable || isIndex) && kind === "drop")
    ) {
      statements.push({ sql: text.slice(from, to), from, kind, ends });
    }
  }
  return { statements, notes };
}
