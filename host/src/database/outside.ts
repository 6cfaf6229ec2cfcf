import { AsyncLocalStorage } from "node:async_hooks";
import { invariant } from "@semblance/engine";

interface Transaction {
  over: boolean;
}

const current = new AsyncLocalStorage<Transaction>();

/**
 * The outer handle inside a transaction waits for a connection that the transaction holds: on the embedded database, which has one, for ever. So
 * whoever goes to the outer handle says so here, and is told of the mistake instead.
 */
export function expectOutside(): void {
  const transaction = current.getStore();
  const inside = transaction !== undefined && !transaction.over;
  invariant(!inside, "inside a transaction only its own handle is used: tx, and the queue's calls with `on`");
}

/** Does the work of a transaction. */
export async function runInside<T>(work: () => Promise<T>): Promise<T> {
  const transaction: Transaction = { over: false };
  try {
    return await current.run(transaction, work);
  } finally {
    transaction.over = true;
  }
}
