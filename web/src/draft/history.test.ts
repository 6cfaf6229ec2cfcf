import { array, assert, property, record, string, constantFrom, integer } from "fast-check";
import { expect, test } from "vitest";
import { openHistory, redo, remember, undo, type History } from "./history.ts";

const step = record({
  text: string({ maxLength: 3 }),
  mark: constantFrom("", "type", "min"),
  wait: integer({ min: 0, max: 3000 }),
});

function run(steps: readonly { text: string; mark: string; wait: number }[]): History {
  let at = 1;
  return steps.reduce(
    (history, { text, mark, wait }) => remember(history, text, mark, (at += wait)),
    openHistory("begin"),
  );
}

test("undo to the beginning, redo to the end: the same texts", () => {
  assert(
    property(array(step, { maxLength: 20 }), (steps) => {
      let history = run(steps);
      const end = history.now.text;
      const count = history.past.length;
      for (let k = 0; k < count; k++) history = undo(history);
      expect(history.now.text).toBe("begin");
      expect(undo(history)).toEqual(history);
      for (let k = 0; k < count; k++) history = redo(history);
      expect(history.now.text).toBe(end);
      expect(history.future).toEqual([]);
    }),
  );
});

test("typing without a pause is one step, another kind of change is its own", () => {
  let history = openHistory("");
  for (const [k, text] of ["a", "ab", "abc"].entries()) history = remember(history, text, "type", 10_000 + k * 100);
  history = remember(history, "abcd", "min", 10_400);
  expect(history.past.map(({ text }) => text)).toEqual(["", "abc"]);
});

test("a change after undo forgets what was undone", () => {
  const history = remember(undo(remember(openHistory("a"), "b", "", 1)), "c", "", 2);
  expect(history.future).toEqual([]);
  expect(undo(history).now.text).toBe("a");
});
