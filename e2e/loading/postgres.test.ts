import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish, folder, semblance, start } from "../cli/semblance.ts";
import { circle, circleDdl, long, shop } from "./schemas.ts";
import { startPostgres, type Server } from "./servers.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const load = async (schema: string, to: string, ...more: readonly string[]) =>
  semblance(["generate", "s.yaml", "--to", to, ...more], { cwd: await folder({ "s.yaml": schema }) });

const countAll = (name: string): Promise<string> =>
  server.query(
    name,
    "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders), (SELECT count(DISTINCT order_id) FROM lines)",
  );

test("tables are made, loaded parents first and told of", async () => {
  const to = await server.database("made");
  const { code, stderr } = await load(shop, to, "--create-tables");
  expect(stderr).toMatch(/loaded 3 tables of postgres:.*seed 7, now 2026-01-31/);
  expect(code).toBe(0);
  expect(await countAll("made")).toBe("300\t2000\t2000");
  const keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace";
  expect(await server.query("made", keys)).toBe("2");
  expect(await server.query("made", "SELECT DISTINCT note FROM customers WHERE note IS NOT NULL ORDER BY note")).toBe(
    ["NULL", "a, b", "back\\slash", "plain", 'said "no"'].join("\n"),
  );
  expect(await server.query("made", "SELECT to_regclass('semblance_load') IS NULL")).toBe("t");
});

describe("a table that holds rows", () => {
  test("is refused, kept with --append, emptied with --truncate --yes only", async () => {
    const to = await server.database("filled");
    await load(shop, to, "--create-tables");
    const refused = await load(shop, to);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/customers: the table holds rows\.\nhint: Add --append .* --truncate/);
    const unasked = await load(shop, to, "--truncate");
    expect(unasked.stderr).toMatch(/nobody allowed to remove the rows/);
    expect(await countAll("filled")).toBe("300\t2000\t2000");
    expect((await load(shop, to, "--append")).code).toBe(0);
    expect(await countAll("filled")).toBe("600\t4000\t4000");
    expect(await server.query("filled", "SELECT max(id) FROM orders")).toBe("4000");
    expect((await load(shop, to, "--truncate", "--yes")).code).toBe(0);
    expect(await countAll("filled")).toBe("300\t2000\t2000");
  });
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
  const rows = Number(await server.query("killed", "SELECT count(*) FROM events"));
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(60_000);
  const other = await semblance(["generate", "long.yaml", "--to", to, "--seed", "6"], { cwd });
  expect(other.stderr).toMatch(/hint: A load of another schema or seed was interrupted here/);
  const again = await semblance(args, { cwd });
  expect(again.stderr).toMatch(/an earlier run loaded [\d,]+ rows; this one continues after them/);
  expect(again.code).toBe(0);
  const all =
    "SELECT count(*), count(DISTINCT id), min(id), max(id), to_regclass('semblance_load') IS NULL FROM events";
  expect(await server.query("killed", all)).toBe("60000\t60000\t1\t60000\tt");
});

test("circles are loaded with their keys on, which are as they were afterwards", async () => {
  const to = await server.database("circle");
  await server.query("circle", circleDdl);
  const { code, stderr } = await load(circle, to, "--chunk-rows", "1000");
  expect(code, stderr).toBe(0);
  const count = "SELECT (SELECT count(*) FROM departments), (SELECT count(*) FROM employees)";
  expect(await server.query("circle", count)).toBe("20\t5000");
  expect(await server.query("circle", "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable")).toBe(
    "0",
  );
});

test("types are those of the database", async () => {
  const to = await server.database("types");
  await server.query(
    "types",
    `CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE DOMAIN small AS smallint CHECK (VALUE < 100);
     CREATE TABLE things (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a small, b numeric(12,3), c mood, d jsonb, e text[], f varchar(20),
       g timestamp, h time, i interval, j real, k bytea, l char(5), m int GENERATED ALWAYS AS (a * 2) STORED, n int NOT NULL DEFAULT 7)`,
  );
  const schema = `
name: things
tables:
  things:
    rows: 500
    fields:
      id: { type: sequence, key: true }
      a: { type: integer, min: 0, max: 99 }
      b: { type: decimal, scale: 3, min: -10000, max: 10000 }
      c: { type: category, values: [happy, sad], null: 0.3 }
      d: { type: object, fields: { x: { type: integer, min: 1, max: 5 } } }
      e: { type: array, of: { type: category, values: [red, "gr\\"een", "b,lue"] }, min: 0, max: 3 }
      f: { type: category, values: [x, yy] }
      g: { type: datetime, from: 1900-01-01, to: 2100-01-01 }
      h: { type: time }
      j: { type: float, min: 0, max: 1 }
      l: { type: category, values: [abc] }
`;
  const { code, stderr } = await load(schema, to);
  expect(code, stderr).toBe(0);
  const found = await server.query(
    "types",
    "SELECT count(*), bool_and(m = a * 2), bool_and(n = 7), bool_and((d->>'x')::int BETWEEN 1 AND 5), count(DISTINCT c), bool_or('gr\"een' = ANY (e)), bool_and(b BETWEEN -10000 AND 10000), min(length(l)) FROM things",
  );
  expect(found).toBe("500\tt\tt\tt\t2\tt\tt\t3");
});

describe("refusals before a row is written", () => {
  test("name what does not fit", async () => {
    const to = await server.database("unfit");
    const missing = await load(shop, to);
    expect(missing.stderr).toMatch(/customers: the database has no table customers\.\nhint: Add --create-tables/);
    await server.query("unfit", "CREATE TABLE Events (id int PRIMARY KEY, must text NOT NULL)");
    const unfilled = await load(long, to);
    expect(unfilled.stderr).toMatch(/events\.kind: events has no such column/);
    expect(unfilled.stderr).toMatch(/events\.must is NOT NULL without a default, and the schema has no field for it/);
    expect(unfilled.code).toBe(2);
  });

  test("a violated constraint names itself and the row, and what is there stays resumable", async () => {
    const to = await server.database("violated");
    await server.query(
      "violated",
      "CREATE TABLE events (id int PRIMARY KEY, kind text CONSTRAINT only_ab CHECK (kind <> 'c'))",
    );
    const { code, stderr } = await load(long, to);
    expect(code).toBe(3);
    expect(stderr).toMatch(/events, row \d+: .*only_ab/);
    expect(await server.query("violated", "SELECT count(*) FROM events")).toBe("0");
  });

  test("an orphan is found although a chunk is checked as a whole", async () => {
    const to = await server.database("orphan");
    await load(shop, to, "--create-tables");
    await server.query("orphan", "DELETE FROM lines; DELETE FROM orders; DELETE FROM customers WHERE id = 17");
    const { code, stderr } = await load(shop, to, "--tables", "orders", "--table", "orders=20000");
    expect(code).toBe(3);
    expect(stderr).toMatch(/orders: \(customer_id\)=\(17\) is not in customers/);
    expect(await server.query("orphan", "SELECT count(*) FROM orders")).toBe("0");
  });
});

describe("faults of the world have a hint, and never show the password", () => {
  const at = (user: string, port: number, name: string): string => `postgres://${user}@127.0.0.1:${port}/${name}`;
  test("wrong password, unknown database, nobody there, no rights, read-only", async () => {
    await server.database("faults");
    const wrong = await load(long, at("guarded:s3cret", server.port, "faults"));
    expect(wrong.code).toBe(4);
    expect(wrong.stderr).toMatch(/password authentication failed.*\nhint: Check the user and the password/);
    const unknown = await load(long, at("postgres", server.port, "nowhere"));
    expect(unknown.stderr).toMatch(/database "nowhere" does not exist.*\nhint: Create the database first/);
    const refused = await load(long, at("postgres:s3cret", 1, "faults"));
    expect(refused.stderr).toMatch(/ECONNREFUSED.*\nhint: Is the server running/);
    await server.query(
      "faults",
      "CREATE TABLE events (id int PRIMARY KEY, kind text); GRANT SELECT ON events TO guarded",
    );
    const denied = await load(long, at("guarded:right", server.port, "faults"));
    expect(denied.stderr).toMatch(/permission denied.*\nhint: Ask its owner/);
    await server.query("postgres", "ALTER DATABASE faults SET default_transaction_read_only = on");
    const readOnly = await load(long, at("postgres", server.port, "faults"));
    expect(readOnly.stderr).toMatch(/read-only transaction.*\nhint: .*read-only: connect to the primary/);
    for (const { stderr, code } of [wrong, unknown, refused, denied, readOnly]) {
      expect(code).toBe(4);
      expect(stderr).not.toMatch(/s3cret|:right@/);
    }
  });

  test("what is no address is refused", async () => {
    const { code, stderr } = await load(long, "oracle://me:s3cret@host/db");
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toMatch(/--to: expected the address of a database; found oracle:\/\/me@host\/db/);
  });
});

test("--json tells tables, rows and what makes it again", async () => {
  const to = await server.database("json");
  const { stdout, stderr } = await load(shop, to, "--create-tables", "--json");
  expect(stderr).toBe("");
  const report = JSON.parse(stdout.toString()) as { tables: { table: string; rows: number }[] };
  expect(report).toMatchObject({ to, seed: 7, now: "2026-01-31", edition: 1, resumedRows: 0 });
  expect(report.tables.map(({ table, rows }) => [table, rows])).toEqual([
    ["customers", 300],
    ["orders", 2000],
    ["lines", expect.any(Number)],
  ]);
});
