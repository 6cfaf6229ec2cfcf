import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, onTestFinished, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startProcess } from "../platform/serve.ts";

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
  const notices: number[] = [];
  const told = (await client.callTool({ name: "generate", arguments: { ...ORDER, name: "mine" } }, undefined, {
    onprogress: ({ progress }) => notices.push(progress),
  })) as unknown as Answer;
  const { status, files } = madeOf(told);
  expect(status).toBe("completed");
  expect(notices.length).toBeGreaterThan(0);
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
  const order = { ...ORDER, rows: 50_000_000 };
  const call = client.callTool({ name: "generate", arguments: order }, undefined, {
    signal: cancel.signal,
    onprogress: () => cancel.abort("enough"),
  });
  await expect(call).rejects.toThrow("enough");
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

test("with a server's address and key its jobs are made there", async () => {
  const home = await folder();
  const server = await startProcess(["serve", "--workers", "1"], { SEMBLANCE_HOME: home });
  const key = (await readFile(server.said.key_file!, "utf8")).trim();
  const client = await overStdio(await folder(), { SEMBLANCE_URL: server.said.url!, SEMBLANCE_KEY: key });
  const made = madeOf(await call(client, "generate", { ...ORDER, wait_seconds: 120 }));
  expect(made.status).toBe("completed");
  const file = await fetch(made.files[0]!.at, { headers: { "x-api-key": key } });
  expect(Buffer.from(await file.arrayBuffer()).equals(await expectedBytes())).toBe(true);
  expect((await call(client, "status", { id: made.id })).content[0]!.text).toMatch("completed");
  expect((await call(client, "describe", { text: "10 cats with name" })).content[0]!.text).toMatch("cats:");
  expect((await call(client, "preview", { template: "user", count: 2 })).content[0]!.text).toMatch("email");
  expect((await call(client, "certificate", { id: made.id })).content[0]!.text).toMatch("sha256");
  const refused = await call(client, "generate", { schema: "tables: 3" });
  expect(refused.isError).toBe(true);
});
