/** Values of a key that are shared for a moment. */
export interface Recent<Value> {
  get(key: string): Promise<Value>;
  /** The key's value has changed: whoever asks now is told the new one. */
  forget(key: string): void;
}

interface Asked<Value> {
  readonly atMs: number;
  readonly value: Promise<Value>;
}

/** Reads a value anew only where it was asked for more than `freshMs` ago; what fails is not shared any longer. */
export function recent<Value>(read: (key: string) => Promise<Value>, freshMs: number): Recent<Value> {
  const known = new Map<string, Asked<Value>>(); // the oldest first
  function dropOld(nowMs: number): void {
    for (const [key, { atMs }] of known) {
      if (nowMs - atMs < freshMs) return;
      known.delete(key);
    }
  }
  return {
    get(key) {
      const nowMs = performance.now();
      dropOld(nowMs);
      const before = known.get(key);
      if (before !== undefined) return before.value;
      const asked = { atMs: nowMs, value: read(key) };
      known.set(key, asked);
      asked.value.catch(() => {
        if (known.get(key) === asked) known.delete(key);
      });
      return asked.value;
    },
    forget: (key) => void known.delete(key),
  };
}
