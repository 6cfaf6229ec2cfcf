import type { Built, Term } from "./term.ts";

/** A function of the language. Called as f(a, b) or a.f(b). */
export interface Func {
  /** Least and most number of arguments, the receiver included. */
  readonly args: readonly [number, number];
  /** What it gives, in one line of the documentation. */
  readonly does: string;
  /** Whether it wants to see the literal null; otherwise a null argument gives null. */
  readonly takesNull?: boolean;
  make(terms: readonly Term[]): Built;
}

export type FunctionTable = Readonly<Record<string, Func>>;

/** A constant whole number of [from, to]; undefined where the term is none. */
export function wholeConstant(term: Term | undefined, from: number, to: number): number | undefined {
  const value = term?.constant;
  const isWhole = term?.kind === "integer" && typeof value === "number" && value >= from && value <= to;
  return isWhole ? value : undefined;
}
