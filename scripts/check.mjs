// Runs every check, each to its end, and names those that failed: `npm run check`, or `npm run check -- types lint`.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const tool = (path, ...args) => [join(root, "node_modules", path), ...args];

const STEPS = {
  types: tool("typescript/bin/tsc", "-b"),
  lint: tool("oxlint/bin/oxlint", "--deny-warnings"),
  format: tool("oxfmt/bin/oxfmt", "--check"),
  house: [join(root, "scripts", "check-house.ts")],
  knip: tool("knip/bin/knip.js", "--no-progress"),
  tests: tool("vitest/vitest.mjs", "run"),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  console.error(`check: expected steps among ${Object.keys(STEPS).join(", ")}; found ${unknown.join(", ")}.`);
  process.exit(2);
}

const results = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(STEPS)) {
  console.log(`\n== ${name}`);
  const from = performance.now();
  const { status, error } = spawnSync(process.execPath, STEPS[name], { cwd: root, stdio: "inherit" });
  if (error) console.error(error.message);
  results.push({ name, passed: status === 0, seconds: (performance.now() - from) / 1000 });
}

console.log("\n== check");
for (const { name, passed, seconds } of results) {
  console.log(`${passed ? "passed" : "FAILED"}  ${name.padEnd(7)} ${seconds.toFixed(1).padStart(6)} s`);
}
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
if (failed.length > 0)
  console.log(`Failed: ${failed.join(", ")}. Each can be run alone: npm run check -- ${failed[0]}`);
process.exitCode = failed.length > 0 ? 1 : 0;
