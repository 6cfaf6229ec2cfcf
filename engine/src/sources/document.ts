import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Pair } from "yaml";
import type { Issue } from "../errors.ts";

/** A stretch of a text, in UTF-16 units, half-open; line and column of its beginning, from 1. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

/** An issue with its place in the text. */
export interface PlacedIssue extends Issue {
  readonly at: Place;
}

/** A schema document as data, and where its entries stand; or what is wrong with its text. */
export interface ParsedText {
  /** Undefined where there are issues. */
  readonly document: unknown;
  /** What the grammar forbids. */
  readonly issues: readonly PlacedIssue[];
  /** The stretch that a path such as `tables.orders.fields.total.min` names, or the nearest around it. */
  readonly placeOf: (path: string) => Place;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const MOST_CHARACTERS = 1_000_000; // dense YAML of this size already takes seconds to read
const MOST_ALIASES = 1000;
const MOST_ISSUES = 100; // nobody reads more at once, and an answer of thousands is megabytes
const TOO_DEEP = /(?:[[{]\s*){500}/; // the parser would need seconds to find its stack used up

function spanOf(node: unknown): Span | undefined {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  return range === null || range === undefined ? undefined : { from: range[0]!, to: range[1]! };
}

/** A value on the line of its key marks both, a longer one only its key. */
function spanOfPair(pair: Pair, text: string): Span | undefined {
  const key = spanOf(pair.key);
  const value = spanOf(pair.value);
  if (key === undefined) return undefined;
  const oneLine = isScalar(pair.value) && value !== undefined && !text.slice(key.from, value.to).includes("\n");
  return { from: key.from, to: oneLine ? value.to : key.to };
}

/** Walks down a path as far as the document goes. */
function walk(document: Document.Parsed, path: string, text: string): Span {
  const firstLine = text.indexOf("\n");
  let best: Span = { from: 0, to: firstLine === -1 ? text.length : firstLine };
  let node: unknown = document.contents;
  for (const part of path === "" ? [] : path.split(".")) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part,
      );
      if (pair === undefined) break;
      best = spanOfPair(pair, text) ?? best;
      node = pair.value;
    } else if (isSeq(node) && /^\d+$/.test(part)) {
      node = node.items[Number(part)];
      best = spanOf(node) ?? best;
    } else break;
  }
  return best;
}

const SYNTAX_HINT = "Check indentation, colons, quotes and brackets there.";

/** Keys that their map has already. The library compares each key with all before it, which takes seconds for 100,000. */
function* repeatedKeys(root: unknown): Generator<Span, void, void> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) open.push(...node.items.toReversed());
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) yield spanOf(key) ?? { from: 0, to: 0 };
      seen.add(key.value);
    }
    for (const { value } of node.items.toReversed()) open.push(value);
  }
}

/** What the grammar forbids, by place. */
function faultsOf(parsed: Document.Parsed, text: string, toPlace: (span: Span) => Place): readonly PlacedIssue[] {
  const found = new Map<string, PlacedIssue>(); // one slip can be complained of twice
  const add = (span: Span, words: string): void => {
    const from = Math.min(span.from, text.length);
    const at = toPlace({ from, to: Math.max(from, Math.min(span.to, text.length)) });
    const message = `${words.charAt(0).toLowerCase()}${words.slice(1).replace(/[.!?]$/, "")}.`;
    found.set(`${at.line} ${message}`, { path: "", code: "schema/syntax", message, hint: SYNTAX_HINT, at });
  };
  for (const { message, pos } of parsed.errors) add({ from: pos[0], to: pos[1] }, message);
  for (const span of repeatedKeys(parsed.contents)) add(span, "Map keys must be unique");
  const issues = [...found.values()].sort((a, b) => a.at.from - b.at.from);
  const shown = issues.slice(0, MOST_ISSUES);
  const [first] = issues.slice(MOST_ISSUES);
  if (first === undefined) return shown;
  const message = `there are ${issues.length - MOST_ISSUES} more faults from here on.`;
  return [...shown, { ...first, message, hint: "Mend those before first." }];
}

/** Reads a schema document, YAML 1.2 or JSON. Names stay text: `null: 0.2` is the entry called null. Never throws. */
export function parseText(text: string): ParsedText {
  const lines = new LineCounter();
  const toPlace = ({ from, to }: Span): Place => {
    const { line, col } = lines.linePos(from);
    return { from, to, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (issues: readonly PlacedIssue[]): ParsedText => ({
    document: undefined,
    issues,
    placeOf: () => toPlace({ from: 0, to: 0 }),
  });
  if (text.length > MOST_CHARACTERS) {
    return fail([
      {
        path: "",
        code: "schema/too-large",
        message: `at most ${MOST_CHARACTERS} characters; found ${text.length}.`,
        hint: "Split the schema.",
        at: toPlace({ from: 0, to: 0 }),
      },
    ]);
  }
  const zero = text.indexOf("\0");
  if (zero !== -1) {
    const message = "this is no text: it holds a zero byte.";
    return fail([
      {
        path: "",
        code: "schema/syntax",
        message,
        hint: "Name a YAML or JSON file.",
        at: toPlace({ from: zero, to: zero + 1 }),
      },
    ]);
  }
  if (TOO_DEEP.test(text)) {
    const message = "nested more than 500 levels deep.";
    return fail([{ path: "", code: "schema/too-deep", message, hint: "Flatten it.", at: toPlace({ from: 0, to: 0 }) }]);
  }
  const parsed = parseDocument(text, {
    stringKeys: true,
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  const faults = faultsOf(parsed, text, toPlace);
  if (faults.length > 0) return fail(faults);
  try {
    return {
      document: parsed.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
      issues: [],
      placeOf: (path) => toPlace(walk(parsed, path, text)),
    };
  } catch (error) {
    // The library throws for an alias without an anchor, and for aliases that would explode.
    const message = `${error instanceof Error ? error.message.replace(/\.$/, "") : String(error)}.`;
    return fail([
      {
        path: "",
        code: "schema/aliases",
        message,
        hint: "Write out what the aliases stand for.",
        at: toPlace({ from: 0, to: 0 }),
      },
    ]);
  }
}
