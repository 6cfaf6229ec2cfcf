import type { Phrase } from "../kernels/phrase.ts";
import type { Locale } from "../words/locale.ts";
import {
  complaints,
  deeds,
  manners,
  people,
  places,
  praise,
  qualities,
  remarks,
  sayings,
  shrugs,
  things,
  times,
} from "../words/prose.ts";
import { dictionaryOf } from "./making.ts";

const word = (list: readonly string[]): Phrase => ({ word: dictionaryOf(list) });
const capital = (list: readonly string[]): Phrase => ({ word: dictionaryOf(list), capital: true });
const article = (list: readonly string[]): Phrase => ({ word: dictionaryOf(list), article: true });

const subject: Phrase = {
  choice: [
    ["The ", word(people)],
    ["The ", word(people), " and the ", word(people)],
    ["Our ", word(people)],
  ],
  weights: [6, 2, 1],
};
const object: Phrase = {
  choice: [
    ["the ", word(things)],
    ["the ", word(qualities), " ", word(things)],
    article(things),
    [article(qualities), " ", word(things)],
  ],
  weights: [4, 4, 1, 2],
};
const tail: Phrase = {
  choice: ["", [" ", word(times)], [" ", word(places)], [" ", word(manners)], [" ", word(places), " ", word(times)]],
  weights: [2, 3, 2, 2, 1],
};
const clause: Phrase = [subject, " ", word(deeds), " ", object, tail];

const englishSentence: Phrase = {
  choice: [
    [clause, "."],
    [clause, ", but the ", word(people), " ", word(deeds), " ", object, "."],
    [capital(times), ", the ", word(people), " ", word(deeds), " ", object, "."],
    ["When the ", word(things), " arrived, the ", word(people), " ", word(deeds), " ", object, "."],
    ["There was ", article(qualities), " ", word(things), " ", word(places), "."],
    [word(remarks), "."],
  ],
  weights: [10, 3, 4, 2, 2, 3],
};

const SPACELESS = new Set(["ja", "zh"]);

/** What all texts of one locale are built of. */
export interface Prose {
  readonly words: readonly string[];
  /** What stands between words and sentences. */
  readonly space: string;
  readonly sentence: Phrase;
  readonly isEnglish: boolean;
}

const prose = new WeakMap<Locale, Prose>();

/** English sentences have subject, verb and object; other languages string their own words together. */
export function proseOf(locale: Locale): Prose {
  let made = prose.get(locale);
  if (made === undefined) {
    const isEnglish = locale.language === "en";
    const own = [locale.nouns, locale.adjectives, locale.words].filter(
      (_, k) => !locale.fallbacks.includes((["nouns", "adjectives", "words"] as const)[k]!),
    );
    const words = isEnglish
      ? [...new Set([...things, ...qualities, ...people, ...locale.nouns])].filter((w) => /^[a-z]+$/.test(w))
      : [...new Set(own.length > 0 ? own.flat() : locale.words)];
    const isSpaceless = SPACELESS.has(locale.language);
    const space = isSpaceless ? "" : " ";
    const rest: Phrase = { repeat: word(words), min: 4, max: 11, between: space };
    made = {
      words,
      space,
      isEnglish,
      sentence: isEnglish ? englishSentence : [capital(words), space, rest, isSpaceless ? "。" : "."],
    };
    prose.set(locale, made);
  }
  return made;
}

/** min to max sentences in one paragraph. */
export function sentences({ sentence, space }: Prose, min: number, max: number): Phrase {
  return { repeat: sentence, min, max, between: space };
}

/** A few words as a title, without a full stop. */
export function title({ words, space, isEnglish }: Prose): Phrase {
  if (!isEnglish) return [capital(words), space, { repeat: word(words), min: 1, max: 3, between: space }];
  return {
    choice: [
      ["The ", capital(qualities), " ", capital(things)],
      [capital(qualities), " ", capital(things), " and ", capital(things)],
      ["How the ", capital(people), " ", capital(deeds), " the ", capital(things)],
      [capital(things), " for the ", capital(people)],
      ["A ", capital(["Guide", "Note", "Word", "Look"]), " on the ", capital(qualities), " ", capital(things)],
    ],
  };
}

export function headline(made: Prose): Phrase {
  if (!made.isEnglish) return title(made);
  return {
    choice: [
      [capital(people), " ", word(deeds), " ", word(qualities), " ", word(things), " ", word(places)],
      [capital(qualities), " ", word(things), " ", word(deeds), " ", word(times)],
      [{ min: 3, max: 12 }, " ways to a better ", word(things)],
      ["Why the ", word(people), " ", word(deeds), " the ", word(things)],
      [capital(things), " ", word(deeds), ": what the ", word(people), " should know"],
    ],
  };
}

export const saying: Phrase = word(sayings);

/** Reviews that like, shrug and dislike. */
export const reviews: readonly Phrase[] = [complaints, shrugs, praise].map((list) => ({
  repeat: word(list),
  min: 1,
  max: 3,
  between: " ",
}));
