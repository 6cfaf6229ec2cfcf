import type { CatalogueType, ColumnStatistics } from "@semblance/engine";
import { quoteName, quoteText, type Bench } from "./engine.ts";
import type { SampleColumn, SampleTable } from "./files.ts";

/** What a column of a sample is, and how its values spread. */
export interface Inferred {
  readonly type: CatalogueType;
  readonly statistics: ColumnStatistics;
  /** Whether no value occurs twice; nulls aside. */
  readonly unique: boolean;
  readonly notes: readonly string[];
}

/** What people write for a value that is missing; those behind `doubtful` only where the column then has numbers or dates. */
const MISSING = ["", "?", "NULL", "null", "\\N", "N/A", "n/a", "#N/A", "NaN", "nan", "<NA>"];
const DOUBTFUL = ["NA", "na", "-", "--", ".", "none", "None"];
const DATE_FORMATS = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d"];
const FREQUENT = 200;
const COMPLETE_SHARE = 0.2; // more different values than this share of the rows are no categories
const QUANTILES = 100;
const FLOAT_MOST_SCALE = 6;
const MASKS = 4;

interface Shape {
  readonly kind: CatalogueType["kind"];
  readonly scale?: number;
  /** The value as SQL, given the text. */
  readonly sql: string;
  readonly note?: string;
}

const list = (texts: readonly string[]): string => texts.map(quoteText).join(", ");

/** The text of a cell without blanks around it, null where it says that it is missing. */
function cleaned(column: string, missing: readonly string[]): string {
  const text = `trim(${quoteName(column)}::VARCHAR)`;
  return `CASE WHEN ${text} IN (${list(missing)}) THEN NULL ELSE ${text} END`;
}

/** Tells what all texts of a column are by counting those that fit each kind: the first kind that fits all is it. */
async function shapeOf(bench: Bench, table: string, x: string): Promise<Shape> {
  const matches = (pattern: string): string => `count(*) FILTER (regexp_full_match(x, ${quoteText(pattern)}))`;
  const dates = DATE_FORMATS.map((format, k) => `count(try_strptime(x, ${quoteText(format)})) AS d${k}`);
  const [found] = await bench.ask(`
    WITH cells AS (SELECT ${x} AS x FROM ${table})
    SELECT count(x) AS n,
      ${matches("[-+]?(0|[1-9][0-9]{0,14})")} AS whole,
      ${matches("[-+]?[0-9]{1,15}")} AS digits,
      ${matches("[-+]?(0|[1-9][0-9]{0,14})?\\.[0-9]+|[-+]?(0|[1-9][0-9]{0,14})\\.?")} AS fixed,
      count(try_cast(x AS DOUBLE)) FILTER (isfinite(try_cast(x AS DOUBLE))) AS float,
      bool_and(try_cast(x AS DOUBLE) = round(try_cast(x AS DOUBLE)) AND abs(try_cast(x AS DOUBLE)) < 1e15) AS whole_number,
      max(length(split_part(x, '.', 2))) FILTER (regexp_full_match(x, '[-+]?[0-9]*\\.[0-9]+')) AS scale,
      bool_and(regexp_full_match(x, '[-+]?[0-9]+(\\.0+)?')) AS whole_in_disguise,
      count(*) FILTER (lower(x) IN ('true', 'false')) AS truth,
      ${matches("\\d{4}-\\d{2}-\\d{2}")} AS iso_day, count(try_cast(x AS DATE)) AS day,
      count(try_cast(x AS TIMESTAMPTZ)) FILTER (regexp_matches(x, '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}')) AS moment,
      ${matches("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?")} AS clock,
      ${matches("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")} AS uuid,
      ${matches("\\s*[\\[{].*[\\]}]\\s*")} AS json,
      ${dates.join(",\n      ")}
    FROM cells`);
  const n = Number(found!["n"]);
  const all = (key: string): boolean => n > 0 && Number(found![key]) === n;
  const text: Shape = { kind: "text", sql: "x" };
  if (n === 0) return text;
  if (all("truth")) return { kind: "boolean", sql: "lower(x) = 'true'" };
  if (all("whole") || (all("fixed") && found!["whole_in_disguise"] === true && all("fixed")))
    return { kind: "integer", sql: "x::DOUBLE::BIGINT" };
  const scale = Number(found!["scale"] ?? 0);
  if (all("fixed") && scale <= FLOAT_MOST_SCALE) return { kind: "decimal", scale, sql: "x::DOUBLE" };
  if (all("float") && !all("digits") && found!["whole_number"] === true)
    return { kind: "integer", sql: "x::DOUBLE::BIGINT" };
  if (all("float") && !all("digits")) return { kind: "float", sql: "x::DOUBLE" };
  if (all("iso_day") && all("day")) return { kind: "date", sql: "x::DATE" };
  if (all("moment")) return { kind: "datetime", sql: "x::TIMESTAMPTZ AT TIME ZONE 'UTC'" };
  if (all("clock")) return { kind: "time", sql: "x::TIME" };
  if (all("uuid")) return { kind: "uuid", sql: "x" };
  const format = DATE_FORMATS.findIndex((_, k) => all(`d${k}`));
  const isCompact = DATE_FORMATS[format] === "%Y%m%d";
  if (format !== -1 && !isCompact)
    return {
      kind: "date",
      sql: `strptime(x, ${quoteText(DATE_FORMATS[format]!)})::DATE`,
      note: `dates were read as ${DATE_FORMATS[format]}; they are written as ISO 8601`,
    };
  return all("json") ? { kind: "json", sql: "x" } : text;
}

/** The kind of a column that has a type of its own, as in Parquet and JSON; undefined for text, which must be looked at. */
function typedShape(type: string): Shape | undefined {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|HUGEINT)$/.test(type))
    return { kind: "integer", sql: "x::DOUBLE::BIGINT" };
  const decimal = /^DECIMAL\(\d+,(\d+)\)$/.exec(type);
  if (decimal !== null)
    return { kind: decimal[1] === "0" ? "integer" : "decimal", scale: Number(decimal[1]), sql: "x::DOUBLE" };
  if (type === "BOOLEAN") return { kind: "boolean", sql: "x = 'true'" };
  if (type === "UUID") return { kind: "uuid", sql: "x" };
  if (/STRUCT|\[\]|MAP|JSON/.test(type)) return { kind: "json", sql: "x" };
  if (type === "BLOB") return { kind: "binary", sql: "x" };
  return undefined;
}

const toIso = (moment: unknown): string => (moment as string).replace(" ", "T");

/** A text with every digit 9, small letter a and capital A, so that texts of one shape are alike. */
const MASK =
  "regexp_replace(regexp_replace(regexp_replace(x, '[0-9]', '9', 'g'), '[a-z]', 'a', 'g'), '[A-Z]', 'A', 'g')";
const CLASSES: Readonly<Record<string, string>> = { "9": "[0-9]", a: "[a-z]", A: "[A-Z]" };

/** A mask as a regular expression: `AA-999` is `[A-Z]{2}-[0-9]{3}`. */
export function maskToPattern(mask: string): string {
  return mask.replaceAll(/([9aA])\1*|[^9aA]/g, (run, same: string | undefined) => {
    if (same === undefined) return /[a-zA-Z0-9_ @:,;#%&'"=<>!~`/-]/.test(run) ? run : `\\${run}`;
    return CLASSES[same]! + (run.length === 1 ? "" : `{${run.length}}`);
  });
}

async function patternOf(bench: Bench, table: string, x: string): Promise<string | undefined> {
  const masks = await bench.ask(
    `SELECT ${MASK} AS mask, count(*) AS n FROM (SELECT ${x} AS x FROM ${table}) WHERE x IS NOT NULL GROUP BY 1 ORDER BY n DESC, mask LIMIT ${MASKS + 1}`,
  );
  if (masks.length === 0 || masks.length > MASKS) return undefined;
  const patterns = masks.map(({ mask }) => maskToPattern(String(mask)));
  // Shapes made of letters alone are words, not codes.
  if (!masks.some(({ mask }) => /9/.test(String(mask))) || masks.some(({ mask }) => String(mask).length > 40))
    return undefined;
  return patterns.length === 1 ? patterns[0] : `(${patterns.join("|")})`;
}

async function statisticsOf(
  bench: Bench,
  { id, rows }: SampleTable,
  x: string,
  shape: Shape,
): Promise<{ readonly statistics: ColumnStatistics; readonly unique: boolean }> {
  const table = quoteName(id);
  const isNumber = shape.kind === "integer" || shape.kind === "decimal" || shape.kind === "float";
  const isMoment = shape.kind === "date" || shape.kind === "datetime" || shape.kind === "time";
  const cells = `(SELECT ${shape.sql} AS v FROM (SELECT ${x} AS x FROM ${table}) WHERE x IS NOT NULL)`;
  const steps = `[${Array.from({ length: QUANTILES + 1 }, (_, k) => k / QUANTILES).join(", ")}]`;
  const [found] = await bench.ask(`
    SELECT count(*) AS n, count(DISTINCT v) AS different,
      ${isNumber ? `min(v)::DOUBLE AS least, max(v)::DOUBLE AS most, quantile_cont(v::DOUBLE, ${steps}) AS quantiles` : isMoment ? "min(v)::VARCHAR AS least, max(v)::VARCHAR AS most" : "min(length(v::VARCHAR)) AS shortest, max(length(v::VARCHAR)) AS longest"}
    FROM ${cells}`);
  const n = Number(found!["n"]);
  const distinct = Number(found!["different"]);
  const statistics: ColumnStatistics = { nulls: (rows - n) / rows, distinct };
  const unique = n > 1 && distinct === n;
  if (n === 0) return { statistics, unique: false };
  const isFew = distinct <= FREQUENT && (distinct <= 2 || distinct <= n * COMPLETE_SHARE);
  const frequent = isFew
    ? await bench.ask(
        `SELECT v${isMoment ? "::VARCHAR" : isNumber ? "::DOUBLE" : ""} AS value, count(*) AS times FROM ${cells} GROUP BY 1 ORDER BY times DESC, value`,
      )
    : [];
  const quantiles = found!["quantiles"] as { readonly items: readonly number[] } | readonly number[] | undefined;
  const scale = shape.kind === "float" ? undefined : 10 ** (shape.scale ?? 0);
  const round = (value: number): number => (scale === undefined ? value : Math.round(value * scale) / scale);
  const knots = quantiles === undefined ? [] : "items" in quantiles ? quantiles.items : quantiles;
  const pattern = shape.kind === "text" && !isFew ? await patternOf(bench, table, x) : undefined;
  return {
    unique,
    statistics: {
      ...statistics,
      ...(isFew
        ? {
            complete: true,
            frequent: frequent.map(({ value, times }) => ({
              value: value as string | number | boolean,
              share: Number(times) / n,
            })),
          }
        : {}),
      ...(isNumber
        ? {
            min: round(Number(found!["least"])),
            max: round(Number(found!["most"])),
            quantiles: knots.map(round),
          }
        : {}),
      ...(isMoment ? { min: toIso(found!["least"]), max: toIso(found!["most"]) } : {}),
      ...(!isNumber && !isMoment
        ? { shortest: Number(found!["shortest"] ?? 0), longest: Number(found!["longest"] ?? 0) }
        : {}),
      ...(pattern === undefined ? {} : { pattern }),
    },
  };
}

/** What one column of a loaded sample is. */
export async function inferColumn(bench: Bench, sample: SampleTable, column: SampleColumn): Promise<Inferred> {
  const table = quoteName(sample.id);
  const notes: string[] = [];
  const typed = typedShape(column.type);
  let missing: readonly string[] = MISSING;
  let x = cleaned(column.name, missing);
  let shape = typed ?? (await shapeOf(bench, table, x));
  if (typed === undefined && shape.kind === "text") {
    const wider = cleaned(column.name, [...MISSING, ...DOUBTFUL]);
    const other = await shapeOf(bench, table, wider);
    if (other.kind !== "text") {
      missing = [...MISSING, ...DOUBTFUL];
      x = wider;
      shape = other;
    }
  }
  const marks = await bench.ask(
    `SELECT DISTINCT trim(${quoteName(column.name)}::VARCHAR) AS mark FROM ${table} WHERE mark IN (${list(missing.slice(1))})`,
  );
  if (marks.length > 0) notes.push(`${marks.map(({ mark }) => `"${String(mark)}"`).join(", ")} was read as missing`);
  if (shape.note !== undefined) notes.push(shape.note);
  const { statistics, unique } = await statisticsOf(bench, sample, x, shape);
  const { kind, scale } = shape;
  return { type: { kind, native: column.type, ...(scale === undefined ? {} : { scale }) }, statistics, unique, notes };
}
