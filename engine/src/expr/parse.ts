import { ParseError, parse as parseCel, type ASTNode } from "@marcbachmann/cel-js";
import type { ExpressionIssue } from "./scope.ts";

/** A node of the syntax tree; `start` and `end` are its place in the text. */
export type Node = ASTNode;

/** A parsed expression. */
export interface Tree {
  readonly root: Node;
  readonly text: string;
  /** Names in backquotes by the position behind them. */
  readonly quoted: ReadonlyMap<number, string>;
}

const LENGTH_MOST = 4000;
const NESTING_MOST = 100; // brackets, signs and ternaries; the parser recurses through them
const DEPTH_MOST = 400; // levels of the tree, in which a + b + c is two

const EXPECTED: Readonly<Record<string, string>> = {
  EOF: "the end",
  RPAREN: "')'",
  RBRACKET: "']'",
  COLON: "':'",
  IDENTIFIER: "a name",
  NUMBER: "a number",
  STRING: "a text",
  LPAREN: "'('",
  COMMA: "','",
  QUESTION: "'?'",
};

/** The part of a text that a complaint is about, shortened. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}

function issue(code: string, message: string, hint?: string): { issue: ExpressionIssue } {
  return { issue: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** Index behind the string literal whose quote stands at i. */
function skipString(text: string, i: number): number {
  const quote = text[i]!;
  const raw = /[rR]/.test(text[i - 1] ?? "") && !/[A-Za-z0-9_]/.test(text[i - 2] ?? "");
  const closing = text.startsWith(quote.repeat(3), i) ? quote.repeat(3) : quote;
  for (let p = i + closing.length; p < text.length; p++) {
    if (text[p] === "\\" && !raw) p++;
    else if (text.startsWith(closing, p)) return p + closing.length;
  }
  return text.length;
}

interface Scan {
  /** The text with every name in backquotes replaced by a plain name as long. */
  readonly plain: string;
  readonly quoted: ReadonlyMap<number, string>;
  readonly nesting: number;
}

/** One pass without recursion, before the parser: an upper bound of the nesting, and names in backquotes. */
function scan(text: string): Scan {
  const quoted = new Map<number, string>();
  const open = [0]; // per open bracket: itself, and the ternaries begun in it
  let plain = "";
  let depth = 0;
  let nesting = 0;
  let signs = 0;
  for (let i = 0; i < text.length;) {
    const c = text[i]!;
    let end = i + 1;
    if (c === '"' || c === "'") end = skipString(text, i);
    else if (c === "/" && text[i + 1] === "/") end = text.indexOf("\n", i) === -1 ? text.length : text.indexOf("\n", i);
    else if (c === "`" && text.indexOf("`", i + 1) > i + 1) {
      end = text.indexOf("`", i + 1) + 1;
      quoted.set(end, text.slice(i + 1, end - 1));
    }
    if (c === "!" || c === "-") signs++;
    else if (c.trim() !== "") signs = 0;
    if (c === "(" || c === "[" || c === "{") open.push(1);
    if (c === "?") open[open.length - 1]!++;
    if (c === "(" || c === "[" || c === "{" || c === "?") depth++;
    if (c === ")" || c === "]" || c === "}") depth -= open.length > 1 ? open.pop()! : 0;
    if (c === ",") {
      const kept = open.length > 1 ? 1 : 0;
      depth -= open.at(-1)! - kept;
      open[open.length - 1] = kept;
    }
    nesting = Math.max(nesting, depth + signs);
    plain += c === "`" && end > i + 1 ? "_".repeat(end - i) : text.slice(i, end);
    i = end;
  }
  return { plain, quoted, nesting };
}

/** The nodes directly below a node. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

function depthOf(root: Node): number {
  let level: readonly Node[] = [root];
  let depth = 0;
  for (; level.length > 0; depth++) level = level.flatMap(childrenOf);
  return depth;
}

function toIssue(error: ParseError, text: string): { issue: ExpressionIssue } {
  const at = Math.min(error.range?.start ?? 0, text.length);
  if (error.code === "limit_exceeded") return tooDeep();
  const [, expected, found] = /^Expected (\w+), got (\w+)/.exec(error.summary) ?? [];
  const there = at >= text.length || found === "EOF" ? "the end" : `"${excerpt(text.slice(at, at + 20))}"`;
  const what =
    expected !== undefined
      ? `expected ${EXPECTED[expected] ?? expected.toLowerCase()}, found ${there}`
      : error.code === "unexpected_token"
        ? `expected a value, found ${there}`
        : error.code === "unexpected_character"
          ? `expected an operator or the end, found ${there}`
          : `${error.summary.toLowerCase()} at ${there}`;
  const single = text[at] === "=" || text[at] === "&" || text[at] === "|";
  return issue(
    "expression/syntax",
    `column ${at + 1} of "${excerpt(text)}": ${what}.`,
    single ? "Operators are == != < <= > >= && || ! + - * / % in ?:" : undefined,
  );
}

function tooDeep(): { issue: ExpressionIssue } {
  return issue(
    "expression/too-deep",
    `an expression may be nested ${NESTING_MOST} deep, with ${DEPTH_MOST} operators in a row; this one is deeper.`,
    "Split it into several fields.",
  );
}

/** The syntax tree of a text, or what is wrong with it. */
export function parseTree(text: string): Tree | { readonly issue: ExpressionIssue } {
  if (text.length > LENGTH_MOST)
    return issue(
      "expression/too-long",
      `an expression may have ${LENGTH_MOST} characters; this one has ${text.length}.`,
      "Split it into several fields.",
    );
  const { plain, quoted, nesting } = scan(text);
  if (nesting > NESTING_MOST) return tooDeep();
  try {
    const root = parseCel(plain).ast;
    return depthOf(root) > DEPTH_MOST ? tooDeep() : { root, text, quoted };
  } catch (error) {
    if (error instanceof ParseError) return toIssue(error, text);
    throw error;
  }
}
