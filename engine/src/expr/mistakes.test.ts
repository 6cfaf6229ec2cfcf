import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FUNCTIONS } from "./functions.ts";
import { trial, type Given } from "./trial.ts";

const columns: Readonly<Record<string, Given>> = {
  q: { type: { kind: "integer" }, cells: [1, null, 7] },
  p: { type: { kind: "decimal", scale: 2 }, cells: [250, -105, 0] },
  x: { type: { kind: "float" }, cells: [0.5, -1e300, null] },
  ok: { type: { kind: "boolean" }, cells: [1, 0, null] },
  day: { type: { kind: "date" }, cells: [0, null, 20_000] },
  at: { type: { kind: "datetime" }, cells: [0, -1e12, 1.7e12] },
  t: { type: { kind: "time" }, cells: [0, 86_399_000, null] },
  len: { type: { kind: "duration" }, cells: [0, -3_600_000, null] },
  word: { type: { kind: "text", dictionary: { words: ["a", "b"] } }, cells: [1, 0, null] },
  name: { type: { kind: "text" }, cells: ["Ann", null, "Ö"] },
  doc: { type: { kind: "json" }, cells: ["{}", null, "[1]"] },
  id: { type: { kind: "uuid" }, cells: ["0".repeat(32), null, "f".repeat(32)] },
};

/** Code and message of the one issue of a text. */
function mistake(text: string): string {
  const { issues } = trial(text, columns, 3);
  expect(issues).toHaveLength(1);
  const { code, message, hint } = issues[0]!;
  return `${code} ${message}${hint === undefined ? "" : ` ${hint}`}`;
}

test.each([
  ["q +", 'expression/syntax column 4 of "q +": expected a value, found the end.'],
  ["(q", "expression/syntax column 3 of \"(q\": expected ')', found the end."],
  ["q p", 'expression/syntax column 3 of "q p": expected an operator or the end, found "p".'],
  ["ok ? q", "expression/syntax column 7 of \"ok ? q\": expected ':', found the end."],
  [
    "q = 1",
    'expression/syntax column 3 of "q = 1": expected an operator or the end, found "= 1". Operators are == != < <= > >= && || ! + - * / % in ?:',
  ],
  ["qty * 2", 'expression/unknown-name column 1, "qty": there is no field qty.'],
  ["q + a.b.c", 'expression/unknown-name column 5, "a.b.c": there is no field a.b.c.'],
  [
    "upper(name)",
    'expression/unknown-function column 1, "upper(name)": there is no function upper. Did you mean upperAscii?',
  ],
  [
    "name.startWith('A')",
    "expression/unknown-function column 1, \"name.startWith('A')\": there is no function startWith. Did you mean startsWith?",
  ],
  ["q * name", 'expression/type column 1, "q * name": * takes two numbers, found integer and text.'],
  [
    "1 + (p > 'a')",
    "expression/type column 6, \"p > 'a'\": > cannot compare decimal with 2 places with text. Convert one, for instance with string(x) or date(x).",
  ],
  [
    "day + 3",
    'expression/type column 1, "day + 3": + has no meaning for date and integer. Say what the number counts: days(3), hours(3), addMonths(x, 3).',
  ],
  ["q && ok", 'expression/type column 1, "q && ok": && takes two booleans, found integer.'],
  ["q ? 1 : 2", 'expression/type column 1, "q ? 1 : 2": ? asks for a boolean before it, found integer.'],
  [
    "ok ? 1 : 'a'",
    "expression/type column 1, \"ok ? 1 : 'a'\": integer and text have no common type. Convert one, for instance with string(x).",
  ],
  ["round(x, q)", 'expression/type column 1, "round(x, q)": round takes a literal number of places, 0 to 15.'],
  ["size(name, 1)", 'expression/type column 1, "size(name, 1)": size takes 1 argument, found 2.'],
  [
    "name.matches('(')",
    "expression/type column 1, \"name.matches('(')\": the pattern cannot be read: /(/u: Unterminated group.",
  ],
  [
    "date('2023-02-29')",
    'expression/type column 1, "date(\'2023-02-29\')": "2023-02-29" is no date. Dates are written "2024-01-31".',
  ],
  ["q < null", 'expression/type column 1, "q < null": < cannot compare with null. Write == null or != null.'],
  ["9007199254740993", 'expression/type column 1, "9007199254740993": a whole number may be at most 2^53 - 1 in size.'],
  ["[q]", 'expression/type column 1, "[q]": a list can only stand on the right of in.'],
])("%s is a mistake that says where and why", (text, issue) => {
  expect(mistake(text)).toBe(issue);
});

test("every mistake in a text is reported, an unknown name once", () => {
  expect(trial("qty + qty + foo * (name - 1)", columns, 3).issues.map((issue) => issue.code)).toEqual([
    "expression/unknown-name",
    "expression/unknown-name",
    "expression/type",
  ]);
});

describe("limits", () => {
  const codes = (text: string): readonly string[] => trial(text, columns, 3).issues.map((issue) => issue.code);

  test("a text of more than 4,000 characters is too long", () => {
    expect(codes(`q${" ".repeat(3999)}`)).toEqual([]);
    expect(codes(`q${" ".repeat(4000)}`)).toEqual(["expression/too-long"]);
  });

  test("nesting beyond 100 is too deep, of whatever kind", () => {
    const nest = (open: string, inner: string, close: string, count: number): string =>
      open.repeat(count) + inner + close.repeat(count);
    expect(codes(nest("(", "q", ")", 100))).toEqual([]);
    expect(codes(nest("abs(", "q", ")", 100))).toEqual([]);
    expect(codes(nest("-", "q", "", 100))).toEqual([]);
    expect(codes(nest("ok ? 1 : ", "q", "", 100))).toEqual([]);
    for (const [open, close] of [
      ["(", ")"],
      ["abs(", ")"],
      ["-", ""],
      ["!", ""],
      ["ok ? 1 : ", ""],
      ["ok?", ":1"],
      ["[", "]"],
      ["{1:", "}"],
      ["q.f(", ")"],
      ["q+(", ")"],
      ["- !", ""],
      ["q in [", "]"],
    ] as const)
      for (const count of [101, Math.floor(3999 / (open.length + close.length))])
        expect(codes(nest(open, "q", close, count))).toEqual(["expression/too-deep"]);
    expect(codes(`q${".a".repeat(1900)}`)).toEqual(["expression/too-deep"]);
    expect(codes(`q${"[0]".repeat(1300)}`)).toEqual(["expression/too-deep"]);
  });

  test("a row of operators may be 400 deep", () => {
    expect(codes(`q${" + q".repeat(399)}`)).toEqual([]);
    expect(codes(`q${" + q".repeat(400)}`)).toEqual(["expression/too-deep"]);
    expect(codes(`name${"+name".repeat(390)}`)).toEqual([]);
  });

  test("brackets in texts and comments do not nest", () => {
    expect(codes(`"${"(".repeat(500)}" + 'it\\'s ${"[".repeat(200)}' // ${"(".repeat(200)}`)).toEqual([]);
  });
});

const tokens = [
  ...Object.keys(columns),
  ...Object.keys(FUNCTIONS),
  "now",
  "today",
  "row",
  "nothing",
  "customer",
  "null",
  "true",
  "false",
  "in",
  "has",
  "exists",
  "map",
  "0",
  "1",
  "2",
  "-7",
  "1.19",
  "2.5e3",
  "1e308",
  "0x1F",
  "5u",
  "99999999999999999999",
  "1.",
  ".5",
  "'a'",
  '"2024-01-31"',
  "'36h'",
  "r'\\d'",
  "b'x'",
  "''",
  "'''x'''",
  "'",
  '"',
  "`",
  "`q`",
  "\\",
  "\n",
  "+",
  "-",
  "*",
  "/",
  "%",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
  "!",
  "?",
  ":",
  "(",
  ")",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ",",
  ".",
  ".",
  "=",
  "&",
  "//",
  "\u{1f600}",
  "é",
];

describe("whatever the text", () => {
  const check = (text: string): void => {
    const before = process.threadCpuUsage();
    const { issues, type, cells, raw } = trial(text, columns, 3);
    expect(type === undefined).toBe(issues.length > 0);
    if (type !== undefined) expect(cells).toHaveLength(3);
    for (const issue of issues)
      expect(issue.code).toMatch(/^expression\/(syntax|unknown-name|unknown-function|type|too-long|too-deep)$/);
    for (const x of raw) if (x !== null) expect(Number.isFinite(x)).toBe(true);
    expect(process.threadCpuUsage(before).user / 1e6).toBeLessThan(2);
    checked++;
  };
  let checked = 0;

  test("salads of tokens never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 30 }), (words) => check(words.join(" "))),
      { numRuns: 5000, seed: 7 },
    );
    expect(checked).toBeGreaterThan(4999);
  });

  test("salads without spaces and any characters never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 60 }), (words) => check(words.join(""))),
      { numRuns: 2000, seed: 8 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), { numRuns: 1000, seed: 9 });
    expect(checked).toBeGreaterThan(2999);
  });

  const leaf = fc.constantFrom(
    ...Object.keys(columns),
    "now",
    "today",
    "row",
    "null",
    "true",
    "0",
    "-3",
    "1.19",
    "1e308",
    "1e-308",
    "'a'",
    "'12'",
    "'2024-01-31'",
    "'3d'",
    "'(a|b)*c'",
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"), tie("tree"), tie("tree"))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
      fc
        .tuple(fc.constantFrom(...Object.keys(FUNCTIONS)), fc.array(tie("tree"), { minLength: 1, maxLength: 3 }))
        .map(([name, args]) => `${name}(${args.join(", ")})`),
      fc
        .tuple(tie("tree"), fc.array(tie("tree"), { maxLength: 3 }))
        .map(([a, list]) => `(${a} in [${list.join(", ")}])`),
    ),
  }));

  test("well-formed trees never throw, and their cells are finite", () => {
    let ran = 0;
    fc.assert(
      fc.property(tree, (text) => {
        check(text);
        if (trial(text, columns, 3).type !== undefined) ran++;
      }),
      { numRuns: 5000, seed: 10 },
    );
    expect(ran).toBeGreaterThan(1000);
  });

  test("every function takes every pair of kinds without throwing", () => {
    const kinds = [...Object.keys(columns), "null", "2", "1.5", "'a'", "now"];
    for (const name of Object.keys(FUNCTIONS))
      for (const a of kinds) for (const b of ["", ...kinds]) check(b === "" ? `${name}(${a})` : `${name}(${a}, ${b})`);
    for (const op of ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"])
      for (const a of kinds) for (const b of kinds) check(op === "in" ? `${a} in [${b}, ${a}]` : `${a} ${op} ${b}`);
    expect(checked).toBeGreaterThan(10_000);
  });
});
