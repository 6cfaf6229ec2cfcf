/** Writes engine/src/words/data/locale-<code>.ts from @faker-js/faker (exact pin) and our own lists. Run: node scripts/words/extract.ts */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { allLocales } from "@faker-js/faker";
import { toFemale } from "./female.ts";
import { jobTitles } from "./job-titles.ts";
import { rest } from "./local-rest.ts";
import { west } from "./local-west.ts";
import { popular } from "./popular.ts";
import { streets } from "./streets.ts";
import { toLatin } from "./transliterate.ts";

const data = new URL("../../engine/src/words/data/", import.meta.url);
const faker = allLocales as unknown as Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;
/** The name of a list in engine/src/words/lists.ts; the type check of the generated files knows them. */
type ListName = string;
const local = { ...west, ...rest };
/** The rows of a hand-written table of ours, as cells. */
const table = (file: string) =>
  readFileSync(new URL(file, data), "utf8")
    .split("`")[1]!
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
const nonLatin = new Set(["ru", "uk", "el", "ja", "ko", "zh"]);
const caps = { first: 240, last: 420, streets: 320, words: 320, other: 400 };

const unique = (list: readonly string[]) =>
  [...new Set(list.map((word) => word.normalize("NFC").trim()))].filter(
    (word) => word !== "" && !/[|\n\r{}"\\]/.test(word),
  );
/** `count` entries spread evenly over the list, in its order. */
const spread = <T>(list: readonly T[], count: number) =>
  list.length <= count
    ? [...list]
    : Array.from({ length: count }, (_, at) => list[Math.floor(((at + 0.5) * list.length) / count)]!);
const names = (text: string) =>
  text
    .split(" ")
    .filter(Boolean)
    .map((name) => name.replaceAll("_", " "));
const isName = (name: string) => /^[\p{L}\p{M}' ’-]+$/u.test(name) && name.length < 26;

/** The first of the locale's faker sources that has `module.key`, flattened over `generic`, `male`, `female` or other parts. */
function take(sources: readonly string[], path: string, parts?: readonly string[]): string[] {
  const [module, key] = path.split(".") as [string, string];
  for (const source of sources) {
    const found = faker[source]?.[module]?.[key];
    if (found === undefined || found === null) continue;
    const lists = Array.isArray(found)
      ? [found]
      : (parts ?? Object.keys(found)).map((part) => (found as Record<string, unknown>)[part]);
    const flat = lists
      .filter(Array.isArray)
      .flat()
      .map((entry) => (typeof entry === "string" ? entry : (entry as { name: string }).name));
    if (flat.length > 0) return unique(flat);
  }
  return [];
}

/** Common names in their order, then as many rarer ones as fit. */
const ranked = (common: readonly string[], rare: readonly string[], count: number) => {
  const first = unique(common).filter(isName);
  const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const known = new Set(first.map(plain));
  const rest = unique(rare).filter((name) => isName(name) && !known.has(plain(name)));
  return { list: [...first, ...spread(rest, Math.max(0, count - first.length))], common: first.length };
};

/** Zipf-Mandelbrot shares: entry r of the common ones weighs 20000 / (r + shift)^slope; every rarer one as the middle of the tail. */
function weigh(ranks: { list: readonly string[]; common: number }, shift: number, slope: number): string {
  const weight = (rank: number) => Math.max(1, Math.round(20000 / (rank + shift) ** slope));
  const head = Array.from({ length: ranks.common }, (_, at) => weight(at + 1));
  const tail = ranks.list.length > ranks.common ? [weight(Math.round((ranks.list.length + 2 * ranks.common) / 2))] : [];
  return [...head, ...tail].join(" ");
}

/** Middle and given name together, as Vietnamese given names are written. */
function composeVietnamese(sex: "male" | "female"): string[] {
  const [middles, last]: readonly [string, string] =
    sex === "male"
      ? [
          "Văn Minh Quang Đức Hoàng Anh Thanh Quốc Gia Hữu Đình Xuân Trung Bảo Nhật Tuấn Duy Khánh",
          "Hùng Dũng Tuấn Huy Nam Tùng Bảo Quân Khôi Kiệt Phúc Long Cường Đạt Hải Sơn Thành Vinh Khang Thịnh Hiếu Trung Tâm Lộc",
        ]
      : [
          "Thị Thu Thanh Ngọc Phương Minh Khánh Bảo Hồng Quỳnh Bích Kim Hải Mai Thùy Diệu Tuyết",
          "Hoa Lan Hương Hà Anh Thảo Linh Ngọc Trang Nhung Huyền Mai Hạnh Ngân Yến Vi My Tú Hân Nhi Thủy Nga Hiền Châu Chi",
        ];
  return last.split(" ").flatMap((name) =>
    middles
      .split(" ")
      .filter((middle) => middle !== name)
      .map((middle) => `${middle} ${name}`),
  );
}

function composeStreets(code: string, sources: readonly string[]): string[] {
  const { patterns, roots: known } = streets[code] ?? { patterns: "", roots: "-" };
  const extra = code === "el_GR" ? take(sources, "location.street_name") : [];
  const roots = known === "" ? take(sources, "location.street_name_part") : [...known.split("|"), ...extra];
  const kinds = patterns.split("|");
  // Kinds and roots advance at different paces, so that every root meets several kinds before the cap.
  const made: string[] = [];
  for (let round = 0; round < kinds.length; round++) {
    roots.forEach((root, at) => made.push(kinds[(at + round) % kinds.length]!.replace("{r}", root)));
  }
  const expand = (street: string) =>
    code === "de_DE" || code === "de_AT" ? street.replace(/str\.$/, "straße").replace(/Str\.$/, "Straße") : street;
  const listed =
    code === "ru_RU" || (nonLatin.has(code.slice(0, 2)) && code !== "zh_CN")
      ? []
      : take(sources, "location.street_name").map(expand);
  const cap = code === "en_US" ? 480 : caps.streets;
  const own = spread(
    unique(listed).filter((street) => /^[\p{L}\p{M}\d' ’.,ºª-]+$/u.test(street)),
    patterns === "" ? cap : Math.floor(cap * 0.6),
  );
  return unique([...own, ...unique(made.filter((street) => street !== "")).slice(0, cap - own.length)]);
}

/** Weekdays from Monday and months from January as CLDR spells them standing alone. */
function calendar(tag: string): Record<ListName, readonly string[]> {
  const days = (weekday: "long" | "short") =>
    Array.from({ length: 7 }, (_, at) =>
      new Intl.DateTimeFormat(tag, { weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + at)),
    );
  const months = (month: "long" | "short") =>
    Array.from({ length: 12 }, (_, at) =>
      new Intl.DateTimeFormat(tag, { month, timeZone: "UTC" }).format(Date.UTC(2024, at, 15)),
    );
  return { weekdays: days("long"), weekdaysShort: days("short"), months: months("long"), monthsShort: months("short") };
}

const plainLists: Readonly<Partial<Record<ListName, string>>> = {
  genders: "person.gender",
  sexes: "person.sex",
  bioParts: "person.bio_part",
  zodiacSigns: "person.western_zodiac_sign",
  jobDescriptors: "person.job_descriptor",
  jobAreas: "person.job_area",
  jobTypes: "person.job_type",
  companyCategories: "company.category",
  buzzVerbs: "company.buzz_verb",
  buzzAdjectives: "company.buzz_adjective",
  buzzNouns: "company.buzz_noun",
  catchAdjectives: "company.adjective",
  catchDescriptors: "company.descriptor",
  catchNouns: "company.noun",
  counties: "location.county",
  words: "lorem.word",
  nouns: "word.noun",
  adjectives: "word.adjective",
  verbs: "word.verb",
  adverbs: "word.adverb",
  prepositions: "word.preposition",
  conjunctions: "word.conjunction",
  interjections: "word.interjection",
  colors: "color.human",
  departments: "commerce.department",
  animals: "animal.type",
  dogs: "animal.dog",
  cats: "animal.cat",
  birds: "animal.bird",
  fish: "animal.fish",
  horses: "animal.horse",
  petNames: "animal.pet_name",
  dishes: "food.dish",
  fruits: "food.fruit",
  vegetables: "food.vegetable",
  meats: "food.meat",
  spices: "food.spice",
  ingredients: "food.ingredient",
  cuisines: "food.ethnic_category",
  musicGenres: "music.genre",
  bookTitles: "book.title",
  bookAuthors: "book.author",
  bookGenres: "book.genre",
  bookPublishers: "book.publisher",
  elements: "science.chemical_element",
  units: "science.unit",
  accountTypes: "finance.account_type",
  transactionTypes: "finance.transaction_type",
  hackerAbbreviations: "hacker.abbreviation",
  hackerAdjectives: "hacker.adjective",
  hackerNouns: "hacker.noun",
  hackerVerbs: "hacker.verb",
  hackerIngVerbs: "hacker.ingverb",
  vehicleTypes: "vehicle.type",
  fuels: "vehicle.fuel",
  bicycleTypes: "vehicle.bicycle_type",
  appNames: "app.name",
  airlines: "airline.airline",
  airports: "airline.airport",
  continents: "location.continent",
  teamCreatures: "team.creature",
};
const generous = new Set(["nouns", "adjectives", "verbs", "words"]);

/** Greek lists mix men and women; and where the accent would move in the woman's form we leave the name out. */
function isGreekMan(name: string, women: ReadonlySet<string>): boolean {
  const moves = /[άέήίόύώ][^αεηιουω]+[αεηιουω]+([^αεηιουω]+|ι)ος$/.test(name) && !name.endsWith("όπουλος");
  return !women.has(name) && !/(οπούλου|ίδου|άδου)$/.test(name) && !moves;
}

function extract(code: string): string {
  const own = local[code]!;
  const language = code.slice(0, 2);
  const sources = own.faker.split(" ");
  const english = code === "en_US";
  const lists: Record<ListName, readonly string[]> = {};
  const weights: Record<string, string> = {};
  const borrowed = language === "en" && !["en_US", "en_IN", "en_ZA"].includes(code) ? ["en"] : [];
  const rareNames = (path: string, parts: readonly string[], count: number) => {
    const listed = take(sources, path, parts);
    return listed.length > 0 ? listed : spread(take(borrowed, path, parts), count);
  };
  const common = popular[code]!;
  const rareGiven = (sex: "male" | "female") => {
    // faker's Vietnamese given names are single syllables, and its Taiwanese women bear men's names.
    if (code === "vi_VN") return composeVietnamese(sex);
    if (code === "zh_TW" && sex === "female") return [];
    const neutral = language === "ko" || language === "ja" || (language === "zh" && sex === "male");
    return rareNames("person.first_name", neutral ? [sex, "generic"] : [sex], 140);
  };
  const bare = (ranks: { list: string[]; common: number }, kind: "given" | "family") => {
    if (!nonLatin.has(language)) return ranks;
    const keep = ranks.list.map((name) => toLatin(name, language, kind) !== "");
    return { list: ranks.list.filter((_, at) => keep[at]), common: keep.slice(0, ranks.common).filter(Boolean).length };
  };
  const firstCap = english ? 400 : caps.first;
  const male = bare(ranked(names(common.male), rareGiven("male"), firstCap), "given");
  const female = bare(ranked(names(common.female), rareGiven("female"), firstCap), "given");
  const inflected = ["ru_RU", "uk_UA", "cs_CZ", "sk_SK", "pl_PL", "el_GR"].includes(code);
  const listedLast = rareNames("person.last_name", ["generic", "male"], 200).map((name) =>
    language === "fr" ? name.replace(/ (\p{Ll})/u, (_, letter: string) => ` ${letter.toUpperCase()}`) : name,
  );
  const women = new Set(listedLast.map((name) => toFemale(name, code)).filter((name, at) => name !== listedLast[at]));
  const rareLast = listedLast.filter((name) => code !== "el_GR" || isGreekMan(name, women));
  const last = bare(ranked(names(common.last), rareLast, english ? 420 : caps.last), "family");
  lists.firstNamesMale = male.list;
  lists.firstNamesFemale = female.list;
  lists.lastNames = last.list;
  if (inflected) lists.lastNamesFemale = last.list.map((name) => toFemale(name, code));
  if (nonLatin.has(language)) {
    const latin = (list: readonly string[], kind: "given" | "family") =>
      list.map((name) => toLatin(name, language, kind));
    lists.firstNamesMaleLatin = latin(male.list, "given");
    lists.firstNamesFemaleLatin = latin(female.list, "given");
    lists.lastNamesLatin = latin(last.list, "family");
    if (lists.lastNamesFemale) lists.lastNamesFemaleLatin = latin(lists.lastNamesFemale, "family");
  }
  weights.firstNamesMale = weigh(male, 5, 0.9);
  weights.firstNamesFemale = weigh(female, 6, 0.85);
  weights.lastNames = weigh(last, 6, 0.75);
  if (english || language === "ru" || language === "uk") {
    lists.middleNamesMale = spread(take(sources, "person.middle_name", ["male", "generic"]).filter(isName), 150);
    lists.middleNamesFemale = spread(take(sources, "person.middle_name", ["female", "generic"]).filter(isName), 150);
  }
  lists.prefixesMale = own.male.split("|");
  lists.prefixesFemale = own.female.split("|");
  if (own.suffixes) lists.suffixes = own.suffixes.split("|");
  lists.companySuffixes = own.firms.split("|");
  lists.companyPatterns = [...new Set(own.patterns.split("|"))];
  lists.streetNames = composeStreets(code, sources);
  if (own.mail) lists.freeEmailDomains = own.mail.split("|");
  if (own.domains) lists.domainSuffixes = own.domains.split("|");
  lists.directions = take(sources, "location.direction", ["cardinal", "ordinal"]);
  lists.productAdjectives = take(sources, "commerce.product_name", ["adjective"]);
  lists.productMaterials = take(sources, "commerce.product_name", ["material"]);
  lists.products = take(sources, "commerce.product_name", ["product"]);
  Object.assign(lists, calendar(own.intl));
  const titles = english
    ? table("jobs.ts")
        .flatMap((row) => row.slice(3).map((entry) => entry.split(":")[0]!))
        .join("|")
    : (jobTitles[code] ?? jobTitles[language]);
  if (titles) lists.jobTitles = unique(titles.split("|"));
  for (const [list, path] of Object.entries(plainLists) as [ListName, string][]) {
    const from = english ? [...sources, "base"] : sources;
    const cap = english
      ? list === "words"
        ? 320
        : generous.has(list)
          ? 480
          : 80
      : generous.has(list)
        ? caps.words
        : 120;
    lists[list] = spread(take(from, path), cap);
  }
  if (lists.words!.length === 0)
    lists.words = spread(unique([...lists.nouns!, ...lists.adjectives!, ...lists.verbs!]), caps.words);
  if (english) lists.companyCategories = unique(table("industries.ts").flatMap((row) => row[3]!.split(";")));
  const entries = Object.entries(lists).flatMap(([name, list]) =>
    list && list.length > 0 ? [[name, list] as const] : [],
  );
  const parallel = /Latin$|^lastNamesFemale$/;
  for (const [list, words] of entries)
    if (!parallel.test(list) && new Set(words).size !== words.length)
      console.warn(
        code,
        list,
        "has duplicates",
        words.filter((word, at) => words.indexOf(word) !== at),
      );
  const text = JSON.stringify;
  return [
    "// Generated by scripts/words/extract.ts from @faker-js/faker 10.6.0 and our own lists (see SOURCES.md); do not edit.",
    'import type { LocaleData } from "../lists.ts";',
    "",
    "export const data: LocaleData = {",
    `  code: ${text(code)}, name: ${text(own.name)}, endonym: ${text(own.endonym)}, script: ${text(own.script ?? "Latn")},`,
    `  nameOrder: ${text(own.familyFirst ? "family-first" : "given-first")}, nameJoin: ${text(own.join ?? " ")}, surnames: ${own.surnames ?? 1},`,
    "  lists: {",
    ...entries.map(([list, words]) => `    ${list}: ${text(words.join("|"))},`),
    "  },",
    "  weights: {",
    ...Object.entries(weights).map(([list, words]) => `    ${list}: ${text(words)},`),
    "  },",
    "};",
    "",
  ].join("\n");
}

mkdirSync(data, { recursive: true });
const sizes: string[] = [];
for (const code of Object.keys(local)) {
  const text = extract(code);
  writeFileSync(new URL(`locale-${code}.ts`, data), text);
  sizes.push(`${code} ${Math.round(Buffer.byteLength(text) / 1000)} kB`);
}
console.log(sizes.join(", "));
