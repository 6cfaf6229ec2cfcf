import type { ForeignKey } from "../catalogue.ts";
import type { Cursor } from "./cursor.ts";
import { columnOf, type Drafts, type TableDraft, type TableName } from "./draft.ts";
import { toCheck } from "./expression.ts";

/** `a`, `b.a` or `c.b.a`: the last is the table, the one before its name space. */
export function readTableName(cursor: Cursor): TableName {
  const parts = [cursor.name("the name of a table")];
  while (cursor.accept(".")) parts.push(cursor.is(".") ? "" : cursor.name("the name of a table")); // master..spt_values
  const name = parts.at(-1)!;
  const namespace = parts.at(-2);
  return { name, ...(namespace !== undefined && namespace !== "" && { namespace }) };
}

interface Columns {
  readonly names: readonly string[];
  /** Of name(10), how many characters count. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Whether all are columns as a whole: no expressions, no beginnings such as name(10). */
  readonly isPlain: boolean;
}

/** Columns in parentheses, each with its order or length. */
export function readColumns(cursor: Cursor): Columns {
  const inner = cursor.group("columns in parentheses");
  const names: string[] = [];
  const lengths = new Map<string, number>();
  let isPlain = true;
  while (!inner.isDone()) {
    if (inner.isName() && !(inner.peek(1).text === "(" && inner.peek(2).kind !== "number"))
      names.push(inner.take().text);
    else isPlain = false;
    if (inner.is("(")) {
      isPlain = false;
      if (names.length > 0 && inner.peek(1).kind === "number") lengths.set(names.at(-1)!, Number(inner.peek(1).text));
    }
    inner.skipItem();
    inner.accept(",");
  }
  return { names, lengths, isPlain };
}

/** REFERENCES with what follows it: actions, and whether it can wait for the end of the transaction. */
export function readForeignKey(cursor: Cursor, columns: readonly string[]): ForeignKey {
  cursor.expect("REFERENCES", "REFERENCES");
  const { name, namespace } = readTableName(cursor);
  const references = cursor.is("(") ? readColumns(cursor).names : [];
  let deferrable = false;
  for (;;) {
    if (cursor.accept("ON", "DELETE") || cursor.accept("ON", "UPDATE")) {
      if (cursor.accept("SET") || cursor.accept("NO")) cursor.take();
      else cursor.take(); // CASCADE, RESTRICT
    } else if (cursor.accept("MATCH")) cursor.take();
    else if (cursor.accept("NOT", "FOR", "REPLICATION") || cursor.accept("NOT", "DEFERRABLE")) continue;
    else if (cursor.accept("DEFERRABLE")) deferrable = true;
    else if (cursor.accept("INITIALLY")) cursor.take();
    else break;
  }
  return {
    columns,
    table: name,
    ...(namespace !== undefined && { namespace }),
    references,
    ...(deferrable && { deferrable }),
  };
}

const KEY_WORDS = ["CLUSTERED", "NONCLUSTERED", "KEY", "INDEX"];

/** Whether a constraint or an index of the table is next, and no column. */
export function isConstraint(cursor: Cursor): boolean {
  if (cursor.peek().kind !== "word") return false;
  const { dialect } = cursor;
  const second = cursor.peek(1);
  if (cursor.is("CONSTRAINT") || cursor.is("PRIMARY", "KEY") || cursor.is("FOREIGN", "KEY")) return true;
  if (cursor.is("CHECK", "(") || cursor.is("PERIOD", "FOR") || cursor.is("CHECK", "NOT")) return true;
  if (cursor.is("UNIQUE")) return true;
  if (dialect === "sqlserver") return cursor.is("INDEX") && second.kind !== "symbol";
  return (
    dialect === "mysql" &&
    ["KEY", "INDEX", "FULLTEXT", "SPATIAL", "VECTOR"].some((word) => cursor.is(word)) &&
    !/^(?:INT|VARCHAR|TEXT|CHAR|BIGINT)$/i.test(second.text)
  ); // a column called vector or fulltext
}

/** UNIQUE with its columns; what is unique only in part is told. */
function readUnique(cursor: Cursor, table: TableDraft, drafts: Drafts, name: string | undefined): void {
  while (KEY_WORDS.some((word) => cursor.accept(word)));
  const own = cursor.is("(") || cursor.is("USING") ? name : cursor.name("the name of a key");
  if (cursor.accept("USING")) cursor.take();
  const { names, lengths, isPlain } = readColumns(cursor);
  if (!isPlain) {
    const text = `UNIQUE of expressions or of beginnings of texts (${own ?? names.join(", ")})`;
    drafts.note(
      table.name,
      names.length === 0 ? `${text} is left out` : `${text} is read as UNIQUE (${names.join(", ")})`,
    );
    if (names.length === 0) return;
    // What differs in whole texts of this length differs in their beginnings.
    for (const [column, length] of lengths) {
      const found = columnOf(table, column);
      if (found !== undefined) found.type = { ...found.type, length: Math.min(length, found.type.length ?? length) };
    }
  }
  const nullsDistinct = cursor.dialect !== "sqlserver";
  table.unique.push({ ...(own !== undefined && { name: own }), columns: names, nullsDistinct });
}

/** Reads one constraint or index of a table, up to the comma behind it. */
export function readConstraint(cursor: Cursor, table: TableDraft, drafts: Drafts): void {
  let name: string | undefined;
  if (cursor.accept("CONSTRAINT")) {
    const isUnnamed = ["PRIMARY", "FOREIGN", "UNIQUE", "CHECK"].some((word) => cursor.is(word));
    name = isUnnamed ? undefined : cursor.name("the name of a constraint");
  }
  const named = name === undefined ? {} : { name };
  if (cursor.accept("PRIMARY", "KEY")) {
    while (!cursor.is("(") && cursor.isName()) cursor.take(); // CLUSTERED, USING BTREE, a name
    table.primaryKey = readColumns(cursor).names;
  } else if (cursor.accept("UNIQUE")) readUnique(cursor, table, drafts, name);
  else if (cursor.accept("FOREIGN", "KEY")) {
    if (cursor.accept("IF", "NOT", "EXISTS") || !cursor.is("(")) cursor.name("the name of an index");
    const { names } = readColumns(cursor);
    table.foreignKeys.push({ ...named, ...readForeignKey(cursor, names) });
  } else if (cursor.accept("CHECK")) {
    cursor.accept("NOT", "FOR", "REPLICATION");
    const check = toCheck(cursor.group("a condition in parentheses"), name);
    if (cursor.is("NOT", "ENFORCED")) drafts.note(table.name, `CHECK (${check.text}) is not enforced; it is left out`);
    else table.checks.push(check);
  } else if (cursor.accept("DEFAULT")) {
    readDefaultFor(cursor, table, name);
  } else if (name !== undefined) {
    throw cursor.fault(`expected a constraint; found ${cursor.peek().text || "the end"}.`);
  }
  cursor.skipItem();
}

/** SQL Server's DEFAULT value FOR column. */
function readDefaultFor(cursor: Cursor, table: TableDraft, name: string | undefined): void {
  const value = cursor.span(() => {
    while (!cursor.isDone() && !cursor.is("FOR") && !cursor.is(",")) {
      if (cursor.is("(")) cursor.group("(");
      else cursor.take();
    }
  });
  cursor.expect("FOR with a column", "FOR");
  const wanted = cursor.name("the name of a column").toLowerCase();
  const column = table.columns.find((each) => each.name.toLowerCase() === wanted);
  if (column !== undefined) column.default = toCheck(value, name);
}
