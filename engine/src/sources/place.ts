import { capacityOf } from "./capacity.ts";
import type { Catalogue, CatalogueColumn, CatalogueTable, Check, Note } from "./catalogue.ts";
import type { Fold, Folded } from "./fold.ts";
import { cleanName, freeName } from "./names.ts";
import type { Dropped, Reference } from "./references.ts";
import type { Once } from "./table-rows.ts";
import type { CelColumn } from "./to-cel.ts";
import type { Wanted } from "./wanted.ts";

/** One table on its way into the document. */
export interface Place {
  readonly table: CatalogueTable;
  /** Its name in the document. */
  readonly name: string;
  /** Names of its columns in the document. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fold: Fold;
  readonly references: readonly Reference[];
  readonly dropped: readonly Dropped[];
  /** Column names that occur once: the primary key first. */
  readonly groups: readonly (readonly string[])[];
}

export const NOTHING: Folded = {};
export const nameOf = ({ namespace, name }: CatalogueTable): string =>
  namespace === undefined ? name : `${namespace}.${name}`;

/** Names of the document for those of the catalogue: clean ones, and each once. */
export function nameTables(tables: readonly CatalogueTable[]): ReadonlyMap<CatalogueTable, string> {
  const names = new Map<CatalogueTable, string>();
  const taken = new Set<string>();
  const often = new Map<string, number>();
  for (const { name } of tables) often.set(cleanName(name), (often.get(cleanName(name)) ?? 0) + 1);
  for (const table of tables) {
    const short = cleanName(table.name);
    const isAlone = often.get(short) === 1 || table.namespace === undefined;
    const name = freeName(isAlone ? short : cleanName(`${table.namespace}_${table.name}`), taken);
    taken.add(name);
    names.set(table, name);
  }
  return names;
}

export function nameFields({ columns }: CatalogueTable): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name } of columns) {
    const free = freeName(cleanName(name), taken);
    taken.add(free);
    names.set(name, free);
  }
  return names;
}

/** Combinations that occur once, without those that follow from smaller ones. */
export function groupsOf(table: CatalogueTable): readonly (readonly string[])[] {
  const all = [table.primaryKey, ...table.unique.map(({ columns }) => columns)].filter((group) => group.length > 0);
  const known = all.filter((group) => group.every((name) => table.columns.some((column) => column.name === name)));
  return known.filter((group, k) =>
    k === 0 && group === table.primaryKey
      ? true
      : !known.some(
          (other, j) =>
            j !== k && other.every((name) => group.includes(name)) && (other.length < group.length || j < k),
        ),
  );
}

/** Checks of a table and of the types of its columns, which speak of VALUE. */
export function checksOf(table: CatalogueTable): readonly Check[] {
  const domains = table.columns.flatMap((column) =>
    (column.type.checks ?? []).map((check) => ({
      ...check,
      ...(check.tree === undefined ? {} : { tree: renamed(check.tree, column.name) }),
    })),
  );
  return [...table.checks, ...domains];
}

export function renamed<Tree>(tree: Tree, column: string): Tree {
  if (Array.isArray(tree)) return tree.map((part: unknown) => renamed(part, column)) as Tree;
  if (typeof tree !== "object" || tree === null) return tree;
  const { op, name } = tree as { op?: unknown; name?: unknown };
  if (op === "column" && String(name).toLowerCase() === "value") return { op: "column", name: column } as Tree;
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, renamed(part, column)])) as Tree;
}

/** Whether an expression speaks of a column. */
export function speaksOf(node: unknown, name: string): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { op, name: named } = node as { readonly op?: unknown; readonly name?: unknown };
  return (op === "column" && named === name) || Object.values(node).some((inner) => speaksOf(inner, name));
}

export const isMoment = (column: CatalogueColumn | undefined): boolean =>
  column?.type.kind === "date" || column?.type.kind === "datetime";

export function onceOf(
  { table, fold, references }: Place,
  keys: ReadonlyMap<CatalogueTable, string>,
  group: readonly string[],
): Once {
  const parents = new Set<string>();
  let values = 1;
  for (const name of group) {
    const reference = references.find(({ columns }) => columns.includes(name));
    const column = table.columns.find((each) => each.name === name)!;
    if (reference === undefined) values *= capacityOf(column, fold.columns.get(name) ?? NOTHING);
    else if (reference.table !== table || group.length === 1) parents.add(keys.get(reference.table)!);
  }
  return { values: Math.min(values, Number.MAX_SAFE_INTEGER), parents: [...parents] };
}

/** What a column must be alone among its table's rows. */
export function onceAlone({ table, groups }: Place, column: string): Wanted["once"] {
  if (table.primaryKey.length === 1 && table.primaryKey[0] === column) return "key";
  if (groups.some((group) => group.length === 1 && group[0] === column)) return "unique";
  return groups.some((group) => group.includes(column)) ? "group" : "none";
}

export function celColumns({ table, fields }: Place): (name: string) => CelColumn | undefined {
  const columns = new Map<string, CelColumn>();
  for (const { name, type } of table.columns) columns.set(name, { name: fields.get(name)!, type });
  return (name) =>
    columns.get(name) ?? columns.get([...columns.keys()].find((key) => key.toLowerCase() === name.toLowerCase()) ?? "");
}

export interface Surroundings {
  readonly names: ReadonlyMap<CatalogueTable, string>;
  readonly rows: ReadonlyMap<string, number>;
  readonly origin: Catalogue["origin"];
  readonly notes: Note[];
  readonly places: readonly Place[];
  /** Whether the columns' names say the locale. */
  readonly isLocal: boolean;
}

/** A field that is still being written. */
export type Draft = Record<string, unknown> & { type: string };
