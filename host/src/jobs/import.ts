import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  DIALECTS,
  guessDialect,
  readJsonSchema,
  readMysql,
  readPostgres,
  readPrisma,
  readSqlServer,
  SchemaError,
  toSchema,
  type Catalogue,
  type Dialect,
  type Imported,
  type Note,
} from "@semblance/engine";
import { settleImport } from "./import-settle.ts";
import { importFault, readSource } from "./import-text.ts";
import { bareName, endingOf } from "../samples/packed.ts";

/** What a user may say about an import. */
export interface ImportOptions {
  /** Whose SQL it is; guessed where it is not said. */
  readonly dialect?: Dialect;
  /** Rows of all tables together. */
  readonly rows?: number;
  readonly seed?: number | string;
  /** Whether a database is asked for the rows, ranges and frequent values of its tables. */
  readonly statistics?: boolean;
  /** What files packed by gzip may hold, all of them together; as much as the machine takes where it is not said. */
  readonly unpackedBytes?: number;
}

/** A schema, and what it was made of in words: `SQL of MySQL`. */
export interface Import extends Imported {
  readonly from: string;
  readonly tables: number;
}

/** What a text holds. */
export type TextKind = "sql" | "prisma" | "json-schema";

interface Read {
  readonly from: string;
  readonly catalogue: Catalogue;
}

const DIALECT_NAMES: Readonly<Record<Dialect, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  sqlserver: "SQL Server",
  sqlite: "SQLite",
};

const SQL_READERS: Readonly<Record<Dialect, (text: string) => Catalogue | Promise<Catalogue>>> = {
  postgres: readPostgres,
  mysql: readMysql,
  sqlserver: readSqlServer,
  sqlite: async (text) => (await import("../connectors/sqlite/ddl.ts")).readDdl(text),
};

const TEXT_READERS: Readonly<Record<TextKind, (text: string, told?: Dialect) => Promise<Read>>> = {
  sql: readSql,
  prisma: async (text) => ({ from: "a schema of Prisma", catalogue: await readPrisma(text) }),
  "json-schema": async (text) => ({ from: "a JSON Schema", catalogue: await Promise.resolve(readJsonSchema(text)) }),
};

const ENDINGS: Readonly<Record<string, TextKind>> = {
  ".sql": "sql",
  ".ddl": "sql",
  ".prisma": "prisma",
  ".json": "json-schema",
  ".yaml": "json-schema",
  ".yml": "json-schema",
};

const SAMPLES = new Set([".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".xlsx"]);

/** What puts rows into tables; without it nothing that reads rows is loaded. */
const HAS_ROWS = /\b(?:INSERT|REPLACE)\b[^;]*?\bVALUES?\b|^COPY\b[^;]*\bSTDIN\b/im;

const dialectNames = DIALECTS.join(", ");

async function readSql(text: string, told?: Dialect): Promise<Read> {
  const guess = guessDialect(text);
  const dialect = told ?? guess.dialect;
  const from = `SQL of ${DIALECT_NAMES[dialect]}`;
  const advice = `It was read as ${from}. If it is another's, name its dialect: ${dialectNames}.`;
  try {
    const shapes = await SQL_READERS[dialect](text);
    const catalogue = HAS_ROWS.test(text) ? await learnRows(shapes, text, dialect) : shapes;
    if (told !== undefined || guess.isSure) return { from, catalogue };
    const note: Note = {
      path: "",
      text: `nothing in it says whose SQL it is; ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`,
    };
    return { from, catalogue: { ...catalogue, notes: [note, ...catalogue.notes] } };
  } catch (error) {
    if (!(error instanceof SchemaError) || told !== undefined) throw error;
    throw new SchemaError(
      error.issues.map(({ hint, ...issue }) => ({ ...issue, hint: [hint, advice].filter(Boolean).join(" ") })),
    );
  }
}

/** Whether a text of JSON is rows rather than a description of some. */
function isRows(text: string): boolean {
  const head = text.trimStart().slice(0, 1);
  return (
    head === "[" ||
    (head === "{" &&
      !/"(?:\$schema|properties|\$defs|definitions|openapi|swagger|components|items|allOf|type)"\s*:/.test(text))
  );
}

/** Whether the first lines of a text have as many of one separator each. */
function isTable(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 4)
    .map((line) => line.replaceAll(/"[^"]*"/g, ""));
  const isEven = (separator: string): boolean => {
    const counts = new Set(lines.map((line) => line.split(separator).length));
    return counts.size === 1 && !counts.has(1);
  };
  return lines.length > 1 && [",", ";", "\t", "|"].some(isEven) && !/\b(?:CREATE|INSERT)\s/i.test(text);
}

/** What a text is, where its name does not say. */
function kindOf(text: string): TextKind {
  if (/^\s*[{[]/.test(text) || /^openapi:/m.test(text)) return "json-schema";
  return /^\s*(?:model|enum|datasource|generator)\s+\w+\s*\{/m.test(text) ? "prisma" : "sql";
}

const fromSqlite = async (path: string, statistics: boolean): Promise<Read> => {
  const { readSqliteFile } = await import("../connectors/sqlite/file.ts");
  return { from: "a database of SQLite", catalogue: await readSqliteFile(path, statistics) };
};

async function fromPostgres(address: string, statistics: boolean): Promise<Read> {
  const { readCatalogue } = await import("../connectors/postgres/catalogue.ts");
  return { from: "a database of PostgreSQL", catalogue: await readCatalogue(address, statistics) };
}

async function fromMysql(address: string, statistics: boolean): Promise<Read> {
  const { readCatalogue } = await import("../connectors/mysql/catalogue.ts");
  return { from: "a database of MySQL", catalogue: await readCatalogue(address, statistics) };
}

/** Databases by the scheme of their address. */
const LIVE_READERS: Readonly<Record<string, (address: string, statistics: boolean) => Promise<Read>>> = {
  postgres: fromPostgres,
  postgresql: fromPostgres,
  mysql: fromMysql,
  mariadb: fromMysql,
  sqlite: (address, statistics) => fromSqlite(address.slice("sqlite:".length).replace(/^\/\//, ""), statistics),
};

async function readLive(address: string, statistics: boolean): Promise<Read> {
  const scheme = address.slice(0, address.indexOf(":")).toLowerCase();
  const reader = LIVE_READERS[scheme];
  if (reader !== undefined) return reader(address, statistics);
  const message = `expected the address of a database that can be read: ${Object.keys(LIVE_READERS).join(", ")}; found ${scheme}.`;
  throw importFault(
    "",
    "import/address",
    message,
    "Import its DDL instead: pg_dump --schema-only, mysqldump --no-data.",
  );
}

async function readSamples(paths: readonly string[], unpackedBytes: number | undefined): Promise<Read> {
  const { readSamples: read } = await import("../samples/read.ts");
  return {
    from: paths.length === 1 ? "a sample" : `${paths.length} samples`,
    catalogue: await read(paths, unpackedBytes),
  };
}

async function learnRows(catalogue: Catalogue, text: string, dialect: Dialect): Promise<Catalogue> {
  const { learnRows: learn } = await import("../samples/dump.ts");
  return learn(catalogue, text, dialect);
}

async function readFile(path: string, options: ImportOptions): Promise<Read> {
  const { dialect: told, statistics = false, unpackedBytes } = options;
  const source = await readSource(path, unpackedBytes);
  if (source === "sqlite") return fromSqlite(path, statistics);
  const ending = endingOf(path);
  const { text } = source;
  const isSample = ending === ".json" ? isRows(text) : ENDINGS[ending] === undefined && path !== "-" && isTable(text);
  if (isSample && told === undefined) return readSamples([path], unpackedBytes);
  const kind = told === undefined ? (ENDINGS[ending] ?? kindOf(text)) : "sql";
  try {
    return await TEXT_READERS[kind](text, told);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const name = path === "-" ? "standard input" : path;
    throw new SchemaError(
      error.issues.map((issue) => ({ ...issue, path: issue.path === "" ? name : `${name}:${issue.path}` })),
    );
  }
}

const isAddress = (source: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(source) && !/^[a-z]:[\\/]/i.test(source);

/** The files of rows in a folder, sorted by name; undefined where the path is no folder. */
async function samplesIn(path: string): Promise<readonly string[] | undefined> {
  const files = await readdir(path).catch(() => undefined);
  return files
    ?.filter((file) => SAMPLES.has(endingOf(file)))
    .sort()
    .map((file) => join(path, file));
}

async function read(sources: readonly string[], options: ImportOptions): Promise<Read> {
  const { statistics = false, unpackedBytes } = options;
  const [first = ""] = sources;
  const inFolder = sources.length === 1 && !isAddress(first) ? await samplesIn(first) : undefined;
  if (inFolder !== undefined && inFolder.length > 0) return readSamples(inFolder, unpackedBytes);
  if (sources.every((source) => SAMPLES.has(endingOf(source)))) return readSamples(sources, unpackedBytes);
  if (sources.length > 1) {
    throw importFault(
      sources[1]!,
      "import/several",
      "several files can be imported only where all are rows.",
      "Import one after the other, or put them into one file.",
    );
  }
  return isAddress(first) ? readLive(first, statistics) : readFile(first, options);
}

/** Files are called after themselves, several after the folder that they share. */
function nameOf(sources: readonly string[]): string | undefined {
  const [first = "", ...others] = sources;
  if (isAddress(first) || first === "-") return undefined;
  if (others.length === 0) return bareName(first);
  const folder = dirname(resolve(first));
  return others.every((path) => dirname(resolve(path)) === folder) ? bareName(folder) : undefined;
}

/**
 * Reads what `sources` name (one file or address, or several files of rows) and makes a schema of it.
 * Throws SchemaError for what cannot be read or has no tables, WorldError where a file or database does not answer.
 */
export async function importSchema(sources: readonly string[], options: ImportOptions = {}): Promise<Import> {
  const found = await read(sources, options);
  const [first = ""] = sources;
  return settle(found, first === "-" ? "standard input" : first, nameOf(sources), options);
}

/** The same of a text; what it is is guessed where `kind` does not say. */
export async function importText(text: string, kind: TextKind | undefined, options: ImportOptions): Promise<Import> {
  const known = kind ?? (options.dialect === undefined ? kindOf(text) : "sql");
  return settle(await TEXT_READERS[known](text, options.dialect), "", undefined, options);
}

/** A schema that compiles, of what was read. */
async function settle(
  { from, catalogue }: Read,
  place: string,
  name: string | undefined,
  options: ImportOptions,
): Promise<Import> {
  if (catalogue.tables.length === 0) {
    const message = `there are no tables in it, read as ${from}.`;
    const hint = from.startsWith("SQL")
      ? `Look for CREATE TABLE, or name the dialect: ${dialectNames}.`
      : "Name a file that describes some.";
    throw importFault(place, "import/nothing", message, hint);
  }
  const { document, notes } = toSchema(catalogue, {
    ...(options.rows !== undefined && { rows: options.rows }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(name !== undefined && { name }),
  });
  const settled = await settleImport(document);
  return { document: settled.document, notes: [...notes, ...settled.notes], from, tables: catalogue.tables.length };
}
