import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** What a pure package may not name, one per line of the probe. */
const IMPURE = [
  'import "node:fs";',
  'import { join } from "node:path"; join("a");',
  'console.log("a");',
  "process.exit();",
  'fetch("a");',
  "setTimeout(() => {}, 1);",
  "crypto.getRandomValues(new Uint8Array(1));",
  "performance.now();",
  "Buffer.alloc(1);",
  "document.title;",
  'new Worker("a");',
];
const PURE = [
  'new TextEncoder().encode("a");',
  "new TextDecoder().decode();",
  "new WebAssembly.Module(new Uint8Array(8));",
];

test("with the whole engine loaded, nothing impure compiles in it", () => {
  const folder = mkdtempSync(join(tmpdir(), "semblance-purity-"));
  try {
    writeFileSync(join(folder, "probe.ts"), [...IMPURE, ...PURE, "export {};"].join("\n"));
    const engine = join(root, "engine");
    const { exclude } = JSON.parse(readFileSync(join(engine, "tsconfig.src.json"), "utf8"));
    const settings = {
      extends: join(engine, "tsconfig.src.json"),
      compilerOptions: { incremental: false, tsBuildInfoFile: null },
      include: [join(engine, "src"), join(folder, "probe.ts")],
      exclude: (exclude as readonly string[]).map((path) => join(engine, path)),
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
    const lines = [...stdout.matchAll(/probe\.ts\((\d+),/g)].map(([, line]) => Number(line));
    expect([...new Set(lines)].toSorted((a, b) => a - b)).toEqual(IMPURE.map((_, at) => at + 1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
