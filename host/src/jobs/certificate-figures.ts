import { toSql } from "./certificate-rules.ts";
import type { CertifiedColumn, CertifiedTable, Figure, Figures, Reading } from "./certificate-shape.ts";
import { quoted, quotedText, type Duck, type SqlValue } from "./duckdb.ts";

type Facts = Omit<CertifiedTable, "figures">;

/** Formats whose contents DuckDB reads. */
const READABLE = new Set(["csv", "json", "jsonl", "parquet"]);
const SQL_TYPES: Readonly<Partial<Record<CertifiedColumn["kind"], string>>> = {
  integer: "BIGINT",
  float: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "TIMESTAMP",
  time: "TIME",
};
const TOTALLED: ReadonlySet<CertifiedColumn["kind"]> = new Set(["integer", "decimal", "float", "date", "datetime"]);

function sqlType({ kind, scale }: CertifiedColumn): string {
  if (kind === "decimal") return `DECIMAL(${scale > 18 ? 38 : 18}, ${scale})`; // a cell has at most 16 digits
  return SQL_TYPES[kind] ?? "VARCHAR";
}

/** Why the contents of such files are not computed again; undefined where they are. */
export function whySkipped({ columns }: Facts, { format, gzip, nullText }: Reading): string | undefined {
  if (!READABLE.has(format)) return `${format} is not read by the independent engine`;
  if (format === "parquet" && gzip) return "gzip around Parquet is not read by the independent engine";
  if (format === "csv" && columns.length === 1 && nullText === "")
    return "CSV of one column may hold empty lines, which readers skip";
  return undefined;
}

function source({ columns }: Facts, paths: readonly string[], reading: Reading): string {
  const files = `[${paths.map(quotedText).join(", ")}]`;
  const raw = columns.map(({ name }, k) => `${quoted(name)} AS r${k}`).join(", ");
  if (reading.format === "parquet") return `SELECT ${raw} FROM read_parquet(${files})`;
  const plain = reading.format === "csv" ? "none" : "uncompressed"; // its two readers have two words for it
  const compression = `compression = '${reading.gzip ? "gzip" : plain}'`;
  if (reading.format === "csv") {
    const names = columns.map((_, k) => `'r${k}': 'VARCHAR'`).join(", ");
    return `SELECT * FROM read_csv(${files}, auto_detect = false, header = ${reading.headerLine}, delim = ${quotedText(reading.delimiter)}, quote = '"', escape = '"', nullstr = ${quotedText(reading.nullText)}, allow_quoted_nulls = false, new_line = '\\n', ${compression}, columns = {${names}})`;
  }
  // A decimal goes straight from its digits: a double would lose some.
  const types = columns.map((column) => {
    const type = column.kind === "decimal" ? sqlType(column) : "VARCHAR";
    return `${quotedText(column.name)}: '${type}'`;
  });
  const format = reading.format === "json" ? "array" : "newline_delimited";
  return `SELECT ${raw} FROM read_json(${files}, format = '${format}', ${compression}, columns = {${types.join(", ")}})`;
}

const viewOf = (k: number): string => `t${k}`;

/** Makes views t0, t1, ...: for column k of a table r<k> as it stands in the file and c<k> as what it means. */
export async function openTables(
  duck: Duck,
  tables: readonly (Facts & { readonly paths: readonly string[] })[],
  reading: Reading,
): Promise<void> {
  for (const [t, table] of tables.entries()) {
    if (whySkipped(table, reading) !== undefined) continue;
    const cells = table.columns.map((column, k) => `TRY_CAST(r${k} AS ${sqlType(column)}) AS c${k}`);
    await duck.run(
      `CREATE VIEW ${viewOf(t)} AS SELECT *, ${cells.join(", ")} FROM (${source(table, table.paths, reading)})`,
    );
  }
}

const count = (value: SqlValue | undefined): number => Number(value ?? 0);
const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0]!;

/** The name of a key, reference or rule in figures. */
const keyName = (columns: readonly string[]): string => columns.join(", ");
function referenceName({ columns, table, targets, by }: CertifiedTable["references"][number]): string {
  const condition = by === undefined ? "" : ` where ${by.column} is ${by.value}`;
  return `${keyName(columns)} -> ${table}.${keyName(targets)}${condition}`;
}

/** Figures of table `t` of those opened, all from its files. Throws DuckDB's error where they cannot be read. */
export async function computeFigures(
  duck: Duck,
  tables: readonly Facts[],
  t: number,
  { now, reading }: { readonly now: string; readonly reading: Reading },
): Promise<Figures> {
  const facts = tables[t]!;
  const { columns } = facts;
  const cell = (name: string): string => `c${columns.findIndex((column) => column.name === name)}`;
  const totalled = columns.flatMap((column, k) => (TOTALLED.has(column.kind) ? [{ ...column, k }] : []));
  const wanted = [
    "count(*)",
    ...columns.flatMap((_, k) => [`count(r${k})`, `count(c${k})`]),
    ...totalled.flatMap(({ kind, k }) => [
      kind === "integer" || kind === "decimal" ? `CAST(sum(c${k}) AS VARCHAR)` : "NULL",
      `CAST(min(c${k}) AS VARCHAR)`,
      `CAST(max(c${k}) AS VARCHAR)`,
    ]),
  ];
  const [found = []] = await duck.query(`SELECT ${wanted.join(", ")} FROM ${viewOf(t)}`);
  const rows = count(found[0]);
  const nulls = columns.map(({ name }, k): [string, number] => [name, rows - count(found[1 + 2 * k])]);
  const unreadable = columns
    .map(({ name }, k): [string, number] => [name, count(found[1 + 2 * k]) - count(found[2 + 2 * k])])
    .filter(([, n]) => n > 0);
  const first = 1 + 2 * columns.length;
  const text = (value: SqlValue | undefined, isMoment: boolean): string | null => {
    if (value === null || value === undefined) return null;
    return isMoment ? `${String(value).replace(" ", "T")}Z` : String(value);
  };
  const totals = totalled.map(({ name, kind }, k): [string, Figures["totals"][string]] => {
    const [total, min, max] = [0, 1, 2].map((part) => text(found[first + 3 * k + part], kind === "datetime")) as [
      string | null,
      string | null,
      string | null,
    ];
    return [name, kind === "integer" || kind === "decimal" ? { sum: total, min, max } : { min, max }];
  });
  const single = async (sql: string): Promise<number> => count((await duck.query(sql))[0]?.[0]);

  const duplicates: Record<string, number> = {};
  for (const key of [...(facts.key.length > 0 ? [facts.key] : []), ...facts.unique]) {
    const cells = key.map(cell);
    const whole = cells.map((c) => `${c} IS NOT NULL`).join(" AND ");
    duplicates[keyName(key)] = await single(
      `SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) FROM (SELECT count(*) AS n FROM ${viewOf(t)} WHERE ${whole} GROUP BY ${cells.join(", ")} HAVING count(*) > 1)`,
    );
  }

  const orphans: Record<string, Figure> = {};
  for (const reference of facts.references) {
    const { targets, by } = reference;
    const p = tables.findIndex(({ table }) => table === reference.table);
    const there = tables[p]?.columns.map(({ name }) => name) ?? [];
    const orphan = (): Promise<number> => {
      const pairs = reference.columns.map((name, k) => [cell(name), `c${there.indexOf(targets[k]!)}`] as const);
      const conditions = pairs.map(([own]) => `child.${own} IS NOT NULL`);
      if (by !== undefined) conditions.push(`child.${cell(by.column)} = ${quotedText(by.value)}`);
      const same = pairs.map(([own, other]) => `parent.${other} = child.${own}`).join(" AND ");
      return single(
        `SELECT count(*) FROM ${viewOf(t)} child WHERE ${conditions.join(" AND ")} AND NOT EXISTS (SELECT 1 FROM ${viewOf(p)} parent WHERE ${same})`,
      );
    };
    // A file that is missing leaves its table out.
    const isThere = targets.every((column) => there.includes(column));
    const why = isThere ? whySkipped(tables[p]!, reading) : `${reference.table} is not in the data`;
    orphans[referenceName(reference)] = why === undefined ? await orphan() : { skipped: why };
  }

  const violations: Record<string, Figure> = {};
  const scope = { now, columns: new Map(columns.map(({ name, kind }, k) => [name, { sql: `c${k}`, kind }])) };
  for (const rule of facts.rules) {
    const translated = toSql(rule, scope);
    if ("skipped" in translated) {
      violations[rule] = translated;
      continue;
    }
    try {
      violations[rule] = await single(`SELECT count(*) FROM ${viewOf(t)} WHERE NOT ${translated.sql}`);
    } catch (error) {
      violations[rule] = { skipped: firstLine(error) }; // a number beyond what SQL can hold, say
    }
  }
  return {
    rows,
    unreadable: Object.fromEntries(unreadable),
    nulls: Object.fromEntries(nulls),
    duplicates,
    orphans,
    violations,
    totals: Object.fromEntries(totals),
  };
}
