import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DataError } from "@semblance/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSqliteFile } from "./file.ts";

let folder: string;
let whole: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sqlite-file-"));
  const path = join(folder, "whole.db");
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
  for (let k = 0; k < 500; k++) database.exec(`INSERT INTO t (name) VALUES ('${"x".repeat(50)}')`);
  database.close();
  whole = await readFile(path);
});
afterAll(() => rm(folder, { recursive: true }));

it("a file that is whole is read", async () => {
  expect((await readSqliteFile(join(folder, "whole.db"), true)).tables[0]).toMatchObject({ name: "t", rows: 500 });
});

const noise = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, k) => (k * 7919 + 13) & 255));
it.each([
  ["cut in its header", () => whole.subarray(0, 16), "it is cut off: a header has 100 bytes, the file 16"],
  [
    "cut in its pages",
    () => whole.subarray(0, 6000),
    /it is cut off: its header tells of \d+ bytes, the file has 6000/,
  ],
  ["of noise behind its first bytes", () => Buffer.concat([whole.subarray(0, 16), noise(8176)]), "or is encrypted"],
  ["with a page of noise", () => Buffer.concat([whole.subarray(0, 4096), noise(whole.length - 4096)]), "it is damaged"],
])("a file that is %s is its owner's to mend", async (name, bytes, message) => {
  const path = join(folder, `${name}.db`);
  await writeFile(path, bytes());
  const fault: unknown = await readSqliteFile(path, true).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(DataError);
  expect((fault as Error).message).toMatch(message);
  expect((fault as Error).message.split("\n")[1]).toMatch(/\w/);
});
