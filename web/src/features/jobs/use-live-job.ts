import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { watchJob, type LiveJob, type Seen } from "../../api/live.ts";

/** Watches a job for as long as it is on show. */
export function useLiveJob(id: string): { live: LiveJob; seen: Seen } {
  const live = useMemo(() => watchJob(id), [id]);
  useEffect(() => {
    live.open();
    return live.close;
  }, [live]);
  return { live, seen: useSyncExternalStore(live.subscribe, live.get) };
}

/** The moment now, once a second while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
