import { and, count, desc, eq, gt, isNull, or } from "drizzle-orm";
import { LimitError } from "@semblance/engine";
import type { ApiKey, ApiKeyOrder, NewApiKey } from "../api/index.ts";
import type { Database } from "../database/open.ts";
import { apiKeys, users } from "../database/schema.ts";
import type { Log } from "../log/log.ts";
import { isSame, makeKey, readKey } from "./secret-key.ts";

const MAX_KEYS = 100; // in force, per user
const TOUCH_MS = 60_000;

/** A key in force and its user. */
interface KeyHolder {
  readonly id: string;
  readonly prefix: string;
  readonly userId: string;
  readonly role: "admin" | "member";
  readonly rateLimit: number | null;
  readonly expiresAt: Date | null;
}

/** Keys of the API. */
export interface Keys {
  list(userId: string): Promise<ApiKey[]>;
  /** Throws LimitError where the user has too many. */
  create(userId: string, order: ApiKeyOrder): Promise<NewApiKey>;
  /** From now on it opens nothing. False where the user has none of that id. */
  revoke(userId: string, id: string): Promise<boolean>;
  /** Undefined where it opens nothing. */
  find(text: string): Promise<KeyHolder | undefined>;
  /** Writes what is left. */
  close(): Promise<void>;
}

type Row = typeof apiKeys.$inferSelect;

const toApiKey = (row: Row): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: `sem_${row.prefix}`,
  rate_limit: row.rateLimit,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt?.toISOString() ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});

export function openKeys(database: Database, log: Log): Keys {
  const { db } = database;
  const touching = new Set<Promise<unknown>>();

  /** Tells when it was used, to the minute: a write per request would be most of the work, and nobody waits for it. */
  function touch(row: Row): void {
    if (row.lastUsedAt !== null && row.lastUsedAt.getTime() > Date.now() - TOUCH_MS) return;
    const write = db.update(apiKeys).set({ lastUsedAt: new Date() }).where(eq(apiKeys.id, row.id));
    const told = write
      .catch((error: unknown) => log.warn({ err: error }, "a key's last use could not be written"))
      .finally(() => touching.delete(told));
    touching.add(told);
  }

  return {
    async list(userId) {
      await Promise.all(touching);
      const rows = await db.select().from(apiKeys).where(eq(apiKeys.userId, userId)).orderBy(desc(apiKeys.createdAt));
      return rows.map(toApiKey);
    },
    async create(userId, order) {
      const { key, prefix, hash } = makeKey();
      const inForce = and(
        eq(apiKeys.userId, userId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, new Date())),
      );
      const [{ used } = { used: 0 }] = await db.select({ used: count() }).from(apiKeys).where(inForce);
      if (used >= MAX_KEYS) {
        throw new LimitError(`you have ${used} keys; the limit is ${MAX_KEYS}.\nRevoke one.`, MAX_KEYS, used, "keys");
      }
      const values = {
        userId,
        name: order.name,
        prefix,
        hash,
        rateLimit: order.rate_limit ?? null,
        expiresAt: order.expires_at === undefined ? null : new Date(order.expires_at),
      };
      const [row] = await db.insert(apiKeys).values(values).returning();
      return { ...toApiKey(row!), key };
    },
    async revoke(userId, id) {
      const own = and(eq(apiKeys.id, id), eq(apiKeys.userId, userId));
      const [row] = await db.select().from(apiKeys).where(own);
      if (row === undefined) return false;
      await db
        .update(apiKeys)
        .set({ revokedAt: new Date() })
        .where(and(own, isNull(apiKeys.revokedAt)));
      return true;
    },
    async find(text) {
      const asked = readKey(text);
      if (asked === undefined) return undefined;
      const [found] = await db
        .select({ key: apiKeys, role: users.role, disabled: users.disabled })
        .from(apiKeys)
        .innerJoin(users, eq(users.id, apiKeys.userId))
        .where(eq(apiKeys.prefix, asked.prefix));
      if (found === undefined || !isSame(found.key.hash, asked.hash)) return undefined;
      const { key, role, disabled } = found;
      const over = key.expiresAt !== null && key.expiresAt.getTime() <= Date.now();
      if (disabled || over || key.revokedAt !== null) return undefined;
      touch(key);
      const { id, prefix, userId, rateLimit, expiresAt } = key;
      return { id, prefix, userId, role, rateLimit, expiresAt };
    },
    async close() {
      await Promise.all(touching);
    },
  };
}
