import { fork } from "node:child_process";
import { once } from "node:events";
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

/** Opens a seat that may have a heap of so many MB. */
export function openSeat(ears: SeatEars, heapMb: number): Seat {
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
