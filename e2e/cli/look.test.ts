import { expect, test } from "vitest";
import { folder, pair, people, semblance } from "./semblance.ts";

test("preview shows rows from anywhere in a huge table", async () => {
  const huge = people.replace("25_000", "1_000_000_000");
  const { code, stdout } = await semblance(["preview", "-", "--from", "999_999_990", "--rows", "20"], { input: huge });
  expect(code).toBe(0);
  const lines = stdout.toString().trimEnd().split("\n");
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe("people 1,000,000,000 rows");
  expect(lines.at(-1)).toMatch(/^999999999 +1000000000 /);
});

test("a preview has the rows that generate writes", async () => {
  const { stdout } = await semblance(["preview", "-", "--from", "700", "--rows", "2", "--json"], { input: people });
  const all = await semblance(["generate", "-", "--out", "-", "--rows", "702"], { input: people });
  const rows = JSON.parse(stdout.toString()) as { id: number; uid: string; age: number }[];
  const lines = all.stdout.toString().trimEnd().split("\n").slice(-2);
  expect(rows).toHaveLength(2);
  for (const [k, { id, uid }] of rows.entries()) expect(lines[k]).toMatch(new RegExp(`^${id},${uid},`));
});

test("preview aligns its columns and shows every table unless one is named", async () => {
  const { stdout } = await semblance(["preview", "-"], { input: pair });
  const lines = stdout.toString().split("\n");
  expect(lines[0]).toBe("left 30 rows");
  expect(lines[1]).toBe("row  id  uid");
  expect(lines[11]).toMatch(/^ {2}9 {2}10 {2}[0-9a-f-]{36}$/);
  expect(lines).toContain("right 20 rows");
  const one = await semblance(["preview", "-", "--table", "right", "--json"], { input: pair });
  expect(JSON.parse(one.stdout.toString())).toHaveLength(10);
  const none = await semblance(["preview", "-", "--table", "rigth"], { input: pair });
  expect(none).toMatchObject({
    code: 2,
    stderr: "error: --table: there is no table rigth.\nhint: Did you mean right?\n",
  });
});

test("check shows the plan of a good schema", async () => {
  const cwd = await folder({ "pair.yaml": pair });
  const { code, stdout } = await semblance(["check", "pair.yaml", "--rows", "1000000"], { cwd });
  expect(code).toBe(0);
  expect(stdout.toString()).toMatch(/^pair\.yaml: no faults\ntable +fields +rows +CSV\nleft +2 +1,000,000 /);
  const { stdout: json } = await semblance(["check", "pair.yaml", "--json"], { cwd });
  expect(JSON.parse(json.toString())).toMatchObject({
    valid: true,
    seed: 7,
    now: "2026-01-31",
    tables: [{ table: "left", fields: 2, rows: 30 }, { table: "right" }],
  });
});

const bad = `
tables:
  a:
    rows: -1
    fields:
      id: { type: sequnce }
      age: { type: integer, min: 5, mx: 7 }
`;

test("check tells every fault with its place, and exits with 2", async () => {
  const cwd = await folder({ "bad.yaml": bad.replace("-1", "10") });
  const { code, stdout, stderr } = await semblance(["check", "bad.yaml"], { cwd });
  expect(code).toBe(2);
  expect(stdout.toString()).toBe("");
  expect(stderr).toMatch(/^error: bad\.yaml:6:\d+ tables\.a\.fields\.id\.type: there is no field type/);
  expect(stderr).toContain("hint: Did you mean sequence?");
  expect(stderr).toMatch(/error: bad\.yaml:7:\d+ tables\.a\.fields\.age\.mx: unknown entry/);
  expect(stderr).toMatch(/2 errors\n$/);
  const json = await semblance(["check", "bad.yaml", "--json"], { cwd });
  expect(json).toMatchObject({ code: 2, stderr: "" });
  const { valid, issues } = JSON.parse(json.stdout.toString()) as { valid: boolean; issues: { path: string }[] };
  expect(valid).toBe(false);
  expect(issues.map(({ path }) => path)).toEqual(["tables.a.fields.id.type", "tables.a.fields.age.mx"]);
});

test("a fault of syntax has line and column", async () => {
  const { code, stderr } = await semblance(["check", "-"], { input: "tables:\n  a: { rows: 1, fields: [\n" });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: standard input:\d+:\d+: /);
});

test("explain shows a cell as preview does, and what it was made from", async () => {
  const { stdout } = await semblance(["preview", "-", "--from", "5", "--rows", "1", "--json"], { input: people });
  const [row] = JSON.parse(stdout.toString()) as { status: string | null }[];
  const json = await semblance(["explain", "-", "people.status", "--row", "5", "--json"], { input: people });
  expect(JSON.parse(json.stdout.toString())).toMatchObject({ column: "people.status", row: 5, value: row!.status });
  const lines = await semblance(["explain", "-", "status", "--row", "5"], { input: people });
  expect(lines.stdout.toString()).toMatch(
    /^people\.status  row 5 = .*\n│ null in 20 % of rows  stream [0-9a-f]{16}\n└─ status before nulls = /,
  );
  const none = await semblance(["explain", "-", "people.stats", "--row", "5"], { input: people });
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean people.status?") as string });
});

test("types lists field types, schema prints a JSON Schema", async () => {
  const all = await semblance(["types", "--json"]);
  expect((JSON.parse(all.stdout.toString()) as unknown[]).length).toBeGreaterThan(20);
  const some = await semblance(["types", "uuid"]);
  expect(some.stdout.toString()).toMatch(/^uuid +A random identifier/m);
  expect((await semblance(["types", "nonesuch"])).code).toBe(2);
  const schema = await semblance(["schema"]);
  expect(JSON.parse(schema.stdout.toString())).toHaveProperty("properties.tables");
});
