import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, onTestFinished, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { openClient as openApi, startProcess, type Process } from "../platform/serve.ts";

const MAIN = resolve(import.meta.dirname, "../../host/src/cli/main.ts");
const ORDER = { template: "user", rows: 20_000, seed: 7, now: "2026-01-31" };

interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent: Readonly<Record<string, unknown>>;
}

function openClient(): Client {
  const client = new Client({ name: "test", version: "1" });
  onTestFinished(() => client.close());
  return client;
}

/** A client of a process of its own. */
async function overStdio(out: string, env: Readonly<Record<string, string>> = {}): Promise<Client> {
  const client = openClient();
  const args = [MAIN, "mcp", "--out", out];
  const inherited = { PATH: process.env["PATH"] ?? "", SEMBLANCE_URL: "", SEMBLANCE_KEY: "" };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, env: { ...inherited, ...env }, stderr: "inherit" }),
  );
  return client;
}

const call = async (client: Client, name: string, args: Record<string, unknown>): Promise<Answer> =>
  (await client.callTool({ name, arguments: args })) as unknown as Answer;

async function expectedBytes(): Promise<Buffer> {
  const path = join(await folder(), "user.csv");
  const args = ["generate", "user", "--rows", "20000", "--seed", "7", "--now", "2026-01-31", "--out", path];
  expect((await semblance(args)).code).toBe(0);
  return readFile(path);
}

interface Made {
  readonly id: string;
  readonly status: string;
  readonly files: readonly { readonly at: string; readonly rows: number }[];
}
const madeOf = ({ structuredContent }: Answer): Made => structuredContent as unknown as Made;

test("an agent goes from words to rows over standard input and output", async () => {
  const client = await overStdio(await folder());
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    "describe",
    "check",
    "preview",
    "explain",
    "generate",
    "status",
    "cancel",
    "certificate",
  ]);
  const described = await call(client, "describe", { text: "50 customers with name, unique email and age (18-80)" });
  expect(described.content[0]!.text).toMatch("customers:");
  const { schema } = described.structuredContent;
  const edited = await call(client, "describe", { schema, text: "rename age to years" });
  expect(edited.content[0]!.text).toMatch("Changes:\n- customers.age renamed to years");
  const checked = await call(client, "check", { schema });
  expect(checked.isError).toBeUndefined();
  expect(checked.content[0]!.text).toMatch("No faults");
  const preview = { schema, from: 48, count: 10 };
  const seen = await call(client, "preview", preview);
  const tables = seen.structuredContent["tables"] as { rows: Record<string, unknown>[] }[];
  expect(tables[0]!.rows).toHaveLength(2);
  expect(seen.content[0]!.text).toMatch(String(tables[0]!.rows[0]!["email"]));
  expect((await call(client, "explain", { template: "user", column: "email", row: 3 })).isError).toBeUndefined();
  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(
    expect.arrayContaining(["semblance://schema.json", "semblance://data-types", "semblance://templates/user"]),
  );
  for (const { uri } of resources) expect((await client.readResource({ uri })).contents).toHaveLength(1);
});

test("faults are tool errors with every issue, its place and a hint", async () => {
  const client = await overStdio(await folder());
  const schema = "tables:\n  users:\n    rows: 10\n    fields:\n      id: uuuid\n      email: internet.emial\n";
  const { isError, content, structuredContent } = await call(client, "check", { schema });
  expect(isError).toBe(true);
  expect(content[0]!.text).toMatch(/2 faults:\n- line 5, column \d+: .*uuuid[^]*hint: [^]*- line 6/);
  expect(structuredContent["issues"]).toHaveLength(2);
  for (const args of [{}, { schema, template: "user" }, { template: "usr" }, { template: "user", rows: -1 }])
    expect((await call(client, "generate", args)).isError).toBe(true);
});

test("files are those of the command line, below the folder and nowhere else", async () => {
  const out = await folder();
  const client = await overStdio(out);
  const { status, files } = madeOf(await call(client, "generate", { ...ORDER, name: "mine" }));
  expect(status).toBe("completed");
  expect((await readFile(files[0]!.at)).equals(await expectedBytes())).toBe(true);
  expect((await call(client, "generate", { ...ORDER, name: "mine" })).isError).toBe(true);
  for (const name of ["..", "../x", "/tmp/x", "a/b", ".x"])
    expect((await call(client, "generate", { ...ORDER, name })).isError).toBe(true);
  expect(await readdir(out)).toEqual(["mine"]);
  const certificate = await call(client, "certificate", { id: "mine" });
  expect(certificate.content[0]!.text).toMatch("sha256");
  expect((await call(client, "status", {})).content[0]!.text).toMatch(/^mine: completed, 20,000 of 20,000 rows/);
});

test("a call that is cancelled leaves nothing", async () => {
  const out = await folder();
  const client = await overStdio(out);
  const cancel = new AbortController();
  const order = { ...ORDER, rows: 50_000_000 }; // the client drops a notice that comes together with its answer
  const call = client.callTool({ name: "generate", arguments: order }, undefined, {
    signal: cancel.signal,
    onprogress: () => cancel.abort("enough"),
  });
  await expect(call).rejects.toThrow("enough");
  await expect.poll(() => readdir(out)).toEqual([]);
});

test("a run that is cancelled by another call leaves nothing", async () => {
  const out = await folder();
  const client = await overStdio(out);
  let ended: Promise<Answer> | undefined;
  const order = { ...ORDER, rows: 50_000_000, name: "long" };
  const onprogress = (): void => void (ended ??= call(client, "cancel", { id: "long" }));
  const generated = await client.callTool({ name: "generate", arguments: order }, undefined, { onprogress });
  expect([generated.isError, generated.content]).toMatchObject([
    true,
    [{ text: expect.stringContaining("cancelled") as string }],
  ]);
  expect((await ended)?.structuredContent["status"]).toBe("cancelled");
  expect((await call(client, "cancel", { id: "long" })).isError).toBe(true);
  await expect.poll(() => readdir(out)).toEqual([]);
});

test("over HTTP only who has the key and means this machine is served", async () => {
  const out = await folder();
  const { said } = await startProcess(["mcp", "--http", "--port", "0", "--out", out], {
    SEMBLANCE_URL: "",
    SEMBLANCE_KEY: "a-key-of-mine",
  });
  const url = new URL(said.url!);
  const post = (headers: Record<string, string>): Promise<Response> =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{}" });
  expect((await post({})).status).toBe(401);
  expect((await post({ authorization: "Bearer wrong" })).status).toBe(401);
  const authorization = "Bearer a-key-of-mine";
  expect((await post({ authorization, origin: "https://evil.example" })).status).toBe(403);
  expect((await post({ authorization, "mcp-session-id": "none" })).status).toBe(404);
  const client = openClient();
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization } } });
  await client.connect(transport);
  const notices: number[] = [];
  const made = madeOf(
    (await client.callTool({ name: "generate", arguments: ORDER }, undefined, {
      onprogress: ({ progress }) => notices.push(progress),
    })) as unknown as Answer,
  );
  expect(made.status).toBe("completed");
  expect(notices.length).toBeGreaterThan(0);
  expect((await readFile(made.files[0]!.at)).equals(await expectedBytes())).toBe(true);
});

/** A server of the platform with its owner's key. */
async function startServer(): Promise<{ readonly url: string; readonly key: string; readonly server: Process }> {
  const server = await startProcess(["serve", "--workers", "1"], { SEMBLANCE_HOME: await folder() });
  return { url: server.said.url!, key: (await readFile(server.said.key_file!, "utf8")).trim(), server };
}

/** A client of the endpoint of a server, with a key or token of it. */
async function overServer(url: string, headers: Record<string, string>): Promise<Client> {
  const client = openClient();
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit: { headers } }));
  return client;
}

/** What agents do on a server, by whichever way they come to it. */
async function useServer(client: Client, key: string): Promise<void> {
  const notices: number[] = [];
  const order = { ...ORDER, wait_seconds: 120 };
  const onprogress = ({ progress }: { progress: number }): void => void notices.push(progress);
  const made = madeOf(
    (await client.callTool({ name: "generate", arguments: order }, undefined, { onprogress })) as unknown as Answer,
  );
  expect(made.status).toBe("completed");
  expect(notices.length).toBeGreaterThan(0);
  const file = await fetch(made.files[0]!.at, { headers: { "x-api-key": key } });
  expect(Buffer.from(await file.arrayBuffer()).equals(await expectedBytes())).toBe(true);
  expect((await call(client, "status", { id: made.id })).content[0]!.text).toMatch("completed");
  expect((await call(client, "status", {})).structuredContent["runs"]).toHaveLength(1);
  const { schema } = (await call(client, "describe", { text: "10 cats with name and age" })).structuredContent;
  expect(schema).toMatchObject({ tables: { cats: { rows: 10 } } });
  const edited = await call(client, "describe", { schema, text: "rename age to years" });
  expect(edited.content[0]!.text).toMatch("Changes:\n- cats.age renamed to years");
  expect((await call(client, "check", { schema })).content[0]!.text).toMatch("No faults");
  expect((await call(client, "preview", { template: "user", count: 2 })).content[0]!.text).toMatch("email");
  expect((await call(client, "explain", { template: "user", column: "email", row: 3 })).isError).toBeUndefined();
  expect((await call(client, "certificate", { id: made.id })).content[0]!.text).toMatch("sha256");
  const refused = await call(client, "generate", { schema: "tables: 3" });
  expect([refused.isError, refused.structuredContent["issues"]]).toMatchObject([true, [{ code: "schema/type" }]]);
  const long = madeOf(await call(client, "generate", { template: "user", rows: 50_000_000, wait_seconds: 0 }));
  expect((await call(client, "cancel", { id: long.id })).structuredContent["status"]).toBe("cancelled");
  expect((await call(client, "cancel", { id: long.id })).content[0]!.text).toMatch(/job\/state[^]*hint/);
}

test("with a server's address and key its jobs are made there", async () => {
  const { url, key } = await startServer();
  const client = await overStdio(await folder(), { SEMBLANCE_URL: url, SEMBLANCE_KEY: key });
  await useServer(client, key);
  const cancel = new AbortController();
  const order = { template: "user", rows: 50_000_000, wait_seconds: 60 };
  const generated = client.callTool({ name: "generate", arguments: order }, undefined, {
    signal: cancel.signal,
    onprogress: () => cancel.abort("enough"),
  });
  await expect(generated).rejects.toThrow("enough");
  const newest = async (): Promise<unknown> =>
    ((await call(client, "status", {})).structuredContent["runs"] as Made[])[0]?.status;
  await expect.poll(newest).toBe("cancelled");
});

test("a server is an MCP server itself, for whoever its API is for", async () => {
  const { url, key, server } = await startServer();
  const owner = await overServer(url, { "x-api-key": key });
  await useServer(owner, key);
  const asOwner = await openApi(server);
  const own = { name: "mine", text: "tables:\n  mine:\n    rows: 1\n    fields:\n      id: sequence\n" };
  const { id } = (await (await asOwner.post("/api/templates", own)).json()) as { id: string };
  const uri = `semblance://templates/${id}`;
  expect((await owner.readResource({ uri })).contents).toMatchObject([{ text: own.text }]);
  expect((await call(owner, "preview", { template: id })).isError).toBeUndefined();
  // As by curl, without the header that clients of the protocol send.
  const plain = await asOwner.post("/mcp", { jsonrpc: "2.0", id: 1, method: "tools/list" });
  expect([plain.status, await plain.text()]).toEqual([200, expect.stringContaining('"preview"')]);

  const ann = { email: "ann@example.com", password: "a password of members", name: "Ann" };
  expect((await asOwner.post("/api/access/users", { ...ann, role: "member" })).status).toBe(201);
  const signedIn = await asOwner.post("/api/access/sign-in", { email: ann.email, password: ann.password });
  const { token } = (await signedIn.json()) as { token: string };
  const member = await overServer(url, { authorization: `Bearer ${token}` });
  expect((await call(member, "status", {})).content[0]!.text).toBe("There are no runs.");
  const { resources } = await member.listResources();
  expect(resources.map((resource) => resource.uri)).not.toContain(uri);
  await expect(member.readResource({ uri })).rejects.toThrow("there is no template");

  await expect(overServer(url, {})).rejects.toThrow("this needs a user");
  await expect(overServer(url, { "x-api-key": "sem_wrong" })).rejects.toThrow("unknown, revoked or too old");
  const audit = (await (await asOwner.get("/api/access/audit?page_size=200")).json()) as { lines: object[] };
  // Who used a tool, and what the tool did in their name.
  const byMember = { user: ann.email, via: "token", status: 200 };
  expect(audit.lines).toContainEqual(expect.objectContaining({ ...byMember, action: "POST /mcp" }));
  expect(audit.lines).toContainEqual(expect.objectContaining({ action: "POST /api/jobs/:id/control", status: 409 }));
  expect(audit.lines).toContainEqual(expect.objectContaining({ action: "POST /mcp", status: 401 }));
});

test("tools' calls count, and a limit is told with a hint", async () => {
  const { url, server } = await startServer();
  const asOwner = await openApi(server);
  const { key } = (await (await asOwner.post("/api/access/keys", { name: "agent", rate_limit: 6 })).json()) as {
    key: string;
  };
  const agent = await overServer(url, { authorization: `Bearer ${key}` }); // two messages to begin with
  expect((await call(agent, "check", { template: "user" })).isError).toBeUndefined(); // two calls
  const { tools } = await agent.listTools();
  expect(tools.length).toBeGreaterThan(5);
  const refused = await call(agent, "check", { template: "user" });
  expect(refused.content[0]!.text).toMatch(/access\/rate-limit[^]*hint: Try again in \d+ s/);
  await expect(agent.listTools()).rejects.toThrow("access/rate-limit");
});
