import { createHash } from "node:crypto";
import { RecordBatchReader, tableFromIPC, type Table } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { toDecimal, type Cell } from "../batch/cells.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { arrow } from "./arrow.ts";
import { cellsOf, encodeParts, everyKind, pickColumns } from "./every-kind.ts";

const narrow = pickColumns("integer_or_null", "boolean_or_null", "word_or_null", "text", "uuid");

const encode = (header: Header, cuts: readonly number[], batchRows?: number): Uint8Array =>
  encodeParts(arrow.open(header, {}), header, cuts, batchRows).bytes;

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A value as apache-arrow reads it, as `readCell` gives it. */
function fromArrow({ kind, scale, millis }: ColumnHeader, value: unknown): Cell {
  if (value === null) return null;
  const iso = (): string => new Date(Number(value)).toISOString();
  switch (kind) {
    case "integer":
      return Number(value);
    case "decimal":
      return Number(toDecimal(Number(value), scale));
    case "date":
      return iso().slice(0, 10);
    case "datetime":
      return millis ? iso() : `${iso().slice(0, 19)}Z`;
    case "time":
      return iso().slice(11, millis ? 23 : 19);
    case "json":
      return JSON.parse(value as string) as Cell;
    case "uuid":
      return Buffer.from(value as Uint8Array)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    default:
      return value as Cell;
  }
}

function read(header: Header, table: Table, from = 0, to = table.numRows): readonly (readonly Cell[])[] {
  const columns = header.columns.map(({ name }) => table.getChild(name)!);
  return Array.from({ length: to - from }, (_, i) =>
    header.columns.map((column, c) => fromArrow(column, columns[c]!.get(from + i))),
  );
}

describe("an Arrow file", () => {
  it.each([0, 1, 5000])("holds the cells of every kind, %i rows", (rows) => {
    const table = tableFromIPC(encode(everyKind, [0, rows]));
    expect(table.schema.fields.map(({ name }) => name)).toEqual(everyKind.columns.map(({ name }) => name));
    expect(read(everyKind, table)).toEqual(cellsOf(everyKind, 0, rows));
  });

  it("counts nulls and says what its columns are", () => {
    const table = tableFromIPC(encode(everyKind, [0, 5000]));
    const cells = cellsOf(everyKind, 0, 5000);
    everyKind.columns.forEach(({ name, nullable }, c) => {
      expect([name, table.getChild(name)!.nullCount]).toEqual([name, cells.filter((row) => row[c] === null).length]);
      expect(table.schema.fields[c]!.nullable).toBe(nullable);
    });
    const extensions = table.schema.fields.map(({ name, metadata }) => [name, metadata.get("ARROW:extension:name")]);
    expect(extensions.filter(([, extension]) => extension !== undefined)).toEqual([
      ["json", "arrow.json"],
      ["uuid", "arrow.uuid"],
      ["json_or_null", "arrow.json"],
      ["uuid_or_null", "arrow.uuid"],
    ]);
  });

  it("holds one record batch of exactly grainRows, and two with a row more", () => {
    const { grainRows } = arrow.open(narrow, {});
    for (const rows of [grainRows, grainRows + 1]) {
      const table = tableFromIPC(encode(narrow, [0, rows]));
      expect(table.batches.map(({ numRows }) => numRows)).toEqual(rows === grainRows ? [grainRows] : [grainRows, 1]);
      expect(read(narrow, table, rows - 100, rows)).toEqual(cellsOf(narrow, rows - 100, rows));
    }
  });

  it("has the same bytes for any cut on the grain and any batches", () => {
    const { grainRows } = arrow.open(narrow, {});
    const rows = 2 * grainRows + 777;
    const whole = hashOf(encode(narrow, [0, rows]));
    expect(hashOf(encode(narrow, [0, grainRows, rows]))).toBe(whole);
    expect(hashOf(encode(narrow, [0, grainRows, 2 * grainRows, rows]))).toBe(whole);
    expect(hashOf(encode(narrow, [0, 2 * grainRows, 2 * grainRows, rows], 1001))).toBe(whole);
  });

  it("may begin at any row", () => {
    const table = tableFromIPC(encode(everyKind, [131, 4500], 1000));
    expect(read(everyKind, table)).toEqual(cellsOf(everyKind, 131, 4500));
  });

  it("is a stream too, after its magic", () => {
    const reader = RecordBatchReader.from(encode(everyKind, [0, 3000]).subarray(64));
    expect([...reader].reduce((rows, batch) => rows + batch.numRows, 0)).toBe(3000);
  });

  it("hides what stands under a null", () => {
    const table = tableFromIPC(encode(everyKind, [0, 5000]));
    const numbers = table.getChild("integer_or_null")!;
    const { values } = numbers.data[0]! as unknown as { values: BigInt64Array };
    expect([...values].filter((value, i) => numbers.get(i) === null && value !== 0n)).toEqual([]);
  });
});
