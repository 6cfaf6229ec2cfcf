import { guessText } from "./guess-text.ts";
import type { FieldGuess } from "./name-rules.ts";
import { FORMATS } from "./formats.ts";
import { normalName } from "./names.ts";
import { codeByComment, withDefault } from "./told-text.ts";
import type { Wanted } from "./wanted.ts";

const SHORT = 12; // columns up to here that nobody knows are codes, longer ones are words
const LOWER = new Set(["internet.email", "internet.username", "internet.domain", "text.slug"]); // small letters alone
/** Characters beside a number that the longest e-mail addresses and user names of any locale have. */
const OF_PERSONS: Readonly<Record<string, number>> = { "internet.email": 45, "internet.username": 32 };
const NUMBERED = 7; // characters of a dash and a number
const SENTENCE = 120; // characters that nearly every sentence fits into
const UNKNOWN = 60; // characters of a text whose column has no limit

/** A pattern of that many characters: letters in front, digits after. */
function codePattern(length: number): string {
  const letters = length <= 3 ? length : Math.min(3, Math.floor(length / 3));
  return "?".repeat(letters) + "#".repeat(length - letters);
}

/** How many texts `codePattern` gives. */
export function codeCapacity(length: number): number {
  return [...codePattern(Math.min(length, SHORT))].reduce((product, c) => product * (c === "?" ? 26 : 10), 1);
}

const readable = (name: string): string => {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const singular = (name: string): string => name.replace(/ies$/, "y").replace(/(?<=[^su])s$/, "");

/** A text of its own in every row: a word and a number where they fit, a code otherwise. */
function ownText({ column, folded: { letters }, table, rows, once }: Wanted, length: number): FieldGuess {
  const name = normalName(column.name);
  const digits = String(Math.max(rows, 9)).length;
  if (/(?:^|_)(?:email|mail)$/.test(name) && length >= digits + 17)
    return { type: "sequence", format: "user{n}@mail.example", shuffled: true };
  if (/(?:^|_)(?:user_?name|login)$/.test(name) && length >= digits + 4)
    return { type: "sequence", format: "user{n}", shuffled: true };
  if (/(?:^|_)(?:uuid|guid)$/.test(name) && length >= 36) return { type: "uuid" };
  if (/(?:^|_)(?:url|website|link|uri)$/.test(name) && length >= digits + 24)
    return { type: "sequence", format: "https://www.example.com/{n}", shuffled: true };
  if (/(?:^|_)(?:slug|permalink)$/.test(name) && length >= digits + 5)
    return { type: "sequence", format: "page-{n}", shuffled: true };
  if (/(?:^|_)(?:token|secret|key|hash|session)$/.test(name) && length >= 21) return { type: "nanoid", length: 21 };
  const isNumbered = /(?:^|_)(?:number|no|num|nr|ref|reference)$/.test(name);
  if (isNumbered && letters !== "lower" && length >= NUMBERED + 3) {
    const front = normalName(table.name)
      .replaceAll(/[^a-z]/g, "")
      .slice(0, 3)
      .toUpperCase();
    const width = Math.max(NUMBERED - 1, digits + 1);
    if (front.length === 3 && front.length + 1 + width <= length)
      return { type: "pattern", pattern: `${front}-${"#".repeat(width)}` };
  }
  if (letters === "upper") return { type: "pattern", pattern: codePattern(Math.min(length, SHORT)) };
  const isNamed = /(?:^|_)(?:name|title|label|description|caption|desc|subject|group|type|category)$/.test(name);
  if (isNamed && once !== "key") {
    const what = /^(?:name|title|label|description|caption|desc|subject)$/.test(name)
      ? singular(normalName(table.name))
      : name.replace(/_(?:name|title|label|description|desc)$/, "");
    const prefix = readable(what);
    if (length >= prefix.length + 1 + digits + 1)
      return { type: "sequence", format: `${prefix.replaceAll(/[{}]/g, "")} {n}` };
  }
  if (letters === "lower") return { type: "regex", pattern: `[a-z]{${Math.min(length, SHORT)}}` };
  if (length < 4 || column.type.fixed === true) return { type: "pattern", pattern: codePattern(Math.min(length, 40)) };
  for (const width of [5, 6, 8, 10, 12]) {
    if (width <= length && codeCapacity(width) >= rows * 50) return { type: "pattern", pattern: codePattern(width) };
  }
  return { type: "pattern", pattern: codePattern(Math.min(length, SHORT)) };
}

/** An e-mail address or user name of its own that fits the row's person, where the column is long enough for all of them. */
function ownOfPerson({ table, column, folded, once, rows }: Wanted, length: number): FieldGuess | undefined {
  const guess = guessText(table, column, length);
  const longest = OF_PERSONS[guess?.type ?? ""];
  if (longest === undefined || once === "group" || folded.letters === "upper" || (folded.shortest ?? 0) > 4)
    return undefined;
  if (length === Infinity) return guess;
  return length < longest + String(rows).length ? undefined : { ...guess!, max_length: length };
}

/** What a check's regular expression is without its anchors; undefined where its language is beyond ours. */
function ofPattern(pattern: string): string | undefined {
  if (/\(\?(?!:)|\\[1-9bBpPAZ]|\[\[|\\[mMyY]/.test(pattern)) return undefined;
  const inner = pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  if (/(?<![\\[])[\^$](?!\])/.test(inner)) return undefined;
  return inner.replaceAll("[\\s\\S]*", "[a-z]{0,8}").replaceAll("[\\s\\S]", "[a-z]");
}

/** Unbounded repeats end where the column does. */
function within(pattern: string, length: number): string {
  const repeats = [...pattern.matchAll(/(?<!\\)[+*](?![^[]*\])/g)].length;
  if (repeats === 0) return pattern;
  const room = Math.max(1, Math.min(8, Math.floor(length / (repeats + 1))));
  return pattern.replace(/(?<!\\)([+*])\??(?![^[]*\])/g, (_, sign: string) =>
    sign === "+" ? `{1,${room}}` : `{0,${room}}`,
  );
}

/** Keys of the shape that those of a sample have, where there are enough of them. */
function ofSample({ column, rows, values, once }: Wanted): FieldGuess | undefined {
  const pattern = column.statistics?.pattern;
  if (pattern === undefined) return undefined;
  const parts = [...pattern.matchAll(/\[(0-9|a-z|A-Z)\](?:\{(\d+)\})?/g)];
  const room = parts
    .flatMap(([, set, times = "1"]) => Array.from({ length: Number(times) }, () => (set === "0-9" ? 10 : 26)))
    .reduce((all, size) => all * size, 1);
  const needed = once === "group" ? values : rows;
  return pattern.startsWith("(") || room < needed * 2 ? undefined : { type: "regex", pattern };
}

/** A text column as a field: by its checks, by its name, or words within its length. */
export function textField(wanted: Wanted): FieldGuess | undefined {
  const { column, folded, once, note } = wanted;
  const length = Math.min(column.type.length ?? Infinity, folded.longest ?? Infinity);
  const fits = (field: FieldGuess): FieldGuess => (length === Infinity ? field : { ...field, max_length: length });
  const { shortest = 0, letters } = folded;
  if (folded.values !== undefined) {
    const words = folded.values.map(String).filter((word) => !(folded.not ?? []).includes(word));
    if (words.length > 0) return { type: "category", values: [...new Set(words)] };
  }
  const told = (folded.mentioned ?? []).map(String).filter((word) => word !== "" && word.length <= length);
  if (told.length > 0 && once === "none" && folded.pattern === undefined) {
    note("the values that its checks speak of.");
    return { type: "category", values: told };
  }
  if (folded.pattern !== undefined) {
    const inner = ofPattern(folded.pattern);
    if (inner !== undefined) return { type: "regex", pattern: within(inner, Math.min(length, UNKNOWN)) };
    note(`no text is made by its pattern ${folded.pattern}: mend the field.`);
  }
  const code =
    letters === undefined && shortest === 0
      ? codeByComment(column, length, once === "none" ? 1 : wanted.rows)
      : undefined;
  if (code !== undefined && once !== "group") {
    note("codes like the one in its comment.");
    return code;
  }
  const seen = once === "none" ? undefined : ofSample(wanted);
  if (seen !== undefined) return seen;
  if (once !== "none") return ownOfPerson(wanted, length) ?? ownText(wanted, Math.min(length, UNKNOWN));
  const said = column.type.format === undefined ? undefined : FORMATS[column.type.format];
  if (said !== undefined) return fits(said);
  const guess = guessText(wanted.table, column, length);
  if (letters === "lower" && !LOWER.has(guess?.type ?? ""))
    return { type: "regex", pattern: `[a-z]{${Math.max(1, Math.min(length, Math.max(shortest, 8)))}}` };
  if (letters === "upper" && length > SHORT)
    return { type: "pattern", pattern: codePattern(Math.max(shortest, SHORT)) };
  if (guess !== undefined && shortest <= 4 && letters !== "upper") return fits(withDefault(guess, column));
  if (shortest > 0 && length !== Infinity && shortest === length)
    return { type: "pattern", pattern: codePattern(length) };
  if (length <= SHORT)
    return {
      type: "pattern",
      pattern: codePattern(column.type.fixed === true ? length : Math.min(length, Math.max(shortest, 6))),
    };
  note("nothing is known of it: some words.");
  if (shortest > 4) return { type: "text", min: shortest, max: Math.min(length, Math.max(200, shortest * 2)) };
  return fits(length >= SENTENCE ? { type: "text.sentence" } : { type: "text.words", min: 1, max: 3 });
}
