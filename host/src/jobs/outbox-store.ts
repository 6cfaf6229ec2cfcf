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
}

function openHatch(): Hatch {
  type Turn = Uint8Array | undefined;
  let { promise: turn, resolve: offer } = Promise.withResolvers<Turn>();
  let used = (): void => {};
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
      const done = new Promise<void>((resolve) => (used = resolve));
      offer(piece);
      return done;
    },
    end: () => offer(undefined),
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
      put.catch(() => {}); // heard of by whoever writes next
      current = { hatch, put };
    },
    async write(pieces) {
      const { hatch, put } = current!;
      for (const piece of pieces) if (piece.length > 0) await Promise.race([hatch.give(piece), put]);
    },
    commit: finish,
    async discard() {
      stop.abort(new CancelledError("it is not wanted any more"));
      await current?.put.catch(() => {});
      await store.delete(receipts.map(({ key }) => key));
    },
  };
}
