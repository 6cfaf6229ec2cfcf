import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { endProcess, startPostgres, type Server } from "../loading/servers.ts";
import { openPlaces } from "../platform/places.ts";

// Secrets are planted through every way in, a whole session is run, and every byte that was written is searched for them: the folder of the server, what
// it said, what it answered, and the rows of its database.

const main = resolve(import.meta.dirname, "../../host/src/cli/main.ts");

let planted = 0;
const canaries = new Map<string, string>();
/** A secret that is nowhere else; letters and digits, so that no way of writing addresses or JSON changes it. */
function canary(name: string): string {
  const value = `canary${String(++planted).padStart(3, "0")}${crypto.randomUUID().replaceAll("-", "")}`;
  canaries.set(name, value);
  return value;
}

/** Where a secret is, as it is or as bytes are written as text. */
function findIn(place: string, bytes: Buffer): string[] {
  const found: string[] = [];
  for (const [name, value] of canaries) {
    const raw = Buffer.from(value);
    // Of base64 the middle is the same wherever the text begins in it.
    const coded = [0, 1, 2].map((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift, 65), raw]).toString("base64");
      return whole.slice(4, Math.floor((shift + raw.length) / 3) * 4);
    });
    for (const form of [value, raw.toString("hex"), ...coded]) {
      if (bytes.includes(form)) found.push(`${name} in ${place}`);
    }
  }
  return found;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile()); // some come and go while the server runs
}

interface Process {
  readonly url: string;
  readonly said: () => string;
  stop(): Promise<void>;
}

async function start(env: Readonly<Record<string, string>>): Promise<Process> {
  const child = spawn(process.execPath, [main, "serve", "--port", "0", "--json"], {
    env: { ...process.env, HOST: "", PORT: "", API_KEY: "", LOG_LEVEL: "trace", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => endProcess(child).then(() => {}));
  const said: string[] = [];
  child.stderr.on("data", (piece: Buffer) => said.push(piece.toString()));
  const first = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  if (typeof first[0] === "number") throw new Error(`the server ended:\n${said.join("")}`);
  const line = (first[0] as Buffer).toString();
  child.stdout.on("data", (piece: Buffer) => said.push(piece.toString()));
  const { url, link } = JSON.parse(line) as { url: string; link?: string };
  // The link is printed for its reader, once: nothing else that is printed may have it.
  const token = link === undefined ? undefined : new URL(link).searchParams.get("token")!;
  if (token !== undefined) canaries.set(`one-time link of ${url}`, token);
  return {
    url,
    said: () => said.join(""),
    async stop() {
      await endProcess(child, "SIGTERM");
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}
/** Answers whose purpose is to tell a token or key are without it here. */
const answers: { readonly line: string; readonly text: string }[] = [];

async function ask(
  url: string,
  line: string,
  { body, headers = {}, tells = false }: { body?: unknown; headers?: Record<string, string>; tells?: boolean } = {},
): Promise<Answer> {
  const [method = "", path = ""] = line.split(" ");
  const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const type: Record<string, string> = payload === undefined ? {} : { "content-type": "application/json" };
  const sent = httpRequest(new URL(path, url), { method, headers: { ...type, ...headers }, agent: false });
  sent.end(payload);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const text = await readAll(answer);
  const { "set-cookie": cookie, ...rest } = answer.headers;
  const told = text.replaceAll(/"(?:token|key)":"[^"]*"/g, "");
  const seen = tells ? `${JSON.stringify(rest)}\n${told}` : `${cookie?.join() ?? ""}${JSON.stringify(rest)}\n${text}`;
  answers.push({ line: `${line.split("?")[0]!} (${answer.statusCode})`, text: seen });
  return { status: answer.statusCode!, text };
}

const SCHEMA = {
  tables: { things: { rows: 20, fields: { id: { type: "sequence", key: true }, name: "person.full_name" } } },
};
const places = openPlaces();
let postgres: Server;
let closed: number;

beforeAll(async () => {
  postgres = await startPostgres();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  closed = (server.address() as AddressInfo).port;
  server.close();
});
afterAll(async () => {
  await postgres.stop();
  await places.close();
});

/** Everything that a user may tell the server in confidence. */
async function session(url: string, adminPassword: string, operatorKey: string): Promise<void> {
  const to = (line: string, rest?: Parameters<typeof ask>[2]) => ask(url, line, rest);
  const signIn = async (email: string, password: string): Promise<Record<string, string>> => {
    const { status, text } = await to("POST /api/access/sign-in", { body: { email, password }, tells: true });
    expect(status).toBe(200);
    const { token } = JSON.parse(text) as { token: string };
    canaries.set(`token ${canaries.size}`, token.split(".")[2]!);
    return { authorization: `Bearer ${token}` };
  };
  const admin = await signIn("root@example.com", adminPassword);
  expect((await to("GET /api/me", { headers: { "x-api-key": operatorKey } })).status).toBe(200);
  expect((await to(`GET /api/me?api_key=${operatorKey}`)).status).toBe(200);

  // Accounts
  const first = canary("first password");
  const member = { email: "ann@example.com", password: first };
  expect((await to("POST /api/access/users", { body: member, headers: admin })).status).toBe(201);
  const old = await signIn(member.email, first);
  const second = canary("second password");
  const changed = await to("POST /api/access/password", {
    body: { current: first, password: second },
    headers: old,
    tells: true,
  });
  expect(changed.status).toBe(200);
  const ann = await signIn(member.email, second);
  await to("POST /api/access/sign-in", { body: { email: member.email, password: canary("wrong password") } });
  await to("POST /api/access/sign-in", { body: { email: canary("password as address"), password: "x" } });
  await to("POST /api/access/sign-up", { body: { email: "new@example.com", password: canary("password of sign-up") } });
  await to("POST /api/access/sign-up", {
    body: { email: "new@example.com", password: [canary("password in a list")] },
  });
  await to("POST /api/access/sign-up", { body: { email: "new@example.com", pasword: canary("password misspelt") } });
  await to("POST /api/access/link", { body: { token: canary("wrong link") } });
  await to("POST /api/access/sign-in", { body: `{"email":"a","password":"${canary("password in broken JSON")}` });

  // Keys and tokens
  const made = await to("POST /api/access/keys", { body: { name: "ci" }, headers: ann, tells: true });
  const { key } = JSON.parse(made.text) as { key: string };
  canaries.set("key of the API", key.slice(17));
  expect((await to("GET /api/access/keys", { headers: { "x-api-key": key } })).status).toBe(200);
  expect((await to(`GET /api/jobs?api_key=${key}`)).status).toBe(200);
  await to(`GET /api/jobs?api_key=${canary("wrong key in the address")}`);
  await to(`GET /api/no-such-route?api_key=${canary("key to nowhere")}`);
  await to(`GET /api/jobs?page=x&api_key=${key}`);
  await to(`POST /api/jobs?api_key=${canary("key where it does not count")}`, { body: {} });
  await to(`GET /?token=${canary("link of another server")}`);
  for (const headers of [
    { "x-api-key": canary("wrong key") },
    { authorization: `Bearer ${canary("wrong bearer")}` },
    { authorization: `Basic ${Buffer.from(`ann:${canary("basic password")}`).toString("base64")}` },
    { authorization: `Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.${canary("forged signature")}` },
    { cookie: `semblance_session=${canary("wrong cookie")}` },
  ]) {
    expect((await to("GET /api/me", { headers })).status).toBe(401);
  }

  // Databases
  const at = (password: string, rest = `127.0.0.1:${postgres.port}/target`) =>
    `postgres://postgres:${password}@${rest}`;
  const good = at(canary("password of a load"));
  const addresses = [
    good,
    `postgres://guarded:${canary("wrong password of a database")}@127.0.0.1:${postgres.port}/target`,
    at(canary("password for nobody"), `127.0.0.1:${closed}/target`),
    at(canary("password for a database that is not there"), `127.0.0.1:${postgres.port}/missing`),
    at(canary("password beside a setting"), `127.0.0.1:${postgres.port}/target?sslcert=/etc/passwd`),
    at(`${canary("password with signs")}@/?x`),
    `mysql://root:${canary("password of MySQL")}@127.0.0.1:${closed}/x`,
    `sqlite:/tmp/x?password=${canary("password of a file")}`,
    `nonsense ${canary("password in nonsense")}`,
  ];
  for (const address of addresses) {
    await to("POST /api/connections/test", { body: { address }, headers: ann });
    await to("POST /api/connections/introspect", { body: { address, statistics: true }, headers: ann });
    await to("POST /api/schema/extract", { body: { from: "connection", address }, headers: ann });
  }
  const ended = async (id: string): Promise<string> => {
    let status = "";
    await expect
      .poll(
        async () =>
          (status = (JSON.parse((await to(`GET /api/jobs/${id}`, { headers: ann })).text) as { status: string })
            .status),
        { interval: 500 }, // requests are counted
      )
      .toMatch(/completed|failed/);
    return status;
  };
  const order = async (destination: unknown): Promise<string | undefined> => {
    const { status, text } = await to("POST /api/jobs", { body: { schema: SCHEMA, destination }, headers: ann });
    return status === 201 ? (JSON.parse(text) as { id: string }).id : undefined;
  };
  const loaded = await order({ to: good, create_tables: true });
  expect(await ended(loaded!)).toBe("completed");
  expect(await postgres.query("target", "SELECT count(*) FROM things")).toBe("20");
  for (const address of addresses.slice(1)) {
    const id = await order({ to: address });
    if (id !== undefined) await to(`POST /api/jobs/${id}/control`, { body: { action: "cancel" }, headers: ann });
  }

  // Stores, and everything that a job tells
  const plain = JSON.parse((await to("POST /api/jobs", { body: { schema: SCHEMA }, headers: ann })).text) as {
    id: string;
  };
  expect(await ended(plain.id)).toBe("completed");
  const orders = [
    {
      store: `s3://bucket/x?endpoint=http://127.0.0.1:${closed}`,
      credentials: { access_key_id: canary("id of S3"), secret_access_key: canary("secret of S3") },
    },
    { store: `s3://${canary("id in an address")}:${canary("secret in an address")}@bucket/x` },
    {
      store: `ipfs:kubo?api=http://127.0.0.1:${closed}`,
      credentials: { user: "u", password: canary("password of IPFS") },
    },
    {
      store: "ipfs:pinata",
      credentials: { jwt: canary("token of Pinata"), nonsense: canary("credential of nothing") },
    },
    { store: "arweave:", credentials: { wallet: JSON.stringify({ kty: "RSA", n: "x", d: canary("wallet") }) } },
    { destination: { to: addresses[1] } },
    { format: "csv", password: canary("password in an unknown entry") },
  ];
  for (const body of orders) await to(`POST /api/jobs/${plain.id}/exports`, { body, headers: ann });
  for (const path of ["", "/status", "/chunks", "/files", "/files/things.csv", "/certificate", "/preview"]) {
    await to(`GET /api/jobs/${plain.id}${path}`, { headers: ann });
    await to(`GET /api/jobs/${loaded!}${path}`, { headers: ann });
  }
  await to("GET /api/jobs", { headers: ann });
  await to("GET /api/access/audit?page_size=200", { headers: admin });
  await to("GET /metrics");
  await to("POST /api/access/signing-keys", { body: { forget: false }, headers: admin });
  await to("POST /api/access/sign-out", { headers: ann });
}

async function rowsOf(home: string): Promise<string> {
  const database = await PGlite.create(join(home, "pg"));
  try {
    const tables = await database.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join("\n");
  } finally {
    await database.close();
  }
}

test("no secret is in any byte that the server writes or answers", async () => {
  await postgres.database("target");
  const { home } = await places.place("embedded");
  const adminPassword = canary("administrator's password");
  const operatorKey = canary("operator's key");
  const server = await start({
    SEMBLANCE_HOME: home,
    SEMBLANCE_ADMIN_EMAIL: "root@example.com",
    SEMBLANCE_ADMIN_PASSWORD: adminPassword,
    SEMBLANCE_SECRET: canary("secret that seals"),
    API_KEY: operatorKey,
    RATE_LIMIT: "1000",
  });
  await session(server.url, adminPassword, operatorKey);
  const found = filesBelow(home).flatMap((path) => findIn(path, readFileSync(path)));
  await server.stop();
  found.push(...filesBelow(home).flatMap((path) => findIn(path, readFileSync(path))));
  const rows = await rowsOf(home);
  found.push(
    ...findIn("the database's rows", Buffer.from(rows)),
    ...findIn("what the server said", Buffer.from(server.said())),
  );
  for (const { line, text } of answers) found.push(...findIn(line, Buffer.from(text)));
  expect(canaries.size).toBeGreaterThan(40);
  expect(answers.length).toBeGreaterThan(80);
  // What is no secret was seen in the same places.
  expect(rows).toContain("ann@example.com");
  expect(filesBelow(home).some((path) => readFileSync(path).includes("ann@example.com"))).toBe(true);
  expect(server.said()).toMatch(/"path":"\/api\/me"/);
  expect([...new Set(found)]).toEqual([]);
  // And the search would find one.
  expect(findIn("here", Buffer.from(Buffer.from(`x${operatorKey}`).toString("base64")))).toHaveLength(1);
});

test("nor is the one-time link, or the key in the owner's file anywhere else", async () => {
  const { home } = await places.place("embedded");
  answers.length = 0;
  canaries.clear();
  const server = await start({ SEMBLANCE_HOME: home, SEMBLANCE_ADMIN_EMAIL: "", SEMBLANCE_ADMIN_PASSWORD: "" });
  const [link] = [...canaries.values()];
  const key = readFileSync(join(home, "key"), "utf8").trim();
  expect(statSync(join(home, "key")).mode & 0o777).toBe(0o600);
  canaries.set("key in the file", key.slice(17));
  expect((await ask(server.url, `GET /?token=${link!}`)).status).toBeLessThan(500);
  const entered = await ask(server.url, "POST /api/access/link", { body: { token: link }, tells: true });
  expect(entered.status).toBe(200);
  canaries.set("token", (JSON.parse(entered.text) as { token: string }).token.split(".")[2]!);
  expect((await ask(server.url, "POST /api/access/link", { body: { token: link } })).status).toBe(401);
  expect((await ask(server.url, "GET /api/jobs", { headers: { "x-api-key": key } })).status).toBe(200);
  await server.stop();
  const paths = filesBelow(home).filter((path) => path !== join(home, "key"));
  const found = paths.flatMap((path) => findIn(path, readFileSync(path)));
  found.push(...findIn("what the server said", Buffer.from(server.said())));
  for (const { line, text } of answers) found.push(...findIn(line, Buffer.from(text)));
  expect(canaries.size).toBe(3);
  expect(found).toEqual([]);
});
