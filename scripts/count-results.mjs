// Prints "N passed, N failed" from vitest's JSON record and fails when anything did:
// node scripts/count-results.mjs <record> <tests failed: 0 or 1> <other failed steps>
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Counts tests; `testsFailed` is whether the run failed, which it may do without a failed test. */
export function countResults(record, testsFailed, failedSteps) {
  const passed = record?.numPassedTests ?? 0;
  const failedTests = record?.numFailedTests ?? 0;
  const unloaded = (record?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = failedTests + unloaded;
  const unexplained = failed === 0 && (testsFailed || passed === 0) ? 1 : 0;
  return { passed, failed: failed + unexplained + failedSteps };
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [file = "", testsFailed, failedSteps] = process.argv.slice(2);
  const record = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  const { passed, failed } = countResults(record, testsFailed !== "0", Number(failedSteps));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
