import { rmSync } from "node:fs";
import { mkdir, open, rename, rm, rmdir, stat, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { CancelledError, SchemaError, WorldError } from "@semblance/engine";

/** Where bytes go, one file after the other. */
export interface Outbox {
  /** Begins the file of that path; the one before is whole. */
  begin(path: string): Promise<void>;
  /** Appends; the pieces may be used again when it resolves. */
  write(pieces: readonly Uint8Array[]): Promise<void>;
  /** All files are whole: gives them their names. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** The path that stands for standard output. */
export const STDOUT = "-";

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: free some space, or write elsewhere.",
  EDQUOT: "Your quota is used up: free some space, or write elsewhere.",
  EACCES: "You may not write there: choose another --out.",
  EPERM: "You may not write there: choose another --out.",
  EROFS: "The disk is read-only: choose another --out.",
  ENOTDIR: "A part of the path is a file: choose another --out.",
  EFBIG: "The file system does not allow files that large: use --split, or another disk.",
};

function toWorldError(path: string, error: unknown): WorldError {
  const { code = "?", message } = error as NodeJS.ErrnoException;
  return new WorldError(`${path}: cannot be written (${message}).\n${HINTS[code] ?? ""}`.trim(), "disk", false, error);
}

async function kindOf(path: string): Promise<"file" | "directory" | "device" | "nothing"> {
  try {
    const found = await stat(path);
    return found.isFile() ? "file" : found.isDirectory() ? "directory" : "device";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "nothing";
    throw toWorldError(path, error);
  }
}

/** Whether there is a directory of that name. */
export async function isDirectory(path: string): Promise<boolean> {
  return (await kindOf(path)) === "directory";
}

/** Throws where a path is a directory, or a file that nobody allowed to replace. */
export async function checkPaths(paths: readonly string[], force: boolean): Promise<void> {
  const issues = [];
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind === "directory")
      issues.push({ path, code: "cli/directory", message: "expected a file; found a directory." });
    if (kind === "file" && !force) {
      issues.push({ path, code: "cli/exists", message: "the file exists.", hint: "Add --force to replace it." });
    }
  }
  if (issues.length > 0) throw new SchemaError(issues);
}

/** Files that get their names when all are whole; until then each is `<path>.partial-<process id>`. Devices and pipes are written as they are. */
export function openFiles(): Outbox {
  const drafts = new Map<string, string>();
  const folders: string[] = [];
  let handle: FileHandle | undefined;
  let current = "";
  // For an end that nobody foresaw; an orderly one leaves nothing to do.
  const sweep = (): void => {
    for (const draft of drafts.values()) rmSync(draft, { force: true });
  };
  process.on("exit", sweep);
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  return {
    async begin(path) {
      await close();
      current = path;
      try {
        if ((await kindOf(path)) === "device") {
          handle = await open(path, "w");
          return;
        }
        const made = await mkdir(dirname(path), { recursive: true });
        if (made !== undefined) folders.push(made);
        const draft = `${path}.partial-${process.pid}`;
        drafts.set(path, draft);
        handle = await open(draft, "w");
      } catch (error) {
        throw error instanceof WorldError ? error : toWorldError(path, error);
      }
    },
    async write(pieces) {
      let rest = pieces.filter((piece) => piece.length > 0);
      while (rest.length > 0) {
        let written: number;
        try {
          ({ bytesWritten: written } = await handle!.writev(rest));
        } catch (error) {
          throw toWorldError(current, error);
        }
        while (rest.length > 0 && written >= rest[0]!.length) {
          written -= rest[0]!.length;
          rest = rest.slice(1);
        }
        if (written > 0) rest = [rest[0]!.subarray(written), ...rest.slice(1)];
      }
    },
    async commit() {
      await close();
      for (const [path, draft] of drafts) {
        await rename(draft, path).catch((error: unknown) => {
          throw toWorldError(path, error);
        });
        drafts.delete(path);
      }
      process.off("exit", sweep);
    },
    async discard() {
      await close();
      for (const draft of drafts.values()) await rm(draft, { force: true });
      drafts.clear();
      // Only empty ones go: somebody else may have put something there.
      for (const folder of folders.reverse()) await rmdir(folder).catch(() => {});
      process.off("exit", sweep);
    },
  };
}

/** Standard output, as quick as its reader. Ends with CancelledError where the reader has seen enough, as `head` does. */
export function openStdout(): Outbox {
  const { stdout } = process;
  return {
    begin: () => Promise.resolve(),
    async write(pieces) {
      for (const piece of pieces) {
        await new Promise<void>((resolve, reject) => {
          stdout.write(piece, (error) => {
            if (error === null || error === undefined) resolve();
            else if ((error as NodeJS.ErrnoException).code === "EPIPE")
              reject(new CancelledError("the reader has gone", { cause: error }));
            else reject(toWorldError("standard output", error));
          });
        });
      }
    },
    commit: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}
