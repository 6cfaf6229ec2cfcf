import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, semblance } from "./semblance.ts";

const shop = `
name: shop
seed: 42
now: 2026-01-31
tables:
  customers:
    rows: 50
    fields:
      id: { type: sequence, key: true }
      email: { type: internet.email, unique: true }
      note: { type: category, values: ["", "x, y", 'q"q'], null: 0.3 }
      registered: { type: date, from: 2024-01-01, to: 2025-01-01 }
  orders:
    rows: { per: customers, min: 1, max: 4 }
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      placed: { type: datetime, after: customer_id.registered }
      total: { type: decimal, scale: 2, min: 1, max: 900 }
`;

interface Check {
  readonly table: string;
  readonly what: string;
  readonly of: string;
  readonly outcome: string;
}

async function certified(...args: string[]): Promise<string> {
  const cwd = await folder({ "shop.yaml": shop });
  const outcome = await semblance(["generate", "shop.yaml", "--certificate", "shop/c.json", ...args], { cwd });
  expect(outcome).toMatchObject({ code: 0 });
  return cwd;
}

/** What a certificate says that the data no longer do, as `table what of`. */
async function failures(cwd: string): Promise<readonly string[]> {
  const { code, stdout } = await semblance(["verify", "shop/c.json", "--json"], { cwd });
  const { checks, failed } = JSON.parse(stdout.toString()) as { checks: readonly Check[]; failed: number };
  expect(code).toBe(failed > 0 ? 3 : 0);
  return checks.filter(({ outcome }) => outcome === "failed").map(({ table, what, of }) => `${table} ${what} ${of}`);
}

async function edit(cwd: string, table: string, change: (lines: string[]) => void): Promise<void> {
  const path = join(cwd, "shop", `${table}.csv`);
  const lines = (await readFile(path, "utf8")).split("\n");
  change(lines);
  await writeFile(path, lines.join("\n"));
}

test("the figures are the same in every format, and verified", async () => {
  const figures: unknown[] = [];
  for (const args of [
    ["csv"],
    ["csv", "--gzip", "--no-header", "--delimiter", ";", "--null-text", "NULL"],
    ["jsonl", "--split", "0.8,0.2"],
    ["json"],
    ["parquet"],
  ]) {
    const cwd = await certified("--format", ...args);
    const text = await readFile(join(cwd, "shop/c.json"), "utf8");
    figures.push(
      (JSON.parse(text) as { tables: readonly { figures: unknown }[] }).tables.map((table) => table.figures),
    );
    expect(await failures(cwd)).toEqual([]);
  }
  expect(figures[0]).toMatchObject([{ rows: 50, duplicates: { id: 0 }, totals: { id: { sum: "1275" } } }, {}]);
  for (const each of figures) expect(each).toEqual(figures[0]);
});

test("formats that DuckDB does not read are held to their hashes, and verify says so", async () => {
  const cwd = await certified("--format", "xlsx");
  const { code, stdout } = await semblance(["verify", "shop/c.json"], { cwd });
  expect(code).toBe(0);
  expect(stdout.toString()).toContain("not computed again: xlsx is not read by the independent engine");
});

test("one changed cell", async () => {
  const cwd = await certified();
  await edit(cwd, "orders", (lines) => (lines[3] = lines[3]!.replace(/[^,]+$/, "900.01")));
  expect(await failures(cwd)).toEqual(["orders file orders.csv", "orders sum total", "orders max total"]);
});

test("a dropped row", async () => {
  const cwd = await certified();
  await edit(cwd, "customers", (lines) => lines.splice(7, 1));
  expect(await failures(cwd)).toEqual(
    expect.arrayContaining(["customers rows ", "customers sum id", "orders orphans customer_id -> customers.id"]),
  );
});

test("a row that is there twice", async () => {
  const cwd = await certified();
  await edit(cwd, "customers", (lines) => lines.splice(7, 0, lines[7]!));
  expect(await failures(cwd)).toEqual(
    expect.arrayContaining(["customers rows ", "customers duplicates id", "customers duplicates email"]),
  );
});

test("a reference that leads nowhere", async () => {
  const cwd = await certified();
  await edit(cwd, "orders", (lines) => (lines[3] = lines[3]!.replace(/^(\d+),\d+,/, "$1,4711,")));
  expect(await failures(cwd)).toContain("orders orphans customer_id -> customers.id");
});

test("a cell that cannot be read, and a null more", async () => {
  const cwd = await certified();
  await edit(cwd, "orders", (lines) => (lines[3] = lines[3]!.replace(/[^,]+$/, "much")));
  await edit(cwd, "customers", (lines) => (lines[3] = lines[3]!.replace(/[^,]+$/, "")));
  expect(await failures(cwd)).toEqual(
    expect.arrayContaining(["customers nulls registered", "orders unreadable total", "orders sum total"]),
  );
});

test("a broken file is said of its table alone, a missing one too", async () => {
  const cwd = await certified();
  await edit(cwd, "orders", (lines) => (lines[3] = "1,2"));
  expect(await failures(cwd)).toEqual(["orders file orders.csv", "orders contents "]);
  const { code, stdout } = await semblance(["verify", "shop/c.json", "shop/customers.csv"], { cwd });
  expect(code).toBe(3);
  expect(stdout.toString()).toContain("a file is missing");
});

test("another schema under the same hash", async () => {
  const cwd = await certified();
  const path = join(cwd, "shop/c.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"rows": 50', '"rows": 51'));
  expect(await failures(cwd)).toEqual([" schema "]);
});

test("what is no certificate, and no files to certify", async () => {
  const cwd = await folder({ "shop.yaml": shop, "c.json": "{}", "d.json": "{" });
  for (const file of ["c.json", "d.json", "e.json"]) {
    const { code, stderr } = await semblance(["verify", file], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: .\.json: .*certificate/);
  }
  const { code, stderr } = await semblance(["generate", "user", "--out", "-", "--certificate", "c.json"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("--certificate: expected files to certify; found standard output.");
});

test("dirty data have their answers beside them, in the certificate too, and complaints about their file name no other", async () => {
  const cwd = await folder({ "shop.yaml": shop, "dirt.yaml": "custmers: { typos: 0.1 }" });
  const run = (...args: readonly string[]) => semblance(["generate", "shop.yaml", ...args], { cwd });
  expect(await run("--dirty", "0.1", "--out", "d/", "--certificate", "d/c.json")).toMatchObject({ code: 0 });
  expect(await readFile(join(cwd, "d/answers.csv"), "utf8")).toMatch(
    /^table,row,column,kind,clean,spoiled\ncustomers,/,
  );
  expect(await semblance(["verify", "d/c.json"], { cwd })).toMatchObject({ code: 0 });
  const one = await semblance(["generate", "user", "--rows", "90", "--split", "0.5,0.5", "--dirty", "0.1"], { cwd });
  expect(one).toMatchObject({ code: 0, stderr: expect.stringContaining("user.answers.csv: the answer key") as string });
  const wrong = await run("--dirty", "dirt.yaml");
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: dirty\.custmers: /) as string });
  const much = await run("--dirty", "0.5");
  expect(much).toMatchObject({ code: 2, stderr: expect.stringContaining("expected a rate of 0 to 0.25") as string });
  const none = await run("--answers", "a.csv");
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing is") as string });
});
