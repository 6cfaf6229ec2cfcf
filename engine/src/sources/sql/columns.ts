import type { CatalogueType, Check } from "../catalogue.ts";
import { readForeignKey } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import type { ColumnDraft, Drafts, TableDraft } from "./draft.ts";
import { toCheck } from "./expression.ts";
import { readType } from "./types.ts";

/** Attributes that say nothing about values, with how many words or values follow each. */
const IDLE: Readonly<Record<string, number>> = {
  COLLATE: 1,
  CHARSET: 1,
  "CHARACTER SET": 1,
  "CHAR SET": 1,
  COLUMN_FORMAT: 1,
  STORAGE: 1,
  SRID: 1,
  REF_SYSTEM_ID: 1,
  ENGINE_ATTRIBUTE: 1,
  SECONDARY_ENGINE_ATTRIBUTE: 1,
  "ON CONFLICT": 1,
  ON: 1,
  TEXTIMAGE_ON: 1,
  INDEX: 1,
  INITIALLY: 1,
  AFTER: 1,
  "MASKED WITH": 0,
  "ENCRYPTED WITH": 0,
  "WITHOUT SYSTEM VERSIONING": 0,
  "WITH SYSTEM VERSIONING": 0,
  WITH: 0,
  "NOT FOR REPLICATION": 0,
  "NOT ENFORCED": 0,
  "NOT DEFERRABLE": 0,
  DEFERRABLE: 0,
  ENFORCED: 0,
  BINARY: 0,
  ASCII: 0,
  UNICODE: 0,
  BYTE: 0,
  ASC: 0,
  DESC: 0,
  CLUSTERED: 0,
  NONCLUSTERED: 0,
  ROWGUIDCOL: 0,
  SPARSE: 0,
  FILESTREAM: 0,
  HIDDEN: 0,
  VISIBLE: 0,
  INVISIBLE: 0,
  COMPRESSED: 0,
  STORED: 0,
  VIRTUAL: 0,
  PERSISTED: 0,
  PERSISTENT: 0,
  FIRST: 0,
};

const IDLE_WORDS = Object.entries(IDLE).map(([words, values]) => ({ words: words.split(" "), values }));

function acceptIdle(cursor: Cursor): boolean {
  const found = IDLE_WORDS.find(({ words }) => cursor.accept(...words));
  if (found === undefined) return false;
  cursor.accept("=");
  for (let k = 0; k < found.values; k += 1) cursor.take();
  if (cursor.is("(")) cursor.group("(");
  return true;
}

/** A default that stands without parentheses is one value or call. */
function readDefault(cursor: Cursor, name: string | undefined): Check {
  const value = cursor.span(() => {
    if (cursor.is("(")) {
      cursor.group("a default");
      return;
    }
    while (cursor.accept("-") || cursor.accept("+"));
    if (cursor.accept("NEXT", "VALUE", "FOR")) cursor.name("a sequence");
    else cursor.take();
    while (cursor.accept(".")) cursor.take();
    if (cursor.is("(")) cursor.group("arguments");
  });
  return toCheck(value, name);
}

/** `AS (expression)`, in SQL Server also without the parentheses. */
function readGenerated(cursor: Cursor): Check {
  if (cursor.is("(")) return toCheck(cursor.group("an expression"));
  return toCheck(
    cursor.span(() => {
      while (!cursor.isDone() && !cursor.is(",") && !cursor.is("PERSISTED")) {
        if (cursor.is("(")) cursor.group("(");
        else cursor.take();
      }
    }),
  );
}

const UNKNOWN: CatalogueType = { kind: "other", native: "" };

/** Whether the next column has no type: computed ones, SQLite's, and SQL Server's lone `timestamp`. */
function isTypeless(cursor: Cursor): boolean {
  if (cursor.is("AS") || cursor.is("GENERATED")) return true;
  if (cursor.dialect !== "sqlite") return false;
  return (
    !cursor.isName() ||
    /^(?:CONSTRAINT|PRIMARY|NOT|NULL|UNIQUE|CHECK|DEFAULT|COLLATE|REFERENCES)$/i.test(cursor.peek().text)
  );
}

/** Reads the definition of one column and puts it into the table, in the place of one with its name; `known` where its name was read before. */
export function readColumn(cursor: Cursor, table: TableDraft, drafts: Drafts, known?: string): ColumnDraft {
  const { dialect } = cursor;
  const isLoneTimestamp =
    known === undefined &&
    dialect === "sqlserver" &&
    cursor.is("TIMESTAMP") &&
    !/^(?:word|name)$/.test(cursor.peek(1).kind);
  const name = known ?? cursor.name("the name of a column");
  const path = `${table.name}.${name}`;
  let type: CatalogueType = UNKNOWN;
  if (isLoneTimestamp) type = { kind: "binary", native: "timestamp", length: 8, fixed: true };
  else if (isTypeless(cursor)) {
    if (dialect === "sqlite" && !cursor.is("AS") && !cursor.is("GENERATED")) type = { kind: "text", native: "" };
  } else {
    const read = readType(cursor, drafts.aliases);
    if (read === undefined)
      throw cursor.fault(`${path}: expected the type of the column; found ${cursor.peek().text || "the end"}.`);
    type = read;
  }
  const column: ColumnDraft = { name, type, nullable: true };
  const at = table.columns.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
  if (at === -1) table.columns.push(column);
  else table.columns[at] = column;
  const word = type.native.toLowerCase();
  if (dialect === "sqlserver" && /^\[?(?:timestamp|rowversion)\]?$/.test(word))
    column.generatedAs = { text: "rowversion" };
  if (dialect === "mysql" && word === "serial") {
    column.nullable = false;
    column.identity = "identity";
    table.unique.push({ columns: [name], nullsDistinct: true });
  }
  readAttributes(cursor, column, table, drafts);
  if (column.type.kind === "other" && column.generatedAs === undefined) {
    drafts.note(path, `the type ${type.native} is not known`);
  }
  return column;
}

/** The attributes behind the type of a column, up to a comma. */
function readAttributes(cursor: Cursor, column: ColumnDraft, table: TableDraft, drafts: Drafts): void {
  const nullsDistinct = cursor.dialect !== "sqlserver";
  const columns = [column.name];
  while (!cursor.isDone() && !cursor.is(",")) {
    const constraint = cursor.accept("CONSTRAINT") ? cursor.name("the name of a constraint") : undefined;
    const named = constraint === undefined ? {} : { name: constraint };
    if (cursor.accept("NOT", "NULL")) column.nullable = false;
    else if (cursor.accept("NULL")) column.nullable = true;
    else if (cursor.accept("DEFAULT")) column.default = readDefault(cursor, constraint);
    else if (cursor.accept("ON", "UPDATE")) readDefault(cursor, undefined);
    else if (cursor.accept("AUTO_INCREMENT") || cursor.accept("AUTOINCREMENT")) column.identity = "identity";
    else if (cursor.accept("IDENTITY")) {
      column.identity = "identity";
      column.nullable = false;
      if (cursor.is("(")) cursor.group("a seed");
    } else if (cursor.accept("PRIMARY", "KEY") || (cursor.dialect === "mysql" && cursor.accept("KEY"))) {
      table.primaryKey = columns;
    } else if (cursor.accept("UNIQUE")) {
      if (!cursor.accept("KEY")) cursor.accept("INDEX");
      table.unique.push({ ...named, columns, nullsDistinct });
    } else if (cursor.accept("FOREIGN", "KEY") || cursor.is("REFERENCES")) {
      table.foreignKeys.push({ ...named, ...readForeignKey(cursor, columns) });
    } else if (cursor.accept("CHECK")) {
      cursor.accept("NOT", "FOR", "REPLICATION");
      table.checks.push(toCheck(cursor.group("a condition in parentheses"), constraint));
    } else if (cursor.accept("GENERATED", "ALWAYS", "AS", "ROW") || cursor.accept("AS", "ROW")) {
      column.generatedAs = { text: `ROW ${cursor.take().text}` };
    } else if (cursor.accept("GENERATED", "ALWAYS", "AS") || cursor.accept("AS")) {
      column.generatedAs = readGenerated(cursor);
    } else if (cursor.accept("COMMENT")) column.comment = cursor.take().text;
    else if (!acceptIdle(cursor)) skipUnknown(cursor, `${table.name}.${column.name}`, drafts);
  }
}

/** A word that we do not know is skipped with a note; anything else there is a slip. */
function skipUnknown(cursor: Cursor, path: string, drafts: Drafts): void {
  if (cursor.peek().kind !== "word") {
    throw cursor.fault(
      `${path}: expected an attribute, a comma or the end of the column; found ${cursor.peek().text || "the end"}.`,
      "Look for a missing comma or parenthesis.",
    );
  }
  drafts.note(path, `${cursor.take().text} is not known; it is left out`);
  if (cursor.is("(")) cursor.group("(");
}
