import { readRow, type Cell } from "./batch/cells.ts";
import type { Artifacts } from "./compile/artifacts.ts";
import { compile } from "./compile/compile.ts";
import { LimitError, SchemaError } from "./errors.ts";
import { generate, tableOf } from "./plan/generate.ts";
import type { Plan, Slice } from "./plan/plan.ts";

/** Types whose cells are numbers; all others are text but for those below. `rows.test.ts` holds this list against the types themselves. */
export const NUMBER_TYPES = [
  "sequence",
  "integer",
  "decimal",
  "float",
  "number",
  "percent",
  "price",
  "money",
  "rating",
  "year",
  "person.age",
  "job.salary",
  "address.latitude",
  "address.longitude",
  "internet.port",
  "internet.http_status",
  "finance.amount",
  "finance.tax_rate",
  "commerce.price",
  "vehicle.price",
  "vehicle.year",
  "vehicle.mileage",
  "medical.heart_rate",
  "medical.temperature",
  "medical.oxygen_saturation",
  "medical.respiratory_rate",
  "medical.height_cm",
  "medical.weight_kg",
  "file.size",
  "weather.temperature",
  "ordinal",
  "series",
  "running",
  "part",
  "retention.period",
] as const;
/** Types whose cells are truth values. */
export const TRUTH_TYPES = ["boolean", "sibling.last"] as const;
/** Types whose cells depend on the field's other parameters. */
export const OPEN_TYPES = [
  "expression",
  "constant",
  "listed",
  "one_of",
  "reference",
  "map",
  "object",
  "array",
  "aggregate",
  "sibling",
  "lifecycle.moment",
] as const;

type TypeName<F> = F extends string ? F : F extends { readonly type: infer T } ? T : never;
type Value<T> = T extends (typeof NUMBER_TYPES)[number]
  ? number
  : T extends (typeof TRUTH_TYPES)[number]
    ? boolean
    : T extends (typeof OPEN_TYPES)[number] | `faker.${string}`
      ? Cell
      : string;
/** A sequence in a format is text. */
type CellOf<F> = F extends { readonly format: string } ? string : Value<TypeName<F>>;
type Nullable<F> = F extends { readonly null: number } | { readonly when: string } ? null : never;
type Fields<S, T extends string> = S extends { readonly tables: { readonly [K in T]: { readonly fields: infer F } } }
  ? F
  : never;
type Hidden<F> = F extends { readonly hidden: true } ? true : false;

/** One row of table T of schema S as an object. */
export type RowOf<S, T extends string> = {
  readonly [K in keyof Fields<S, T> as Hidden<Fields<S, T>[K]> extends true ? never : K]:
    | CellOf<Fields<S, T>[K]>
    | Nullable<Fields<S, T>[K]>;
};

/** The schema as it is, with its types kept for `rows`. */
export function defineSchema<const S extends { readonly tables: object }>(schema: S): S {
  return schema;
}

/** Which rows, and with what. */
export interface RowsOptions {
  /** How many; all of the table's by default. More than the table has only where its rows are not counted per parent: then the table has that many. */
  readonly count?: number;
  /** The first one; 0. */
  readonly from?: number;
  /** Instead of the schema's seed. */
  readonly seed?: number | string;
  /** What `prepare` gives: needed where the schema names locales other than en_US or countries other than US. */
  readonly artifacts?: Artifacts;
}

type Tables = Readonly<Record<string, { readonly rows?: unknown }>>;

function planOf(schema: object, artifacts: Artifacts | undefined): Plan {
  const { plan, issues } = compile(schema, artifacts);
  if (plan === undefined) throw new SchemaError(issues);
  return plan;
}

/** The plan and the slice asked for, which ends with the table: where that has too few rows, it is compiled with as many as are needed. */
function sliceOf(
  given: { readonly tables: object },
  table: string,
  options: RowsOptions,
): { readonly plan: Plan; readonly slice: Slice } {
  const { from = 0, count, seed, artifacts } = options;
  for (const [name, value] of Object.entries({ from, count: count ?? 0 }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${name} must be a whole number >= 0; found ${value}.`);
  const schema = seed === undefined ? given : { ...given, seed };
  const plan = planOf(schema, artifacts);
  const { rows } = tableOf(plan, table);
  const to = count === undefined ? rows : from + count;
  const slice = { table, from, to };
  if (to <= rows || count === 0) return { plan, slice };
  const tables = schema.tables as Tables;
  if (typeof tables[table]!.rows === "object")
    throw new LimitError(`${table} has ${rows} rows; asked for rows ${from} to ${to}.`, rows, to, "rows");
  return {
    plan: planOf({ ...schema, tables: { ...tables, [table]: { ...tables[table], rows: to } } }, artifacts),
    slice,
  };
}

/**
 * The rows one after another, in bounded memory. Works with `for ... of`, and as a web stream: `ReadableStream.from(iterateRows(...))`.
 * Throws SchemaError with every issue, LimitError past the end of a table counted per parent, RangeError where `from` or `count` is no whole number >= 0.
 */
export function* iterateRows<const S extends { readonly tables: object }, T extends string & keyof S["tables"]>(
  schema: S,
  table: T,
  options: RowsOptions = {},
): Generator<RowOf<S, T>, void, void> {
  const { plan, slice } = sliceOf(schema, table, options);
  for (const batch of generate(plan, slice)) {
    for (let i = 0; i < batch.length; i++) yield readRow(batch, i) as RowOf<S, T>;
  }
}

/** Rows of one table as objects: `const users = rows(schema, "users", { count: 50 })`. Throws as `iterateRows` does. */
export function rows<const S extends { readonly tables: object }, T extends string & keyof S["tables"]>(
  schema: S,
  table: T,
  options: RowsOptions = {},
): RowOf<S, T>[] {
  return [...iterateRows(schema, table, options)];
}
