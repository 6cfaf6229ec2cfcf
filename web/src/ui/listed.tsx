import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../texts/words.ts";
import { Skeleton } from "./skeleton.tsx";
import { Trouble } from "./trouble.tsx";

interface Props<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is said where it cannot be read, and what is safe then. */
  readonly failed: string;
  readonly safe: string;
  /** What stands there meanwhile. */
  readonly rows: number;
  readonly heightPx: number;
  readonly children: (data: Data) => ReactNode;
}

/** What the server was asked for, once it is there; until then its outline, or why it does not come. */
export function Listed<Data>({ query, failed, safe, rows, heightPx, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Skeleton rows={rows} heightPx={heightPx} label={words.loading} />;
  return <Trouble title={failed} safe={safe} error={query.error} onRetry={() => void query.refetch()} />;
}
