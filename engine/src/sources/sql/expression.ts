import type { Check, SqlExpression } from "../catalogue.ts";
import { namedCall } from "./calls.ts";
import type { Cursor } from "./cursor.ts";
import { globPattern, likePattern } from "./patterns.ts";
import { readType } from "./types.ts";

const DEEPEST = 200; // nested parentheses and operators in a chain; what is deeper has no tree

type Operator = Extract<SqlExpression, { op: "binary" }>["operator"];

const COMPARISONS: Readonly<Record<string, Operator>> = {
  "=": "=",
  "==": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "!<": ">=",
  "!>": "<=",
};

/** Words that are no names of columns where an operand is expected. */
const RESERVED = new Set(
  "AND OR NOT IN IS LIKE BETWEEN WHEN THEN ELSE END FROM AS SELECT WHERE ESCAPE COLLATE REGEXP RLIKE GLOB MATCH XOR DIV MOD".split(
    " ",
  ),
);

const NOTHING: SqlExpression = { op: "literal", value: null };

/** Reads what is left of a cursor as one expression; undefined where it is outside the part of SQL that has a tree. */
export function readExpression(cursor: Cursor): SqlExpression | undefined {
  const { dialect } = cursor;
  const state = { isOutside: false }; // loops watch it
  let depth = 0;

  const outside = (): SqlExpression => {
    state.isOutside = true;
    return NOTHING;
  };
  const must = (...words: readonly string[]): void => {
    if (!cursor.accept(...words)) state.isOutside = true;
  };
  const deeper = (read: () => SqlExpression): SqlExpression => {
    depth += 1;
    const expression = depth > DEEPEST || state.isOutside ? outside() : read();
    depth -= 1;
    return expression;
  };
  const acceptAny = (...symbols: readonly string[]): boolean => symbols.some((symbol) => cursor.accept(symbol));

  function joined(op: "and" | "or", words: readonly string[], read: () => SqlExpression): SqlExpression {
    const args = [read()];
    while (!state.isOutside && acceptAny(...words)) args.push(read());
    return args.length === 1 ? args[0]! : { op, args };
  }

  function chain(operators: Readonly<Record<string, Operator>>, read: () => SqlExpression): SqlExpression {
    let left = read();
    for (let links = 0; !state.isOutside; links += 1) {
      const word = Object.keys(operators).find((each) => cursor.is(each));
      if (word === undefined) return left;
      if (links > DEEPEST) return outside();
      cursor.take();
      left = { op: "binary", operator: operators[word]!, left, right: read() };
    }
    return left;
  }

  const ors = (): SqlExpression => joined("or", dialect === "mysql" ? ["OR", "||"] : ["OR"], ands);
  const ands = (): SqlExpression => joined("and", dialect === "mysql" ? ["AND", "&&"] : ["AND"], nots);
  const nots = (): SqlExpression => (cursor.accept("NOT") ? { op: "not", arg: deeper(nots) } : comparison());
  const sums = (): SqlExpression =>
    chain(dialect === "mysql" ? { "+": "+", "-": "-" } : { "+": "+", "-": "-", "||": "||" }, products);
  const products = (): SqlExpression => chain({ "*": "*", "/": "/", "%": "%", MOD: "%" }, unary);

  /** Behind `x [NOT]`: IN, BETWEEN and the ways of matching. Positive ones respect case, so that whoever satisfies them satisfies the database. */
  function predicate(arg: SqlExpression, isNegated: boolean): SqlExpression {
    const matches = (operator: Operator, right: SqlExpression): SqlExpression => ({
      op: "binary",
      operator: isNegated && operator === "like" ? "ilike" : isNegated && operator === "~" ? "~*" : operator,
      left: arg,
      right,
    });
    if (cursor.accept("IN")) return { op: "in", arg, list: list() };
    if (cursor.accept("BETWEEN")) {
      const low = sums();
      must("AND");
      return { op: "between", arg, low, high: sums() };
    }
    if (cursor.accept("LIKE")) {
      const right = sums();
      const escape = cursor.accept("ESCAPE") ? cursor.take().text : undefined;
      const { operator, pattern } = likePattern(right, dialect, escape);
      return pattern === undefined ? outside() : matches(operator, pattern);
    }
    if (acceptAny("REGEXP", "RLIKE")) return matches("~", sums());
    if (cursor.accept("GLOB")) {
      const pattern = globPattern(sums());
      return pattern === undefined ? outside() : { op: "binary", operator: "~", left: arg, right: pattern };
    }
    return outside();
  }

  function isTest(arg: SqlExpression): SqlExpression {
    const isNegated = cursor.accept("NOT");
    const word = cursor.take().text.toUpperCase();
    const test: SqlExpression =
      word === "NULL"
        ? { op: "is-null", arg }
        : word === "TRUE" || word === "FALSE"
          ? { op: "binary", operator: "=", left: arg, right: { op: "literal", value: word === "TRUE" } }
          : outside();
    return isNegated ? { op: "not", arg: test } : test;
  }

  function comparison(): SqlExpression {
    let left = sums();
    for (let links = 0; !state.isOutside && links <= DEEPEST; links += 1) {
      const symbol = cursor.peek().kind === "symbol" ? COMPARISONS[cursor.peek().text] : undefined;
      if (symbol !== undefined) {
        cursor.take();
        left = { op: "binary", operator: symbol, left, right: sums() };
      } else if (cursor.accept("IS")) left = isTest(left);
      else if (cursor.accept("ISNULL")) left = { op: "is-null", arg: left };
      else if (cursor.accept("NOTNULL") || cursor.accept("NOT", "NULL"))
        left = { op: "not", arg: { op: "is-null", arg: left } };
      else if (cursor.accept("NOT")) left = { op: "not", arg: predicate(left, true) };
      else if (["IN", "BETWEEN", "LIKE", "REGEXP", "RLIKE", "GLOB"].some((word) => cursor.is(word))) {
        left = predicate(left, false);
      } else return left;
    }
    return outside();
  }

  function unary(): SqlExpression {
    if (cursor.accept("+")) return deeper(unary);
    if (cursor.accept("-")) {
      const arg = deeper(unary);
      const isNumber = arg.op === "literal" && typeof arg.value === "number";
      return isNumber ? { op: "literal", value: -arg.value } : { op: "negate", arg };
    }
    if (dialect === "mysql" && cursor.accept("!")) return { op: "not", arg: deeper(unary) };
    const operand = primary();
    if (cursor.accept("COLLATE")) cursor.take();
    return operand;
  }

  function list(): readonly SqlExpression[] {
    must("(");
    const items: SqlExpression[] = [];
    if (cursor.accept(")")) return items;
    do items.push(deeper(ors));
    while (!state.isOutside && cursor.accept(","));
    must(")");
    return items;
  }

  function cases(): SqlExpression {
    const subject = cursor.is("WHEN") ? undefined : deeper(ors);
    const whens: { when: SqlExpression; then: SqlExpression }[] = [];
    while (!state.isOutside && cursor.accept("WHEN")) {
      const when = deeper(ors);
      must("THEN");
      whens.push({
        when: subject === undefined ? when : { op: "binary", operator: "=", left: subject, right: when },
        then: deeper(ors),
      });
    }
    const otherwise = cursor.accept("ELSE") ? deeper(ors) : undefined;
    must("END");
    return whens.length === 0 ? outside() : { op: "case", whens, ...(otherwise && { otherwise }) };
  }

  function cast(name: string): SqlExpression {
    must("(");
    if (name === "CONVERT" && dialect === "sqlserver") {
      const type = readType(cursor);
      must(",");
      const arg = deeper(ors);
      if (cursor.accept(",")) deeper(ors); // a style
      must(")");
      return type === undefined ? outside() : { op: "cast", arg, type };
    }
    const arg = deeper(ors);
    if (name === "CONVERT" && cursor.accept("USING")) {
      cursor.take();
      must(")");
      return arg;
    }
    if (!acceptAny("AS", ",")) return outside();
    const type = readType(cursor);
    must(")");
    return type === undefined ? outside() : { op: "cast", arg, type };
  }

  function primary(): SqlExpression {
    const token = cursor.take();
    if (token.kind === "number") return { op: "literal", value: Number(token.text) };
    const isText = token.kind === "string";
    if (isText) return { op: "literal", value: token.text };
    if (token.kind === "symbol" && token.text === "(") {
      const inner = deeper(ors);
      must(")");
      return inner;
    }
    if (token.kind !== "word" && token.kind !== "name") return outside();
    const word = token.kind === "word" ? token.text.toUpperCase() : "";
    if (word === "NULL") return NOTHING;
    if (word === "TRUE" || word === "FALSE") return { op: "literal", value: word === "TRUE" };
    if (word === "CASE") return deeper(cases);
    if (cursor.is("(")) {
      if (["CAST", "TRY_CAST", "CONVERT", "TRY_CONVERT"].includes(word)) return cast(word.replace("TRY_", ""));
      return namedCall(token.text.toLowerCase(), list()) ?? outside();
    }
    if (/^CURRENT_(?:TIMESTAMP|DATE|TIME)$|^LOCALTIME(?:STAMP)?$/.test(word))
      return namedCall(word.toLowerCase(), []) ?? outside();
    // DATE '2020-01-01': the text alone says as much.
    if (/^(?:DATE|TIME|TIMESTAMP)$/.test(word) && cursor.peek().kind === "string")
      return { op: "literal", value: cursor.take().text };
    if (RESERVED.has(word) || word.startsWith("@")) return outside();
    let name = token.text;
    while (cursor.accept(".")) name = cursor.take().text; // of `table.column`, the column
    return { op: "column", name };
  }

  const expression = deeper(ors);
  return state.isOutside || !cursor.isDone() ? undefined : expression;
}

/** An expression with its text; the tree only where one can be read. */
export function toCheck(cursor: Cursor, name?: string): Check {
  const text = cursor.whole();
  const tree = readExpression(cursor);
  return { ...(name === undefined ? {} : { name }), text, ...(tree === undefined ? {} : { tree }) };
}
