import { isMissing } from "./http.ts";
import { eventsUrl, readJob, type Job } from "./jobs.ts";

/** How the page hears of a job: as it happens, not at the moment, by asking, no more because it has ended, or never again because it is deleted. */
type Line = "live" | "lost" | "asking" | "ended" | "gone";

/** A job under watch, for useSyncExternalStore. */
export interface LiveJob {
  readonly get: () => Seen;
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes what another request answered, if it is newer. */
  readonly take: (job: Job) => void;
  readonly open: () => void;
  readonly close: () => void;
}

export interface Seen {
  readonly job: Job | undefined;
  readonly line: Line;
}

const PATIENCE_MS = 10_000; // after that long without events we ask
const ASK_MS = 3000;
const AGAIN_MS = [500, 1000, 2000, 4000];
const ENDED = new Set(["completed", "failed", "cancelled"]);

/** Whether nothing more will happen to it, but by somebody's wish. */
export const hasEnded = (job: Job): boolean => ENDED.has(job.status);

/**
 * Watches a job: the server's events, taken up again where they broke off; while they stay away longer than some seconds, by asking.
 * A job that has ended and is retried is watched again once `take` says so.
 */
export function watchJob(id: string): LiveJob {
  const listeners = new Set<() => void>();
  let seen: Seen = { job: undefined, line: "lost" };
  let source: EventSource | undefined;
  let lostAt = 0;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let refused = false;

  const tell = (next: Partial<Seen>): void => {
    const changed = { ...seen, ...next };
    if (changed.job === seen.job && changed.line === seen.line) return;
    seen = changed;
    for (const listener of listeners) listener();
  };
  const end = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(timer);
    timer = undefined;
  };

  const isNewer = (job: Job): boolean => seen.job === undefined || job.version >= seen.job.version;

  function accept(job: Job): void {
    if (hasEnded(job)) {
      end();
      tell({ job, line: "ended" });
    } else tell({ job, line: "live" });
  }

  function lost(): void {
    // It was answered, and refused: whether the job is still there is asked at once.
    refused = source?.readyState === EventSource.CLOSED;
    source?.close();
    source = undefined;
    if (closed || seen.line === "ended") return;
    if (lostAt === 0) lostAt = Date.now();
    tell({ line: Date.now() - lostAt >= PATIENCE_MS ? "asking" : "lost" });
    clearTimeout(timer);
    timer = setTimeout(() => void again(), AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
    tries++;
  }

  async function again(): Promise<void> {
    if (closed) return;
    if (refused || Date.now() - lostAt >= PATIENCE_MS) {
      try {
        const job = await readJob(id);
        if (closed) return;
        if (isNewer(job)) tell({ job });
        if (hasEnded(job)) return accept(job);
      } catch (error) {
        if (isMissing(error)) {
          end();
          return tell({ line: "gone" });
        }
        // Still away: the pill says so, and the next turn asks again.
        timer = setTimeout(() => void again(), ASK_MS);
        return;
      }
    }
    open();
  }

  function open(): void {
    if (closed) return;
    source?.close();
    const since = seen.job === undefined ? "" : `?since=${seen.job.version}`;
    source = new EventSource(eventsUrl(id) + since);
    const hear = ({ data }: MessageEvent<string>): void => {
      const job = JSON.parse(data) as Job;
      lostAt = 0;
      tries = 0;
      if (isNewer(job)) accept(job);
    };
    for (const name of ["init", "start", "progress", "complete"]) source.addEventListener(name, hear);
    // Events named `error` carry the job that failed; those of the connection carry nothing.
    source.addEventListener("error", (event) => {
      if (event instanceof MessageEvent && typeof event.data === "string") hear(event as MessageEvent<string>);
      else lost();
    });
    source.addEventListener("shutdown", lost);
    source.addEventListener("open", () => {
      lostAt = 0;
      tries = 0;
      if (seen.job !== undefined && !hasEnded(seen.job)) tell({ line: "live" });
    });
  }

  return {
    open() {
      closed = false;
      open();
    },
    get: () => seen,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take(job) {
      if (!isNewer(job)) return;
      const wasEnded = seen.line === "ended";
      accept(job);
      if (wasEnded && !hasEnded(job)) open();
    },
    close() {
      closed = true;
      end();
    },
  };
}
