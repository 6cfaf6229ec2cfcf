import { quoteName, type Bench } from "./engine.ts";
import type { SampleTable } from "./files.ts";
import type { Inferred } from "./infer.ts";

/** A sample whose columns are known. */
export interface Known {
  readonly sample: SampleTable;
  readonly columns: ReadonlyMap<string, Inferred>;
}

/** A reference found between two columns of samples. */
export interface FoundReference {
  readonly table: string;
  readonly column: string;
  readonly to: string;
  readonly key: string;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** `customers` for `customer`, and the like. */
const singular = (name: string): string =>
  name
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^s])s$/, "$1");

/** Whether a column of that name identifies rows of a table of that name. */
function names(column: string, table: string): boolean {
  const base = singular(plain(table));
  const own = plain(column);
  return [`${base}id`, `${base}key`, `${base}no`, `${base}nr`, `${base}code`, `${base}number`, "id"].includes(own);
}

/** The column that identifies the rows: never null, no value twice, and named or placed as keys are. */
export function keyOf({ sample, columns }: Known): string | undefined {
  const candidates = sample.columns.filter(({ name }) => {
    const { unique, statistics, type } = columns.get(name)!;
    return (
      unique && statistics.nulls === 0 && (type.kind === "integer" || type.kind === "text" || type.kind === "uuid")
    );
  });
  const named =
    candidates.find(({ name }) => names(name, sample.name)) ??
    candidates.find(({ name }) => /(^|_|[a-z])(id|no|nr|num|number|nummer|key|code)$/i.test(name));
  const [first] = sample.columns;
  return (
    named ?? candidates.find((candidate) => candidate === first && columns.get(candidate.name)!.type.kind !== "text")
  )?.name;
}

/** Whether a column could by its name hold keys of that table. */
function couldRefer(column: string, { sample }: Known, key: string): boolean {
  if (plain(column) === plain(key) && plain(key) !== "id") return true;
  const base = singular(plain(sample.name));
  return plain(column) === `${base}id` || plain(column).endsWith(`${base}id`) || plain(column) === base;
}

/** References: a column named after another table's key, all whose values are there. */
export async function findReferences(bench: Bench, tables: readonly Known[]): Promise<readonly FoundReference[]> {
  const found: FoundReference[] = [];
  for (const from of tables) {
    const ownKey = keyOf(from);
    for (const { name: column } of from.sample.columns) {
      for (const to of tables) {
        const key = keyOf(to);
        if (key === undefined || (to === from && column === key)) continue;
        if (column === ownKey && plain(column) === plain(key) && to.sample.rows <= from.sample.rows) continue;
        if (from.columns.get(column)!.type.kind !== to.columns.get(key)!.type.kind || !couldRefer(column, to, key))
          continue;
        const [{ missing } = { missing: 1 }] = await bench.ask(
          `SELECT count(*) AS missing FROM ${quoteName(from.sample.id)} c WHERE trim(c.${quoteName(column)}::VARCHAR) <> '' AND NOT EXISTS (SELECT 1 FROM ${quoteName(to.sample.id)} p WHERE trim(p.${quoteName(key)}::VARCHAR) = trim(c.${quoteName(column)}::VARCHAR))`,
        );
        if (Number(missing) > 0) continue;
        found.push({ table: from.sample.name, column, to: to.sample.name, key });
        break;
      }
    }
  }
  return found;
}
