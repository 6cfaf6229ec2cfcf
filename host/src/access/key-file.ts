import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WorldError } from "@semblance/engine";

/** The file with the owner's key, for programs of whoever may read the home folder. */
export const keyFileOf = (home: string): string => join(home, "key");

/** The key in the file; undefined where there is none. */
export async function readKeyFile(home: string): Promise<string | undefined> {
  try {
    return (await readFile(keyFileOf(home), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw toFailure(home, error);
  }
}

/** Writes it so that nobody else can read it at any moment. */
export async function writeKeyFile(home: string, key: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const draft = `${keyFileOf(home)}.${process.pid}`;
    await writeFile(draft, `${key}\n`, { mode: 0o600, flag: "wx" });
    await rename(draft, keyFileOf(home));
  } catch (error) {
    throw toFailure(home, error);
  }
}

function toFailure(home: string, error: unknown): WorldError {
  const { code } = error as NodeJS.ErrnoException;
  return new WorldError(`${keyFileOf(home)}: the key cannot be kept (${code ?? String(error)}).`, "disk", false, error);
}
