import { open } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { LimitError, SchemaError, WorldError } from "@semblance/engine";
import { endingOf, isGzip, packedFault, tooMuchPacked } from "../samples/packed.ts";

const MOST_BYTES = 400 * 1024 * 1024; // the longest text that Node holds is a little longer

/** A complaint about what is imported; its author is that of a schema, so it is told in the same way. */
export function importFault(path: string, code: string, message: string, hint: string): SchemaError {
  return new SchemaError([{ path, code, message, hint }]);
}

const LOOK_BYTES = 1 << 20;

const FILES =
  "Name a file of SQL (.sql), Prisma (.prisma), JSON Schema (.json) or of rows (.csv, .jsonl, .parquet, .xlsx).";

const DUMP_HINT = "Leave out the rows: mysqldump --no-data, pg_dump --schema-only, sqlite3 file.db .schema.";

function tooLarge(path: string, bytes: number): LimitError {
  return new LimitError(
    `${path}: expected at most ${MOST_BYTES} bytes; found ${bytes}.\n${DUMP_HINT}`,
    MOST_BYTES,
    bytes,
    "bytes",
  );
}

/** The bytes of a file, with the errors that a user can make in naming it. */
async function readBytes(path: string): Promise<Buffer> {
  if (path === "-") return buffer(process.stdin);
  try {
    await using file = await open(path);
    const stat = await file.stat();
    if (stat.isDirectory()) throw importFault(path, "import/no-file", "expected a file; found a directory.", FILES);
    if (stat.size > MOST_BYTES) throw tooLarge(path, stat.size);
    return await file.readFile();
  } catch (error) {
    if (error instanceof SchemaError || error instanceof LimitError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw importFault(
        path,
        "import/no-file",
        "there is no such file.",
        "Look at the path, from the folder you are in.",
      );
    }
    throw new WorldError(`${path}: cannot be read (${code ?? String(error)}).`, "disk", false, error);
  }
}

/** The text that a file of gzip holds. */
function unpackText(path: string, bytes: Buffer, mostBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const isTooMuch = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw isTooMuch ? tooMuchPacked(path, mostBytes) : packedFault(path, error);
  }
}

/** Text in UTF-8 or, as Management Studio saves scripts, in UTF-16 with its mark. */
function decode(bytes: Buffer): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes); // it takes the mark away
}

const SQLITE_MAGIC = "SQLite format 3\0";
const SQLITE_ENDINGS = new Set([".db", ".db3", ".sqlite", ".sqlite3", ".s3db", ".sl3"]);

/** Complains of a file that its name says is a database of SQLite, and that begins as none. */
function notSqlite(name: string, bytes: Buffer): SchemaError {
  if (bytes.length === 0) {
    const hint = "It has no tables: upload the one that the program writes to, after it has closed it.";
    return importFault(name, "import/empty", "the file is empty.", hint);
  }
  const message = 'this is no database of SQLite: it does not begin with "SQLite format 3".';
  const hint =
    "If it is encrypted, export it without its password first (SQLCipher: sqlcipher_export); else give it the ending of what it is.";
  return importFault(name, "import/not-sqlite", message, hint);
}

/** What a file holds: text, or a database of SQLite. `-` is standard input. */
export async function readSource(
  path: string,
  unpackedBytes = MOST_BYTES,
): Promise<{ readonly text: string } | "sqlite"> {
  const found = await readBytes(path);
  const bytes = isGzip(found) ? unpackText(path, found, Math.min(unpackedBytes, MOST_BYTES)) : found;
  const name = path === "-" ? "standard input" : path;
  const magic = bytes.subarray(0, SQLITE_MAGIC.length).toString("latin1");
  if (magic === SQLITE_MAGIC && bytes === found) return "sqlite";
  if (magic === SQLITE_MAGIC) {
    throw importFault(name, "import/packed", "a database of SQLite must not be packed.", "Unpack it: gunzip.");
  }
  if (SQLITE_ENDINGS.has(endingOf(path)) && !/create\s/i.test(bytes.toString("latin1", 0, LOOK_BYTES)))
    throw notSqlite(name, bytes);
  if (bytes.length === 0) throw importFault(name, "import/empty", "the file is empty.", FILES);
  const text = decode(bytes);
  if (text.includes("\0")) throw importFault(name, "import/not-text", "this is no text: it holds a zero byte.", FILES);
  if (text.trim() === "") throw importFault(name, "import/empty", "the file holds nothing but blanks.", FILES);
  return { text };
}
