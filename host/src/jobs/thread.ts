import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "@semblance/engine";
import type { Chunk } from "./chunks.ts";
import { equip, makePlan, openPress, pressWhole, type Job, type Part } from "./press.ts";

/** What a thread is asked: the bytes of a chunk, with buffers to put them in. */
export interface Order {
  readonly chunk: Chunk;
  readonly spare: ArrayBuffer[];
}

/** What it answers: first that it is ready, then in the order of the orders. */
export type Answer =
  | { readonly ready: true }
  | { readonly part: Part; readonly spare: readonly ArrayBuffer[] }
  | { readonly fault: { readonly name: string; readonly message: string; readonly stack: string } };

invariant(parentPort !== null, "thread.ts runs in a thread");
const port = parentPort;
const answer = (message: Answer, buffers: readonly ArrayBuffer[] = []): void => port.postMessage(message, buffers);
const job = workerData as Job;
const press = openPress(await equip(await makePlan(job.document), job));

port.on("message", ({ chunk, spare }: Order) => {
  try {
    const part = pressWhole(press, chunk, spare);
    answer({ part, spare }, [...part.pieces.map((piece) => piece.buffer), ...spare]);
  } catch (error) {
    const { name, message, stack = "" } = error as Error;
    answer({ fault: { name, message, stack } });
  }
});
answer({ ready: true });
