import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { hashFile } from "./certificate.ts";
import { openDuck } from "./duckdb.ts";
import { openFiles } from "./outbox.ts";
import { withAnswers } from "./paths.ts";
import { equip, makePlan } from "./press.ts";
import { runJob } from "./run.ts";

const ROWS = 200_000;
const people = {
  rows: ROWS,
  fields: {
    id: { type: "sequence", key: true },
    name: "person.full_name",
    age: { type: "integer", min: 0, max: 90 },
    income: { type: "decimal", scale: 2, min: 1, max: 90_000 },
    born: { type: "date", from: "1950-01-01", to: "2005-12-31" },
  },
};
const document = {
  now: "2026-01-31",
  tables: { people, calm: { rows: 10, fields: { id: "sequence" } }, pets: { ...people, rows: 100 } },
  dirty: {
    people: {
      duplicates: 0.02,
      late: 0.03,
      fields: {
        name: { typos: 0.05, missing: 0.01 },
        age: { outliers: 0.02 },
        income: { missing: { rate: 0.2, when: "age > 60" } },
        born: { format: 0.04 },
      },
    },
    pets: { typos: 0.1 },
  },
};

async function make(threads: number, chunkRows: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "semblance-dirty-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const plan = await makePlan(document);
  const data = plan.tables.map(({ header, rows }) => ({ table: header.table, from: 0, to: rows }));
  const paths = data.map(({ table }) => join(folder, `${table}.csv`));
  const layout = withAnswers({ files: data, paths }, plan, folder, undefined);
  expect(new Set(layout.paths.slice(3))).toEqual(new Set([join(folder, "answers.csv")]));
  const workplace = await equip(plan, { document, format: "csv", options: {}, gzip: false, files: layout.files });
  const { signal } = new AbortController();
  await runJob(workplace, layout.paths, openFiles(), { threads, chunkRows, signal });
  return folder;
}

it("the rates are those asked for, and the key says what is in the data", async () => {
  const folder = await make(1, 100_000);
  const duck = await openDuck([folder]);
  onTestFinished(() => duck.close());
  const count = async (sql: string): Promise<number> =>
    Number((await duck.query(`SELECT count(*) FROM ${sql}`))[0]![0]);
  const csv = (name: string, types: string): string =>
    `read_csv('${folder}/${name}.csv', header = true, nullstr = '', allow_quoted_nulls = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types}})`;
  await duck.run(
    `CREATE TABLE people AS SELECT row_number() OVER () - 1 AS place, * FROM ${csv("people", "'id':'BIGINT','name':'VARCHAR','age':'DOUBLE','income':'DOUBLE','born':'VARCHAR'")}`,
  );
  await duck.run(
    `CREATE TABLE answers AS SELECT * FROM ${csv("answers", "'tab':'VARCHAR','place':'BIGINT','col':'VARCHAR','kind':'VARCHAR','clean':'VARCHAR','spoiled':'VARCHAR'")}`,
  );
  const near = (found: number, of: number, rate: number): void =>
    expect(Math.abs(found - of * rate)).toBeLessThan(5 * Math.sqrt(of * rate * (1 - rate)));
  const spoiled = (column: string, kind: string): Promise<number> =>
    count(`answers WHERE tab = 'people' AND col = '${column}' AND kind = '${kind}'`);
  const rows = await count("people");
  expect(Math.abs(rows - ROWS * 1.02)).toBeLessThan(2);
  expect(await count("answers WHERE tab = 'people' AND kind = 'duplicate'")).toBe(rows - ROWS);
  expect(await count("(SELECT id FROM people GROUP BY id HAVING count(*) > 1)")).toBeGreaterThan(0.018 * ROWS);
  expect(Math.abs((await count("answers WHERE tab = 'people' AND kind = 'late'")) / ROWS - 0.03)).toBeLessThan(0.001);
  near(await spoiled("name", "typo"), rows, 0.05);
  near(await spoiled("name", "missing"), rows, 0.01);
  near(await spoiled("age", "outlier"), rows, 0.02);
  near(await spoiled("born", "format"), rows, 0.04);
  near(await spoiled("income", "missing"), (rows * 30) / 91, 0.2);
  expect(await count("people WHERE income IS NULL")).toBe(await spoiled("income", "missing"));
  expect(await count("people WHERE TRY_CAST(born AS DATE) IS NULL OR length(born) <> 10")).toBeLessThanOrEqual(
    await spoiled("born", "format"),
  );
  expect(await count("people WHERE name IS NULL")).toBe(await spoiled("name", "missing"));
  const [[wrong] = []] = await duck.query(
    "SELECT count(*) FROM answers a JOIN people p USING (place) WHERE a.tab = 'people' AND a.col = 'name' AND a.spoiled IS DISTINCT FROM p.name",
  );
  expect(Number(wrong)).toBe(0);
  expect(
    await count(
      "answers a JOIN people o ON a.kind = 'duplicate' AND o.place = a.clean::BIGINT JOIN people c ON c.place = a.place WHERE a.tab = 'people' AND o.id <> c.id",
    ),
  ).toBe(0);
  expect(await count("answers WHERE tab = 'calm'")).toBe(0);
  expect(await count("answers WHERE tab = 'pets'")).toBeGreaterThan(0);
});

it("the bytes do not depend on threads and chunks", async () => {
  const [one, two] = [await make(1, 100_000), await make(2, 7_000)];

  for (const file of ["people.csv", "pets.csv", "answers.csv"])
    expect(await hashFile(join(two, file))).toEqual(await hashFile(join(one, file)));
});
