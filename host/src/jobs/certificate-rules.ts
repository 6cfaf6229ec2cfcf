import { parseTree, pathOf, type Node, type Tree } from "@semblance/engine";
import type { CertifiedColumn } from "./certificate-shape.ts";
import { quotedText } from "./duckdb.ts";

type Kind = CertifiedColumn["kind"] | "null";

/** An expression of SQL and what it holds; durations are milliseconds. */
interface Sql {
  readonly sql: string;
  readonly kind: Kind;
  /** The text of a literal. */
  readonly text?: string;
  /** A duration that is whole days by its making. */
  readonly wholeDays?: boolean;
}

/** What a rule is translated over: the columns by name as SQL, and the moment that `now` means. */
export interface RuleScope {
  readonly columns: ReadonlyMap<string, { readonly sql: string; readonly kind: Kind }>;
  readonly now: string;
}

/** Why a rule cannot be said in SQL with exactly its meaning. */
class Untranslatable extends Error {}

function refuse(what: string): never {
  throw new Untranslatable(what);
}

const NUMERIC: ReadonlySet<Kind> = new Set(["integer", "decimal", "float"]);
const TEMPORAL: ReadonlySet<Kind> = new Set(["date", "datetime", "time"]);
const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  weeks: 7 * DAY_MS,
  days: DAY_MS,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
};
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

const sum = (kinds: readonly Kind[]): Kind =>
  kinds.includes("float") ? "float" : kinds.includes("decimal") ? "decimal" : "integer";
const numbers = (terms: readonly Sql[], what: string): Kind =>
  terms.every(({ kind }) => NUMERIC.has(kind)) ? sum(terms.map(({ kind }) => kind)) : refuse(what);
const toTimestamp = ({ sql, kind }: Sql): string => (kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql);

function toLiteral(value: unknown, source: string): Sql {
  if (value === null) return { sql: "NULL", kind: "null" };
  if (typeof value === "boolean") return { sql: String(value), kind: "boolean" };
  if (typeof value === "string") return { sql: quotedText(value), kind: "text", text: value };
  const number = source.replace(/[uU]$/, "");
  if (/^\d+$/.test(number)) return { sql: number, kind: "integer" };
  if (/^\d+\.\d+$/.test(number) && number.length <= 16) return { sql: number, kind: "decimal" };
  if (/^0[xX]/.test(number)) return { sql: String(Number(number)), kind: "integer" };
  return { sql: `CAST(${number} AS DOUBLE)`, kind: "float" };
}

/** A literal text beside a date, moment or time is read as one. */
function meet(a: Sql, b: Sql): readonly [Sql, Sql] {
  const read = (text: Sql, other: Sql): Sql => {
    if (text.text === undefined || !TEMPORAL.has(other.kind)) return text;
    if (other.kind === "time") return { sql: `CAST(${text.sql} AS TIME)`, kind: "time" };
    if (!MOMENT.test(text.text)) return refuse(`the moment ${text.text}`);
    return { sql: `CAST(${text.sql} AS TIMESTAMP)`, kind: "datetime" };
  };
  return [read(a, b), read(b, a)];
}

function compare(op: string, left: Sql, right: Sql): Sql {
  if (left.kind === "null" || right.kind === "null") {
    const other = left.kind === "null" ? right : left;
    if (op !== "==" && op !== "!=") return refuse(`${op} with null`);
    return { sql: `(${other.sql} IS ${op === "==" ? "" : "NOT "}NULL)`, kind: "boolean" };
  }
  const [a, b] = meet(left, right);
  const isDated = (kind: Kind): boolean => kind === "date" || kind === "datetime";
  const fits =
    a.kind === b.kind || (NUMERIC.has(a.kind) && NUMERIC.has(b.kind)) || (isDated(a.kind) && isDated(b.kind));
  if (!fits) return refuse(`${a.kind} ${op} ${b.kind}`);
  const sign = op === "==" ? "=" : op === "!=" ? "<>" : op;
  const plain = a.kind === b.kind || !isDated(a.kind);
  const [x, y] = plain ? [a.sql, b.sql] : [toTimestamp(a), toTimestamp(b)];
  return { sql: `(${x} ${sign} ${y})`, kind: "boolean" };
}

function addTime(op: "+" | "-", a: Sql, b: Sql): Sql {
  if (b.kind === "duration") {
    if (a.kind === "date" && b.wholeDays === true)
      return { sql: `(${a.sql} ${op} CAST(${b.sql} // ${DAY_MS} AS INTEGER))`, kind: "date" };
    if (a.kind === "date" || a.kind === "datetime")
      return {
        sql: `make_timestamp_ms(CAST(epoch_ms(${toTimestamp(a)}) ${op} ${b.sql} AS BIGINT))`,
        kind: "datetime",
      };
    if (a.kind === "duration") return { sql: `(${a.sql} ${op} ${b.sql})`, kind: "duration" };
  }
  if (op === "+" && a.kind === "duration") return addTime("+", b, a);
  const isDated = [a, b].every(({ kind }) => kind === "date" || kind === "datetime");
  if (op !== "-" || !isDated) return refuse(`${a.kind} ${op} ${b.kind}`);
  const sql = `(epoch_ms(${toTimestamp(a)}) - epoch_ms(${toTimestamp(b)}))`;
  return { sql, kind: "duration", wholeDays: a.kind === "date" && b.kind === "date" };
}

/** Text as the engine writes it; moments and floats are written otherwise by SQL. */
function toText({ sql, kind }: Sql): string {
  if (kind === "text" || kind === "uuid") return sql;
  if (kind === "integer" || kind === "decimal" || kind === "date") return `CAST(${sql} AS VARCHAR)`;
  return refuse(`${kind} as text`);
}

function arithmetic(op: "+" | "-" | "*" | "/" | "%", a: Sql, b: Sql): Sql {
  if (a.kind === "null" || b.kind === "null") return { sql: "NULL", kind: "null" };
  if (op === "+" && (a.kind === "text" || b.kind === "text"))
    return { sql: `(${toText(a)} || ${toText(b)})`, kind: "text" };
  const isTime = [a, b].some(({ kind }) => TEMPORAL.has(kind) || kind === "duration");
  if (isTime && (op === "+" || op === "-")) return addTime(op, a, b);
  if (op === "/" && a.kind === b.kind && a.kind === "duration")
    return { sql: `(CAST(${a.sql} AS DOUBLE) / NULLIF(${b.sql}, 0))`, kind: "float" };
  const kind = numbers([a, b], `${a.kind} ${op} ${b.kind}`);
  if (op === "/") return { sql: `(CAST(${a.sql} AS DOUBLE) / NULLIF(${b.sql}, 0))`, kind: "float" };
  if (op === "%") return { sql: `(${a.sql} % NULLIF(${b.sql}, 0))`, kind };
  return { sql: `(${a.sql} ${op} ${b.sql})`, kind };
}

function part(name: string, [a]: readonly Sql[]): Sql {
  if (a === undefined || !TEMPORAL.has(a.kind)) return refuse(`${name}(${a?.kind ?? ""})`);
  return { sql: `${name}(${a.sql})`, kind: "integer" };
}

/** Months or years later; the same kind of moment. */
function shift(unit: "MONTH" | "YEAR", [a, n]: readonly Sql[]): Sql {
  if (a === undefined || n?.kind !== "integer" || !(a.kind === "date" || a.kind === "datetime"))
    return refuse(`add ${unit}`);
  const sql = `(${a.sql} + INTERVAL (${n.sql}) ${unit})`;
  return { sql: a.kind === "date" ? `CAST(${sql} AS DATE)` : sql, kind: a.kind };
}

/** The least or greatest; null where any is. */
function extreme(name: "least" | "greatest", terms: readonly Sql[]): Sql {
  const kind = numbers(terms, name);
  const nulls = terms.map(({ sql }) => `${sql} IS NULL`).join(" OR ");
  return { sql: `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${terms.map(({ sql }) => sql).join(", ")}) END`, kind };
}

function rounded([a, places]: readonly Sql[]): Sql {
  // A quotient is rounded once from its exact value; SQL would round a float.
  if (a === undefined || !(a.kind === "integer" || a.kind === "decimal")) return refuse("round of a float");
  if (places === undefined) return { sql: `CAST(round(${a.sql}) AS HUGEINT)`, kind: "integer" };
  return /^\d+$/.test(places.sql) ? { sql: `round(${a.sql}, ${places.sql})`, kind: "decimal" } : refuse("round");
}

type Function_ = (terms: readonly Sql[]) => Sql;
const texts =
  (write: (...sql: readonly string[]) => string, kind: Kind): Function_ =>
  (terms) => ({
    sql: write(...terms.map((term) => (term.kind === "text" ? term.sql : refuse("text function")))),
    kind,
  });
const duration =
  (name: string): Function_ =>
  ([a]) => {
    if (a?.kind === "duration") {
      if (name === "days" && a.wholeDays === true) return { sql: `(${a.sql} // ${DAY_MS})`, kind: "integer" };
      return refuse(`${name} of a duration`);
    }
    if (a === undefined || !NUMERIC.has(a.kind)) return refuse(name);
    const wholeDays = a.kind === "integer" && (name === "days" || name === "weeks");
    const sql = a.kind === "integer" ? `CAST(${a.sql} AS BIGINT)` : a.sql;
    return { sql: `(${sql} * ${UNIT_MS[name]!})`, kind: "duration", wholeDays };
  };
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = UPPER.toLowerCase();

const FUNCTIONS: Readonly<Record<string, Function_>> = {
  size: texts((a) => `length(${a})`, "integer"),
  startsWith: texts((a, b) => `starts_with(${a}, ${b})`, "boolean"),
  endsWith: texts((a, b) => `ends_with(${a}, ${b})`, "boolean"),
  contains: texts((a, b) => `contains(${a}, ${b})`, "boolean"),
  matches: texts((a, b) => `regexp_matches(${a}, ${b})`, "boolean"),
  lowerAscii: texts((a) => `translate(${a}, '${UPPER}', '${LOWER}')`, "text"),
  upperAscii: texts((a) => `translate(${a}, '${LOWER}', '${UPPER}')`, "text"),
  replace: texts((a, b, c) => `replace(${a}, ${b}, ${c})`, "text"),
  string: ([a]) => ({ sql: toText(a!), kind: "text" }),
  has: ([a]) => compare("!=", a!, { sql: "NULL", kind: "null" }),
  coalesce: (terms) => {
    const kinds = [...new Set(terms.map(({ kind }) => kind).filter((kind) => kind !== "null"))];
    const kind = kinds.length === 1 ? kinds[0]! : kinds.every((k) => NUMERIC.has(k)) ? sum(kinds) : refuse("coalesce");
    return { sql: `coalesce(${terms.map(({ sql }) => sql).join(", ")})`, kind };
  },
  abs: ([a]) => ({ sql: `abs(${a!.sql})`, kind: numbers([a!], "abs") }),
  min: (terms) => extreme("least", terms),
  max: (terms) => extreme("greatest", terms),
  round: rounded,
  decimal: ([a, places]) => (places === undefined ? refuse("decimal") : rounded([a!, places])),
  floor: ([a]) => ({ sql: `floor(${a!.sql})`, kind: numbers([a!], "floor") }),
  ceil: ([a]) => ({ sql: `ceil(${a!.sql})`, kind: numbers([a!], "ceil") }),
  double: ([a]) => ({ sql: `CAST(${a!.sql} AS DOUBLE)`, kind: numbers([a!], "double") && "float" }),
  year: (terms) => part("year", terms),
  month: (terms) => part("month", terms),
  day: (terms) => part("day", terms),
  quarter: (terms) => part("quarter", terms),
  weekday: (terms) => part("isodow", terms),
  dayOfYear: (terms) => part("dayofyear", terms),
  hour: (terms) => part("hour", terms),
  minute: (terms) => part("minute", terms),
  second: (terms) => part("second", terms),
  addMonths: (terms) => shift("MONTH", terms),
  addYears: (terms) => shift("YEAR", terms),
  weeks: duration("weeks"),
  days: duration("days"),
  hours: duration("hours"),
  minutes: duration("minutes"),
  seconds: duration("seconds"),
  duration: ([a]) => {
    const [, n, unit = ""] = /^(\d{1,9})([smhdw])$/.exec(a?.text ?? "") ?? refuse("duration");
    const name = { s: "seconds", m: "minutes", h: "hours", d: "days", w: "weeks" }[unit]!;
    return duration(name)([{ sql: n!, kind: "integer" }]);
  },
  date: ([a, ...more]) => {
    if (more.length > 0 || a === undefined) return refuse("date of parts");
    if (a.text !== undefined && !/^\d{4}-\d\d-\d\d$/.test(a.text)) return refuse("date");
    const isDated = a.text !== undefined || a.kind === "date" || a.kind === "datetime";
    return isDated ? { sql: `CAST(${a.sql} AS DATE)`, kind: "date" } : refuse("date");
  },
  datetime: ([a]) => FUNCTIONS["timestamp"]!([a!]),
  timestamp: ([a]) => {
    if (a?.text !== undefined) return meet(a, { sql: "", kind: "datetime" })[0];
    return a?.kind === "date" || a?.kind === "datetime"
      ? { sql: toTimestamp(a), kind: "datetime" }
      : refuse("datetime");
  },
};

interface Translating {
  readonly tree: Tree;
  readonly scope: RuleScope;
}

function nameOf({ tree, scope }: Translating, node: Node): Sql {
  const path = pathOf(tree, node);
  const known = path === undefined ? undefined : scope.columns.get(path);
  if (known !== undefined) return known;
  const moment = { sql: `CAST(${quotedText(scope.now)} AS TIMESTAMP)`, kind: "datetime" } as const;
  if (path === "now") return moment;
  if (path === "today") return { sql: `CAST(${moment.sql} AS DATE)`, kind: "date" };
  return refuse(`it reads ${path ?? "what is no column"}, which is not in the data`);
}

function choose(condition: Sql, a: Sql, b: Sql): Sql {
  if (condition.kind !== "boolean") return refuse("?:");
  const kind = a.kind === "null" ? b.kind : a.kind;
  const fits = a.kind === b.kind || a.kind === "null" || b.kind === "null";
  const result = fits ? kind : numbers([a, b], "?:");
  return { sql: `CASE WHEN ${condition.sql} THEN ${a.sql} ELSE ${b.sql} END`, kind: result };
}

function translate(at: Translating, node: Node): Sql {
  const inner = (child: Node): Sql => translate(at, child);
  const condition = (child: Node): string => {
    const { sql, kind } = inner(child);
    return kind === "boolean" || kind === "null" ? sql : refuse(`${kind} as a condition`);
  };
  switch (node.op) {
    case "value":
      return toLiteral(node.args, at.tree.text.slice(node.start, node.end));
    case "id":
    case ".":
      return nameOf(at, node);
    case "&&":
    case "||":
      return {
        sql: `(${node.args.map(condition).join(node.op === "&&" ? " AND " : " OR ")})`,
        kind: "boolean",
      };
    case "!_":
      return { sql: `(NOT ${condition(node.args)})`, kind: "boolean" };
    case "-_": {
      const { sql, kind } = inner(node.args);
      return { sql: `(-${sql})`, kind: kind === "duration" ? kind : numbers([{ sql, kind }], "-") };
    }
    case "?:":
      return choose(...(node.args.map(inner) as [Sql, Sql, Sql]));
    case "in": {
      const [left, list] = node.args;
      if (list.op !== "list") return refuse("in");
      const a = inner(left);
      const equal = list.args.map((one) => compare("==", a, inner(one)).sql);
      return { sql: equal.length === 0 ? "false" : `(${equal.join(" OR ")})`, kind: "boolean" };
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(node.op, ...(node.args.map(inner) as [Sql, Sql]));
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(node.op, ...(node.args.map(inner) as [Sql, Sql]));
    case "call":
    case "rcall": {
      const make = Object.hasOwn(FUNCTIONS, node.args[0]) ? FUNCTIONS[node.args[0]] : undefined;
      if (make === undefined) return refuse(`${node.args[0]}()`);
      const terms = node.op === "call" ? node.args[1] : [node.args[1], ...node.args[2]];
      return make(terms.map(inner));
    }
    default:
      return refuse(node.op);
  }
}

/** A rule as a condition in DuckDB's SQL with exactly its meaning, or why there is none. */
export function toSql(rule: string, scope: RuleScope): { readonly sql: string } | { readonly skipped: string } {
  const tree = parseTree(rule);
  if ("issue" in tree) return { skipped: tree.issue.message };
  try {
    const { sql, kind } = translate({ tree, scope }, tree.root);
    return kind === "boolean" ? { sql } : { skipped: "it is no condition" };
  } catch (error) {
    if (error instanceof Untranslatable) return { skipped: `not said in SQL: ${error.message}` };
    throw error;
  }
}
