import type { Lexicon } from "./lexicon.ts";
import { lowerAt, type Token } from "./tokens.ts";

type Parts = readonly (readonly Token[])[];

const hasShare = (part: readonly Token[]): boolean => part.some((token) => token.isShare === true);

/** Where "the rest", "the remaining" begins; below 0 where it does not. */
export function restAt(part: readonly Token[], { classes }: Lexicon): number {
  const at = part.findIndex((token) => classes["rest"]!.has(token.lower));
  return at <= 2 ? at : -1;
}

/** What "the rest" or "otherwise" at `at` is said of: what stands behind it, or else before. */
export const saidOfRest = (part: readonly Token[], at: number): readonly Token[] =>
  at + 1 < part.length ? part.slice(at + 1) : part.slice(0, at);

/** "half active", "a quarter pending", "usually paid": the words for how many become a share. */
function worded(part: readonly Token[], lexicon: Lexicon, isFirst: boolean): readonly Token[] | undefined {
  const { fractions, often } = lexicon;
  const at = part.findIndex(
    (token, i) =>
      token.kind === "word" && (often[token.lower] !== undefined || fractions[token.lower] !== undefined) && i < 6,
  );
  if (at < 0 || part[at + 1]?.kind !== "word" || lexicon.classes["filled"]!.has(part[at + 1]!.lower)) return undefined;
  const isArticle = ["a", "an", "one"].includes(lowerAt(part, at - 1));
  const front = part.slice(0, isArticle ? at - 1 : at);
  // what is not the first has no name of its own: "plan usually basic, country mostly France"
  if (!isFirst && front.some((token) => !lexicon.classes["and"]!.has(token.lower) && token.lower !== "but"))
    return undefined;
  const token = part[at]!;
  const value = often[token.lower] ?? fractions[token.lower]! * 100;
  return [...front, { ...token, kind: "number", value, isShare: true }, ...part.slice(at + 1)];
}

/**
 * "half active, a quarter pending, the rest open or closed": all of them with a share that is a number. Undefined where
 * one has none, or where numbers say all of them already.
 */
export function quantified(parts: Parts, lexicon: Lexicon): Parts | undefined {
  const rest = parts.findIndex((part, i) => i > 0 && !hasShare(part) && restAt(part, lexicon) >= 0);
  const front = rest < 0 ? parts : parts.slice(0, rest);
  if (parts.length < 2 || (rest < 0 && front.every(hasShare))) return undefined;
  const said: (readonly Token[])[] = [];
  for (const [i, part] of front.entries()) {
    const made = hasShare(part) ? part : worded(part, lexicon, i === 0);
    if (made === undefined) return undefined;
    said.push(made);
  }
  const shareOf = (part: readonly Token[]): number => part.find((token) => token.isShare === true)!.value!;
  const total = said.reduce((sum, part) => sum + shareOf(part), 0);
  if (rest < 0) {
    const scaled = (token: Token): Token =>
      token.isShare === true ? { ...token, value: Math.round((token.value! * 10_000) / total) / 100 } : token;
    return said.map((part) => part.map(scaled));
  }
  const others = othersOf(parts.slice(rest), lexicon);
  if (total >= 100 || others.length === 0) return undefined;
  const value = Math.round(((100 - total) / others.length) * 100) / 100;
  return [
    ...said,
    ...others.map((part) => [{ ...part[0]!, kind: "number" as const, value, isShare: true as const }, ...part]),
  ];
}

/** The values behind "the rest", which "or" may part. */
function othersOf(parts: Parts, lexicon: Lexicon): Parts {
  const [first = [], ...more] = parts;
  const values: Token[][] = [[]];
  for (const token of [saidOfRest(first, restAt(first, lexicon)), ...more].flatMap((part) => [...part, undefined])) {
    if (token === undefined || ["or", "and", "/"].includes(token.lower)) values.push([]);
    else if (!lexicon.classes["be"]!.has(token.lower) && !["in", "of", "them", ":"].includes(token.lower))
      values.at(-1)!.push(token);
  }
  return values.filter((value) => value.length > 0);
}
