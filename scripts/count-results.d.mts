export interface TestRecord {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}
export declare function countResults(
  record: TestRecord | undefined,
  testsFailed: boolean,
  failedSteps: number,
): { readonly passed: number; readonly failed: number };
