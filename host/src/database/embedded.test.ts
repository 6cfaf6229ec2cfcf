import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { openLog } from "../log/log.ts";
import { openEmbedded, openFiles } from "./embedded.ts";

const places = openPlaces();
afterAll(() => places.close());

test("an embedded database whose commits do not reach the disk is refused", async () => {
  const { home } = await places.place("embedded");
  await expect(openFiles(join(home, "pg"), PGlite.defaultStartParams)).rejects.toThrow(/is not written to disk/);
});

test("what broken-off beginnings left is cleared away, and dead rows are swept", async () => {
  const { home } = await places.place("embedded");
  await rename(join(home, "pg"), join(home, "kept"));
  await mkdir(join(home, "pg-draft-1"));
  await writeFile(join(home, "pg-draft-1", "base"), "half");
  const embedded = await openEmbedded(home, openLog("silent"));
  expect(await readdir(home)).toEqual(["kept", "pg"]);
  expect(existsSync(join(home, "pg", "PG_VERSION"))).toBe(true);
  const { pglite } = embedded;
  await pglite.exec("CREATE TABLE t AS SELECT i, md5(i::text) AS text FROM generate_series(1, 5000) AS i");
  const bytes = async (): Promise<number> =>
    (await pglite.query<{ n: number }>("SELECT pg_table_size('t')::int AS n")).rows[0]!.n;
  await embedded.maintain();
  const before = await bytes();
  for (let round = 0; round < 8; round++) {
    await pglite.exec("UPDATE t SET text = md5(text)");
    await embedded.maintain();
  }
  expect(await bytes()).toBeLessThan(3 * before); // 9 times without
  await embedded.close();
});

test("a database whose files come out of the pack has all that a new one has, and takes commits", async () => {
  const { home } = await places.place("embedded");
  const program = fileURLToPath(new URL("./initdb.ts", import.meta.url));
  await promisify(execFile)(process.execPath, [program, "--pack"]);
  const folder = join(home, "unpacked");
  await mkdir(folder, { mode: 0o700 });
  await promisify(execFile)(process.execPath, [program, folder]);
  const count =
    "SELECT (SELECT count(*) FROM pg_class)::int AS tables, (SELECT count(*) FROM pg_proc)::int AS functions";
  const made = await PGlite.create();
  const unpacked = await openFiles(folder); // commits once
  const own = { tables: 1 }; // of that check
  const [expected] = (await made.query<{ tables: number; functions: number }>(count)).rows;
  const [found] = (await unpacked.query<{ tables: number; functions: number }>(count)).rows;
  expect(found).toEqual({ ...expected, tables: expected!.tables + own.tables });
  await made.close();
  await unpacked.close();
});
