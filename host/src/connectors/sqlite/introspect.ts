import type { DatabaseSync } from "node:sqlite";
import {
  readSqliteTable,
  readSqliteTrigger,
  SchemaError,
  typeMeaning,
  withoutFilled,
  type Catalogue,
  type CatalogueColumn,
  type CatalogueTable,
  type CatalogueType,
  type ForeignKey,
  type Note,
  type UniqueKey,
} from "@semblance/engine";

interface MasterRow {
  readonly name: string;
  readonly sql: string;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  /** Its place in the primary key, from 1; 0 where it is not in it. */
  readonly pk: number;
  /** 2 and 3 are computed columns. */
  readonly hidden: number;
}

interface ForeignKeyRow {
  readonly id: number;
  readonly seq: number;
  readonly table: string;
  readonly from: string;
  /** Null for the primary key. */
  readonly to: string | null;
}

type Declared = ReturnType<typeof readSqliteTable>;

const NOTHING: Declared = { table: undefined, notes: [] };

/** Rows of a query; what `sql` asks for says of what kind. */
const all = (database: DatabaseSync, sql: string, ...values: readonly string[]): unknown =>
  database.prepare(sql).all(...values);

/** What the text of a table says beyond its pragmas: checks, computed columns, collations, names. */
function readDeclared(database: DatabaseSync, { name, sql }: MasterRow, notes: Note[]): Declared {
  const indexes = all(
    database,
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE UNIQUE%'",
    name,
  ) as readonly MasterRow[];
  try {
    return readSqliteTable([sql, ...indexes.map((index) => index.sql)].join(";\n"));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    notes.push({ path: name, text: `its checks and computed columns are not read: ${error.issues[0]!.message}` });
    return NOTHING;
  }
}

/** `varchar(40)` in parts. */
function nativeType(type: string): CatalogueType {
  const [, word = "", args = ""] = /^([^(]*)(?:\(([^)]*)\))?/.exec(type) ?? [];
  const sizes = args.split(",").map((each) => each.trim());
  return typeMeaning("sqlite", word.trim(), args === "" ? [] : sizes, type);
}

function toColumns(rows: readonly ColumnRow[], { table }: Declared): readonly CatalogueColumn[] {
  const keys = rows.filter(({ pk }) => pk > 0);
  return rows.map(({ name, type, notnull, dflt_value: value, pk, hidden }): CatalogueColumn => {
    const declared = table?.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    const isRowid = keys.length === 1 && pk > 0 && type.toUpperCase() === "INTEGER";
    const generated = declared?.generatedAs ?? (hidden >= 2 ? { text: "" } : undefined);
    return {
      name,
      type: declared?.type ?? nativeType(type),
      nullable: notnull === 0 && pk === 0,
      ...(isRowid && { identity: "identity" }),
      ...(generated && { generatedAs: generated }),
      ...(value !== null && generated === undefined && { default: declared?.default ?? { text: value } }),
    };
  });
}

/** Columns in the order of the key. */
const toPrimaryKey = (rows: readonly ColumnRow[]): readonly string[] =>
  rows
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map(({ name }) => name);

function toUnique(database: DatabaseSync, name: string, { table }: Declared): readonly UniqueKey[] {
  const indexes = all(
    database,
    'SELECT name, origin, partial FROM pragma_index_list(?) WHERE "unique" = 1',
    name,
  ) as readonly { name: string; origin: string; partial: number }[];
  const whole = indexes.flatMap(({ name: index, origin, partial }): readonly UniqueKey[] => {
    const columns = (
      all(database, "SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno", index) as readonly {
        name: string | null;
      }[]
    ).map((column) => column.name);
    if (origin === "pk" || partial === 1 || columns.includes(null)) return [];
    const own = table?.unique.find((key) => key.columns.join("\0").toLowerCase() === columns.join("\0").toLowerCase());
    const known = origin === "c" ? index : own?.name;
    return [{ ...(known !== undefined && { name: known }), columns: columns as string[], nullsDistinct: true }];
  });
  return [...whole, ...(table?.unique.filter(({ where }) => where !== undefined) ?? [])];
}

function toForeignKeys(
  database: DatabaseSync,
  name: string,
  keysOf: ReadonlyMap<string, { readonly name: string; readonly primaryKey: readonly string[] }>,
  { table, notes }: { readonly table: Declared["table"]; readonly notes: Note[] },
): readonly ForeignKey[] {
  const rows = all(
    database,
    "SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
    name,
  ) as readonly ForeignKeyRow[];
  const groups = Map.groupBy(rows, ({ id }) => id);
  return [...groups.values()].flatMap((group): readonly ForeignKey[] => {
    const columns = group.map(({ from }) => from);
    const parent = keysOf.get(group[0]!.table.toLowerCase());
    const references = group.map(({ to }, k) => to ?? parent?.primaryKey[k]);
    if (parent === undefined || references.includes(undefined)) {
      const text = `it refers to ${group[0]!.table}, which is not there; the foreign key is left out`;
      notes.push({ path: `${name}.${columns.join(", ")}`, text });
      return [];
    }
    const own = table?.foreignKeys.find(
      (key) => key.columns.join("\0").toLowerCase() === columns.join("\0").toLowerCase(),
    );
    return [
      {
        ...(own?.name !== undefined && { name: own.name }),
        columns,
        table: parent.name,
        references: references as string[],
        ...(own?.deferrable && { deferrable: true }),
      },
    ];
  });
}

/** The tables of an open SQLite database: what its pragmas say, and its own DDL for checks and computed columns. */
export function introspect(database: DatabaseSync): Catalogue {
  const notes: Note[] = [];
  const virtual = all(
    database,
    "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'shadow')",
  ) as readonly { name: string; type: string }[];
  for (const { name, type } of virtual)
    if (type === "virtual") notes.push({ path: name, text: "virtual tables are left out" });
  const hidden = new Set(virtual.map(({ name }) => name));
  const masters = (
    all(
      database,
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    ) as readonly MasterRow[]
  ).filter(({ name }) => !hidden.has(name));
  const columnsOf = new Map(
    masters.map(({ name }) => [
      name,
      all(database, "SELECT * FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid", name) as readonly ColumnRow[],
    ]),
  );
  const keysOf = new Map(
    masters.map(({ name }) => [name.toLowerCase(), { name, primaryKey: toPrimaryKey(columnsOf.get(name)!) }]),
  );
  const tables = masters.map((master): CatalogueTable => {
    const { name } = master;
    const declared = readDeclared(database, master, notes);
    notes.push(...declared.notes);
    const rows = columnsOf.get(name)!;
    return {
      name,
      columns: toColumns(rows, declared),
      primaryKey: keysOf.get(name.toLowerCase())!.primaryKey,
      unique: toUnique(database, name, declared),
      foreignKeys: toForeignKeys(database, name, keysOf, { table: declared.table, notes }),
      checks: declared.table?.checks ?? [],
    };
  });
  const triggers = all(database, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'") as readonly MasterRow[];
  const filled = new Set(triggers.flatMap(({ sql }) => readSqliteTrigger(sql)).map((name) => name.toLowerCase()));
  return { origin: "sqlite", ...withoutFilled(tables, notes, ({ name }) => filled.has(name.toLowerCase())) };
}
