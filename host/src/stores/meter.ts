import { createHash } from "node:crypto";
import { WorldError } from "@semblance/engine";

/** Bytes as they come from whoever makes them. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Counts and hashes what passes. */
export interface Meter {
  readonly bytes: number;
  add(piece: Uint8Array): void;
  /** SHA-256 of all that passed, in hex; once. */
  end(): string;
}

export function openMeter(): Meter {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    add(piece) {
      bytes += piece.length;
      hash.update(piece);
    },
    end: () => hash.digest("hex"),
  };
}

/** The pieces that are not empty, until `signal` ends them with its reason, even while the next one is awaited. */
export async function* pull(pieces: Pieces, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, void> {
  signal?.throwIfAborted();
  const iterator = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  // A race with one promise that outlives all pieces would keep every piece until the end: each step has a promise of its own.
  let refuse = (_reason: unknown): void => {};
  const stop = (): void => refuse(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  const step = (): Promise<IteratorResult<Uint8Array>> =>
    new Promise((resolve, reject) => {
      refuse = reject;
      if (signal?.aborted === true) stop();
      else Promise.resolve(iterator.next()).then(resolve, reject);
    });
  let isOver = false;
  try {
    for (;;) {
      const next = await step();
      if (next.done === true) {
        isOver = true;
        return;
      }
      if (next.value.length > 0) yield next.value;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    // A source that hangs may not keep us: it is told to end, and not waited for.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/** Throws where a source has ended before or after the length that it promised. */
export function checkLength(key: string, found: number, promised: number | undefined): void {
  if (promised === undefined || found === promised) return;
  throw new WorldError(`${key}: expected ${promised} bytes; its source gave ${found}.`, "source", true);
}
