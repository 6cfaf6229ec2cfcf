import type { Lexicon } from "./lexicon.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** What one asks for with "how": "how old they are" is their age. */
const ASKED: Readonly<Record<string, string>> = {
  old: "age",
  long: "duration",
  tall: "height",
  heavy: "weight",
  far: "distance",
  big: "size",
  large: "size",
};
/** What one asks for with "what": "what it costs". */
const TOLD: Readonly<Record<string, string>> = {
  costs: "cost",
  cost: "cost",
  earn: "salary",
  earns: "salary",
  weighs: "weight",
};

const isPerson = ({ classes }: Lexicon, word: string): boolean =>
  classes["clause"]!.has(word) || classes["they"]!.has(word);

/**
 * A question as the name of what it asks for: "when it was opened" is "opened at", "who reported it" is "reported by",
 * "who it is assigned to" is "assigned to". The tokens as they are where it is none.
 */
export function asName(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const { classes } = lexicon;
  const start = classes["and"]!.has(lowerAt(tokens, 0)) ? 1 : 0;
  const ask = lowerAt(tokens, start);
  if (!["when", "who", "how", "what"].includes(ask)) return tokens;
  const named = (words: readonly string[], at: number, rest: number): readonly Token[] => [
    ...words.map((word) => ({ ...tokens[at]!, kind: "word" as const, text: word, lower: word })),
    ...tokens.slice(rest),
  ];
  const isSubject = isPerson(lexicon, lowerAt(tokens, start + 1));
  let k = start + (isSubject ? 2 : 1);
  const isEnd = (at: number): boolean =>
    tokens[at] === undefined || tokens[at].kind !== "word" || classes["break"]!.has(tokens[at].lower);
  if (ask === "how") {
    const name = ASKED[lowerAt(tokens, start + 1)];
    if (name === undefined || !isPerson(lexicon, lowerAt(tokens, start + 2))) return tokens;
    return named([name], start + 1, tokens[start + 3]?.kind === "word" ? start + 4 : start + 3);
  }
  if (ask === "what") {
    const name = isSubject ? TOLD[lowerAt(tokens, k)] : undefined;
    return name === undefined ? tokens : named([name], k, k + 1);
  }
  while (classes["be"]!.has(lowerAt(tokens, k)) || ["been", "has", "have", "got"].includes(lowerAt(tokens, k))) k++;
  const verb = lowerAt(tokens, k);
  const isDone = /(?:ed|en)$/.test(verb) || classes["participles"]!.has(verb);
  if (ask === "when")
    return isSubject && (isDone || verb.endsWith("s")) && isEnd(k + 1) ? named([verb, "at"], k, k + 1) : tokens;
  if (!isDone) return tokens;
  // "who reported it", "who it is assigned to"
  if (!isSubject && isPerson(lexicon, lowerAt(tokens, k + 1)) && isEnd(k + 2)) return named([verb, "by"], k, k + 2);
  return isSubject && classes["to"]!.has(lowerAt(tokens, k + 1))
    ? named([verb, lowerAt(tokens, k + 1)], k, k + 2)
    : tokens;
}
