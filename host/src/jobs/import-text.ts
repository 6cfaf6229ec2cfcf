import { open } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { LimitError, SchemaError, WorldError } from "@semblance/engine";

const MOST_BYTES = 400 * 1024 * 1024; // the longest text that Node holds is a little longer

/** A complaint about what is imported; its author is that of a schema, so it is told in the same way. */
export function importFault(path: string, code: string, message: string, hint: string): SchemaError {
  return new SchemaError([{ path, code, message, hint }]);
}

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

/** Text in UTF-8 or, as Management Studio saves scripts, in UTF-16 with its mark. */
function decode(bytes: Buffer): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes); // it takes the mark away
}

const SQLITE_MAGIC = "SQLite format 3\0";

/** What a file holds: text, or a database of SQLite. `-` is standard input. */
export async function readSource(path: string): Promise<{ readonly text: string } | "sqlite"> {
  const bytes = await readBytes(path);
  const name = path === "-" ? "standard input" : path;
  if (bytes.length === 0) throw importFault(name, "import/empty", "the file is empty.", FILES);
  if (bytes.subarray(0, SQLITE_MAGIC.length).toString("latin1") === SQLITE_MAGIC) return "sqlite";
  const text = decode(bytes);
  if (text.includes("\0")) throw importFault(name, "import/not-text", "this is no text: it holds a zero byte.", FILES);
  if (text.trim() === "") throw importFault(name, "import/empty", "the file holds nothing but blanks.", FILES);
  return { text };
}
