import * as faker from "@faker-js/faker";
import { expect, test } from "vitest";
import { readCell, type Cell } from "../../batch/cells.ts";
import type { Kind } from "../../batch/column.ts";
import type { Rows } from "../../random/rows.ts";
import { english } from "../../words/locale.ts";
import { openMachine } from "../../wasm/machine.ts";
import type { Site } from "../field-type.ts";
import { fakerType, fakerTypeNames } from "./faker.ts";

const machine = openMachine();
const NOW = Date.parse("2026-01-31T12:00:00Z");
const ROWS = 60;

/** As much of a site as these types ask for. */
function siteWith(complaints: string[]): Site {
  const site: Pick<Site, "locale" | "now" | "issue"> = {
    locale: english,
    now: NOW,
    issue: (code) => void complaints.push(code),
  };
  return site as Site;
}

function cellsOf(
  name: string,
  rows: Rows,
  args?: readonly unknown[],
): { kind: Kind; cells: Cell[]; complaints: string[] } {
  const complaints: string[] = [];
  const made = fakerType(name, faker)!.lower(args === undefined ? {} : { args }, siteWith(complaints));
  const [column] = made.kernel.run({ machine, rows, inputs: [], key: { k0: 7, k1: 9 } });
  const header = {
    name: "f",
    kind: made.kind,
    nullable: made.nullable ?? false,
    scale: 0,
    millis: made.millis ?? false,
  };
  return {
    kind: made.kind,
    complaints,
    cells: Array.from({ length: rows.length }, (_, i) => readCell(machine, header, column!, i)),
  };
}

const names = fakerTypeNames(faker);

test("faker's methods are there, and nothing else can be reached", () => {
  expect(names.length).toBeGreaterThan(200);
  expect(names).toContain("faker.date.past");
  for (const bad of [
    "faker.constructor.constructor",
    "faker.helpers.fake",
    "faker.helpers.mustache",
    "faker.rawDefinitions.person",
    "faker.__proto__.toString",
    "faker.person.constructor",
    "faker.person.faker",
    "faker.person",
    "faker.nosuch.thing",
    "other.person.firstName",
  ]) {
    expect(fakerType(bad, faker), bad).toBeUndefined();
  }
});

test.each(names)("%s: rows in any order and any slice give the same cells", (name) => {
  machine.release();
  const whole = cellsOf(name, { from: 0, length: ROWS, numbers: 0 });
  if (whole.complaints.length > 0) return; // it needs arguments
  const order = Array.from({ length: ROWS }, (_, i) => (i * 17 + 5) % ROWS);
  const numbers = machine.alloc(ROWS * 8);
  machine.f64.set(order, numbers / 8);
  expect(cellsOf(name, { from: 0, length: ROWS, numbers }).cells).toEqual(order.map((row) => whole.cells[row]));
  expect(cellsOf(name, { from: 20, length: 10, numbers: 0 }).cells).toEqual(whole.cells.slice(20, 30));
});

test("kinds follow from what is given; arguments are passed on, and greedy ones refused", () => {
  const rows = { from: 0, length: 20, numbers: 0 };
  expect(cellsOf("faker.person.firstName", rows).kind).toBe("text");
  expect(cellsOf("faker.date.past", rows).kind).toBe("datetime");
  expect(cellsOf("faker.datatype.boolean", rows).kind).toBe("boolean");
  expect(cellsOf("faker.finance.currency", rows).kind).toBe("json");
  const { kind, cells } = cellsOf("faker.number.int", rows, [{ min: 5, max: 6 }]);
  expect(kind).toBe("float");
  for (const cell of cells) expect([5, 6]).toContain(cell);
  expect(cellsOf("faker.string.alpha", rows, [1e9]).complaints).toEqual(["schema/faker"]);
  expect(cellsOf("faker.helpers.arrayElement", rows, [["a"]]).cells[0]).toBe("a");
  expect(cellsOf("faker.helpers.arrayElement", rows).complaints).toEqual(["schema/faker"]);
});

test("a method that changes its arguments gives the same cells from any row on", () => {
  const args = [[1, 2, 3, 4, 5, 6], { inplace: true }];
  const whole = cellsOf("faker.helpers.shuffle", { from: 0, length: 20, numbers: 0 }, args).cells;
  expect(cellsOf("faker.helpers.shuffle", { from: 7, length: 5, numbers: 0 }, args).cells).toEqual(whole.slice(7, 12));
  expect(args).toEqual([[1, 2, 3, 4, 5, 6], { inplace: true }]);
});

test("JSON is JSON, texts within it too", () => {
  const mixed = cellsOf("faker.helpers.arrayElement", { from: 0, length: 40, numbers: 0 }, [["x", { a: 1 }]]);
  expect(mixed.kind).toBe("json");
  expect(new Set(mixed.cells.map((cell) => JSON.stringify(cell)))).toEqual(new Set(['"x"', '{"a":1}']));
});

test.each([["[a-z]{200000}"], ["a{1,20000}"], ["(a{200}){200}"], ["a{9000}b{9000}"], ["x".repeat(20_000)]])(
  "a text that asks for too much is refused: %.20s",
  (text) => {
    const rows = { from: 0, length: 1, numbers: 0 };
    expect(cellsOf("faker.helpers.fromRegExp", rows, [text]).complaints).toEqual(["schema/faker"]);
    expect(cellsOf("faker.helpers.fromRegExp", rows, ["[a-z]{20}"]).complaints).toEqual([]);
  },
);
