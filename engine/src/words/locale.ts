import { toAscii } from "./ascii.ts";
import { data as englishData } from "./data/locale-en_US.ts";
import { listNames, splitList, splitWeights } from "./lists.ts";
import type { ListName, LocaleData, WeightedList } from "./lists.ts";

/** Relative weights of the entries of a list, parallel to it; null where all are equally likely. */
type Weights = readonly number[] | null;

/**
 * The word lists of one locale. Every list is non-empty, has no empty entry, no duplicate and no `|` or line break, and is split on first use.
 * A list the locale lacks is the English one and named in `fallbacks`. The `...Latin` lists are parallel to their originals (same length and
 * order) and hold only ASCII letters, space, hyphen and apostrophe; `lastNamesFemale` is parallel to `lastNames` (Новикова to Новиков; equal
 * to `lastNames` where the language has no such form). Parallel lists may repeat an entry. `companyPatterns` hold {last}, {first}, {suffix}
 * and {category} to be filled from lastNames, a first name, companySuffixes and companyCategories. Weekdays start on Monday.
 */
export interface Locale extends Readonly<Record<ListName, readonly string[]>> {
  /** Such as `de_DE`: ISO 639-1 language, underscore, ISO 3166-1 country. */
  readonly code: string;
  /** ISO 639-1. */
  readonly language: string;
  /** English name of the language and country. */
  readonly name: string;
  /** The same in the language itself. */
  readonly endonym: string;
  /** ISO 15924: Latn, Cyrl, Grek, Jpan, Kore, Hans, Hant. */
  readonly script: string;
  /** Which comes first in a whole name, and what stands between. */
  readonly nameOrder: "given-first" | "family-first";
  readonly nameJoin: string;
  /** How many family names a person bears: 2 in Spanish and Portuguese. */
  readonly surnames: 1 | 2;
  readonly weights: Readonly<Record<WeightedList, Weights>>;
  /** Lists borrowed from English (en_US), in the order of `listNames`. */
  readonly fallbacks: readonly ListName[];
}

/** Lists that are worked out from another list of the same locale where the data has none. */
const derived: Readonly<Partial<Record<ListName, readonly [from: ListName, latin: boolean]>>> = {
  firstNamesMaleLatin: ["firstNamesMale", true],
  firstNamesFemaleLatin: ["firstNamesFemale", true],
  lastNamesFemale: ["lastNames", false],
  lastNamesLatin: ["lastNames", true],
  lastNamesFemaleLatin: ["lastNamesFemale", true],
  middleNamesMale: ["firstNamesMale", false],
  middleNamesFemale: ["firstNamesFemale", false],
};

/** Defines `key` so that `make` runs once, on first use. */
function lazily(target: object, key: string, make: () => unknown): void {
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get() {
      const value = make();
      Object.defineProperty(target, key, { enumerable: true, value });
      return value;
    },
  });
}

function makeLocale(data: LocaleData, base?: Locale): Locale {
  const language = data.code.slice(0, 2);
  const weights = {};
  const locale = {
    code: data.code,
    language,
    name: data.name,
    endonym: data.endonym,
    script: data.script,
    nameOrder: data.nameOrder,
    nameJoin: data.nameJoin,
    surnames: data.surnames,
    weights,
    fallbacks:
      base === undefined
        ? []
        : listNames.filter((name) => data.lists[name] === undefined && derived[name] === undefined),
  } as unknown as Locale;
  for (const name of listNames) {
    const text = data.lists[name];
    // Where women bear the same family name, its Latin spelling is the same too.
    const from =
      name === "lastNamesFemaleLatin" && data.lists.lastNamesFemale === undefined
        ? (["lastNamesLatin", false] as const)
        : derived[name];
    if (text !== undefined) lazily(locale, name, () => splitList(text));
    else if (from !== undefined)
      lazily(locale, name, () => (from[1] ? locale[from[0]].map((word) => toAscii(word, language)) : locale[from[0]]));
    else lazily(locale, name, () => base?.[name] ?? []);
  }
  for (const name of ["firstNamesMale", "firstNamesFemale", "lastNames"] as const) {
    const text = data.weights[name];
    lazily(weights, name, () => (text === undefined ? null : splitWeights(text, locale[name].length)));
  }
  return locale;
}

/** English of the United States: loaded with this module, nothing parsed before first use. */
export const english: Locale = makeLocale(englishData);

const table: Readonly<Record<string, () => Promise<{ readonly data: LocaleData }>>> = {
  cs_CZ: () => import("./data/locale-cs_CZ.ts"),
  da_DK: () => import("./data/locale-da_DK.ts"),
  de_AT: () => import("./data/locale-de_AT.ts"),
  de_CH: () => import("./data/locale-de_CH.ts"),
  de_DE: () => import("./data/locale-de_DE.ts"),
  el_GR: () => import("./data/locale-el_GR.ts"),
  en_AU: () => import("./data/locale-en_AU.ts"),
  en_CA: () => import("./data/locale-en_CA.ts"),
  en_GB: () => import("./data/locale-en_GB.ts"),
  en_IE: () => import("./data/locale-en_IE.ts"),
  en_IN: () => import("./data/locale-en_IN.ts"),
  en_ZA: () => import("./data/locale-en_ZA.ts"),
  es_ES: () => import("./data/locale-es_ES.ts"),
  es_MX: () => import("./data/locale-es_MX.ts"),
  fi_FI: () => import("./data/locale-fi_FI.ts"),
  fr_BE: () => import("./data/locale-fr_BE.ts"),
  fr_CA: () => import("./data/locale-fr_CA.ts"),
  fr_FR: () => import("./data/locale-fr_FR.ts"),
  hr_HR: () => import("./data/locale-hr_HR.ts"),
  hu_HU: () => import("./data/locale-hu_HU.ts"),
  id_ID: () => import("./data/locale-id_ID.ts"),
  it_IT: () => import("./data/locale-it_IT.ts"),
  ja_JP: () => import("./data/locale-ja_JP.ts"),
  ko_KR: () => import("./data/locale-ko_KR.ts"),
  nb_NO: () => import("./data/locale-nb_NO.ts"),
  nl_BE: () => import("./data/locale-nl_BE.ts"),
  nl_NL: () => import("./data/locale-nl_NL.ts"),
  pl_PL: () => import("./data/locale-pl_PL.ts"),
  pt_BR: () => import("./data/locale-pt_BR.ts"),
  pt_PT: () => import("./data/locale-pt_PT.ts"),
  ro_RO: () => import("./data/locale-ro_RO.ts"),
  ru_RU: () => import("./data/locale-ru_RU.ts"),
  sk_SK: () => import("./data/locale-sk_SK.ts"),
  sv_SE: () => import("./data/locale-sv_SE.ts"),
  tr_TR: () => import("./data/locale-tr_TR.ts"),
  uk_UA: () => import("./data/locale-uk_UA.ts"),
  vi_VN: () => import("./data/locale-vi_VN.ts"),
  zh_CN: () => import("./data/locale-zh_CN.ts"),
  zh_TW: () => import("./data/locale-zh_TW.ts"),
};

/** Every locale `loadLocale` knows, in alphabetical order. */
export const localeCodes: readonly string[] = ["en_US", ...Object.keys(table)].sort();

const loaded = new Map<string, Promise<Locale>>();

/**
 * The locale of `code`, one object however often it is asked for. Besides `de_DE`, `de-DE` and the bare language `de` are understood
 * (a bare language is its main country). Rejects with a RangeError that lists the known codes.
 */
export function loadLocale(code: string): Promise<Locale> {
  const exact = toLocaleCode(code);
  if (exact === null)
    return Promise.reject(
      new RangeError(`Unknown locale ${JSON.stringify(code)}; known are ${localeCodes.join(", ")}`),
    );
  if (exact === "en_US") return Promise.resolve(english);
  let locale = loaded.get(exact);
  if (locale === undefined) {
    locale = table[exact]!().then((module) => makeLocale(module.data, english));
    loaded.set(exact, locale);
    locale.catch(() => loaded.delete(exact));
  }
  return locale;
}

const mainCountry: Readonly<Record<string, string>> = {
  en: "en_US",
  de: "de_DE",
  fr: "fr_FR",
  es: "es_ES",
  it: "it_IT",
  nl: "nl_NL",
  pt: "pt_BR",
  zh: "zh_CN",
  nb: "nb_NO",
  no: "nb_NO",
};

/** The code `loadLocale` takes `text` for (`de-de`, `DE_de` and `de` are `de_DE`), or null. */
export function toLocaleCode(text: string): string | null {
  const [language = "", country] = text.replace("-", "_").split("_");
  if (country === undefined) {
    const tongue = language.toLowerCase();
    return mainCountry[tongue] ?? localeCodes.find((code) => code.startsWith(`${tongue}_`)) ?? null;
  }
  const code = `${language.toLowerCase()}_${country.toUpperCase()}`;
  return localeCodes.includes(code) ? code : null;
}
