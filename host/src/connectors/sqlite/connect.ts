import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { DataError, WorldError } from "@semblance/engine";

/** What helps, by SQLite's result code: https://www.sqlite.org/rescode.html. */
const HINTS: Readonly<Record<number, string>> = {
  5: "Another process writes to the file: try again when it has finished.",
  6: "Another process writes to the file: try again when it has finished.",
  8: "The file or its directory is read-only: change its rights, or write elsewhere.",
  11: "The file is damaged: restore it from a copy.",
  13: "The disk is full: free some space, then run the same command again.",
  14: "Check the path, and that its directory exists and may be written.",
  26: "The file is no SQLite database: choose another path.",
};
const CONSTRAINT = 19;
const MISMATCH = 20;

/** Says what went wrong while doing something. */
export function toFailure(error: unknown, label: string, doing: string): Error {
  if (error instanceof WorldError || error instanceof DataError) return error;
  const { errcode = 0, message } = error as Error & { errcode?: number };
  const code = errcode & 255;
  if (code === CONSTRAINT || code === MISMATCH) return new DataError(`${doing}: ${message}.`, label);
  const hint = HINTS[code];
  const passing = code === 5 || code === 6;
  return new WorldError(
    `${label}: ${doing}: ${message}.${hint === undefined ? "" : `\n${hint}`}`,
    "sqlite",
    passing,
    error,
  );
}

const BUSY_MS = 5000;

/** Opens the file of an address `sqlite:path`; one that does not exist begins empty. Throws WorldError. */
export function connect(address: string): {
  readonly file: DatabaseSync;
  readonly label: string;
  readonly isNew: boolean;
} {
  const path = decodeURI(address.replace(/^sqlite:(\/\/)?/i, ""));
  const label = `sqlite:${path}`;
  const isNew = !existsSync(path);
  try {
    const file = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: BUSY_MS });
    file.exec("PRAGMA schema_version"); // reads the file
    return { file, label, isNew };
  } catch (error) {
    throw toFailure(error, label, "cannot be opened");
  }
}
