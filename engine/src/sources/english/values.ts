import type { FieldDraft } from "./draft.ts";
import { phraseAt, type Phrases } from "./patterns.ts";
import { quantified } from "./said-shares.ts";
import type { Token } from "./tokens.ts";

const MOST_WORDS = 4;
const SEPARATORS = new Set([",", "/", "|", "||", ";"]);

/** Tokens between separators of the top level; brackets keep what is in them together. */
export function splitAt(
  tokens: readonly Token[],
  isCut: (token: Token, i: number) => boolean,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    if (depth === 0 && token.kind !== "close" && isCut(token, i)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

export const isCut = (token: Token): boolean =>
  token.kind === "line" || (token.kind === "mark" && SEPARATORS.has(token.lower));
const isWord = (token: Token | undefined, word: string): boolean => token?.kind === "word" && token.lower === word;

interface Value {
  readonly value: string | number;
  /** As written, with its unit. */
  readonly text: string;
  readonly weight?: number;
}

/** The text of tokens that stand together, as written. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.reduce((text, token, i) => {
    const isTight = i > 0 && tokens[i - 1]!.to === token.from;
    return text + (i === 0 || isTight ? "" : " ") + token.text;
  }, "");
}

/** `active`, `active 60%`, `60% active`, `active (60%)`, `active: 60`. */
function toValue(part: readonly Token[], units: ReadonlySet<string>): Value | undefined {
  const tokens = part.filter(
    (token) => token.kind !== "open" && token.kind !== "close" && !["=", ":", "—", "~"].includes(token.lower),
  );
  if (tokens.length === 0 || tokens.length > MOST_WORDS + 2) return undefined;
  const share = tokens.find((token) => token.isShare === true);
  const rest = tokens.filter(
    (token) =>
      token !== share &&
      !(
        token.text === "A" || (token.lower === "a" && tokens.length === 1)
          ? []
          : ["is", "are", "a", "an", "the", "at", "of", "about", "around", "roughly"]
      ).includes(token.lower),
  );
  if (rest.length === 0) return undefined;
  if (share !== undefined && rest.length > 2 && /^(?:cases|time)$/.test(rest.at(-1)!.lower)) rest.splice(-2); // in … cases
  const weight = share?.value;
  const [only] = rest;
  const isCounted =
    rest.length === 2 && only!.kind === "number" && rest[1]!.kind === "word" && units.has(rest[1]!.lower);
  if ((rest.length === 1 || isCounted) && only!.kind === "number") {
    const value = only!.isOpen ? only!.text : only!.value!;
    return { value, text: textOf(rest), ...(weight !== undefined && { weight }) };
  }
  // "basic €9": what a value costs is no part of it
  const isPriced = rest.some(({ kind }) => kind === "word") && rest.at(-1)!.currency !== undefined;
  if (isPriced && rest.length > 1) rest.pop();
  const ratio =
    part.length > 2 && part.at(-2)!.lower === ":" && part.at(-1)!.kind === "number" ? part.at(-1)!.value! : undefined;
  const named = ratio === undefined ? rest : rest.slice(0, -1);
  if (named.length > MOST_WORDS) return undefined;
  return {
    value: textOf(named),
    text: textOf(named),
    ...((weight ?? ratio) !== undefined && { weight: weight ?? ratio! }),
  };
}

const isPlainNumber = (token: Token | undefined): boolean =>
  token?.kind === "number" && token.isShare === undefined && token.currency === undefined;

function withoutShare(token: Token): Token {
  const { isShare: _, ...rest } = token;
  return rest;
}

/** `view 70, click 30`: numbers that make a hundred are shares. `1 = high, 2 = low`: what a number means is no value. */
function labelled(parts: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  const areCodes = parts.every(
    (part) => part.length > 2 && isPlainNumber(part[0]) && ["=", ":", "—"].includes(part[1]!.lower),
  );
  if (areCodes) return parts.map((part) => part.slice(0, 1));
  // 0, 5 or 10 percent
  const areNumbers = parts.every((part) => part.length === 1 && part[0]!.kind === "number");
  if (areNumbers && parts.some((part) => part[0]!.isShare === undefined))
    return parts.map(([number]) => [withoutShare(number!)]);
  const areShares =
    parts.every((part) => part.length > 1 && part[0]!.kind === "word" && isPlainNumber(part.at(-1))) &&
    Math.abs(parts.reduce((sum, part) => sum + part.at(-1)!.value!, 0) - 100) < 1;
  return areShares ? parts.map((part) => [...part.slice(0, -1), { ...part.at(-1)!, isShare: true as const }]) : parts;
}

export interface Values {
  readonly values: (string | number)[];
  readonly weights?: Map<string | number, number>;
}

/**
 * A list of values, where the tokens are one: at least two parts between commas, slashes, bars or "or", none of which
 * is a phrase of its own. `isTold` where something before said that values follow.
 */
export function readValues(tokens: readonly Token[], phrases: Phrases, isTold: boolean): Values | undefined {
  const hasCut = tokens.some(isCut);
  const cuts = (token: Token): boolean =>
    isCut(token) || isWord(token, "or") || isWord(token, "vs") || ((hasCut || isTold) && isWord(token, "and"));
  const whole = splitAt(isWord(tokens[0], "either") ? tokens.slice(1) : tokens, cuts);
  const parts = quantified(whole, phrases.lexicon) ?? labelled(whole);
  if (parts.length < 2) return undefined;
  const isRanges = parts.every(
    (part) =>
      /^\d+(?:\.\d+)?[kKmM]?\s?[-–]\s?\d+(?:\.\d+)?[kKmM]?$/.test(textOf(part)) ||
      (part.length === 1 && (part[0]!.isOpen ?? false)) ||
      (part.length <= 3 &&
        ["<", ">", "<=", ">=", "under", "over", "below", "above"].includes(part[0]!.lower) &&
        part.at(-1)!.kind === "number"),
  );
  const taken = parts.filter((part) => isPhrase(part, phrases)).length;
  if (!isRanges && !isTold && (taken * 2 >= parts.length || (taken > 0 && isPhrase(parts[0]!, phrases))))
    return undefined;
  if (isRanges && parts.some((part) => part.length > 1))
    return { values: parts.map((part) => (part[0]!.isOpen ? `${part[0]!.text}+` : textOf(part))) };
  // "1 month, 2 months": each with its own unit
  const areCounted = parts.every(
    (part) =>
      part.length === 2 &&
      part[0]!.kind === "number" &&
      part[0]!.isShare === undefined &&
      phrases.lexicon.units.has(part[1]!.lower),
  );
  if (areCounted) return { values: parts.map((part) => textOf(part)) };
  const values = parts.map((part) => toValue(part, phrases.lexicon.units));
  if (values.some((each) => each === undefined)) return undefined;
  const all = values as Value[];
  const weighed = all.filter((each) => each.weight !== undefined);
  if (weighed.length > 0 && weighed.length < all.length - 1) return undefined;
  const isMixed = new Set(all.map((each) => typeof each.value)).size > 1;
  const listed = all.map((each) => (isMixed ? each.text : each.value));
  if (new Set(listed).size < listed.length) return undefined;
  if (weighed.length === 0) return { values: listed };
  const left = Math.max(0, 100 - weighed.reduce((sum, each) => sum + each.weight!, 0));
  return { values: listed, weights: new Map(all.map((each, i) => [listed[i]!, each.weight ?? left])) };
}

/** Whether a phrase takes all of it, so that it is no value. */
function isPhrase(part: readonly Token[], phrases: Phrases): boolean {
  if (part.some((token) => token.kind === "quote")) return false;
  const only = part.filter(
    (token) => (token.lower !== "a" || part.length === 1) && token.lower !== "an" && token.lower !== "the",
  );
  if (only.length === 0) return true;
  const { kinds } = phrases.lexicon;
  if (
    only.length <= 2 &&
    kinds[only[0]!.lower] !== undefined &&
    only[0]!.kind === "word" &&
    !["date", "email", "text", "whole"].includes(only[0]!.lower) &&
    only.length === 1
  )
    return true;
  if (only.length === 1 && only[0]!.kind === "number") return false;
  const found = phraseAt(phrases, only, 0);
  if (found === undefined || found.to < only.length) return false;
  return !(
    found.meaning === "share" ||
    found.meaning === "currency" ||
    found.meaning === "unit" ||
    found.meaning === "during" ||
    found.meaning === "days" ||
    found.meaning === "recent" ||
    found.meaning === "future" ||
    found.meaning === "share-is"
  );
}

export function takeValues(draft: FieldDraft, values: Values): void {
  const isTruth =
    values.values.length === 2 && values.values.every((each) => /^(?:yes|no|true|false|y|n)$/i.test(String(each)));
  if (isTruth) {
    draft.kind = "boolean";
    const yes = values.values.find((each) => /^(?:yes|true|y)$/i.test(String(each)))!;
    const total = [...(values.weights?.values() ?? [])].reduce((sum, each) => sum + each, 0);
    if (values.weights !== undefined && total > 0) draft.share = values.weights.get(yes)! / total;
    return;
  }
  draft.values = values.values;
  if (values.weights !== undefined) draft.weights = values.weights;
}

/** "auto 50% home 30% health 20%", "20% a 80% b": one part for each share, where nothing else stands between them. */
export function atShares(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const shares = tokens.filter((token) => token.isShare === true);
  const isPlain = tokens.every((token) => token.isShare === true || token.kind === "word" || token.kind === "quote");
  if (shares.length < 2 || !isPlain) return [tokens];
  const isBefore = tokens[0]!.isShare === true;
  if (isBefore === (tokens.at(-1)!.isShare === true)) return [tokens];
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isBefore && token.isShare === true && parts.at(-1)!.length > 0) parts.push([]);
    parts.at(-1)!.push(token);
    if (!isBefore && token.isShare === true) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}
