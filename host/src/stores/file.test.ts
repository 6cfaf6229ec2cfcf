import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "./all.ts";
import { openFileStore } from "./file.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "semblance-file-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe("files", () => {
  test("are where the address says, and nobody else's to read", async () => {
    const store = await openStore("file:", { home });
    const { url } = await store.put("jobs/1/a.csv", [Buffer.from("x")]);
    const path = join(home, "store", "jobs", "1", "a.csv");
    expect(fileURLToPath(url)).toBe(path);
    expect(await mode(path)).toBe("600");
    expect(await mode(join(home, "store", "jobs", "1"))).toBe("700");
    expect(await mode(join(home, "store"))).toBe("700");
    expect((await openStore(`file:${home}/abs`, { home: "/nowhere" })).url).toBe(`file://${home}/abs`);
    expect((await openStore(`file://${home}/abs`, { home: "/nowhere" })).url).toBe(`file://${home}/abs`);
    expect((await openStore("file:beside", { home })).url).toBe(`file://${home}/beside`);
  });

  test("an address of another kind is refused with what was probably meant", async () => {
    await expect(openStore("flie:", { home })).rejects.toMatchObject({
      issues: [{ code: "store/address", hint: "Did you mean file?" }],
    });
    await expect(openStore("/data", { home })).rejects.toMatchObject({ issues: [{ code: "store/address" }] });
  });

  test("sweep removes what a killed writer left once it is old enough", async () => {
    const store = openFileStore(home);
    await store.put("a", [Buffer.from("x")]);
    const left = join(home, ".writing", "left");
    await writeFile(left, "half");
    expect(await store.sweep(60_000)).toBe(0);
    const before = Date.now() / 1000 - 120;
    await utimes(left, before, before);
    expect(await store.sweep(60_000)).toBe(1);
    expect(await readdir(join(home, ".writing"))).toEqual([]);
    expect(await store.size("a")).toBe(1);
  });

  test("a folder that is emptied while files come in loses none of them", async () => {
    const store = openFileStore(home);
    const busy = async (n: number): Promise<void> => {
      for (let k = 0; k < 20; k++) {
        await store.put(`deep/er/${n}-${k}`, [Buffer.from("x")]);
        expect(await store.size(`deep/er/${n}-${k}`)).toBe(1);
        await store.delete([`deep/er/${n}-${k}`]);
      }
    };
    await Promise.all([1, 2, 3, 4].map(busy));
    expect(await readdir(home)).toEqual([".writing"]);
  });
});

describe("a full disk", () => {
  // A file system of 256 kB in a name space of our own: needs no rights where the kernel allows such spaces.
  const script = `
    import { openFileStore } from ${JSON.stringify(fileURLToPath(new URL("file.ts", import.meta.url)))};
    const store = openFileStore(process.argv[1]);
    const big = Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024));
    const error = await store.put("big", big).catch((error) => error);
    const size = await store.size("big");
    const small = await store.put("small", [Buffer.from("x")]);
    console.log(JSON.stringify({ name: error.name, service: error.service, retryable: error.retryable, left: await store.sweep(0), size: size ?? null, small: small.bytes, message: error.message }));
  `;
  const unshare = ["--map-root-user", "--user", "--mount", "sh", "-c"];
  const canMount = ((): boolean => {
    try {
      execFileSync("unshare", [...unshare, `mount -t tmpfs -o size=256k none ${tmpdir()}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  })();

  test.runIf(canMount)("is an error that can be tried again, and leaves nothing", () => {
    const line = 'mount -t tmpfs -o size=256k none "$1" && exec "$2" --input-type=module -e "$3" "$1/store"';
    const said = execFileSync("unshare", [...unshare, line, "sh", home, process.execPath, script], {
      encoding: "utf8",
    });
    expect(JSON.parse(said)).toMatchObject({
      name: "WorldError",
      service: "disk-full",
      retryable: true,
      left: 0,
      size: null,
      small: 1,
    });
    expect(said).toContain("the disk is full");
  });

  test("past what this process may write is an error too", () => {
    // The limit of a file's size stands in for a disk where no file system can be mounted; SIGXFSZ is ignored by Node.
    const said = execFileSync(
      "bash",
      ["-c", 'ulimit -f 256; exec "$1" --input-type=module -e "$2" "$3"', "bash", process.execPath, script, home],
      { encoding: "utf8" },
    );
    expect(JSON.parse(said)).toMatchObject({ name: "WorldError", service: "disk", left: 0, size: null, small: 1 });
  });
});
