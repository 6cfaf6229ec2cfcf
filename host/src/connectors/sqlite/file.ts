import { open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { DataError, WorldError, type Catalogue } from "@semblance/engine";
import { withStatistics, type Answer } from "../statistics.ts";
import { quote } from "./declare.ts";
import { introspect } from "./introspect.ts";

/** Result codes that say something of the machine, not of the file: https://www.sqlite.org/rescode.html. */
const WORLDLY: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 10, 13, 14, 22, 23]);
const BUSY: ReadonlySet<number> = new Set([5, 6]);
const SHORT_READ = 522;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

const HEADER_BYTES = 100;
const COPY_HINT = 'Copy it again while no program writes to it: sqlite3 file.db ".backup copy.db".';

/** What is wrong with the file's length by its own header, https://www.sqlite.org/fileformat.html#the_database_header. */
async function shortageOf(path: string): Promise<string | undefined> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { buffer: head, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) return `it is cut off: a header has ${HEADER_BYTES} bytes, the file ${size}`;
  const field = head.readUInt16BE(16);
  const pageBytes = field === 1 ? 65_536 : field;
  const pages = head.readUInt32BE(28);
  const isKnown = pages > 0 && head.readUInt32BE(24) === head.readUInt32BE(92); // old writers leave the count behind
  if (!isKnown || pageBytes < 512 || size >= pages * pageBytes) return undefined;
  return `it is cut off: its header tells of ${pages * pageBytes} bytes, the file has ${size}`;
}

async function toFault(path: string, error: unknown): Promise<unknown> {
  const { errcode, message } = error as Error & { errcode?: number };
  if (errcode === undefined) return error;
  const place = `${path}: cannot be read as a database of SQLite`;
  const code = errcode & 255;
  if (WORLDLY.has(code) && errcode !== SHORT_READ) {
    const hint = "Look at the path, and whether another program holds the file.";
    return new WorldError(`${place}: ${message}.\n${hint}`, "sqlite", BUSY.has(code), error);
  }
  const shortage = await shortageOf(path).catch(() => undefined);
  if (shortage !== undefined) return new DataError(`${place}: ${shortage}.\n${COPY_HINT}`, path);
  if (code === CORRUPT || errcode === SHORT_READ) {
    const hint = "Mend it: sqlite3 file.db .recover > mended.sql, and import that.";
    return new DataError(`${place}: it is damaged (${message}).\n${hint}`, path);
  }
  if (code === NOT_A_DATABASE) {
    const hint = "If it is encrypted, export it without its password first; else copy it again.";
    return new DataError(
      `${place}: what follows its first bytes is none, or is encrypted (${message}).\n${hint}`,
      path,
    );
  }
  const hint = "Import its tables as SQL: sqlite3 file.db .schema > tables.sql.";
  return new DataError(`${place}: ${message}.\n${hint}`, path);
}

/**
 * The tables of a SQLite file, which is opened to read only; with statistics of its rows where asked. Throws DataError where the file is cut off,
 * damaged, encrypted or none, WorldError where the machine does not give it.
 */
export async function readSqliteFile(path: string, statistics: boolean): Promise<Catalogue> {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const catalogue = introspect(database);
      const query = (sql: string) => Promise.resolve(database.prepare(sql).all() as Record<string, Answer>[]);
      return statistics
        ? await withStatistics(catalogue, { quote, textType: "text", length: "length", query })
        : catalogue;
    } finally {
      database.close();
    }
  } catch (error) {
    throw await toFault(path, error);
  }
}
