import type { CatalogueTable, ForeignKey } from "./catalogue.ts";

/** A foreign key whose table is there, and whose columns nobody else has chosen already. */
export interface Reference {
  readonly table: CatalogueTable;
  /** This table's columns and, beside each, the other's. The first chooses the row, the others take the same. */
  readonly columns: readonly string[];
  readonly targets: readonly string[];
}

/** What is left out, and why. */
export interface Dropped {
  readonly key: ForeignKey;
  readonly reason: "unknown-table" | "implied" | "overlaps";
}

const sameName = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** The table a foreign key names: in its name space, then in the referring table's, then anywhere if it is the only one. */
function tableOfKey(
  key: ForeignKey,
  from: CatalogueTable,
  tables: readonly CatalogueTable[],
): CatalogueTable | undefined {
  const named = tables.filter((table) => table.name === key.table);
  const alike = named.length > 0 ? named : tables.filter((table) => sameName(table.name, key.table));
  const space = key.namespace ?? from.namespace;
  return alike.find((table) => table.namespace === space) ?? (alike.length === 1 ? alike[0] : undefined);
}

const findColumn = (table: CatalogueTable, name: string): string | undefined =>
  (table.columns.find((column) => column.name === name) ?? table.columns.find((column) => sameName(column.name, name)))
    ?.name;

/** Whether what a reference's column says follows from another's: the target's own column refers there too. */
function isImplied(
  key: ForeignKey,
  from: CatalogueTable,
  taken: ReadonlyMap<string, Reference>,
  tables: readonly CatalogueTable[],
): boolean {
  return key.columns.every((column, k) => {
    const other = taken.get(column);
    if (other === undefined) return false;
    const there = other.targets[other.columns.indexOf(column)]!;
    const wanted = tableOfKey(key, from, tables);
    return (
      (other.table === wanted && there === key.references[k]) ||
      other.table.foreignKeys.some(
        (further) =>
          tableOfKey(further, other.table, tables) === wanted &&
          further.references[further.columns.indexOf(there)] === key.references[k],
      )
    );
  });
}

/** A table's foreign keys as references: longer ones first, since what shorter ones ask for mostly follows from them. */
export function referencesOf(
  table: CatalogueTable,
  tables: readonly CatalogueTable[],
): { readonly references: readonly Reference[]; readonly dropped: readonly Dropped[] } {
  const taken = new Map<string, Reference>();
  const dropped: Dropped[] = [];
  const references: Reference[] = [];
  for (const key of table.foreignKeys.toSorted((a, b) => b.columns.length - a.columns.length)) {
    const there = tableOfKey(key, table, tables);
    const wanted = key.references.length > 0 ? key.references : (there?.primaryKey ?? []);
    const targets = there === undefined ? [] : wanted.map((name) => findColumn(there, name));
    const columns = key.columns.map((name) => findColumn(table, name));
    if (there === undefined || targets.length !== columns.length || [...targets, ...columns].includes(undefined)) {
      dropped.push({ key, reason: "unknown-table" });
      continue;
    }
    const whole = { ...key, columns: columns as string[], references: targets as string[] };
    if (whole.columns.some((name) => taken.has(name))) {
      dropped.push({ key, reason: isImplied(whole, table, taken, tables) ? "implied" : "overlaps" });
      continue;
    }
    const reference = { table: there, columns: whole.columns, targets: whole.references };
    references.push(reference);
    for (const name of whole.columns) taken.set(name, reference);
  }
  return { references, dropped };
}
