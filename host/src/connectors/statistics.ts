import type { Catalogue, CatalogueColumn, CatalogueTable, ColumnStatistics } from "@semblance/engine";

/** A cell as drivers give it. */
export type Answer = string | number | null | undefined;

/** How one database is asked for statistics. */
export interface Asking {
  readonly quote: (name: string) => string;
  /** The type that texts are made of: `text`, `char`. */
  readonly textType: string;
  /** The function that counts characters. */
  readonly length: string;
  /** Runs a query; numbers may come as texts. */
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, Answer>>[]>;
}

const SAMPLE_ROWS = 100_000;
const FREQUENT = 50;
const KINDS = new Set(["integer", "decimal", "float", "text", "enum", "boolean", "date", "datetime", "time"]);

/** Least and greatest of what has an order that a schema can use. */
function toBound({ type }: CatalogueColumn, value: Answer): number | string | undefined {
  if (value === null || value === undefined) return undefined;
  if (/^(integer|decimal|float)$/.test(type.kind)) return Number(value);
  if (/^(date|datetime|time)$/.test(type.kind)) return String(value).replace(" ", "T");
  return undefined;
}

function toValue({ type }: CatalogueColumn, value: Answer): string | number | boolean {
  if (/^(integer|decimal|float)$/.test(type.kind)) return Number(value);
  const text = String(value);
  return type.kind === "boolean" ? /^(t|true|1)$/.test(text) : text;
}

async function ofColumn(
  { quote, textType, length, query }: Asking,
  sample: string,
  column: CatalogueColumn,
  unique: boolean,
): Promise<ColumnStatistics> {
  const name = quote(column.name);
  const isText = column.type.kind === "text";
  const lengths = isText ? `, min(${length}(${name})) AS shortest, max(${length}(${name})) AS longest` : "";
  const bounds =
    isText || column.type.kind === "boolean" || column.type.kind === "enum"
      ? ""
      : `, CAST(min(${name}) AS ${textType}) AS low, CAST(max(${name}) AS ${textType}) AS high`;
  const [all = {}] = await query(
    `SELECT count(*) AS n, count(${name}) AS filled, count(DISTINCT ${name}) AS different${bounds}${lengths} FROM ${sample} s`,
  );
  const n = Number(all["n"]);
  const filled = Number(all["filled"]);
  const distinct = Number(all["different"]);
  const wanted = !unique && filled > 0 && (distinct <= FREQUENT || (isText && distinct * 2 <= filled));
  const frequent = wanted
    ? await query(
        `SELECT CAST(${name} AS ${textType}) AS v, count(*) AS k FROM ${sample} s WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY k DESC, v LIMIT ${FREQUENT}`,
      )
    : [];
  const [min, max] = [toBound(column, all["low"]), toBound(column, all["high"])];
  return {
    nulls: n === 0 ? 0 : (n - filled) / n,
    distinct,
    ...(frequent.length > 0 && {
      frequent: frequent.map(({ v, k }) => ({ value: toValue(column, v), share: Number(k) / filled })),
      complete: distinct <= FREQUENT,
    }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(isText && filled > 0 && { shortest: Number(all["shortest"]), longest: Number(all["longest"]) }),
  };
}

async function ofTable(asking: Asking, table: CatalogueTable): Promise<CatalogueTable> {
  const { quote, query } = asking;
  const path = [table.namespace, table.name].flatMap((part) => (part === undefined ? [] : [quote(part)])).join(".");
  const [counted = {}] = await query(`SELECT count(*) AS n FROM ${path}`);
  const rows = Number(counted["n"]);
  if (rows === 0) return { ...table, rows };
  const sample = `(SELECT * FROM ${path} LIMIT ${SAMPLE_ROWS})`;
  const keys = [table.primaryKey, ...table.unique.map(({ columns }) => columns)];
  const refers = new Set(table.foreignKeys.flatMap((key) => key.columns));
  const columns: CatalogueColumn[] = [];
  for (const column of table.columns) {
    const alone = keys.some((key) => key.length === 1 && key[0] === column.name);
    const known = KINDS.has(column.type.kind) && !refers.has(column.name);
    columns.push(known ? { ...column, statistics: await ofColumn(asking, sample, column, alone) } : column);
  }
  return { ...table, rows, columns };
}

/** The catalogue with the rows of tables, and what the first 100,000 of them say of their columns. */
export async function withStatistics(catalogue: Catalogue, asking: Asking): Promise<Catalogue> {
  const tables: CatalogueTable[] = [];
  for (const table of catalogue.tables) tables.push(await ofTable(asking, table));
  const text = "values, ranges and shares are those of the database's first 100,000 rows per table";
  return { ...catalogue, tables, notes: [...catalogue.notes, { path: "", text }] };
}
