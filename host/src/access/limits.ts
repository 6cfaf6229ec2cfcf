import { lt, sql } from "drizzle-orm";
import type { Database } from "../database/open.ts";
import { rateWindows } from "../database/schema.ts";
import type { Log } from "../log/log.ts";

/** Requests are counted for a quarter of an hour, then from nothing. */
export const WINDOW_MS = 15 * 60_000;
const SHARE_MS = 2000;
const MAX_SUBJECTS = 100_000; // in memory; the one that came first gives way
const BATCH = 500;

/** Where a subject stands after a request. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whether this was the first request too many in the window. */
  readonly firstRefusal: boolean;
  /** Until the count begins anew. */
  readonly resetMs: number;
}

/** Counts requests. Servers on one database count together, some seconds late. */
export interface Limits {
  /** Counts one request of the subject. */
  take(subject: string, limit: number): Allowance;
  /** Whether the subject has used up its limit; counts nothing. */
  isSpent(subject: string, limit: number): boolean;
  close(): Promise<void>;
}

interface Count {
  /** By all servers, as last told by the database. */
  shared: number;
  /** Here, since then. */
  own: number;
}

export function openLimits(database: Database, log: Log, now: () => number = Date.now): Limits {
  const { db, embedded } = database;
  let counts = new Map<string, Count>();
  let changed = new Set<string>();
  // Servers that count together turn at the same moments.
  const anchorMs = embedded ? now() : 0;
  let fromMs = 0;

  function turn(): void {
    const nowMs = now(); // read once: between two readings a millisecond may pass, and the window would seem another
    const started = nowMs - ((nowMs - anchorMs) % WINDOW_MS);
    if (started === fromMs) return;
    fromMs = started;
    counts = new Map();
    changed = new Set();
  }

  function find(subject: string): Count {
    const known = counts.get(subject);
    if (known !== undefined) return known;
    if (counts.size >= MAX_SUBJECTS) {
      const [oldest] = counts.keys();
      counts.delete(oldest!);
      changed.delete(oldest!);
    }
    const made = { shared: 0, own: 0 };
    counts.set(subject, made);
    return made;
  }

  /** Adds what came in here to what came in elsewhere, and learns the sum. */
  async function share(): Promise<void> {
    turn();
    const window = fromMs;
    // In one order everywhere, so that two servers never wait for each other's rows.
    const subjects = [...changed].sort().slice(0, BATCH);
    if (subjects.length === 0) return;
    const sent = new Map(subjects.map((subject) => [subject, find(subject).own]));
    const values = [...sent].map(([subject, requests]) => ({ subject, from: new Date(window), requests }));
    const rows = await db
      .insert(rateWindows)
      .values(values)
      .onConflictDoUpdate({
        target: [rateWindows.subject, rateWindows.from],
        set: { requests: sql`${rateWindows.requests} + excluded.requests` },
      })
      .returning();
    if (window !== fromMs) return;
    for (const { subject, requests } of rows) {
      const known = find(subject);
      known.shared = requests;
      known.own -= sent.get(subject) ?? 0;
      if (known.own === 0) changed.delete(subject);
    }
  }

  let prunedMs = 0;
  async function prune(): Promise<void> {
    if (prunedMs > now() - WINDOW_MS) return;
    prunedMs = now();
    await db.delete(rateWindows).where(lt(rateWindows.from, new Date(now() - 2 * WINDOW_MS)));
  }

  let sharing = Promise.resolve();
  const timer = embedded
    ? undefined
    : setInterval(() => {
        sharing = sharing
          .then(share)
          .then(prune)
          .catch((error: unknown) => log.warn({ err: error }, "request counts could not be shared"));
      }, SHARE_MS).unref();

  return {
    take(subject, limit) {
      turn();
      const known = find(subject);
      const used = known.shared + ++known.own;
      if (!embedded) changed.add(subject);
      const resetMs = fromMs + WINDOW_MS - now();
      return {
        allowed: used <= limit,
        limit,
        remaining: Math.max(0, limit - used),
        firstRefusal: used === limit + 1,
        resetMs,
      };
    },
    isSpent(subject, limit) {
      turn();
      const known = counts.get(subject);
      return known !== undefined && known.shared + known.own >= limit;
    },
    async close() {
      clearInterval(timer);
      await sharing;
    },
  };
}
