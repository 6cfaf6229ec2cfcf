import { RegExpParser, type AST } from "@eslint-community/regexpp";
import type { Phrase } from "../kernels/phrase.ts";
import { literal } from "./making.ts";

/** A regular expression as what makes its texts: a phrase, and the positions of a fixed shape where it has one. */
export interface Readable {
  readonly phrase: Phrase;
  readonly positions: readonly string[] | undefined;
}

/** Thrown inside for what cannot be made; the message completes "the pattern ...". */
class Refusal extends Error {}

/** More repetitions than the least that *, + and {n,} give at most. */
export const EXTRA_REPEATS = 8;
const MOST_REPEATS = 10_000;
const MOST_POSITIONS = 1000;
const MOST_CANDIDATES = 5000;
const PRINTABLE = Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k));

/** Where a part stands: whether nothing but anchors lies before or behind it. */
interface Edge {
  readonly start: boolean;
  readonly end: boolean;
}

/** Characters named in a class, beyond printable ASCII. */
function namedIn(element: AST.CharacterClassElement | AST.CharacterSet | AST.CharacterClass): string[] {
  if (element.type === "Character") return [String.fromCodePoint(element.value)];
  if (element.type === "CharacterClassRange") {
    const count = Math.min(MOST_CANDIDATES, element.max.value - element.min.value + 1);
    return Array.from({ length: count }, (_, k) => String.fromCodePoint(element.min.value + k)).filter(
      (c) => c.charCodeAt(0) < 0xd800 || c.charCodeAt(0) > 0xdfff || c.length === 2,
    );
  }
  if (element.type === "CharacterClass") return element.negate ? [] : element.elements.flatMap(namedIn);
  return [];
}

/** The characters that a class or set matches: of printable ASCII and those it names itself. */
function charactersOf(node: AST.CharacterClass | AST.CharacterSet, flags: string): string[] {
  const test = new RegExp(`^${node.raw}$`, flags);
  const candidates = [...new Set([...PRINTABLE, ...namedIn(node)])];
  const found = candidates.filter((c) => test.test(c));
  if (found.length === 0) throw new Refusal(`needs a character for ${node.raw}, and no printable one fits`);
  return found;
}

function classPhrase(characters: readonly string[]): Phrase {
  return characters.length === 1 ? characters[0]! : { word: { words: characters } };
}

/** Joins what stands side by side, so that runs of literals become one. */
function sequence(parts: readonly Phrase[]): Phrase {
  const joined: Phrase[] = [];
  for (const part of parts.flatMap((p) => (Array.isArray(p) ? (p as readonly Phrase[]) : [p]))) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined.length === 1 ? joined[0]! : joined.length === 0 ? "" : joined;
}

function alternatives(list: readonly AST.Alternative[], edge: Edge, flags: string): Readable {
  const all = list.map((one) => elements(one.elements, edge, flags));
  if (all.length === 1) return all[0]!;
  const isAllSingle = all.every(({ positions }) => positions?.length === 1);
  const merged = isAllSingle ? [[...new Set(all.flatMap(({ positions }) => [...positions![0]!]))].join("")] : undefined;
  return { phrase: { choice: all.map(({ phrase }) => phrase) }, positions: merged };
}

const isAnchor = (element: AST.Element): boolean =>
  element.type === "Assertion" && (element.kind === "start" || element.kind === "end" || element.kind === "word");

function elements(list: readonly AST.Element[], edge: Edge, flags: string): Readable {
  const phrases: Phrase[] = [];
  let positions: string[] | undefined = [];
  list.forEach((element, k) => {
    const here = {
      start: edge.start && list.slice(0, k).every(isAnchor),
      end: edge.end && list.slice(k + 1).every(isAnchor),
    };
    const made = read(element, here, flags);
    phrases.push(made.phrase);
    positions = positions === undefined || made.positions === undefined ? undefined : [...positions, ...made.positions];
  });
  return { phrase: sequence(phrases), positions };
}

function anchor(node: AST.Assertion, edge: Edge): Readable {
  if (node.kind === "lookahead" || node.kind === "lookbehind")
    throw new Refusal(`looks around with ${node.raw}, which cannot be made to come true`);
  const isFine =
    node.kind === "start"
      ? edge.start
      : node.kind === "end"
        ? edge.end
        : node.kind === "word" && !node.negate && (edge.start || edge.end);
  if (!isFine) throw new Refusal(`has ${node.raw} in its middle`);
  return { phrase: "", positions: [] };
}

function quantifier(node: AST.Quantifier, edge: Edge, flags: string): Readable {
  const max = node.max === Infinity ? node.min + EXTRA_REPEATS : node.max;
  if (max > MOST_REPEATS) throw new Refusal(`repeats ${max} times with ${node.raw}; at most ${MOST_REPEATS} can be`);
  if (max === 0) return { phrase: "", positions: [] };
  const inner = read(node.element, max === 1 ? edge : { start: false, end: false }, flags);
  const { positions } = inner;
  const isFixed = node.min === max && positions !== undefined && positions.length * max <= MOST_POSITIONS;
  const phrase: Phrase = node.min === 1 && max === 1 ? inner.phrase : { repeat: inner.phrase, min: node.min, max };
  return { phrase, positions: isFixed ? Array.from({ length: max }, () => positions).flat() : undefined };
}

function read(node: AST.Element, edge: Edge, flags: string): Readable {
  switch (node.type) {
    case "Character": {
      const text = String.fromCodePoint(node.value);
      return { phrase: text, positions: literal(text) };
    }
    case "CharacterClass":
    case "CharacterSet": {
      const characters = charactersOf(node, flags);
      return {
        phrase: classPhrase(characters),
        positions: characters.every((c) => c < "\u007f") ? [characters.join("")] : undefined,
      };
    }
    case "Group":
    case "CapturingGroup":
      return alternatives(node.alternatives, edge, flags);
    case "Quantifier":
      return quantifier(node, edge, flags);
    case "Assertion":
      return anchor(node, edge);
    case "Backreference":
      throw new Refusal(`refers back with ${node.raw}`);
    default:
      throw new Refusal(`has ${node.raw}, which is not supported`);
  }
}

/**
 * What makes texts that match a regular expression (of JavaScript, without slashes). Classes give printable ASCII and what they name;
 * *, + and {n,} at most EXTRA_REPEATS more than they must; ^, $ and \b only where they hold anyway. Or the reason why not.
 */
export function readRegex(source: string): Readable | string {
  for (const unicode of [true, false]) {
    let tree: AST.Pattern;
    try {
      tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode });
    } catch (error) {
      if (unicode) continue;
      return `cannot be read: ${error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : "not a regular expression"}`;
    }
    try {
      const readable = alternatives(tree.alternatives, { start: true, end: true }, unicode ? "u" : "");
      const { positions } = readable;
      return {
        ...readable,
        positions: positions !== undefined && positions.length <= MOST_POSITIONS ? positions : undefined,
      };
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }
  return "cannot be read";
}
