import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { apiKeys, audit, endedTokens, signingKeys, users } from "../database/schema.ts";
import { openSecret, type Secret } from "../database/secret.ts";
import { openLog } from "../log/log.ts";
import { openAccess, type Access, type AccessConfig } from "./access.ts";
import { openTokens, TOKEN_MS } from "./tokens.ts";

const PASSWORD = "correct horse battery";
const log = openLog("silent");

const places = openPlaces();
afterAll(() => places.close());

const defaults = {
  adminEmail: "",
  adminPassword: "",
  apiKey: "",
  signUp: "closed",
  rateLimit: 100,
  keyRateLimit: 1000,
  auditDays: 90,
  privateNetworks: "",
};

describe.each(KINDS)("%s", (kind) => {
  let home: string;
  let database: Database;
  let secret: Secret;

  beforeAll(async () => {
    const place = await places.place(kind);
    ({ home } = place);
    secret = await openSecret(home, "");
    database = await openDatabase({ ...place, log });
  });
  afterAll(() => database.close());

  /** A door to the test's database, as another process would open it. */
  async function open(config: Partial<AccessConfig> = {}): Promise<Access> {
    const access = await openAccess({ database, secret, config: { ...defaults, home, ...config }, log });
    onTestFinished(() => access.close());
    return access;
  }

  /** An empty house. */
  async function reset(): Promise<void> {
    for (const table of [audit, endedTokens, apiKeys, users, signingKeys]) await database.db.delete(table);
    await rm(join(home, "key"), { force: true });
  }

  let nextUser = 0;
  const makeUser = (access: Access, role: "admin" | "member" = "member") =>
    access.users.create({ email: `user${nextUser++}@example.com`, password: PASSWORD, name: "", role });

  test("without an administrator in the environment the owner enters by link, once, and by a file that only they can read", async () => {
    await reset();
    const access = await open();
    expect(await access.isAdministered()).toBe(false);
    const entry = await access.openLocally();
    const session = await access.signInByLink(entry!.token);
    expect(session?.user).toMatchObject({ email: "owner@localhost", role: "admin" });
    expect(await access.signInByLink(entry!.token)).toBeUndefined();
    expect(await access.verify(session!.token, "session")).toMatchObject({ role: "admin", via: "session" });
    expect((await stat(entry!.keyFile)).mode & 0o777).toBe(0o600);
    const key = (await readFile(entry!.keyFile, "utf8")).trim();
    expect(await access.verify(key, "header")).toMatchObject({ userId: session!.user.id, via: "key" });
    const again = await open();
    expect((await again.openLocally())!.token).not.toBe(entry!.token);
    expect((await readFile(entry!.keyFile, "utf8")).trim()).toBe(key);
    expect(await access.signIn("owner@localhost", "")).toMatchObject({ session: undefined });
  });

  test("an administrator in the environment takes over what the owner had, and gets the password that stands there", async () => {
    await reset();
    const owner = await (await open()).signInByLink((await (await open()).openLocally())!.token);
    expect(owner).toBeUndefined(); // a link is good for the process that made it
    const [{ id } = { id: "" }] = await database.db.select().from(users);
    const access = await open({ adminEmail: "Ann@Example.com", adminPassword: PASSWORD, apiKey: "operator's own key" });
    const { session } = await access.signIn(" ann@example.COM", PASSWORD);
    expect(session?.user).toMatchObject({ id, email: "ann@example.com", role: "admin" });
    expect(await access.openLocally()).toBeUndefined();
    expect(await access.isAdministered()).toBe(true);
    expect(await access.verify("operator's own key", "header")).toMatchObject({ userId: id, proof: "key:operator" });
    expect(await access.verify("operator's own key", "header", false)).toBeUndefined();
    expect(await access.verify("operator's own key", "session")).toBeUndefined();
    const next = await open({ adminEmail: "ann@example.com", adminPassword: "another password" });
    expect((await next.signIn("ann@example.com", PASSWORD)).session).toBeUndefined();
    expect((await next.signIn("ann@example.com", "another password")).session).toBeDefined();
    expect(await next.verify(session!.token, "header")).toBeUndefined();
    expect(await next.verify("operator's own key", "header")).toBeUndefined();
  });

  test("an environment that contradicts itself is refused with all that is wrong", async () => {
    const wrong = open({ adminEmail: "ann", adminPassword: "", signUp: "maybe", rateLimit: NaN });
    await expect(wrong).rejects.toThrow(/SEMBLANCE_ADMIN_EMAIL(.|\n)*SIGN_UP(.|\n)*RATE_LIMIT/);
  });

  test("wrong password, unknown user and disabled user are all turned away", async () => {
    const access = await open();
    const user = await makeUser(access);
    expect((await access.signIn(user.email, "wrong password")).session).toBeUndefined();
    expect((await access.signIn("nobody@example.com", PASSWORD)).session).toBeUndefined();
    expect((await access.signIn(user.email, PASSWORD)).session).toBeDefined();
    await access.changeUser(user.id, { disabled: true });
    expect((await access.signIn(user.email, PASSWORD)).session).toBeUndefined();
  });

  test("a change of role, a ban, a new password and a sign-out reach tokens that are out there", async () => {
    const access = await open();
    const user = await makeUser(access);
    const enter = async () => (await access.signIn(user.email, PASSWORD)).session!.token;
    const token = await enter();
    const other = await enter();
    expect(await access.verify(token, "header")).toMatchObject({ role: "member", via: "token" });
    await access.changeUser(user.id, { role: "admin" });
    expect(await access.verify(token, "header")).toMatchObject({ role: "admin" });
    await access.signOut((await access.verify(token, "header"))!);
    expect(await access.verify(token, "header")).toBeUndefined();
    const principal = await access.verify(other, "session");
    const renewed = await access.changePassword(principal!, PASSWORD, "a new password");
    expect(await access.verify(other, "session")).toBeUndefined();
    expect(await access.verify(renewed.token, "session")).toBeDefined();
    await expect(access.changePassword(principal!, PASSWORD, "third password")).rejects.toThrow(/present password/);
    await access.changeUser(user.id, { disabled: true });
    expect(await access.verify(renewed.token, "session")).toBeUndefined();
    await access.changeUser(user.id, { disabled: false });
    expect(await access.verify(renewed.token, "session")).toBeUndefined();
  });

  test("the last administrator cannot leave, be demoted or be banned", async () => {
    await reset();
    const access = await open();
    const { user } = (await access.signInByLink((await access.openLocally())!.token))!;
    for (const change of [{ disabled: true }, { role: "member" as const }]) {
      await expect(access.changeUser(user.id, change)).rejects.toThrow(/only administrator/);
    }
    await expect(access.removeUser(user.id)).rejects.toThrow(/only administrator/);
    const second = await makeUser(access, "admin");
    await access.changeUser(user.id, { role: "member" });
    await expect(access.changeUser(second.id, { disabled: true })).rejects.toThrow(/only administrator/);
    expect(await access.removeUser(user.id)).toBe(true);
    expect(await access.removeUser(user.id)).toBe(false);
  });

  test("one address, one user", async () => {
    const access = await open();
    const { email } = await makeUser(access);
    const twice = access.users.create({ email: email.toUpperCase(), password: PASSWORD, name: "", role: "member" });
    await expect(twice).rejects.toThrow(/there is a user/);
  });

  test("a key is shown once, kept as a hash, and opens nothing once it is revoked, too old, or its user is banned", async () => {
    const access = await open();
    const user = await makeUser(access);
    const principal = (await access.verify((await access.openSession(user)).token, "header"))!;
    const { id, key, prefix } = await access.createKey(principal, { name: "ci", rate_limit: 5000 });
    expect(key).toMatch(/^sem_[0-9a-f]{12}_[\w-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    expect(JSON.stringify(await database.db.select().from(apiKeys))).not.toContain(key.slice(17));
    expect(await access.verify(key, "header")).toMatchObject({ keyId: id, rateLimit: 1000, userId: user.id });
    expect(await access.verify(key, "session")).toBeUndefined();
    expect(await access.verify(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`, "header")).toBeUndefined();
    const [listed] = await access.keys.list(user.id);
    expect(listed).toMatchObject({ id, name: "ci", last_used_at: expect.any(String) });
    expect(listed).not.toHaveProperty("key");
    const stranger = await makeUser(access);
    expect(await access.revokeKey(stranger.id, id)).toBe(false);
    expect(await access.revokeKey(user.id, id)).toBe(true);
    expect(await access.verify(key, "header")).toBeUndefined();
    const soon = new Date(Date.now() + 3_600_000);
    const brief = await access.createKey(principal, { name: "brief", expires_at: soon.toISOString() });
    const heir = await access.createKey((await access.verify(brief.key, "header"))!, { name: "heir" });
    expect(heir.expires_at).toBe(soon.toISOString());
    await database.db
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.id, brief.id));
    expect(await (await open()).verify(brief.key, "header")).toBeUndefined();
    expect(await access.verify(heir.key, "header")).toBeDefined();
    await access.changeUser(user.id, { disabled: true });
    expect(await access.verify(heir.key, "header")).toBeUndefined();
  });

  test("processes that start at once on an empty table take each other's tokens, at once", async () => {
    await reset();
    const [a, b] = await Promise.all([open(), open()]);
    const user = await makeUser(a);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(await to.verify((await from.openSession(user)).token, "header")).toMatchObject({ userId: user.id });
    }
    await a.rotate(false);
    expect(await b.verify((await a.openSession(user)).token, "header")).toBeDefined();
  });

  test("tokens outlive an exchange of signing keys, but not one that forgets, nor their time", async () => {
    await reset();
    let nowMs = Date.now();
    const tokens = await openTokens(database, secret, () => nowMs);
    const user = { id: crypto.randomUUID(), role: "member", tokensFrom: new Date(0) };
    const { token } = await tokens.issue(user);
    const before = await tokens.published();
    expect(before.keys).toHaveLength(1);
    expect(JSON.stringify(before)).not.toContain('"d"');
    await tokens.rotate(false);
    expect(await tokens.verify(token)).toMatchObject({ userId: user.id });
    expect((await tokens.published()).keys).toHaveLength(2);
    const late = (await tokens.issue(user)).token;
    nowMs += TOKEN_MS + 1000;
    expect(await tokens.verify(token)).toBeUndefined();
    expect(await tokens.verify(late)).toBeUndefined();
    nowMs += 30 * 86_400_000;
    const young = (await tokens.issue(user)).token; // the key was too old to sign
    expect((await database.db.select().from(signingKeys)).filter(({ retiredAt }) => retiredAt === null)).toHaveLength(
      1,
    );
    await tokens.rotate(true);
    expect(await tokens.verify(young)).toBeUndefined();
  });

  test("a token is refused where its signature, its algorithm or its issuer is another", async () => {
    const access = await open();
    const { token } = await access.openSession(await makeUser(access));
    const [head = "", body = "", signature = ""] = token.split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const forged = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, "base64url").toString()), role: "admin" }),
    );
    const wrong = [
      `${none}.${body}.`,
      `${head}.${forged.toString("base64url")}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${body}`,
      "..",
      "a.b.c",
      `${token}${"x".repeat(5000)}`,
    ];
    for (const each of wrong) expect(await access.verify(each, "header"), each).toBeUndefined();
  });

  test("with another secret the sealed keys sign no more, and new ones do", async () => {
    const other = await openSecret(home, "another secret, long enough");
    const tokens = await openTokens(database, other);
    const user = { id: crypto.randomUUID(), role: "member", tokensFrom: new Date(0) };
    expect(await tokens.verify((await tokens.issue(user)).token)).toBeDefined();
  });

  test("the audit is written in order, paged, found by user and forgotten in time", async () => {
    await reset();
    await database.db
      .insert(audit)
      .values({ at: new Date(Date.now() - 31 * 86_400_000), via: "none", action: "old", status: 200, requestId: "r" });
    const access = await open({ auditDays: 30 });
    const user = await makeUser(access);
    for (let k = 0; k < 250; k++) {
      const userId = k % 2 === 0 ? user.id : null;
      access.audit.note({
        userId,
        via: "token",
        action: `POST /api/${k}`,
        status: 200,
        requestId: `${k}`,
        target: null,
        address: null,
      });
    }
    const { lines, total } = await access.audit.list({ page: 2, page_size: 10, user_id: user.id });
    expect(total).toBe(125);
    expect(lines.map(({ action }) => action)).toEqual(Array.from({ length: 10 }, (_, k) => `POST /api/${228 - 2 * k}`));
    expect(lines[0]).toMatchObject({ user: user.email });
    const all = await access.audit.list({ page: 1, page_size: 200 });
    expect(all.total).toBe(250);
    // What cannot be written takes nothing with it.
    for (const [action, target] of [
      ["POST /before", null],
      ["POST /\0", null],
      ["POST /after", "a\0b"],
    ] as const) {
      access.audit.note({ userId: null, via: "none", action, status: 400, requestId: "r", target, address: null });
    }
    const {
      lines: [after, before],
    } = await access.audit.list({ page: 1, page_size: 2 });
    expect([after, before]).toMatchObject([{ action: "POST /after", target: "a?b" }, { action: "POST /before" }]);
  });
});
