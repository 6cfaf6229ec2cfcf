import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startPostgres, type Server } from "../loading/servers.ts";

// Each kind of relation at a million rows: made, verified by an engine that is not ours, and loaded with its constraints on.

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

test.each(names)("%s: a million rows are verified and loaded", async (name) => {
  const cwd = await folder();
  const schema = join(import.meta.dirname, `${name}.yaml`);
  const files = ["--format", "parquet", "--out", "data/", "--certificate", "c.json", "--quiet"];
  const made = await semblance(["generate", schema, ...files], { cwd });
  expect([made.stderr, made.code]).toEqual(["", 0]);
  const verified = await semblance(["verify", "c.json", "data", "--json"], { cwd });
  expect([verified.stderr, verified.code]).toEqual(["", 0]);

  const to = await server.database(name);
  const loaded = await semblance(["generate", schema, "--to", to, "--create-tables", "--json", "--quiet"], { cwd });
  expect([loaded.stderr, loaded.code]).toEqual(["", 0]);
  const { tables } = JSON.parse(loaded.stdout.toString()) as { tables: readonly { rows: number }[] };
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  expect(rows).toBeGreaterThan(980_000);
  const constraints = await server.query(
    name,
    "SELECT count(*) FROM pg_constraint WHERE contype IN ('p', 'f') AND convalidated AND connamespace = 'public'::regnamespace",
  );
  expect(Number(constraints)).toBeGreaterThanOrEqual(2);
});
