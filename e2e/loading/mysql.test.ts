import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, folder, semblance, start } from "../cli/semblance.ts";
import { circle, circleDdl, long, shop } from "./schemas.ts";
import { startMariadb, type Server } from "./servers.ts";

let server: Server;
beforeAll(async () => {
  server = await startMariadb();
});
afterAll(() => server.stop());

const load = async (schema: string, to: string, ...more: readonly string[]) =>
  semblance(["generate", "s.yaml", "--to", to, ...more], { cwd: await folder({ "s.yaml": schema }) });

const countAll = (name: string): Promise<string> =>
  server.query(
    name,
    "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders), (SELECT count(DISTINCT order_id) FROM `lines`)",
  );

const sums = "SELECT sum(total), count(DISTINCT token), min(placed_at), sum(customer_id) FROM orders";
const notes =
  "SELECT count(*), count(note), count(DISTINCT note), sum(note = ''), sum(note = 'back\\\\slash'), sum(active) FROM customers";

test("LOAD DATA and, where the server forbids it, INSERT give the same rows", async () => {
  const streamed = await load(shop, await server.database("streamed"), "--create-tables");
  expect(streamed.code, streamed.stderr).toBe(0);
  await server.query("mysql", "SET GLOBAL local_infile = 0");
  const inserted = await load(shop, await server.database("inserted"), "--create-tables");
  await server.query("mysql", "SET GLOBAL local_infile = 1");
  expect(inserted.code, inserted.stderr).toBe(0);
  expect(await countAll("streamed")).toBe("300\t2000\t2000");
  for (const sql of [sums, notes])
    expect(await server.query("inserted", sql)).toBe(await server.query("streamed", sql));
  expect(await server.query("streamed", notes)).not.toMatch(/\b0\b/);
});

test("a table that holds rows is refused, kept with --append, emptied with --truncate --yes", async () => {
  const to = await server.database("filled");
  await load(shop, to, "--create-tables");
  expect((await load(shop, to)).stderr).toMatch(/customers: the table holds rows\./);
  expect((await load(shop, to, "--append")).code).toBe(0);
  expect(await countAll("filled")).toBe("600\t4000\t4000");
  expect((await load(shop, to, "--truncate", "--yes")).code).toBe(0);
  expect(await countAll("filled")).toBe("300\t2000\t2000");
});

test("a load killed in the middle goes on where it was, without a duplicate or a hole", async () => {
  const to = await server.database("killed");
  const cwd = await folder({ "long.yaml": long });
  const args = ["generate", "long.yaml", "--to", to, "--create-tables", "--chunk-rows", "100"];
  const child = start(args, { cwd });
  const ended = finish(child);
  const done = async (): Promise<number> =>
    Number(await server.query("killed", "SELECT coalesce(sum(rows_loaded), 0) FROM semblance_load").catch(() => "0"));
  while ((await done()) === 0) expect(child.exitCode).toBeNull();
  child.kill("SIGKILL");
  await ended;
  const again = await semblance(args, { cwd });
  expect(again.stderr).toMatch(/an earlier run loaded [\d,]+ rows; this one continues after them/);
  expect(again.code).toBe(0);
  const all = "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM events";
  expect(await server.query("killed", all)).toBe("60000\t60000\t1\t60000");
  expect(await server.query("killed", "SHOW TABLES")).toBe("events");
});

test("circles are loaded, checked, and the counters continue", async () => {
  const to = await server.database("circle");
  await server.query(
    "circle",
    circleDdl.replace("id bigint PRIMARY KEY, head", "id bigint AUTO_INCREMENT PRIMARY KEY, head"),
  );
  const { code, stderr } = await load(circle, to);
  expect(code, stderr).toBe(0);
  const orphans = "SELECT count(*) FROM departments d LEFT JOIN employees e ON e.id = d.head_id WHERE e.id IS NULL";
  expect(await server.query("circle", orphans)).toBe("0");
  await server.query("circle", "INSERT INTO departments (head_id) VALUES (1)");
  expect(await server.query("circle", "SELECT max(id) FROM departments")).toBe("21");
});

test("what the server would only warn of is an error", async () => {
  const to = await server.database("strict");
  await server.query("strict", "CREATE TABLE events (id int PRIMARY KEY, kind enum('a', 'b'))");
  const { code, stderr } = await load(long, to);
  expect(code).toBe(3);
  expect(stderr).toMatch(/events, row \d+: Data truncated for column 'kind'/);
  await server.query("strict", "DROP TABLE events; CREATE TABLE events (id int, kind char(1) PRIMARY KEY)");
  const twice = await load(long, to, "--truncate", "--yes");
  expect(twice.code).toBe(3);
  expect(twice.stderr).toMatch(/Duplicate entry/);
  expect(await server.query("strict", "SELECT count(*) FROM events")).toBe("0");
});

test("faults of the world have a hint, and never show the password", async () => {
  await server.database("faults");
  const at = (user: string, port: number, name: string): string => `mysql://${user}@127.0.0.1:${port}/${name}`;
  const wrong = await load(long, at("guarded:s3cret", server.port, "faults"));
  expect(wrong.stderr).toMatch(/Access denied.*\nhint: Check the user and the password/);
  const unknown = await load(long, at("root", server.port, "nowhere"));
  expect(unknown.stderr).toMatch(/Unknown database 'nowhere'.*\nhint: Create the database first/);
  const refused = await load(long, at("root:s3cret", 1, "faults"));
  expect(refused.stderr).toMatch(/ECONNREFUSED.*\nhint: Is the server running/);
  await server.query("faults", "CREATE TABLE events (id int PRIMARY KEY, kind text)");
  const denied = await load(long, at("guarded:right", server.port, "faults"));
  expect(denied.stderr).toMatch(/denied.*\nhint: Ask for the right/);
  for (const { stderr, code } of [wrong, unknown, refused, denied]) {
    expect(code).toBe(4);
    expect(stderr).not.toMatch(/s3cret|:right@/);
  }
});
