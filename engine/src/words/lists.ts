/** Lists of a locale that every locale has in its own tongue or borrows from English; see `Locale` in locale.ts. */
export const listNames = [
  "firstNamesMale",
  "firstNamesFemale",
  "firstNamesMaleLatin",
  "firstNamesFemaleLatin",
  "middleNamesMale",
  "middleNamesFemale",
  "lastNames",
  "lastNamesFemale",
  "lastNamesLatin",
  "lastNamesFemaleLatin",
  "prefixesMale",
  "prefixesFemale",
  "suffixes",
  "genders",
  "sexes",
  "bioParts",
  "zodiacSigns",
  "jobTitles",
  "jobDescriptors",
  "jobAreas",
  "jobTypes",
  "companySuffixes",
  "companyPatterns",
  "companyCategories",
  "buzzVerbs",
  "buzzAdjectives",
  "buzzNouns",
  "catchAdjectives",
  "catchDescriptors",
  "catchNouns",
  "streetNames",
  "counties",
  "directions",
  "words",
  "nouns",
  "adjectives",
  "verbs",
  "adverbs",
  "prepositions",
  "conjunctions",
  "interjections",
  "colors",
  "departments",
  "productAdjectives",
  "productMaterials",
  "products",
  "weekdays",
  "weekdaysShort",
  "months",
  "monthsShort",
  "freeEmailDomains",
  "domainSuffixes",
  "animals",
  "dogs",
  "cats",
  "birds",
  "fish",
  "horses",
  "petNames",
  "dishes",
  "fruits",
  "vegetables",
  "meats",
  "spices",
  "ingredients",
  "cuisines",
  "musicGenres",
  "bookTitles",
  "bookAuthors",
  "bookGenres",
  "bookPublishers",
  "elements",
  "units",
  "accountTypes",
  "transactionTypes",
  "hackerAbbreviations",
  "hackerAdjectives",
  "hackerNouns",
  "hackerVerbs",
  "hackerIngVerbs",
  "vehicleTypes",
  "fuels",
  "bicycleTypes",
  "appNames",
  "airlines",
  "airports",
  "continents",
  "teamCreatures",
] as const;

/** The name of one list of a locale. */
export type ListName = (typeof listNames)[number];

/** Lists whose entries are not equally common and so carry weights. */
export type WeightedList = "firstNamesMale" | "firstNamesFemale" | "lastNames";

/** One generated file `data/locale-<code>.ts`: each list is one string joined with `|`; absent lists are borrowed from English. */
export interface LocaleData {
  readonly code: string;
  readonly name: string;
  readonly endonym: string;
  readonly script: string;
  readonly nameOrder: "given-first" | "family-first";
  readonly nameJoin: string;
  readonly surnames: 1 | 2;
  readonly lists: Readonly<Partial<Record<ListName, string>>>;
  /** Integers joined with a space; the last one holds for all the entries that follow. */
  readonly weights: Readonly<Partial<Record<WeightedList, string>>>;
}

/** Text joined with `|` as a list; the empty text is the empty list. */
export function splitList(text: string): readonly string[] {
  return text === "" ? [] : text.split("|");
}

/** Exactly `length` weights from integers joined with a space, the last one repeated to the end. */
export function splitWeights(text: string, length: number): readonly number[] {
  const weights = text.split(" ", length).map(Number);
  const last = weights[weights.length - 1] ?? 1;
  while (weights.length < length) weights.push(last);
  return weights;
}
