import { once } from "node:events";
import { mkdir, readFile, stat, watch, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesIn, finish, folder, pair, people, semblance, start } from "./semblance.ts";

test("one table goes to ./<table>.csv, several to ./<schema>/", async () => {
  const cwd = await folder({ "people.yaml": people, "pair.yaml": pair });
  expect((await semblance(["generate", "people.yaml", "--rows", "10"], { cwd })).code).toBe(0);
  const { code, stderr } = await semblance(["generate", "pair.yaml", "--table", "left=5"], { cwd });
  expect(stderr).toMatch(/wrote 2 files: 25 rows, .* seed 7, now 2026-01-31/);
  expect(code).toBe(0);
  expect(await filesIn(cwd)).toEqual(["pair.yaml", "pair/left.csv", "pair/right.csv", "people.csv", "people.yaml"]);
  expect((await readFile(join(cwd, "pair/left.csv"), "utf8")).trim().split("\n")).toHaveLength(6);
});

test("--out names a file, an existing directory or one to be made", async () => {
  const cwd = await folder({ "people.yaml": people });
  await mkdir(join(cwd, "there"));
  for (const out of ["deep/er/p.csv", "there", "made/"]) {
    expect((await semblance(["generate", "people.yaml", "--rows", "3", "--out", out], { cwd })).code).toBe(0);
  }
  expect(await filesIn(cwd)).toEqual(["deep/er/p.csv", "made/people.csv", "people.yaml", "there/people.csv"]);
});

test("--json tells all that is needed to run it again, and nothing else", async () => {
  const cwd = await folder({ "people.yaml": people });
  const args = ["generate", "people.yaml", "--rows", "100", "--seed", "s-1", "--now", "2026-05-01", "--json"];
  const { code, stdout, stderr } = await semblance(args, { cwd });
  expect(code).toBe(0);
  expect(stderr).toBe("");
  const bytes = (await stat(join(cwd, "people.csv"))).size;
  expect(JSON.parse(stdout.toString())).toMatchObject({
    files: [{ path: "people.csv", table: "people", rows: 100, bytes }],
    rows: 100,
    bytes,
    seed: "s-1",
    now: "2026-05-01",
    edition: 1,
    format: "csv",
  });
});

test("seed and now change the data, and the same ones give them back", async () => {
  const cwd = await folder({ "people.yaml": people });
  const run = async (...args: string[]): Promise<string> =>
    (await semblance(["generate", "people.yaml", "--rows", "50", "--out", "-", ...args], { cwd })).stdout.toString();
  const plain = await run();
  expect(await run()).toBe(plain);
  expect(await run("--seed", "42")).toBe(plain);
  expect(await run("--seed", "43")).not.toBe(plain);
  expect(await run("--now", "2020-01-01")).not.toBe(plain);
});

test("an existing file is left alone without --force", async () => {
  const cwd = await folder({ "people.yaml": people, "people.csv": "mine" });
  const refused = await semblance(["generate", "people.yaml", "--rows", "3"], { cwd });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toBe("error: people.csv: the file exists.\nhint: Add --force to replace it.\n");
  expect(await readFile(join(cwd, "people.csv"), "utf8")).toBe("mine");
  expect((await semblance(["generate", "people.yaml", "--rows", "3", "--force", "--quiet"], { cwd })).stderr).toBe("");
  expect(await readFile(join(cwd, "people.csv"), "utf8")).toMatch(/^id,/);
  expect(await filesIn(cwd)).toEqual(["people.csv", "people.yaml"]);
});

test("several tables do not fit standard output or one file", async () => {
  const cwd = await folder({ "pair.yaml": pair });
  for (const out of ["-", "both.csv"]) {
    const { code, stderr } = await semblance(["generate", "pair.yaml", "--out", out], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("hint: Write ");
  }
  expect(await filesIn(cwd)).toEqual(["pair.yaml"]);
});

test("what cannot be written is the operator's move, and leaves nothing", async () => {
  const cwd = await folder({ "people.yaml": people });
  await writeFile(join(cwd, "file"), "");
  const { code, stderr } = await semblance(["generate", "people.yaml", "--out", "file/people.csv"], { cwd });
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: file.people\.csv: cannot be written .*\nhint: A part of the path is a file/);
  expect(await filesIn(cwd)).toEqual(["file", "people.yaml"]);
});

test.skipIf(process.platform !== "linux")("a full disk is the operator's move", async () => {
  const { code, stderr } = await semblance(["generate", "-", "--out", "/dev/full"], { input: people });
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: \/dev\/full: cannot be written .*\nhint: The disk is full/);
});

/** Waits until a file in the directory has grown to so many bytes. */
async function grown(path: string, bytes: number): Promise<void> {
  const stop = AbortSignal.timeout(60_000);
  for await (const { filename } of watch(path, { signal: stop })) {
    if (filename === null) continue;
    const size = await stat(join(path, filename)).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= bytes) return;
  }
}

for (const [signal, exit] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  for (const threads of ["1", "2"]) {
    test(`${signal} with ${threads} threads leaves nothing and exits with ${exit}`, async () => {
      const cwd = await folder();
      const watched = grown(cwd, 50_000_000);
      const child = start(["generate", "-", "--rows", "4_000_000_000", "--threads", threads], { cwd, input: people });
      const outcome = finish(child);
      await watched;
      expect((await filesIn(cwd))[0]).toMatch(/^people\.csv\.partial-\d+$/);
      child.kill(signal);
      expect(await outcome).toMatchObject({ code: exit, stderr: "cancelled\n" });
      expect(await filesIn(cwd)).toEqual([]);
    });
  }
}

for (const threads of ["1", "2"]) {
  test(`a reader that goes away ends ${threads} threads quietly`, async () => {
    const child = start(["generate", "-", "--rows", "4_000_000_000", "--out", "-", "--threads", threads], {
      input: people,
    });
    let read = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > 50_000_000) break; // destroys the pipe
    }
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => void errors.push(chunk));
    const [code] = (await once(child, "close")) as [number];
    expect(Buffer.concat(errors).toString()).toBe("");
    expect(code).toBe(141);
  });
}
