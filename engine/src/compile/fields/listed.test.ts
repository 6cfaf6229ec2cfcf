import { expect, test } from "vitest";
import { cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

const table = (field: object, rows = 5): object => ({
  tables: { t: { rows, fields: { x: { type: "listed", ...field } } } },
});
const cells = (field: object, rows = 5): unknown[] => cellsOf(planOf(table(field, rows)), "t").map(([cell]) => cell);

test("row r has value r, and the list begins again behind its end", () => {
  expect(cells({ values: ["a", "b", "a"] })).toEqual(["a", "b", "a", "a", "b"]);
  expect(cells({ values: [3, -1] }, 3)).toEqual([3, -1, 3]);
  expect(cells({ values: [1.5, 2, null] }, 4)).toEqual([1.5, 2, null, 1.5]);
  expect(cells({ values: ["2026-01-31", null], as: "date" }, 3)).toEqual(["2026-01-31", null, "2026-01-31"]);
  expect(cells({ values: ["2026-01-31 10:00:00+00:00"], as: "datetime" }, 1)).toEqual(["2026-01-31T10:00:00Z"]);
  expect(cells({ values: [true, false, null] }, 3)).toEqual([true, false, null]);
  expect(cells({ values: ["10:30:00"], as: "time" }, 1)).toEqual(["10:30:00"]);
  const uuid = "7b0e8b1c-8a52-4d6c-9b57-0d7f9b0d4f10";
  expect(cells({ values: [uuid], as: "uuid" }, 2)).toEqual([uuid, uuid]);
});

test("rows in any order have the cells that they have in order", () => {
  const plan = planOf(table({ values: [5, 6, null, 8] }, 9000));
  const all = cellsOf(plan, "t");
  expect(gatheredCells(plan, "t", [8999, 0, 4097, 2])).toEqual([8999, 0, 4097, 2].map((row) => all[row]));
});

test("it can be unique as far as no value comes again", () => {
  expect(cells({ values: [1, 2, 3, 1], unique: true }, 3)).toEqual([1, 2, 3]);
  expect(complaintsOf(table({ values: [1, 2, 3, 1], unique: true }, 4)).join()).toContain("only 3 different values");
});

test("what a value is not is told", () => {
  expect(complaintsOf(table({ values: ["1", "x"], as: "integer" }))[0]).toContain('expected an integer; found "x"');
  expect(complaintsOf(table({ values: ["12"], as: "uuid" }))[0]).toContain("expected a uuid");
});
