import { describe, expect, it } from "vitest";
import { array, assert, constantFrom, property } from "fast-check";
import type { SqlExpression } from "../catalogue.ts";
import { openCursor } from "./cursor.ts";
import { readExpression } from "./expression.ts";
import { openScanner, type SqlDialect, type SqlToken } from "./tokens.ts";

function read(text: string, dialect: SqlDialect = "mysql"): SqlExpression | undefined {
  const scanner = openScanner(text, dialect);
  const tokens: SqlToken[] = [];
  for (let token = scanner.next(); token.kind !== "end"; token = scanner.next()) tokens.push(token);
  return readExpression(openCursor(text, dialect, tokens));
}

/** A tree in prefix form, to compare at a glance. */
function show(e: SqlExpression | undefined): string {
  if (e === undefined) return "?";
  switch (e.op) {
    case "column":
      return e.name;
    case "literal":
      return JSON.stringify(e.value);
    case "call":
      return `${e.name}(${e.args.map(show).join(" ")})`;
    case "binary":
      return `(${e.operator} ${show(e.left)} ${show(e.right)})`;
    case "and":
    case "or":
      return `(${e.op} ${e.args.map(show).join(" ")})`;
    case "not":
    case "negate":
    case "is-null":
      return `(${e.op} ${show(e.arg)})`;
    case "in":
      return `(in ${show(e.arg)} ${e.list.map(show).join(" ")})`;
    case "between":
      return `(between ${show(e.arg)} ${show(e.low)} ${show(e.high)})`;
    case "cast":
      return `(cast ${show(e.arg)} ${e.type.kind})`;
    default:
      return `(case ${e.whens.map(({ when, then }) => `${show(when)} ${show(then)}`).join(" ")} ${show(e.otherwise)})`;
  }
}

const CASES: readonly (readonly [SqlDialect, string, string])[] = [
  ["mysql", "a > 1 AND b < 2 OR NOT c = 3", "(or (and (> a 1) (< b 2)) (not (= c 3)))"],
  ["mysql", "a + b * -2 - c", "(- (+ a (* b -2)) c)"],
  ["mysql", "`a` in ('x', _utf8mb4'y\\'s', N'z''')", '(in a "x" "y\'s" "z\'")'],
  ["mysql", "x not between 1 and 2 and y is not null", "(and (not (between x 1 2)) (not (is-null y)))"],
  ["mysql", "a || b && !c", "(or a (and b (not c)))"],
  ["mysql", "name REGEXP '^[a-z]+$'", '(~ name "^[a-z]+$")'],
  ["mysql", "regexp_like(`code`, '^A')", '(~ code "^A")'],
  ["mysql", "if(a > 1, 'x', 'y') <> ifnull(b, 'z')", '(<> (case (> a 1) "x" "y") coalesce(b "z"))'],
  ["mysql", "name NOT LIKE 'a\\_%'", '(not (ilike name "a\\\\_%"))'],
  ["mysql", "cast(a as unsigned) = 1", "(= (cast a integer) 1)"],
  ["mysql", "year(d) >= 2000 and char_length(`n`) <= 10", '(and (>= extract("year" d) 2000) (<= length(n) 10))'],
  ["sqlserver", "[a]>=(0) AND [dbo].[t].[b]<=(5)", "(and (>= a 0) (<= b 5))"],
  ["sqlserver", "[zip] like '[0-9][^a-c]-%' OR LEN([zip])=(0)", '(or (~ zip "^[0-9][^a-c]-.*$") (= length(zip) 0))'],
  ["sqlserver", "(upper([g])='F' OR upper([g])='M')", '(or (= upper(g) "F") (= upper(g) "M"))'],
  ["sqlserver", "datepart(year,[d])>(2000)", '(> extract("year" d) 2000)'],
  ["sqlserver", "convert(date, [a], 101) = [b]", "(= (cast a date) b)"],
  ["sqlserver", "[a]+','+[b]", '(+ (+ a ",") b)'],
  ["sqlserver", "a LIKE '50!%%' ESCAPE '!'", '(like a "50\\\\%%")'],
  ["sqlite", "\"a\" glob '[A-Z]*' and b == 1", '(and (~ a "^[A-Z].*$") (= b 1))'],
  ["sqlite", "a || '-' || b", '(|| (|| a "-") b)'],
  ["sqlite", "a NOTNULL and b ISNULL and c is true", "(and (not (is-null a)) (is-null b) (= c true))"],
  ["sqlite", "case a when 1 then 'x' else 'y' end", '(case (= a 1) "x" "y")'],
  ["sqlite", "length(a COLLATE NOCASE) > 2 -- at least\n", "(> length(a) 2)"],
  ["sqlite", "a <=> b", "?"],
  ["sqlite", "exists (select 1)", "?"],
  ["sqlite", "a in (select b from c)", "?"],
];

describe("expressions of SQL", () => {
  it.each(CASES)("%s: %s", (dialect, text, tree) => {
    expect(show(read(text, dialect))).toBe(tree);
  });

  it("have no tree where they are too deep, in little time", () => {
    expect(read(`${"(".repeat(100_000)}1${")".repeat(100_000)}`)).toBeUndefined();
    expect(read(`1${" + 1".repeat(100_000)}`)).toBeUndefined();
    expect(read(`${"NOT ".repeat(100_000)}a`)).toBeUndefined();
    expect(read(`${"- ".repeat(100_000)}a`)).toBeUndefined();
    expect(read(`a = 1${" OR a = 1".repeat(20_000)}`)).toMatchObject({ op: "or" });
  });

  it("are read or have no tree, whatever the tokens", () => {
    const piece = constantFrom(
      ..."( ) , . AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END CAST AS a b 1 'x' + - * / = < > || ESCAPE COLLATE GLOB".split(
        " ",
      ),
    );
    assert(
      property(
        array(piece, { maxLength: 30 }),
        constantFrom<SqlDialect>("mysql", "sqlserver", "sqlite"),
        (pieces, dialect) => {
          expect(() => read(pieces.join(" "), dialect)).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });
});
