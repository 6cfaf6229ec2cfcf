import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern, type Pattern } from "./pattern.ts";

function pattern(source: string): Pattern {
  const compiled = compilePattern(source);
  if ("complaint" in compiled) throw new Error(compiled.complaint);
  return compiled;
}

test("a pattern agrees with the regular expressions of the language on what both know", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\b", "\\B", "^", "$", "ä", "1", "\\W");
  const { source } = fc.letrec<{ source: string }>((tie) => ({
    source: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie("source"), tie("source")).map(([a, b]) => a + b),
      fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie("source"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"))
        .map(([a, q]) => `(${a})${q}`),
    ),
  }));
  fc.assert(
    fc.property(source, fc.array(fc.constantFrom("a", "b", "1", "ä", " ", "\n"), { maxLength: 8 }), (text, cells) => {
      fc.pre(text.length < 60);
      expect(pattern(text).test(cells.join(""))).toBe(new RegExp(text, "u").test(cells.join("")));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test("patterns that take others exponential time take this one none", () => {
  const before = process.threadCpuUsage();
  for (const source of ["(a+)+$", "(a|a)*$", "(.*a){10}$", "^(\\w+\\s?)*$"])
    pattern(source).test(`${"a".repeat(5000)}!`);
  expect(process.threadCpuUsage(before).user / 1e6).toBeLessThan(5);
});

test("(?i) ignores the case of ASCII", () => {
  expect(pattern("(?i)^straße [a-f]$").test("STRAßE D")).toBe(true);
  expect(pattern("(?i)^straße$").test("STRASSE")).toBe(false);
  expect(pattern("^a$").test("A")).toBe(false);
});

test("what is not shared, or too large, is a complaint", () => {
  for (const source of [
    "(?=a)",
    "(?<=a)b",
    "(a)\\1",
    "\\p{L}",
    "(",
    "[",
    "a{1000}{1000}",
    "(".repeat(101) + ")".repeat(101),
    "\\",
    "*",
  ])
    expect(compilePattern(source)).toHaveProperty("complaint");
});
