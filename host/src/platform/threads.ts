import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import { CancelledError, invariant } from "@semblance/engine";
import { TooMuchError, toError } from "./fault.ts";
import { REMEMBERED, type Answer, type Order, type Result, type Task } from "./tasks.ts";

/** What a task may take before it is broken off. */
export interface TaskLimits {
  readonly ms: number;
  /** Of a thread's heap. */
  readonly heapMb: number;
}

/** Threads that do tasks of any job. */
export interface Threads {
  readonly count: number;
  /** Does the task in the next free thread; throws `TooMuchError` where it takes more than the limits, else what the task throws, or the signal's reason. */
  run<T extends Task>(task: T, signal?: AbortSignal): Promise<Result<T>>;
  /** Takes back buffers that are written, to use again. */
  giveBack(buffers: readonly ArrayBuffer[]): void;
  close(): Promise<void>;
}

const GRACE_MS = 2000; // in which a thread that is told to stop has to
const SPARES = 64;
const SPARES_SENT = 16;
const YOUNG_MB = 4;

interface Waiting {
  readonly task: Task;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Working extends Waiting {
  readonly stop: Int32Array<SharedArrayBuffer>;
  readonly timers: NodeJS.Timeout[];
  readonly onAbort: () => void;
}

interface Thread {
  readonly worker: Worker;
  /** Jobs that it remembers, the one used last behind; see REMEMBERED. */
  readonly known: Set<string>;
  working?: Working;
}

/** Threads start when they are first needed and stay. */
class Pool implements Threads {
  readonly count: number;
  readonly #limits: TaskLimits;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  readonly #spare: ArrayBuffer[] = [];
  #closed = false;

  constructor(count: number, limits: TaskLimits) {
    this.count = count;
    this.#limits = limits;
  }

  run<T extends Task>(task: T, signal?: AbortSignal): Promise<Result<T>> {
    const result = Promise.withResolvers<Result<T>>();
    if (signal?.aborted === true) result.reject(signal.reason);
    else if (this.#closed) result.reject(new CancelledError("the process ends"));
    else {
      this.#waiting.push({ task, signal, resolve: result.resolve, reject: result.reject });
      this.#next();
    }
    return result.promise;
  }

  giveBack(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) if (buffer.byteLength > 0 && this.#spare.length < SPARES) this.#spare.push(buffer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const reason = new CancelledError("the process ends");
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    await Promise.all(
      [...this.#threads].map(async (thread) => {
        this.#settle(thread)?.reject(reason);
        await thread.worker.terminate();
      }),
    );
    this.#threads.clear();
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const task = this.#waiting[0]!.task;
      const idle = [...this.#threads].filter(({ working }) => working === undefined);
      const knowing = idle.find(({ known }) => "id" in task && known.has(task.id));
      const thread = knowing ?? idle[0] ?? (this.#threads.size < this.count ? this.#start() : undefined);
      if (thread === undefined) return;
      this.#send(thread, this.#waiting.shift()!);
    }
  }

  #start(): Thread {
    const cache = getCompileCacheDir(); // a thread does not inherit it
    const worker = new Worker(new URL("./press-thread.ts", import.meta.url), {
      env: cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: this.#limits.heapMb },
    });
    const thread: Thread = { worker, known: new Set() };
    this.#threads.add(thread);
    worker.on("message", (answer: Answer) => this.#take(thread, answer));
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      this.#lose(thread, isMemory ? new TooMuchError("memory", "a thread ran out of memory.", error) : error);
    });
    worker.on("exit", () => this.#lose(thread, new Error("a thread has ended")));
    return thread;
  }

  #send(thread: Thread, waiting: Waiting): void {
    const { signal } = waiting;
    let { task } = waiting;
    if ("id" in task) {
      const { id } = task;
      if (thread.known.delete(id)) {
        const { job: _, ...known } = task;
        task = known;
      }
      thread.known.add(id);
      if (thread.known.size > REMEMBERED) thread.known.delete(thread.known.keys().next().value!);
    }
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const onAbort = (): void => {
      Atomics.store(stop, 0, 1);
      waiting.reject(signal!.reason);
      // The thread is free when it answers; one that does not is replaced.
      working.timers.push(setTimeout(() => void thread.worker.terminate(), GRACE_MS));
    };
    const working: Working = {
      ...waiting,
      stop,
      onAbort,
      timers: [setTimeout(() => this.#timeOut(thread), this.#limits.ms)],
    };
    thread.working = working;
    signal?.addEventListener("abort", onAbort, { once: true });
    const spare = this.#spare.splice(-SPARES_SENT);
    try {
      thread.worker.postMessage({ task, stop, spare } satisfies Order, spare);
    } catch (error) {
      this.#settle(thread); // it cannot be copied; nothing was sent, and the thread is free
      if ("id" in task) thread.known.delete(task.id);
      waiting.reject(error);
    }
  }

  #timeOut(thread: Thread): void {
    const { working } = thread;
    if (working === undefined) return;
    Atomics.store(working.stop, 0, 1);
    working.reject(new TooMuchError("time", `a thread took more than ${this.#limits.ms} ms.`));
    working.timers.push(setTimeout(() => void thread.worker.terminate(), GRACE_MS));
  }

  /** The thread is free; gives what it was doing. */
  #settle(thread: Thread): Working | undefined {
    const { working } = thread;
    if (working === undefined) return undefined;
    delete thread.working;
    for (const timer of working.timers) clearTimeout(timer);
    working.signal?.removeEventListener("abort", working.onAbort);
    return working;
  }

  #take(thread: Thread, answer: Answer): void {
    const working = this.#settle(thread);
    invariant(working !== undefined, "a thread answers only what it was asked");
    if ("fault" in answer) {
      if ("id" in working.task && answer.fault.name !== "CancelledError") thread.known.delete(working.task.id);
      working.reject(toError(answer.fault));
    } else {
      this.giveBack(answer.spare);
      working.resolve(answer.result as never);
    }
    this.#next();
  }

  #lose(thread: Thread, error: Error): void {
    this.#threads.delete(thread);
    this.#settle(thread)?.reject(error);
    if (!this.#closed) this.#next();
  }
}

/** Own code because piscina cannot be bundled (it starts a file of its own) and would not hand buffers back. */
export function openThreads(count: number, limits: TaskLimits): Threads {
  return new Pool(count, limits);
}
