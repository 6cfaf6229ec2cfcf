import { basename } from "node:path";
import { CancelledError } from "@semblance/engine";
import { toKey } from "../stores/keys.ts";
import type { Receipt, Store } from "../stores/store.ts";
import type { Outbox } from "./outbox.ts";

/** Pieces that are handed over one by one: whoever gives one waits until it has been used. */
interface Hatch {
  readonly pieces: AsyncIterable<Uint8Array>;
  give(piece: Uint8Array): Promise<void>;
  end(): void;
  /** Nobody takes pieces any more: whoever gives one, or has given one, hears why. */
  fail(reason: unknown): void;
}

function openHatch(): Hatch {
  type Turn = Uint8Array | undefined;
  let { promise: turn, resolve: offer } = Promise.withResolvers<Turn>();
  let used = (): void => {};
  let refuse: (reason: unknown) => void = () => {};
  let failure: { readonly reason: unknown } | undefined;
  async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const piece = await turn;
      if (piece === undefined) return;
      ({ promise: turn, resolve: offer } = Promise.withResolvers<Turn>());
      yield piece;
      used();
    }
  }
  return {
    pieces: pieces(),
    give(piece) {
      if (failure !== undefined) return Promise.reject(failure.reason);
      const { promise: done, resolve, reject } = Promise.withResolvers<void>();
      [used, refuse] = [resolve, reject];
      offer(piece);
      return done;
    },
    end: () => offer(undefined),
    fail(reason) {
      failure = { reason };
      refuse(reason);
    },
  };
}

/** An outbox whose files become objects of a store, named as the last part of their paths; nothing is kept on this machine. */
export function openStoreOutbox(store: Store, type: string): Outbox & { receipts(): readonly Receipt[] } {
  const receipts: Receipt[] = [];
  const stop = new AbortController();
  let current: { readonly hatch: Hatch; readonly put: Promise<Receipt> } | undefined;
  const finish = async (): Promise<void> => {
    if (current === undefined) return;
    const { hatch, put } = current;
    hatch.end();
    receipts.push(await put);
    current = undefined;
  };
  return {
    receipts: () => receipts,
    async begin(path) {
      await finish();
      const hatch = openHatch();
      const put = store.put(toKey(basename(path)), hatch.pieces, { type, signal: stop.signal });
      put.catch((error: unknown) => hatch.fail(error)); // heard of by whoever writes
      current = { hatch, put };
    },
    async write(pieces) {
      for (const piece of pieces) if (piece.length > 0) await current!.hatch.give(piece);
    },
    commit: finish,
    async discard() {
      stop.abort(new CancelledError("it is not wanted any more"));
      await current?.put.catch(() => {});
      await store.delete(receipts.map(({ key }) => key));
    },
  };
}
