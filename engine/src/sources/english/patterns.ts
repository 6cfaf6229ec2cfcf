import type { Lexicon, Phrase } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/**
 * One place of a pattern: `word` or `one|other`, `#` a number, `#%` a share, `@` a date or year, `:class` a word of a
 * class, `<>` one to five words up to what follows. A `?` behind makes it optional.
 */
interface Place {
  readonly kind: "words" | "any" | "number" | "share" | "moment" | "class" | "name";
  readonly words: ReadonlySet<string>;
  readonly isOptional: boolean;
}

/** A phrase that can be found. */
export interface Found {
  readonly meaning: string;
  readonly argument?: string | number;
  readonly from: number;
  readonly to: number;
  readonly numbers: readonly Token[];
  readonly moments: readonly Token[];
  readonly words: readonly string[];
  readonly names: readonly (readonly Token[])[];
}

interface Compiled {
  readonly places: readonly Place[];
  readonly phrase: Phrase;
}

/** Phrases by the first word that they can begin with; those that begin with a number or class stand under "". */
export interface Phrases {
  readonly byFirst: ReadonlyMap<string, readonly Compiled[]>;
  readonly lexicon: Lexicon;
}

const MOST_NAME = 5;

/** Meanings whose numbers may be percentages: "humidity 0-100%". */
const SHARED = new Set("range min max over under mean sd median step normal".split(" "));

function toPlace(text: string, lexicon: Lexicon, meaning: string): Place {
  const isOptional = text.endsWith("?");
  const bare = isOptional ? text.slice(0, -1) : text;
  const none: ReadonlySet<string> = new Set();
  if (bare === "#") return { kind: SHARED.has(meaning) ? "any" : "number", words: none, isOptional };
  if (bare === "#%") return { kind: "share", words: none, isOptional };
  if (bare === "@") return { kind: "moment", words: none, isOptional };
  if (bare === "<>") return { kind: "name", words: none, isOptional };
  if (bare.startsWith(":") && bare.length > 1)
    return { kind: "class", words: lexicon.classes[bare.slice(1)]!, isOptional };
  return { kind: "words", words: new Set(bare.split("|")), isOptional };
}

export function openPhrases(phrases: readonly Phrase[], lexicon: Lexicon): Phrases {
  const byFirst = new Map<string, Compiled[]>();
  for (const phrase of phrases) {
    const places = phrase[0].split(" ").map((text) => toPlace(text, lexicon, phrase[1]));
    const compiled = { places, phrase };
    const firsts = new Set<string>();
    for (const place of places) {
      if (place.kind === "words" || place.kind === "class") for (const word of place.words) firsts.add(word);
      else firsts.add("");
      if (!place.isOptional) break;
    }
    for (const first of firsts) byFirst.set(first, [...(byFirst.get(first) ?? []), compiled]);
  }
  return { byFirst, lexicon };
}

const isMoment = (token: Token): boolean => token.days !== undefined || token.isYear === true;

function fits(place: Place, token: Token): boolean {
  if (place.kind === "any") return token.kind === "number";
  if (place.kind === "number") return token.kind === "number" && token.isShare === undefined;
  if (place.kind === "share") return token.isShare === true;
  if (place.kind === "moment") return isMoment(token);
  return token.kind !== "quote" && place.words.has(token.lower);
}

interface Catch {
  to: number;
  readonly numbers: Token[];
  readonly moments: Token[];
  readonly words: string[];
  readonly names: Token[][];
}

/** Places from `p` on at token `i`; undefined where they do not fit. Names are the only choice, of five at most. */
function matchAt(
  { places }: Compiled,
  lexicon: Lexicon,
  tokens: readonly Token[],
  i: number,
  p: number,
): Catch | undefined {
  const caught: Catch = { to: i, numbers: [], moments: [], words: [], names: [] };
  for (; p < places.length; p++) {
    const place = places[p]!;
    const token = tokens[caught.to];
    if (place.kind === "name") {
      const rest = nameAt(places, lexicon, tokens, caught.to, p);
      if (rest === undefined) return undefined;
      return {
        to: rest.to,
        numbers: [...caught.numbers, ...rest.numbers],
        moments: [...caught.moments, ...rest.moments],
        words: [...caught.words, ...rest.words],
        names: rest.names,
      };
    }
    if (token === undefined || !fits(place, token)) {
      // "18 years to 80 years": a unit may follow any number
      const isUnit =
        token?.kind === "word" && tokens[caught.to - 1]?.kind === "number" && lexicon.units.has(token.lower);
      if (isUnit && caught.to > i && tokens[caught.to + 1] !== undefined && fits(place, tokens[caught.to + 1]!)) {
        caught.to++;
        p--;
        continue;
      }
      if (place.isOptional) continue;
      return undefined;
    }
    if (place.kind === "number" || place.kind === "any" || place.kind === "share") caught.numbers.push(token);
    if (place.kind === "moment") caught.moments.push(token);
    if (place.kind === "class") caught.words.push(token.lower);
    caught.to++;
  }
  return caught;
}

const FIRST_OF_NAME = new Set(["from", "to"]);
const NAMED_SO = new Set(["date", "time", "day"]);

function nameAt(
  places: readonly Place[],
  lexicon: Lexicon,
  tokens: readonly Token[],
  i: number,
  p: number,
): Catch | undefined {
  const name: Token[] = [];
  const last = p === places.length - 1;
  for (let k = i; k < tokens.length && name.length < MOST_NAME; k++) {
    const token = tokens[k]!;
    if (token.kind !== "word" && token.kind !== "quote") break;
    const isMoment =
      (token.lower === "at" || token.lower === "on") &&
      name.length > 0 &&
      /(?:ed|en|nt|at|in|es|rn)$/.test(name.at(-1)!.lower);
    const isNamed = k === i && FIRST_OF_NAME.has(token.lower) && NAMED_SO.has(tokens[k + 1]?.lower ?? ""); // from date
    if (lexicon.classes["break"]!.has(token.lower) && !isMoment && !isNamed) break;
    name.push(token);
    if (last) continue;
    const rest = matchAt({ places, phrase: ["", ""] }, lexicon, tokens, k + 1, p + 1);
    if (rest !== undefined) return { ...rest, names: [name, ...rest.names] };
  }
  return last && name.length > 0
    ? { to: i + name.length, numbers: [], moments: [], words: [], names: [name] }
    : undefined;
}

/** The longest phrase that begins at token `i`; of equally long ones the first. A unit behind a last number belongs to it. */
export function phraseAt({ byFirst, lexicon }: Phrases, tokens: readonly Token[], i: number): Found | undefined {
  const token = tokens[i]!;
  const own = token.kind === "word" || token.kind === "mark" ? byFirst.get(token.lower) : undefined;
  const free = token.kind === "number" || token.kind === "moment" ? byFirst.get("") : undefined;
  let best: Found | undefined;
  for (const compiled of [...(own ?? []), ...(free ?? [])]) {
    const caught = matchAt(compiled, lexicon, tokens, i, 0);
    if (caught === undefined || caught.to === i) continue;
    if (best !== undefined && caught.to <= best.to) continue;
    const [, meaning, argument] = compiled.phrase;
    const { to, ...rest } = caught;
    best = { meaning, from: i, to, ...rest, ...(argument !== undefined && { argument }) };
  }
  if (best === undefined) return undefined;
  const isUnit = (k: number): boolean => tokens[k]?.kind === "word" && lexicon.units.has(tokens[k].lower);
  let { to } = best;
  if (tokens[to - 1]!.kind === "number" && isUnit(to)) to += isUnit(to + 1) ? 2 : 1; // degrees celsius
  return { ...best, to };
}
