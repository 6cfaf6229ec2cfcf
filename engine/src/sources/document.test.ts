import { expect, test } from "vitest";
import { parseText } from "./document.ts";

test("keys that their map has already are told with their places, in maps at any depth", () => {
  const { issues } = parseText("a: 1\nb:\n  - c: 1\n    c: 2\n  - { d: 1, e: { f: 1, f: 2 } }\na: 2\n");
  expect(issues.map(({ message, at }) => `${at.line}:${at.column} ${message}`)).toEqual([
    "4:5 map keys must be unique.",
    "5:24 map keys must be unique.",
    "6:1 map keys must be unique.",
  ]);
  expect(parseText("a: { b: 1 }\nc: { b: 1 }\n").issues).toEqual([]);
});

test("of very many faults the first hundred are told, and how many more there are", () => {
  const { issues } = parseText("a: 1\n".repeat(1000));
  expect(issues).toHaveLength(101);
  expect(issues.at(-1)).toMatchObject({ message: "there are 899 more faults from here on.", at: { line: 102 } });
});

test("a map is read in time that grows with its keys, not with their square", () => {
  // Each key was compared with all before it: that took a minute and more.
  const text = Array.from({ length: 60_000 }, (_, k) => `k${k}: 1\n`).join("");
  expect(Object.keys(parseText(text).document as object)).toHaveLength(60_000);
});
