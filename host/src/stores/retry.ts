import { setTimeout as wait } from "node:timers/promises";
import { WorldError } from "@semblance/engine";

/** How long somebody keeps trying. */
export interface Patience {
  /** The first one included. */
  readonly tries: number;
  /** The longest wait before the second try; each later one may be twice as long. */
  readonly firstMs: number;
  readonly mostMs: number;
}

/** About 20 s on average: a service that restarts is there again. */
export const PATIENCE: Patience = { tries: 9, firstMs: 200, mostMs: 10_000 };

/** Milliseconds before the try after the failed one of that number (from 1): a draw below a bound that doubles, so that many callers do not come together. */
function pauseMs(failed: number, { firstMs, mostMs }: Patience): number {
  return Math.random() * Math.min(mostMs, firstMs * 2 ** (failed - 1));
}

/** Waits as long as somebody does who has failed so often; throws the signal's reason when it is aborted. */
export async function pause(failed: number, patience: Patience, signal: AbortSignal | undefined): Promise<void> {
  await wait(pauseMs(failed, patience), undefined, signal === undefined ? {} : { signal }).catch(() => {});
  signal?.throwIfAborted();
}

/** Does the work until it succeeds. Errors other than a WorldError that is `retryable`, and the last one, are thrown. */
export async function retry<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  patience: Patience = PATIENCE,
): Promise<T> {
  for (let failed = 1; ; failed++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof WorldError) || !error.retryable || failed >= patience.tries) throw error;
    }
    await pause(failed, patience, signal);
  }
}
