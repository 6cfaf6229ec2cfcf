import type { CatalogueColumn, CatalogueType, ColumnStatistics } from "@semblance/engine";
import { quoteName, quoteText, type Bench } from "./engine.ts";
import type { SampleColumn, SampleTable } from "./files.ts";
import { inferNested, isNested } from "./nested.ts";
import { askWritten, toWritten } from "./written-number.ts";

/** What a column of a sample is, and how its values spread. */
export interface Inferred {
  readonly type: CatalogueType;
  readonly statistics: ColumnStatistics;
  /** Whether no value occurs twice; nulls aside. */
  readonly unique: boolean;
  readonly notes: readonly string[];
  /** Its cells in SQL, as what they are rather than as text; undefined where they are no moments. */
  readonly moment?: string;
}

/** What people write for a value that is missing; those behind `doubtful` only where the column then has numbers or dates. */
const MISSING = ["", "?", "NULL", "null", "\\N", "N/A", "n/a", "#N/A", "NaN", "nan", "<NA>"];
const DOUBTFUL = ["NA", "na", "-", "--", ".", "none", "None"];
const DATE_FORMATS = [
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d.%m.%Y",
  "%Y/%m/%d",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%Y%m%d",
  "%d %b %Y",
  "%d-%b-%Y",
  "%b %d, %Y",
  "%d %B %Y",
  "%B %d, %Y",
];
const CLOCKS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"];
/** A day in that format with any time of day behind it. */
const timed = (format: string): string => `[${CLOCKS.map((clock) => quoteText(`${format} ${clock}`)).join(", ")}]`;
/** A format as people name it. */
const formatName = (format: string): string =>
  format.replaceAll(
    /%[dmYbB]/g,
    (part) => ({ "%d": "dd", "%m": "mm", "%Y": "yyyy", "%b": "Mon", "%B": "Month" })[part]!,
  );
const FREQUENT = 200;
const COMPLETE_SHARE = 0.2; // more different values than this share of the rows are no categories
const SMALL = 100; // rows that are few
const COMPLETE_SHARE_OF_FEW = 0.5;
const QUANTILES = 100;
const FLOAT_MOST_SCALE = 6;
const HEAD = 500; // cells of a first look
const MASKS = 4;
const SAME = 8; // texts of one mask, of which it is no chance that a character is the same

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

/** Some cells of a column that are not missing, for a first look. */
const headOf = (table: string, x: string): string =>
  `(SELECT x FROM (SELECT ${x} AS x FROM ${table}) WHERE x IS NOT NULL LIMIT ${HEAD})`;

/** Dates and moments in the first of the formats that all texts have. */
async function dateOf(bench: Bench, table: string, x: string): Promise<Shape | undefined> {
  const days = DATE_FORMATS.filter((format) => format !== "%Y%m%d").map((format) => ({
    kind: "date" as const,
    test: `try_strptime(x, ${quoteText(format)})`,
    note: `dates were read as ${formatName(format)}; they are written as yyyy-mm-dd`,
  }));
  const moments = DATE_FORMATS.map((format) => ({
    kind: "datetime" as const,
    test: `try_strptime(x, ${timed(format)})`,
    note: `moments were read as ${formatName(format)} with a time; they are written as yyyy-mm-ddThh:mm:ssZ`,
  }));
  const all = [...days, ...moments];
  const counts = all.map(({ test }, k) => `count(${test}) AS f${k}`).join(", ");
  const [head] = await bench.ask(`SELECT count(x) AS n, ${counts} FROM ${headOf(table, x)}`);
  for (const { kind, test, note } of all.filter((_, k) => Number(head![`f${k}`]) === Number(head!["n"]))) {
    const [whole] = await bench.ask(
      `SELECT count(x) AS n, count(${test}) AS fit FROM (SELECT ${x} AS x FROM ${table})`,
    );
    if (whole!["fit"] === whole!["n"]) return { kind, sql: kind === "date" ? `(${test})::DATE` : test, note };
  }
  return undefined;
}

/** Numbers with signs, thousands or a comma. */
async function writtenOf(bench: Bench, table: string, x: string): Promise<Shape | undefined> {
  const [head] = await bench.ask(askWritten(headOf(table, x)));
  if (toWritten(head!) === undefined) return undefined;
  const [whole] = await bench.ask(askWritten(`(SELECT ${x} AS x FROM ${table})`));
  const written = toWritten(whole!);
  if (written === undefined) return undefined;
  const { sql, scale, note } = written;
  return scale === 0 ? { kind: "integer", sql: `(${sql})::BIGINT`, note } : { kind: "decimal", scale, sql, note };
}

const matching = (pattern: string): string => `count(*) FILTER (regexp_full_match(x, ${quoteText(pattern)}))`;

/** How many cells are of a kind, as SQL, by the kind's name. */
const COUNTS: ReadonlyMap<string, string> = new Map([
  ["whole", matching("[-+]?(0|[1-9][0-9]{0,14})")],
  ["digits", matching("[-+]?[0-9]{1,15}")],
  ["fixed", matching("[-+]?(0|[1-9][0-9]{0,14})?\\.[0-9]+|[-+]?(0|[1-9][0-9]{0,14})\\.?")],
  ["float", "count(try_cast(x AS DOUBLE)) FILTER (isfinite(try_cast(x AS DOUBLE)))"],
  ["truth", "count(*) FILTER (lower(x) IN ('true', 'false'))"],
  ["iso_day", matching("\\d{4}-\\d{2}-\\d{2}")],
  ["day", "count(try_cast(x AS DATE))"],
  ["moment", "count(try_cast(x AS TIMESTAMPTZ)) FILTER (regexp_matches(x, '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}'))"],
  ["clock", matching("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?")],
  ["uuid", matching("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")],
  ["json", matching("\\s*[\\[{].*[\\]}]\\s*")],
]);
/** What else is asked, where all cells are of that kind. */
const FURTHER: Readonly<Record<string, string>> = {
  fixed: `max(length(split_part(x, '.', 2))) FILTER (regexp_full_match(x, '[-+]?[0-9]*\\.[0-9]+')) AS scale,
      bool_and(regexp_full_match(x, '[-+]?[0-9]+(\\.0+)?')) AS whole_in_disguise`,
  float:
    "bool_and(try_cast(x AS DOUBLE) = round(try_cast(x AS DOUBLE)) AND abs(try_cast(x AS DOUBLE)) < 1e15) AS whole_number",
};

/** The counts of some kinds over some rows, and of all cells as `n`. */
async function countKinds(
  bench: Bench,
  rows: string,
  x: string,
  kinds: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const parts = kinds.flatMap((kind) => [`${COUNTS.get(kind)} AS ${kind}`, FURTHER[kind] ?? []].flat());
  const [found = {}] = await bench.ask(
    `WITH cells AS (SELECT ${x} AS x FROM ${rows}) SELECT ${["count(x) AS n", ...parts].join(",\n      ")} FROM cells`,
  );
  return found;
}

/** Tells what all texts of a column are by counting those that fit each kind: the first kind that fits all is it. */
async function shapeOf(bench: Bench, table: string, x: string): Promise<Shape> {
  const every = [...COUNTS.keys()];
  // A kind that some of the first rows are not of is not the kind of all: most columns need no more than this look.
  const head = await countKinds(bench, `(SELECT * FROM ${table} LIMIT ${HEAD})`, x, every);
  const kinds = every.filter((kind) => Number(head[kind]) === Number(head["n"]));
  const found = kinds.length === 0 ? head : await countKinds(bench, table, x, kinds);
  const n = Number(found["n"]);
  const all = (key: string): boolean => n > 0 && Number(found[key]) === n;
  const text: Shape = { kind: "text", sql: "x" };
  if (n === 0) return text;
  if (all("truth")) return { kind: "boolean", sql: "lower(x) = 'true'" };
  if (all("whole") || (all("fixed") && found["whole_in_disguise"] === true))
    return { kind: "integer", sql: "x::DOUBLE::BIGINT" };
  const scale = Number(found["scale"] ?? 0);
  if (all("fixed") && scale <= FLOAT_MOST_SCALE) return { kind: "decimal", scale, sql: "x::DOUBLE" };
  if (all("float") && !all("digits") && found["whole_number"] === true)
    return { kind: "integer", sql: "x::DOUBLE::BIGINT" };
  if (all("float") && !all("digits")) return { kind: "float", sql: "x::DOUBLE" };
  if (all("iso_day") && all("day")) return { kind: "date", sql: "x::DATE" };
  if (all("moment")) return { kind: "datetime", sql: "x::TIMESTAMPTZ AT TIME ZONE 'UTC'" };
  if (all("clock")) return { kind: "time", sql: "x::TIME" };
  if (all("uuid")) return { kind: "uuid", sql: "x" };
  const written = (await dateOf(bench, table, x)) ?? (await writtenOf(bench, table, x));
  if (written !== undefined) return written;
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

const NUMBER = "try_cast(x AS DOUBLE)";
const MOMENT = "coalesce(try_cast(x AS TIMESTAMPTZ), try_strptime(x, ['%Y%m%d', '%m/%d/%Y', '%Y%m%d %H:%M:%S']))";

/** The cells of a column whose type is declared; undefined where their nulls alone say anything. Cells that do not fit are null. */
function declaredShape({ kind, scale }: CatalogueType): Shape | undefined {
  switch (kind) {
    case "integer":
      return { kind, sql: `try_cast(round(${NUMBER}) AS BIGINT)` };
    case "decimal":
      return {
        kind,
        sql: scale === undefined ? NUMBER : `round(${NUMBER}, ${scale})`,
        ...(scale === undefined ? {} : { scale }),
      };
    case "float":
      return { kind, sql: NUMBER };
    case "boolean":
      return {
        kind,
        sql: "CASE WHEN lower(x) IN ('1', 't', 'true', 'y', 'yes') THEN true WHEN lower(x) IN ('0', 'f', 'false', 'n', 'no') THEN false END",
      };
    case "date":
      return { kind, sql: `try_cast(${MOMENT} AS DATE)` };
    case "datetime":
      return { kind, sql: `${MOMENT} AT TIME ZONE 'UTC'` };
    case "time":
      return { kind, sql: "try_cast(x AS TIME)" };
    case "text":
    case "enum":
      return { kind, sql: "x" };
    default:
      return undefined;
  }
}

const toIso = (moment: unknown): string => (moment as string).replace(" ", "T");

/** A text with every digit 9, small letter a and capital A, so that texts of one shape are alike. */
const MASK =
  "regexp_replace(regexp_replace(regexp_replace(x, '[0-9]', '9', 'g'), '[a-z]', 'a', 'g'), '[A-Z]', 'A', 'g')";
const CLASSES: Readonly<Record<string, string>> = { "9": "[0-9]", a: "[a-z]", A: "[A-Z]" };

const escaped = (character: string): string => (/[.*+?^${}()|[\]\\]/.test(character) ? `\\${character}` : character);

/** A mask as a regular expression: `AA-999` is `[A-Z]{2}-[0-9]{3}`; letters that all texts have in a place stay as they are. */
export function maskToPattern(mask: string, constant: readonly (string | null)[] = []): string {
  const parts: { one: string; times: number }[] = [];
  for (const [k, c] of [...mask].entries()) {
    const fixed = constant[k] ?? (Object.hasOwn(CLASSES, c) ? undefined : c);
    const one = fixed === undefined ? CLASSES[c]! : escaped(fixed);
    const last = parts.at(-1);
    if (fixed === undefined && last?.one === one) last.times++;
    else parts.push({ one, times: 1 });
  }
  return parts.map(({ one, times }) => (times === 1 ? one : `${one}{${times}}`)).join("");
}

/** The letter that all texts of a mask have in each place; null for digits, where they differ, or where they are too few to say so. */
async function constantsOf(
  bench: Bench,
  cells: string,
  mask: string,
  count: number,
): Promise<readonly (string | null)[]> {
  if (count < SAME) return [];
  const at = [...mask].map((_, k) => {
    const c = `substr(x, ${k + 1}, 1)`;
    return `CASE WHEN min(${c}) = max(${c}) AND NOT min(${c}) BETWEEN '0' AND '9' THEN min(${c}) END AS c${k}`;
  });
  const [found] = await bench.ask(`SELECT ${at.join(", ")} FROM ${cells} WHERE ${MASK} = ${quoteText(mask)}`);
  return [...mask].map((_, k) => found![`c${k}`] as string | null);
}

async function patternOf(bench: Bench, table: string, x: string): Promise<string | undefined> {
  const masksOf = (rows: string): ReturnType<Bench["ask"]> =>
    bench.ask(
      `SELECT ${MASK} AS mask, count(*) AS n FROM (SELECT ${x} AS x FROM ${rows}) WHERE x IS NOT NULL GROUP BY 1 ORDER BY n DESC, mask LIMIT ${MASKS + 1}`,
    );
  const head = await masksOf(`(SELECT * FROM ${table} LIMIT ${HEAD})`);
  if (head.length > MASKS) return undefined; // further rows bring no fewer
  const masks = await masksOf(table);
  if (masks.length === 0 || masks.length > MASKS) return undefined;
  const patterns: string[] = [];
  // Shapes made of letters alone are words, not codes.
  if (!masks.some(({ mask }) => /9/.test(String(mask))) || masks.some(({ mask }) => String(mask).length > 40))
    return undefined;
  const cells = `(SELECT ${x} AS x FROM ${table})`;
  for (const { mask, n } of masks)
    patterns.push(maskToPattern(String(mask), await constantsOf(bench, cells, String(mask), Number(n))));
  return patterns.length === 1 ? patterns[0] : `(${patterns.join("|")})`;
}

async function statisticsOf(
  bench: Bench,
  { id, rows }: Pick<SampleTable, "id" | "rows">,
  x: string,
  shape: Shape,
): Promise<{ readonly statistics: ColumnStatistics; readonly unique: boolean }> {
  const table = quoteName(id);
  const isNumber = shape.kind === "integer" || shape.kind === "decimal" || shape.kind === "float";
  const isMoment = shape.kind === "date" || shape.kind === "datetime" || shape.kind === "time";
  const cells = `(SELECT ${shape.sql} AS v FROM (SELECT ${x} AS x FROM ${table}) WHERE x IS NOT NULL)`;
  const steps = `[${Array.from({ length: QUANTILES + 1 }, (_, k) => k / QUANTILES).join(", ")}]`;
  const [found] = await bench.ask(`
    SELECT count(*) AS n, count(v) AS fit, count(DISTINCT v) AS different,
      ${isNumber ? `min(v)::DOUBLE AS least, max(v)::DOUBLE AS most, quantile_cont(v::DOUBLE, ${steps}) AS quantiles` : isMoment ? "min(v)::VARCHAR AS least, max(v)::VARCHAR AS most" : "min(length(v::VARCHAR)) AS shortest, max(length(v::VARCHAR)) AS longest"}
    FROM ${cells}`);
  const n = Number(found!["n"]);
  const distinct = Number(found!["different"]);
  const statistics: ColumnStatistics = { nulls: (rows - n) / rows, distinct };
  const unique = n > 1 && distinct === n;
  if (n === 0) return { statistics, unique: false };
  if (Number(found!["fit"]) < n) return { statistics: { nulls: statistics.nulls }, unique: false };
  const share = shape.kind === "text" && n < SMALL ? COMPLETE_SHARE_OF_FEW : COMPLETE_SHARE;
  const isFew = distinct <= FREQUENT && (distinct <= 2 || distinct <= n * share);
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

const FINEST = 4; // digits behind the point that prices, weights and shares are written with

/** The digits behind the point that numbers of a float column are written with, its noise aside; undefined where they are no such numbers. */
async function scaleOf(bench: Bench, table: string, x: string): Promise<number | undefined> {
  const fits = Array.from(
    { length: FINEST + 1 },
    (_, k) => `bool_and(abs(v - round(v, ${k})) <= abs(v) * 1e-6) AS s${k}`,
  );
  const [found] = await bench.ask(
    `SELECT ${fits.join(", ")} FROM (SELECT ${NUMBER} AS v FROM (SELECT ${x} AS x FROM ${table}))`,
  );
  const scale = fits.findIndex((_, k) => found![`s${k}`] === true);
  return scale === -1 ? undefined : scale;
}

function momentOf({ kind, sql }: Shape, x: string): { readonly moment?: string } {
  return kind === "date" || kind === "datetime" ? { moment: sql.replaceAll(/\bx\b/g, () => `(${x})`) } : {};
}

/** What a column of a declared type holds, from rows in the bench: null is what is missing there, and nothing else. */
export async function inferDeclared(
  bench: Bench,
  sample: Pick<SampleTable, "id" | "rows">,
  { name, type: declared }: Pick<CatalogueColumn, "name" | "type">,
): Promise<Omit<Inferred, "notes">> {
  const x = `${quoteName(name)}::VARCHAR`;
  const shape = declaredShape(declared);
  if (shape === undefined) {
    const [found] = await bench.ask(`SELECT count(${quoteName(name)}) AS n FROM ${quoteName(sample.id)}`);
    return {
      type: declared,
      statistics: { nulls: (sample.rows - Number(found!["n"])) / sample.rows },
      unique: false,
    };
  }
  const isLoose = declared.kind === "float" || (declared.kind === "decimal" && declared.scale === undefined);
  const scale = isLoose ? await scaleOf(bench, quoteName(sample.id), x) : undefined;
  const told: Shape = scale === undefined ? shape : { kind: "decimal", scale, sql: `round(${NUMBER}, ${scale})` };
  const { statistics, unique } = await statisticsOf(bench, sample, x, told);
  const type: CatalogueType = scale === undefined ? declared : { ...declared, kind: "decimal", scale };
  return { type, statistics, unique, ...momentOf(shape, x) };
}

/** Names of columns whose digits are no number that anybody counts with. */
const DIGITS =
  /(?:^|[_ .-]|(?<=[a-z])(?=[A-Z]))(?:zip|postal|post_?code|plz|cap|phone|telephone|tel|mobile|fax|iban|isbn|ean|upc|ssn|vat)(?:$|[_ .-]|[A-Z]|code|number)/i;

/** What one column of a loaded sample is. */
export async function inferColumn(bench: Bench, sample: SampleTable, column: SampleColumn): Promise<Inferred> {
  const table = quoteName(sample.id);
  const notes: string[] = [];
  const isText = (kind: Shape["kind"]): boolean =>
    (kind === "integer" || kind === "decimal" || kind === "float") &&
    ((sample.isTyped === true && column.type === "VARCHAR") || DIGITS.test(column.name));
  if (isNested(column.type))
    return { ...(await inferNested(bench, sample, column, inferColumn)), unique: false, notes };
  const typed = typedShape(column.type);
  let missing: readonly string[] = MISSING;
  let x = cleaned(column.name, missing);
  let shape = typed ?? (await shapeOf(bench, table, x));
  if (typed === undefined && isText(shape.kind)) shape = { kind: "text", sql: "x" };
  if (typed === undefined && shape.kind === "text") {
    const wider = cleaned(column.name, [...MISSING, ...DOUBTFUL]);
    const other = await shapeOf(bench, table, wider);
    if (other.kind !== "text" && !isText(other.kind)) {
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
  const type: CatalogueType = { kind, native: column.type, ...(scale === undefined ? {} : { scale }) };
  return { type, statistics, unique, notes, ...momentOf(shape, x) };
}
