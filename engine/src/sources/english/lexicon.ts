/** A stretch of the text, in UTF-16 units, half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * What a phrase says of the field it stands at. Its name is what the machinery does with what the phrase caught; see
 * `meanings.ts`.
 */
export type Phrase = readonly [pattern: string, meaning: string, argument?: string | number];

/**
 * All that is particular to a language. The machinery knows no word of it: another language is another value of this
 * type. Lists are words separated by spaces; patterns are those of `patterns.ts`.
 */
export interface Lexicon {
  readonly numbers: Readonly<Record<string, number>>;
  readonly scales: Readonly<Record<string, number>>;
  /** `half`, `third`: shares of one. */
  readonly fractions: Readonly<Record<string, number>>;
  /** Words for how often, with the per cent that is taken. */
  readonly often: Readonly<Record<string, number>>;
  /** Words for a number that nobody named exactly, with what is taken. */
  readonly vague: Readonly<Record<string, number>>;
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  /** One or two words for a part of a year, as its first and last month; above 12 those of the next year. */
  readonly yearParts: Readonly<Record<string, string>>;
  /** Words of a unit of time, with the unit of the schema: s m h d w mo y. */
  readonly times: Readonly<Record<string, string>>;
  /** Units that follow a number and say nothing else. */
  readonly units: ReadonlySet<string>;
  /** Words of a currency, with its code. */
  readonly currencies: Readonly<Record<string, string>>;
  /** Classes that patterns name as `:class`. */
  readonly classes: Readonly<Record<string, ReadonlySet<string>>>;
  /** Phrases of fields. */
  readonly phrases: readonly Phrase[];
  /** Words of a type, alone or after a name: `price decimal(10,2)`. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Names of fields that this language has beyond those that columns have, with the type. */
  readonly fields: readonly (readonly [names: string, type: string, extra?: Readonly<Record<string, unknown>>])[];
  /** Names that mean something of their own in tables of certain things. */
  readonly contexts: readonly (readonly [
    things: string,
    names: string,
    type: string,
    extra?: Readonly<Record<string, unknown>>,
  ])[];
  /** Names of lists of values that nobody named, with what is in them. */
  readonly valueNames: readonly (readonly [name: string, values: ReadonlySet<string>])[];
  /** Things that have fields: what a table of them is assumed to hold. */
  readonly things: Readonly<Record<string, string>>;
  /** What they mostly belong to: groups of singulars, of each group one. */
  readonly owners: Readonly<Record<string, string>>;
  /** What there is in a place or a business, as names of tables. */
  readonly scenes: Readonly<Record<string, string>>;
  /** A place or people, with the locale. */
  readonly locales: Readonly<Record<string, string>>;
  /** The word of one, of several. */
  readonly singular: (word: string) => string;
  readonly plural: (word: string) => string;
  readonly isPlural: (word: string) => boolean;
}

/** Words of a list as a set. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

/** `a=1 b=2` as a record. */
export function wordMap<Value>(text: string, read: (value: string) => Value): Record<string, Value> {
  const map: Record<string, Value> = Object.create(null) as Record<string, Value>;
  for (const entry of text.split(/\s+/)) {
    const at = entry.indexOf("=");
    if (at > 0) map[entry.slice(0, at)] = read(entry.slice(at + 1));
  }
  return map;
}

const MOST_KEPT = 20_000; // names
const SINGULARS = new WeakMap<Lexicon, Map<string, string>>();

/** A name whose words are all in the singular; kept, since texts name the same again and again. */
export function singularName(name: string, lexicon: Lexicon): string {
  let kept = SINGULARS.get(lexicon);
  if (kept === undefined || kept.size > MOST_KEPT) SINGULARS.set(lexicon, (kept = new Map<string, string>()));
  let one = kept.get(name);
  if (one === undefined) {
    one = name
      .split("_")
      .map((word) => lexicon.singular(word))
      .join("_");
    kept.set(name, one);
  }
  return one;
}
