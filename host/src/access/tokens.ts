import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { desc, gt, isNull, lt, or } from "drizzle-orm";
import { createLocalJWKSet, errors, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWK } from "jose";
import type { Database } from "../database/open.ts";
import { signingKeys } from "../database/schema.ts";
import type { Secret } from "../database/secret.ts";

/** How long a token is good for. It may be that long since each use asks the database whether the user still may. */
export const TOKEN_MS = 7 * 86_400_000;
const ROTATE_MS = 30 * 86_400_000;
const STALE_MS = 30_000; // a key that another process took back is refused after this
const REREAD_MS = 1000; // made-up key ids cost one query a second
const MAX_TOKEN_LENGTH = 4096;
const ISSUER = "semblance";

/** What a token claims, its signature checked. */
interface Claims {
  readonly tokenId: string;
  readonly userId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Signs tokens (JWT, EdDSA) with keys that all processes on the database share. */
export interface Tokens {
  issue(user: { id: string; role: string; tokensFrom: Date }): Promise<{ token: string; expiresAt: Date }>;
  /** Undefined where it is none of ours, or too old. */
  verify(token: string): Promise<Claims | undefined>;
  /** The public halves, as RFC 7517. */
  published(): Promise<{ keys: JWK[] }>;
  /** Signs with a new key from now on; with `forget`, every token of before is refused. */
  rotate(forget: boolean): Promise<void>;
}

type Row = typeof signingKeys.$inferSelect;

export async function openTokens(database: Database, secret: Secret, now: () => number = Date.now): Promise<Tokens> {
  const { db } = database;
  let known: { set: { keys: JWK[] }; find: ReturnType<typeof createLocalJWKSet>; readMs: number } | undefined;
  let reading: Promise<readonly Row[]> | undefined;

  async function read(): Promise<readonly Row[]> {
    const readMs = now();
    const alive = or(isNull(signingKeys.retiredAt), gt(signingKeys.retiredAt, new Date(readMs - TOKEN_MS)));
    const rows = await db.select().from(signingKeys).where(alive).orderBy(desc(signingKeys.createdAt), signingKeys.id);
    const set = { keys: rows.map((row) => row.public as JWK) };
    known = { set, find: createLocalJWKSet(set), readMs };
    return rows;
  }

  /** Reads again; everybody who asks meanwhile shares it. */
  async function reread(): Promise<readonly Row[]> {
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  }

  async function make(forget: boolean): Promise<Row> {
    const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
    const id = randomBytes(8).toString("hex");
    const pair = { ...(await exportJWK(publicKey)), kid: id, alg: "EdDSA", use: "sig" };
    const sealed = secret.seal(JSON.stringify(await exportJWK(privateKey)));
    const row = await database.within(async (tx) => {
      const at = new Date(now());
      if (forget) await tx.delete(signingKeys);
      else await tx.update(signingKeys).set({ retiredAt: at }).where(isNull(signingKeys.retiredAt));
      await tx.delete(signingKeys).where(lt(signingKeys.retiredAt, new Date(now() - TOKEN_MS)));
      const [made] = await tx.insert(signingKeys).values({ id, public: pair, sealed, createdAt: at }).returning();
      return made!;
    });
    await read();
    return row;
  }

  /** The private half; undefined where it was sealed with another secret. */
  function unseal(row: Row): JWK | undefined {
    try {
      return JSON.parse(secret.open(row.sealed)) as JWK;
    } catch {
      return undefined;
    }
  }

  /** The newest key that can sign. One that is old makes place for a new one. */
  async function signer(): Promise<{ kid: string; key: JWK }> {
    const rows = await read();
    const row = rows.find(({ retiredAt, createdAt }) => retiredAt === null && createdAt.getTime() > now() - ROTATE_MS);
    const key = row && unseal(row);
    if (row !== undefined && key !== undefined) return { kid: row.id, key };
    const made = await make(false);
    return { kid: made.id, key: unseal(made)! };
  }

  const check = async (token: string) =>
    jwtVerify(token, known!.find, {
      issuer: ISSUER,
      audience: ISSUER,
      algorithms: ["EdDSA"],
      requiredClaims: ["sub", "jti", "iat", "exp"],
      currentDate: new Date(now()),
    });

  async function verified(token: string): ReturnType<typeof check> {
    if (known === undefined || known.readMs < now() - STALE_MS) await reread();
    try {
      return await check(token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Perhaps another process has made that key since.
      const seenMs = known!.readMs;
      await sleep(Math.max(0, seenMs + REREAD_MS - now()));
      if (known!.readMs === seenMs) await reread();
      return check(token);
    }
  }

  await signer();
  return {
    async issue({ id, role, tokensFrom }) {
      const { kid, key } = await signer();
      // Not before what the user's row demands, should another server's clock be ahead.
      const issuedMs = Math.max(now(), tokensFrom.getTime());
      const expiresAt = new Date(issuedMs + TOKEN_MS);
      const token = await new SignJWT({ role })
        .setProtectedHeader({ alg: "EdDSA", kid })
        .setIssuer(ISSUER)
        .setAudience(ISSUER)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(issuedMs / 1000)
        .setExpirationTime(expiresAt)
        .sign(await importJWK(key, "EdDSA"));
      return { token, expiresAt };
    },
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) return undefined;
      try {
        const { payload } = await verified(token);
        return {
          tokenId: payload.jti!,
          userId: payload.sub!,
          issuedAt: new Date(payload.iat! * 1000),
          expiresAt: new Date(payload.exp! * 1000),
        };
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
    async published() {
      if (known === undefined || known.readMs < now() - STALE_MS) await reread();
      return known!.set;
    },
    rotate: async (forget) => void (await make(forget)),
  };
}
