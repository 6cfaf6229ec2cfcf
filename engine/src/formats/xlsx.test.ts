import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../batch/cells.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { openMachine } from "../wasm/machine.ts";
import { cellsOf, encodeParts, everyKind } from "./every-kind.ts";
import { encodeRaw, nasty, rawColumn, type Raw } from "./raw-batch.ts";
import { columnName } from "./xlsx-cells.ts";
import { sheetName } from "./xlsx-package.ts";
import { xlsx } from "./xlsx.ts";

const DAY = 86_400_000;

/** A cell as a spreadsheet holds it; a moment as hucre reads it. */
function toSheet({ kind, millis }: ColumnHeader, cell: Cell): unknown {
  if (cell === null) return null;
  switch (kind) {
    case "integer":
      return Math.abs(cell as number) > 999_999_999_999_999 ? `${cell as number}` : cell;
    case "date":
    case "datetime":
      return Date.parse(cell as string);
    case "time":
      return Date.parse(`1970-01-01T${cell as string}${millis ? "" : ".000"}Z`);
    case "json":
      return JSON.stringify(cell);
    default:
      return cell;
  }
}

function fromSheet({ kind }: ColumnHeader, value: unknown): unknown {
  if (!(value instanceof Date)) return value;
  return kind === "time" || kind === "duration" ? ((value.getTime() % DAY) + DAY) % DAY : value.getTime();
}

async function read(bytes: Uint8Array, header: Header): Promise<readonly (readonly unknown[])[]> {
  const { sheets } = await readXlsx(bytes);
  expect(sheets[0]!.rows[0]).toEqual(header.columns.map(({ name }) => name));
  return sheets.flatMap(({ rows }) =>
    rows.slice(1).map((row) => header.columns.map((column, c) => fromSheet(column, row[c] ?? null))),
  );
}

const encode = (columns: readonly ColumnHeader[], rows: readonly (readonly Raw[])[]): Uint8Array =>
  encodeRaw((header) => xlsx.open(header, { from: 0, to: rows.length }), columns, rows);

describe("an XLSX file", () => {
  it.each([0, 1, 3000])("holds the cells of every kind, %i rows", async (count) => {
    const header: Header = { ...everyKind, columns: everyKind.columns.filter(({ kind }) => kind !== "duration") };
    const { bytes } = encodeParts(xlsx.open(header, { to: count }), header, [0, count]);
    const cells = cellsOf(header, 0, count).map((row) => row.map((cell, c) => toSheet(header.columns[c]!, cell)));
    expect(await read(bytes, header)).toEqual(cells);
  });

  it("keeps any text that XML can hold, in the table of shared words too", async () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(...nasty.filter((t) => !/_x[0-9a-f]{4}_/i.test(t))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), async (list) => {
        const columns = [rawColumn("t", "text"), rawColumn("w", "text", { dictionary: { words: list } })];
        const rows = list.map((t) => [t, t]);
        const found = await read(encode(columns, rows), { table: "raw", columns });
        const stripped = rows.map((row) => row.map((t) => t.replace(/[^\t\n\r\u0020-\uFFFD]/g, "")));
        expect(found).toEqual(stripped);
      }),
      { numRuns: 60 },
    );
  });

  it("escapes what a spreadsheet would read as a character, leaves out control characters, and ends long texts", async () => {
    const long = `${"x".repeat(32_766)}🌍tail`;
    const list = ["_x0041_", "__x000D_x0041_", "a\u0000b\u0001\uffff\ufffe", "\ufffd", "é".repeat(40_000), long];
    const words = { words: list };
    const columns = [
      rawColumn("t", "text"),
      rawColumn("w", "text", { dictionary: words }),
      rawColumn("w2", "text", { dictionary: { words: [...list, ...Array.from({ length: 2000 }, (_, k) => `w${k}`)] } }),
    ];
    const found = await read(
      encode(
        columns,
        list.map((t) => [t, t, t]),
      ),
      { table: "raw", columns },
    );
    const expected = ["_x0041_", "__x000D_x0041_", "ab", "\ufffd", "é".repeat(32_767), "x".repeat(32_766)];
    expect(found).toEqual(expected.map((t) => [t, t, t]));
  });

  it("writes what numbers cannot hold as text, and nothing for what is no number", async () => {
    const columns = [
      rawColumn("i", "integer"),
      rawColumn("d", "date"),
      rawColumn("f", "float"),
      rawColumn("n", "decimal", { scale: 3 }),
      rawColumn("s", "duration"),
    ];
    const rows: Raw[][] = [
      [1e15, -25_509, NaN, 1e15, -1000],
      [-(2 ** 53), -25_508, 1e300, -(2 ** 53), 3_600_000],
      [1e15 - 1, 2_932_896, Infinity, 1e15 - 1, 60_000],
    ];
    const found = await read(encode(columns, rows), { table: "raw", columns });
    expect(found).toEqual([
      ["1000000000000000", "1900-02-28", null, "1000000000000.000", "-PT1S"],
      ["-9007199254740992", Date.UTC(1900, 2, 1), 1e300, "-9007199254740.992", 3_600_000],
      [999999999999999, Date.UTC(9999, 11, 31), null, 999999999999.999, 60_000],
    ]);
  });

  it("goes on with another sheet after 1,048,575 rows", async () => {
    const SHEET = 1_048_575,
      total = SHEET * 2 + 10;
    const header: Header = {
      table: "a/very long [name]: of more than thirty",
      columns: [rawColumn("n", "integer", { nullable: false })],
    };
    const encoder = xlsx.open(header, {});
    expect(encoder.grainRows).toBe(SHEET);
    const encodeCuts = (cuts: readonly number[], batchRows: number): Uint8Array => {
      const pieces = [encoder.head()];
      const parts = cuts.slice(1).map((to, k) => {
        const machine = openMachine();
        const part = encoder.writer(machine).part(cuts[k]!, (view) => pieces.push(view.slice()));
        for (let from = cuts[k]!; from < to; from += batchRows) {
          machine.release();
          const length = Math.min(batchRows, to - from);
          const at = machine.alloc(length * 8);
          machine.loops.ramp(from, 1, length, at);
          part.write({ header, machine, from, length, columns: [{ layout: "f64", at, valid: 0 }] });
        }
        return part.end();
      });
      pieces.push(encoder.foot(JSON.parse(JSON.stringify(parts)) as typeof parts));
      return Buffer.concat(pieces);
    };
    const whole = encodeCuts([0, total], 4096);
    expect(Buffer.compare(encodeCuts([0, SHEET, SHEET * 2, total], 5000), whole)).toBe(0);
    const exact = encodeCuts([0, SHEET], 4096);
    for (const [bytes, sheets] of [
      [whole, [SHEET, SHEET, 10]],
      [exact, [SHEET]],
    ] as const) {
      let from = 0;
      for (const [k, length] of sheets.entries()) {
        let row = -1;
        for await (const { values } of streamXlsxRows(bytes, { sheet: k })) {
          if (row >= 0 && values[0] !== from + row) expect(values[0]).toBe(from + row);
          row++;
        }
        expect(row).toBe(length);
        from += length;
      }
    }
  });

  it("names sheets as spreadsheets allow", () => {
    expect(sheetName("people", 0)).toBe("people");
    expect(sheetName("people", 1)).toBe("people (2)");
    expect(sheetName("a/b:c*d?[e]\\", 0)).toBe("a_b_c_d__e__");
    expect(sheetName("x".repeat(40), 0)).toBe("x".repeat(31));
    expect(sheetName("x".repeat(40), 11)).toBe(`${"x".repeat(26)} (12)`);
    expect(sheetName("'quoted'", 0)).toBe("_quoted_");
    expect(sheetName("", 0)).toBe("Table");
    expect(sheetName("History", 0)).toBe("Table");
    expect(sheetName(`${"x".repeat(30)}🌍`, 0)).toBe("x".repeat(30));
  });

  it("names columns by letters", () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
  });
});
