import type {
  Catalogue,
  CatalogueColumn,
  CatalogueTable,
  CatalogueType,
  Check,
  ForeignKey,
  Note,
  UniqueKey,
} from "../catalogue.ts";
import type { SqlDialect } from "./tokens.ts";

export interface TableName {
  readonly namespace?: string;
  readonly name: string;
}

/** A column while statements still change it. */
export interface ColumnDraft {
  name: string;
  type: CatalogueType;
  nullable: boolean;
  identity?: "identity" | "always";
  generatedAs?: Check;
  default?: Check;
  comment?: string;
}

/** A table while statements still change it. */
export interface TableDraft extends TableName {
  readonly columns: ColumnDraft[];
  primaryKey: readonly string[];
  readonly unique: UniqueKey[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
  comment?: string;
}

/** The tables read so far. Names find each other in any case. */
export interface Drafts {
  readonly dialect: SqlDialect | "postgres";
  /** Types that the source defines, by their names in lower case. */
  readonly aliases: Map<string, CatalogueType>;
  add(table: TableDraft): void;
  find(name: TableName): TableDraft | undefined;
  drop(name: TableName): void;
  rename(table: TableDraft, name: TableName): void;
  tables(): readonly TableDraft[];
  /** Tells that a trigger puts rows into the table: it is left to it, unless others refer to it. */
  fill(name: TableName): void;
  note(path: string, text: string): void;
  readonly notes: readonly Note[];
  toCatalogue(): Catalogue;
}

const keyOf = ({ namespace = "", name }: TableName): string => `${namespace}.${name}`.toLowerCase();

/** A table with nothing in it. */
export const newTable = (name: TableName): TableDraft => ({
  ...name,
  columns: [],
  primaryKey: [],
  unique: [],
  foreignKeys: [],
  checks: [],
});

/** A column of a table, in any case. */
export function columnOf(table: TableDraft, name: string): ColumnDraft | undefined {
  const wanted = name.toLowerCase();
  return table.columns.find((column) => column.name.toLowerCase() === wanted);
}

/** Tables without those that a trigger fills: it would meet the rows that are there already. What others refer to stays. */
export function withoutFilled(
  tables: readonly CatalogueTable[],
  notes: readonly Note[],
  isFilled: (table: CatalogueTable) => boolean,
): Pick<Catalogue, "tables" | "notes"> {
  const isReferred = ({ name, namespace }: CatalogueTable): boolean =>
    tables.some(({ foreignKeys }) => foreignKeys.some((key) => key.table === name && key.namespace === namespace));
  const left = tables.filter((table) => isFilled(table) && !isReferred(table));
  const text = "a trigger fills it when rows are put into another table; it is left out";
  return {
    tables: tables.filter((table) => !left.includes(table)),
    notes: [...notes, ...left.map(({ name }) => ({ path: name, text }))],
  };
}

export function openDrafts(dialect: SqlDialect | "postgres"): Drafts {
  const tables = new Map<string, TableDraft>();
  const filled = new Set<string>();
  const notes: Note[] = [];
  const note = (path: string, text: string): void => void notes.push({ path, text });

  /** Names as the table declares them; undefined where one is no column. */
  function declared(table: TableDraft, names: readonly string[]): readonly string[] | undefined {
    const found = names.map((name) => columnOf(table, name)?.name);
    return found.every((name) => name !== undefined) ? found : undefined;
  }

  function toForeignKey(table: TableDraft, key: ForeignKey): ForeignKey | undefined {
    const columns = declared(table, key.columns);
    const own = key.namespace === undefined ? table.namespace : key.namespace;
    const parent =
      tables.get(keyOf({ name: key.table, ...(own !== undefined && { namespace: own }) })) ??
      tables.get(keyOf({ name: key.table }));
    const path = `${table.name}.${key.columns.join(", ")}`;
    if (columns === undefined) {
      note(table.name, `the foreign key ${key.columns.join(", ")} names no column of the table; it is left out`);
      return undefined;
    }
    if (parent === undefined) {
      note(path, `it refers to ${key.table}, which is not in the file; the foreign key is left out`);
      return undefined;
    }
    const references = declared(parent, key.references.length === 0 ? parent.primaryKey : key.references);
    if (references === undefined || references.length !== columns.length) {
      note(path, `it refers to columns that ${parent.name} does not have; the foreign key is left out`);
      return undefined;
    }
    const { namespace: _, ...rest } = key;
    const inSpace = parent.namespace === undefined ? {} : { namespace: parent.namespace };
    return { ...rest, ...inSpace, columns, table: parent.name, references };
  }

  /** MariaDB's JSON is a longtext that must be valid. */
  function jsonColumn({ tree }: Check): string | undefined {
    if (tree?.op !== "call" || tree.name !== "json_valid") return undefined;
    const [only] = tree.args;
    return only?.op === "column" ? only.name : undefined;
  }

  function toTable(table: TableDraft): CatalogueTable {
    for (const check of table.checks) {
      const column = columnOf(table, jsonColumn(check) ?? "");
      if (column !== undefined) column.type = { kind: "json", native: column.type.native };
    }
    const checks = table.checks.filter((check) => columnOf(table, jsonColumn(check) ?? "") === undefined);
    const primaryKey = declared(table, table.primaryKey) ?? [];
    const isKey = new Set(primaryKey);
    const unique = table.unique.flatMap((key) => {
      const columns = declared(table, key.columns);
      if (columns === undefined) note(table.name, `UNIQUE (${key.columns.join(", ")}) names no column; it is left out`);
      return columns === undefined || columns.join() === primaryKey.join() ? [] : [{ ...key, columns }];
    });
    const columns = table.columns.map((column): CatalogueColumn => ({
      ...column,
      nullable: column.nullable && !isKey.has(column.name),
    }));
    const foreignKeys = table.foreignKeys.flatMap((key) => toForeignKey(table, key) ?? []);
    return { ...table, columns, primaryKey, unique, foreignKeys, checks };
  }

  return {
    dialect,
    aliases: new Map(),
    add: (table) => void tables.set(keyOf(table), table),
    find: (name) => tables.get(keyOf(name)),
    drop: (name) => void tables.delete(keyOf(name)),
    rename(table, name) {
      tables.delete(keyOf(table));
      tables.set(keyOf(name), { ...table, ...name });
    },
    fill: (name) => void filled.add(keyOf(name)),
    tables: () => [...tables.values()],
    note,
    notes,
    toCatalogue() {
      const read = [...tables.values()].map(toTable);
      return { origin: dialect, ...withoutFilled(read, notes, (table) => filled.has(keyOf(table))) };
    },
  };
}
