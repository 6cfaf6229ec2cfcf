import type { ColumnHeader, PlannedTable, Relation } from "@semblance/engine";

/** How one database declares what a schema says. */
export interface Declaring {
  readonly quote: (name: string) => string;
  /** The type of a column; `isKey` where it is part of a key or refers to one. */
  readonly type: (column: ColumnHeader, isKey: boolean) => string;
  /** Whether foreign keys stand in CREATE TABLE, in any order of the tables; otherwise they are added afterwards. */
  readonly keysInside: boolean;
  /** What stands behind CREATE TABLE (...). */
  readonly suffix: string;
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** Whether these columns are known to hold each combination once, so that a foreign key may refer to them. */
const isUnique = ({ key, unique }: PlannedTable, columns: readonly string[]): boolean =>
  sameSet(key, columns) || unique.some((group) => sameSet(group, columns));

export const targetName = (table: PlannedTable): string => table.target ?? table.header.table;

/** Statements that make the tables `missing` of `all`: keys, unique groups, NOT NULL, and foreign keys to keys and unique groups. */
export function createTables(
  missing: readonly PlannedTable[],
  all: readonly PlannedTable[],
  { quote, type, keysInside, suffix }: Declaring,
): readonly string[] {
  const byName = new Map(all.map((table) => [table.header.table, table]));
  const named = (table: PlannedTable): string => targetName(table).split(".").map(quote).join(".");
  const list = (names: readonly string[]): string => `(${names.map(quote).join(", ")})`;
  const enforced = (table: PlannedTable): readonly Relation[] =>
    table.references.filter(({ by, table: parent, targets }) => {
      const other = byName.get(parent);
      return by === undefined && other !== undefined && isUnique(other, targets);
    });
  const isKey = (table: PlannedTable, column: string): boolean =>
    [table.key, ...table.unique, ...enforced(table).map(({ columns }) => columns)].some((group) =>
      group.includes(column),
    );
  const foreign = ({ columns, table, targets }: Relation): string =>
    `FOREIGN KEY ${list(columns)} REFERENCES ${named(byName.get(table)!)} ${list(targets)}`;
  const creates = missing.map((table) => {
    const lines = table.header.columns.map(
      (column) =>
        `${quote(column.name)} ${type(column, isKey(table, column.name))}${column.nullable ? "" : " NOT NULL"}`,
    );
    if (table.key.length > 0) lines.push(`PRIMARY KEY ${list(table.key)}`);
    for (const group of table.unique) lines.push(`UNIQUE ${list(group)}`);
    if (keysInside) lines.push(...enforced(table).map(foreign));
    return `CREATE TABLE ${named(table)} (\n  ${lines.join(",\n  ")}\n)${suffix}`;
  });
  const alters = keysInside
    ? []
    : missing.flatMap((table) => enforced(table).map((key) => `ALTER TABLE ${named(table)} ADD ${foreign(key)}`));
  return [...creates, ...alters];
}
