import { countBehindHead } from "./counts-behind.ts";
import { nameWords, type FieldDraft } from "./draft.ts";
import { readGroup } from "./group-behind.ts";
import { MEANINGS } from "./meanings.ts";
import { readNoun } from "./noun.ts";
import { phraseAt } from "./patterns.ts";
import { readExclusion } from "./second-thoughts.ts";
import type { State } from "./state.ts";
import { thingsBehind } from "./things-behind.ts";
import { lowerAt, type Token } from "./tokens.ts";

const PERIOD = new Set([
  "during",
  "dates",
  "ago",
  "ago-is",
  "since",
  "until",
  "recent",
  "ahead",
  "ahead-is",
  "future",
  "this",
  "since-month",
  "in-month",
]);

/**
 * What follows a table: fields behind "with" or a colon, a period it lies in, a purpose that says nothing. `isChild`
 * where a relation came before, so that "and has" goes on with the same subject.
 */
export function afterHead(state: State, tokens: readonly Token[], from: number, isChild = false): readonly Token[] {
  const { classes } = state.reading.lexicon;
  let k = from;
  for (let steps = 0; k < tokens.length && steps < 60; steps++) {
    const token = tokens[k]!;
    const word = lowerAt(tokens, k);
    const found = phraseAt(state.reading.phrases, tokens, k);
    if (found !== undefined && PERIOD.has(found.meaning) && word !== "future" && word !== "recent") {
      const period: FieldDraft = { name: "", span: { from: token.from, to: tokens[found.to - 1]!.to } };
      MEANINGS[found.meaning]!(period, found, {
        lexicon: state.reading.lexicon,
        now: state.reading.now,
        note: () => {},
      });
      state.period = period;
      k = found.to;
      continue;
    }
    if (
      isChild &&
      word === "and" &&
      (classes["has"]!.has(lowerAt(tokens, k + 1)) ||
        classes["make"]!.has(lowerAt(tokens, k + 1)) ||
        classes["belongs"]!.has(lowerAt(tokens, k + 1)) ||
        (classes["be"]!.has(lowerAt(tokens, k + 1)) && lowerAt(tokens, k + 3) === "by"))
    )
      return [{ ...token, lower: "it", text: "it" }, ...tokens.slice(k + 1)];
    const counted = isChild ? undefined : countBehindHead(state, tokens, k, from);
    if (counted !== undefined) {
      k = counted;
      continue;
    }
    // "sensors named S1-S5"
    if (classes["named"]!.has(word) && !isChild) {
      const end = tokens.findIndex((each, i) => i > k && (each.kind === "mark" || classes["has"]!.has(each.lower)));
      if (end < 0) return [];
      k = end;
      continue;
    }
    if (classes["stop"]!.has(word) && k > 0) {
      k++;
      continue;
    }
    const things = thingsBehind(state, tokens, k, isChild);
    if (things !== undefined) {
      k = things;
      continue;
    }
    if (word === "between" && tokens[k + 1]?.kind === "word" && !isChild) {
      k = readNoun(tokens, k + 1, state.reading.lexicon)?.to ?? k + 1;
      const other = classes["and"]!.has(lowerAt(tokens, k))
        ? readNoun(tokens, k + 1, state.reading.lexicon)
        : undefined;
      if (other !== undefined) k = other.to;
      continue;
    }
    const isOfOne = word === "of" && ["a", "an", "our", "the", "my"].includes(lowerAt(tokens, k + 1)) && !isChild;
    if (
      isOfOne ||
      word === "for" ||
      word === "in" ||
      word === "to" ||
      word === "from" ||
      word === "on" ||
      word === "at"
    ) {
      const end = tokens.findIndex(
        (each, i) =>
          i > k &&
          (each.kind === "mark" ||
            each.kind === "open" ||
            classes["has"]!.has(each.lower) ||
            each.lower === "each" ||
            (each.kind === "number" && i === tokens.length - 1 && !isChild) || // cars for sale 250
            each.lower === "and"),
      );
      if (end < 0) return [];
      k = end;
      continue;
    }
    const left = k > from || classes["not"]!.has(word) ? readExclusion(state, tokens.slice(k)) : undefined;
    if (left !== undefined) {
      k = tokens.length - left.length;
      continue;
    }
    if (token.kind === "open") {
      const group = readGroup(state, tokens, k);
      return group.from === undefined ? group.rest : afterHead(state, group.rest, group.from, group.isChild);
    }
    const isConnector =
      classes["has"]!.has(word) ||
      token.lower === ":" ||
      token.lower === "—" ||
      token.lower === "," ||
      classes["connectors"]!.has(word);
    const name = tokens[k + 1]?.kind === "word" ? nameWords(`${token.text} ${tokens[k + 1]!.text}`).join("_") : "";
    if (k > from && classes["has"]!.has(word) && (state.reading.names.find(name, "")?.known ?? 0) > 1) break;
    if (!isConnector) break;
    if (
      ["each", "every", "all"].includes(word) &&
      tokens[k + 1]?.kind === "word" &&
      !classes["has"]!.has(lowerAt(tokens, k + 1)) &&
      !["one", "row", "record", "of"].includes(lowerAt(tokens, k + 1))
    )
      break;
    k++;
  }
  const rest = tokens.slice(k);
  return rest.length > 0 && k > from ? [{ ...rest[0]!, kind: "mark", lower: ",", text: "" }, ...rest] : rest;
}
