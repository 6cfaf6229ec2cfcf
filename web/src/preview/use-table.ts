import { useEffect, useState } from "react";
import type { Engine } from "./engine.ts";
import type { Ready, TableInfo, TableSummary } from "./protocol.ts";
import { openRowCache, type RowCache } from "./row-cache.ts";

/** A table with its first look, ready to draw. */
export interface TableData {
  readonly ready: Ready;
  readonly table: TableInfo;
  readonly summary: TableSummary;
  readonly cache: RowCache;
}

/** Resolves once the rows are in the cache, or could not be made. */
function fetched(cache: RowCache, from: number, to: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = cache.subscribe(() => {
      if (cache.get(from) === undefined) return;
      stop();
      resolve();
    });
    cache.want(from, to);
  });
}

/**
 * The table of that name (or the first) of the newest plan. While a new one is on its way the old one stays,
 * and it is swapped only with the rows [sight.from, sight.to) in hand, so that the grid never goes blank.
 */
export function useTable(
  engine: Engine,
  ready: Ready | undefined,
  name: string,
  sight: { readonly current: { readonly from: number; readonly to: number } },
  onError: (error: unknown) => void,
): TableData | undefined {
  const [data, setData] = useState<TableData | undefined>(undefined);
  useEffect(() => {
    const table = ready?.tables.find((one) => one.name === name) ?? ready?.tables[0];
    if (ready === undefined || table === undefined) return undefined;
    let gone = false;
    const { plan } = ready;
    void (async () => {
      try {
        const cache = openRowCache(
          table.rows,
          (from, count) => engine.call("rows", { plan, table: table.name, from, count }),
          onError,
        );
        const from = Math.min(sight.current.from, Math.max(0, table.rows - 1));
        const first = table.rows === 0 ? undefined : fetched(cache, from, Math.min(sight.current.to, table.rows));
        const summary = await engine.call("summarize", { plan, table: table.name });
        await first;
        if (!gone) setData({ ready, table, summary, cache });
      } catch (error) {
        if (!gone) onError(error);
      }
    })();
    return () => {
      gone = true;
    };
  }, [engine, ready, name, sight, onError]);
  return data;
}
