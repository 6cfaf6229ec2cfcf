import { expect, test } from "vitest";
import { moveByKey } from "./grid-keys.ts";

const size = { rows: 1_000_000_000, columns: 5, pageRows: 20 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

test("Ctrl+End is the last cell of the table, Ctrl+Home the first", () => {
  expect(moveByKey({ row: 3, column: 1 }, press("End", true), size)).toEqual({ row: 999_999_999, column: 4 });
  expect(moveByKey({ row: 3, column: 1 }, press("Home", true), size)).toEqual({ row: 0, column: 0 });
});

test("no key leaves the table", () => {
  expect(moveByKey({ row: 0, column: 0 }, press("ArrowUp"), size)).toEqual({ row: 0, column: 0 });
  expect(moveByKey({ row: 999_999_995, column: 4 }, press("PageDown"), size)).toEqual({ row: 999_999_999, column: 4 });
});

test("other keys are left alone", () => {
  expect(moveByKey({ row: 0, column: 0 }, press("a"), size)).toBeUndefined();
});
