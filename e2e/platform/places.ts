import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startPostgres, type Server } from "../loading/servers.ts";

// Places for the platform's own database, of both kinds. Folders go with the tests.

const root = resolve(import.meta.dirname, "../..");
const pglite = JSON.parse(readFileSync(join(root, "node_modules/@electric-sql/pglite/package.json"), "utf8")) as {
  version: string;
};
const cache = join(root, "node_modules/.cache");
const kept = join(cache, `semblance-pg-${pglite.version}`);

/** An empty database's files, made once for all tests: making them takes seconds. */
async function emptyFiles(): Promise<string> {
  if (existsSync(kept)) return kept;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, "semblance-pg-"));
  await promisify(execFile)(process.execPath, [join(root, "host/src/database/initdb.ts"), draft]);
  try {
    await rename(draft, kept);
  } catch {
    await rm(draft, { recursive: true }); // another test was quicker
  }
  return kept;
}

export const KINDS = ["embedded", "PostgreSQL"] as const;
export type Kind = (typeof KINDS)[number];

/** What `openDatabase` takes. */
export interface Place {
  readonly home: string;
  /** Empty for the embedded database. */
  readonly url: string;
}

/** Makes places until it is closed. */
export interface Places {
  /** A new and empty one. */
  place(kind: Kind): Promise<Place>;
  close(): Promise<void>;
}

/** Starts a PostgreSQL when the first place asks for one. */
export function openPlaces(): Places {
  let server: Promise<Server> | undefined;
  const homes: string[] = [];
  return {
    async place(kind) {
      const home = await mkdtemp(join(tmpdir(), "semblance-home-"));
      homes.push(home);
      if (kind === "embedded") {
        await cp(await emptyFiles(), join(home, "pg"), { recursive: true });
        return { home, url: "" };
      }
      server ??= startPostgres();
      return { home, url: await (await server).database(`d${randomBytes(6).toString("hex")}`) };
    },
    async close() {
      await (await server)?.stop();
      for (const home of homes) await rm(home, { recursive: true, force: true });
    },
  };
}
