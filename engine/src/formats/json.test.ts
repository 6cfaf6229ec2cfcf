import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Header } from "../batch/column.ts";
import { cellsOf, encodeParts, everyKind } from "./every-kind.ts";
import type { Format } from "./format.ts";
import { json } from "./json.ts";
import { jsonl } from "./jsonl.ts";
import { encodeRaw, nasty, rawColumn, type Raw } from "./raw-batch.ts";

type Row = Readonly<Record<string, unknown>>;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Rows as JavaScript reads them. */
function parse(format: Format, bytes: Uint8Array): readonly Row[] {
  const text = decoder.decode(bytes);
  if (format === json) return JSON.parse(text) as Row[];
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row);
}

describe.each([json, jsonl])("a $name file", (format) => {
  it.each([0, 1, 5000])("holds the cells of every kind, %i rows", (count) => {
    const { bytes } = encodeParts(format.open(everyKind, {}), everyKind, [0, count]);
    const rows = parse(format, bytes);
    expect(rows.map((row) => everyKind.columns.map(({ name }) => row[name]))).toEqual(cellsOf(everyKind, 0, count));
    expect(rows.every((row) => Object.keys(row).length === everyKind.columns.length)).toBe(true);
  });

  it("keeps any text and any name", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary-ascii" }),
      fc.constantFrom(...nasty),
    );
    fc.assert(
      fc.property(fc.array(fc.option(text), { maxLength: 40 }), text, (cells, name) => {
        const words = cells.map((cell) => cell ?? "");
        const columns = [rawColumn(`${name}1`, "text"), rawColumn(`${name}2`, "text", { dictionary: { words } })];
        const bytes = encodeRaw(
          (header) => format.open(header, {}),
          columns,
          cells.map((cell) => [cell, cell]),
        );
        expect(parse(format, bytes)).toEqual(cells.map((cell) => ({ [`${name}1`]: cell, [`${name}2`]: cell })));
      }),
      { numRuns: 200 },
    );
  });

  it("embeds JSON as it is, on one line", () => {
    const documents = ['{\n\t"a": [1, 2],\r\n "b": "x\\ny"}', "[]", "null", null, '"é"'];
    const bytes = encodeRaw(
      (header) => format.open(header, {}),
      [rawColumn("j", "json")],
      documents.map((d) => [d]),
    );
    expect(parse(format, bytes)).toEqual(documents.map((d) => ({ j: d === null ? null : JSON.parse(d) })));
  });

  it("writes decimals with their places and null for what is no number", () => {
    const columns = [rawColumn("d", "decimal", { scale: 2 }), rawColumn("f", "float")];
    const rows: Raw[][] = [
      [1250, 1.5],
      [-5, NaN],
      [null, Infinity],
    ];
    const text = decoder.decode(encodeRaw((header) => format.open(header, {}), columns, rows));
    expect(text.match(/\{.*?\}/g)).toEqual(['{"d":12.50,"f":1.5}', '{"d":-0.05,"f":null}', '{"d":null,"f":null}']);
  });

  it("is read by DuckDB", async () => {
    const folder = mkdtempSync(join(tmpdir(), "json-"));
    const file = join(folder, `file${format.extension}`);
    const { bytes } = encodeParts(format.open(everyKind, {}), everyKind, [0, 2000]);
    writeFileSync(file, bytes);
    const duck = await (await DuckDBInstance.create()).connect();
    const read = await duck.runAndReadAll(
      `select text, decimal, boolean, uuid::varchar, word_or_null from read_json('${file}', maximum_object_size = 100000000)`,
    );
    const wanted = ["text", "decimal", "boolean", "uuid", "word_or_null"].map((name) =>
      everyKind.columns.findIndex((column) => column.name === name),
    );
    expect(read.getRows()).toEqual(cellsOf(everyKind, 0, 2000).map((row) => wanted.map((c) => row[c])));
    duck.closeSync();
    rmSync(folder, { recursive: true });
  });
});

describe("a JSON file", () => {
  const header: Header = { table: "t", columns: [rawColumn("a", "integer"), rawColumn("b", "text")] };
  const encode = (rows: readonly (readonly Raw[])[]): string =>
    decoder.decode(encodeRaw(() => json.open(header, {}), header.columns, rows, 1));

  it("is an array of one object per line", () => {
    expect(encode([])).toBe("[]\n");
    expect(encode([[1, "x"]])).toBe('[\n{"a":1,"b":"x"}\n]\n');
    expect(
      encode([
        [1, "x"],
        [null, "y"],
      ]),
    ).toBe('[\n{"a":1,"b":"x"},\n{"a":null,"b":"y"}\n]\n');
  });

  it("begins without a comma where its first row is not the table's", () => {
    const { bytes } = encodeParts(json.open(everyKind, { from: 100 }), everyKind, [100, 130, 170]);
    expect((JSON.parse(decoder.decode(bytes)) as Row[]).length).toBe(70);
  });
});
