import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { invariant, WorldError } from "@semblance/engine";
import type { Log } from "../log/log.ts";
import { DurableFiles } from "./durable-files.ts";
import { lockFolder, type Lock } from "./lock.ts";
import { expectOutside, runInside } from "./outside.ts";

/** PostgreSQL inside this process, made fit to be relied on. docs/decisions/0014-embedded-with-guards.md says why each guard. */
export interface Embedded {
  readonly pglite: PGlite;
  readonly lock: Lock;
  /** Sweeps dead rows and writes a checkpoint: what a server does by itself. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

const MAINTAIN_MS = 5 * 60_000;
const SETTINGS = {
  wal_sync_method: "fsync",
  shared_buffers: "4MB", // of memory that is ours; the system keeps the files in its own all the same
  max_wal_size: "64MB",
  min_wal_size: "32MB",
};
const DRAFT = "pg-draft-";

/** Makes the data directory beside its place and moves it there whole, so that one of a process that died never counts. */
async function initialise(home: string, data: string): Promise<void> {
  for (const name of readdirSync(home)) {
    if (name.startsWith(DRAFT)) rmSync(join(home, name), { recursive: true, force: true });
  }
  const draft = join(home, `${DRAFT}${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  const program = fileURLToPath(new URL("./initdb.ts", import.meta.url));
  const child = spawn(process.execPath, [program, draft], { stdio: ["ignore", "ignore", "pipe"] });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close") as Promise<[number | null]>]);
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new WorldError(
      `${data}: the embedded database could not be made (${said.trim() || `exit code ${code}`}).`,
      "disk",
      false,
    );
  }
  renameSync(draft, data);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Gives the event loop a turn after each of these calls: PGlite answers from microtasks, and a loop of awaits would starve timers and sockets
 * (0 of 300 ticks in 3 s).
 */
function wrap(handle: object, names: readonly string[], before: () => void): void {
  for (const name of names) {
    const call = (Reflect.get(handle, name) as (...args: unknown[]) => Promise<unknown>).bind(handle);
    const wrapped = async (...args: unknown[]): Promise<unknown> => {
      before();
      try {
        return await call(...args);
      } finally {
        await turn();
      }
    };
    Reflect.set(handle, name, wrapped);
  }
}

function guard(pglite: PGlite): void {
  const transaction = pglite.transaction.bind(pglite);
  pglite.transaction = (work) =>
    transaction((tx) => {
      wrap(tx, ["query", "exec"], () => {});
      return runInside(() => work(tx));
    });
  wrap(pglite, ["query", "exec", "transaction"], expectOutside);
}

const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
/** Without PGlite's -F, which is no fsync. */
const DURABLE = [...PGlite.defaultStartParams.filter((flag) => flag !== "-F"), ...settings];

/**
 * Has PostgreSQL run as V8's baseline compiler makes it: the optimizing one takes 575 MB and 2.5 s of a core for one of its functions, and gained nothing to be seen in 3,000 chunks.
 * And has its heap grow by little, which takes a server busy for long 20 MB less in the same processor time. Both count for the whole process, which has no other
 * WebAssembly of weight and computes little: chunks are made elsewhere.
 */
function spareMemory(): void {
  const flags = ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering", "--optimize-for-size"];
  for (const flag of flags) setFlagsFromString(flag);
}

/** Opens the data directory, if a commit is written to disk: throws where it is not. */
export async function openFiles(data: string, startParams: string[] = DURABLE): Promise<PGlite> {
  spareMemory();
  const fs = new DurableFiles(data);
  const pglite = await PGlite.create({ fs, startParams });
  const before = fs.syncs;
  await pglite.exec(
    "CREATE TABLE IF NOT EXISTS semblance_boot (at timestamptz); INSERT INTO semblance_boot VALUES (now())",
  );
  await pglite.exec("TRUNCATE semblance_boot");
  invariant(fs.syncs > before, "this version of PGlite has another file layer: a commit is not written to disk");
  return pglite;
}

/** Opens the embedded database below `home`, and makes it first where there is none. Throws WorldError. */
export async function openEmbedded(home: string, log: Log): Promise<Embedded> {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const hint = "Take a folder that you may write: SEMBLANCE_HOME.";
    throw new WorldError(`${home}: the folder cannot be made (${code ?? "?"}).\n${hint}`, "disk", false, error);
  }
  const lock = await lockFolder(home);
  try {
    const data = join(home, "pg");
    if (!existsSync(data)) {
      log.info("making the embedded database");
      await initialise(home, data);
    }
    const pglite = await openFiles(data);
    guard(pglite);
    const maintain = async (): Promise<void> => {
      await pglite.exec("VACUUM (ANALYZE)");
      await pglite.exec("CHECKPOINT");
    };
    const timer = setInterval(() => {
      maintain().catch((error: unknown) => log.error(error, "the embedded database could not be maintained"));
    }, MAINTAIN_MS);
    timer.unref();
    return {
      pglite,
      lock,
      maintain,
      async close() {
        clearInterval(timer);
        await pglite.exec("CHECKPOINT");
        await pglite.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
