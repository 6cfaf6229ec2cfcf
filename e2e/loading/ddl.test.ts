import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startMariadb, startPostgres, type Server } from "./servers.ts";

// Real schemas, from their DDL to databases that are full, with every constraint of the DDL on.

const FIXTURES = resolve(import.meta.dirname, "../../engine/src/sources/fixtures");
const ROWS = 100_000;
const CLOSE = 0.25; // what the total may miss of the wanted rows where keys tell only so many apart

const ddlOf = (name: string): Promise<string> => readFile(join(FIXTURES, name), "utf8");

/** Imports the DDL and loads the data of its schema; gives the rows that the command says it loaded. */
async function fill(ddl: string, to: string, ...more: readonly string[]): Promise<number> {
  const cwd = await folder();
  const imported = await semblance(["import", join(FIXTURES, ddl), "--rows", String(ROWS), "-o", "s.yaml"], { cwd });
  expect([imported.code, imported.stderr.includes("to be mended by hand")]).toEqual([0, false]);
  expect(imported.stderr).toMatch(/\d+ notes$/m);
  const loaded = await semblance(["generate", "s.yaml", "--to", to, "--json", "--quiet", ...more], { cwd });
  expect([loaded.stderr, loaded.code]).toEqual(["", 0]);
  const { tables } = JSON.parse(loaded.stdout.toString()) as { tables: readonly { rows: number }[] };
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

const expectFull = (rows: number): void => expect(Math.abs(rows / ROWS - 1)).toBeLessThan(CLOSE);

describe("PostgreSQL", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test.each(["chinook", "northwind", "sakila"])("%s is filled", async (name) => {
    const to = await server.database(name);
    const ddl = (await ddlOf(`${name}.postgres.sql`)).replaceAll(/^(?:(?:CREATE|DROP) DATABASE|\\c).*$/gm, "");
    await server.query(name, ddl);
    const constraints =
      "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2";
    const before = await server.query(name, constraints);
    expectFull(await fill(`${name}.postgres.sql`, to));
    expect(await server.query(name, constraints)).toBe(before);
    expect(await server.query(name, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated")).toBe("0");
  });
});

describe("SQL Server's schemas", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test.each(["chinook", "sakila"])("%s is made and filled in PostgreSQL", async (name) => {
    expectFull(await fill(`${name}.sqlserver.sql`, await server.database(name), "--create-tables"));
    const keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated";
    expect(Number(await server.query(name, keys))).toBeGreaterThan(10);
  });
});

describe("MariaDB", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startMariadb();
  });
  afterAll(() => server.stop());

  test.each(["chinook", "sakila"])("%s is filled", async (name) => {
    const to = await server.database(name);
    const ddl = (await ddlOf(`${name}.mysql.sql`)).replaceAll(
      /^(?:DROP|CREATE) (?:DATABASE|SCHEMA)[^;]*;|^USE [^;]*;/gim,
      "",
    );
    await server.query(name, ddl);
    expectFull(await fill(`${name}.mysql.sql`, to));
    // What InnoDB would say with its checks on, asked of every foreign key.
    const keys = await server.query(
      name,
      `SELECT CONCAT('SELECT COUNT(*) FROM \`', TABLE_NAME, '\` c WHERE ', GROUP_CONCAT(CONCAT('c.\`', COLUMN_NAME, '\` IS NOT NULL') SEPARATOR ' AND '),
         ' AND NOT EXISTS (SELECT 1 FROM \`', REFERENCED_TABLE_NAME, '\` p WHERE ', GROUP_CONCAT(CONCAT('p.\`', REFERENCED_COLUMN_NAME, '\` = c.\`', COLUMN_NAME, '\`') SEPARATOR ' AND '), ')')
       FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY CONSTRAINT_NAME, TABLE_NAME, REFERENCED_TABLE_NAME`,
    );
    expect(keys).not.toBe("");
    for (const key of keys.trim().split("\n"))
      expect([key, (await server.query(name, key)).trim()]).toEqual([key, "0"]);
  });
});

describe("SQLite", () => {
  test.each(["chinook", "sakila"])("%s is filled", async (name) => {
    const path = join(await folder(), `${name}.db`);
    const database = new DatabaseSync(path);
    database.exec(await ddlOf(`${name}.sqlite.sql`));
    database.close();
    expectFull(await fill(`${name}.sqlite.sql`, `sqlite:${path}`));
    const filled = new DatabaseSync(path);
    expect(filled.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    expect(filled.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    filled.close();
  });
});
