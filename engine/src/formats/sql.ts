import type { Batch } from "../batch/batch.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { dialects, type Dialect } from "./sql-dialects.ts";
import type { Encoder, Format, FormatOptions, Sink } from "./format.ts";
import { openRowWriter, orNull, toCellStyle, type CellStyle } from "./row-writer.ts";

const STATEMENT_ROWS = 500; // SQL Server takes at most 1000
const encoder = new TextEncoder();
const BARE: ReadonlySet<string> = new Set(["integer", "decimal", "float", "boolean"]);

function toCell(column: ColumnHeader, dialect: Dialect, before: string, after: string): CellStyle {
  const isText = column.kind === "text" || column.kind === "json";
  const [open, close] = BARE.has(column.kind) ? ["", ""] : [isText ? dialect.openText : "'", "'"];
  const plain = toCellStyle(column, "sql", `'\0${dialect.doubled}`);
  const cell = { ...plain, separator: " ", zulu: dialect.zulu, whenNull: `${before}NULL${after}` };
  if (column.kind === "boolean") return { ...cell, prefix: before, suffix: after, argument: dialect.booleanArgument };
  // PostgreSQL reads no sign before an ISO 8601 duration, so seconds stand there: milliseconds with three places.
  if (column.kind === "duration" && dialect === dialects.postgres)
    return { ...cell, render: "decimal", argument: 3, prefix: `${before}'`, suffix: ` seconds'${after}` };
  return orNull({ ...cell, prefix: before + open, suffix: close + after });
}

function open(header: Header, options: FormatOptions): Encoder {
  const dialect: Dialect = dialects[options.dialect ?? "postgres"];
  const { targets } = options;
  const picked = header.columns.flatMap((c, k) => (targets === undefined || Object.hasOwn(targets, c.name) ? [k] : [])),
    columns = picked.map((k) => header.columns[k]!),
    table = options.into ?? header.table;
  const last = columns.length - 1,
    name = dialect.identifier(table);
  const cells = columns.map((column, c) => toCell(column, dialect, c === 0 ? ",\n(" : ", ", c === last ? ")" : ""));
  const names = columns.map((column) => dialect.identifier(targets?.[column.name]?.column ?? column.name));
  const begin = encoder.encode(`INSERT INTO ${name} (${names.join(", ")}) VALUES`),
    end = encoder.encode(";\n");
  const create = (): string =>
    dialect.createTable(
      table,
      name,
      columns.map((c, k) => `  ${names[k]} ${dialect.types[c.kind](c)}${c.nullable ? "" : " NOT NULL"}`).join(",\n"),
    );
  return {
    grainRows: STATEMENT_ROWS,
    head: () => encoder.encode(options.createTable === true ? create() : ""),
    writer(machine) {
      const writer = openRowWriter(machine, columns, cells);
      return {
        part(from, sink) {
          let row = from,
            bytes = 0,
            started = false;
          const give: Sink = (view) => {
            bytes += view.length;
            sink(view);
          };
          const finish = (): void => {
            if (started) give(end);
            started = false;
          };
          return {
            write(all) {
              const batch: Batch = { ...all, columns: picked.map((k) => all.columns[k]!) };
              for (let i = 0; i < batch.length;) {
                const to = Math.min(batch.length, i + STATEMENT_ROWS - (row % STATEMENT_ROWS));
                let skip = started ? 0 : 1; // no comma before a statement's first row
                if (!started) give(begin);
                started = true;
                writer.write(batch, i, to, 0, (view) => {
                  give(view.subarray(skip));
                  skip = 0;
                });
                row += to - i;
                i = to;
                if (row % STATEMENT_ROWS === 0) finish();
              }
            },
            end() {
              finish();
              return { rows: row - from, bytes };
            },
          };
        },
      };
    },
    foot: () => new Uint8Array(0),
  };
}

/** INSERT statements of up to 500 rows that end where the row number is a multiple of 500. Moments are in UTC. */
export const sql: Format = { name: "sql", extension: ".sql", mediaType: "application/sql", open };
