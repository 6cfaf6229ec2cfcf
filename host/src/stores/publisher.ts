import { retry, type Patience } from "./retry.ts";
import { toKey } from "./keys.ts";
import { pull } from "./meter.ts";
import type { Publisher, Store } from "./store.ts";

/** A store as a place to publish in: every file is an object of its name. */
export function toPublisher(store: Store, patience?: Patience): Publisher {
  return {
    name: store.name === "s3" ? "s3" : "file",
    url: store.url,
    async publish(name, bytes, open, { signal, type, onProgress }) {
      async function* counted(): AsyncGenerator<Uint8Array, void, void> {
        let sent = 0;
        for await (const piece of pull(open(), signal)) {
          sent += piece.length;
          yield piece;
          onProgress?.(sent);
        }
      }
      return retry(() => store.put(toKey(name), counted(), { signal, type, bytes }), signal, patience);
    },
    close: () => store.close(),
  };
}
