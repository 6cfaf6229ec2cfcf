import type { RowsMade } from "./protocol.ts";

/** Rows of one table of one plan, fetched block by block as they come into sight. */
export interface RowCache {
  /** The row's texts; undefined while it is not here. */
  readonly get: (row: number) => readonly (string | null)[] | undefined;
  /** Says which rows [from, to) are in sight; the newest wish wins. */
  readonly want: (from: number, to: number) => void;
  /** For useSyncExternalStore: changes whenever rows arrive. */
  readonly subscribe: (onChange: () => void) => () => void;
  readonly version: () => number;
  /** What the engine took for the last screen of rows. */
  readonly lastMs: () => number;
}

const BLOCK_ROWS = 64;
const MOST_BLOCKS = 256;
const MOST_ASKED = 8; // blocks in one request: more would delay the newest wish

/** A cache over `load`; failures go to `onError`. */
export function openRowCache(
  tableRows: number,
  load: (from: number, count: number) => Promise<RowsMade>,
  onError: (error: unknown) => void,
): RowCache {
  const blocks = new Map<number, RowsMade["rows"]>();
  const listeners = new Set<() => void>();
  let wish = { from: 0, to: 0 };
  let busy = false;
  let version = 0;
  let lastMs = 0;

  function missingIn(from: number, to: number): { from: number; to: number } | undefined {
    const end = Math.ceil(Math.min(tableRows, to) / BLOCK_ROWS);
    let first = Math.floor(Math.max(0, from) / BLOCK_ROWS);
    while (first < end && blocks.has(first)) first++;
    let last = first;
    while (last < end && last - first < MOST_ASKED && !blocks.has(last)) last++;
    return first === last ? undefined : { from: first, to: last };
  }

  /** What is in sight comes first, then a block on either side, so that a wheel finds its rows there. */
  const missing = (): { from: number; to: number } | undefined =>
    missingIn(wish.from, wish.to) ?? missingIn(wish.from - BLOCK_ROWS, wish.to + BLOCK_ROWS);

  async function pump(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (let gap = missing(); gap !== undefined; gap = missing()) {
        const from = gap.from * BLOCK_ROWS;
        const made = await load(from, Math.min(gap.to * BLOCK_ROWS, tableRows) - from);
        for (let block = gap.from; block < gap.to; block++) {
          const at = (block - gap.from) * BLOCK_ROWS;
          blocks.set(block, made.rows.slice(at, at + BLOCK_ROWS));
        }
        for (const block of blocks.keys()) {
          if (blocks.size <= MOST_BLOCKS) break;
          blocks.delete(block);
        }
        lastMs = made.ms;
        version++;
        for (const listener of listeners) listener();
      }
    } catch (error) {
      onError(error);
    } finally {
      busy = false;
    }
  }

  return {
    get: (row) => blocks.get(Math.floor(row / BLOCK_ROWS))?.[row % BLOCK_ROWS],
    want(from, to) {
      wish = { from, to };
      void pump();
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    version: () => version,
    lastMs: () => lastMs,
  };
}
