import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { getCompileCacheDir } from "node:module";
import { fileURLToPath } from "node:url";
import { CancelledError, WorldError } from "@semblance/engine";
import { toError } from "./fault.ts";
import type { Done, Workshop, WorkshopErrand } from "./workshop.ts";
import { REMEMBERED_JOBS, type FromWorkshop, type ToWorkshop, type WorkshopBegin } from "./workshop-process.ts";

interface Waiting {
  readonly resolve: (done: never) => void;
  readonly reject: (error: unknown) => void;
}

/** The process, while there is one. */
interface Running {
  readonly child: ChildProcess;
  /** Jobs that it remembers, the one used last behind. */
  readonly known: Set<string>;
  readonly waiting: Map<number, Waiting>;
}

const IDLE_MS = 60_000;

/** In a process of its own, which is started for the first errand and ended when there was none for a while. */
class WorkshopApart implements Workshop {
  readonly count: number;
  readonly #begin: WorkshopBegin;
  #running: Running | undefined;
  #idle: NodeJS.Timeout | undefined;
  #numbers = 0;
  #closed = false;

  constructor(begin: WorkshopBegin) {
    this.count = begin.count;
    this.#begin = begin;
  }

  async run<E extends WorkshopErrand>(errand: E, signal?: AbortSignal): Promise<Done<E>> {
    signal?.throwIfAborted();
    if (this.#closed) throw new CancelledError("the process ends");
    clearTimeout(this.#idle);
    const running = (this.#running ??= this.#start());
    const number = ++this.#numbers;
    const { promise, resolve, reject } = Promise.withResolvers<Done<E>>();
    const onAbort = (): void => {
      reject(signal!.reason);
      this.#post(running, { number, unwanted: true });
    };
    running.waiting.set(number, { resolve, reject });
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      this.#post(running, { number, errand: this.#known(running, errand) });
      return await promise;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      running.waiting.delete(number);
      if (running.waiting.size === 0 && running === this.#running) this.#rest(running);
    }
  }

  /** Of the process, while there is one. */
  pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    const running = this.#running;
    if (running === undefined) return;
    for (const { reject } of running.waiting.values()) reject(new CancelledError("the process ends"));
    await this.#end(running);
  }

  #start(): Running {
    const cache = getCompileCacheDir();
    const child = fork(fileURLToPath(new URL("./workshop-process.ts", import.meta.url)), {
      env: cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache },
      execArgv: ["--max-semi-space-size=2"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const running: Running = { child, known: new Set(), waiting: new Map() };
    child.on("message", (message: FromWorkshop) => {
      const waiting = running.waiting.get(message.number);
      if ("fault" in message) waiting?.reject(toError(message.fault));
      else waiting?.resolve(message.done as never);
    });
    const lose = (how: string): void => {
      if (this.#running === running) this.#running = undefined;
      const said = `the process that makes chunks has ended (${how}).\nLook at the memory of the machine.`;
      for (const { reject } of running.waiting.values()) reject(new WorldError(said, "workshop", true));
    };
    child.on("error", (error) => lose(error.message));
    child.on("exit", (code, signal) => lose(signal ?? `exit code ${code}`));
    this.#post(running, { begin: this.#begin });
    return running;
  }

  /** What cannot be sent has its reason in the child's end, which is told then. */
  #post({ child }: Running, message: ToWorkshop): void {
    if (child.connected) child.send(message, () => {});
  }

  /** Without the job, where the process remembers it. */
  #known({ known }: Running, errand: WorkshopErrand): WorkshopErrand | Omit<WorkshopErrand, "job"> {
    if (!("id" in errand)) return errand;
    const { job: _, ...rest } = errand;
    const knew = known.delete(errand.id);
    known.add(errand.id);
    if (known.size > REMEMBERED_JOBS) known.delete(known.keys().next().value!);
    return knew ? rest : errand;
  }

  #rest(running: Running): void {
    this.#idle = setTimeout(() => void this.#end(running), IDLE_MS).unref();
  }

  async #end(running: Running): Promise<void> {
    const { child } = running;
    if (this.#running === running) this.#running = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
}

/** Opens a workshop in a process of its own. docs/decisions/0019-a-workshop-apart.md says why. */
export function openWorkshopApart(begin: WorkshopBegin): Workshop & { pid(): number | undefined } {
  return new WorkshopApart(begin);
}
