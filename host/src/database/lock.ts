import { createHash } from "node:crypto";
import { once } from "node:events";
import { rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { WorldError } from "@semblance/engine";

/** A folder that is this process's alone. */
export interface Lock {
  /** Tells whoever finds the folder taken where this process serves. */
  announce(address: string): void;
  release(): Promise<void>;
}

/** What the holder says of itself. */
interface Holder {
  readonly pid: number;
  readonly address: string;
}

/** The name of a folder's lock: the same by every path that leads there. Linux and Windows drop it with the process, however that dies. */
function nameOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  const id = createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 24);
  if (process.platform === "linux") return `\0semblance-${id}`; // an abstract name: no file that could be left behind
  return process.platform === "win32" ? `\\\\.\\pipe\\semblance-${id}` : join(folder, `lock-${id.slice(0, 8)}.sock`);
}

/** Asks whoever holds a lock; undefined where a file is all that is left of it. */
async function ask(name: string): Promise<Holder | undefined> {
  const socket = connect(name);
  try {
    return JSON.parse(await text(socket)) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") return undefined;
    throw error;
  } finally {
    socket.destroy();
  }
}

async function listen(server: Server, name: string): Promise<boolean> {
  try {
    server.listen(name);
    await once(server, "listening");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw error;
  }
}

const TRIES = 3;

/**
 * Takes a folder for this process. Two processes that write one embedded database destroy it, and it takes no lock of its own. The kernel holds this
 * one, per machine and network namespace. Throws WorldError `database/in-use` that names the process that has it.
 */
export async function lockFolder(folder: string): Promise<Lock> {
  const name = nameOf(folder);
  let address = "";
  const server = createServer((socket) => {
    socket.on("error", () => {}); // whoever asked has gone
    socket.end(JSON.stringify({ pid: process.pid, address } satisfies Holder));
  });
  for (let attempt = 1; !(await listen(server, name)); attempt++) {
    const holder = await ask(name);
    if (holder !== undefined || attempt === TRIES) {
      const who = holder === undefined ? "another process" : `process ${holder.pid}`;
      const where = holder === undefined || holder.address === "" ? "" : `, which serves ${holder.address}`;
      throw new WorldError(
        `${folder}: is in use by ${who}${where}.\n` +
          "Use that one, end it first, or take another folder with SEMBLANCE_HOME. Several processes share a database with DATABASE_URL.",
        "database/in-use",
        false,
      );
    }
    if (process.platform !== "linux") rmSync(name, { force: true }); // left by a process that was killed
  }
  server.unref();
  return {
    announce(where) {
      address = where;
    },
    async release() {
      server.close();
      await once(server, "close");
    },
  };
}
