import type { CatalogueType, SqlExpression } from "./catalogue.ts";

/** A column as an expression names it: its name in the document, and what it holds. */
export interface CelColumn {
  readonly name: string;
  readonly type: CatalogueType;
}

type Columns = (sqlName: string) => CelColumn | undefined;

/** What cannot be written in CEL; caught in `toCel` alone. */
class Untranslatable extends Error {}

const RESERVED = new Set("now today row true false null in".split(" "));

/** A field's name in an expression. */
export function celName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `\`${name.replaceAll("`", "\\`")}\``;
}

const celText = (text: string): string =>
  `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")}"`;

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A pattern of LIKE as a regular expression that matches the whole text. */
export function likeToRegex(pattern: string): string {
  let regex = "";
  for (let k = 0; k < pattern.length; k++) {
    const c = pattern[k]!;
    if (c === "\\" && k + 1 < pattern.length) regex += escapeRegex(pattern[++k]!);
    else if (c === "%") regex += "[\\s\\S]*";
    else if (c === "_") regex += "[\\s\\S]";
    else regex += escapeRegex(c);
  }
  return `^${regex}$`;
}

/** A POSIX expression of the databases as one of CEL: what differs is the names of classes. */
export function posixToRegex(pattern: string): string {
  const classes: Readonly<Record<string, string>> = {
    alpha: "A-Za-z",
    digit: "0-9",
    alnum: "A-Za-z0-9",
    upper: "A-Z",
    lower: "a-z",
    space: "\\s",
    xdigit: "0-9A-Fa-f",
    punct: "!-/:-@\\[-`{-~",
  };
  return pattern
    .replace(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole)
    .replaceAll("\\m", "\\b")
    .replaceAll("\\M", "\\b")
    .replaceAll("\\y", "\\b");
}

const isText = (value: SqlExpression): value is { op: "literal"; value: string } =>
  value.op === "literal" && typeof value.value === "string";

/** Without casts that change nothing a check asks: `(status)::text`. */
export function bare(expression: SqlExpression): SqlExpression {
  return expression.op === "cast" && !["integer", "date"].includes(expression.type.kind)
    ? bare(expression.arg)
    : expression;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  "=": "==",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};
const PARTS: Readonly<Record<string, string>> = {
  year: "year",
  month: "month",
  day: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  quarter: "quarter",
  isodow: "weekday",
  doy: "dayOfYear",
};
const SIMPLE_CALLS: Readonly<Record<string, string>> = {
  length: "size",
  char_length: "size",
  character_length: "size",
  len: "size",
  abs: "abs",
  round: "round",
  floor: "floor",
  ceil: "ceil",
  ceiling: "ceil",
  sqrt: "sqrt",
  power: "pow",
  pow: "pow",
  exp: "exp",
  ln: "log",
  coalesce: "coalesce",
  ifnull: "coalesce",
  isnull: "coalesce",
  nvl: "coalesce",
  greatest: "max",
  least: "min",
  lower: "lowerAscii",
  upper: "upperAscii",
  trim: "trim",
  btrim: "trim",
  replace: "replace",
  date: "date",
};
const NOWS = new Set(
  "now current_timestamp localtimestamp transaction_timestamp statement_timestamp clock_timestamp getdate sysdatetime getutcdate sysutcdatetime".split(
    " ",
  ),
);
const TODAYS = new Set("current_date curdate today".split(" "));

function call(name: string, args: readonly SqlExpression[], columns: Columns): string {
  if (NOWS.has(name)) return "now";
  if (TODAYS.has(name)) return "today";
  const texts = args.map((arg) => write(arg, columns));
  if (name === "extract" || name === "date_part") {
    const [unit] = args;
    const part =
      unit !== undefined && isText(bare(unit))
        ? PARTS[(bare(unit) as { value: string }).value.toLowerCase()]
        : undefined;
    if (part !== undefined && texts[1] !== undefined) return `${part}(${texts[1]})`;
  }
  if (PARTS[name] !== undefined && texts.length === 1) return `${PARTS[name]}(${texts[0]})`;
  if (name === "concat") return `(${texts.map((text) => `coalesce(${text}, "")`).join(" + ")})`;
  if ((name === "substring" || name === "substr") && texts.length === 3) {
    const [, from, count] = args.map(bare);
    if (from?.op === "literal" && count?.op === "literal" && Number(from.value) >= 1)
      return `substring(${texts[0]}, ${Number(from.value) - 1}, ${Number(from.value) - 1 + Number(count.value)})`;
  }
  if (name === "left" && texts.length === 2) return `substring(${texts[0]}, 0, ${texts[1]})`;
  if (name === "nullif" && texts.length === 2) return `(${texts[0]} == ${texts[1]} ? null : ${texts[0]})`;
  if (name === "regexp_like" && texts.length === 2) return `matches(${texts[0]}, ${texts[1]})`;
  const known = Object.hasOwn(SIMPLE_CALLS, name) ? SIMPLE_CALLS[name] : undefined;
  if (known === undefined) throw new Untranslatable(name);
  return `${known}(${texts.join(", ")})`;
}

function matching(operator: string, left: SqlExpression, right: SqlExpression, columns: Columns): string {
  const pattern = bare(right);
  if (!isText(pattern)) throw new Untranslatable(operator);
  const text = write(left, columns);
  const isLike = operator === "like" || operator === "ilike";
  if (operator === "like") {
    const inner = pattern.value.replace(/^%/, "").replace(/%$/, "");
    if (!/[%_\\]/.test(inner)) {
      const [open, close] = [pattern.value.startsWith("%"), pattern.value.endsWith("%") && pattern.value.length > 1];
      if (!open && !close) return `${text} == ${celText(inner)}`;
      const name = open && close ? "contains" : open ? "endsWith" : "startsWith";
      return `${name}(${text}, ${celText(inner)})`;
    }
  }
  const regex = isLike ? likeToRegex(pattern.value) : posixToRegex(pattern.value);
  if (/\(\?[=!<]|\\[1-9]|\\p/.test(regex)) throw new Untranslatable("a look-around");
  return `matches(${text}, ${celText(operator === "ilike" || operator === "~*" ? `(?i)${regex}` : regex)})`;
}

/** A literal beside a column is written as the column's kind wants it: '1' beside a number, 1 beside a truth value. */
function beside(literal: SqlExpression, other: SqlExpression, columns: Columns): string {
  const [value, column] = [bare(literal), bare(other)];
  const kind = column.op === "column" ? columns(column.name)?.type.kind : undefined;
  if (value.op === "literal" && value.value !== null) {
    if (isText(value) && ["integer", "decimal", "float"].includes(kind ?? "") && /^-?\d+(\.\d+)?$/.test(value.value))
      return value.value;
    if (kind === "boolean" && (value.value === 0 || value.value === 1)) return value.value === 1 ? "true" : "false";
    if (kind === "text" && typeof value.value === "number") return celText(String(value.value));
  }
  return write(literal, columns);
}

function binary(expression: Extract<SqlExpression, { op: "binary" }>, columns: Columns): string {
  const { operator, left, right } = expression;
  if (["like", "ilike", "~", "~*"].includes(operator)) return matching(operator, left, right, columns);
  if (operator === "||") return `(string(${write(left, columns)}) + string(${write(right, columns)}))`;
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return `${beside(left, right, columns)} ${comparison} ${beside(right, left, columns)}`;
  const isWhole = operator === "/" && [left, right].every((side) => isInteger(side, columns));
  const text = `(${write(left, columns)} ${operator} ${write(right, columns)})`;
  return isWhole ? `int${text}` : text;
}

/** Division of whole numbers is whole in SQL. */
function isInteger(expression: SqlExpression, columns: Columns): boolean {
  const inner = bare(expression);
  if (inner.op === "literal") return typeof inner.value === "number" && Number.isInteger(inner.value);
  return inner.op === "column" && columns(inner.name)?.type.kind === "integer";
}

function literal(value: string | number | boolean | null): string {
  if (value === null) return "null";
  if (typeof value !== "string") return String(value);
  return celText(value);
}

function cast(arg: SqlExpression, type: CatalogueType, columns: Columns): string {
  const text = write(arg, columns);
  const inner = bare(arg);
  switch (type.kind) {
    case "date":
      return isText(inner) ? text : `date(${text})`;
    case "integer":
      return inner.op === "literal" && typeof inner.value === "number" ? text : `int(round(${text}))`;
    case "interval" as never:
    case "duration":
      return isText(inner) ? interval(inner.value) : text;
    default:
      if (isText(inner) && ["decimal", "float"].includes(type.kind) && /^-?\d+(\.\d+)?$/.test(inner.value))
        return inner.value;
      return text;
  }
}

const UNITS: Readonly<Record<string, string>> = {
  day: "days",
  week: "weeks",
  hour: "hours",
  minute: "minutes",
  second: "seconds",
};

/** Days of years and months, rounded up: expressions know spans, not calendars. */
const LONG_DAYS: Readonly<Record<string, number>> = { year: 365.25, month: 30.4375 };

function interval(written: string): string {
  const text = written.replaceAll(
    /(\d+)\s*(year|month)s?\b/gi,
    (_, count: string, unit: string) => `${Math.ceil(Number(count) * LONG_DAYS[unit.toLowerCase()]!)} days`,
  );
  const parts = [...text.matchAll(/(-?\d+)\s*(day|week|hour|minute|second)s?\b/gi)];
  const clock = /^(\d+):(\d\d):(\d\d)$/.exec(text);
  if (clock !== null) return `seconds(${Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])})`;
  if (parts.length === 0 || text.replace(/(-?\d+)\s*(day|week|hour|minute|second)s?\b/gi, "").trim() !== "")
    throw new Untranslatable("an interval");
  return parts.map(([, count, unit]) => `${UNITS[unit!.toLowerCase()]}(${count})`).join(" + ");
}

function write(expression: SqlExpression, columns: Columns): string {
  switch (expression.op) {
    case "column": {
      const column = columns(expression.name);
      if (column === undefined || ["json", "binary", "array", "other", "set"].includes(column.type.kind))
        throw new Untranslatable(expression.name);
      return celName(column.name);
    }
    case "literal":
      return literal(expression.value);
    case "call":
      return call(expression.name, expression.args, columns);
    case "binary":
      return binary(expression, columns);
    case "and":
    case "or": {
      const join = expression.op === "and" ? " && " : " || ";
      return `(${expression.args.map((arg) => write(arg, columns)).join(join)})`;
    }
    case "not":
      return `!(${write(expression.arg, columns)})`;
    case "negate":
      return `-${write(expression.arg, columns)}`;
    case "is-null":
      return `(${write(expression.arg, columns)} == null)`;
    case "in": {
      const { arg, list } = expression;
      if (list.some((item) => bare(item).op !== "literal" && bare(item).op !== "negate")) {
        return `(${list.map((item) => `${beside(arg, item, columns)} == ${beside(item, arg, columns)}`).join(" || ")})`;
      }
      return `${write(arg, columns)} in [${list.map((item) => beside(item, arg, columns)).join(", ")}]`;
    }
    case "between": {
      const { arg, low, high } = expression;
      const text = write(arg, columns);
      return `(${text} >= ${beside(low, arg, columns)} && ${text} <= ${beside(high, arg, columns)})`;
    }
    case "cast":
      return cast(expression.arg, expression.type, columns);
    default: {
      const { whens, otherwise } = expression;
      const last = otherwise === undefined ? "null" : write(otherwise, columns);
      return `(${whens.map(({ when, then: value }) => `${write(when, columns)} ? ${write(value, columns)} : `).join("")}${last})`;
    }
  }
}

/** An expression of SQL as one of CEL that says the same; undefined where we cannot write it. */
export function toCel(expression: SqlExpression, columns: Columns): string | undefined {
  try {
    const text = write(expression, columns);
    return text.startsWith("(") && closes(text) ? text.slice(1, -1) : text;
  } catch (error) {
    if (error instanceof Untranslatable) return undefined;
    throw error;
  }
}

/** Whether the first parenthesis is closed by the last character. */
function closes(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let k = 0; k < text.length; k++) {
    const c = text[k]!;
    if (quoted && c === "\\") k++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === "(") depth++;
    else if (!quoted && c === ")" && --depth === 0) return k === text.length - 1;
  }
  return false;
}
