import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DataTypes, Health, Me, Problem } from "@semblance/host/api";
import { afterAll, expect, test } from "vitest";
import { openPlaces } from "../platform/places.ts";
import { finish, folder, semblance, start } from "./semblance.ts";

const places = openPlaces();
afterAll(() => places.close());

test("serve answers until it is told to end", async () => {
  const { home } = await places.place("embedded");
  const child = start(["serve", "--port", "0", "--open", "no"], { env: { SEMBLANCE_HOME: home } });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)![0];
  const health = await fetch(`${url}/api/health`);
  expect(Health.parse(await health.json()).status).toBe("ok");
  expect(health.headers.get("content-security-policy")).toMatch(
    /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; /,
  );
  expect(health.headers.get("x-content-type-options")).toBe("nosniff");
  expect(DataTypes.parse(await (await fetch(`${url}/api/data-types`)).json()).length).toBeGreaterThan(20);
  const schema = await fetch(`${url}/api/schema.json`);
  expect(schema.headers.get("content-type")).toMatch("application/schema+json");
  expect(await schema.json()).toHaveProperty("properties.tables");
  const page = await fetch(url); // `npm test` builds it
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch("text/html");
  expect(page.headers.get("content-security-policy")).toMatch("frame-ancestors 'none'");
  const missing = await fetch(`${url}/api/nothing`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toMatch("application/problem+json");
  expect(Problem.parse(await missing.json()).status).toBe(404);
  const outcome = finish(child);
  child.kill("SIGTERM");
  expect((await outcome).code).toBe(0);
});

interface Served {
  readonly url: string;
  readonly link: string;
  readonly key_file: string;
}

test("the owner comes in once by the link, and programs by the key beside the database; a second server is sent to the first", async () => {
  const { home } = await places.place("embedded");
  const env = { SEMBLANCE_HOME: home };
  const child = start(["serve", "--port", "0", "--workers", "1", "--json"], { env });
  const said = (await once(child.stdout, "data")) as [Buffer];
  const { url, link, key_file } = JSON.parse(said.toString()) as Served;
  expect(key_file).toBe(join(home, "key"));
  const key = (await readFile(key_file, "utf8")).trim();
  const asks = (headers: Record<string, string>): Promise<Response> => fetch(`${url}/api/me`, { headers });
  expect((await asks({})).status).toBe(401);
  expect(Me.parse(await (await asks({ "x-api-key": key })).json()).user.role).toBe("admin");
  const token = new URL(link).searchParams.get("token");
  const enter = (): Promise<Response> =>
    fetch(`${url}/api/access/link`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
  const entered = await enter();
  expect(entered.ok).toBe(true);
  const cookie = entered.headers.getSetCookie()[0]!.split(";")[0]!;
  expect((await asks({ cookie })).status).toBe(200);
  expect((await enter()).status).toBe(401);
  const figures = await (await fetch(`${url}/metrics`)).text(); // from this machine
  expect(figures).toMatch(/^semblance_queue_depth 0$/m);
  expect(figures).toMatch(/^semblance_jobs\{state="completed"\} 0$/m);
  expect(figures).toMatch(/^semblance_http_request_duration_seconds_count\{.*route="\/api\/me",status="401"\} 1$/m);
  expect(figures).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  const second = await semblance(["serve", "--port", "0"], { env });
  expect(second.code).toBe(4);
  expect(second.stderr).toMatch(`is in use by process ${child.pid}, which serves ${url}.`);
  const outcome = finish(child);
  child.kill("SIGINT");
  const { code, stderr } = await outcome;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(token!);
  expect(stderr).not.toMatch(key);
});

test("everything that is wrong in the environment is named at once", async () => {
  const env = {
    PORT: "http",
    WORKERS: "-1",
    MIN_RECORDS: "10",
    MAX_RECORDS: "5",
    LOG_LEVEL: "loud",
    DATABASE_URL: "mysql://root:canary@h/x",
    STORE_URL: "ftp://h",
    SEMBLANCE_SECRET: "short",
    SEMBLANCE_ADMIN_EMAIL: "admin",
    CORS_ORIGINS: "https://a.example/path",
    TRUST_PROXY: "10.0.0.0/99",
  };
  const { code, stderr } = await semblance(["serve", "--json"], { env, cwd: await folder() });
  expect(code).toBe(2);
  expect(stderr).not.toMatch(/canary/);
  const { issues } = JSON.parse(stderr) as { issues: { path: string }[] };
  const { MIN_RECORDS: _, ...wrong } = env;
  expect([...new Set(issues.map(({ path }) => path))].sort()).toEqual(Object.keys(wrong).sort());
});

test("an address that others can reach wants an administrator", async () => {
  const { home } = await places.place("embedded");
  const env = { SEMBLANCE_HOME: home, HOST: "0.0.0.0" };
  const open = await semblance(["serve", "--port", "0"], { env });
  expect(open.code).toBe(2);
  expect(open.stderr).toMatch(
    /error: HOST: expected an administrator, since others can reach 0\.0\.0\.0; found none\.\nhint: /,
  );
  const admin = { SEMBLANCE_ADMIN_EMAIL: "admin@example.com", SEMBLANCE_ADMIN_PASSWORD: "correct horse battery" };
  const child = start(["serve", "--port", "0", "--json"], { env: { ...env, ...admin } });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const { url, ...more } = JSON.parse(said.toString()) as Served;
  expect(more).toEqual({}); // no link: there is a password
  expect((await fetch(url.replace("0.0.0.0", "127.0.0.1") + "/api/health")).status).toBe(200);
  const outcome = finish(child);
  child.kill("SIGTERM");
  expect((await outcome).code).toBe(0);
});

test("a worker says what it has to share with a server", async () => {
  const cwd = await folder();
  const alone = await semblance(["worker"], { cwd });
  expect(alone.code).toBe(2);
  expect(alone.stderr).toMatch(
    /^error: DATABASE_URL: expected the PostgreSQL server that the platform uses; found none\./,
  );
  const { url } = await places.place("PostgreSQL");
  const strange = await semblance(["worker"], { cwd, env: { DATABASE_URL: url } });
  expect(strange.stderr).toMatch(/error: STORE_URL: expected the store .*\n.*\nerror: SEMBLANCE_SECRET: /);
});

test("a port that is taken is refused", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { home } = await places.place("embedded");
  const taken = await semblance(["serve"], { env: { PORT: `${port}`, SEMBLANCE_HOME: home } });
  other.close();
  expect(taken.code).toBe(4);
  expect(taken.stderr).toMatch(new RegExp(`error: 127\\.0\\.0\\.1:${port}: the port is taken\\.\nhint: `));
});
