// For this room's tests: the door, on a database of its own.
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fastify from "fastify";
import { serializerCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { openAccess, type Access } from "../access/access.ts";
import type { Session, User } from "../api/index.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { openSecret, type Secret } from "../database/secret.ts";
import { openLog } from "../log/log.ts";
import { registerAccess } from "./access.ts";
import { problemOf, sendProblem } from "./problem.ts";
import { validatorCompiler } from "./request-fault.ts";
import { accessRoutes } from "./routes/access.ts";
import { userRoutes } from "./routes/users.ts";
import type { App } from "./services.ts";

export const PASSWORD = "correct horse battery";
export const ADMIN = "admin@example.com";
const log = openLog("silent");
let home: string;
let database: Database;
let secret: Secret;

/** Where a test's folders are made, and removed at its end. */
interface Places {
  place(kind: "embedded"): Promise<{ readonly home: string }>;
  close(): Promise<void>;
}

/** Opens the database for the tests of a file. */
export function useDatabase(places: Places): void {
  beforeAll(async () => {
    ({ home } = await places.place("embedded"));
    secret = await openSecret(home, "");
    database = await openDatabase({ home, url: "", log });
  });
  afterAll(async () => {
    await database.close();
    await places.close();
  });
}

interface Answer<T> {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: T;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Door {
  readonly access: Access;
  readonly port: number;
  readonly removed: string[];
  ask<T = { code: string; detail: string }>(line: string, ask?: Ask): Promise<Answer<T>>;
}

const defaults = {
  adminEmail: ADMIN,
  adminPassword: PASSWORD,
  apiKey: "the operator's own key",
  signUp: "closed",
  rateLimit: 1000,
  keyRateLimit: 1000,
  auditDays: 90,
  privateNetworks: "",
  corsOrigins: [] as readonly string[],
  trustProxy: "",
};

/** A server with the door and little behind it. */
export async function serve(given: Partial<typeof defaults> = {}, more?: (app: App) => void): Promise<Door> {
  const config = { ...defaults, home, ...given };
  const access = await openAccess({ database, secret, config, log });
  const removed: string[] = [];
  const app: App = fastify({ trustProxy: config.trustProxy || false }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, problemOf(error)));
  await registerAccess(app, { access, config });
  const removeBelongings = async (id: string): Promise<void> => void removed.push(id);
  await app.register(async (scope) => {
    await accessRoutes(scope, { access, config, link: false });
    await userRoutes(scope, { access, removeBelongings });
  });
  app.get("/api/health", { config: { access: "public" } }, () => ({ status: "ok" }));
  app.get("/metrics", { config: { access: "local" } }, () => "jobs 1");
  app.get("/page", () => "page");
  more?.(app);
  await app.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await app.close();
    await access.close();
  });
  const { port } = app.server.address() as AddressInfo;
  return {
    access,
    port,
    removed,
    async ask(line, { body, headers = {} } = {}) {
      const [method = "", path = ""] = line.split(" ");
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const type: Record<string, string> = payload === undefined ? {} : { "content-type": "application/json" };
      const sent = httpRequest({ port, method, path, headers: { ...type, ...headers }, agent: false });
      sent.end(payload);
      const [answer] = (await once(sent, "response")) as [IncomingMessage];
      const got = await text(answer);
      const json = answer.headers["content-type"]?.includes("json") === true;
      return { status: answer.statusCode!, headers: answer.headers, body: (json ? JSON.parse(got) : got) as never };
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export async function signIn(door: Door, email = ADMIN, password = PASSWORD): Promise<string> {
  const { status, body } = await door.ask<Session>("POST /api/access/sign-in", { body: { email, password } });
  expect(status).toBe(200);
  return body.token;
}

let nextUser = 0;
export async function makeMember(door: Door): Promise<{ user: User; token: string }> {
  const email = `member${nextUser++}@example.com`;
  const body = { email, password: PASSWORD };
  const made = await door.ask<User>("POST /api/access/users", { body, headers: bearer(await signIn(door)) });
  expect(made.status).toBe(201);
  return { user: made.body, token: await signIn(door, email) };
}
