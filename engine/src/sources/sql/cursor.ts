import type { SchemaError } from "../../errors.ts";
import { syntaxFault } from "./faults.ts";
import type { SqlDialect, SqlToken } from "./tokens.ts";

/** A place in a list of tokens that a parser moves forward. */
export interface Cursor {
  readonly text: string;
  readonly dialect: SqlDialect;
  /** The token `ahead` of the next one; the end token beyond the last. */
  peek(ahead?: number): SqlToken;
  take(): SqlToken;
  /** Whether the next tokens are these words or symbols, words in any case. */
  is(...words: readonly string[]): boolean;
  /** Takes them where they are next. */
  accept(...words: readonly string[]): boolean;
  /** Takes them, or throws. */
  expect(what: string, ...words: readonly string[]): void;
  /** Takes a name, quoted or not, or throws. */
  name(what: string): string;
  /** Whether the next token can be a name. */
  isName(): boolean;
  /** Takes a parenthesis with all in it, and gives a cursor over what is within; throws where there is none. */
  group(what: string): Cursor;
  /** A cursor over the tokens that `move` takes. */
  span(move: () => void): Cursor;
  /** Takes all up to a comma outside parentheses, or the end. */
  skipItem(): void;
  isDone(): boolean;
  /** Everything from a token's beginning to the last one taken, as the source has it. */
  since(from: SqlToken): string;
  /** All the source between the cursor's first and last token. */
  whole(): string;
  fault(message: string, hint?: string): SchemaError;
}

const shown = (token: SqlToken): string => (token.kind === "end" ? "the end" : token.text.slice(0, 40));

/** Whether a token is this word (in any case) or symbol. */
export function isToken(token: SqlToken, word: string): boolean {
  if (token.kind === "symbol") return token.text === word;
  return token.kind === "word" && token.text.length === word.length && token.text.toUpperCase() === word;
}

/** Opens a cursor over the tokens [from, to) of a text; words to look for are in upper case. */
export function openCursor(
  text: string,
  dialect: SqlDialect,
  tokens: readonly SqlToken[],
  range: { readonly from: number; readonly to: number } = { from: 0, to: tokens.length },
): Cursor {
  const { to } = range;
  const last = tokens[to - 1]?.to ?? text.length;
  const end: SqlToken = { kind: "end", text: "", from: tokens[to]?.from ?? last, to: last };
  let at = range.from;

  const peek = (ahead = 0): SqlToken => (at + ahead < to ? tokens[at + ahead]! : end);
  const fault = (message: string, hint?: string): SchemaError => syntaxFault(text, peek().from, message, hint);
  const is = (...words: readonly string[]): boolean => words.every((word, k) => isToken(peek(k), word));
  const accept = (...words: readonly string[]): boolean => {
    if (!is(...words)) return false;
    at += words.length;
    return true;
  };
  const isName = (): boolean => {
    const { kind, from } = peek();
    return (
      kind === "word" ||
      kind === "name" ||
      (kind === "string" && text[from] === '"') ||
      (kind === "string" && dialect === "sqlite")
    );
  };
  /** The place of the parenthesis that closes the next one, or -1. */
  function closing(): number {
    let depth = 0;
    for (let k = at; k < to; k += 1) {
      const { kind, text: symbol } = tokens[k]!;
      if (kind !== "symbol") continue;
      if (symbol === "(") depth += 1;
      else if (symbol === ")") {
        depth -= 1;
        if (depth === 0) return k;
      }
    }
    return -1;
  }

  return {
    text,
    dialect,
    peek,
    take() {
      const token = peek();
      if (at < to) at += 1;
      return token;
    },
    is,
    accept,
    expect(what, ...words) {
      if (!accept(...words)) throw fault(`expected ${what}; found ${shown(peek())}.`);
    },
    name(what) {
      if (!isName()) throw fault(`expected ${what}; found ${shown(peek())}.`);
      at += 1;
      return tokens[at - 1]!.text;
    },
    isName,
    group(what) {
      if (!is("(")) throw fault(`expected ${what}; found ${shown(peek())}.`);
      const close = closing();
      if (close === -1) throw fault("a parenthesis opens here and does not close.", "Close it with ).");
      const inner = openCursor(text, dialect, tokens, { from: at + 1, to: close });
      at = close + 1;
      return inner;
    },
    span(move) {
      const first = at;
      move();
      return openCursor(text, dialect, tokens, { from: first, to: at });
    },
    skipItem() {
      while (at < to && !is(",")) {
        if (is("(")) at = closing();
        at = at === -1 ? to : at + 1;
      }
    },
    isDone: () => at >= to,
    since: (from) => (at === 0 ? "" : text.slice(from.from, Math.max(from.from, tokens[at - 1]!.to))),
    whole: () => (range.from >= to ? "" : text.slice(tokens[range.from]!.from, tokens[to - 1]!.to)),
    fault,
  };
}
