import { DAY_MS } from "../batch/cells.ts";
import type { Dictionary, Kind } from "../batch/column.ts";
import { mapWords } from "../kernels/gather.ts";
import { phrase, type Phrase } from "../kernels/phrase.ts";
import { pick } from "../kernels/pick.ts";
import { eachWord, wholeNumber } from "../kernels/rows-of.ts";
import { numbered, shaped, type Shape, type Stamp } from "../kernels/shape.ts";
import type { FieldType, Made, Site, Source } from "./field-type.ts";
import { defineType } from "./field-type.ts";
import { z } from "zod";

export const DIGITS = "0123456789";
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const HEX = "0123456789abcdef";
const YEAR_MS = 365 * DAY_MS;
const encoder = new TextEncoder();

/** The bytes of a text as positions that never vary. */
export function literal(text: string): string[] {
  return Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte));
}

/** `count` positions of the same characters. */
export function of(characters: string, count: number): string[] {
  return Array.from({ length: count }, () => characters);
}

/** "AB-##??*": # is a digit, ? a capital letter, * either; a backslash makes the next character stand for itself. */
export function toPositions(pattern: string): string[] {
  const positions: string[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === "#") positions.push(DIGITS);
    else if (c === "?") positions.push(UPPER);
    else if (c === "*") positions.push(UPPER + DIGITS);
    else {
      const whole = String.fromCodePoint(pattern.codePointAt(c === "\\" && i + 1 < pattern.length ? ++i : i)!);
      i += whole.length - 1;
      positions.push(...literal(whole));
    }
  }
  return positions;
}

/** A text of fixed shape. */
export function shapeMade(site: Site, positions: readonly string[], does: string, stamp?: Stamp): Made {
  return shapesMade(site, [stamp === undefined ? { positions } : { positions, stamp }], does);
}

/** A text of one of several shapes, chosen by the code of `which`; `given` is the number that given positions render. */
export function shapesMade(site: Site, all: readonly Shape[], does: string, which?: Source, given?: Source): Made {
  const inputs = [which, given].filter((source) => source !== undefined);
  return {
    kind: "text",
    kernel: shaped(all, site.unique),
    inputs,
    capacity: Math.min(...all.map((shape) => numbered(shape).capacity)),
    longest: Math.max(...all.map((shape) => shape.positions.length)),
    does,
  };
}

/** A text of words, numbers and literals. */
export function phraseMade(root: Phrase, does: string, inputs: readonly Source[] = []): Made {
  return { kind: "text", kernel: phrase(root), inputs, does };
}

const dictionaries = new WeakMap<readonly string[], Dictionary>();
/** The dictionary of a list: the same for the same list. */
export function dictionaryOf(words: readonly string[]): Dictionary {
  let dictionary = dictionaries.get(words);
  if (dictionary === undefined) dictionaries.set(words, (dictionary = { words }));
  return dictionary;
}

/** One word of a list; where the field is unique, each once. */
export function wordMade(site: Site, words: readonly string[], does: string, weights?: readonly number[]): Made {
  const dictionary = dictionaryOf(words);
  return {
    kind: "text",
    dictionary,
    kernel: site.unique ? eachWord(dictionary) : pick(dictionary, weights),
    capacity: words.length,
    does,
  };
}

/** A type that is one word of a list. */
export function listType(
  name: string,
  summary: string,
  words: readonly string[] | ((site: Site) => readonly string[]),
  weights?: readonly number[],
): FieldType {
  const does = summary.charAt(0).toLowerCase() + summary.slice(1);
  return defineType({
    name,
    summary,
    params: z.object({}),
    lower: (_, site) => wordMade(site, typeof words === "function" ? words(site) : words, does, weights),
  });
}

/** A column of record numbers: dict codes 0 ... count - 1 under words that nobody sees. */
export function recordMade(count: number, weights: readonly number[] | undefined, does: string): Made {
  const dictionary = { words: Array.from({ length: count }, (_, k) => String(k)) };
  return { kind: "text", dictionary, kernel: pick(dictionary, weights), does };
}

/** What a record shows: text `shown[c]` for record c. */
export function shownMade(record: Source, shown: readonly string[], does: string, kind: Kind = "text"): Made {
  const words = [...new Set(shown)];
  const places = new Map(words.map((word, k) => [word, k]));
  const dictionary = { words };
  return {
    kind,
    dictionary,
    kernel: mapWords(
      shown.map((word) => places.get(word)!),
      dictionary,
    ),
    inputs: [record],
    does,
  };
}

/** A moment in the year before now, as a column of this field's own. */
export function recentMoment(site: Site): Source {
  return site.own("moment", {
    kind: "datetime",
    millis: true,
    kernel: wholeNumber(site.now - YEAR_MS, YEAR_MS),
    does: "a moment of the year before now",
  });
}

/** For each row what the phrase of its code in `which` gives; phrases read `which` as input 0 and `more` after it. */
export function phraseByCode(
  which: Source,
  phrases: readonly Phrase[],
  does: string,
  more: readonly Source[] = [],
): Made {
  return phraseMade({ case: 0, of: phrases }, does, [which, ...more]);
}
