import { expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import type { ApiKey, AuditPage, Me, NewApiKey, Session, UserPage } from "../api/index.ts";
import { ADMIN, bearer, makeMember, PASSWORD, serve, signIn, useDatabase, type Ask } from "./access-trial.ts";

useDatabase(openPlaces());

test("a route below /api that does not say who may call it is refused when it is registered", async () => {
  for (const path of ["/api/new", "/api", "/metrics", "/mcp"]) {
    await expect(serve({}, (app) => void app.get(path, () => ""))).rejects.toThrow("declare who may call it");
  }
});

test("signing in gives a token and a cookie that no script and no other site can use", async () => {
  const door = await serve();
  const { status, body, headers } = await door.ask<Session>("POST /api/access/sign-in", {
    body: { email: "Admin@Example.com", password: PASSWORD },
  });
  expect(status).toBe(200);
  expect(body.user).toMatchObject({ email: ADMIN, role: "admin" });
  expect(headers["cache-control"]).toBe("no-store");
  const [cookie = ""] = headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^semblance_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
  const session = { cookie: cookie.split(";")[0]! };
  const me = await door.ask<Me>("GET /api/me", { headers: session });
  expect(me.body).toMatchObject({ via: "session", user: { email: ADMIN }, has_password: true });
  // What a page of another site could send, were SameSite not there.
  for (const headers of [{}, { origin: "http://evil.example" }, { origin: "http://127.0.0.1:1" }, { origin: "null" }]) {
    const asked = await door.ask("POST /api/access/keys", { body: { name: "x" }, headers: { ...session, ...headers } });
    expect(asked).toMatchObject({ status: 403, body: { code: "access/foreign-page" } });
  }
  for (const ours of [{ origin: `http://127.0.0.1:${door.port}` }, { "x-requested-with": "semblance" }]) {
    const host = { host: `127.0.0.1:${door.port}` };
    const made = await door.ask("POST /api/access/keys", {
      body: { name: "x" },
      headers: { ...host, ...session, ...ours },
    });
    expect(made.status).toBe(201);
  }
  const out = await door.ask("POST /api/access/sign-out", { headers: { ...session, "x-requested-with": "semblance" } });
  expect(out.status).toBe(204);
  expect(out.headers["set-cookie"]?.[0]).toMatch(/^semblance_session=; .*Expires=Thu, 01 Jan 1970/);
  const after = await door.ask("GET /api/me", { headers: session });
  expect(after).toMatchObject({ status: 401, body: { code: "access/proof" } });
  expect(after.headers["www-authenticate"]).toMatch(/^Bearer .*invalid_token/);
  expect((await door.ask("GET /api/me", { headers: bearer(body.token) })).status).toBe(401);
});

test("a key opens by each header, and by the address only where nothing changes", async () => {
  const door = await serve();
  const { token } = await makeMember(door);
  const { body: made } = await door.ask<NewApiKey>("POST /api/access/keys", {
    body: { name: "ci" },
    headers: bearer(token),
  });
  for (const headers of [{ "x-api-key": made.key }, bearer(made.key)]) {
    expect(await door.ask("GET /api/me", { headers })).toMatchObject({ status: 200, body: { via: "key" } });
  }
  expect((await door.ask(`GET /api/me?api_key=${made.key}`)).status).toBe(200);
  expect((await door.ask(`POST /api/access/sign-out?api_key=${made.key}`)).status).toBe(401);
  expect((await door.ask("GET /api/me", { headers: { "x-api-key": "the operator's own key" } })).status).toBe(200);
  const { body: keys } = await door.ask<ApiKey[]>("GET /api/access/keys", { headers: bearer(token) });
  expect(keys).toMatchObject([{ id: made.id, name: "ci" }]);
  expect((await door.ask(`DELETE /api/access/keys/${made.id}`, { headers: bearer(token) })).status).toBe(204);
  expect((await door.ask("GET /api/me", { headers: { "x-api-key": made.key } })).status).toBe(401);
  // A wrong proof is not made good by another one.
  const both = await door.ask("GET /api/me", { headers: { "x-api-key": made.key, ...bearer(token) } });
  expect(both.status).toBe(401);
});

test("members cannot do what is for administrators, and nobody can do anything without proof", async () => {
  const door = await serve();
  const { user, token } = await makeMember(door);
  const lines = [
    "GET /api/access/users",
    "POST /api/access/users",
    `PATCH /api/access/users/${user.id}`,
    `DELETE /api/access/users/${user.id}`,
    "GET /api/access/audit",
    "POST /api/access/signing-keys",
  ];
  for (const line of lines) {
    expect((await door.ask(line)).status, line).toBe(401);
    const refused = await door.ask(line, { headers: bearer(token) });
    expect(refused, line).toMatchObject({ status: 403, body: { code: "access/admin" } });
  }
  const { body } = await door.ask<UserPage>("GET /api/access/users?page_size=1", {
    headers: bearer(await signIn(door)),
  });
  expect(body).toMatchObject({ page: 1, page_size: 1, users: [{ email: ADMIN }] });
  expect(body.total).toBeGreaterThan(1);
});

test("an administrator makes a member one too, bans and removes them; each counts at once", async () => {
  const door = await serve();
  const { user, token } = await makeMember(door);
  const admin = bearer(await signIn(door));
  const change = async (body: unknown) =>
    (await door.ask(`PATCH /api/access/users/${user.id}`, { body, headers: admin })).status;
  expect(await change({ role: "admin" })).toBe(200);
  expect((await door.ask("GET /api/access/users", { headers: bearer(token) })).status).toBe(200);
  expect(await change({ role: "member" })).toBe(200);
  expect((await door.ask("GET /api/access/users", { headers: bearer(token) })).status).toBe(403);
  expect(await change({ disabled: true })).toBe(200);
  expect((await door.ask("GET /api/me", { headers: bearer(token) })).status).toBe(401);
  expect((await door.ask(`DELETE /api/access/users/${user.id}`, { headers: admin })).status).toBe(204);
  expect(door.removed).toEqual([user.id]);
  expect((await door.ask(`DELETE /api/access/users/${user.id}`, { headers: admin })).status).toBe(404);
  expect(await change({ name: "nobody" })).toBe(404);
  const { body } = await door.ask<Me>("GET /api/me", { headers: admin });
  const last = await door.ask(`DELETE /api/access/users/${body.user.id}`, { headers: admin });
  expect(last).toMatchObject({ status: 409, body: { code: "access/last-admin" } });
});

test("a new password ends every other token; the old one is asked for", async () => {
  const door = await serve();
  const { user, token } = await makeMember(door);
  const body = { current: "not the password", password: "a whole new password" };
  const wrong = await door.ask("POST /api/access/password", { body, headers: bearer(token) });
  expect(wrong).toMatchObject({ status: 403, body: { code: "access/current-password" } });
  const right = await door.ask<Session>("POST /api/access/password", {
    body: { ...body, current: PASSWORD },
    headers: bearer(token),
  });
  expect(right.status).toBe(200);
  expect((await door.ask("GET /api/me", { headers: bearer(token) })).status).toBe(401);
  expect((await door.ask("GET /api/me", { headers: bearer(right.body.token) })).status).toBe(200);
  expect(await signIn(door, user.email, body.password)).toBeTruthy();
});

test("sign-up is closed unless the operator opens it, and makes members only", async () => {
  const body = { email: "new@example.com", password: PASSWORD, name: "New" };
  const closed = await (await serve()).ask("POST /api/access/sign-up", { body });
  expect(closed).toMatchObject({ status: 403, body: { code: "access/closed" } });
  const door = await serve({ signUp: "open" });
  expect((await door.ask("GET /api/access")).body).toEqual({ sign_up: "open", link: false });
  const made = await door.ask<Session>("POST /api/access/sign-up", { body });
  expect(made).toMatchObject({ status: 201, body: { user: { email: body.email, role: "member", name: "New" } } });
  expect(await door.ask("POST /api/access/sign-up", { body })).toMatchObject({
    status: 409,
    body: { code: "access/email-taken" },
  });
  expect((await door.ask("POST /api/access/sign-up", { body: { ...body, role: "admin" } })).status).toBe(400);
  const short = await door.ask("POST /api/access/sign-up", { body: { ...body, password: "short" } });
  expect(short.status).toBe(400);
  expect(JSON.stringify(short.body)).not.toContain('short"');
});

test("an unknown address is answered as a wrong password is, in words and in time", async () => {
  const door = await serve();
  const answers = [];
  const times: number[][] = [[], []];
  for (let k = 0; k < 6; k++) {
    const email = k % 2 === 0 ? ADMIN : "nobody@example.com";
    const fromMs = performance.now();
    const { status, body } = await door.ask("POST /api/access/sign-in", {
      body: { email, password: "wrong password" },
    });
    times[k % 2]!.push(performance.now() - fromMs);
    const { request_id: _, ...rest } = body as { request_id?: string } & object;
    answers.push({ status, rest });
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 401, rest: { code: "access/credentials" } });
  // Without the work for unknown addresses they would be answered a hundred times as fast.
  expect(Math.min(...times[1]!)).toBeGreaterThan(Math.min(...times[0]!) / 10);
});

test("strangers and guessers are counted by address, users and keys by themselves; probes are free", async () => {
  const door = await serve({ rateLimit: 3, keyRateLimit: 5 });
  const token = await signIn(door);
  for (let k = 0; k < 5; k++) {
    const { status, headers } = await door.ask("GET /api/me", { headers: bearer(token) });
    expect([status, headers["ratelimit-limit"], headers["ratelimit-remaining"]]).toEqual([200, "5", String(4 - k)]);
  }
  const sixth = await door.ask("GET /api/me", { headers: bearer(token) });
  expect(sixth).toMatchObject({ status: 429, body: { code: "access/rate-limit" } });
  expect(Number(sixth.headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(sixth.headers["retry-after"])).toBeLessThanOrEqual(900);
  const operator = { "x-api-key": "the operator's own key" };
  const order = { name: "small", rate_limit: 1 };
  const { body } = await door.ask<NewApiKey>("POST /api/access/keys", { body: order, headers: operator });
  expect((await door.ask("GET /api/me", { headers: { "x-api-key": body.key } })).status).toBe(200);
  expect((await door.ask("GET /api/me", { headers: { "x-api-key": body.key } })).status).toBe(429);
  const statuses = async (line: string, ask?: Ask) => {
    const all = [];
    for (let k = 0; k < 4; k++) all.push((await door.ask(line, ask)).status);
    return all;
  };
  expect(await statuses("GET /api/me")).toEqual([401, 401, 401, 429]);
  expect((await door.ask("GET /api/me", { headers: operator })).status).toBe(200);
  expect(await statuses("GET /api/me", { headers: { "x-api-key": "guess" } })).toEqual([401, 401, 401, 429]);
  // Who guesses is not told that a guess was right.
  expect((await door.ask("GET /api/me", { headers: operator })).status).toBe(429);
  const guess = { body: { email: ADMIN, password: "wrong password" } };
  expect(await statuses("POST /api/access/sign-in", guess)).toEqual([401, 401, 429, 429]);
  expect(await statuses("GET /api/health")).toEqual([200, 200, 200, 200]);
  expect(await statuses("GET /page")).toEqual([200, 200, 200, 200]);
});

test("one account's password cannot be guessed from many addresses", async () => {
  const door = await serve({ rateLimit: 1, trustProxy: "127.0.0.1" });
  const statuses = [];
  for (let k = 0; k < 6; k++) {
    const headers = { "x-forwarded-for": `10.0.0.${k}` };
    const body = { email: "target@example.com", password: "wrong password" };
    statuses.push((await door.ask("POST /api/access/sign-in", { body, headers })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test("a server of this machine answers to its own names only", async () => {
  const door = await serve();
  for (const host of ["localhost:1234", "127.0.0.1", "[::1]:8080", "my.localhost"]) {
    expect((await door.ask("GET /page", { headers: { host } })).status, host).toBe(200);
  }
  for (const host of ["evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example", "10.0.0.1"]) {
    const answer = await door.ask("GET /page", { headers: { host } });
    expect(answer, host).toMatchObject({ status: 421, body: { code: "access/host" } });
  }
  const proxied = await serve({ trustProxy: "127.0.0.1" });
  expect((await proxied.ask("GET /page", { headers: { host: "data.example.com" } })).status).toBe(200);
});

test("figures are for administrators and for programs of this machine", async () => {
  const door = await serve();
  expect((await door.ask("GET /metrics")).status).toBe(200);
  expect((await door.ask("GET /metrics", { headers: { "x-forwarded-for": "10.0.0.1" } })).status).toBe(401);
  const { token } = await makeMember(door);
  expect((await door.ask("GET /metrics", { headers: bearer(token) })).status).toBe(403);
  expect((await door.ask("GET /metrics", { headers: bearer(await signIn(door)) })).status).toBe(200);
});

test("pages of listed origins may ask, without the cookie", async () => {
  const origin = "https://tools.example";
  const door = await serve({ corsOrigins: [origin] });
  const preflight = (from: string) =>
    door.ask("OPTIONS /api/me", {
      headers: { origin: from, "access-control-request-method": "GET", "access-control-request-headers": "x-api-key" },
    });
  expect((await preflight(origin)).headers["access-control-allow-origin"]).toBe(origin);
  expect((await preflight(origin)).headers["access-control-allow-credentials"]).toBeUndefined();
  expect((await preflight("https://evil.example")).headers["access-control-allow-origin"]).toBeUndefined();
  const shut = await serve();
  const asked = await shut.ask("GET /api/health", { headers: { origin } });
  expect(asked.headers["access-control-allow-origin"]).toBeUndefined();
});

test("what changes something or was refused is on record, without what was sent", async () => {
  const door = await serve();
  const { user, token } = await makeMember(door);
  const password = "canary wrong password";
  await door.ask("POST /api/access/sign-in", { body: { email: user.email, password } });
  await door.ask("GET /api/access/audit", { headers: bearer(token) });
  await door.ask("GET /api/me", { headers: bearer("canary-token") });
  await door.ask("GET /api/me", { headers: bearer(token) });
  const admin = bearer(await signIn(door));
  const { body } = await door.ask<AuditPage>("GET /api/access/audit?page_size=6", { headers: admin });
  const seen = body.lines.map(({ user: who, via, action, status, target }) => [who, via, action, status, target]);
  expect(seen).toEqual([
    [ADMIN, "password", "POST /api/access/sign-in", 200, null],
    [null, "none", "GET /api/me", 401, null],
    [user.email, "token", "GET /api/access/audit", 403, null],
    [null, "password", "POST /api/access/sign-in", 401, user.id],
    [user.email, "password", "POST /api/access/sign-in", 200, null],
    [ADMIN, "token", "POST /api/access/users", 201, user.id],
  ]);
  expect(body.lines[0]).toMatchObject({ address: "127.0.0.1", request_id: expect.any(String) });
  expect(JSON.stringify(body)).not.toContain("canary");
});

test("the published keys check our tokens, and their exchange can end them all", async () => {
  const door = await serve();
  const token = await signIn(door);
  const { body, headers } = await door.ask<{ keys: Record<string, unknown>[] }>("GET /.well-known/jwks.json");
  const { kid } = JSON.parse(Buffer.from(token.split(".")[0]!, "base64url").toString()) as { kid: string };
  const found = body.keys.find((key) => key["kid"] === kid);
  expect(found).toMatchObject({ kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig" });
  expect(found).not.toHaveProperty("d");
  expect(headers["cache-control"]).toBe("public, max-age=300");
  const rotate = (forget: boolean) =>
    door.ask("POST /api/access/signing-keys", { body: { forget }, headers: bearer(token) });
  expect((await rotate(false)).status).toBe(204);
  expect((await rotate(true)).status).toBe(204);
  expect((await rotate(true)).status).toBe(401);
});

test("bodies, proofs and ids that are too large or strange are refused without a fault", async () => {
  const door = await serve();
  const admin = bearer(await signIn(door));
  const large = await door.ask("POST /api/access/sign-in", { body: { email: "a@b.c", password: "x".repeat(20_000) } });
  expect(large.status).toBe(413);
  expect((await door.ask("GET /api/me", { headers: bearer("x".repeat(9000)) })).status).toBe(401);
  expect((await door.ask("GET /api/me?api_key=a&api_key=b")).status).toBe(401);
  expect((await door.ask("DELETE /api/access/keys/1;drop", { headers: admin })).status).toBe(400);
  const body = JSON.parse('{"name":"x","__proto__":{"role":"admin"}}') as unknown;
  expect((await door.ask("POST /api/access/keys", { body, headers: admin })).status).toBe(400);
  expect(({} as { role?: string }).role).toBeUndefined();
  expect((await door.ask("POST /api/access/keys", { body: { name: "a\0b" }, headers: admin })).status).toBe(422);
  const early = { name: "x", expires_at: "0020-02-29T00:00:00Z" };
  expect(await door.ask("POST /api/access/keys", { body: early, headers: admin })).toMatchObject({
    status: 422,
    body: { issues: [{ path: "body.expires_at", message: "expected a moment to come." }] },
  });
  const unfit = await door.ask("GET /api/access/audit?from=0000-01-01T00:00:00Z", { headers: admin });
  expect(unfit).toMatchObject({ status: 422, body: { code: "request/unfit" } });
  expect((await door.ask("DELETE /api/access/keys/%00", { headers: admin })).status).toBe(400);
  expect((await door.ask("POST /api/access/sign-in", { body: { email: "\0", password: "x" } })).status).toBe(422);
});
