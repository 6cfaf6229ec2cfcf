import { defineConfig } from "vitest/config";

if (Number(process.versions.node.split(".")[0]) < 24) {
  throw new Error(`vitest: expected Node 24 or newer; found ${process.versions.node}. Run npm test, or npx vitest.`);
}

const project = (name: string, include: string[], testTimeout: number) => ({
  test: { name, include, environment: "node" as const, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    watch: false,
    projects: [
      project("engine", ["engine/src/**/*.test.ts"], 30_000),
      project("host", ["host/src/**/*.test.ts"], 30_000),
      project("web", ["web/src/**/*.test.{ts,tsx}"], 30_000),
      project("scripts", ["scripts/**/*.test.ts"], 60_000),
      project("e2e", ["e2e/**/*.test.ts"], 180_000),
    ],
  },
});
