import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Errand } from "./messages.ts";

/** A message that this process has taken out of the queue. */
export type Taken = JobWithMetadata<Errand>;

const BEAT_MS = 5000; // half of what a message waits for a sign of life
const AIM_MS = 500; // of work that a slot takes at once: what a process that dies has begun in vain
/** Chunks that a slot takes at once, at most. */
export const MOST = 64;

/** How many chunks to take at once after so many took `ms`: about AIM_MS of work, and at most twice as many as before. */
export function mostAfter(count: number, ms: number): number {
  const fitting = Math.floor((AIM_MS * count) / Math.max(1, ms));
  return Math.max(1, Math.min(fitting, 2 * count, MOST));
}

/** Says that this process is still at work on messages; those that are not its any more are told so. */
async function beat(queue: PgBoss, name: string, claims: ReadonlyMap<Taken, AbortController>): Promise<void> {
  const held = [...claims].filter(([, { signal }]) => !signal.aborted);
  if (held.length === 0) return;
  const messages = held.map(([message]) => message);
  // Those that it touched; the type keeps quiet about them.
  const { settled } = (await queue.touch(name, messages)) as { readonly settled?: readonly string[] };
  if (settled === undefined) return;
  const ours = new Set(settled);
  for (const [{ id }, claim] of held) if (!ours.has(id)) claim.abort(new Error(`message ${id} is not ours any more`));
}

/** Does the work with up to `most` further messages of a queue, which are this process's for as long as that lasts, as a handler's are. */
export async function withMore(
  queue: PgBoss,
  name: string,
  most: number,
  work: (more: readonly Taken[]) => Promise<void>,
): Promise<void> {
  const more = most < 1 ? [] : await queue.fetch<Errand>(name, { batchSize: most, includeMetadata: true });
  if (more.length === 0) return work([]);
  const claims = new Map(more.map((message) => [message, new AbortController()]));
  for (const [message, { signal }] of claims) message.signal = signal;
  const beating = setInterval(() => {
    beat(queue, name, claims).catch((error: unknown) => queue.emit("error", error as Error));
  }, BEAT_MS);
  try {
    await work(more);
    await queue.complete(name, more);
  } catch (error) {
    await queue.fail(name, more, error as Error);
    throw error;
  } finally {
    clearInterval(beating);
  }
}
