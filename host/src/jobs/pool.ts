import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import { invariant, WorldError } from "@semblance/engine";
import type { Chunk } from "./chunks.ts";
import type { Job, Part } from "./press.ts";
import type { Answer, Order } from "./thread.ts";

/** Threads that press chunks of one job. */
export interface Pool {
  /** When the first thread can work. */
  readonly ready: Promise<void>;
  /** Gives a chunk to the thread with the least to do. */
  press(chunk: Chunk): Promise<Part>;
  /** Ends the threads at once; chunks on their way are refused with `reason`. */
  close(reason: unknown): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: PromiseWithResolvers<Part>[];
}

const YOUNG_MB = 4; // batches live outside the heap; 16 cost 20 MB more and were no quicker

function toError(fault: Extract<Answer, { fault: unknown }>["fault"]): Error {
  const error = new Error(fault.message);
  return Object.assign(error, { name: fault.name, stack: fault.stack });
}

/**
 * Starts threads. Buffers of `spare` go along with chunks and come back there, or in the parts. Own code because piscina
 * cannot be bundled (it starts a file of its own) and would not hand buffers back.
 */
export function openPool(job: Job, threads: number, spare: ArrayBuffer[]): Pool {
  const ready = Promise.withResolvers<void>();
  let broken: Error | undefined;
  const give = (thread: Thread, message: Answer): void => {
    if ("ready" in message) return ready.resolve();
    const first = thread.waiting.shift();
    invariant(first !== undefined, "a thread answers only what it was asked");
    if ("fault" in message) return first.reject(toError(message.fault));
    spare.push(...message.spare);
    first.resolve(message.part);
  };
  // A thread does not inherit the compile cache; with it, it starts in 65 ms of work instead of 95.
  const cache = getCompileCacheDir();
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
  const all: readonly Thread[] = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: job,
      env,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const thread: Thread = { worker, waiting: [] };
    worker.on("message", (message: Answer) => give(thread, message));
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? new WorldError(
              "a thread ran out of memory.\nTake smaller chunks: --chunk-rows 10000.",
              "memory",
              false,
              error,
            )
          : error;
      broken = reason;
      ready.reject(reason);
      for (const each of all) for (const waiting of each.waiting.splice(0)) waiting.reject(reason);
    });
    return thread;
  });
  ready.promise.catch(() => {}); // whoever waits for a chunk hears of it too
  return {
    ready: ready.promise,
    press(chunk) {
      if (broken !== undefined) return Promise.reject(broken);
      const thread = all.reduce((least, each) => (each.waiting.length < least.waiting.length ? each : least));
      const result = Promise.withResolvers<Part>();
      thread.waiting.push(result);
      const order: Order = { chunk, spare: spare.splice(-16) };
      thread.worker.postMessage(order, order.spare);
      return result.promise;
    },
    async close(reason) {
      for (const each of all) for (const waiting of each.waiting.splice(0)) waiting.reject(reason);
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}
