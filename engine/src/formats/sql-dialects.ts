import type { ColumnHeader, Kind } from "../batch/column.ts";

/** How one database writes what standard SQL leaves open. */
export interface Dialect {
  identifier(name: string): string;
  /** Before and after a text's characters. */
  readonly openText: string;
  /** Characters a text doubles, beside the quote. */
  readonly doubled: string;
  readonly booleanArgument: 1 | 2;
  /** Whether moments name their zone, Z. */
  readonly zulu: boolean;
  readonly types: Readonly<Record<Kind, (column: ColumnHeader) => string>>;
  createTable(table: string, quoted: string, columns: string): string;
}

const always = (type: string) => (): string => type;
const numeric = (name: string) => (column: ColumnHeader) => `${name}(18, ${column.scale})`; // 2^53 units have 16 digits
const fraction = (name: string) => (column: ColumnHeader) => `${name}(${column.millis ? 3 : 0})`;
const wrapped = (open: string, close: string) => (name: string) => open + name.replaceAll(close, close + close) + close;
const ifNotExists = (_table: string, quoted: string, columns: string): string =>
  `CREATE TABLE IF NOT EXISTS ${quoted} (\n${columns}\n);\n`;

export const dialects = {
  /** https://www.postgresql.org/docs/current/sql-syntax-lexical.html; standard_conforming_strings is on since 9.1. */
  postgres: {
    identifier: wrapped('"', '"'),
    openText: "'",
    doubled: "",
    booleanArgument: 2,
    zulu: true,
    types: {
      integer: always("bigint"),
      decimal: numeric("numeric"),
      float: always("double precision"),
      boolean: always("boolean"),
      date: always("date"),
      datetime: fraction("timestamptz"),
      time: fraction("time"),
      duration: always("interval"),
      text: always("text"),
      json: always("jsonb"),
      uuid: always("uuid"),
    },
    createTable: ifNotExists,
  },
  /** https://dev.mysql.com/doc/refman/8.4/en/string-literals.html; NO_BACKSLASH_ESCAPES is off by default. */
  mysql: {
    identifier: wrapped("`", "`"),
    openText: "'",
    doubled: "\\",
    booleanArgument: 2,
    zulu: false,
    types: {
      integer: always("bigint"),
      decimal: numeric("decimal"),
      float: always("double"),
      boolean: always("boolean"),
      date: always("date"),
      datetime: fraction("datetime"),
      time: fraction("time"),
      duration: always("varchar(40)"),
      text: always("longtext"),
      json: always("json"),
      uuid: always("char(36)"),
    },
    createTable: ifNotExists,
  },
  /** https://www.sqlite.org/lang_datefunc.html: moments are texts in UTC. */
  sqlite: {
    identifier: wrapped('"', '"'),
    openText: "'",
    doubled: "",
    booleanArgument: 1,
    zulu: false,
    types: {
      integer: always("INTEGER"),
      decimal: always("NUMERIC"),
      float: always("REAL"),
      boolean: always("INTEGER"),
      date: always("TEXT"),
      datetime: always("TEXT"),
      time: always("TEXT"),
      duration: always("TEXT"),
      text: always("TEXT"),
      json: always("TEXT"),
      uuid: always("TEXT"),
    },
    createTable: ifNotExists,
  },
  /** https://learn.microsoft.com/sql/t-sql/data-types/constants-transact-sql */
  sqlserver: {
    identifier: wrapped("[", "]"),
    openText: "N'",
    doubled: "",
    booleanArgument: 1,
    zulu: false,
    types: {
      integer: always("bigint"),
      decimal: numeric("decimal"),
      float: always("float(53)"),
      boolean: always("bit"),
      date: always("date"),
      datetime: fraction("datetime2"),
      time: fraction("time"),
      duration: always("nvarchar(40)"),
      text: always("nvarchar(max)"),
      json: always("nvarchar(max)"),
      uuid: always("uniqueidentifier"),
    },
    createTable: (_table, quoted, columns) =>
      `IF OBJECT_ID(N'${quoted.replaceAll("'", "''")}', N'U') IS NULL CREATE TABLE ${quoted} (\n${columns}\n);\n`,
  },
} as const satisfies Readonly<Record<string, Dialect>>;
