import { nameWords } from "./draft.ts";
import type { FieldNames } from "./field-name.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";
import { splitAt } from "./values.ts";

const LEAST = 3; // names of a list without commas
const MOST = 40; // tokens of it
const LONGEST = 3; // words of a name

const nameAt = (tokens: readonly Token[], k: number, length: number): readonly string[] =>
  nameWords(
    tokens
      .slice(k, k + length)
      .map((token) => token.text)
      .join(" "),
  );

/** How many words from `k` on are a name that all of is known; 0 where none. */
export function knownLength(tokens: readonly Token[], k: number, names: FieldNames, table: string): number {
  for (let length = Math.min(LONGEST, tokens.length - k); length > 0; length--) {
    if (tokens.slice(k, k + length).some((token) => token.kind !== "word")) continue;
    const words = nameAt(tokens, k, length);
    const guess = names.find(words.join("_"), table);
    // "completed/cancelled" are rather values than names
    if (guess !== undefined && guess.known >= words.length && guess.type !== "boolean") return length;
  }
  return 0;
}

/** "name/email/age 18-65": most parts begin with a name, so that they are no values. */
function splitSlashed(
  tokens: readonly Token[],
  names: FieldNames,
  table: string,
): readonly (readonly Token[])[] | undefined {
  const parts = splitAt(tokens, (token) => token.lower === "/" || token.lower === "|");
  if (parts.length < LEAST || parts.some((part) => part.length === 0)) return undefined;
  const known = parts.filter((part) => knownLength(part, 0, names, table) > 0);
  return known.length >= LEAST && known.length >= parts.length - 1 ? parts : undefined;
}

/** "name email phone company": names that stand side by side without commas; undefined where it is no such list. */
export function splitPlain(
  tokens: readonly Token[],
  names: FieldNames,
  table: string,
  lexicon: Lexicon,
): readonly (readonly Token[])[] | undefined {
  if (tokens.length < LEAST || tokens.length > MOST) return undefined;
  if (tokens.some((token) => token.kind !== "word" || lexicon.classes["break"]!.has(token.lower)))
    return splitSlashed(tokens, names, table);
  if (knownLength(tokens, 0, names, table) === tokens.length) return undefined;
  const parts: (readonly Token[])[] = [];
  let strange = 0;
  for (let k = 0; k < tokens.length;) {
    const known = knownLength(tokens, k, names, table);
    if (known === 0 && ++strange > 1) return undefined;
    parts.push(tokens.slice(k, k + Math.max(1, known)));
    k += Math.max(1, known);
  }
  // two of several words each: "first name last name"
  const areLong = strange === 0 && parts.length > 1 && parts.every((part) => part.length > 1);
  return areLong || parts.length - strange >= LEAST ? parts : undefined;
}
