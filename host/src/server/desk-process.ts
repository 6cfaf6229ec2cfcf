// One seat of the desk.
import { toSent, type SentFault } from "./desk-faults.ts";
import { tasks, type TaskName } from "./desk-tasks.ts";

/** What a seat is asked; one thing at a time. */
export interface DeskOrder {
  readonly task: TaskName;
  readonly input: unknown;
}

/** What it answers. */
export type DeskAnswer = { readonly ready: true } | { readonly result: unknown } | { readonly fault: SentFault };

const answer = (message: DeskAnswer): void => void process.send?.(message);

async function work({ task, input }: DeskOrder): Promise<void> {
  try {
    const run = tasks[task] as (input: unknown) => Promise<unknown>;
    answer({ result: await run(input) });
  } catch (error) {
    answer({ fault: toSent(error) });
  }
}

process.on("message", (order: DeskOrder) => void work(order));
process.on("disconnect", () => process.exit());
answer({ ready: true });
