import type { CatalogueType } from "../catalogue.ts";
import type { Cursor } from "./cursor.ts";
import type { SqlDialect } from "./tokens.ts";

/** A type as it is written, in lower case, before anybody knows what it means. */
interface Written {
  readonly word: string;
  readonly args: readonly string[];
  readonly isUnsigned: boolean;
  readonly native: string;
}

type Meaning = Omit<CatalogueType, "native">;
type ToMeaning = (written: Written) => Meaning;

const NUMERIC = "^-?\\d+$";
const LARGEST = Number.MAX_SAFE_INTEGER; // of 64 bits, what numbers of a document hold exactly
const VARIABLE_DEFAULT = 65_535; // bytes of a row in MySQL

const powerOfTwo = (bits: number): number => Number(1n << BigInt(bits));

const numberAt = (args: readonly string[], k: number): number | undefined =>
  new RegExp(NUMERIC).test(args[k] ?? "") ? Number(args[k]) : undefined;

const kind =
  (name: CatalogueType["kind"], more: Omit<Meaning, "kind"> = {}): ToMeaning =>
  () => ({ kind: name, ...more });

const integer =
  (bytes: number): ToMeaning =>
  ({ isUnsigned }) => {
    const size = powerOfTwo(8 * bytes);
    return isUnsigned
      ? { kind: "integer", min: 0, max: Math.min(size - 1, LARGEST) }
      : { kind: "integer", min: Math.max(-size / 2, -LARGEST), max: Math.min(size / 2 - 1, LARGEST) };
  };

const decimal =
  (precision: number, scale: number): ToMeaning =>
  ({ args, isUnsigned }) => ({
    kind: "decimal",
    precision: numberAt(args, 0) ?? precision,
    scale: numberAt(args, 1) ?? (args.length === 0 ? scale : 0),
    ...(isUnsigned && { min: 0 }),
  });

const float: ToMeaning = ({ isUnsigned }) => ({ kind: "float", ...(isUnsigned && { min: 0 }) });

/** Texts and bytes of a length; `max` stands for no limit. */
const sized =
  (name: "text" | "binary", fallback?: number, fixed = false): ToMeaning =>
  ({ args }) => {
    const length = numberAt(args, 0) ?? (args[0] === "max" ? undefined : fallback);
    return { kind: name, ...(length !== undefined && length > 0 && { length }), ...(fixed && { fixed }) };
  };

const listed =
  (name: "enum" | "set"): ToMeaning =>
  ({ args }) => ({ kind: name, values: args });

const TEXTS: Readonly<Record<string, ToMeaning>> = {
  char: sized("text", 1, true),
  character: sized("text", 1, true),
  nchar: sized("text", 1, true),
  "national char": sized("text", 1, true),
  "national character": sized("text", 1, true),
  varchar: sized("text", 1),
  nvarchar: sized("text", 1),
  "character varying": sized("text", 1),
  "char varying": sized("text", 1),
  "national varchar": sized("text", 1),
  "national character varying": sized("text", 1),
  "national char varying": sized("text", 1),
};

const SHARED: Readonly<Record<string, ToMeaning>> = {
  ...TEXTS,
  int: integer(4),
  integer: integer(4),
  smallint: integer(2),
  bigint: integer(8),
  dec: decimal(10, 0),
  decimal: decimal(10, 0),
  numeric: decimal(10, 0),
  float,
  real: float,
  double: float,
  "double precision": float,
  date: kind("date"),
  time: kind("time"),
  datetime: kind("datetime"),
  timestamp: kind("datetime"),
  json: kind("json"),
  binary: sized("binary", 1, true),
  varbinary: sized("binary", 1),
};

const MYSQL: Readonly<Record<string, ToMeaning>> = {
  ...SHARED,
  tinyint: (written) => (written.args[0] === "1" && !written.isUnsigned ? { kind: "boolean" } : integer(1)(written)),
  mediumint: integer(3),
  int1: integer(1),
  int2: integer(2),
  int3: integer(3),
  int4: integer(4),
  int8: integer(8),
  serial: kind("integer", { min: 0, max: LARGEST }),
  bool: kind("boolean"),
  boolean: kind("boolean"),
  bit: ({ args }) => {
    const bits = Math.min(numberAt(args, 0) ?? 1, 64);
    return bits === 1 ? { kind: "boolean" } : { kind: "integer", min: 0, max: Math.min(powerOfTwo(bits) - 1, LARGEST) };
  },
  fixed: decimal(10, 0),
  signed: integer(8),
  unsigned: kind("integer", { min: 0, max: LARGEST }),
  year: kind("integer", { min: 1901, max: 2155 }),
  text: sized("text", VARIABLE_DEFAULT),
  tinytext: kind("text", { length: 255 }),
  mediumtext: kind("text"),
  longtext: kind("text"),
  "long varchar": kind("text"),
  blob: sized("binary", VARIABLE_DEFAULT),
  tinyblob: kind("binary", { length: 255 }),
  mediumblob: kind("binary"),
  longblob: kind("binary"),
  "long varbinary": kind("binary"),
  enum: listed("enum"),
  set: listed("set"),
  uuid: kind("uuid"),
};

const SQLSERVER: Readonly<Record<string, ToMeaning>> = {
  ...SHARED,
  tinyint: kind("integer", { min: 0, max: 255 }),
  bit: kind("boolean"),
  dec: decimal(18, 0),
  decimal: decimal(18, 0),
  numeric: decimal(18, 0),
  money: kind("decimal", { precision: 19, scale: 4 }),
  smallmoney: kind("decimal", { precision: 9, scale: 4 }), // up to 214,748.3647, which has ten digits
  datetime2: kind("datetime"),
  smalldatetime: kind("datetime"),
  datetimeoffset: kind("datetime", { zoned: true }),
  text: kind("text"),
  ntext: kind("text"),
  xml: kind("text"),
  sysname: kind("text", { length: 128 }),
  image: kind("binary"),
  uniqueidentifier: kind("uuid"),
  timestamp: kind("binary", { length: 8, fixed: true }),
  rowversion: kind("binary", { length: 8, fixed: true }),
};

/** SQLite's rules of affinity (https://sqlite.org/datatype3.html, 3.1), where the declared type says no more. */
function byAffinity({ word, args }: Written): Meaning {
  if (word.includes("int")) return { kind: "integer", min: -LARGEST, max: LARGEST };
  if (/char|clob|text/.test(word))
    return sized(
      "text",
      undefined,
      /^(?:native |national )?n?char(?:acter)?$/.test(word),
    )({ word, args, isUnsigned: false, native: "" });
  if (word.includes("blob")) return { kind: "binary" };
  if (/real|floa|doub/.test(word)) return { kind: "float" };
  return { kind: "other" };
}

const SQLITE: Readonly<Record<string, ToMeaning>> = {
  smallint: integer(2),
  tinyint: integer(1),
  mediumint: integer(3),
  int2: integer(2),
  int: integer(8),
  integer: integer(8),
  bigint: integer(8),
  bool: kind("boolean"),
  boolean: kind("boolean"),
  bit: kind("boolean"),
  date: kind("date"),
  time: kind("time"),
  datetime: kind("datetime"),
  timestamp: kind("datetime"),
  "timestamp without time zone": kind("datetime"),
  "timestamp with time zone": kind("datetime", { zoned: true }),
  decimal: (written) => (written.args.length === 0 ? { kind: "float" } : decimal(10, 0)(written)),
  numeric: (written) => (written.args.length === 0 ? { kind: "float" } : decimal(10, 0)(written)),
  number: (written) => (written.args.length === 0 ? { kind: "float" } : decimal(10, 0)(written)),
  money: kind("decimal", { precision: 15, scale: 2 }),
  uuid: kind("uuid"),
  guid: kind("uuid"),
  uniqueidentifier: kind("uuid"),
  json: kind("json"),
  jsonb: kind("binary"),
  binary: kind("binary"),
  varbinary: kind("binary"),
  image: kind("binary"),
  string: kind("text"), // numeric by the rules of affinity, and a text to whoever writes it
  any: kind("text"),
  "": kind("text"),
};

const MEANINGS: Readonly<Record<SqlDialect, Readonly<Record<string, ToMeaning>>>> = {
  mysql: MYSQL,
  sqlserver: SQLSERVER,
  sqlite: SQLITE,
};

/** What a type means, whose parts are known; the kind is `other` where nobody knows it. */
function meaningOf(dialect: SqlDialect, written: Written): CatalogueType {
  const known = Object.hasOwn(MEANINGS[dialect], written.word) ? MEANINGS[dialect][written.word]! : undefined;
  const meaning = known?.(written) ?? (dialect === "sqlite" ? byAffinity(written) : { kind: "other" as const });
  return { ...meaning, native: written.native };
}

/** Words that continue the name of a type. */
const CONTINUED: Readonly<Record<string, readonly string[]>> = {
  DOUBLE: ["PRECISION"],
  CHAR: ["VARYING"],
  CHARACTER: ["VARYING"],
  NATIONAL: ["CHAR", "CHARACTER", "VARCHAR"],
  LONG: ["VARCHAR", "VARBINARY"],
};

/** Words behind a column of SQLite that are no longer its type. */
const BEHIND_TYPE = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS AUTOINCREMENT ON DEFERRABLE INITIALLY".split(
    " ",
  ),
);

function readWords(cursor: Cursor): string {
  let last = cursor.name("a type");
  let words = last;
  if (cursor.dialect === "sqlite") {
    while (cursor.isName() && !(cursor.peek().kind === "word" && BEHIND_TYPE.has(cursor.peek().text.toUpperCase()))) {
      words += ` ${cursor.take().text}`;
    }
    return words.toLowerCase();
  }
  if (cursor.accept(".")) return cursor.name("a type").toLowerCase(); // [dbo].[Name], [sys].[int]
  for (;;) {
    const more = CONTINUED[last.toUpperCase()]?.find((word) => cursor.accept(word));
    if (more === undefined) return words.toLowerCase();
    words += ` ${more}`;
    last = more;
  }
}

function readArgs(cursor: Cursor): readonly string[] {
  if (!cursor.is("(")) return [];
  const inner = cursor.group("the size of a type");
  const args: string[] = [];
  while (!inner.isDone()) {
    const sign = inner.accept("-") ? "-" : "";
    const token = inner.take();
    args.push(sign + (token.kind === "word" ? token.text.toLowerCase() : token.text));
    inner.accept(",");
  }
  return args;
}

/** Reads a type with its size; undefined where none is next. `aliases` are types that the source defines, by their lower-case names. */
export function readType(
  cursor: Cursor,
  aliases: ReadonlyMap<string, CatalogueType> = new Map(),
): CatalogueType | undefined {
  if (!cursor.isName()) return undefined;
  const first = cursor.peek();
  const word = readWords(cursor);
  const args = readArgs(cursor);
  let isUnsigned = false;
  while (cursor.is("UNSIGNED") || cursor.is("SIGNED") || cursor.is("ZEROFILL")) {
    isUnsigned ||= !cursor.is("SIGNED"); // ZEROFILL is unsigned, too
    cursor.take();
  }
  const native = cursor.since(first).replaceAll(/\s+/g, " ");
  const alias = aliases.get(word);
  return alias === undefined ? meaningOf(cursor.dialect, { word, args, isUnsigned, native }) : { ...alias, native };
}

/** The type of a text such as `varchar(40)`, as a database reports it. */
export function typeMeaning(dialect: SqlDialect, word: string, args: readonly string[], native: string): CatalogueType {
  return meaningOf(dialect, { word: word.toLowerCase(), args, isUnsigned: false, native });
}
