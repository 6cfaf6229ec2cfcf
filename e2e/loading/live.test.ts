import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startMariadb, startPostgres, type Server } from "./servers.ts";

// From a database that is there to a schema, and from the schema back into the database: constraints of every kind hold.

let postgres: Server;
let mariadb: Server;
beforeAll(async () => {
  [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
});
afterAll(() => Promise.all([postgres.stop(), mariadb.stop()]));

const library = [
  "CREATE TABLE authors (id int PRIMARY KEY, name varchar(60) NOT NULL, born date)",
  "CREATE TABLE books (id int PRIMARY KEY, isbn char(13) NOT NULL UNIQUE, title varchar(80) NOT NULL, pages int NOT NULL CHECK (pages BETWEEN 10 AND 900), sequel_of int REFERENCES books (id))",
  "CREATE TABLE written (author_id int NOT NULL REFERENCES authors (id), book_id int NOT NULL REFERENCES books (id), share decimal(5,2) NOT NULL CHECK (share > 0 AND share <= 100), PRIMARY KEY (author_id, book_id))",
];

async function roundTrip(server: Server, to: string, name: string): Promise<void> {
  const cwd = await folder();
  const imported = await semblance(["import", to, "--rows", "3000", "-o", "s.yaml"], { cwd });
  expect(imported.code, imported.stderr).toBe(0);
  const loaded = await semblance(["generate", "s.yaml", "--to", to], { cwd });
  expect(loaded.code, loaded.stderr).toBe(0);
  const many =
    "SELECT (SELECT count(*) FROM authors) > 0, (SELECT count(*) FROM books) > 0, (SELECT count(*) FROM written) > 0";
  expect((await server.query(name, many)).replaceAll("t", "1")).toBe("1\t1\t1");
}

test("PostgreSQL: enumerations, domains, partial indexes and identities too", async () => {
  const to = await postgres.database("library");
  const more = `CREATE TYPE mood AS ENUM ('calm', 'loud'); CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
    CREATE TABLE shelves (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood NOT NULL, filled percent NOT NULL,
      room text CHECK (length(room) < 30), main boolean NOT NULL, twice int GENERATED ALWAYS AS (filled * 2) STORED);
    COMMENT ON TABLE shelves IS 'where books stand'`;
  await postgres.query("library", `${library.join(";")}; ${more}`);
  await roundTrip(postgres, to, "library");
  const shelves = "SELECT count(*) > 0, bool_and(twice = filled * 2), count(DISTINCT mood) FROM shelves";
  expect(await postgres.query("library", shelves)).toBe("t\tt\t2");
  await postgres.query("library", "INSERT INTO shelves (mood, filled, main) VALUES ('calm', 5, true)"); // the counter goes on
});

test("MariaDB: enumerations and AUTO_INCREMENT too", async () => {
  const to = await mariadb.database("library");
  const more =
    "CREATE TABLE shelves (id int AUTO_INCREMENT PRIMARY KEY, mood enum('calm', 'loud') NOT NULL, main tinyint(1) NOT NULL)";
  await mariadb.query("library", `${library.join(";")}; ${more}`);
  await roundTrip(mariadb, to, "library");
  expect(await mariadb.query("library", "SELECT count(*) > 0, count(DISTINCT mood) FROM shelves")).toBe("1\t2");
});

test("statistics are those of the rows", async () => {
  for (const [server, create] of [
    [postgres, "GENERATE_SERIES(1, 300) AS g(n)"],
    [mariadb, "seq_1_to_300 AS g(n)"],
  ] as const) {
    const to = await server.database("counted");
    await server.query("counted", "CREATE TABLE visits (id int PRIMARY KEY, plan varchar(9), age int)");
    const rows = create.startsWith("seq") ? "(SELECT seq AS n FROM seq_1_to_300) g" : create;
    await server.query(
      "counted",
      `INSERT INTO visits SELECT n, CASE WHEN n % 3 = 0 THEN 'paid' WHEN n % 3 = 1 THEN 'free' END, 20 + n % 40 FROM ${rows}`,
    );
    const { code, stdout, stderr } = await semblance(["import", to, "--statistics"], { cwd: await folder() });
    expect(code, stderr).toBe(0);
    expect(stdout.toString()).toMatch(/rows: 300\b/);
    expect(stdout.toString()).toMatch(/plan: .*values: .*paid.*null: 0\.33/);
    expect(stdout.toString()).toMatch(/\b59\b/);
  }
});

test("SQLite with statistics: rows, ranges and frequent values", async () => {
  const cwd = await folder();
  const database = new DatabaseSync(join(cwd, "pets.db"));
  database.exec("CREATE TABLE pets (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, weight INTEGER NOT NULL, name TEXT)");
  const add = database.prepare("INSERT INTO pets (kind, weight, name) VALUES (?, ?, ?)");
  for (let k = 0; k < 40; k++) add.run(k % 4 === 0 ? "cat" : "dog", 5 + k, k % 2 === 0 ? null : `n${k}`);
  database.close();
  const { stdout, code } = await semblance(["import", "pets.db", "--statistics", "--json"], { cwd });
  expect(code).toBe(0);
  const { document } = JSON.parse(stdout.toString()) as { document: { tables: { pets: object } } };
  expect(document.tables.pets).toMatchObject({
    rows: 40,
    fields: {
      kind: { type: "category", values: { dog: 0.75, cat: 0.25 } },
      weight: { distribution: { values: { 5: 0.025 } } },
      name: { null: 0.5 },
    },
  });
});
