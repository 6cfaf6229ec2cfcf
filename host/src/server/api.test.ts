import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientTypes } from "../../../scripts/client.ts";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { openAccess, type Access } from "../access/access.ts";
import type { Extracted } from "../api/index.ts";
import { config } from "../config.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { openSecret } from "../database/secret.ts";
import { openLog } from "../log/log.ts";
import { openPlatform } from "../platform/open.ts";
import type { Platform } from "../platform/platform.ts";
import { openStore } from "../stores/all.ts";
import type { Store } from "../stores/store.ts";
import { openApp } from "./app.ts";
import { openDoor } from "./door.ts";

const KEY = "a-key-of-the-operator-0123456789";

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly "x-codeSamples"?: readonly { readonly source: string }[];
}
interface Described {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const callsOf = ({ paths }: Described) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, method, path, operation })),
  );

const log = openLog("silent");
const places = openPlaces();
let folder: string;
let database: Database;
let store: Store;
let access: Access;
let platform: Platform;
let app: FastifyInstance;
let url: string;
let document: Described;
const ids: Record<string, string> = {};

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isForm = body instanceof FormData;
  return fetch(url + path, {
    method,
    headers: {
      "x-api-key": KEY,
      ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
}

const made = async (path: string, body: unknown): Promise<string> => {
  const answer = await ask("POST", path, body);
  const json = (await answer.json()) as { id: string };
  expect(answer.status, JSON.stringify(json)).toBe(201);
  return json.id;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "semblance-api-"));
  const place = await places.place("embedded");
  const settings = {
    ...config,
    ...place,
    rateLimit: 1e6,
    keyRateLimit: 1e6,
    maxJobs: 1e6,
    maxRecords: 5000,
    workers: 1,
    apiKey: KEY,
  };
  database = await openDatabase({ ...place, log });
  const secret = await openSecret(place.home, "");
  store = await openStore(`file:${join(place.home, "store")}`, { home: place.home });
  access = await openAccess({ database, secret, config: settings, log });
  platform = await openPlatform({ config: settings, database, store, secret, log, roles: ["api", "worker"] });
  const door = openDoor({ access, config: settings, platform, database, store, link: false });
  app = await openApp({ platform, database, store, config: settings, access: door });
  await app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Described;
  ids["JOB"] = await made("/api/jobs", { template: "user", rows: 50, format: "csv", seed: 7 });
  ids["TEMPLATE"] = await made("/api/templates", {
    name: "mine",
    text: "tables: { t: { rows: 5, fields: { id: sequence } } }",
  });
  ids["DOMAIN"] = await made("/api/domains", { name: "mine" });
  const form = new FormData();
  form.set("file", new Blob(["id,name\n1,Ann\n2,Bo\n"]), "people.csv");
  ids["DATASET"] = await made("/api/datasets", form);
  ids["KEY"] = await made("/api/access/keys", { name: "mine" });
  await (await ask("GET", `/api/jobs/${ids["JOB"]}/events`)).text(); // ends with the job
  const files = (await (await ask("GET", `/api/jobs/${ids["JOB"]}/files`)).json()) as { name: string }[];
  ids["FILE"] = files[0]!.name;
});

afterAll(async () => {
  await app?.close();
  await platform?.close();
  await access?.close();
  await store?.close();
  await database?.close();
  await places.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the document", () => {
  test("describes every call with a summary, a description and a line of curl", () => {
    const calls = callsOf(document);
    expect(calls.length).toBeGreaterThan(45);
    for (const { name, operation } of calls) {
      expect(operation.summary, name).toMatch(/\w/);
      expect(operation.description, name).toMatch(/\w/);
      expect(operation["x-codeSamples"]?.[0]?.source, name).toMatch(/^curl /);
    }
    expect(document.openapi).toBe("3.1.0");
  });

  test("is what people read at /docs, without a request to anybody else", async () => {
    const page = await fetch(`${url}/docs`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const html = await page.text();
    for (const { method, path } of callsOf(document))
      expect(html).toContain(`<span class="method">${method.toUpperCase()}</span>${path}<`);
    expect(html).not.toMatch(/<script|src=|url\(|undefined|\[object/);
    for (const name of Object.keys(document.components.schemas)) expect(html).toContain(`id="shape-${name}"`);
  });
});

describe("the TypeScript client", () => {
  test("has the types of the document: node scripts/client.ts", async () => {
    const kept = await readFile(new URL("../client/paths.d.ts", import.meta.url), "utf8");
    expect(clientTypes(document as never)).toBe(kept);
  });

  test("does what docs/client.md says", async () => {
    const page = await readFile(new URL("../../../docs/client.md", import.meta.url), "utf8");
    const [, example = ""] = /```typescript\n([^]*?)```/.exec(page)!;
    const module = new URL("../client/client.ts", import.meta.url).pathname;
    const program = join(folder, "example.ts");
    await writeFile(program, example.replace("semblance/client", module).replace("http://127.0.0.1:8080", url));
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env: { SEMBLANCE_KEY: KEY } });
    expect(stdout).toBe("completed 1002\n");
  });
});

describe("lines of curl in the documentation", () => {
  test.skipIf(process.platform === "win32")(
    "work as they are",
    async () => {
      const lines = callsOf(document).filter(
        ({ name, path }) => name !== "get /api/jobs/{id}/events" && !/^\/api\/(?:access|connections|users)/.test(path),
      );
      const first = (name: string): number =>
        Number(name.startsWith("delete")) * 2 + Number(/control|exports/.test(name));
      for (const { name, operation } of lines.sort((a, b) => first(a.name) - first(b.name))) {
        const cwd = await mkdtemp(join(folder, "line-")); // curl writes over no file
        await writeFile(join(cwd, "customers.csv"), "id,name\n1,Ann\n");
        for (const { source } of operation["x-codeSamples"]!) {
          const line = `${source} -w '\\n%{http_code}'`;
          const { stdout } = await promisify(execFile)("sh", ["-c", line], {
            cwd,
            env: { ...process.env, ...ids, SEMBLANCE_KEY: KEY },
          });
          const status = Number(stdout.slice(stdout.lastIndexOf("\n") + 1));
          // A finished job cannot be paused; what has been forgotten before is not there.
          const isFine = status < 300 || (status === 409 && /control/.test(name));
          expect(isFine, `${line}\n${stdout}`).toBe(true);
        }
      }
      ids["JOB"] = await made("/api/jobs", { template: "user", rows: 50, format: "csv", seed: 7 });
      ids["TEMPLATE"] = await made("/api/templates", {
        name: "other",
        text: "tables: { t: { rows: 5, fields: { id: sequence } } }",
      });
    },
    120_000,
  );
});

describe("a download", () => {
  const path = (): string => `/api/jobs/${ids["JOB"]}/files/${ids["FILE"]}`;
  test("has its length, its hash and its ranges", async () => {
    await (await ask("GET", `/api/jobs/${ids["JOB"]}/events`)).text();
    const whole = await ask("GET", path());
    const text = await whole.text();
    const { headers } = whole;
    expect(headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(headers.get("content-disposition")).toContain(`filename="${ids["FILE"]}"`);
    const etag = headers.get("etag")!;
    const range = async (value: string, more: Record<string, string> = {}) => {
      const answer = await ask("GET", path(), undefined, { range: value, ...more });
      return [answer.status, answer.headers.get("content-range"), await answer.text()];
    };
    const bytes = text.length;
    expect(await range("bytes=0-9")).toEqual([206, `bytes 0-9/${bytes}`, text.slice(0, 10)]);
    expect(await range("bytes=10-")).toEqual([206, `bytes 10-${bytes - 1}/${bytes}`, text.slice(10)]);
    expect(await range("bytes=-5")).toEqual([206, `bytes ${bytes - 5}-${bytes - 1}/${bytes}`, text.slice(-5)]);
    expect(await range("bytes=-5", { "if-range": '"other"' })).toEqual([200, null, text]);
    expect((await range("bytes=0-1", { "if-range": etag }))[0]).toBe(206);
    for (const wrong of [`bytes=${bytes}-`, "bytes=0-1,4-5", "bytes=9-2", "bytes=-0"]) {
      expect((await range(wrong)).slice(0, 2)).toEqual([416, `bytes */${bytes}`]);
    }
    expect((await range("rows=1-2"))[0]).toBe(200);
    expect((await ask("GET", path(), undefined, { "if-none-match": `"x", ${etag}` })).status).toBe(304);
    const head = await ask("HEAD", path());
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(bytes), ""]);
  });
});

describe("events", () => {
  test("tell all of a job, and nothing twice", async () => {
    const id = await made("/api/jobs", { template: "user", rows: 100 });
    const answer = await ask("GET", `/api/jobs/${id}/events`);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const text = await answer.text();
    expect(text).toMatch(/^retry: 2000\n\n/);
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect([names[0], names.at(-1)]).toEqual(["init", "complete"]);
    const last = [...text.matchAll(/^id: (\d+)$/gm)].at(-1)![1]!;
    expect((await ask("GET", `/api/jobs/${id}/events`, undefined, { "last-event-id": last })).status).toBe(204);
  });

  test("are told to whoever listens, who may go at any time", async () => {
    const id = await made("/api/jobs", { template: "user", rows: 5000, chunk_rows: 1 });
    const answer = await ask("GET", `/api/jobs/${id}/events`);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    const { value = "" } = await reader.read();
    expect(value).toContain("retry:");
    await reader.cancel();
    expect((await ask("POST", `/api/jobs/${id}/control`, { action: "cancel" })).status).toBe(200);
  });
});

test("several files sent along are tables of one schema, which is called after none of them", async () => {
  const form = new FormData();
  const people = ["id,name", ...Array.from({ length: 40 }, (_, i) => `${i + 1},Ann ${i}`)].join("\n");
  const orders = ["id,people_id", ...Array.from({ length: 80 }, (_, i) => `${i + 1},${(i % 40) + 1}`)].join("\n");
  form.append("file", new Blob([people]), "people.csv");
  form.append("file", new Blob([orders]), "orders.csv");
  const answer = await fetch(`${url}/api/schema/extract`, {
    method: "POST",
    headers: { "x-api-key": KEY },
    body: form,
  });
  const { schema } = (await answer.json()) as { schema: { name?: string; tables: Record<string, unknown> } };
  expect([answer.status, schema.name, Object.keys(schema.tables).sort()]).toEqual([
    200,
    undefined,
    ["orders", "people"],
  ]);
  expect(schema.tables["orders"]).toMatchObject({ fields: { people_id: { to: "people.id" } } });
});

describe("an edit in plain English", () => {
  const edited = async (body: unknown): Promise<Extracted> => {
    const answer = await ask("POST", "/api/schema/extract", { from: "edit", ...(body as object) });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Extracted;
  };
  const text =
    "# ours\ntables:\n  users:\n    rows: 9\n    fields:\n      age: { type: integer, min: 18, max: 80 } # old enough\n";

  test("changes a schema, keeps the comments of its text and says what differs", async () => {
    const made = await edited({ schema: text, text: "make age 21 to 65 and add a phone" });
    expect(made.text).toBe(text.replace("18, max: 80", "21, max: 65") + "      phone: { type: phone.number }\n");
    expect(made.changes).toEqual([
      {
        kind: "changed",
        of: "field",
        path: "tables.users.fields.age",
        before: { type: "integer", min: 18, max: 80 },
        after: { type: "integer", min: 21, max: 65 },
        parts: [
          { name: "min", before: 18, after: 21 },
          { name: "max", before: 80, after: 65 },
        ],
        text: "users.age: min 18 → 21, max 80 → 65",
      },
      {
        kind: "added",
        of: "field",
        path: "tables.users.fields.phone",
        after: { type: "phone.number" },
        text: "users.phone added: phone.number",
      },
    ]);
    const checked = await ask("POST", "/api/schema/validate", { schema: made.text });
    expect(await checked.json()).toMatchObject({ valid: true });
  });

  test("says what it did not understand, and changes nothing then", async () => {
    const { changes, text: left } = await edited({ schema: text, text: "hello there" });
    expect([changes, left]).toEqual([[], text]);
  });

  test.each([
    [{ text: "add a phone" }, 400, "body"],
    [{ schema: "tables: [", text: "add a phone" }, 422, ""],
    [{ schema: { name: "x" }, text: "add a phone" }, 422, "schema"],
    [{ schema: text, text: "" }, 400, "body"],
  ])("%j answers %i", async (body, status, path) => {
    const answer = await ask("POST", "/api/schema/extract", { from: "edit", ...body });
    const problem = (await answer.json()) as { issues: { path: string }[] };
    expect([answer.status, problem.issues[0]?.path.split(".")[0]]).toEqual([status, path]);
  });
});

// What programs and people go by: the whole code, the place, and what to do. e2e/oracles/run draws requests of every call.
describe("faults", () => {
  const KIND = "application/json";
  const FORM = "multipart/form-data";
  test.each([
    ["POST /api/jobs", "{", KIND, 400, "request/json", undefined],
    ["POST /api/jobs", "", KIND, 400, "request/empty", undefined],
    ["POST /api/jobs", "a: 1", "application/yaml", 415, "request/media-type", undefined],
    ["PATCH /api/jobs", "{}", KIND, 405, "request/method", undefined],
    ["QUERY /api/jobs", undefined, undefined, 405, "request/method", undefined],
    ["GET /api/generate", undefined, undefined, 405, "request/method", undefined],
    ["GET /api/nothing", undefined, undefined, 404, "server/not-found", undefined],
    ["GET /api/jobs/no-uuid", undefined, undefined, 400, "request/invalid", "path.id"],
    ["GET /api/jobs?page=x", undefined, undefined, 400, "request/invalid", "query.page"],
    ["GET /api/jobs?from=2026-02-01&to=2026-01-01", undefined, undefined, 422, "request/invalid", "query.to"],
    ["POST /api/jobs", '{"template":"user","row":5}', KIND, 400, "request/unknown", "body.row"],
    ["POST /api/jobs", '{"options":{"delimiter":"Q"}}', KIND, 400, "request/invalid", "body.options.delimiter"],
    ["POST /api/jobs", '{"options":{"null_text":"\\n"}}', KIND, 400, "request/invalid", "body.options.null_text"],
    ["POST /api/schema/validate", "{}", KIND, 422, "request/subject", "body"],
    ["POST /api/schema/extract", '{"text":"CREATE TABLE ("}', KIND, 422, "import/nothing", ""],
    ["POST /api/schema/extract", "--", FORM, 400, "request/form", undefined],
    ["POST /api/datasets", "--", FORM, 400, "request/form", undefined],
    ["POST /api/datasets", "--a\r\nx--a--\r\n", `${FORM}; boundary=a`, 400, "request/form", undefined],
    ["POST /api/datasets", "{}", KIND, 415, "request/media-type", "body"],
    ["POST /api/generate", '{"domain":"banking"}', KIND, 422, "backend/none", "body.domain"],
    ["POST /api/generate", '{"data_type":"a","dataType":"a"}', KIND, 422, "request/twice", "body.dataType"],
  ])("%s %s (%s) answers %i %s", async (line, body, type, status, code, place) => {
    const [method = "", path = ""] = line.split(" ");
    const answer = await fetch(url + path, {
      method,
      headers: { "x-api-key": KEY, ...(type === undefined ? {} : { "content-type": type }) },
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as { detail: string; issues?: readonly { path: string }[] };
    expect(problem).toMatchObject({ status, code, request_id: answer.headers.get("x-request-id") });
    expect([answer.status, problem.issues?.[0]?.path]).toEqual([status, place]);
    expect(problem.detail).toMatch(/\w.*\.$/);
    expect(answer.headers.has("allow")).toBe(status === 405);
  });
});
