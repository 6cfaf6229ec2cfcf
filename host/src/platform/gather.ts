interface Call<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers calls by rounds: those that come during a round share the next one, so nobody is told what was read before they asked. One call at a time is
 * a round of its own. `read` gives a value per key, in their order.
 */
export function gather<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Call<Key, Value>[] = [];
  let running = false;
  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        const values = await read(calls.map(({ key }) => key));
        for (const [k, { resolve }] of calls.entries()) resolve(values[k]!);
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    running = false;
  }
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!running) void run();
    });
}
