import type { CatalogueTable } from "./catalogue.ts";

/** A group of columns that occurs once, with what its parts can tell apart. */
export interface Once {
  /** Values of the parts that are no references, multiplied. */
  readonly values: number;
  /** Tables that the others refer to, by their keys in `rows`. */
  readonly parents: readonly string[];
}

/** What the sizes of tables follow from. */
export interface Sizing {
  readonly key: string;
  readonly table: CatalogueTable;
  readonly parents: readonly string[];
  readonly once: readonly Once[];
}

const PER_TABLE = 1000; // rows where nothing is asked
const STEPS = [1, 3, 9, 27]; // a table has about three times the rows of those it refers to
const MOST_DEPTH = STEPS.length;

/** How many references lie between a table and those that refer to none, circles left aside. */
function depths(tables: readonly Sizing[]): ReadonlyMap<string, number> {
  const byKey = new Map(tables.map((sizing) => [sizing.key, sizing]));
  const found = new Map<string, number>();
  const open = new Set<string>();
  const depth = (key: string): number => {
    const known = found.get(key);
    if (known !== undefined || open.has(key)) return known ?? 0;
    open.add(key);
    const parents = byKey.get(key)?.parents.filter((parent) => parent !== key) ?? [];
    const deepest = Math.min(
      MOST_DEPTH,
      Math.max(0, ...parents.map((parent) => (open.has(parent) ? 0 : depth(parent) + 1))),
    );
    open.delete(key);
    found.set(key, deepest);
    return deepest;
  };
  for (const { key } of tables) depth(key);
  return found;
}

const product = ({ values, parents }: Once, rows: ReadonlyMap<string, number>): number =>
  parents.reduce((sum, parent) => sum * (rows.get(parent) ?? 1), values);

/** Lowers every table to what its keys can tell apart; parents' rows bound their children's, so it is repeated until nothing moves. */
function capAll(tables: readonly Sizing[], rows: Map<string, number>): void {
  for (let moved = true; moved;) {
    moved = false;
    for (const { key, once } of tables) {
      const most = Math.max(1, Math.floor(Math.min(...once.map((group) => product(group, rows)))));
      if (most < rows.get(key)!) {
        rows.set(key, most);
        moved = true;
      }
    }
  }
}

export interface TableRows {
  readonly rows: ReadonlyMap<string, number>;
  /** Tables that have fewer rows than they were given, since their keys tell no more apart. */
  readonly capped: ReadonlySet<string>;
}

/** Rows of every table: about `wanted` in all; those that others refer to are small, those that refer to many are large. */
export function countRows(
  tables: readonly Sizing[],
  wanted: number | Readonly<Record<string, number>> | undefined,
): TableRows {
  const depth = depths(tables);
  const referred = new Set(tables.flatMap(({ key, parents }) => parents.filter((parent) => parent !== key)));
  const weight = ({ key, parents }: Sizing): number => {
    const level = depth.get(key)!;
    if (level === 0) return referred.has(key) ? 1 / 3 : 1;
    return STEPS[level - 1]! * (parents.length > 1 ? 1.5 : 1);
  };
  const total = typeof wanted === "number" ? wanted : PER_TABLE * tables.length;
  const given = typeof wanted === "object" ? wanted : {};
  const rows = new Map<string, number>();
  let open = [...tables];
  let left = total;
  // what a small key cannot take goes to the others, a few times over
  for (let round = 0; round < 4 && open.length > 0; round++) {
    const sum = open.reduce((all, sizing) => all + weight(sizing), 0);
    for (const sizing of open) rows.set(sizing.key, Math.max(1, Math.round((left * weight(sizing)) / sum)));
    const asked = new Map(rows);
    capAll(tables, rows);
    const full = open.filter(({ key }) => rows.get(key)! < asked.get(key)!);
    if (full.length === 0) break;
    left -= full.reduce((all, { key }) => all + rows.get(key)!, 0);
    open = open.filter((sizing) => !full.includes(sizing));
  }
  const asked = new Map(rows);
  for (const { key, table } of tables) {
    const own = given[key] ?? given[table.name] ?? (wanted === undefined ? table.rows : undefined);
    if (own !== undefined) {
      rows.set(key, own);
      asked.set(key, own);
    }
  }
  capAll(tables, rows);
  const most = (sizing: Sizing): number => Math.min(...sizing.once.map((group) => product(group, rows)));
  return {
    rows,
    capped: new Set(tables.filter((sizing) => rows.get(sizing.key)! >= most(sizing)).map(({ key }) => key)),
  };
}
