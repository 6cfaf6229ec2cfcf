import { join } from "node:path";
import { openSecret } from "../database/secret.ts";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { openAccess, type Access } from "../access/access.ts";
import { config } from "../config.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { openLog } from "../log/log.ts";
import { openPlatform } from "../platform/open.ts";
import type { Platform } from "../platform/platform.ts";
import { openStore } from "../stores/all.ts";
import type { Store } from "../stores/store.ts";
import { openApp } from "./app.ts";
import { openDoor } from "./door.ts";
import type { Door } from "./principal.ts";

// What this file knows is how to make one of each kind of thing. Which routes there are, and of what kind their ids are, the routes say themselves.

/** Makes one for whoever asks; gives its id. */
type Make = (ask: Ask) => Promise<string>;
type Ask = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;

const SCHEMA = { tables: { t: { rows: 20, fields: { id: "sequence" } } } };
const idOf = ({ status, body }: Awaited<ReturnType<Ask>>): string => {
  expect(status, JSON.stringify(body)).toBe(201);
  return (body as { id: string }).id;
};

const MAKERS: Readonly<Record<string, Make>> = {
  async job(ask) {
    const id = idOf(await ask("POST", "/api/jobs", { schema: SCHEMA }));
    await expect
      .poll(async () => (await ask("GET", `/api/jobs/${id}/status`)).body)
      .toMatchObject({ status: "completed" });
    return id;
  },
  async dataset(ask) {
    const form = new FormData();
    form.set("file", new Blob(["a,b\n1,2\n"], { type: "text/csv" }), "rows.csv");
    return idOf(await ask("POST", "/api/datasets", form));
  },
  template: async (ask) => idOf(await ask("POST", "/api/templates", { name: "mine", text: JSON.stringify(SCHEMA) })),
  domain: async (ask) => idOf(await ask("POST", "/api/domains", { name: "mine", description: "d", topics: ["t"] })),
  key: async (ask) => idOf(await ask("POST", "/api/access/keys", { name: "mine" })),
};

/** What stands for parameters beside the id. */
const PARAMETERS: Readonly<Record<string, string>> = { name: "t.csv", version: "1" };

/** Everything that anybody may ask. */
const PUBLIC = new Set([
  "GET /.well-known/jwks.json",
  "GET /api/access",
  "GET /api/data-types",
  "GET /api/health",
  "GET /api/openapi.json",
  "GET /api/ready",
  "GET /api/schema.json",
  "POST /api/access/link",
  "POST /api/access/sign-in",
  "POST /api/access/sign-up",
]);

interface Route {
  readonly method: string;
  readonly url: string;
  readonly door: Door | undefined;
  readonly resource: string | undefined;
  readonly body: unknown;
}

const log = openLog("silent");
const places = openPlaces();
const routes: Route[] = [];
let database: Database;
let store: Store;
let access: Access;
let platform: Platform;
let app: FastifyInstance;
let tokens: string[];
let asAnn: Ask;
let asBob: Ask;
let asNobody: Ask;

function askWith(headers: Readonly<Record<string, string>>): Ask {
  const { port } = app.server.address() as AddressInfo;
  return async (method, path, body) => {
    const isForm = body instanceof FormData;
    const type: Record<string, string> = body === undefined || isForm ? {} : { "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") === true && text !== "";
    return { status: answer.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  };
}

beforeAll(async () => {
  const place = await places.place("embedded");
  const settings = {
    ...config,
    ...place,
    rateLimit: 10_000,
    workers: 1,
    adminEmail: "root@example.com",
    adminPassword: "a password of root",
  };
  database = await openDatabase({ ...place, log });
  const secret = await openSecret(place.home, "");
  store = await openStore(`file:${join(place.home, "store")}`, { home: place.home });
  access = await openAccess({ database, secret, config: settings, log });
  platform = await openPlatform({ config: settings, database, store, secret, log, roles: ["api", "worker"] });
  const door = openDoor({ access, config: settings, platform, database, store, link: false });
  app = await openApp({
    platform,
    database,
    store,
    config: settings,
    async access(served) {
      served.addHook("onRoute", ({ method, url, config: declared }) => {
        for (const each of [method].flat()) {
          if (each === "HEAD" || each === "OPTIONS") continue; // HEAD is its GET's shadow
          const { access: who, resource, example } = declared ?? {};
          routes.push({ method: each, url, door: who, resource, body: example?.body });
        }
      });
      await door(served);
    },
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  tokens = [];
  for (const name of ["ann", "bob"]) {
    const user = await access.users.create({
      email: `${name}@example.com`,
      password: "a password of members",
      name,
      role: "member",
    });
    tokens.push((await access.openSession(user)).token);
  }
  asAnn = askWith({ authorization: `Bearer ${tokens[0]!}` });
  asBob = askWith({ authorization: `Bearer ${tokens[1]!}` });
  asNobody = askWith({});
});

afterAll(async () => {
  await app.close();
  await platform.close();
  await access.close();
  await store.close();
  await database.close();
  await places.close();
});

const guarded = (): Route[] => routes.filter(({ url }) => /^\/(?:api|metrics|mcp|\.well-known)/.test(url));
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const fill = ({ url }: Route, id: string): string =>
  url.replaceAll(/:(\w+)/g, (_, name: string) => (name === "id" ? id : (PARAMETERS[name] ?? `no value for :${name}`)));

test("everything but what is named here needs proof of who asks", async () => {
  expect(guarded().length).toBeGreaterThan(40);
  expect(
    new Set(
      guarded()
        .filter(({ door }) => door === "public")
        .map(nameOf),
    ),
  ).toEqual(PUBLIC);
  for (const route of guarded()) {
    if (route.door === "public" || route.door === "local") continue;
    const { status } = await asNobody(route.method, fill(route, crypto.randomUUID()), route.body ?? undefined);
    expect(status, nameOf(route)).toBe(401);
  }
});

test("what is for administrators answers members the same for every id", async () => {
  const forAdmins = guarded().filter(({ door }) => door === "admin");
  expect(forAdmins.length).toBeGreaterThan(4);
  for (const route of forAdmins) {
    const { status } = await asAnn(route.method, fill(route, crypto.randomUUID()), route.body);
    expect(status, nameOf(route)).toBe(403);
  }
});

test("another user's id answers 404 on every route that takes one, and its owner is not disturbed", async () => {
  const withIds = guarded().filter(({ url, door }) => url.includes(":") && door === "member");
  expect(withIds.length).toBeGreaterThan(20);
  for (const route of withIds) {
    expect(
      MAKERS,
      `${nameOf(route)}: say what its id names (config.resource), and how to make one (MAKERS)`,
    ).toHaveProperty(route.resource ?? "?");
    expect(fill(route, "x"), nameOf(route)).not.toContain("no value");
  }
  const ids: Record<string, string> = {};
  for (const [kind, make] of Object.entries(MAKERS)) ids[kind] = await make(asAnn);
  const call = async (ask: Ask, route: Route) => ask(route.method, fill(route, ids[route.resource!]!), route.body);
  for (const route of withIds) {
    const { status, body } = await call(asBob, route);
    expect(status, `${nameOf(route)} ${JSON.stringify(body)}`).toBe(404);
    expect(body, nameOf(route)).toMatchObject({ status: 404, code: expect.stringMatching(/not-found$/) });
  }
  // The same calls reach the owner's: the answers above were about whose it is. What removes comes last.
  const removesLast = [...withIds].sort((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
  for (const route of removesLast) {
    const { status, body } = await call(asAnn, route);
    expect([404, 401, 403], `${nameOf(route)} ${JSON.stringify(body)}`).not.toContain(status);
    expect(status, nameOf(route)).toBeLessThan(500);
  }
});

test("lists have only what is one's own", async () => {
  for (const make of Object.values(MAKERS)) await make(asAnn);
  const lists = guarded().filter(
    ({ method, url, door }) => method === "GET" && door === "member" && !url.includes(":"),
  );
  expect(lists.length).toBeGreaterThan(5);
  const annsIds = new Set<string>();
  const idsIn = (value: unknown): string[] =>
    [...JSON.stringify(value).matchAll(/"id":"([0-9a-f-]{36})"/g)].map((match) => match[1]!);
  for (const route of lists) for (const id of idsIn((await asAnn("GET", route.url)).body)) annsIds.add(id);
  expect(annsIds.size).toBeGreaterThanOrEqual(Object.keys(MAKERS).length);
  for (const route of lists) {
    const { status, body } = await asBob("GET", route.url);
    expect(status, nameOf(route)).toBe(200);
    expect(
      idsIn(body).filter((id) => annsIds.has(id)),
      nameOf(route),
    ).toEqual([]);
  }
});

test("another user's id is none for every tool of agents that takes one", async () => {
  const sent = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  async function tool<T>(ask: Ask, method: string, params: object): Promise<T> {
    const { status, body } = await ask("POST", "/mcp", { jsonrpc: "2.0", id: 1, method, params });
    expect(status, JSON.stringify(body)).toBe(200);
    return (JSON.parse(/^data: (.*)$/m.exec(String(body))![1]!) as { result: T }).result;
  }
  const [ann, bob] = tokens.map((token) => askWith({ ...sent, authorization: `Bearer ${token}` }));
  const id = await MAKERS["job"]!(asAnn);
  interface Tool {
    readonly name: string;
    readonly inputSchema: { readonly properties?: object };
  }
  const { tools } = await tool<{ tools: readonly Tool[] }>(bob!, "tools/list", {});
  const withIds = tools.filter(({ inputSchema: { properties = {} } }) => "id" in properties);
  expect(withIds.length).toBeGreaterThan(2);
  for (const { name } of withIds) {
    const call = { name, arguments: { id } };
    const refused = await tool<{ structuredContent: object }>(bob!, "tools/call", call);
    expect(refused, name).toMatchObject({
      isError: true,
      structuredContent: { issues: [{ code: expect.stringMatching(/not-found$/) as string }] },
    });
    expect(JSON.stringify(await tool(ann!, "tools/call", call)), name).not.toContain("not-found");
  }
  expect(JSON.stringify(await tool(bob!, "tools/call", { name: "status", arguments: {} }))).not.toContain(id);
});
