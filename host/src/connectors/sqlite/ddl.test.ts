import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSqlite, SchemaError } from "@semblance/engine";
import { readDdl } from "./ddl.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../../engine/src/sources/fixtures/${name}.sqlite.sql`, import.meta.url), "utf8");

function faultOf(text: string): string {
  try {
    readDdl(text);
  } catch (error) {
    if (error instanceof SchemaError) return `${error.issues[0]!.path} ${error.issues[0]!.message}`;
  }
  return "nothing";
}

describe("readDdl", () => {
  it.each(["chinook", "sakila"])("agrees with the reader that runs nothing: %s", (name) => {
    const ran = readDdl(fixture(name));
    const read = readSqlite(fixture(name));
    expect(ran.tables.length).toBeGreaterThan(10);
    expect(ran.tables).toEqual(read.tables);
  });

  it("reads what pragmas do not tell", () => {
    const { tables, notes } = readDdl(
      `
      PRAGMA foreign_keys=OFF; BEGIN TRANSACTION;
      CREATE TABLE "a b" (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE COLLATE NOCASE, n, at DATETIME DEFAULT CURRENT_TIMESTAMP,
        total REAL GENERATED ALWAYS AS (n * 2) STORED, twice AS (n + n), flag BOOLEAN NOT NULL CHECK (flag IN (0, 1)));
      CREATE TABLE c (x INT, y TEXT, a REFERENCES "A B" DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY (y, x), CONSTRAINT k CHECK (length(y) > 2)) STRICT, WITHOUT ROWID;
      INSERT INTO c VALUES (1, 'CREATE TABLE no (x)', 2);
      CREATE UNIQUE INDEX u ON c (x) WHERE y IS NOT NULL;
      CREATE UNIQUE INDEX v ON c (lower(y));
      CREATE VIRTUAL TABLE f USING fts5(body);
      CREATE TRIGGER t AFTER INSERT ON c BEGIN INSERT INTO c VALUES (1, CASE 1 WHEN 1 THEN 'x' END, 2); END;
      ATTACH '/etc/passwd' AS x; CREATE TABLE q AS SELECT 1; COMMIT;`.replace("a REFERENCES", "a INT REFERENCES"),
    );
    expect(tables.map(({ name }) => name)).toEqual(["a b", "c"]);
    const [a, c] = tables;
    expect(
      a!.columns.map(
        ({ name, type, generatedAs, identity }) => `${name} ${type.kind} ${generatedAs?.text ?? ""}${identity ?? ""}`,
      ),
    ).toEqual([
      "id integer identity",
      "key text ",
      "n text ",
      "at datetime ",
      "total float n * 2",
      "twice other n + n",
      "flag boolean ",
    ]);
    expect(a!.unique).toEqual([{ columns: ["key"], nullsDistinct: true }]);
    expect(a!.checks).toMatchObject([{ text: "flag IN (0, 1)" }]);
    expect(c).toMatchObject({
      primaryKey: ["y", "x"],
      checks: [{ name: "k", text: "length(y) > 2" }],
      foreignKeys: [{ columns: ["a"], table: "a b", references: ["id"], deferrable: true }],
      unique: [{ name: "u", columns: ["x"], where: { text: "y IS NOT NULL" } }],
    });
    expect(notes.map(({ path, text }) => `${path}: ${text}`)).toEqual([
      "f: virtual tables are left out",
      ": a table that is made of a query is left out",
      "c: the unique index v has more than columns; it is left out",
    ]);
  });

  it("says line and column of what SQLite refuses", () => {
    expect(faultOf("CREATE TABLE t (a INT,\n  b INT CHECK (b > 1) b INT);")).toBe('2:23 near "b": syntax error.');
    expect(faultOf("CREATE TABLE t (a INT,\n  b INT,);")).toBe('2:9 near ")": syntax error.');
    expect(faultOf("CREATE TABLE t (a INT")).toBe("1:1 incomplete input.");
    expect(faultOf("CREATE TABLE t (a INT, a TEXT)")).toBe("1:1 duplicate column name: a.");
    expect(faultOf("CREATE TABLE t (a INT DEFAULT 'x")).toMatch(/^1:31 a text begins here/);
  });
});
