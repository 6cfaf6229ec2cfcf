/** One thing wrong with a document: where, what, and what to do about it. */
export interface Issue {
  /** Where in the document: `tables.orders.fields.total.min`. Empty for the whole. */
  readonly path: string;
  /** `area/what`, stable: scripts may match it. */
  readonly code: string;
  /** Expectation and finding, in one sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
}

/** The author of the document must change it; carries every issue at once. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map(toLine).join("\n"));
    this.issues = issues;
  }
}

/** `path: message. hint` on one line. */
export function toLine(issue: Issue): string {
  const place = issue.path === "" ? "" : `${issue.path}: `;
  return `${place}${issue.message}${issue.hint === undefined ? "" : ` ${issue.hint}`}`;
}

/** The owner of some input data must mend it. */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly source: string;
  readonly row: number | undefined;
  readonly column: string | undefined;
  constructor(message: string, source: string, row?: number, column?: string) {
    super(message);
    this.source = source;
    this.row = row;
    this.column = column;
  }
}

/** The operator, or time, must act: a disk is full, a service does not answer. */
export class WorldError extends Error {
  override readonly name = "WorldError";
  readonly service: string;
  readonly retryable: boolean;
  constructor(message: string, service: string, retryable: boolean, cause?: unknown) {
    super(message, { cause });
    this.service = service;
    this.retryable = retryable;
  }
}

/** Whoever sets the budget must raise it or ask for less. */
export class LimitError extends Error {
  override readonly name = "LimitError";
  readonly limit: number;
  readonly used: number;
  readonly unit: string;
  constructor(message: string, limit: number, used: number, unit: string) {
    super(message);
    this.limit = limit;
    this.used = used;
    this.unit = unit;
  }
}

/** Somebody asked to stop. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** Throws a plain Error where our own reasoning is wrong: a bug of ours, never the user's. */
export function invariant(claim: unknown, message: string): asserts claim {
  if (!claim) throw new Error(`invariant: ${message}`);
}
