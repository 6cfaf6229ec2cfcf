import { SchemaError, type Issue } from "@semblance/engine";
import { eq, lt, sql } from "drizzle-orm";
import type { ApiKeyOrder, NewApiKey, UserChange } from "../api/index.ts";
import type { Config } from "../config.ts";
import type { Database } from "../database/open.ts";
import { endedTokens, users } from "../database/schema.ts";
import type { Secret } from "../database/secret.ts";
import { openLog, type Log } from "../log/log.ts";
import { openAudit, type Audit } from "./audit.ts";
import { readKeyFile, keyFileOf, writeKeyFile } from "./key-file.ts";
import { openKeys, type Keys } from "./keys.ts";
import { openLimits, type Limits } from "./limits.ts";
import { openLinks } from "./links.ts";
import { openPasswords } from "./password.ts";
import type { Principal } from "./principal.ts";
import { digest, isSame } from "./secret-key.ts";
import { openTokens, type Tokens } from "./tokens.ts";
import { openUsers, type UserRow, type Users } from "./users.ts";

const TRUST_MS = 10_000; // a change made by another process reaches this one after that
const MAX_TRUSTED = 10_000;

export type AccessConfig = Pick<
  Config,
  | "home"
  | "adminEmail"
  | "adminPassword"
  | "apiKey"
  | "signUp"
  | "rateLimit"
  | "keyRateLimit"
  | "auditDays"
  | "privateNetworks"
>;

export interface AccessOptions {
  readonly database: Database;
  readonly secret: Secret;
  readonly config: AccessConfig;
  readonly log?: Log;
}

/** A token that was just made. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly user: UserRow;
}

/** How the owner of a server without accounts comes in. */
interface LocalEntry {
  /** For the page: `/?token=…`. Opens the door once. */
  readonly token: string;
  readonly expiresAt: Date;
  /** For programs: a file with a key. */
  readonly keyFile: string;
}

/** Who may come in, and how they prove it. */
export interface Access {
  readonly users: Pick<Users, "list" | "get" | "create">;
  readonly keys: Pick<Keys, "list">;
  readonly tokens: Pick<Tokens, "published">;
  readonly audit: Audit;
  readonly limits: Limits;
  /** Whether an operator named somebody who can prove to be the administrator. Without, only this machine may be served. */
  isAdministered(): Promise<boolean>;
  /** Lets the owner in on this machine; undefined where the environment names an administrator. */
  openLocally(): Promise<LocalEntry | undefined>;
  /** Who proves it by this key or token; undefined where nobody. Without `operator`, the operator's own key does not count. */
  verify(proof: string, via: "session" | "header", operator?: boolean): Promise<Principal | undefined>;
  /** Undefined where address and password do not belong together; `user` is whose address it is. */
  signIn(email: string, password: string): Promise<{ user: UserRow | undefined; session: OpenedSession | undefined }>;
  /** By the one-time link; undefined where it is none, or was used. */
  signInByLink(token: string): Promise<OpenedSession | undefined>;
  openSession(user: UserRow): Promise<OpenedSession>;
  signOut(principal: Principal): Promise<void>;
  changePassword(principal: Principal, current: string | undefined, password: string): Promise<OpenedSession>;
  changeUser(id: string, change: UserChange): Promise<UserRow | undefined>;
  removeUser(id: string): Promise<boolean>;
  /** A key of a member is not allowed more than the server's limit, and one made with a key does not outlive that key. */
  createKey(principal: Principal, order: ApiKeyOrder): Promise<NewApiKey>;
  revokeKey(userId: string, id: string): Promise<boolean>;
  rotate(forget: boolean): Promise<void>;
  close(): Promise<void>;
}

/** What contradicts itself in the environment, or is none of what is expected. */
export function accessFaults(config: AccessConfig): readonly Issue[] {
  const { adminEmail, adminPassword, signUp, rateLimit, keyRateLimit, auditDays, privateNetworks } = config;
  const issues = [
    ...((adminEmail === "") === (adminPassword === "")
      ? []
      : [
          {
            path: "SEMBLANCE_ADMIN_EMAIL",
            message: "expected together with SEMBLANCE_ADMIN_PASSWORD; found one of them.",
          },
        ]),
    ...(adminEmail === "" || /^[^\s@]+@[^\s@]+$/.test(adminEmail)
      ? []
      : [{ path: "SEMBLANCE_ADMIN_EMAIL", message: `expected an e-mail address; found ${adminEmail}.` }]),
    ...(adminPassword === "" || adminPassword.length >= 8
      ? []
      : [{ path: "SEMBLANCE_ADMIN_PASSWORD", message: "expected at least 8 characters." }]),
    ...(signUp === "open" || signUp === "closed"
      ? []
      : [{ path: "SIGN_UP", message: `expected open or closed; found ${signUp}.` }]),
    ...(["", "allow", "refuse"].includes(privateNetworks)
      ? []
      : [{ path: "PRIVATE_NETWORKS", message: `expected allow or refuse; found ${privateNetworks}.` }]),
    ...Object.entries({ RATE_LIMIT: rateLimit, KEY_RATE_LIMIT: keyRateLimit })
      .filter(([, limit]) => !Number.isInteger(limit) || limit < 1)
      .map(([path]) => ({ path, message: "expected a whole number of requests from 1 on." })),
    ...(Number.isInteger(auditDays) && auditDays >= 0
      ? []
      : [{ path: "AUDIT_DAYS", message: "expected a whole number of days, 0 for always." }]),
  ];
  return issues.map((issue) => ({ ...issue, code: "access/config" }));
}

/**
 * Opens the door: makes the administrator that the environment names, or sees that there is one, and the keys that sign tokens. Throws SchemaError for an
 * environment that contradicts itself.
 */
export async function openAccess({ database, secret, config, log = openLog("warn") }: AccessOptions): Promise<Access> {
  const faults = accessFaults(config);
  if (faults.length > 0) throw new SchemaError(faults);
  const { db } = database;
  const operatorKey = config.apiKey === "" ? undefined : digest(config.apiKey);
  const passwords = openPasswords();
  const people = openUsers(database, passwords);
  const keys = openKeys(database, log);
  const links = openLinks();
  const named = config.adminEmail !== "";
  const admin = named ? await people.appoint(config.adminEmail, config.adminPassword) : await people.firstAdmin();
  const tokens = await openTokens(database, secret);
  await db.delete(endedTokens).where(lt(endedTokens.expiresAt, new Date()));

  let trusted = new Map<string, { principal: Principal; untilMs: number }>();
  /** Forgets who was let in: whoever was changed, revoked or sent away is asked again. */
  const forget = (): void => void (trusted = new Map());

  async function byToken(text: string, via: "session" | "token"): Promise<Principal | undefined> {
    const claims = await tokens.verify(text);
    if (claims === undefined) return undefined;
    const ended = sql<boolean>`exists (select from ${endedTokens} where ${endedTokens.id} = ${claims.tokenId})`;
    const [user] = await db
      .select({ id: users.id, role: users.role, disabled: users.disabled, tokensFrom: users.tokensFrom, ended })
      .from(users)
      .where(eq(users.id, claims.userId));
    if (user === undefined || user.disabled || user.ended || user.tokensFrom > claims.issuedAt) return undefined;
    const { tokenId, issuedAt, expiresAt } = claims;
    return { userId: user.id, role: user.role, via, tokenId, issuedAt, expiresAt, proof: via, rateLimit: null };
  }

  async function byKey(text: string): Promise<Principal | undefined> {
    const holder = await keys.find(text);
    if (holder === undefined) return undefined;
    const { id, prefix, userId, role, rateLimit, expiresAt } = holder;
    return { userId, role, via: "key", keyId: id, proof: `key:${prefix}`, rateLimit, expiresAt };
  }

  async function byOperator(): Promise<Principal | undefined> {
    const user = await people.get(admin.id);
    if (user === undefined || user.disabled) return undefined;
    return { userId: user.id, role: user.role, via: "key", proof: "key:operator", rateLimit: null, expiresAt: null };
  }

  async function look(proof: string, hash: string, via: "session" | "header", operator: boolean) {
    if (via === "session") return byToken(proof, "session");
    if (operatorKey !== undefined && isSame(hash, operatorKey)) return operator ? byOperator() : undefined;
    return proof.startsWith("sem_") ? byKey(proof) : byToken(proof, "token");
  }

  async function openSession(user: UserRow): Promise<OpenedSession> {
    return { ...(await tokens.issue(user)), user };
  }

  const audit = openAudit(database, log, config.auditDays);
  const limits = openLimits(database, log);
  return {
    users: people,
    keys,
    tokens,
    audit,
    limits,
    isAdministered: async () => operatorKey !== undefined || (await people.hasAdminWithPassword()),
    async openLocally() {
      if (named) return undefined;
      const kept = await readKeyFile(config.home);
      const holder = kept === undefined ? undefined : await keys.find(kept);
      if (holder?.userId !== admin.id) {
        const { key } = await keys.create(admin.id, { name: "this computer" });
        await writeKeyFile(config.home, key);
      }
      return { ...links.make(admin.id), keyFile: keyFileOf(config.home) };
    },
    async verify(proof, via, operator = true) {
      const hash = digest(proof);
      const name = `${via}:${operator ? "" : "!"}${hash}`;
      const known = trusted.get(name);
      const nowMs = Date.now();
      if (known !== undefined && known.untilMs > nowMs) return known.principal;
      const before = trusted;
      const principal = await look(proof, hash, via, operator);
      if (before !== trusted) return principal; // something changed meanwhile: not to be remembered
      trusted.delete(name);
      if (principal === undefined) return undefined;
      if (trusted.size >= MAX_TRUSTED) trusted.delete(trusted.keys().next().value!);
      const endsMs = principal.expiresAt?.getTime() ?? Infinity;
      trusted.set(name, { principal, untilMs: Math.min(nowMs + TRUST_MS, endsMs) });
      return principal;
    },
    async signIn(email, password) {
      const { user, admitted } = await people.signIn(email, password);
      return { user, session: admitted && user !== undefined ? await openSession(user) : undefined };
    },
    async signInByLink(token) {
      const userId = links.redeem(token);
      const user = userId === undefined ? undefined : await people.get(userId);
      return user === undefined || user.disabled ? undefined : openSession(user);
    },
    openSession,
    async signOut({ userId, tokenId, expiresAt }) {
      if (tokenId === undefined || expiresAt === null) return;
      await db.insert(endedTokens).values({ id: tokenId, userId, expiresAt }).onConflictDoNothing();
      forget();
    },
    async changePassword({ userId }, current, password) {
      const user = await people.changePassword(userId, current, password);
      forget();
      return openSession(user);
    },
    async changeUser(id, change) {
      const user = await people.change(id, change);
      forget();
      return user;
    },
    async removeUser(id) {
      const removed = await people.remove(id);
      forget();
      return removed;
    },
    async createKey({ userId, role, expiresAt, via }, order) {
      const most = role === "admin" ? Infinity : config.keyRateLimit;
      const ends = via === "key" && expiresAt !== null ? expiresAt : undefined;
      const asked = order.expires_at === undefined ? undefined : new Date(order.expires_at);
      const expires = ends === undefined || (asked !== undefined && asked < ends) ? asked : ends;
      return keys.create(userId, {
        name: order.name,
        ...(order.rate_limit === undefined ? {} : { rate_limit: Math.min(order.rate_limit, most) }),
        ...(expires === undefined ? {} : { expires_at: expires.toISOString() }),
      });
    },
    async revokeKey(userId, id) {
      const revoked = await keys.revoke(userId, id);
      forget();
      return revoked;
    },
    async rotate(forgetAll) {
      await tokens.rotate(forgetAll);
      forget();
    },
    async close() {
      await keys.close();
      await audit.close();
      await limits.close();
    },
  };
}
