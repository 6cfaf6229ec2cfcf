import { readColumn } from "./columns.ts";
import { isConstraint, readColumns, readConstraint, readTableName } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import { columnOf, newTable, type Drafts, type TableDraft, type TableName } from "./draft.ts";
import { toCheck } from "./expression.ts";

/** How a dialect's statements name what they mean: the name space that is not said, or the one not worth saying. */
export type Naming = (name: TableName) => TableName;

/** Columns and constraints between the parentheses of CREATE TABLE, or behind ADD. */
function readItems(cursor: Cursor, table: TableDraft, drafts: Drafts): void {
  while (!cursor.isDone()) {
    if (isConstraint(cursor)) readItem(cursor, table, drafts);
    else readColumn(cursor, table, drafts);
    if (cursor.isDone()) return;
    cursor.expect("a comma or the end of the table", ",");
    const isEarly = cursor.is(",") || (cursor.isDone() && cursor.dialect !== "sqlserver"); // SQL Server allows a last one
    if (isEarly)
      throw cursor.fault(`${table.name}: expected a column behind the comma; found none.`, "Drop the comma.");
  }
}

function readItem(cursor: Cursor, table: TableDraft, drafts: Drafts): void {
  const isIndex = ["KEY", "INDEX", "FULLTEXT", "SPATIAL", "VECTOR", "PERIOD"].some((word) => cursor.is(word));
  if (isIndex) cursor.skipItem();
  else readConstraint(cursor, table, drafts);
}

/** `COMMENT='...'` and the like behind the columns. */
function readOptions(cursor: Cursor, table: TableDraft): void {
  while (!cursor.isDone()) {
    if (cursor.accept("COMMENT")) {
      cursor.accept("=");
      if (cursor.peek().kind === "string") table.comment = cursor.peek().text;
    }
    cursor.take();
  }
}

/** CREATE TABLE, with the cursor behind TABLE. */
export function readCreateTable(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  const isOptional = cursor.accept("IF", "NOT", "EXISTS");
  const name = toName(readTableName(cursor));
  if (name.name.startsWith("#")) return; // SQL Server's temporary tables
  const table = newTable(name);
  const isLike = cursor.accept("LIKE") || (cursor.is("(", "LIKE") && cursor.take() && cursor.accept("LIKE"));
  if (isLike) {
    const model = drafts.find(toName(readTableName(cursor)));
    if (model === undefined) throw cursor.fault(`${name.name}: it is like a table that is not in the file.`);
    const { columns, primaryKey, unique, checks } = model;
    drafts.add({
      ...table,
      columns: columns.map((each) => ({ ...each })),
      primaryKey,
      unique: [...unique],
      checks: [...checks],
    });
    return;
  }
  if (!cursor.is("(")) {
    const isQuery = cursor.is("AS") || cursor.is("SELECT") || cursor.is("WITH");
    if (isQuery) drafts.note(name.name, "the table is made of a query; it is left out");
    else throw cursor.fault(`${name.name}: expected columns in parentheses; found ${cursor.peek().text || "the end"}.`);
    return;
  }
  const inner = cursor.group("columns in parentheses");
  if (inner.isDone()) throw cursor.fault(`${name.name}: expected a column; found none.`);
  readItems(inner, table, drafts);
  if (cursor.is("AS") || cursor.is("SELECT")) drafts.note(name.name, "columns that its query adds are left out");
  readOptions(cursor, table);
  if (isOptional && drafts.find(name) !== undefined) return;
  drafts.add(table);
}

/** CREATE UNIQUE INDEX, with the cursor behind INDEX. */
export function readUniqueIndex(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  cursor.accept("IF", "NOT", "EXISTS");
  const name = cursor.is("ON") ? undefined : readTableName(cursor).name;
  while (!cursor.isDone() && !cursor.is("ON")) cursor.take();
  cursor.expect("ON with a table", "ON");
  const table = drafts.find(toName(readTableName(cursor)));
  const { names, isPlain } = readColumns(cursor);
  if (table === undefined) return; // of a view
  if (!isPlain) {
    drafts.note(table.name, `the unique index ${name ?? names.join(", ")} has more than columns; it is left out`);
    return;
  }
  while (!cursor.isDone() && !cursor.is("WHERE")) cursor.take();
  const where = cursor.accept("WHERE")
    ? toCheck(
        cursor.span(() => {
          while (!cursor.isDone() && !cursor.is("WITH") && !cursor.is(";")) cursor.take();
        }),
      )
    : undefined;
  table.unique.push({
    ...(name !== undefined && { name }),
    columns: names,
    nullsDistinct: cursor.dialect !== "sqlserver",
    ...(where && { where }),
  });
}

function renameColumn(table: TableDraft, from: string, to: string): void {
  const column = columnOf(table, from);
  if (column === undefined) return;
  const renamed = (names: readonly string[]): readonly string[] =>
    names.map((name) => (name.toLowerCase() === from.toLowerCase() ? to : name));
  column.name = to;
  table.primaryKey = renamed(table.primaryKey);
  table.unique.splice(
    0,
    table.unique.length,
    ...table.unique.map((key) => ({ ...key, columns: renamed(key.columns) })),
  );
  table.foreignKeys.splice(
    0,
    table.foreignKeys.length,
    ...table.foreignKeys.map((key) => ({ ...key, columns: renamed(key.columns) })),
  );
}

function dropConstraint(cursor: Cursor, table: TableDraft): void {
  cursor.accept("IF", "EXISTS");
  const name = cursor.isName() ? cursor.take().text.toLowerCase() : "";
  for (const list of [table.unique, table.foreignKeys, table.checks]) {
    const at = list.findIndex((each) => each.name?.toLowerCase() === name);
    if (at !== -1) list.splice(at, 1);
  }
}

function alterColumn(cursor: Cursor, table: TableDraft, drafts: Drafts): void {
  const name = cursor.name("the name of a column");
  const column = columnOf(table, name);
  if (cursor.accept("DROP", "DEFAULT")) delete column?.default;
  else if (cursor.accept("SET", "DEFAULT")) {
    const value = toCheck(cursor.span(() => cursor.skipItem()));
    if (column !== undefined) column.default = value;
  } else if (cursor.dialect === "sqlserver" && !cursor.is("ADD") && !cursor.is("DROP") && column !== undefined) {
    // The definition anew, but for the default and identity, which stay.
    const scratch = newTable({ name: table.name });
    const read = readColumn(
      cursor.span(() => cursor.skipItem()),
      scratch,
      drafts,
      name,
    );
    column.type = read.type;
    column.nullable = read.nullable;
  }
}

/** One action of ALTER TABLE; `isAdding` where the one before was ADD, which SQL Server does not repeat. */
function readAction(cursor: Cursor, table: TableDraft, drafts: Drafts, isAdding: boolean): boolean {
  const { dialect } = cursor;
  if (cursor.accept("ADD") || isAdding) {
    if (isConstraint(cursor) || cursor.is("DEFAULT")) {
      if (cursor.is("DEFAULT")) readConstraint(cursor, table, drafts);
      else readItem(cursor, table, drafts);
    } else if (dialect === "mysql" && ["PARTITION", "SYSTEM", "FULLTEXT", "SPATIAL"].some((word) => cursor.is(word))) {
      cursor.skipItem();
    } else {
      cursor.accept("COLUMN");
      cursor.accept("IF", "NOT", "EXISTS");
      if (cursor.is("(")) readItems(cursor.group("columns"), table, drafts);
      else readColumn(cursor, table, drafts);
    }
    return dialect === "sqlserver";
  }
  if (cursor.accept("MODIFY")) {
    cursor.accept("COLUMN");
    cursor.accept("IF", "EXISTS");
    readColumn(cursor, table, drafts);
  } else if (cursor.accept("CHANGE")) {
    cursor.accept("COLUMN");
    renameColumn(table, cursor.name("the name of a column"), cursor.peek().text);
    readColumn(cursor, table, drafts);
  } else if (cursor.accept("RENAME", "COLUMN")) {
    const from = cursor.name("the name of a column");
    cursor.expect("TO", "TO");
    renameColumn(table, from, cursor.name("the name of a column"));
  } else if (cursor.accept("DROP", "PRIMARY", "KEY")) table.primaryKey = [];
  else if (
    cursor.accept("DROP", "FOREIGN", "KEY") ||
    cursor.accept("DROP", "CONSTRAINT") ||
    cursor.accept("DROP", "CHECK")
  ) {
    dropConstraint(cursor, table);
  } else if (cursor.accept("DROP", "INDEX") || cursor.accept("DROP", "KEY")) dropConstraint(cursor, table);
  else if (
    cursor.accept("DROP", "COLUMN") ||
    (dialect === "mysql" && cursor.is("DROP") && cursor.peek(1).kind !== "end")
  ) {
    cursor.accept("DROP");
    cursor.accept("IF", "EXISTS");
    const name = cursor.name("the name of a column").toLowerCase();
    const at = table.columns.findIndex((column) => column.name.toLowerCase() === name);
    if (at !== -1) table.columns.splice(at, 1);
  } else if (cursor.accept("ALTER", "COLUMN") || (dialect === "mysql" && cursor.accept("ALTER"))) {
    alterColumn(cursor, table, drafts);
  }
  return false;
}

/** ALTER TABLE, with the cursor behind TABLE. */
export function readAlterTable(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  cursor.accept("ONLY");
  cursor.accept("IF", "EXISTS");
  const name = toName(readTableName(cursor));
  const table = drafts.find(name);
  if (table === undefined) return; // of a table made elsewhere
  if (cursor.accept("RENAME", "TO") || cursor.accept("RENAME", "AS")) {
    drafts.rename(table, toName(readTableName(cursor)));
    return;
  }
  if (cursor.accept("WITH")) cursor.take(); // CHECK or NOCHECK
  let isAdding = false;
  do {
    isAdding = readAction(cursor, table, drafts, isAdding && !/^(?:ALTER|DROP)$/i.test(cursor.peek().text));
    cursor.skipItem();
  } while (cursor.accept(","));
}

/** DROP TABLE, with the cursor behind TABLE. */
export function readDropTable(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  cursor.accept("IF", "EXISTS");
  do drafts.drop(toName(readTableName(cursor)));
  while (cursor.accept(","));
}
