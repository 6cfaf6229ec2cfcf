import { TRIM, type Reading } from "./details.ts";
import { LEAD, toName } from "./field-values.ts";
import { phraseAt, type Phrases } from "./patterns.ts";
import type { Token } from "./tokens.ts";

/** "is capital", "has atmosphere": a truth, where what follows is no field of its own. */
export function isClaim(all: readonly Token[], { names, phrases, lexicon }: Reading): string | undefined {
  const [verb, ...rest] = TRIM(all);
  const isHas = verb?.lower === "has";
  if ((!isHas && verb?.lower !== "is") || rest.length === 0 || rest.length > 3) return undefined;
  if (rest.some((token) => token.kind !== "word" || LEAD.has(token.lower)) || phraseAt(phrases, rest, 0) !== undefined)
    return undefined;
  const isField = rest.some(({ lower }) => names.find(lower, "") !== undefined || lexicon.kinds[lower] !== undefined);
  return isHas && isField ? undefined : toName([verb, ...rest]);
}

/** "email @example.com": the domain. */
export function domainIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((token, i) => i > 0 && token.text === "@");
  const text = at < 0 ? undefined : tokens[at + 1]?.text;
  return text !== undefined && /^[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)+$/i.test(text) ? text.toLowerCase() : undefined;
}

/** A domain is no part of a name. */
export const withoutDomains = (tokens: readonly Token[]): readonly Token[] =>
  tokens.some((token) => token.text === "@")
    ? tokens.filter((token, i) => i === 0 || (token.text !== "@" && tokens[i - 1]!.text !== "@"))
    : tokens;

/** Whether the words say a moment, "in" behind them or not. */
export function isMoment(tokens: readonly Token[], { names, lexicon }: Reading): boolean {
  const words = tokens.filter((token) => token.kind === "word" && token.lower !== "in" && token.lower !== "during");
  const name = toName(words.filter((token) => !LEAD.has(token.lower)));
  const one = [...name.split("_").slice(0, -1), lexicon.singular(name.split("_").at(-1)!)].join("_");
  return /^(?:date|datetime|person\.birth_date)/.test(names.find(one, "")?.type ?? "");
}

/** A part of a list without the small words that it begins with. */
export function stripLead(tokens: readonly Token[], phrases: Phrases): readonly Token[] {
  let k = 0;
  // "any time in the last week" is a phrase, and "time" no name
  const isLead = (): boolean =>
    LEAD.has(tokens[k]!.lower) && !isName(tokens, k) && phraseAt(phrases, tokens, k)?.meaning !== "nothing";
  while (k < tokens.length - 1 && tokens[k]!.kind === "word" && isLead()) k++;
  return tokens.slice(k);
}

/** "own" may begin a name only where a name follows; a lead word before a mark is a name itself: `has: boolean`. */
const isName = (tokens: readonly Token[], k: number): boolean => {
  const next = tokens[k + 1];
  const [word, after] = [tokens[k]!.lower, next?.lower ?? ""];
  if ((word === "like" && /^counts?$/.test(after)) || (word === "valid" && /^(?:until|from|to|through)$/.test(after)))
    return true;
  return next?.lower === ":" || next?.lower === "=" || (next?.kind === "open" && tokens[k]!.lower !== "including");
};
