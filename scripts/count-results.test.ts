import { describe, expect, test } from "vitest";
import { countResults } from "./count-results.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});
const GOOD = { numPassedTests: 2, numFailedTests: 0, testResults: [file("passed", "passed", "passed")] };

describe("the closing line of a run", () => {
  test("counts the tests that passed", () => {
    expect(countResults(GOOD, false, 0)).toEqual({ passed: 2, failed: 0 });
  });

  test("counts a failed test once, with its file", () => {
    const record = { numPassedTests: 1, numFailedTests: 1, testResults: [file("failed", "passed", "failed")] };
    expect(countResults(record, true, 0)).toEqual({ passed: 1, failed: 1 });
  });

  test("counts a file that did not load", () => {
    const record = { ...GOOD, testResults: [...GOOD.testResults, file("failed")] };
    expect(countResults(record, true, 0)).toEqual({ passed: 2, failed: 1 });
  });

  test("a failed step, a failed run without a failed test, no test and no record are failures", () => {
    expect(countResults(GOOD, false, 2).failed).toBe(2);
    expect(countResults(GOOD, true, 0).failed).toBe(1);
    expect(countResults({ ...GOOD, numPassedTests: 0 }, false, 0).failed).toBe(1);
    expect(countResults(undefined, true, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
