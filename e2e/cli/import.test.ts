import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folder, semblance } from "./semblance.ts";

const FIXTURES = new URL("../../engine/src/sources/fixtures/", import.meta.url);
const page = await readFile(new URL("../../docs/errors.md", import.meta.url), "utf8");

const SQL = "CREATE TABLE `a` (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) NOT NULL) ENGINE=InnoDB;\n";

describe("import", () => {
  test.each([
    ["chinook.mysql.sql", 11],
    ["chinook.sqlserver.sql", 11],
    ["chinook.sqlite.sql", 11],
    ["sakila.mysql.sql", 15], // a trigger fills film_text
    ["sakila.sqlserver.sql", 16],
    ["sakila.sqlite.sql", 16],
  ])("%s becomes a schema that has no faults and makes rows", async (name, tables) => {
    const cwd = await folder({ "in.sql": await readFile(new URL(name, FIXTURES), "utf8") });
    const made = await semblance(["import", "in.sql", "-o", "out.yaml", "--rows", "2000"], { cwd });
    expect(made.stderr).toContain(`${tables} tables`);
    expect(made.stderr).not.toContain("mended by hand");
    expect(made.code).toBe(0);
    const document = parse(await readFile(join(cwd, "out.yaml"), "utf8"), { stringKeys: true }) as { tables: object };
    expect(Object.keys(document.tables)).toHaveLength(tables);
    const data = await semblance(["generate", "out.yaml", "--out", "data/", "--quiet"], { cwd });
    expect([data.code, data.stderr]).toEqual([0, ""]);
  });

  test("prints the schema alone on standard output, from standard input too", async () => {
    const { code, stdout, stderr } = await semblance(["import", "-"], { input: SQL });
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(
      /^# Imported from -: SQL of MySQL, 1 table\.\n#.*\nversion: 1\ntables:\n {2}a:\n/,
    );
    expect(stderr).toMatch(/1 table from SQL of MySQL, \d+ notes?\n$/);
  });

  test.each([
    ["rows.dat", 'id|name\n1|"a|b"\n2|c\n', "a sample"],
    ["script.txt.bak", SQL, "SQL of MySQL"],
  ])("takes %s, whose ending says nothing, for what it looks like", async (name, text, from) => {
    const cwd = await folder({ [name]: text });
    const { code, stdout } = await semblance(["import", name, "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({ from, tables: 1 });
  });

  test("reads scripts in UTF-16, as Management Studio saves them", async () => {
    const text = "\ufeffCREATE TABLE [dbo].[a] ([id] [int] IDENTITY(1,1) NOT NULL)\r\nGO\r\n";
    const cwd = await folder();
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(cwd, "a.sql"), Buffer.from(text, "utf16le"));
    const { code, stdout } = await semblance(["import", "a.sql", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({ from: "SQL of SQL Server", tables: 1 });
  });

  test.each([
    ["import/syntax", { "a.sql": "CREATE TABLE `a` (\n  id INT,\n  , b INT);" }, ["a.sql"], "a.sql:3:3"],
    ["import/syntax", { "a.prisma": "model A {\n  id Int @id(\n}\n" }, ["a.prisma"], "a.prisma:2:14"],
    ["import/syntax", { "a.json": '{"properties": {' }, ["a.json"], "a.json:1:"],
    ["import/nothing", { "a.sql": "hello, this is no SQL" }, ["a.sql"], "a.sql"],
    ["import/nothing", { "a.json": '{"type": "object"}' }, ["a.json"], "a.json"],
    ["import/empty", { "a.sql": "" }, ["a.sql"], "a.sql"],
    ["import/empty", { "a.sql": " \n" }, ["a.sql"], "a.sql"],
    ["import/not-text", { "a.sql": "a\0b" }, ["a.sql"], "a.sql"],
    ["import/no-file", {}, ["none.sql"], "none.sql"],
    ["import/no-file", {}, ["."], "."],
    ["import/several", { "a.sql": SQL, "b.sql": SQL }, ["a.sql", "b.sql"], "b.sql"],
    ["import/address", {}, ["oracle://u:secret@h/d"], ""],
    ["cli/option", { "a.sql": SQL }, ["a.sql", "--dialect", "oracle"], "--dialect"],
    ["cli/exists", { "a.sql": SQL, "o.yaml": "" }, ["a.sql", "-o", "o.yaml"], "o.yaml"],
  ] as const)("%s %j", async (code, files, args, path) => {
    const cwd = await folder(files);
    const ended = await semblance(["import", ...args, "--json"], { cwd });
    const { issues } = JSON.parse(ended.stderr) as { issues: { path: string; code: string; hint?: string }[] };
    expect(ended.code).toBe(2);
    expect(issues[0]).toMatchObject({ code });
    expect(issues[0]!.path.startsWith(path)).toBe(true);
    expect(issues[0]!.hint).toMatch(/\S/);
    expect(ended.stderr).not.toContain("secret");
    if (code.startsWith("import/")) expect(page).toContain(`| \`${code}\` |`);
  });

  test("ten megabytes of garbage end in seconds", async () => {
    const garbage = 'x\'y`z[(;--\n/*!a*/ ""#$$ \\'.repeat(400_000);
    const cwd = await folder({ "a.sql": garbage });
    for (const dialect of ["postgres", "mysql", "sqlserver", "sqlite"]) {
      const { code, stderr } = await semblance(["import", "a.sql", "--dialect", dialect], { cwd });
      expect([2, 3]).toContain(code);
      expect(stderr).toMatch(/^error: /);
    }
  });
});
