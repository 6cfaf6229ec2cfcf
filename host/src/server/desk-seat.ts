import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import type { DeskAnswer, DeskOrder } from "./desk-thread.ts";

/** Where one task is done at a time. */
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

const THREAD_MB = 768;
const PROCESS_MB = 2048;
const entry = (): URL => new URL("./desk-thread.ts", import.meta.url);

/** Names of the environment that a process of the desk gets: no address, no key. */
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

/** A thread: quick to start, and ended even within a loop of JavaScript or WebAssembly. */
export function openThread(ears: SeatEars): Seat {
  const worker = new Worker(entry(), {
    env: harmless(),
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB, maxYoungGenerationSizeMb: 64 },
  });
  worker.on("message", (message: DeskAnswer) => ears.answer(message));
  worker.on("error", ({ code }: NodeJS.ErrnoException) => {
    ears.ended(code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "died");
  });
  worker.on("exit", () => ears.ended("died"));
  return {
    post: (order) => worker.postMessage(order, []),
    async kill() {
      await worker.terminate();
    },
  };
}

/** A process: what native code in it does, the server survives. */
export function openProcess(ears: SeatEars): Seat {
  const child = fork(fileURLToPath(entry()), {
    env: harmless(),
    execArgv: [`--max-old-space-size=${PROCESS_MB}`],
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
