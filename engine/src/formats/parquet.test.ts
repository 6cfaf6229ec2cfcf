import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toDecimal, type Cell } from "../batch/cells.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { cellsOf, encodeParts, everyKind, pickColumns } from "./every-kind.ts";
import type { FormatOptions } from "./format.ts";
import { parquet } from "./parquet.ts";
import type { ParquetDetail } from "./parquet-footer.ts";
import { loadZstd } from "./parquet-zstd.ts";

type Rows = readonly (readonly Cell[])[];

const narrow = pickColumns("integer_or_null", "boolean_or_null", "word_or_null", "text", "uuid");
const folder = mkdtempSync(join(tmpdir(), "parquet-"));
let duck: DuckDBConnection;

beforeAll(async () => {
  duck = await (await DuckDBInstance.create()).connect();
  await duck.run("set TimeZone = 'UTC'");
});
afterAll(() => {
  duck.closeSync();
  rmSync(folder, { recursive: true });
});

/** A value as DuckDB writes it in JSON, as `readCell` gives it. */
function fromDuck({ kind, millis }: ColumnHeader, value: unknown): Cell {
  if (value === null) return null;
  const text = value as string;
  const seconds = (moment: string): string =>
    millis ? `${moment.slice(0, 8)}.${moment.slice(9).padEnd(3, "0")}` : moment;
  switch (kind) {
    case "integer":
    case "decimal":
    case "float":
      return Number(value);
    case "datetime": {
      const [day, time = ""] = text.replace("+00", "").split(" ");
      return `${day}T${seconds(time)}Z`;
    }
    case "time":
      return seconds(text);
    case "json":
      return JSON.parse(text) as Cell;
    default:
      return value as Cell;
  }
}

async function readDuck(header: Header, bytes: Uint8Array): Promise<Rows> {
  const file = join(folder, "file.parquet");
  writeFileSync(file, bytes);
  const read = await duck.runAndReadAll(`select * from '${file}'`);
  return read.getRowsJson().map((row) => row.map((value, c) => fromDuck(header.columns[c]!, value)));
}

/** A value as hyparquet reads it, as `readCell` gives it. */
function fromHyparquet({ kind, scale, millis }: ColumnHeader, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    const iso = value.toISOString();
    return kind === "date" ? iso.slice(0, 10) : millis ? iso : iso.replace(/\.\d+/, "");
  }
  if (kind === "decimal") return Number((value as number).toFixed(scale)); // it multiplies by 0.01
  if (typeof value === "bigint") return Number(value);
  if (kind === "time") {
    const iso = new Date(value as number).toISOString().slice(11, 23);
    return millis ? iso : iso.slice(0, 8);
  }
  return value as Cell;
}

async function readHyparquet(header: Header, bytes: Uint8Array<ArrayBuffer>): Promise<Rows> {
  const compressors = { ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input) };
  const rows = await parquetReadObjects({ file: bytes.buffer, compressors });
  return rows.map((row) => header.columns.map((column) => fromHyparquet(column, row[column.name])));
}

const encode = (header: Header, cuts: readonly number[], options: FormatOptions = {}, batchRows?: number) =>
  encodeParts(parquet.open(header, options), header, cuts, batchRows);

/** The first row that differs, as read and as expected; nothing where all agree. */
function difference(read: Rows, expected: Rows): readonly unknown[] {
  if (read.length !== expected.length) return [read.length, expected.length];
  const at = read.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(expected[i]));
  return at < 0 ? [] : [at, read[at], expected[at]];
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("a Parquet file", () => {
  it.each([0, 1, 5000])("holds the cells of every kind, %i rows", async (rows) => {
    const bytes = encode(everyKind, [0, rows]).bytes as Uint8Array<ArrayBuffer>;
    const expected = cellsOf(everyKind, 0, rows);
    expect(difference(await readDuck(everyKind, bytes), expected)).toEqual([]);
    expect(difference(await readHyparquet(everyKind, bytes), expected)).toEqual([]);
  });

  it.each(["none", "zstd"] as const)("holds them with compression %s", async (compression) => {
    const bytes = encode(everyKind, [0, 5000], { compression, zstd: await loadZstd() })
      .bytes as Uint8Array<ArrayBuffer>;
    const expected = cellsOf(everyKind, 0, 5000);
    expect(difference(await readDuck(everyKind, bytes), expected)).toEqual([]);
    expect(difference(await readHyparquet(everyKind, bytes), expected)).toEqual([]);
  });

  it("asks for a compressor where zstd has none", () => {
    expect(() => encode(narrow, [0, 1], { compression: "zstd" })).toThrow(/loadZstd/);
  });

  it("holds one row group of exactly grainRows, and two with a row more", async () => {
    const { grainRows } = parquet.open(narrow, {});
    for (const rows of [grainRows, grainRows + 1]) {
      const { bytes } = encode(narrow, [0, rows]);
      const groups = parquetMetadata(bytes.buffer as ArrayBuffer).row_groups;
      expect(groups.map((group) => Number(group.num_rows))).toEqual(rows === grainRows ? [grainRows] : [grainRows, 1]);
      const read = await readDuck(narrow, bytes);
      expect(read.length).toBe(rows);
      expect(difference(read.slice(-100), cellsOf(narrow, rows - 100, rows))).toEqual([]);
      expect(difference(read.slice(60_000, 60_100), cellsOf(narrow, 60_000, 60_100))).toEqual([]);
    }
  });

  it("has the same bytes for any cut on the grain and any batches", () => {
    const { grainRows } = parquet.open(narrow, {});
    const rows = 2 * grainRows + 777;
    const whole = hashOf(encode(narrow, [0, rows]).bytes);
    expect(hashOf(encode(narrow, [0, grainRows, rows]).bytes)).toBe(whole);
    expect(hashOf(encode(narrow, [0, grainRows, 2 * grainRows, rows]).bytes)).toBe(whole);
    expect(hashOf(encode(narrow, [0, 2 * grainRows, 2 * grainRows, rows], {}, 1001).bytes)).toBe(whole);
  });

  it("holds one word, more words than rows, and long texts", async () => {
    const text = { kind: "text", nullable: true, scale: 0, millis: false } as const;
    const words = Array.from({ length: 70_000 }, (_, k) => `word ${k}`);
    const header: Header = {
      table: "words",
      columns: [
        { ...text, name: "one", dictionary: { words: ["one"] } },
        { ...text, name: "two", dictionary: { words: ["one", "two"] } },
        { ...text, name: "many", dictionary: { words }, nullable: false },
        { ...text, name: "long" },
      ],
    };
    for (const rows of [3, 500]) {
      const { bytes } = encode(header, [0, rows]);
      expect(difference(await readDuck(header, bytes), cellsOf(header, 0, rows))).toEqual([]);
      expect(
        difference(await readHyparquet(header, bytes as Uint8Array<ArrayBuffer>), cellsOf(header, 0, rows)),
      ).toEqual([]);
      expect(bytes.length).toBeLessThan(10_000 + rows * 15_000); // the words that are used, not the dictionary
    }
  });

  it("may begin at any row", async () => {
    const { bytes } = encode(everyKind, [131, 4500], {}, 1000);
    expect(difference(await readDuck(everyKind, bytes), cellsOf(everyKind, 131, 4500))).toEqual([]);
  });

  it("says which logical type each column has", () => {
    const schema = parquetMetadata(encode(everyKind, [0, 1]).bytes.buffer as ArrayBuffer).schema.slice(1);
    expect(
      schema.slice(0, 15).map((element) => [element.name, element.type, element.logical_type?.type ?? "none"]),
    ).toEqual([
      ["integer", "INT64", "none"],
      ["decimal", "INT64", "DECIMAL"],
      ["float", "DOUBLE", "none"],
      ["boolean", "BOOLEAN", "none"],
      ["date", "INT32", "DATE"],
      ["datetime", "INT64", "TIMESTAMP"],
      ["instant", "INT64", "TIMESTAMP"],
      ["time", "INT32", "TIME"],
      ["moment", "INT32", "TIME"],
      ["duration", "BYTE_ARRAY", "STRING"],
      ["word", "BYTE_ARRAY", "STRING"],
      ["text", "BYTE_ARRAY", "STRING"],
      ["document", "BYTE_ARRAY", "JSON"],
      ["json", "BYTE_ARRAY", "JSON"],
      ["uuid", "FIXED_LEN_BYTE_ARRAY", "UUID"],
    ]);
    expect(schema.map(({ repetition_type }) => repetition_type)).toEqual(
      everyKind.columns.map(({ nullable }) => (nullable ? "OPTIONAL" : "REQUIRED")),
    );
  });
});

describe("statistics", () => {
  const byUtf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const { parts } = encode(everyKind, [0, 5000]);
  const chunks = (parts[0]!.detail as ParquetDetail).groups[0]!.chunks;
  const cells = cellsOf(everyKind, 0, 5000);

  it("count nulls", () => {
    expect(chunks.map(({ nulls }) => nulls)).toEqual(
      everyKind.columns.map((_, c) => cells.filter((row) => row[c] === null).length),
    );
  });

  it("bound numbers, dates, booleans, uuids and short texts by what is there", async () => {
    const file = join(folder, "statistics.parquet");
    writeFileSync(file, encode(everyKind, [0, 5000]).bytes);
    const named = everyKind.columns.filter(({ kind }) =>
      ["integer", "decimal", "float", "boolean", "date", "datetime", "time", "uuid"].includes(kind),
    );
    for (const { name } of named) {
      const read = await duck.runAndReadAll(
        `select stats_min_value, stats_max_value, (select min("${name}")::varchar from '${file}'), (select max("${name}")::varchar from '${file}')
         from parquet_metadata('${file}') where path_in_schema = '${name}'`,
      );
      const [least, most, min, max] = read.getRowsJson()[0]!;
      expect([name, least, most]).toEqual([name, min, max]);
    }
    everyKind.columns.forEach(({ kind, name }, c) => {
      if (kind !== "text" || name.includes("word")) return;
      const texts = cells.flatMap((row) => (row[c] === null ? [] : [row[c] as string])).sort(byUtf8);
      const hex = (text: string): string => Buffer.from(text).toString("hex");
      expect([name, chunks[c]!.least, chunks[c]!.most]).toEqual([name, hex(texts[0]!), hex(texts.at(-1)!)]);
    });
  });

  it("leave out long texts, documents, durations and what is always null", () => {
    const without = everyKind.columns.filter((_, c) => chunks[c]!.least === undefined).map(({ name }) => name);
    expect(without).toEqual(
      everyKind.columns
        .filter(({ kind, name }) => kind === "json" || kind === "duration" || /word|^always/.test(name))
        .map(({ name }) => name),
    );
  });

  it("find rows by them", async () => {
    const file = join(folder, "found.parquet");
    writeFileSync(file, encode(everyKind, [0, 5000]).bytes);
    for (const row of [0, 17, 4999]) {
      const found = await duck.runAndReadAll(
        `select count(*) from '${file}' where uuid = '${cells[row]![14] as string}' and "decimal" = ${toDecimal(Math.round(Number(cells[row]![1]) * 100), 2)}`,
      );
      expect(found.getRowsJson()).toEqual([["1"]]);
    }
  });
});
