import { randomUUID } from "node:crypto";
import type { Dirent } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink, type FileHandle } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { WorldError } from "@semblance/engine";
import { checkKey } from "./keys.ts";
import { checkLength, openMeter, pull } from "./meter.ts";
import type { ByteRange, Listed, Store } from "./store.ts";

const WRITING = ".writing"; // no key begins with a dot
const READ_BYTES = 32 * 1024; // larger ones, once read, leave 20 MB of holes in the heap

const FULL = new Set(["ENOSPC", "EDQUOT"]);
/** What is said of a folder that goes while it is made; a recursive mkdir then says that it is none. */
const GONE = new Set(["ENOENT", "ENOTDIR"]);
const PASSING = new Set(["EMFILE", "ENFILE", "EAGAIN", "EBUSY", "EIO", "ETIMEDOUT", "ESTALE"]);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

function toWorldError(what: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === "" || error instanceof WorldError) return error; // the source's own
  const { message } = error as Error;
  if (FULL.has(code))
    return new WorldError(`${what}: the disk is full (${message}). Free some space.`, "disk-full", true, error);
  return new WorldError(`${what}: the disk refuses (${message}).`, "disk", PASSING.has(code), error);
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, readable by us alone; their names are on the disk when it resolves. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) at += (await handle.write(piece, at)).bytesWritten;
}

/** Files below the folder `root`, which is made when it is first written to. */
export function openFileStore(root: string): Store {
  const writing = join(root, WRITING);
  const pathOf = (key: string): string => join(root, ...checkKey(key).split("/"));

  /** Gives a whole draft its name. Somebody who empties a folder may take it away in between. */
  async function settle(draft: string, path: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await makeFolder(dirname(path));
        await rename(draft, path);
        break;
      } catch (error) {
        if (!GONE.has(codeOf(error)) || tries === 20) throw error;
      }
    }
    await sync(dirname(path)).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error; // somebody has deleted the object, and its folder with it
    });
  }

  async function* walk(folder: string, prefix: string, wanted: string): AsyncGenerator<Listed, void, void> {
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return;
      throw toWorldError(folder, error);
    }
    const names = entries
      .filter((entry) => !entry.name.startsWith("."))
      .map((entry) => prefix + entry.name + (entry.isDirectory() ? "/" : ""));
    for (const key of names.sort()) {
      if (!key.startsWith(wanted) && !wanted.startsWith(key)) continue;
      if (key.endsWith("/")) {
        yield* walk(join(root, key), key, wanted);
      } else if (key.startsWith(wanted)) {
        const found = await stat(join(root, key)).catch(() => undefined); // removed while we looked
        if (found?.isFile() === true) yield { key, bytes: found.size, changedMs: found.mtimeMs };
      }
    }
  }

  return {
    name: "file",
    url: pathToFileURL(root).href,

    async put(key, bytes, options = {}) {
      const path = pathOf(key);
      const draft = join(writing, randomUUID());
      const meter = openMeter();
      try {
        await makeFolder(writing);
        const handle = await open(draft, "wx", 0o600);
        try {
          for await (const piece of pull(bytes, options.signal)) {
            meter.add(piece);
            await writeAll(handle, piece);
          }
          checkLength(key, meter.bytes, options.bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await settle(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {}); // sweep finds what cannot be removed now
        throw toWorldError(path, error);
      }
      return { key, bytes: meter.bytes, sha256: meter.end(), url: pathToFileURL(path).href };
    },

    async *get(key, range?: ByteRange, signal?: AbortSignal) {
      const path = pathOf(key);
      signal?.throwIfAborted();
      let handle: FileHandle;
      try {
        handle = await open(path, "r");
      } catch (error) {
        if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw toWorldError(path, error);
        throw new WorldError(`${path}: there is no such object.`, "disk", false, error);
      }
      try {
        const { from, to } = range ?? { from: 0, to: Infinity };
        for (let at = from; at < to;) {
          const buffer = new Uint8Array(Math.min(READ_BYTES, to - at));
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, at).catch((error: unknown) => {
            throw toWorldError(path, error);
          });
          if (bytesRead === 0) return;
          at += bytesRead;
          yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
          signal?.throwIfAborted();
        }
      } finally {
        await handle.close();
      }
    },

    async size(key) {
      const path = pathOf(key);
      try {
        const found = await stat(path);
        return found.isFile() ? found.size : undefined;
      } catch (error) {
        if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
        throw toWorldError(path, error);
      }
    },

    async delete(keys) {
      const paths = keys.map(pathOf);
      const folders = new Set<string>();
      for (const path of paths) {
        try {
          await unlink(path);
        } catch (error) {
          if (!["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error))) throw toWorldError(path, error);
        }
        folders.add(dirname(path));
      }
      for (let folder of folders) {
        // Only empty ones go; one that is filled again meanwhile stays.
        for (; folder.startsWith(root + sep); folder = dirname(folder)) {
          const isGone = await rmdir(folder).then(
            () => true,
            () => false,
          );
          if (!isGone) break;
        }
      }
    },

    list: (prefix) => walk(root, "", prefix),

    async sweep(olderThanMs) {
      const names = await readdir(writing).catch((): string[] => []);
      let swept = 0;
      for (const name of names) {
        const path = join(writing, name);
        const found = await stat(path).catch(() => undefined);
        if (found === undefined || Date.now() - found.mtimeMs < olderThanMs) continue;
        await rm(path, { force: true }).catch((error: unknown) => {
          throw toWorldError(path, error);
        });
        swept++;
      }
      return swept;
    },

    close: () => Promise.resolve(),
  };
}
