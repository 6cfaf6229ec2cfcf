import type { Column, ColumnType, Dictionary, Kind } from "../batch/column.ts";
import { rowNumbers } from "../random/rows.ts";
import type { Task } from "../plan/plan.ts";

/** The cells of a term for the rows of a task. */
export type Run = (task: Task) => Column;

/** A piece of a composed text: a literal, or the cells of a term as text. */
export type Part = string | Term;

/** A typed expression that can run over columns. Text is in the dict layout exactly where there is a dictionary. */
export interface Term extends Omit<ColumnType, "kind"> {
  /** "null" is the type of the literal null, which fits everywhere. */
  readonly kind: Kind | "null";
  readonly run: Run;
  /** The cell where it is known now: a number as it lies in a column, or a text. */
  readonly constant?: number | string;
  /** Arithmetic that may have left the range of its kind; `finish` brings it back. */
  readonly loose?: boolean;
  /** A duration that is always a whole number of days, so that date + it is a date. */
  readonly wholeDays?: boolean;
  /** A composed text as its pieces, so that a longer one is written in one go. */
  readonly parts?: readonly Part[];
  /** A quotient as a decimal of that scale, rounded once from its exact value. */
  readonly exactly?: (scale: number) => Term;
}

/** Why a term cannot be made, and what to do about it. */
export interface Complaint {
  readonly complaint: string;
  readonly hint?: string;
}

export type Built = Term | Complaint;

export function isTerm(built: Built): built is Term {
  return "run" in built;
}

/** A number that is the same in every row, as it lies in a column of that kind. */
export function constantNumber(kind: Kind, value: number, scale = 0, more: Partial<Term> = {}): Term {
  const run: Run = ({ machine, rows }) => {
    const at = machine.alloc(rows.length * 8);
    machine.f64.fill(value, at / 8, at / 8 + rows.length);
    return { layout: "f64", at, valid: 0 };
  };
  return { kind, nullable: false, scale, millis: false, constant: value, run, ...more };
}

/** A text that is the same in every row. */
export function constantText(text: string): Term {
  const dictionary: Dictionary = { words: [text] };
  const run: Run = ({ machine, rows }) => {
    const at = machine.alloc(rows.length * 4);
    machine.u32.fill(0, at / 4, at / 4 + rows.length);
    return { layout: "dict", at, valid: 0, dictionary };
  };
  return { kind: "text", nullable: false, scale: 0, millis: false, dictionary, constant: text, run };
}

/** Null in every row, in the layout of a number or, with a dictionary, of words. */
export function nothing(dictionary?: Dictionary): Term {
  const run: Run = ({ machine, rows }) => {
    const bytes = (rows.length + 7) >> 3;
    const valid = machine.alloc(bytes);
    const at = machine.alloc(rows.length * 8);
    machine.u8.fill(0, valid, valid + bytes);
    machine.f64.fill(0, at / 8, at / 8 + rows.length);
    return dictionary === undefined ? { layout: "f64", at, valid } : { layout: "dict", at, valid, dictionary };
  };
  return {
    kind: "null",
    nullable: true,
    scale: 0,
    millis: false,
    ...(dictionary === undefined ? {} : { dictionary }),
    run,
  };
}

/** The number of the row, counted from 0. */
export const rowTerm: Term = {
  kind: "integer",
  nullable: false,
  scale: 0,
  millis: false,
  run: ({ machine, rows }) => ({ layout: "f64", at: rowNumbers(machine, rows), valid: 0 }),
};

/** Input k of the task. */
export function inputTerm(type: ColumnType, k: number): Term {
  const { kind, nullable, scale, millis, dictionary } = type;
  const run: Run = ({ inputs }) => inputs[k]!;
  return { kind, nullable, scale, millis, ...(dictionary === undefined ? {} : { dictionary }), run };
}

/** Integers and decimals: whole units of a scale, computed exactly. */
export function isExact(term: Term): boolean {
  return term.kind === "integer" || term.kind === "decimal";
}

export function isNumber(term: Term): boolean {
  return isExact(term) || term.kind === "float";
}

/** Text, and JSON as it is written. */
export function isText(term: Term): boolean {
  return term.kind === "text" || term.kind === "json";
}

/** How a complaint names the type of a term. */
export function nameOf(term: Term): string {
  return term.kind === "decimal" ? `decimal with ${term.scale} places` : term.kind;
}
