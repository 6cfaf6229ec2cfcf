import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { toDecimal, type Cell } from "../batch/cells.ts";
import { csv } from "./csv.ts";
import { cellsOf, encodeParts, everyKind } from "./every-kind.ts";
import type { FormatOptions } from "./format.ts";
import { encodeRaw, nasty, rawColumn, type Raw } from "./raw-batch.ts";

type Texts = readonly (readonly (string | null)[])[];
const folder = mkdtempSync(join(tmpdir(), "csv-"));
let duck: DuckDBConnection;

beforeAll(async () => {
  duck = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
  duck.closeSync();
  rmSync(folder, { recursive: true });
});

/** A reader of RFC 4180 of our own that tells an unquoted field, which may stand for null, from a quoted one. */
function parse(text: string, delimiter: string, nullText: string): Texts {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (let p = 0; p < text.length;) {
    if (text[p] === '"') {
      let value = "";
      for (p++; text[p] !== '"' || text[p + 1] === '"'; p++) {
        if (p >= text.length) throw new Error("open quote");
        if (text[p] === '"') p++;
        value += text[p];
      }
      p++;
      row.push(value);
    } else {
      const from = p;
      while (text[p] !== delimiter && text[p] !== "\n") {
        if (text[p] === '"' || text[p] === "\r" || p >= text.length) throw new Error(`bare ${text[p]} at ${p}`);
        p++;
      }
      const value = text.slice(from, p);
      row.push(value === nullText ? null : value);
    }
    if (text[p] === "\n") {
      rows.push(row);
      row = [];
    } else if (text[p] !== delimiter) throw new Error(`${text[p]} after a field`);
    p++;
    if (row.length > 0 && p >= text.length) throw new Error("no line end");
  }
  return rows;
}

async function readDuck(bytes: Uint8Array, options: FormatOptions = {}): Promise<Texts> {
  const file = join(folder, "file.csv");
  writeFileSync(file, bytes);
  const { delimiter = ",", nullText = "" } = options;
  const settings = `header = true, all_varchar = true, delim = '${delimiter}', nullstr = '${nullText}', quote = '"', escape = '"', allow_quoted_nulls = false, auto_detect = false, max_line_size = 20000000`;
  const columns =
    bytes.indexOf(10) < 0
      ? []
      : Buffer.from(bytes.subarray(0, bytes.indexOf(10)))
          .toString()
          .split(delimiter);
  const types = columns.map((_, c) => `'c${c}': 'varchar'`).join(", ");
  const read = await duck.runAndReadAll(`select * from read_csv('${file}', ${settings}, columns = {${types}})`);
  return read.getRows().map((row) => row.map((value) => value as string | null));
}

/** A cell as CSV has it: text. */
function toText({ kind, scale }: ColumnHeader, cell: Cell): string | null {
  if (cell === null) return null;
  if (kind === "decimal") return toDecimal(Math.round((cell as number) * 10 ** scale), scale);
  return kind === "json" ? JSON.stringify(cell) : `${cell as string | number | boolean}`;
}

const texts: readonly ColumnHeader[] = [
  rawColumn("text", "text"),
  rawColumn("word", "text", { dictionary: { words: nasty } }),
  rawColumn("n", "integer"),
];
const rowsOf = (list: readonly string[]): readonly (readonly Raw[])[] =>
  list.map((text, k) => [
    k % 7 === 3 ? null : text,
    k % 5 === 2 ? null : nasty[k % nasty.length]!,
    k % 3 === 0 ? null : -k,
  ]);
const expected = (rows: readonly (readonly Raw[])[]): Texts =>
  rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
const encode = (rows: readonly (readonly Raw[])[], options: FormatOptions = {}): Uint8Array =>
  encodeRaw((header) => csv.open(header, options), texts, rows);

describe("a CSV file", () => {
  it("holds the cells of every kind", async () => {
    const { bytes } = encodeParts(csv.open(everyKind, {}), everyKind, [0, 5000]);
    const cells = cellsOf(everyKind, 0, 5000).map((row) => row.map((cell, c) => toText(everyKind.columns[c]!, cell)));
    const [names, ...rows] = parse(Buffer.from(bytes).toString(), ",", "");
    expect(names).toEqual(everyKind.columns.map(({ name }) => name));
    expect(rows).toEqual(cells);
    expect(await readDuck(bytes)).toEqual(cells);
  });

  it.each([",", ";", "\t", "|", " ", "/", "#", "@"])(
    "keeps nasty texts apart with %j between fields",
    async (delimiter) => {
      const rows = rowsOf(nasty);
      const bytes = encode(rows, { delimiter });
      expect(parse(Buffer.from(bytes).toString(), delimiter, "").slice(1)).toEqual(expected(rows));
      if (/[,;|\t]/.test(delimiter)) expect(await readDuck(bytes, { delimiter })).toEqual(expected(rows));
    },
  );

  it.each(["NULL", "NA", "\\N", "null", "-", "plain"])(
    "tells null from the text %j that stands for it",
    async (nullText) => {
      const rows = rowsOf([...nasty, nullText]);
      const bytes = encode(rows, { nullText });
      expect(parse(Buffer.from(bytes).toString(), ",", nullText).slice(1)).toEqual(expected(rows));
      expect(await readDuck(bytes, { nullText })).toEqual(expected(rows));
    },
  );

  it("keeps any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }), { maxLength: 40 }),
        fc.constantFrom(",", ";", "\t"),
        (list, delimiter) => {
          const rows = rowsOf(list);
          expect(parse(Buffer.from(encode(rows, { delimiter })).toString(), delimiter, "").slice(1)).toEqual(
            expected(rows),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("holds texts longer than any buffer", async () => {
    const long = ["x".repeat(300_000), `"${"y,".repeat(700_000)}`, "", "é".repeat(1_000_000), "end"];
    const rows = rowsOf(long);
    expect(await readDuck(encode(rows))).toEqual(expected(rows));
  });

  it("guards formulas where asked, and never numbers", () => {
    const rows: Raw[][] = ["=1+1", "+a", "-a", "@a", "\tq", "\rq", "a=1", ""].map((text) => [text, "=1+1", -5]);
    const found = parse(Buffer.from(encode(rows, { guardFormulas: true })).toString(), ",", "").slice(1);
    expect(found.map((row) => row[0])).toEqual(["'=1+1", "'+a", "'-a", "'@a", "'\tq", "'\rq", "a=1", ""]);
    expect(found.every((row) => row[1] === "'=1+1" && row[2] === "-5")).toBe(true);
  });

  it("quotes names that need it and leaves the line of names out where asked", () => {
    const header: Header = { table: "t", columns: ['a,"b"', "", "c"].map((name) => rawColumn(name, "integer")) };
    expect(Buffer.from(csv.open(header, {}).head()).toString()).toBe('"a,""b""","",c\n');
    expect(csv.open(header, { headerLine: false }).head().length).toBe(0);
  });

  it("refuses separators and null texts that would be ambiguous", () => {
    const header: Header = { table: "t", columns: [rawColumn("a", "integer")] };
    for (const delimiter of ['"', "\n", "a", "1", "-", ".", ":", "+", "", ",,", "é"])
      expect(() => csv.open(header, { delimiter })).toThrow("delimiter");
    for (const nullText of ['"', "a,b", "\n"]) expect(() => csv.open(header, { nullText })).toThrow("null text");
  });
});
