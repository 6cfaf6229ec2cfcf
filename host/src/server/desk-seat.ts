import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getCompileCacheDir } from "node:module";
import type { DeskAnswer, DeskOrder } from "./desk-process.ts";

/** Where one task is done at a time: a process, since nothing ends native code but its end, and the memory of a thread does not all come back. */
export interface Seat {
  post(order: DeskOrder): void;
  /** Ends it, whatever it does. */
  kill(): Promise<void>;
}

/** What a seat tells. */
export interface SeatEars {
  answer(message: DeskAnswer): void;
  /** It has ended by itself; why, in a word. */
  ended(why: "memory" | "died"): void;
}

const entry = (): URL => new URL("./desk-process.ts", import.meta.url);

/** Names of the environment that it gets: no address, no key. */
const HARMLESS = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "LANG",
  "TZ",
  "SystemRoot",
  "NODE_EXTRA_CA_CERTS",
  "PGSSLROOTCERT",
];

function harmless(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  const kept = HARMLESS.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }) };
}

const WATCH_MS = 250;

/** Resident memory of a process, where the system tells; native code knows no heap's limit. */
async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""); // another system, or it has ended
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Opens a seat that may have a heap of so many MB, and so many in all. */
export function openSeat(ears: SeatEars, heapMb: number, mostMb: number): Seat {
  const child = fork(fileURLToPath(entry()), {
    env: harmless(),
    execArgv: [`--max-old-space-size=${heapMb}`, "--max-semi-space-size=4"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.on("message", (message) => ears.answer(message as DeskAnswer));
  child.on("error", () => ears.ended("died"));
  // V8 aborts where its heap is full.
  child.on("exit", (_, signal) => ears.ended(signal === "SIGABRT" || signal === "SIGTRAP" ? "memory" : "died"));
  const watch = setInterval(() => {
    void residentMb(child.pid).then((mb) => {
      if (mb <= mostMb) return;
      ears.ended("memory");
      child.kill("SIGKILL");
    });
  }, WATCH_MS).unref();
  child.on("exit", () => clearInterval(watch));
  return {
    post: (order) => void child.send(order),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}
