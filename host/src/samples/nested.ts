import type { CatalogueColumn, CatalogueType, ColumnStatistics } from "@semblance/engine";
import { quoteName, type Bench } from "./engine.ts";
import type { SampleColumn, SampleTable } from "./files.ts";

/** What a column is, and how its values spread. */
interface Looked {
  readonly type: CatalogueType;
  readonly statistics: ColumnStatistics;
}

type Infer = (bench: Bench, sample: SampleTable, column: SampleColumn) => Promise<Looked>;

const MOST_DEPTH = 5;

const isStruct = (type: string): boolean => type.startsWith("STRUCT(") && type.endsWith(")");
const isList = (type: string): boolean => type.endsWith("[]");

/** Whether a column of that type holds objects or lists whose parts can be looked at. */
export const isNested = (type: string): boolean => isStruct(type) || isList(type);

/** Puts what a query gives into a table of its own; undefined where it has no rows. */
async function tableOf(
  bench: Bench,
  { id, name, isTyped }: SampleTable,
  query: string,
): Promise<SampleTable | undefined> {
  const inner = `${id}_n${name.length}`;
  await bench.ask(`CREATE OR REPLACE TABLE ${quoteName(inner)} AS ${query}`);
  const columns = await bench.ask(`DESCRIBE ${quoteName(inner)}`);
  const [count] = await bench.ask(`SELECT count(*) AS n FROM ${quoteName(inner)}`);
  const rows = Number(count!["n"]);
  if (rows === 0) return undefined;
  return {
    id: inner,
    name: `${name}.`,
    columns: columns.map((column) => ({ name: String(column["column_name"]), type: String(column["column_type"]) })),
    rows,
    notes: [],
    ...(isTyped === undefined ? {} : { isTyped }),
  };
}

async function columnOf(bench: Bench, table: SampleTable, column: SampleColumn, infer: Infer, depth: number) {
  const { type, statistics } = isNested(column.type)
    ? await inferNested(bench, table, column, infer, depth + 1)
    : await infer(bench, table, column);
  return { name: column.name, type, nullable: statistics.nulls > 0, statistics } satisfies CatalogueColumn;
}

/** What objects and lists hold, part by part and element by element, from all of a sample's rows. */
export async function inferNested(
  bench: Bench,
  sample: SampleTable,
  column: SampleColumn,
  infer: Infer,
  depth = 0,
): Promise<Looked> {
  const cell = quoteName(column.name);
  const from = `FROM ${quoteName(sample.id)} WHERE ${cell} IS NOT NULL`;
  const [counted] = await bench.ask(`SELECT count(*) AS n ${from}`);
  const statistics: ColumnStatistics = { nulls: 1 - Number(counted!["n"]) / sample.rows };
  const native = column.type;
  const unknown = { type: { kind: "json", native } satisfies CatalogueType, statistics };
  if (depth >= MOST_DEPTH) return unknown;
  if (isStruct(column.type)) {
    const parts = await tableOf(bench, sample, `SELECT unnest(${cell}) ${from}`);
    if (parts === undefined) return unknown;
    const fields: CatalogueColumn[] = [];
    for (const part of parts.columns) fields.push(await columnOf(bench, parts, part, infer, depth));
    return { type: { kind: "object", native, fields }, statistics };
  }
  const [sizes] = await bench.ask(`SELECT min(len(${cell})) AS least, max(len(${cell})) AS most ${from}`);
  const elements = await tableOf(bench, sample, `SELECT unnest(${cell}) AS element ${from}`);
  if (elements === undefined) return unknown;
  const element = await columnOf(bench, elements, elements.columns[0]!, infer, depth);
  return {
    type: {
      kind: "array",
      native,
      element: { ...element.type, statistics: element.statistics },
      min: Number(sizes!["least"] ?? 0),
      max: Number(sizes!["most"] ?? 0),
    },
    statistics,
  };
}
