import type { Answer, Calls } from "./protocol.ts";

/** The engine in its worker. */
export interface Engine {
  /** Begins to load the worker, which otherwise the first call does. */
  start(): void;
  /** Rejects with an Error whose message is fit to show. */
  call<C extends keyof Calls>(call: C, ask: Calls[C]["ask"]): Promise<Calls[C]["answer"]>;
  close(): void;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The engine, whose worker starts with the first call, if not before. `onFatal` hears that it could not load or died; no call is answered after that. */
export function openEngine(onFatal: (message: string) => void): Engine {
  let worker: Worker | undefined;
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const load = (): Worker => {
    const started = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module", name: "engine" });
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ("error" in data) asked?.reject(new Error(data.error));
      else asked?.resolve(data.answer);
    });
    started.addEventListener("error", (event) => onFatal(event.message ?? ""));
    return started;
  };
  return {
    start() {
      worker ??= load();
    },
    call(call, ask) {
      return new Promise((resolve, reject) => {
        worker ??= load();
        last++;
        waiting.set(last, { resolve, reject });
        // A worker has no origin to name.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        worker.postMessage({ id: last, call, ask });
      });
    },
    close() {
      worker?.terminate();
      worker = undefined;
    },
  };
}
