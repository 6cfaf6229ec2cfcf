// One seat of the desk: a thread or, where native code reads what users wrote, a process of its own.
import { parentPort } from "node:worker_threads";
import { toSent, type SentFault } from "./desk-faults.ts";
import { tasks, type TaskName } from "./desk-tasks.ts";

/** What a seat is asked; one thing at a time. */
export interface DeskOrder {
  readonly task: TaskName;
  readonly input: unknown;
}

/** What it answers. */
export type DeskAnswer = { readonly ready: true } | { readonly result: unknown } | { readonly fault: SentFault };

const answer = (message: DeskAnswer): void => {
  if (parentPort === null) process.send?.(message);
  else parentPort.postMessage(message, []);
};

async function work({ task, input }: DeskOrder): Promise<void> {
  try {
    const run = tasks[task] as (input: unknown) => Promise<unknown>;
    answer({ result: await run(input) });
  } catch (error) {
    answer({ fault: toSent(error) });
  }
}

if (parentPort === null) {
  process.on("message", (order: DeskOrder) => void work(order));
  process.on("disconnect", () => process.exit());
} else parentPort.on("message", (order: DeskOrder) => void work(order));
answer({ ready: true });
