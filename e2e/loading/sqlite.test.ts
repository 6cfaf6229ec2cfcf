import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { finish, folder, semblance, start } from "../cli/semblance.ts";
import { circle, long, shop } from "./schemas.ts";

/** All cells of a query, tab between them, a row a line. */
function query(cwd: string, sql: string): string {
  const file = new DatabaseSync(join(cwd, "s.db"));
  try {
    return file
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join("\t"))
      .join("\n");
  } finally {
    file.close();
  }
}

const load = (cwd: string, ...more: readonly string[]) =>
  semblance(["generate", "s.yaml", "--to", "sqlite:s.db", ...more], { cwd });

const counts =
  "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders), (SELECT count(DISTINCT order_id) FROM lines)";

test("tables are made, loaded, refused when full, appended to and emptied", async () => {
  const cwd = await folder({ "s.yaml": shop });
  const { code, stderr } = await load(cwd, "--create-tables");
  expect(code, stderr).toBe(0);
  expect(query(cwd, counts)).toBe("300\t2000\t2000");
  expect(query(cwd, "PRAGMA foreign_key_check")).toBe("");
  expect(query(cwd, "SELECT DISTINCT typeof(id), typeof(token), typeof(score), length(placed_at) FROM orders")).toBe(
    "integer\ttext\treal\t19",
  );
  expect((await load(cwd)).stderr).toMatch(/customers: the table holds rows\./);
  expect((await load(cwd, "--append")).code).toBe(0);
  expect(query(cwd, counts)).toBe("600\t4000\t4000");
  expect((await load(cwd, "--truncate", "--yes")).code).toBe(0);
  expect(query(cwd, counts)).toBe("300\t2000\t2000");
  expect(query(cwd, "SELECT count(*) FROM sqlite_schema WHERE name = 'semblance_load'")).toBe("0");
});

test("circles are loaded with their keys on", async () => {
  const cwd = await folder({ "s.yaml": circle });
  expect((await load(cwd, "--create-tables")).code).toBe(0);
  expect(query(cwd, "SELECT (SELECT count(*) FROM departments), (SELECT count(*) FROM employees)")).toBe("20\t5000");
  expect(query(cwd, "PRAGMA foreign_key_check")).toBe("");
});

test("a load killed in the middle goes on where it was, without a duplicate or a hole", async () => {
  const cwd = await folder({ "s.yaml": long });
  const args = ["generate", "s.yaml", "--to", "sqlite:s.db", "--create-tables", "--chunk-rows", "500"];
  const child = start(args, { cwd });
  const ended = finish(child);
  const done = (): number => {
    try {
      return Number(query(cwd, "SELECT sum(rows_loaded) FROM semblance_load"));
    } catch {
      return 0; // not made yet, or being written
    }
  };
  while (done() === 0) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await ended;
  const again = await semblance(args, { cwd });
  expect(again.stderr).toMatch(/an earlier run loaded [\d,]+ rows; this one continues after them/);
  expect(query(cwd, "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM events")).toBe(
    "60000\t60000\t1\t60000",
  );
});

test("what stands in the way is named, with a hint", async () => {
  const cwd = await folder({
    "s.yaml": long,
    "s.db": "this is text, and long enough to be read as a header of a file",
  });
  const text = await load(cwd, "--create-tables");
  expect(text.code).toBe(4);
  expect(text.stderr).toMatch(/not a database.*\nhint: The file is no SQLite database/);
  await writeFile(join(cwd, "s.db"), "");
  const missing = await load(cwd);
  expect(missing.stderr).toMatch(/events: the database has no table events\.\nhint: Add --create-tables/);
  new DatabaseSync(join(cwd, "s.db")).exec(
    "CREATE TABLE events (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind <> 'c'))",
  );
  const violated = await load(cwd);
  expect(violated.code).toBe(3);
  expect(violated.stderr).toMatch(/events, row \d+: CHECK constraint failed/);
  // A write version of a later SQLite makes the file read-only, for root too: byte 18 of the header, sqlite.org/fileformat2.html.
  const file = await open(join(cwd, "s.db"), "r+");
  await file.write(Buffer.from([3]), 0, 1, 18);
  await file.close();
  expect((await load(cwd)).stderr).toMatch(/readonly database.*\nhint: The file or its directory is read-only/);
});
