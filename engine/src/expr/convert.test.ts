import { expect, test } from "vitest";
import { trial } from "./trial.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const columns = {
  big: { type: { kind: "integer" }, cells: [MOST, -MOST, 7] },
  cents: { type: { kind: "decimal", scale: 2 }, cells: [MOST, -MOST, 7] },
  other: { type: { kind: "decimal", scale: 2 }, cells: [null, null, 7] },
} as const;

test.each([
  ["decimal(big, 15)", [MOST, -MOST, 7e15]],
  ["decimal(cents, 6)", [MOST, -MOST, 70_000]],
  ["row >= 0 ? big : 0.001", [MOST, -MOST, 7000]],
  ["coalesce(other, big, 0.001)", [MOST, -MOST, 70]],
  ["decimal(9007199254740991, 15)", [MOST, MOST, MOST]],
  ["-decimal(9007199254740991, 15)", [-MOST, -MOST, -MOST]],
  ["decimal(1e300, 2)", [MOST, MOST, MOST]],
  ["int(1e300)", [MOST, MOST, MOST]],
])("more units than are exact end at the most there are: %s", (text, raw) => {
  expect(trial(text, columns, 3).raw).toEqual(raw);
});

test("a number scaled up is brought back before it is written into a text", () => {
  expect(trial('string(decimal(big, 15)) + "!"', columns, 3).cells).toEqual([
    "9.007199254740991!",
    "-9.007199254740991!",
    "7.000000000000000!",
  ]);
  expect(trial("it", { it: columns.big }, 3, { kind: "decimal", scale: 6 }).raw).toEqual([MOST, -MOST, 7_000_000]);
});
