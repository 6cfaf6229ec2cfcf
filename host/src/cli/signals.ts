import { constants } from "node:os";
import { CancelledError } from "@semblance/engine";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Somebody asked the process to stop; `signal` says how. */
export class SignalError extends CancelledError {
  /** 128 + the signal's number, as shells have it. */
  readonly exit: number;
  constructor(signal: (typeof SIGNALS)[number]) {
    super(`stopped by ${signal}`);
    this.exit = 128 + constants.signals[signal];
  }
}

/** Runs work that a signal to the process aborts; the second one ends the process at once. */
export async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    const reason = new SignalError(name as (typeof SIGNALS)[number]);
    if (controller.signal.aborted) process.exit(reason.exit);
    controller.abort(reason);
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
