import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

const SHORTEST = 5;

/** Words that texts are made of, by length: what a mistyped word may have been meant as. */
export interface Spelling {
  readonly known: ReadonlySet<string>;
  readonly byFirst: ReadonlyMap<string, readonly string[]>;
}

const EXTRA =
  "between unique optional including registration number amount customers customer orders order products product employees employee transactions transaction invoices students patients users created updated address department country quantity category description status email phone username password salary price total rating birthday timestamp normally distributed average percent random nullable column columns field fields record records generate create please sensor sensors payment payments booking bookings appointment appointments supplier suppliers company companies inventory delivery shipping shipped delivered ordered signup gender nationality";

export function openSpelling(lexicon: Lexicon): Spelling {
  const known = new Set<string>();
  const add = (word: string): void => {
    if (word.length < 2) return;
    known.add(word);
    known.add(lexicon.plural(word));
    known.add(lexicon.singular(word));
  };
  for (const [names] of lexicon.fields) for (const word of names.split(/[ _]/)) add(word);
  for (const thing of Object.keys(lexicon.things)) for (const word of thing.split("_")) add(word);
  for (const words of Object.values(lexicon.classes)) for (const word of words) known.add(word);
  for (const word of Object.keys(lexicon.kinds)) known.add(word);
  for (const word of Object.keys(lexicon.locales)) known.add(word);
  for (const word of [...EXTRA.split(" "), ...lexicon.months, ...lexicon.weekdays]) add(word);
  const byFirst = new Map<string, string[]>();
  for (const word of EXTRA.split(" ")) byFirst.set(word[0]!, [...(byFirst.get(word[0]!) ?? []), word]);
  for (const word of known) {
    if (word.length < SHORTEST || !/^[a-z]+$/.test(word) || lexicon.things[lexicon.singular(word)] === undefined)
      continue;
    byFirst.set(word[0]!, [...(byFirst.get(word[0]!) ?? []), word]);
  }
  return { known, byFirst };
}

/** `cats`, `pigs`: short words that are whole as they stand. */
const WHOLE = /^[^aeiou][aeiou][^aeiou]s$/;
const VOWEL = /^[aeiouy]$/;

/** One slip of the finger: neighbours swapped, a letter missing, doubled or too many, a vowel for another. */
function isSlip(typed: string, meant: string): boolean {
  const difference = typed.length - meant.length;
  if (difference < -1 || difference > 1) return false;
  let k = 0;
  const least = Math.min(typed.length, meant.length);
  while (k < typed.length && typed[k] === meant[k]) k++;
  if (difference === 0) {
    if (typed.slice(k + 1) === meant.slice(k + 1)) return VOWEL.test(typed[k] ?? "") && VOWEL.test(meant[k] ?? "");
    return typed[k] === meant[k + 1] && typed[k + 1] === meant[k] && typed.slice(k + 2) === meant.slice(k + 2);
  }
  if (k >= least) return false; // an ending of its own: tablet, table
  return difference > 0 ? typed.slice(k + 1) === meant.slice(k) : typed.slice(k) === meant.slice(k + 1);
}

/** What a word that nobody knows was probably meant as. */
function correct(word: string, { known, byFirst }: Spelling): string | undefined {
  if (word.length < SHORTEST - 1 || known.has(word) || WHOLE.test(word) || !/^[a-z]+$/.test(word)) return undefined;
  const all = byFirst.get(word[0]!) ?? [];
  if (word.length < SHORTEST)
    return all.find(
      (meant) =>
        (meant.length === word.length ||
          (meant.length > word.length &&
            meant.at(-1) === word.at(-1) &&
            word.replaceAll(/[aeiou]/g, "").length >= 3)) &&
        isSlip(word, meant),
    );
  return all.find((meant) => isSlip(word, meant));
}

/** The tokens with slips mended; each is told of. */
export function mendTokens(
  tokens: readonly Token[],
  spelling: Spelling,
  note: (typed: string, meant: string) => void,
): readonly Token[] {
  return tokens.map((token) => {
    if (token.kind !== "word" || token.text !== token.text.toLowerCase()) return token;
    const meant = correct(token.lower, spelling);
    if (meant === undefined) return token;
    note(token.text, meant);
    return { ...token, text: meant, lower: meant };
  });
}
