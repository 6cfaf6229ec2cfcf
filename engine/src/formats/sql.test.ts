import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../batch/cells.ts";
import type { ColumnHeader } from "../batch/column.ts";
import { cellsOf, encodeParts, everyKind } from "./every-kind.ts";
import type { FormatOptions } from "./format.ts";
import { encodeRaw, nasty, rawColumn, type Raw } from "./raw-batch.ts";
import { sql } from "./sql.ts";

/** Rows that a fresh SQLite holds after running the file. */
function run(bytes: Uint8Array, table: string): readonly (readonly unknown[])[] {
  const database = new DatabaseSync(":memory:");
  database.exec(Buffer.from(bytes).toString());
  const query = database.prepare(`select * from "${table.replaceAll('"', '""')}" order by rowid`);
  query.setReturnArrays(true);
  query.setReadBigInts(true); // 2^53 is more than it gives as a number
  const rows = (query.all() as unknown as unknown[][]).map((row) =>
    row.map((x) => (typeof x === "bigint" ? Number(x) : x)),
  );
  database.close();
  return rows;
}

/** A cell as SQLite holds it. */
function toStored({ kind }: ColumnHeader, cell: Cell): unknown {
  if (typeof cell === "boolean") return cell ? 1 : 0;
  if (kind === "json" && cell !== null) return JSON.stringify(cell);
  return kind === "datetime" && cell !== null ? (cell as string).replace("T", " ").replace("Z", "") : cell;
}

const options: FormatOptions = { dialect: "sqlite", createTable: true };
const textOf = (
  columns: readonly ColumnHeader[],
  rows: readonly (readonly Raw[])[],
  more: FormatOptions = {},
): string => Buffer.from(encodeRaw((header) => sql.open(header, more), columns, rows)).toString();

describe("an SQL file", () => {
  it.each([0, 1, 499, 500, 501, 5000])("gives SQLite the cells of every kind, %i rows", (count) => {
    const { bytes } = encodeParts(sql.open(everyKind, options), everyKind, [0, count]);
    const cells = cellsOf(everyKind, 0, count).map((row) =>
      row.map((cell, c) => toStored(everyKind.columns[c]!, cell)),
    );
    expect(run(bytes, "every_kind")).toEqual(cells);
  });

  it("keeps any text", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...nasty)).filter((t) => !t.includes("\0"));
    fc.assert(
      fc.property(fc.array(fc.option(text), { maxLength: 40 }), (cells) => {
        const words = cells.map((cell) => cell ?? "");
        const columns = [rawColumn('a"b', "text"), rawColumn("w", "text", { dictionary: { words } })];
        const rows = cells.map((cell) => [cell, cell]);
        expect(
          run(
            encodeRaw((header) => sql.open(header, options), columns, rows),
            "raw",
          ),
        ).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });

  it("ends a statement after each 500 rows of the table and after its last", () => {
    const { bytes } = encodeParts(sql.open(everyKind, { from: 300 }), everyKind, [300, 500, 1000, 1300]);
    const text = Buffer.from(bytes).toString();
    expect(text.match(/^INSERT INTO /gm)?.length).toBe(3);
    expect(text.match(/;$/gm)?.length).toBe(3);
    expect(text.endsWith(");\n")).toBe(true);
  });

  it("writes each dialect's own literals and names", () => {
    const columns = [
      rawColumn("t", "text"),
      rawColumn("b", "boolean"),
      rawColumn("m", "datetime", { millis: true }),
      rawColumn("d", "duration"),
      rawColumn("n", "decimal", { scale: 2 }),
      rawColumn("f", "float"),
    ];
    const rows: Raw[][] = [
      ["it's \\ \0x", 1, 1500, -93_784_005, -5, NaN],
      [null, null, null, null, null, null],
    ];
    const of = (dialect: NonNullable<FormatOptions["dialect"]>): string => textOf(columns, rows, { dialect });
    const nulls = "(NULL, NULL, NULL, NULL, NULL, NULL);\n";
    expect(of("postgres")).toBe(
      `INSERT INTO "raw" ("t", "b", "m", "d", "n", "f") VALUES\n('it''s \\ x', TRUE, '1970-01-01 00:00:01.500Z', '-93784.005 seconds', -0.05, NULL),\n${nulls}`,
    );
    expect(of("mysql")).toBe(
      `INSERT INTO \`raw\` (\`t\`, \`b\`, \`m\`, \`d\`, \`n\`, \`f\`) VALUES\n('it''s \\\\ x', TRUE, '1970-01-01 00:00:01.500', '-P1DT2H3M4.005S', -0.05, NULL),\n${nulls}`,
    );
    expect(of("sqlserver")).toBe(
      `INSERT INTO [raw] ([t], [b], [m], [d], [n], [f]) VALUES\n(N'it''s \\ x', 1, '1970-01-01 00:00:01.500', '-P1DT2H3M4.005S', -0.05, NULL),\n${nulls}`,
    );
  });

  it("creates the table where asked", () => {
    const columns = [rawColumn("a]", "integer", { nullable: false }), rawColumn("m", "datetime")];
    const head = (dialect: NonNullable<FormatOptions["dialect"]>): string =>
      Buffer.from(sql.open({ table: "o'x]", columns }, { dialect, createTable: true }).head()).toString();
    expect(head("postgres")).toBe(
      `CREATE TABLE IF NOT EXISTS "o'x]" (\n  "a]" bigint NOT NULL,\n  "m" timestamptz(0)\n);\n`,
    );
    expect(head("sqlserver")).toBe(
      `IF OBJECT_ID(N'[o''x]]]', N'U') IS NULL CREATE TABLE [o'x]]] (\n  [a]]] bigint NOT NULL,\n  [m] datetime2(0)\n);\n`,
    );
    expect(sql.open({ table: "t", columns }, {}).head().length).toBe(0);
  });
});
