import { parseText, type Issue, type ParsedText } from "@semblance/engine";
import type { Problem, Span } from "./protocol.ts";

/** A text read as YAML: its value, what its grammar forbids, and where things stand. */
export interface ReadText {
  readonly value: unknown;
  readonly syntax: readonly Problem[];
  /** The piece of text that a path like `tables.orders.fields.total.min` names, or the nearest around it. */
  readonly spanOf: (path: string) => Span;
  readonly placeOf: ParsedText["placeOf"];
}

/** Reads a text as YAML 1.2. Never throws. */
export function readText(text: string): ReadText {
  const { document, issues, placeOf } = parseText(text);
  const syntax = issues.map(({ at, ...issue }): Problem => ({ ...issue, from: at.from, to: at.to, line: at.line }));
  const spanOf = (path: string): Span => {
    const { from, to } = placeOf(path);
    return { from, to };
  };
  return { value: document, syntax, spanOf, placeOf };
}

/** An issue with its place in the text. */
export function place(read: ReadText, issue: Issue): Problem {
  const { from, to, line } = read.placeOf(issue.path);
  return { ...issue, from, to, line };
}
