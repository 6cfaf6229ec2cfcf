import type { Reading } from "./details.ts";
import type { FieldNames } from "./field-name.ts";
import { nameWords } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import { phraseAt, type Phrases } from "./patterns.ts";
import type { Token } from "./tokens.ts";
import { splitAt } from "./values.ts";

/** A sentence, or a line of a list. */
export interface Unit {
  readonly tokens: readonly Token[];
  readonly isBullet: boolean;
  /** A line of its own. */
  readonly isLine: boolean;
  /** It ends in a colon, so that the following lines belong to it. */
  readonly opens: boolean;
}

const ENDS = new Set([".", "!", "?", ";"]);
const UNDERLINES = new Set(["=", "-", "—", "~"]);
const MOST_RUN = 80; // tokens without any mark between them
const WRAPPED = 60; // characters of a line that goes on in the next
const MOST_VALUES = 40; // of a list without brackets
const ABBREVIATIONS = new Set("e.g i.e etc vs approx no incl max min st".split(" "));

/** The text in sentences and lines. */
export function toUnits(tokens: readonly Token[], text: string): readonly Unit[] {
  const units: Unit[] = [];
  let current: Token[] = [];
  let depth = 0;
  let isBullet = false;
  let isLine = false;
  let lineStart = 0;
  const close = (): void => {
    while (current.length > 0 && [",", "—", "."].includes(current.at(-1)!.lower)) current.pop();
    const opens = current.at(-1)?.lower === ":";
    if (opens) current.pop();
    // a line of signs makes the one above it a title
    const above = units.at(-1);
    const isRule = current.length > 2 && current.every((token) => UNDERLINES.has(token.lower));
    if (isRule && above?.isLine !== undefined) units[units.length - 1] = { ...above, isLine: true, opens: true };
    else if (current.length > 0) units.push({ tokens: current, isBullet, isLine, opens });
    current = [];
    isBullet = false;
    isLine = false;
  };
  let run = 0;
  for (const [i, token] of tokens.entries()) {
    run = token.kind === "mark" || token.kind === "line" || token.kind === "close" ? 0 : run + 1;
    if (run > MOST_RUN) {
      depth = 0;
      run = 0;
      close();
    }
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    const next = tokens[i + 1];
    if (token.kind === "line") {
      const last = current.at(-1);
      const isWrapped =
        token.isBullet === undefined &&
        last !== undefined &&
        ((token.from - lineStart > WRAPPED &&
          !ENDS.has(last.lower) &&
          last.lower !== ":" &&
          next !== undefined &&
          next.from > 0 &&
          tokens[i + 2]?.lower !== ":" && // "players: …" is a line of its own
          /\p{Ll}|\d/u.test(text[next.from]!)) ||
          (last.lower === "and" && !isBullet));
      lineStart = token.to;
      if (depth > 0 && token.isBullet === undefined) {
        current.push({ ...token, kind: "mark", lower: ",", text: "," });
        continue;
      }
      if (isWrapped) continue;
      depth = 0;
      close();
      isLine = true;
      isBullet = token.isBullet === true;
      continue;
    }
    const before = current.at(-1);
    const isEnd =
      depth === 0 &&
      token.kind === "mark" &&
      ENDS.has(token.lower) &&
      (token.lower !== "." || next === undefined || next.from > token.to) &&
      !(
        token.lower === "." &&
        before !== undefined &&
        before.to === token.from &&
        ABBREVIATIONS.has(before.lower) &&
        !(before.lower === "no" && ["/", "?", ":", "or"].includes(current.at(-2)?.lower ?? ""))
      ) &&
      !(token.lower === "?" && next?.kind === "close");
    if (isEnd) close();
    else if (depth > 0 && token.lower === ";") current.push({ ...token, lower: "," });
    else current.push(token);
  }
  close();
  return units;
}

const isComma = (token: Token): boolean => token.lower === "," || token.kind === "line";
const OPENERS = [
  "one of",
  "either",
  "can be",
  "could be",
  "may be",
  "values are",
  "options are",
  "values",
  "options",
  "statuses",
  "be one",
  "is either",
];
/** What may be so is not there: no list of values. */
const EMPTY = / (?:may|can|could) be (?:missing|empty|null|blank|optional|unknown|absent) /;
const has = (tokens: readonly Token[], word: string): boolean => {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    if (depth === 0 && token.kind === "word" && token.lower === word) return true;
  }
  return false;
};
const text = (tokens: readonly Token[]): string => ` ${tokens.map((token) => token.lower).join(" ")} `;

/**
 * Items between commas; a list of values stays one item. What of such a list stands in the items that follow is taken out
 * of them: a head parts "sizes with code A, B or C" before anyone knows of the code.
 */
export function toItems(
  tokens: readonly Token[],
  names: FieldNames,
  table: string,
  following: { readonly tokens: readonly Token[] }[] = [],
): readonly (readonly Token[])[] {
  const own = splitAt(tokens, isComma);
  const parts = [...own, ...following.slice(0, MOST_VALUES).map((item) => item.tokens)];
  const items: (readonly Token[])[] = [];
  for (let i = 0; i < own.length; i++) {
    const end = valuesEnd(parts, i, names, table);
    if (end > i) {
      const joined: Token[] = [];
      for (let k = i; k <= end; k++) {
        const [begin] = parts[k]!;
        if (k > i) joined.push({ ...begin!, kind: "mark", lower: ",", text: ",", to: begin!.from });
        joined.push(...parts[k]!.filter((token, n) => !(n === 0 && (token.lower === "or" || token.lower === "and"))));
      }
      items.push(joined);
      following.splice(0, Math.max(0, end + 1 - own.length));
      i = end;
    } else items.push(parts[i]!);
  }
  return items;
}

/** "team (60/30/10)": a part without the numbers in brackets at its end, and how many they are. */
function withoutWeights(part: readonly Token[]): readonly [front: readonly Token[], count: number] {
  const open = part.findIndex((token) => token.kind === "open");
  const inner = open > 0 && part.at(-1)!.kind === "close" ? part.slice(open + 1, -1) : [];
  const count = inner.filter((token) => token.kind === "number").length;
  return count > 1 && inner.every((token) => token.kind === "number" || token.kind === "mark")
    ? [part.slice(0, open), count]
    : [part, 0];
}

/** The last part of a list of values that begins in part `i`; `i` where none does. */
function valuesEnd(parts: readonly (readonly Token[])[], i: number, names: FieldNames, table: string): number {
  const first = parts[i]!;
  const words = text(first);
  const run = numbersEnd(parts, i);
  if (run > i) return run;
  if (first[0]!.lower === "whether" && !has(first, "or")) {
    // "whether it's a dog, a cat or a rabbit and …"
    const last = parts.findIndex((part, k) => k > i && has(part, "or"));
    const areFew = parts.slice(i + 1, last).every((part) => part.length < 4);
    return last > i && areFew && parts[last]!.findIndex(({ lower }) => lower === "or") < 4 ? last : i;
  }
  const isShort = (part: readonly Token[]): boolean =>
    part.length <= 5 &&
    !part.some(
      (token) => token.kind === "open" || token.lower === ":" || token.lower === "with" || token.lower === "=",
    );
  let end = i + 1;
  while (end < parts.length && end < i + MOST_VALUES && isShort(parts[end]!) && !has(parts[end]!, "or")) end++;
  const [tail, weights] = withoutWeights(parts[end] ?? []);
  const hasOr = tail.length > 0 && end < i + MOST_VALUES && isShort(tail) && has(tail, "or");
  const opener = OPENERS.find(
    (each) => words.includes(` ${each} `) && !words.includes(` most ${each} `) && !EMPTY.test(words),
  );
  if (opener !== undefined && !words.trim().endsWith(` ${opener}`) && !has(first, "or")) {
    if (hasOr) return end;
    const run = listEnd(parts, i, names, table);
    if (run > i) return run;
    const last = parts.length - 1;
    if (last > i + MOST_VALUES) return i;
    const isAll = parts.slice(i + 1).every((part) => isShort(part));
    const isKnown = parts
      .slice(i + 1)
      .some(
        (part) =>
          (names.find(nameWords(part.map((token) => token.text).join(" ")).join("_") || "x", table)?.known ?? 0) > 0 &&
          !text(part).startsWith(" and "),
      );
    const isPlain = opener === "one of" && parts.slice(i + 1).every((part) => part.length === 1);
    return isAll && (!isKnown || isPlain) && last > i ? last : i;
  }
  // "…, group: family, friends, work" at the end
  const isFree = (part: readonly Token[]): boolean =>
    part.length === 1 &&
    part[0]!.kind === "word" &&
    names.find(nameWords(part[0]!.text).join("_"), table) === undefined;
  const colon = first.at(-2)?.lower === ":" && first.length < 5 && isFree(first.slice(-1));
  if (i > 0 && colon && parts.length > i + 2 && parts.slice(i + 1).every(isFree)) return parts.length - 1;
  if (!hasOr || has(first, "or")) return i;
  if (weights === end - i + 2) return end; // "plan free, pro or team (60/30/10)"
  // "status is active, inactive or pending", "difficulty easy, medium or hard"
  const be = first.findIndex((token) => ["is", "are", "of", "being", "be", ":"].includes(token.lower));
  if (first.at(-1)!.kind === "number") return i; // "in steps of 0.5"
  if (be > 0 && be >= first.length - 3 && be < first.length - 1) return end;
  if (first.length >= 2 && first.length <= 4 && first.every((token) => token.kind === "word")) {
    const name = nameWords(
      first
        .slice(0, -1)
        .map((token) => token.text)
        .join(" "),
    ).join("_");
    const whole = nameWords(first.map((token) => token.text).join(" ")).join("_");
    const areCodes = [first.at(-1)!, ...parts.slice(i + 1, end + 1).flat()].every(
      ({ text, lower }) => lower === "or" || /^[A-Z]\d?$/.test(text),
    );
    if (areCodes) return end; // "zone A, B or C"
    if (
      names.find(name, table) !== undefined &&
      (names.find(whole, table)?.known ?? 0) < 2 &&
      names.find(nameWords(first.at(-1)!.text).join("_"), table) === undefined
    )
      return end;
  }
  return i;
}

/** "one of 5, 10, 20", "one of auth, cart, search": as many as are alike, where the first is. */
function listEnd(parts: readonly (readonly Token[])[], i: number, names: FieldNames, table: string): number {
  const first = parts[i]!;
  const [of, value] = first.slice(-2);
  if (first.at(-3)?.lower !== "one" || of?.lower !== "of" || value === undefined) return i;
  const isAlike = (part: readonly Token[]): boolean =>
    part.length === 1 &&
    part[0]!.kind === value.kind &&
    (value.kind === "number" || names.find(nameWords(part[0]!.text).join("_"), table) === undefined);
  let end = i;
  while (end + 1 < parts.length && isAlike(parts[end + 1]!)) end++;
  return end > i + 1 ? end : i;
}

/** "term 12, 24 or 36 months": numbers only, the last behind "or" or "and". */
function numbersEnd(parts: readonly (readonly Token[])[], i: number): number {
  const isPlain = (token: Token | undefined): boolean =>
    token?.kind === "number" && token.isShare === undefined && token.isYear === undefined;
  const isRange = /^(?:[-–—/|]|to|\.\.|and)$/u.test(parts[i]!.at(-2)?.lower ?? ""); // "5-400) and 1200 orders"
  if (parts[i]!.length < 2 || isRange || !isPlain(parts[i]!.at(-1))) return i;
  for (let end = i + 1; end < parts.length; end++) {
    const whole = parts[end]!;
    const open = whole.at(-1)!.kind === "close" ? whole.findLastIndex(({ kind }) => kind === "open") : -1;
    const part = open > 0 ? whole.slice(0, open) : whole; // "1, 2 or 3 (mostly 1)"
    const at = part.findIndex((token) => token.lower === "or" || token.lower === "and");
    if (at === 0 ? part[1]?.kind !== "number" : !isPlain(part[0])) return i;
    // "0, 8 or 14 euros and …": a unit, and the next part
    const isEnd = (from: number): boolean =>
      part.length <= from + 1 || [part[from], part[from + 1]].some((token) => token?.lower === "and");
    if (at === 0) return isEnd(2) ? end : i;
    if (at === 1) return part[2]?.kind === "number" && isEnd(3) ? end : i;
    if (part.length > 1) return i;
  }
  return i;
}

const NUMERIC = (token: Token | undefined): boolean =>
  token?.kind === "number" || token?.kind === "moment" || token?.lower === "now" || token?.lower === "today";

const BOUND = /^[<>]=?$/;
const JOINED = new Set(["letters-digits", "mostly"]); // ranges part by their numbers
const MOST_FRONT = 4; // tokens of a phrase before its "and"

/** "two letters and three digits": an "and" within a phrase parts nothing. */
const isWithin = (item: readonly Token[], at: number, phrases: Phrases): boolean => {
  for (let k = Math.max(0, at - MOST_FRONT); k < at; k++) {
    const found = phraseAt(phrases, item, k);
    if (found !== undefined && JOINED.has(found.meaning) && found.to > at + 1) return true;
  }
  return false;
};

/** Parts between "and", with "first and last name" made whole. */
export function splitAnd(
  item: readonly Token[],
  { names, lexicon, phrases }: Pick<Reading, "names" | "lexicon" | "phrases">,
  table: string,
): readonly (readonly Token[])[] {
  let isBetween = false;
  const hasEquals = item.some((token) => token.lower === "=" || ["is", "equals", "sum"].includes(token.lower));
  const cuts = splitAt(item, (token, i) => {
    const two = `${token.lower} ${item[i + 1]?.lower ?? ""}`;
    if (token.lower === "between") isBetween = true;
    const isSum =
      token.lower === "+" &&
      item[i - 1]?.kind !== "number" &&
      item[i + 1] !== undefined &&
      item[i + 1]!.kind !== "mark";
    const isAnd = (token.kind === "word" && (token.lower === "and" || token.lower === "plus")) || (isSum && !hasEquals);
    const isBarred = [item[i - 1], item[i + 1]].some((each) => each?.lower === "|" || each?.lower === "/");
    if (isAnd && (isBarred || (i > 0 && isWithin(item, i, phrases)))) return false;
    if (isAnd && item[i + 1]?.lower === "up" && i + 2 >= item.length) return false;
    const pair = token.lower === "/" && item.length === 3 && i === 1 ? [item[0]!, item[2]!] : undefined;
    if (pair?.every((each) => each.kind === "word" && names.find(each.lower, table) !== undefined) === true)
      return true;
    if (!isAnd || i === 0) return two === "as well" && i > 0 && item[i + 2]?.lower === "as";
    if (NUMERIC(item[i - 1]) && BOUND.test(item[i + 1]?.lower ?? "") && NUMERIC(item[i + 2])) return false; // >= 1 and <= 9
    const isUpper = item[i + 1]?.isShare === undefined || isBetween;
    if (NUMERIC(item[i + 1]) && (isBetween || NUMERIC(item[i - 1])) && isUpper) {
      isBetween = false;
      return false;
    }
    return true;
  });
  // "first/last name", "start/end dates"
  const modifiers = lexicon.classes["modifiers"]!;
  const [only] = cuts;
  if (
    cuts.length === 1 &&
    only!.length >= 4 &&
    only![1]!.lower === "/" &&
    only![3]!.kind === "word" &&
    modifiers.has(only![0]!.lower) &&
    modifiers.has(only![2]!.lower)
  )
    return [[only![0]!, ...only!.slice(3)], only!.slice(2)];
  const parts: (readonly Token[])[] = [];
  for (let i = 0; i < cuts.length; i++) {
    const [left, right] = [cuts[i]!, cuts[i + 1]];
    parts.push(
      right !== undefined && sharesHead(left, right, names, table, lexicon) ? [...left, ...headOf(right)] : left,
    );
  }
  return parts.map((part) => (part[0]?.lower === "well" && part[1]?.lower === "as" ? part.slice(2) : part));
}

const headOf = (tokens: readonly Token[]): readonly Token[] => {
  const words = plainWords(tokens);
  return words.slice(1);
};

function plainWords(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex((token) => token.kind !== "word");
  const words = end < 0 ? tokens : tokens.slice(0, end);
  return words.filter((token) => !["the", "a", "an", "their", "its", "with", "have"].includes(token.lower));
}

/** "origin and destination airport codes": neither word is a name alone. */
function sharesHead(
  left: readonly Token[],
  right: readonly Token[],
  names: FieldNames,
  table: string,
  lexicon: Lexicon,
): boolean {
  const last = plainWords(left).at(-1);
  const words = plainWords(right);
  if (last === undefined || left.at(-1) !== last || words.length < 2 || words.length > 3) return false;
  const modifiers = lexicon.classes["modifiers"]!;
  const isName = (text: string): boolean =>
    names.find(nameWords(text).join("_"), table) !== undefined &&
    !/^(?:start|end|open|close|created|updated|check-?in|check-?out|departure|arrival)$/i.test(text);
  if (plainWords(left).length > 2) return false;
  if (modifiers.has(last.lower) && modifiers.has(words[0]!.lower) && !isName(last.text)) return true;
  const isKnown = (name: string): boolean => names.find(name, table) !== undefined;
  if (plainWords(left).length > 1) return false;
  return (
    modifiers.has(last.lower) &&
    !isKnown(nameWords(last.text).join("_")) &&
    isKnown(nameWords(words.map((token) => token.text).join(" ")).join("_"))
  );
}
