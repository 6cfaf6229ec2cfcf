import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startMariadb, startPostgres, type Server } from "./servers.ts";

const schema = `
name: shop
seed: 7
now: 2026-01-31
tables:
  customers:
    rows: 500
    fields:
      id: { type: sequence, key: true }
      email: { type: internet.email, unique: true }
      note: { type: category, values: ["plain", 'said "no"', "a, b", "NULL", "\\\\N", "back\\\\slash"], null: 0.3 }
      income: { type: decimal, scale: 2, min: -10, max: 90000, null: 0.1 }
      weight: { type: float, min: 1, max: 90 }
      vip: { type: boolean, null: 0.1 }
      born: { type: date, from: 1950-01-01, to: 2005-12-31 }
      registered: { type: datetime, from: 2024-01-01, to: 2025-01-01 }
  orders:
    rows: { per: customers, min: 1, max: 4 }
    fields:
      id: { type: uuid, key: true }
      customer_id: { type: reference, to: customers.id }
      placed: { type: datetime, after: customer_id.registered }
      total: { type: decimal, scale: 2, min: 1, max: 900 }
`;

interface Verified {
  readonly failed: number;
  readonly checks: readonly {
    readonly table: string;
    readonly what: string;
    readonly of: string;
    readonly outcome: string;
  }[];
}

async function verify(cwd: string, certificate: string, to: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await semblance(["verify", certificate, to, "--json"], { cwd });
  expect([0, 3], stderr).toContain(code);
  const { checks, failed } = JSON.parse(stdout.toString()) as Verified;
  expect(code).toBe(failed > 0 ? 3 : 0);
  return checks.filter(({ outcome }) => outcome === "failed").map(({ table, what, of }) => `${table} ${what} ${of}`);
}

/** Loads with a certificate and verifies it, that of files too, before and after some rows are changed. */
async function certifiedIn(to: string, run: (sql: string) => Promise<unknown>): Promise<readonly string[]> {
  const cwd = await folder({ "shop.yaml": schema });
  const loading = ["generate", "shop.yaml", "--to", to, "--create-tables", "--certificate", "loaded.json"];
  expect(await semblance(loading, { cwd })).toMatchObject({ code: 0 });
  const making = ["generate", "shop.yaml", "--out", "files/", "--certificate", "files/c.json"];
  expect(await semblance(making, { cwd })).toMatchObject({ code: 0 });
  expect(await verify(cwd, "loaded.json", to)).toEqual([]);
  expect(await verify(cwd, "files/c.json", to)).toEqual([]);
  await run("UPDATE orders SET total = total + 0.01 WHERE customer_id = 17");
  await run("UPDATE customers SET note = NULL WHERE id = 1");
  await run("DELETE FROM orders WHERE customer_id = 18");
  return verify(cwd, "loaded.json", to);
}

const changed = expect.arrayContaining(["orders sum total", "orders rows "]) as readonly string[];

const servers: Server[] = [];
beforeAll(async () => {
  servers.push(...(await Promise.all([startPostgres(), startMariadb()])));
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

test("PostgreSQL is certified and verified", async () => {
  const [postgres] = servers as [Server, Server];
  const to = await postgres.database("certified");
  expect(await certifiedIn(to, (sql) => postgres.query("certified", sql))).toEqual(changed);
});

test("MariaDB is certified and verified", async () => {
  const [, mariadb] = servers as [Server, Server];
  const to = await mariadb.database("certified");
  expect(await certifiedIn(to, (sql) => mariadb.query("certified", sql))).toEqual(changed);
});

test("SQLite is certified and verified", async () => {
  const path = join(await folder(), "shop.db");
  const run = (sql: string): Promise<void> => {
    const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    file.exec(sql);
    file.close();
    return Promise.resolve();
  };
  expect(await certifiedIn(`sqlite:${path}`, run)).toEqual(changed);
});

test("a certificate of tables wants a database, which must have them", async () => {
  const cwd = await folder({ "shop.yaml": schema });
  const to = "sqlite:shop.db";
  await semblance(["generate", "shop.yaml", "--to", to, "--create-tables", "--certificate", "c.json"], { cwd });
  const without = await semblance(["verify", "c.json"], { cwd });
  expect(without).toMatchObject({ code: 3, stderr: expect.stringContaining("Say which: verify c.json") as string });
  const other = await semblance(["verify", "c.json", "sqlite:other.db"], { cwd });
  expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining("there is no such file") as string });
});
