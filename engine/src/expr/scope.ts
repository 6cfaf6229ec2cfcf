import type { ColumnType } from "../batch/column.ts";

/** What the names in an expression mean. */
export interface Scope {
  /** The type of a field, or of a dotted path through a reference; undefined where there is none. */
  resolve(path: string): ColumnType | undefined;
  /** ms from 1970: the value of `now`. */
  readonly now: number;
}

/** One thing wrong with an expression; the message says where in its text. */
export interface ExpressionIssue {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}
