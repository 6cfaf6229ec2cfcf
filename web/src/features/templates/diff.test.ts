import * as fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines, shorten } from "./diff.ts";

const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 30 }).map((lines) => lines.join("\n"));

test("a comparison has every line of both texts, in order", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const without = (kind: string): string =>
        lines
          .filter((line) => line.kind !== kind)
          .map((line) => line.text)
          .join("\n");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});

test("what did not change is not told as changed", () => {
  expect(diffLines("a\nb\nc\nd", "a\nx\nc\nd").filter(({ kind }) => kind === "same")).toHaveLength(3);
});

test("long runs of unchanged lines are left out, and none is lost", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const count = shorten(lines).reduce((sum, part) => sum + ("left" in part ? part.left : part.lines.length), 0);
      expect(count).toBe(lines.length);
    }),
  );
});
