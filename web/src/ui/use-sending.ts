import { useState, type FormEvent } from "react";

/** What a dialog sends: whether it is under way, and why it failed the last time. */
export interface Sending {
  readonly busy: boolean;
  readonly error: unknown;
  /** Forgets the failure. */
  readonly clear: () => void;
  /** Sends, once at a time, and keeps the failure; as a form's `onSubmit`, too. */
  readonly send: (event?: FormEvent) => void;
}

/** The state of a dialog that sends something; `work` is told why it failed the last time. */
export function useSending(work: (before: unknown) => Promise<void>): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await work(error);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    error,
    clear: () => setError(undefined),
    send: (event) => {
      event?.preventDefault();
      void run();
    },
  };
}
