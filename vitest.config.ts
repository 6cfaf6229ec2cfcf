import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

if (Number(process.versions.node.split(".")[0]) < 24) {
  throw new Error(`vitest: expected Node 24 or newer; found ${process.versions.node}. Run npm test, or npx vitest.`);
}

// Processes and threads of the tests load the same modules hundreds of times.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/node");

// Limits are for what hangs: a machine may be ten times as slow as another, or as itself a minute ago.
const HANGS_MS = 300_000;
const project = (name: string, include: string[]) => ({
  test: {
    name,
    include,
    environment: "node" as const,
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    expect: { poll: { timeout: 60_000 } },
  },
});

export default defineConfig({
  test: {
    watch: false,
    // One file less than there are cores leaves one of two idle.
    maxWorkers: availableParallelism(),
    projects: [
      project("engine", ["engine/src/**/*.test.ts"]),
      project("host", ["host/src/**/*.test.ts"]),
      project("web", ["web/src/**/*.test.{ts,tsx}"]),
      project("scripts", ["scripts/**/*.test.ts"]),
      project("e2e", ["e2e/**/*.test.ts"]),
    ],
  },
});
