import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { compile, formats, generate, gzipped, openMachine, prepare, type Format } from "@semblance/engine";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { BUNDLE, folder, people, semblance } from "./semblance.ts";

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The file that the library makes of a whole table in one part. */
async function byLibrary(format: Format, gzip = false): Promise<Buffer> {
  const document: unknown = parse(people, { stringKeys: true });
  const { plan } = compile(document, await prepare(document));
  const { header, rows } = plan!.tables[0]!;
  const plain = format.open(header, { from: 0, to: rows });
  const encoder = gzip ? gzipped(plain) : plain;
  const machine = openMachine();
  const pieces: Buffer[] = [];
  const part = encoder.writer(machine).part(0, (bytes) => void pieces.push(Buffer.from(bytes)));
  for (const batch of generate(plan!, { table: header.table, from: 0, to: rows }, machine)) part.write(batch);
  const info = part.end(); // gives the last pieces
  return Buffer.concat([encoder.head(), ...pieces, encoder.foot([info])]);
}

test("there are formats", () => expect(formats.length).toBeGreaterThan(0));

for (const format of formats) {
  test(`${format.name}: the command line writes what the library makes, by any threads and chunks`, async () => {
    const cwd = await folder({ "people.yaml": people });
    const expected = sha(await byLibrary(format));
    for (const [threads, chunkRows] of [[1], [2], [3, 1000], [2, 1000], [2, 10_000], [1, 1000]]) {
      const out = join(cwd, `t${threads}-c${chunkRows ?? "none"}${format.extension}`);
      const chunks = chunkRows === undefined ? [] : ["--chunk-rows", `${chunkRows}`];
      const { code, stderr } = await semblance(
        ["generate", "people.yaml", "--out", out, "--threads", `${threads}`, ...chunks],
        { cwd },
      );
      expect(stderr).toContain("25,000 rows");
      expect(code).toBe(0);
      expect({ out, sha: sha(await readFile(out)) }).toEqual({ out, sha: expected });
    }
  });
}

test("many chunks by threads are the bytes of one thread", async () => {
  // Large enough for threads to start: small jobs stay in the main thread.
  const cwd = await folder({ "people.yaml": people });
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout } = await semblance(["generate", "people.yaml", "--rows", "2500000", "--out", "-", ...args], {
      cwd,
    });
    expect(code).toBe(0);
    return sha(stdout);
  };
  const expected = await run("--threads", "1");
  expect(await run("--threads", "2")).toBe(expected);
  expect(await run("--threads", "3", "--chunk-rows", "10000")).toBe(expected);
});

test("gzip holds the plain bytes", async () => {
  const cwd = await folder({ "people.yaml": people });
  const { code } = await semblance(["generate", "people.yaml", "--out", "p.csv.gz", "--chunk-rows", "5000"], { cwd });
  expect(code).toBe(0);
  const bytes = await readFile(join(cwd, "p.csv.gz"));
  const csv = formats.find(({ name }) => name === "csv")!;
  expect(sha(gunzipSync(bytes))).toBe(sha(await byLibrary(csv)));
  expect(sha(bytes)).toBe(sha(await byLibrary(csv, true)));
});

test("standard output takes the bytes of a file", async () => {
  const cwd = await folder();
  const { code, stdout, stderr } = await semblance(["generate", "-", "--out", "-"], { cwd, input: people });
  expect(code).toBe(0);
  expect(stderr).toContain("wrote standard output: 25,000 rows");
  expect(sha(stdout)).toBe(sha(await byLibrary(formats.find(({ name }) => name === "csv")!)));
});

test("the parts of a split, one after the other, are the whole", async () => {
  const cwd = await folder({ "people.yaml": people });
  const { code } = await semblance(["generate", "people.yaml", "--split", "0.8,0.1,0.1", "--no-header"], { cwd });
  expect(code).toBe(0);
  const names = ["people.train.csv", "people.validation.csv", "people.test.csv"];
  const parts = await Promise.all(names.map((name) => readFile(join(cwd, name), "latin1")));
  expect(parts.map((part) => part.split("\n").length - 1)).toEqual([20_000, 2500, 2500]);
  const { stdout } = await semblance(["generate", "people.yaml", "--no-header", "--out", "-"], { cwd });
  expect(parts.join("")).toBe(stdout.toString("latin1"));
});

test("the bundle makes what the sources make; `npm test` builds it", async () => {
  const cwd = await folder({ "people.yaml": people });
  const { stdout, code, stderr } = await semblance(["generate", "people.yaml", "--out", "-"], { cwd, main: BUNDLE });
  expect(stderr).toContain("25,000 rows");
  expect(code).toBe(0);
  expect(sha(stdout)).toBe(sha(await byLibrary(formats.find(({ name }) => name === "csv")!)));
  const { stdout: preview } = await semblance(["preview", "user", "--rows", "1", "--json"], { cwd, main: BUNDLE });
  expect(JSON.parse(preview.toString())).toHaveLength(1);
});
