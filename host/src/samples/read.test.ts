import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DataError, type CatalogueColumn } from "@semblance/engine";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maskToPattern } from "./infer.ts";
import { readSamples } from "./read.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "samples-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function columnOf(name: string, cells: readonly string[]): Promise<CatalogueColumn> {
  const path = await file(name, ["number,x", ...cells.map((cell, k) => `${k},"${cell}"`)].join("\n"));
  const { tables } = await readSamples([path]);
  return tables[0]!.columns[1]!;
}

describe("a column of a sample", () => {
  it.each([
    ["integer", ["1", "-20", "+3"]],
    ["integer", ["1e+05", "-20", "7.0"]],
    ["decimal", ["1.50", "-2.25", "10"]],
    ["float", ["1.5e10", "2", "3.25"]],
    ["boolean", ["true", "FALSE", "true"]],
    ["date", ["2024-02-29", "2023-01-01", "2020-12-31"]],
    ["date", ["31/12/2020", "01/02/2021", "15/06/2022"]],
    ["datetime", ["31.12.2020 10:30", "01.02.2021 00:00:10", "15.06.2022 23:59"]],
    ["datetime", ["12/31/2020 1:30 PM", "1/2/2021 12:00 AM", "6/15/2022 11:59 PM"]],
    ["date", ["5 Jan 2020", "17 Feb 2021", "31 Dec 2022"]],
    ["decimal", ["1.234,50", "12,00", "1.000.000,25"]],
    ["decimal", ["1 234,5", "-12,25", "7"]],
    ["decimal", ["$1,234.50", "$12.00", "$3"]],
    ["decimal", ["12,5 %", "3,0 %", "100 %"]],
    ["integer", ["€1,234", "€12", "€1,000,000"]],
    ["text", ["$12.00", "€13.00", "$1.00"]],
    ["text", ["030 123456", "089 99887", "040 11"]],
    ["text", ["1.2.3", "1.2.4", "2.0.0"]],
    ["datetime", ["2024-02-29 10:00:00", "2023-01-01T00:00:00Z", "2020-12-31 23:59"]],
    ["time", ["10:30", "23:59:59", "00:00"]],
    [
      "uuid",
      [
        "7b0e8b1c-8a52-4d6c-9b57-0d7f9b0d4f10",
        "7b0e8b1c-8a52-4d6c-9b57-0d7f9b0d4f11",
        "7b0e8b1c-8a52-4d6c-9b57-0d7f9b0d4f12",
      ],
    ],
    ["text", ["00123", "00456", "10000"]],
    ["text", ["2024-02-30", "2023-01-01", "2020-12-31"]],
  ])("is %s where all its cells are", async (kind, cells) => {
    const column = await columnOf(`${kind}.csv`, cells);
    expect([kind, column.type.kind]).toEqual([kind, kind]);
  });

  it("reads marks of missing values as nulls, NA only where numbers or dates stand beside it", async () => {
    const numbers = await columnOf("na.csv", ["1", "NA", "?", "4"]);
    expect([numbers.type.kind, numbers.statistics!.nulls]).toEqual(["integer", 0.5]);
    const codes = await columnOf("codes.csv", ["NA", "DE", "FR", "NA"]);
    expect([codes.type.kind, codes.statistics!.nulls]).toEqual(["text", 0]);
  });

  it("has the shares of its values where they are few, and a pattern where its texts have one shape", async () => {
    const few = await columnOf(
      "few.csv",
      Array.from({ length: 20 }, (_, k) => (k % 4 === 0 ? "gold" : "basic")),
    );
    expect(few.statistics!.frequent).toEqual([
      { value: "basic", share: 0.75 },
      { value: "gold", share: 0.25 },
    ]);
    const shaped = await columnOf(
      "shaped.csv",
      Array.from({ length: 30 }, (_, k) => `AB-${100 + k}`),
    );
    expect(shaped.statistics!.pattern).toBe("AB-[0-9]{3}"); // the letters are the same in all of them
  });
});

describe("samples", () => {
  it("find keys and references by name and value", async () => {
    const customers = await file(
      "customers.csv",
      "customer_id,name\n" + Array.from({ length: 9 }, (_, k) => `${k + 1},n${k}`).join("\n"),
    );
    const orders = await file(
      "orders.csv",
      "id,customer_id,other_id\n" + Array.from({ length: 9 }, (_, k) => `${k + 100},${(k % 4) + 1},${k}`).join("\n"),
    );
    const { tables, notes } = await readSamples([customers, orders]);
    expect(tables.map(({ primaryKey }) => primaryKey)).toEqual([["customer_id"], ["id"]]);
    expect(tables[1]!.foreignKeys).toEqual([
      { columns: ["customer_id"], table: "customers", references: ["customer_id"] },
    ]);
    expect(notes.map(({ path }) => path)).toContain("orders.customer_id");
  });

  it("keep the rows of a short list that others refer to", async () => {
    const kinds = await file("kinds.csv", "kind_id,label\n1,Small\n2,Large\n3,\n");
    const things = await file(
      "things.csv",
      `id,kind_id\n${Array.from({ length: 9 }, (_, k) => `${k},${(k % 3) + 1}`).join("\n")}`,
    );
    const { tables } = await readSamples([kinds, things]);
    expect(tables.map(({ listed }) => listed)).toEqual([
      [
        ["1", "Small"],
        ["2", "Large"],
        ["3", null],
      ],
      undefined,
    ]);
  });

  it("read the sheets of a workbook as tables, and dates in them", async () => {
    const day = (k: number): Date => new Date(Date.UTC(2024, 0, 1 + k));
    const bytes = await writeXlsx({
      sheets: [
        { name: "clients", rows: [["client_id", "since"], ...Array.from({ length: 9 }, (_, k) => [k + 1, day(k)])] },
        { name: "notes", rows: [] },
        {
          name: "visits",
          rows: [["id", "client_id", "note"], ...Array.from({ length: 9 }, (_, k) => [k + 1, (k % 3) + 1, "x"])],
        },
        { name: "secret", hidden: true, rows: [["id"], [1]] },
      ],
    });
    const { tables } = await readSamples([await file("book.xlsx", Buffer.from(bytes))]);
    expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
      ["clients", 9],
      ["visits", 9],
    ]);
    expect(tables[0]!.columns.map(({ type }) => type.kind)).toEqual(["integer", "date"]);
    expect(tables[1]!.foreignKeys.map(({ table }) => table)).toEqual(["clients"]);
  });

  it("read what objects and lists hold, and rows within a document", async () => {
    const rows = Array.from({ length: 30 }, (_, k) => ({
      id: k + 1,
      who: { zip: String(10_000 + k), city: k % 3 === 0 ? "Bonn" : "Ulm" },
      tags: ["a", "b"].slice(0, (k % 2) + 1),
      lines: [{ sku: `SK-${100 + k}`, price: k + 0.5 }],
    }));
    const lines = await file("lines.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    const whole = await file("whole.json", JSON.stringify({ count: 30, data: rows }));
    const { tables } = await readSamples([lines, whole]);
    for (const { columns, rows: count } of tables) {
      const [, who, tags, items] = columns.map(({ type }) => type);
      expect(count).toBe(30);
      expect(who!.fields!.map(({ name, type }) => [name, type.kind])).toEqual([
        ["zip", "text"],
        ["city", "text"],
      ]);
      expect([tags!.kind, tags!.element!.statistics!.complete, tags!.min, tags!.max]).toEqual(["array", true, 1, 2]);
      expect(items!.element!.fields!.map(({ type, statistics }) => [type.kind, statistics!.pattern])).toEqual([
        ["text", "SK-[0-9]{3}"],
        ["decimal", undefined],
      ]);
    }
  });

  it("find which moment follows which, and that they rise", async () => {
    const day = (k: number): string => new Date(Date.UTC(2024, 0, 1) + k * 86_400_000).toISOString().slice(0, 10);
    const rows = Array.from({ length: 50 }, (_, k) => `${day(k + (k % 5))},${day(k)},${day((k * 7) % 50)}`);
    const { tables } = await readSamples([await file("moments.csv", ["sent,ordered,other", ...rows].join("\n"))]);
    const [sent, ordered, other] = tables[0]!.columns.map(({ statistics }) => statistics!);
    expect(sent!.follows?.column).toBe("ordered");
    expect([ordered!.follows, ordered!.ascending, other!.follows, other!.ascending]).toEqual([
      undefined,
      true,
      undefined,
      undefined,
    ]);
  });

  it("read other encodings, delimiters and files without names", async () => {
    const latin = await file("latin.csv", Buffer.from("ort;wert\nK\xf6ln;1\nM\xfcnchen;2\n", "latin1"));
    const wide = await file("wide.csv", Buffer.from("\ufefforts,wert\nKöln,1\n", "utf16le"));
    const bare = await file("bare.csv", "1,a\n2,b\n3,c\n");
    const { tables } = await readSamples([latin, wide, bare]);
    expect(tables.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ["ort", "wert"],
      ["orts", "wert"],
      ["column0", "column1"],
    ]);
    expect(tables[2]!.rows).toBe(3);
  });

  it.each([
    ["empty.csv", "", "the file is empty"],
    ["binary.csv", "a\0b", "it holds a zero byte"],
    ["none.csv", "a,b\n", "the file has no rows"],
    ["open.csv", 'a,b\n1,"x\n', "line 2: a quote opens here"],
    ["later.csv", `a,b\n${"1,2\n".repeat(50_000)}3,\xff\xfe\x81\n`, "line 50002: there are bytes that are neither"],
    ["broken.parquet", "PAR1 nothing", "it does not end with"],
    ["other.parquet", "nothing at all", "it is no Parquet"],
    ["broken.jsonl", '{"a": 1}\n{"a": ', "line 2, column 7: expected a value; found the end of the line"],
    ["broken.json", '[{"a": 1},\n{"a": ', "line 2, column 7: expected a value; found the end of the file"],
    ["broken.xlsx", "no zip", "it is no Excel file"],
    ["old.xlsx", Buffer.from("d0cf11e0a1b11ae1", "hex"), "of the old kind"],
    ["cut.csv.gz", gzipSync("a,b\n1,2\n").subarray(0, -6), "it ends before it is whole"],
    ["changed.csv.gz", gzipSync("a,b\n1,2\n").fill(0, 20), "incorrect data check"],
    ["bomb.csv.gz", gzipSync("a,b\n1,2\n".repeat(20_000)), "at most 100000 bytes when it is unpacked"],
  ])("complain of %s with a hint", async (name, text, message) => {
    const bytes = typeof text === "string" ? Buffer.from(text, name === "later.csv" ? "latin1" : "utf8") : text;
    const fault: unknown = await readSamples([await file(name, bytes)], 100_000).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DataError);
    expect((fault as Error).message).toContain(message);
    expect((fault as Error).message).toMatch(/\n\w/);
  });

  it.each([
    ["rows.csv", "id,n\n1,a\n2,b\n"],
    ["rows.tsv", "id\tn\n1\ta\n2\tb\n"],
    ["rows.jsonl", '{"id":1,"n":"a"}\n{"id":2,"n":"b"}\n'],
    ["rows.json", '[{"id":1,"n":"a"},{"id":2,"n":"b"}]'],
  ])("%s packed by gzip is what it holds, also in several members and under another name", async (name, text) => {
    const half = text.length >> 1;
    const members = Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]);
    const [plain, packed, other] = await Promise.all(
      [await file(name, text), await file(`${name}.gz`, members), await file(`packed-${name}`, gzipSync(text))].map(
        (path) => readSamples([path]),
      ),
    );
    expect(packed).toEqual(plain);
    expect(other!.tables[0]!.columns).toEqual(plain!.tables[0]!.columns);
  });
});

describe("a mask", () => {
  it("becomes a regular expression that its texts match", () => {
    for (const [mask, text] of [
      ["AA-999", "XY-123"],
      ["(999) 99.9", "(555) 12.3"],
      ["a_9+", "b_7+"],
    ] as const)
      expect(text).toMatch(new RegExp(`^${maskToPattern(mask)}$`));
  });
});
