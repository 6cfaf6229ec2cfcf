import type { Check, SqlExpression } from "./catalogue.ts";
import { bare, posixToRegex, likeToRegex } from "./to-cel.ts";

type Scalar = string | number;

/** What the checks of a table say of one column alone, where constants say it. */
export interface Folded {
  min?: Scalar;
  minOpen?: boolean;
  max?: Scalar;
  maxOpen?: boolean;
  /** The only values. */
  values?: readonly Scalar[];
  /** Values that are not allowed. */
  not?: readonly Scalar[];
  /** Values that other checks compare it with: it should have them among others. */
  mentioned?: readonly Scalar[];
  /** A regular expression that the text matches somewhere. */
  pattern?: string;
  shortest?: number;
  longest?: number;
  /** Texts have no letters of the other case. */
  letters?: "upper" | "lower";
  notNull?: boolean;
  isNull?: boolean;
  /** Columns that it is never before. */
  after?: readonly string[];
}

export interface Fold {
  readonly columns: ReadonlyMap<string, Folded>;
  /** Checks that are not told wholly by `columns`: they become rules. */
  readonly rest: readonly Check[];
}

function constant(expression: SqlExpression): Scalar | undefined {
  const inner = expression.op === "cast" ? bare({ ...expression, op: "cast" }) : bare(expression);
  const value = inner.op === "cast" ? inner.arg : inner;
  if (value.op === "literal") {
    if (typeof value.value === "string" || typeof value.value === "number") return value.value;
    return undefined;
  }
  if (value.op === "negate") {
    const arg = constant(value.arg);
    return typeof arg === "number" ? -arg : undefined;
  }
  if (
    value.op === "call" &&
    /^(now|current_date|current_timestamp|getdate|curdate|localtimestamp|sysdatetime)$/.test(value.name)
  )
    return "now";
  return undefined;
}

const columnOf = (expression: SqlExpression): string | undefined => {
  const inner = bare(expression);
  return inner.op === "column" ? inner.name : undefined;
};

/** The column, also within upper or lower: what such a call may equal, the column may equal itself. */
const valueColumnOf = (expression: SqlExpression): string | undefined => {
  const inner = bare(expression);
  const isCased = inner.op === "call" && (inner.name === "upper" || inner.name === "lower") && inner.args.length === 1;
  return columnOf(isCased ? inner.args[0]! : inner);
};

const lengthOf = (expression: SqlExpression): string | undefined => {
  const inner = bare(expression);
  return inner.op === "call" &&
    /^(length|char_length|character_length|len)$/.test(inner.name) &&
    inner.args.length === 1
    ? columnOf(inner.args[0]!)
    : undefined;
};

/** `x = upper(x)`. */
function casedOf(
  plain: SqlExpression,
  called: SqlExpression,
): { name: string; letters: "upper" | "lower" } | undefined {
  const [name, call] = [columnOf(plain), bare(called)];
  if (name === undefined || call.op !== "call" || (call.name !== "upper" && call.name !== "lower")) return undefined;
  return call.args[0] !== undefined && columnOf(call.args[0]) === name ? { name, letters: call.name } : undefined;
}

const MIRROR: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>" };
const isGreater = (a: Scalar, b: Scalar): boolean => (typeof a === typeof b ? a > b : Number(a) > Number(b));

/** LIKE and regular expressions of one column, of which one has to match: all as one expression. */
function oneOfPatterns(
  args: readonly SqlExpression[],
): { readonly name: string; readonly pattern: string } | undefined {
  const parts = args.map((arg) => {
    const inner = bare(arg);
    if (inner.op !== "binary" || (inner.operator !== "like" && inner.operator !== "~")) return undefined;
    const [name, value] = [columnOf(inner.left), constant(inner.right)];
    if (name === undefined || typeof value !== "string") return undefined;
    const regex = inner.operator === "~" ? posixToRegex(value) : likeToRegex(value);
    return { name, regex: regex.replace(/^\^/, "").replace(/(?<!\\)\$$/, "") };
  });
  const [first] = parts;
  if (first === undefined || !parts.every((part) => part?.name === first.name)) return undefined;
  return { name: first.name, pattern: `^(?:${parts.map((part) => part!.regex).join("|")})$` };
}

/** One condition folded into what is known of its column; false where it must stay a rule. */
function fold(expression: SqlExpression, known: Map<string, Folded>, isMoment: (column: string) => boolean): boolean {
  const of = (name: string): Folded => {
    let folded = known.get(name);
    if (folded === undefined) known.set(name, (folded = {}));
    return folded;
  };
  const follow = (name: string, others: readonly string[]): void => {
    of(name).after = [...new Set([...(of(name).after ?? []), ...others])];
  };
  const bound = (name: string, operator: string, value: Scalar): boolean => {
    const folded = of(name);
    if (operator === "=") folded.values = [value];
    else if (operator === "<>") folded.not = [...(folded.not ?? []), value];
    else if (operator === ">" || operator === ">=") {
      if (folded.min === undefined || !isGreater(folded.min, value)) {
        folded.min = value;
        folded.minOpen = operator === ">";
      }
    } else if (folded.max === undefined || isGreater(folded.max, value)) {
      folded.max = value;
      folded.maxOpen = operator === "<";
    }
    return true;
  };
  const measure = (name: string, operator: string, value: number): boolean => {
    const folded = of(name);
    if (operator === "=") [folded.shortest, folded.longest] = [value, value];
    else if (operator === ">" || operator === ">=") folded.shortest = operator === ">" ? value + 1 : value;
    else if (operator === "<" || operator === "<=") folded.longest = operator === "<" ? value - 1 : value;
    else if (operator === "<>" && value === 0) folded.shortest = 1;
    else return false;
    return true;
  };
  switch (expression.op) {
    case "and":
      // every part is tried, so that what can be folded is, though another part stays a rule
      return expression.args.map((arg) => fold(arg, known, isMoment)).every(Boolean);
    case "or": {
      // `x IS NULL OR ...`: a check of null is not false anyway
      const rest = expression.args.filter((arg) => bare(arg).op !== "is-null");
      if (rest.length === 1 && expression.args.length > 1) {
        const nulls = expression.args.filter((arg) => bare(arg).op === "is-null") as { arg: SqlExpression }[];
        const names = new Map<string, Folded>();
        const isFolded = fold(rest[0]!, names, isMoment);
        const [only] = names.keys();
        if (isFolded && names.size === 1 && nulls.every(({ arg }) => columnOf(arg) === only))
          return fold(rest[0]!, known, isMoment);
        for (const [name, { after }] of names) if (after !== undefined) follow(name, after);
      }
      const alike = expression.args.map((arg) => {
        const inner = bare(arg);
        if (inner.op !== "binary" || inner.operator !== "=") return undefined;
        const [name, value] = [valueColumnOf(inner.left), constant(inner.right)];
        return name === undefined || value === undefined ? undefined : { name, value };
      });
      const [first] = alike;
      if (first !== undefined && alike.every((one) => one?.name === first.name)) {
        of(first.name).values = alike.map((one) => one!.value);
        return true;
      }
      const either = oneOfPatterns(rest);
      if (either === undefined || of(either.name).pattern !== undefined) return false;
      of(either.name).pattern = either.pattern;
      return expression.args.every((arg) => {
        const inner = bare(arg);
        return inner.op !== "is-null" || columnOf(inner.arg) === either.name;
      });
    }
    case "in": {
      const name = valueColumnOf(expression.arg);
      const values = expression.list.map(constant);
      if (name === undefined || values.some((value) => value === undefined)) return false;
      const before = known.get(name)?.values;
      of(name).values = (values as Scalar[]).filter((value) => before === undefined || before.includes(value));
      return true;
    }
    case "between": {
      const name = columnOf(expression.arg) ?? lengthOf(expression.arg);
      const [low, high] = [constant(expression.low), constant(expression.high)];
      if (name === undefined || low === undefined || high === undefined) return false;
      if (columnOf(expression.arg) === undefined)
        return measure(name, ">=", Number(low)) && measure(name, "<=", Number(high));
      return bound(name, ">=", low) && bound(name, "<=", high);
    }
    case "not": {
      const inner = bare(expression.arg);
      const name = inner.op === "is-null" ? columnOf(inner.arg) : undefined;
      if (name !== undefined) {
        of(name).notNull = true;
        return true;
      }
      if (inner.op === "in") {
        const [column, values] = [columnOf(inner.arg), inner.list.map(constant)];
        if (column !== undefined && values.every((value) => value !== undefined)) {
          of(column).not = [...(of(column).not ?? []), ...values];
          return true;
        }
      }
      return false;
    }
    case "is-null": {
      const name = columnOf(expression.arg);
      if (name !== undefined) of(name).isNull = true;
      return name !== undefined;
    }
    case "binary": {
      const { left, right, operator } = expression;
      const name = columnOf(left);
      if (operator === "~" || operator === "like") {
        const pattern = constant(right);
        if (name === undefined || typeof pattern !== "string" || of(name).pattern !== undefined) return false;
        of(name).pattern = operator === "~" ? posixToRegex(pattern) : likeToRegex(pattern);
        return true;
      }
      if (MIRROR[operator] === undefined) return false;
      const cased = operator === "=" ? (casedOf(left, right) ?? casedOf(right, left)) : undefined;
      if (cased !== undefined) {
        of(cased.name).letters = cased.letters;
        return true;
      }
      const value = constant(right);
      if (name !== undefined && value !== undefined) return bound(name, operator, value);
      const measured = lengthOf(left);
      if (measured !== undefined && typeof value === "number") return measure(measured, operator, value);
      const [other, reverse] = [columnOf(right), constant(left)];
      if (other !== undefined && reverse !== undefined) return bound(other, MIRROR[operator], reverse);
      const text = bare(left);
      if (text.op === "call" && /^(b?trim)$/.test(text.name) && operator === "<>" && value === "") {
        const inner = columnOf(text.args[0]!);
        if (inner !== undefined) return bound(inner, "<>", "");
      }
      if (name !== undefined && other !== undefined && isMoment(name) && isMoment(other)) {
        if (operator.startsWith(">")) follow(name, [other]);
        else if (operator.startsWith("<") && operator !== "<>") follow(other, [name]);
        return operator === ">=" || operator === "<="; // a strict order is a rule, too
      }
      return false;
    }
    default:
      return false;
  }
}

/** Remembers the constants that a condition compares columns with. */
function mention(expression: SqlExpression, known: Map<string, Folded>): void {
  const add = (column: SqlExpression, values: readonly SqlExpression[]): void => {
    const name = columnOf(column);
    const found = values.map(constant).filter((value): value is Scalar => value !== undefined && value !== "now");
    if (name === undefined || found.length === 0) return;
    const folded = known.get(name) ?? {};
    folded.mentioned = [...new Set([...(folded.mentioned ?? []), ...found])];
    known.set(name, folded);
  };
  switch (expression.op) {
    case "and":
    case "or":
      for (const arg of expression.args) mention(arg, known);
      return;
    case "not":
      return mention(expression.arg, known);
    case "in":
      return add(expression.arg, expression.list);
    case "binary":
      if (MIRROR[expression.operator] === undefined) return;
      add(expression.left, [expression.right]);
      return add(expression.right, [expression.left]);
    case "case":
      for (const { when, then: value } of expression.whens) for (const part of [when, value]) mention(part, known);
      return expression.otherwise && mention(expression.otherwise, known);
    default:
  }
}

/** Splits a table's checks into what single columns must be, and the rest. */
export function foldChecks(checks: readonly Check[], isMoment: (column: string) => boolean): Fold {
  const columns = new Map<string, Folded>();
  const rest = checks.filter((check) => check.tree === undefined || !fold(check.tree, columns, isMoment));
  for (const { tree } of rest) if (tree !== undefined) mention(tree, columns);
  return { columns, rest };
}
