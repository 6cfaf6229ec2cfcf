import type { Token } from "./tokens.ts";

/** A text in brackets as code has it: entries with or without a key. */
export interface ObjectNode {
  readonly kind: "map" | "list";
  readonly entries: readonly Entry[];
  /** Behind the closing bracket. */
  readonly to: number;
}

export interface Entry {
  /** Empty where none stands there. */
  readonly key: readonly Token[];
  /** What stands there, with brackets. */
  readonly tokens: readonly Token[];
  readonly node?: ObjectNode;
}

const DEEPEST = 8;
const MOST_KEY = 4;
const isSeparator = (token: Token): boolean => token.kind === "line" || token.lower === "," || token.lower === ";";
const isAssigned = (token: Token | undefined): boolean => token?.lower === ":" || token?.lower === "=";

/** The brackets that open at token `k`; undefined where they are too deep. */
export function readObject(tokens: readonly Token[], k: number, depth = 0): ObjectNode | undefined {
  if (depth > DEEPEST) return undefined;
  const isMap = tokens[k]!.text === "{";
  const entries: Entry[] = [];
  let i = k + 1;
  let from = i;
  let node: ObjectNode | undefined;
  let isFailed = false;
  const close = (to: number): void => {
    const part = tokens.slice(from, to).filter((token) => token.kind !== "line");
    if (part.length > 0) entries.push(toEntry(part, node));
    node = undefined;
  };
  while (i < tokens.length) {
    const token = tokens[i]!;
    if (token.kind === "close") {
      close(i);
      return isFailed ? undefined : { kind: isMap ? "map" : "list", entries, to: i + 1 };
    }
    if (token.kind === "open") {
      const inner = readObject(tokens, i, depth + 1);
      if (inner === undefined) isFailed = true;
      node ??= token.text === "(" ? undefined : inner;
      i = inner?.to ?? i + 1;
      continue;
    }
    if (isSeparator(token)) {
      close(i);
      from = i + 1;
    }
    i++;
  }
  close(i);
  return isFailed ? undefined : { kind: isMap ? "map" : "list", entries, to: i };
}

function toEntry(part: readonly Token[], node: ObjectNode | undefined): Entry {
  const at = part.findIndex((token, i) => i > 0 && i <= MOST_KEY && isAssigned(token));
  const isKey =
    at > 0 &&
    part.slice(0, at).every((token) => token.kind === "word" || token.kind === "quote" || token.lower === "?");
  if (!isKey) return { key: [], tokens: part, ...(node !== undefined && { node }) };
  const tokens = part.slice(at + 1);
  const isWhole = tokens[0]?.kind === "open";
  return { key: part.slice(0, at), tokens, ...(node !== undefined && isWhole && { node }) };
}
