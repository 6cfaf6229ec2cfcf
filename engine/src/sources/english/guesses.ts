import type { EnglishNote } from "./draft.ts";
import type { Origin } from "./to-document.ts";

type Entries = Readonly<Record<string, unknown>>;

/** One entry of the document: what it becomes, or nothing where it goes. */
export interface GuessChange {
  /** `tables.orders.fields.total.max`. */
  readonly path: string;
  readonly value?: unknown;
}

/** One way to read what the words leave open, and the changes that make the document say so. */
export interface GuessChoice {
  readonly text: string;
  readonly changes: readonly GuessChange[];
}

/** What was guessed where the words leave it open. The first choice is what the document has; any of them may be taken. */
export interface Guess {
  /** The field, its share of blanks, or a table's rows: `tables.orders.rows`. */
  readonly path: string;
  readonly text: string;
  readonly choices: readonly GuessChoice[];
}

const ROWS = [10, 100, 1000, 10_000, 100_000];
const PER = [
  [1, 1],
  [0, 3],
  [1, 5],
  [1, 10],
  [0, 50],
] as const;
const TOPS = [5, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const NEAR_TOPS = 4;
const SHARES = [0.1, 0.3, 0.5];
const WHOLE = new Set(["integer", "rating"]);
const BROKEN = new Set(["decimal", "money", "float", "number", "percent"]);
const RANGES = [
  ["the last 30 days", "now-30d", "now"],
  ["the last year", "now-1y", "now"],
  ["the last 5 years", "now-5y", "now"],
  ["the coming year", "now", "now+1y"],
] as const;
/** What a choice of another kind leaves as it is. */
const KEPT = new Set(["null", "unique", "key", "description"]);

const SOME_WORDS: readonly [string, Entries] = ["some words", { type: "text.words" }];
const YES_NO: readonly [string, Entries] = ["yes or no", { type: "boolean" }];
/** What a bare name may stand for besides what it was taken for. */
const RIVALS: Readonly<Record<string, readonly (readonly [string, Entries])[]>> = {
  "person.full_name": [
    ["full names of people", { type: "person.full_name" }],
    ["first names", { type: "person.first_name" }],
    ["names of companies", { type: "company.name" }],
    ["names of products", { type: "commerce.product_name" }],
    ["titles", { type: "text.title" }],
  ],
  "company.name": [
    ["names of companies", { type: "company.name" }],
    ["full names of people", { type: "person.full_name" }],
    ["brands", { type: "commerce.brand" }],
  ],
  "commerce.product_name": [
    ["names of products", { type: "commerce.product_name" }],
    ["brands", { type: "commerce.brand" }],
    ["titles", { type: "text.title" }],
  ],
  "address.full": [
    ["whole addresses", { type: "address.full" }],
    ["street and number", { type: "address.street" }],
    ["cities", { type: "address.city" }],
  ],
  "address.country": [
    ["names of countries", { type: "address.country" }],
    ["country codes", { type: "address.country_code" }],
  ],
  "address.region": [
    ["regions or states", { type: "address.region" }],
    ["their codes", { type: "address.region_code" }],
  ],
  "job.title": [
    ["job titles", { type: "job.title" }],
    ["titles of texts", { type: "text.title" }],
    ["forms of address", { type: "person.prefix" }],
  ],
  "text.words": [
    SOME_WORDS,
    ["a sentence", { type: "text.sentence" }],
    ["whole numbers, 1 to 100", { type: "integer", min: 1, max: 100 }],
    ["amounts, 1 to 1,000", { type: "decimal", min: 1, max: 1000 }],
    YES_NO,
    ["dates", { type: "date" }],
    ["codes like ABC-1234", { type: "pattern", pattern: "???-####" }],
  ],
  "text.sentence": [["a sentence", { type: "text.sentence" }], ["a paragraph", { type: "text.paragraph" }], SOME_WORDS],
  "text.paragraph": [
    ["a paragraph", { type: "text.paragraph" }],
    ["a sentence", { type: "text.sentence" }],
    SOME_WORDS,
  ],
};

const count = (n: number): string => String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
const interval = (min: number, max: number): string =>
  [min, max].map((n) => (Number.isInteger(n) ? count(n) : String(n))).join(" to ");

function rowsGuess(path: string, rows: unknown): Guess | undefined {
  if (typeof rows === "number") {
    const others = ROWS.filter((n) => n !== rows);
    const toChoice = (n: number): GuessChoice => ({ text: `${count(n)} rows`, changes: [{ path, value: n }] });
    return { path, text: "how many rows was not said", choices: [rows, ...others].map(toChoice) };
  }
  const { per, min, max, ...rest } = (rows ?? {}) as Entries;
  if (typeof per !== "string" || typeof min !== "number" || typeof max !== "number" || Object.keys(rest).length > 0)
    return undefined;
  const toChoice = (least: number, most: number): GuessChoice => ({
    text: least === most ? `exactly ${least} each` : `${interval(least, most)} each`,
    changes: [{ path, value: { per, min: least, max: most } }],
  });
  const others = PER.filter(([least, most]) => least !== min || most !== max);
  return {
    path,
    text: `how many for each of ${per} was not said`,
    choices: [toChoice(min, max), ...others.map(([least, most]) => toChoice(least, most))],
  };
}

/** The field as an option has it: what only another option has goes. */
function instead(path: string, then: Entries, keys: ReadonlySet<string>): readonly GuessChange[] {
  const gone = [...keys].filter((key) => then[key] === undefined);
  return [
    ...Object.entries(then).map(([key, value]) => ({ path: `${path}.${key}`, value })),
    ...gone.map((key) => ({ path: `${path}.${key}` })),
  ];
}

/** The powers of ten that are nearest to a greatest value, itself not among them. */
function topsNear(min: number, max: number): readonly number[] {
  const far = (top: number): number =>
    Math.abs(String(Math.ceil(top)).length - String(Math.ceil(Math.abs(max))).length);
  const fit = TOPS.filter((top) => top > min && top !== max);
  return [...fit]
    .sort((a, b) => far(a) - far(b) || a - b)
    .slice(0, NEAR_TOPS)
    .sort((a, b) => a - b);
}

type Option = readonly [text: string, field: Entries];

/** What numbers may be besides: other greatest values where it was assumed, and with or without decimals. */
function numberOptions(field: Entries, isAssumed: (key: string) => boolean): readonly Option[] {
  const { type, min, max } = field;
  if (typeof min !== "number" || typeof max !== "number" || field["distribution"] !== undefined) return [];
  const isWhole = WHOLE.has(String(type));
  const options: Option[] = [[isWhole ? `whole numbers, ${interval(min, max)}` : interval(min, max), field]];
  if (isAssumed("max"))
    options.push(...topsNear(min, max).map((top): Option => [interval(min, top), { ...field, max: top }]));
  if (isAssumed("type"))
    options.push(
      isWhole
        ? ["with decimals", { type: "decimal", min, max }]
        : ["whole numbers", { type: "integer", min: Math.floor(min), max: Math.ceil(max) }],
    );
  return options;
}

/** What moments may be besides: other stretches of time where none was said, days or times of day. */
function momentOptions(field: Entries, isAssumed: (key: string) => boolean): readonly Option[] {
  const isSaid = ["from", "to"].some((key) => field[key] !== undefined && !isAssumed(key));
  // One end alone says what the other does not.
  if ((field["from"] === undefined) !== (field["to"] === undefined)) return [];
  if (isSaid || ["after", "before", "within", "every"].some((key) => field[key] !== undefined)) return [];
  const { type, from: begin, to: end } = field;
  const now = typeof begin === "string" && typeof end === "string" ? `${begin} to ${end}` : "the last two years";
  const options: Option[] = [[now, field]];
  options.push(...RANGES.map(([text, from, to]): Option => [text, { ...field, from, to }]));
  if (isAssumed("type"))
    options.push(
      type === "date"
        ? ["with the time of day", { ...field, type: "datetime" }]
        : ["days alone", { ...field, type: "date" }],
    );
  return options;
}

function optionsOf(field: Entries, isAssumed: (key: string) => boolean): readonly Option[] {
  const type = String(field["type"]);
  if (WHOLE.has(type) || BROKEN.has(type)) return numberOptions(field, isAssumed);
  if (type === "date" || type === "datetime") return momentOptions(field, isAssumed);
  if (type === "category" && isAssumed("values")) {
    const values = Array.isArray(field["values"]) ? field["values"] : Object.keys(field["values"] ?? {});
    return [[values.map(String).join(", "), field], YES_NO, SOME_WORDS];
  }
  if (!isAssumed("type")) return [];
  if (type === "boolean" && Object.keys(field).length === 1)
    return [
      ["half of them yes", field],
      ["1 in 10 yes", { type, share: 0.1 }],
      ["9 in 10 yes", { type, share: 0.9 }],
    ];
  const rivals = RIVALS[type];
  if (rivals === undefined) return [];
  return [[rivals[0]![0], field], ...rivals.slice(1)];
}

function fieldGuess(path: string, given: Entries, assumed: ReadonlySet<string>, isNamed: boolean): Guess | undefined {
  const isAssumed = (key: string): boolean => assumed.has(`${path}.${key}`);
  if (["key", "unique", "value", "when"].some((key) => given[key] !== undefined)) return undefined;
  const field = Object.fromEntries(Object.entries(given).filter(([key]) => !KEPT.has(key)));
  // A rule that names it would not fit another kind of thing.
  const options = optionsOf(field, isAssumed).filter(([, then]) => !isNamed || then["type"] === field["type"]);
  if (options.length < 2) return undefined;
  const keys = new Set(options.flatMap(([, then]) => Object.keys(then)));
  return {
    path,
    text: isAssumed("type") ? "what it holds was guessed from its name" : "how far it goes was not said",
    choices: options.map(([text, then]) => ({ text, changes: instead(path, then, keys) })),
  };
}

/** All that rules and parameters of the document say, but for names of types. */
function textOf(document: Entries): string {
  const said = (value: unknown): string =>
    typeof value === "string"
      ? value
      : Array.isArray(value)
        ? value.map(said).join("\n")
        : typeof value === "object" && value !== null
          ? Object.entries(value)
              .map(([key, entry]) => (key === "type" && typeof entry === "string" ? "" : said(entry)))
              .join("\n")
          : "";
  return said(document);
}

/** A link that no words say. */
function linkGuess(path: string, field: Entries): Guess {
  const [parent = ""] = String(field["to"]).split(".");
  return {
    path,
    text: "that they belong together was not said",
    choices: [
      { text: `each has one of ${parent}`, changes: [{ path, value: field }] },
      { text: "no link", changes: [{ path }] },
    ],
  };
}

function blankGuess(path: string, share: number): Guess {
  const at = `${path}.null`;
  const shares = [share, ...SHARES.filter((one) => one !== share)];
  return {
    path: at,
    text: "how many are blank was not said",
    choices: [
      ...shares.map((one) => ({ text: `${Math.round(one * 100)}% blank`, changes: [{ path: at, value: one }] })),
      { text: "none blank", changes: [{ path: at }] },
    ],
  };
}

/**
 * What was guessed most: rows, what a bare name holds, bounds, stretches of time, shares of blanks; each with the other
 * readings as changes of the document. In the order of the document.
 */
export function toGuesses(
  document: Entries,
  origins: readonly Origin[],
  notes: readonly EnglishNote[],
): readonly Guess[] {
  const assumed = new Set(origins.filter(({ origin }) => origin === "assumed").map(({ path }) => path));
  const blank = new Set(notes.filter(({ choices }) => choices?.[0]?.startsWith("null: ")).map(({ path }) => path));
  const named = new Set(textOf(document).split(/[^\w]+/));
  const guesses: Guess[] = [];
  const add = (guess: Guess | undefined): void => {
    if (guess !== undefined) guesses.push(guess);
  };
  for (const [name, table] of Object.entries((document["tables"] ?? {}) as Record<string, Entries>)) {
    const rows = `tables.${name}.rows`;
    if (assumed.has(rows)) add(rowsGuess(rows, table["rows"]));
    for (const [key, raw] of Object.entries((table["fields"] ?? {}) as Record<string, Entries | string>)) {
      const field = typeof raw === "string" ? { type: raw } : raw;
      const path = `tables.${name}.fields.${key}`;
      add(fieldGuess(path, field, assumed, named.has(key)));
      const isCounted = (table["rows"] as Entries | undefined)?.["per"] === String(field["to"]).split(".")[0];
      if (field["type"] === "reference" && assumed.has(path) && !isCounted && !named.has(key))
        add(linkGuess(path, field));
      if (blank.has(path) && typeof field["null"] === "number") add(blankGuess(path, field["null"]));
    }
  }
  return guesses;
}
