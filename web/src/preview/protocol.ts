import type { Explanation, Issue, Kind } from "@semblance/engine";
import type { BuilderCalls, FunctionInfo, RuleInfo, TypeInfo } from "./builder-protocol.ts";

/** A piece of the document, in characters; half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An issue with its place in the text; `line` counts from 1. */
export interface Problem extends Issue, Span {
  readonly line: number;
}

/** A column as the page needs to know it. */
export interface ColumnInfo {
  readonly name: string;
  readonly kind: Kind;
  /** The type as the document names it: `person.full_name`. */
  readonly type: string;
  /** Where the document describes it. */
  readonly span: Span;
}

/** A table as the page needs to know it. */
export interface TableInfo {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly ColumnInfo[];
}

/** A document that compiled. `plan` is what to name it by in later calls. */
export interface Ready {
  readonly plan: number;
  readonly name: string;
  readonly tables: readonly TableInfo[];
  readonly compileMs: number;
  /** What `now` means to a document that does not say: a date, ISO 8601. */
  readonly now?: string;
}

/** A document, compiled: ready, or everything that is wrong with it. */
export type Outcome = { readonly ready: Ready } | { readonly ready?: undefined; readonly problems: readonly Problem[] };

/** What the first rows of a column look like. Counts are over `rows` of the summary. */
export interface ColumnSummary {
  /** Share of nulls, from 0 to 1. */
  readonly nulls: number;
  readonly distinct: number;
  /** Bars to draw: a histogram of numbers and dates, or counts of the commonest values; empty where most values are unique. */
  readonly bars: readonly number[];
  /** The middle value of numbers and dates. */
  readonly median?: string;
  /** The commonest values with their shares of the rows, where there are few. */
  readonly top: readonly { readonly text: string; readonly share: number }[];
  /** The breadth of nearly every cell, in small letters. */
  readonly chars: number;
}

/** A table's first rows at a glance. */
export interface TableSummary {
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  /** Mean bytes of a row as CSV. */
  readonly csvRowBytes: number;
}

/** Rows as texts, row by row; null is a null. `ms` is what the engine took. */
export interface RowsMade {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly ms: number;
}

/** What the engine can do: field types, kinds of rules, functions of expressions, and the names of formats. */
export interface Offers {
  readonly types: readonly TypeInfo[];
  readonly rules: readonly RuleInfo[];
  readonly functions: readonly FunctionInfo[];
  readonly formats: readonly string[];
}

/** All that the page asks of the engine, with the answers. */
export interface Calls extends BuilderCalls {
  readonly offers: { ask: null; answer: Offers };
  readonly compile: { ask: { readonly text: string }; answer: Outcome };
  readonly rows: {
    ask: { readonly plan: number; readonly table: string; readonly from: number; readonly count: number };
    answer: RowsMade;
  };
  readonly summarize: { ask: { readonly plan: number; readonly table: string }; answer: TableSummary };
  readonly explain: {
    ask: { readonly plan: number; readonly column: string; readonly row: number };
    answer: Explanation;
  };
  readonly encode: {
    ask: { readonly plan: number; readonly format: string } & Slice;
    answer: { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string; readonly extension: string };
  };
}

interface Slice {
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

/** One question to the worker. */
export type Ask = {
  [C in keyof Calls]: { readonly id: number; readonly call: C; readonly ask: Calls[C]["ask"] };
}[keyof Calls];

/** One answer: what was asked for, or what went wrong in our own words. */
export type Answer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };

/** What answers each call. */
export type Session = {
  readonly [C in keyof Calls]: (ask: Calls[C]["ask"]) => Calls[C]["answer"] | Promise<Calls[C]["answer"]>;
};
