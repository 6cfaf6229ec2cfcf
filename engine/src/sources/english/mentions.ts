import { singularName, type Lexicon } from "./lexicon.ts";
import type { Unit } from "./items.ts";
import { readNoun } from "./noun.ts";
import type { State } from "./state.ts";
import { isThing, NOT_TABLES } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST = 4000; // tokens that are looked at

/**
 * Things that a text speaks of as rows somewhere: "each customer", "3 orders", "at those companies", "Loan: …". Where
 * such a thing stands in a list it is a table and no field.
 */
export function mentions(state: State, units: readonly Unit[]): ReadonlySet<string> {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const found = new Set<string>();
  const each = new Set<string>();
  const many = new Set<string>();
  let count = 0;
  for (const { tokens } of units) {
    for (const [k, token] of tokens.entries()) {
      if (++count > MOST) return found;
      const isBefore = classes["oneOfMany"]!.has(token.lower) || classes["theseOnes"]!.has(token.lower);
      const isNumber = token.kind === "number" && token.isShare === undefined && token.currency === undefined;
      if (!isBefore && !isNumber) continue;
      const noun = readNoun(tokens, isNumber ? k : k + 1, lexicon);
      if (noun === undefined || noun.name === "") continue;
      if (classes["oneOfMany"]!.has(token.lower)) each.add(noun.name);
      else if (isNumber && noun.isPlural) many.add(noun.name);
      if (!isThing(state, noun.name)) continue;
      if (!classes["oneOfMany"]!.has(token.lower) && !noun.isPlural) continue;
      if (isNumber && noun.count === undefined && noun.range === undefined) continue;
      found.add(singularName(noun.name, lexicon));
    }
    const noun = readNoun(tokens, 0, lexicon);
    // "a tool has a price"
    const isOne =
      classes["each"]!.has(lowerAt(tokens, 0)) && noun !== undefined && noun.name !== "" && noun.count === undefined;
    if (isOne && !noun.isContainer && classes["has"]!.has(lowerAt(tokens, noun.to)))
      found.add(singularName(noun.name, lexicon));
    // "shifts are covered by a nurse"
    const isSubject =
      noun !== undefined && noun.name !== "" && noun.isPlural && classes["be"]!.has(lowerAt(tokens, noun.to));
    if (isSubject && lowerAt(tokens, noun.to + 2) === "by") found.add(singularName(noun.name, lexicon));
    const isTitle =
      noun !== undefined && noun.name !== "" && lowerAt(tokens, noun.to) === "" && tokens[noun.to]?.lower === ":";
    if (isTitle && isThing(state, noun.name)) found.add(singularName(noun.name, lexicon));
  }
  // "films and actors …, 120 actors": counted here and named there
  const often = new Map<string, number>();
  for (const { tokens } of units)
    for (const { kind, lower } of tokens)
      if (kind === "word") often.set(lexicon.singular(lower), (often.get(lexicon.singular(lower)) ?? 0) + 1);
  for (const name of many) {
    const last = name.split("_").at(-1)!;
    const isUnit = lexicon.units.has(last) || lexicon.times[last] !== undefined || NOT_TABLES.has(last);
    if (!name.includes("_") && !isUnit && (often.get(lexicon.singular(last)) ?? 0) > 1)
      found.add(singularName(name, lexicon));
  }
  // "25 vacancies, 8 per vacancy"
  for (const name of each) if (many.has(name)) found.add(singularName(name, lexicon));
  return found;
}

/** Words that mostly say "rows" and are things here: "90 samples …, 3 to 5 results per sample". */
export function realNouns(tokens: readonly Token[], lexicon: Lexicon): ReadonlySet<string> {
  const { classes } = lexicon;
  const found = new Set<string>();
  const each = new Set<string>();
  for (const [k, token] of tokens.entries()) {
    if (token.kind !== "word" || !classes["maybeThings"]!.has(lexicon.singular(token.lower))) continue;
    const before = tokens[k - 1];
    if (before !== undefined && classes["oneOfMany"]!.has(before.lower)) each.add(lexicon.singular(token.lower));
    // "a line has a price … 3 to 8 lines per invoice"
    const isSubject = classes["each"]!.has(before?.lower ?? "") && classes["has"]!.has(lowerAt(tokens, k + 1));
    // "samples: sampled at, temperature … 600 samples"
    const isBegin = before === undefined || before.kind === "line" || before.lower === "." || before.lower === ";";
    const isTitle = isBegin && lexicon.isPlural(token.lower) && tokens[k + 1]?.lower === ":";
    if (isSubject || isTitle) each.add(lexicon.singular(token.lower));
  }
  for (const [k, token] of tokens.entries())
    if (tokens[k - 1]?.kind === "number" && lexicon.isPlural(token.lower) && each.has(lexicon.singular(token.lower)))
      found.add(lexicon.singular(token.lower));
  return found;
}

/** The lexicon where some words are nouns as any. */
export function withNouns(lexicon: Lexicon, nouns: ReadonlySet<string>): Lexicon {
  if (nouns.size === 0) return lexicon;
  const without = (words: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...words].filter((word) => !nouns.has(lexicon.singular(word))));
  const { filler, count, container } = lexicon.classes as Record<string, ReadonlySet<string>>;
  const things = Object.assign(Object.create(null) as Record<string, string>, lexicon.things);
  for (const noun of nouns) things[noun] ??= "name";
  return {
    ...lexicon,
    things,
    classes: { ...lexicon.classes, filler: without(filler!), count: without(count!), container: without(container!) },
  };
}
