import { nameWords } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Related } from "./link.ts";
import { isSameTable } from "./noun.ts";
import { findTable, openTable, relate, type State } from "./state.ts";
import { isMentioned } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const ONE_OF = new Set("a an one exactly the its their some single only just at most".split(" "));
const isBy = (tokens: readonly Token[], verb: number, { classes }: Lexicon): boolean =>
  (/[a-z]{2}(?:ed|en)$/.test(lowerAt(tokens, verb)) || classes["participles"]!.has(lowerAt(tokens, verb))) &&
  lowerAt(tokens, verb + 1) === "by";

const LEAST_STEM = 5; // letters that a deed and its name share

/** "Reservations: … A member reserves a court": who does what is told of the rows that are the deed. */
export function deedRelation(state: State, tokens: readonly Token[]): Related | undefined {
  const { classes, singular } = state.reading.lexicon;
  const start = classes["each"]!.has(lowerAt(tokens, 0)) ? 1 : 0;
  const [who, verb, other, what, next] = tokens.slice(start);
  const deed = state.current;
  const isPlain = next === undefined || next.kind === "mark" || next.lower === "and";
  if (deed === undefined || what?.kind !== "word" || !isPlain) return undefined;
  if (!classes["determiner"]!.has(other!.lower)) return undefined;
  const isDeed = singular(deed.name.split("_").at(-1)!).startsWith(singular(verb!.lower).slice(0, LEAST_STEM));
  const [a, b] = [findTable(state, who!.lower), findTable(state, what.lower)];
  if (!isDeed || a === undefined || b === undefined || a === b || a === deed || b === deed) return undefined;
  const span = { from: tokens[0]!.from, to: what.to };
  for (const end of [a, b]) relate(state, deed, end, span);
  return { rest: tokens.slice(start + 4), table: deed };
}

/** "A flight departs from one airport": any verb, a small word, and one row of another table; both are spoken of elsewhere. */
export function looseRelation(state: State, tokens: readonly Token[]): Related | undefined {
  const { classes } = state.reading.lexicon;
  let from = 0;
  while (from < 2 && (classes["determiner"]!.has(lowerAt(tokens, from)) || tokens[from]?.lower === "one")) from++;
  const tableAt = (at: number): readonly [string, number] | undefined => {
    for (const length of [3, 2, 1]) {
      const words = tokens.slice(at, at + length);
      if (words.length < length || words.some((token) => token.kind !== "word")) continue;
      const name = nameWords(words.map((token) => token.text).join(" ")).join("_");
      if (findTable(state, name) !== undefined || isMentioned(state, name)) return [name, at + length];
    }
    return undefined;
  };
  const isIt = ["it", "they"].includes(lowerAt(tokens, 0)) && state.current !== undefined;
  const [child, behind] = isIt ? [state.current!.name, 1] : (tableAt(from) ?? []);
  // "threads are started by a member"
  const isPassive =
    behind !== undefined &&
    classes["be"]!.has(lowerAt(tokens, behind)) &&
    isBy(tokens, behind + 1, state.reading.lexicon);
  const verb = isPassive ? behind + 1 : behind;
  if (child === undefined || verb === undefined || tokens[verb]?.kind !== "word") return undefined;
  if (classes["has"]!.has(lowerAt(tokens, verb)) || classes["break"]!.has(lowerAt(tokens, verb))) return undefined;
  const to = tokens.findIndex(
    (token, i) => i > verb && i <= verb + 3 && token.kind === "word" && classes["to"]!.has(token.lower),
  );
  if (to < 0) return undefined;
  let one = to + 1;
  while (ONE_OF.has(tokens[one]?.lower ?? "")) one++;
  const [parent, end] = one === to + 1 ? [] : (tableAt(one) ?? []);
  if (parent === undefined || isSameTable(parent, child, state.reading.lexicon)) return undefined;
  if (tokens[end!] !== undefined && tokens[end!]!.kind !== "mark" && lowerAt(tokens, end!) !== "and") return undefined;
  const span = { from: tokens[0]!.from, to: tokens[end! - 1]!.to };
  const [below, above] = [child, parent].map((name) => openTable(state, state.reading.lexicon.plural(name), span));
  relate(state, below!, above!, span);
  state.current = below;
  state.lastField = undefined;
  return { rest: tokens.slice(end), table: below! };
}
