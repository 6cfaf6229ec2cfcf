import { didYouMean, parseMoment, SchemaError, type Issue } from "@semblance/engine";

/** What replaces entries of a document before it is compiled. */
export interface Overrides {
  /** Rows of every delivered table that has a plain number of rows, or none. */
  readonly rows?: number;
  /** Rows by table; they replace a number per parent too. */
  readonly tables?: ReadonlyMap<string, number>;
  readonly seed?: string;
  readonly locale?: string;
  readonly now?: string;
  /** What is to be wrong with the rows: a rate for all tables, or as in a document. */
  readonly dirty?: unknown;
}

type Entries = Readonly<Record<string, unknown>>;
const isEntries = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withRows(tables: Entries, { rows, tables: byTable }: Overrides): Entries {
  const issues: Issue[] = [];
  for (const name of byTable?.keys() ?? []) {
    if (Object.hasOwn(tables, name)) continue;
    const hint = didYouMean(name, Object.keys(tables));
    const issue = { path: "--table", code: "cli/unknown-table", message: `there is no table ${name}.` };
    issues.push(hint === undefined ? issue : { ...issue, hint });
  }
  if (issues.length > 0) throw new SchemaError(issues);
  const entries = Object.entries(tables).map(([name, table]): [string, unknown] => {
    if (!isEntries(table)) return [name, table];
    const counted = isEntries(table["rows"]);
    const wanted = byTable?.get(name) ?? (counted || table["hidden"] === true ? undefined : rows);
    return [name, wanted === undefined ? table : { ...table, rows: wanted }];
  });
  return Object.fromEntries(entries);
}

/** So many typos, missing cells, outliers and duplicates in every delivered table. */
function dirtOfRate(tables: Entries, rate: number): Entries {
  const dirt = { missing: rate, typos: rate, outliers: rate, duplicates: rate };
  const delivered = Object.entries(tables).filter(([, table]) => !isEntries(table) || table["hidden"] !== true);
  return Object.fromEntries(delivered.map(([name]) => [name, dirt]));
}

/** Today's midnight in UTC as `2026-11-21`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * The document with the overrides put in and `now` fixed: by the override, else by the document, else today's midnight in
 * UTC. What is no document comes back as it is, for `compile` to complain.
 */
export function override(document: unknown, overrides: Overrides): unknown {
  if (overrides.now !== undefined && parseMoment(overrides.now) === undefined) {
    const message = `expected a moment; found ${overrides.now}.`;
    throw new SchemaError([
      { path: "--now", code: "cli/moment", message, hint: "Write 2026-01-31 or 2026-01-31T12:00:00Z." },
    ]);
  }
  if (!isEntries(document)) return document;
  const { tables } = document;
  const { seed, locale, dirty } = overrides;
  return {
    ...document,
    ...(seed === undefined ? {} : { seed: String(Number(seed)) === seed ? Number(seed) : seed }),
    ...(locale === undefined ? {} : { locale }),
    now: overrides.now ?? document["now"] ?? today(),
    ...(isEntries(tables) ? { tables: withRows(tables, overrides) } : {}),
    ...(dirty === undefined
      ? {}
      : { dirty: typeof dirty === "number" && isEntries(tables) ? dirtOfRate(tables, dirty) : dirty }),
  };
}
