import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trial, type Given } from "./trial.ts";

const word = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: fc.constantFrom("a", "b", "A", "ä", "\u{1f600}", "\uffff", " "), maxLength: 5 }),
  fc.constant("x".repeat(40)),
);
const cells = fc.array(fc.option(word, { freq: 4 }), { minLength: 1, maxLength: 20 });

/** The same cells in the text and in the dict layout. */
function bothLayouts(texts: readonly (string | null)[]): readonly [Given, Given] {
  const words = [...new Set(texts.filter((text) => text !== null)), "never"];
  return [
    { type: { kind: "text" }, cells: texts },
    {
      type: { kind: "text", dictionary: { words } },
      cells: texts.map((text) => (text === null ? null : words.indexOf(text))),
    },
  ];
}

const points = (text: string): readonly number[] => [...text].map((c) => c.codePointAt(0)!);

/** -1, 0 or 1 by code points. */
function order(a: string, b: string): number {
  const [x, y] = [points(a), points(b)];
  const k = x.findIndex((c, i) => c !== y[i]);
  if (k === -1) return x.length === y.length ? 0 : -1;
  return k >= y.length || x[k]! > y[k]! ? 1 : -1;
}

const FUNCTIONS: Readonly<Record<string, (a: string, b: string) => unknown>> = {
  "size(a)": (a) => points(a).length,
  "a.startsWith(b)": (a, b) => a.startsWith(b),
  "a.endsWith(b)": (a, b) => a.endsWith(b),
  "a.contains(b)": (a, b) => a.includes(b),
  "a.contains('a')": (a) => a.includes("a"),
  "a.upperAscii()": (a) => a.replaceAll(/[a-z]/g, (c) => c.toUpperCase()),
  "a.lowerAscii()": (a) => a.replaceAll(/[A-Z]/g, (c) => c.toLowerCase()),
  "a.trim()": (a) => a.trim(),
  "a.replace('a', '$&')": (a) => a.split("a").join("$&"),
  "a.replace('', '-')": (a) => `-${[...a].map((c) => `${c}-`).join("")}`,
  "a.substring(1)": (a) => [...a].slice(1).join(""),
  "a.substring(1, 3)": (a) => [...a].slice(1, 3).join(""),
  "a.matches('^[a-z]+$')": (a) => /^[a-z]+$/.test(a),
  "a + '/' + b": (a, b) => `${a}/${b}`,
  "a + a": (a) => a + a,
  "a == b": (a, b) => a === b,
  "a != b": (a, b) => a !== b,
  "a < b": (a, b) => order(a, b) < 0,
  "a >= b": (a, b) => order(a, b) >= 0,
  "a == 'a'": (a) => a === "a",
  "'b' <= a": (a) => order("b", a) <= 0,
  "a in ['a', '', 'b']": (a) => ["a", "", "b"].includes(a),
  "a == b ? a : 'other'": (a, b) => (a === b ? a : "other"),
  "a < b ? a : b": (a, b) => (order(a, b) < 0 ? a : b),
};

describe("whatever the layouts", () => {
  test.each(Object.entries(FUNCTIONS))("%s is what it is of single texts", (text, one) => {
    const usesB = /\bb\b(?!')/.test(text);
    fc.assert(
      fc.property(cells, fc.array(fc.option(word, { freq: 4 }), { minLength: 20, maxLength: 20 }), (as, bs) => {
        const n = as.length;
        const isLazy = text.includes("?");
        const wanted = as.map((a, i) => {
          const b = bs[i]!;
          if (isLazy) return a === null || b === null ? undefined : one(a, b);
          return a === null || (usesB && b === null) ? null : one(a, b ?? "");
        });
        for (const a of bothLayouts(as))
          for (const b of bothLayouts(bs.slice(0, n))) {
            const { issues, cells: found } = trial(text, { a, b }, n);
            expect(issues).toEqual([]);
            expect(found.map((cell, i) => (wanted[i] === undefined ? undefined : cell))).toEqual(wanted);
          }
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

test("replacing cannot grow without bound", () => {
  const text = `'aaaaaaaaaa'${".replace('a', 'aaaaaaaaaa')".repeat(60)}`;
  expect(JSON.stringify(trial(text, {}, 1).cells).length).toBeLessThan(70_000);
});

test("a name that the language keeps for itself, or that is no word, stands in backquotes", () => {
  const given: Given = { type: { kind: "integer" }, cells: [5] };
  const columns = { package: given, "unit price": given, row: given, "a.b": given, in: given };
  expect(trial("`package` + `unit price` * `row` + `a.b` + `in`", columns, 1).cells).toEqual([40]);
  expect(trial("'`row`' + row", columns, 1, undefined, 3).cells).toEqual(["`row`3"]);
});

test("numbers are padded to a width, and never cut", () => {
  const numbers: Given = {
    type: { kind: "integer" },
    cells: [0, 7, -7, 99_999, 2_147_483_648, 9_007_199_254_740_991, -9_007_199_254_740_991, null],
  };
  expect(trial("pad(a, 4)", { a: numbers }, 8).cells).toEqual([
    "0000",
    "0007",
    "-0007",
    "99999",
    "2147483648",
    "9007199254740991",
    "-9007199254740991",
    null,
  ]);
});

test("a text that can stand in every format as it is stays one where pieces are joined, and only there", () => {
  const plain: Given = { type: { kind: "text" }, cells: ["Ann", "Bob"] };
  const other: Given = { type: { kind: "text" }, cells: ["Ann", "=1"] };
  const isPlain = (text: string): boolean | undefined => trial(text, { plain, other }, 2).plain;
  expect(["plain + '-' + plain", "'INV-' + pad(row, 3)", "plain < 'B' ? plain : plain"].map(isPlain)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["other + 'x'", "plain + ','", "'-' + plain", "'' + row", "plain < 'B' ? plain : other"].map(isPlain)).toEqual(
    [false, false, false, false, false],
  );
});
