import { and, count, desc, eq, gte, lt } from "drizzle-orm";
import type { AuditLine, AuditQuery } from "../api/index.ts";
import type { Database } from "../database/open.ts";
import { audit, users } from "../database/schema.ts";
import type { Log } from "../log/log.ts";

const MAX_WAITING = 5000;
const FLUSH_LINES = 200;
const FLUSH_MS = 1000;
const PRUNE_MS = 3_600_000;

/** Who did what, about to be written. */
type Deed = Omit<typeof audit.$inferInsert, "id" | "at">;

/** The record of who did what. */
export interface Audit {
  /** Notes it; it is written within a second or so, and never holds up whoever acts. */
  note(deed: Deed): void;
  /** Newest first, with what was noted so far. */
  list(query: AuditQuery): Promise<{ lines: AuditLine[]; total: number }>;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** Keeps lines for `days`. Where the database cannot keep up, the oldest that wait are dropped, and the log says how many. */
export function openAudit(database: Database, log: Log, days: number): Audit {
  const { db } = database;
  let waiting: (typeof audit.$inferInsert)[] = [];
  let dropped = 0;
  let writing = Promise.resolve();
  let prunedMs = 0;

  /** A line that cannot be written must not take others with it. */
  async function writeEach(lines: readonly (typeof audit.$inferInsert)[]): Promise<void> {
    for (const line of lines) {
      try {
        await db.insert(audit).values(line);
      } catch (error) {
        log.error({ err: error, action: line.action, request_id: line.requestId }, "a line of the audit is lost");
      }
    }
  }

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting.slice(0, FLUSH_LINES);
      waiting = waiting.slice(lines.length);
      try {
        await db.insert(audit).values(lines);
      } catch {
        await writeEach(lines);
      }
    }
    if (dropped > 0) log.error({ lines: dropped }, "the audit dropped lines: the database is too slow");
    dropped = 0;
    if (days > 0 && prunedMs < Date.now() - PRUNE_MS) {
      prunedMs = Date.now();
      await db.delete(audit).where(lt(audit.at, new Date(Date.now() - days * 86_400_000)));
    }
  }

  async function flush(): Promise<void> {
    writing = writing.then(write).catch((error: unknown) => log.error({ err: error }, "the audit could not be pruned"));
    return writing;
  }
  const timer = setInterval(() => void flush(), FLUSH_MS).unref();

  return {
    note(deed) {
      if (waiting.length >= MAX_WAITING) {
        waiting.shift();
        dropped++;
      }
      waiting.push({ ...deed, target: deed.target?.replaceAll(/\p{C}/gu, "?") ?? null, at: new Date() });
      if (waiting.length === FLUSH_LINES) void flush();
    },
    async list({ page, page_size, user_id, from, to }) {
      await flush();
      const where = and(
        user_id === undefined ? undefined : eq(audit.userId, user_id),
        from === undefined ? undefined : gte(audit.at, new Date(from)),
        to === undefined ? undefined : lt(audit.at, new Date(to)),
      );
      const rows = await db
        .select({ line: audit, email: users.email })
        .from(audit)
        .leftJoin(users, eq(users.id, audit.userId))
        .where(where)
        .orderBy(desc(audit.id))
        .limit(page_size)
        .offset((page - 1) * page_size);
      const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(audit).where(where);
      const lines = rows.map(({ line: { userId, at, ...line }, email }) => ({
        id: line.id,
        at: at.toISOString(),
        user: email ?? userId,
        via: line.via,
        action: line.action,
        target: line.target,
        status: line.status,
        request_id: line.requestId,
        address: line.address,
      }));
      return { lines, total };
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
