import { RegExpParser, type AST } from "@eslint-community/regexpp";
import type { Complaint } from "./term.ts";

/** A pattern that says whether some part of a text matches it. Time grows with text times pattern, whatever they are. */
export interface Pattern {
  test(text: string): boolean;
}

type Accepts = (point: number) => boolean;

/** A state of Thompson's automaton (CACM 11.6, 1968): eats a character, checks its place, forks, or is the end. */
type State =
  | { readonly accepts: Accepts; readonly next: number }
  | { readonly holds: (before: number, after: number) => boolean; readonly next: number }
  | { readonly next: number; other: number }
  | "end";

const STATES_MOST = 2000;
const NESTING_MOST = 100;
const NONE = -1; // the character before the first and after the last

// ASCII only, as in RE2: what counts as a letter beyond it changes with the runtime.
const isDigit: Accepts = (c) => c >= 48 && c <= 57;
const isWord: Accepts = (c) => isDigit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
const isSpace: Accepts = (c) => c === 32 || (c >= 9 && c <= 13);

class Unsupported extends Error {}

function inSet(set: AST.CharacterSet): Accepts {
  if (set.kind === "any") return (c) => c !== 10;
  if (set.kind === "property") throw new Unsupported("\\p depends on the runtime and is not offered");
  const one = set.kind === "digit" ? isDigit : set.kind === "word" ? isWord : isSpace;
  return set.negate ? (c) => !one(c) : one;
}

function inRange(from: number, to: number, anyCase: boolean): Accepts {
  const within: Accepts = (c) => c >= from && c <= to;
  if (!anyCase) return within;
  return (c) => within(c) || (c >= 65 && c <= 90 && within(c + 32)) || (c >= 97 && c <= 122 && within(c - 32));
}

function inClass(set: AST.CharacterClass, anyCase: boolean): Accepts {
  const parts = set.elements.map((element): Accepts => {
    if (element.type === "Character") return inRange(element.value, element.value, anyCase);
    if (element.type === "CharacterClassRange") return inRange(element.min.value, element.max.value, anyCase);
    if (element.type === "CharacterSet") return inSet(element);
    throw new Unsupported("nested classes are not offered");
  });
  return (c) => parts.some((part) => part(c)) !== set.negate;
}

function placeOf(assertion: AST.Assertion): (before: number, after: number) => boolean {
  if (assertion.kind === "start") return (before) => before === NONE;
  if (assertion.kind === "end") return (_before, after) => after === NONE;
  if (assertion.kind === "word") return (before, after) => (isWord(before) !== isWord(after)) !== assertion.negate;
  throw new Unsupported("looking ahead or behind is not offered");
}

/** Adds the states of a node in front of state `next`; gives the first of them. */
function emit(states: State[], node: AST.Element | AST.Alternative, next: number, anyCase: boolean): number {
  const push = (state: State): number => {
    if (states.length >= STATES_MOST)
      throw new Unsupported("it is too large: smaller counts in braces make it smaller");
    return states.push(state) - 1;
  };
  const choice = (alternatives: readonly AST.Alternative[]): number =>
    alternatives.map((one) => emit(states, one, next, anyCase)).reduce((other, one) => push({ next: one, other }));
  switch (node.type) {
    case "Alternative":
      return node.elements.reduceRight((after, element) => emit(states, element, after, anyCase), next);
    case "Group":
    case "CapturingGroup":
      return choice(node.alternatives);
    case "Character":
      return push({ accepts: inRange(node.value, node.value, anyCase), next });
    case "CharacterSet":
      return push({ accepts: inSet(node), next });
    case "CharacterClass":
      return push({ accepts: inClass(node, anyCase), next });
    case "Assertion":
      return push({ holds: placeOf(node), next });
    case "Quantifier": {
      let first = next;
      if (node.max === Infinity) {
        const fork = { next, other: next };
        first = push(fork);
        fork.other = emit(states, node.element, first, anyCase);
      } else
        for (let k = node.min; k < node.max; k++)
          first = push({ next, other: emit(states, node.element, first, anyCase) });
      for (let k = 0; k < node.min; k++) first = emit(states, node.element, first, anyCase);
      return first;
    }
    default:
      throw new Unsupported("backreferences and set operations are not offered");
  }
}

function run(states: readonly State[], first: number, text: string): boolean {
  let current: number[] = [];
  const seen = new Int32Array(states.length).fill(-1);
  let step = 0;
  let before = NONE;
  for (let i = 0; ;) {
    const after = i < text.length ? text.codePointAt(i)! : NONE;
    const reached: { accepts: Accepts; next: number }[] = [];
    const open = [...current, first];
    while (open.length > 0) {
      const s = open.pop()!;
      if (seen[s] === step) continue;
      seen[s] = step;
      const state = states[s]!;
      if (state === "end") return true;
      if ("accepts" in state) reached.push(state);
      else if ("other" in state) open.push(state.next, state.other);
      else if (state.holds(before, after)) open.push(state.next);
    }
    if (after === NONE) return false;
    current = reached.filter((state) => state.accepts(after)).map((state) => state.next);
    before = after;
    i += after > 0xffff ? 2 : 1;
    step++;
  }
}

/** A pattern in the common part of RE2 and JavaScript; `(?i)` in front of it ignores the case of A-Z. */
export function compilePattern(source: string): Pattern | Complaint {
  const anyCase = source.startsWith("(?i)");
  const body = anyCase ? source.slice(4) : source;
  let depth = 0;
  for (const c of body)
    if (c === "(" && ++depth > NESTING_MOST) return { complaint: "the pattern has too many groups" };
  try {
    const pattern = new RegExpParser().parsePattern(body, 0, body.length, { unicode: true });
    const states: State[] = ["end"];
    const firsts = pattern.alternatives.map((one) => emit(states, one, 0, anyCase));
    const first = firsts.reduce((other, next) => states.push({ next, other }) - 1);
    return { test: (text) => run(states, first, text) };
  } catch (error) {
    if (!(error instanceof Unsupported || error instanceof SyntaxError)) throw error;
    return { complaint: `the pattern cannot be read: ${error.message.replace(/^Invalid regular expression: /, "")}` };
  }
}
