import { nameWords, type FieldDraft } from "./draft.ts";
import type { FieldNames } from "./field-name.ts";
import type { Lexicon } from "./lexicon.ts";
import { MEANINGS } from "./meanings.ts";
import { NUMERIC } from "./field-type.ts";
import { phraseAt, type Phrases } from "./patterns.ts";
import type { Token } from "./tokens.ts";
import { isCut, readValues, splitAt, takeValues, textOf } from "./values.ts";

/** What reading needs everywhere. */
export interface Reading {
  /** Of the language; a text may make things of words that are none otherwise. */
  lexicon: Lexicon;
  readonly phrases: Phrases;
  /** What the text means by now, in ms from 1970. */
  readonly now: number;
  readonly names: FieldNames;
  readonly note: (path: string, text: string, choices?: readonly string[]) => void;
  readonly unknown: (tokens: readonly Token[]) => void;
  /** Whether a table of that name is there by now. */
  isTable: (name: string) => boolean;
}

export const TRAIL = new Set(
  "is are be being of in by for to as at with and or the a an which that should must will can was were from has have them each it values value field column format taken their like between where on also only so e.g randomly together too please set within around about being who one numbers any when".split(
    " ",
  ),
);

export const TECHNICAL = new Set(
  "int integer ints bigint smallint tinyint int4 int8 varchar nvarchar char nchar string str decimal numeric float double bool boolean uuid guid ulid datetime timestamptz enum categorical flag serial bigserial longtext".split(
    " ",
  ),
);

const TOLD = new Set(
  "one either values value options option choices choose possible allowed enum from among is are be being e.g like in of by:".split(
    " ",
  ),
);

/** Where brackets of the top level begin and end. */
function groupEnd(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let k = from; k < tokens.length; k++) {
    if (tokens[k]!.kind === "open") depth++;
    if (tokens[k]!.kind === "close" && --depth === 0) return k;
  }
  return tokens.length;
}

const LIMITS = new Set(["since", "from", "until", "till", "through"]);
const PERIODS = new Set(["since", "until", "since-month", "ago", "ago-is", "this", "during", "ahead", "ahead-is"]);

/** Takes phrases and brackets; what nothing took is left, in order. */
export function eat(tokens: readonly Token[], draft: FieldDraft, reading: Reading): Token[] {
  const left: Token[] = [];
  const context = {
    lexicon: reading.lexicon,
    now: reading.now,
    note: (text: string, choices?: readonly string[]) => reading.note(draft.name, text, choices),
  };
  for (let k = 0; k < tokens.length;) {
    const token = tokens[k]!;
    if (token.kind === "open") {
      const end = groupEnd(tokens, k);
      const inner = tokens.slice(k + 1, end);
      const before = left.at(-1);
      const kind =
        before?.kind === "word" && k > 0 && tokens[k - 1] === before ? reading.lexicon.kinds[before.lower] : undefined;
      if (
        kind !== undefined &&
        inner.every((each) => each.kind === "number" || each.lower === ",") &&
        TECHNICAL.has(before!.lower)
      )
        precision(draft, kind, inner);
      else readDetails(inner, draft, reading);
      k = end + 1;
      continue;
    }
    const found = phraseAt(reading.phrases, tokens, k);
    if (found === undefined && token.isOpen === true) {
      draft.min = token.value!;
      k++;
      continue;
    }
    const isNamePart = found !== undefined && isPartOfName(found.meaning, tokens, k, found.to, reading);
    if (found !== undefined && !isNamePart) {
      // "valid until 2027": the word belongs to the name as well
      const isLimit =
        left.length === 1 && left[0] === tokens[k - 1] && reading.lexicon.classes["lasting"]!.has(left[0]!.lower);
      if (isLimit && LIMITS.has(token.lower) && PERIODS.has(found.meaning)) left.push(token);
      MEANINGS[found.meaning]!(draft, found, context);
      k = found.to;
      continue;
    }
    left.push(token);
    k++;
  }
  return left;
}

/** "past due", "unit price", "from name": phrases of a single word that begin a known name. */
function isPartOfName(meaning: string, tokens: readonly Token[], k: number, to: number, reading: Reading): boolean {
  const { names, phrases, lexicon } = reading;
  const next = tokens[k + 1];
  if (meaning === "share" && next !== undefined && tokens[k]!.kind === "word") {
    // "interest rate 2% to 12%": no share of 2%
    const longer = phraseAt(phrases, tokens, k + 1);
    if (longer?.meaning === "range" && longer.to > to) return true;
  }
  if ((meaning === "positive" || meaning === "negative") && to === k + 1 && next?.kind === "word") {
    // "positive review", which is no number
    const type = names.find(next.lower, "")?.type;
    return type !== undefined && lexicon.kinds[next.lower] === undefined && !NUMERIC.has(type);
  }
  if (to !== k + 1 && meaning !== "key" && meaning !== "currency" && meaning !== "before-name" && meaning !== "after")
    return false;
  const token = tokens[k]!;
  if (meaning === "before-name" && tokens[k - 1]?.lower === "best") return true;
  const isSlash = (each: Token | undefined): boolean =>
    each?.lower === "/" || each?.lower === "|" || each?.lower === "or";
  if ((meaning === "currency" || meaning === "unit") && (isSlash(tokens[k - 1]) || isSlash(tokens[to]))) return true;
  if (meaning === "currency" && token.lower === "in") return false;
  const around = tokens.slice(k, Math.min(tokens.length, k + 3)).filter((each) => each.kind === "word");
  if (token.kind !== "word") return false;
  if (meaning === "key" && token.lower === "primary") return false;
  if (["unit", "recent", "constant", "currency", "shape"].includes(meaning) && around.length > 1) {
    const name = nameWords(textOf(around.slice(0, 2))).join("_");
    return (names.find(name, "")?.known ?? 0) >= 2;
  }
  return false;
}

function precision(draft: FieldDraft, kind: string, inner: readonly Token[]): void {
  const numbers = inner.filter((each) => each.kind === "number").map((each) => each.value!);
  if (kind === "text" && numbers.length === 1) draft.lengths = [undefined, numbers[0]!];
  if (kind === "decimal" && numbers.length === 2) draft.scale = Math.min(15, numbers[1]!);
}

const SIGNS = new Set(["<", ">", "<=", ">=", "$", "€", "£", "★"]); // of values: <30k, $$

export const TRIM = (tokens: readonly Token[]): readonly Token[] => {
  let [from, to] = [0, tokens.length];
  while (from < to && tokens[from]!.kind === "mark" && !SIGNS.has(tokens[from]!.lower)) from++;
  while (to > from && tokens[to - 1]!.kind === "mark" && !SIGNS.has(tokens[to - 1]!.lower)) to--;
  return tokens.slice(from, to);
};

/** What stands behind a name's colon or in its brackets: a type, values, or phrases between commas. */
export function readDetails(raw: readonly Token[], draft: FieldDraft, reading: Reading): void {
  const tokens = TRIM(raw);
  if (tokens.length === 0) return;
  const { phrases, lexicon } = reading;
  // "remote (half)"
  const part = tokens.length === 1 ? lexicon.fractions[tokens[0]!.lower] : undefined;
  if (part !== undefined) {
    draft.share = part;
    return;
  }
  const opener = tokens[0]!.kind === "word" && TOLD.has(tokens[0]!.lower) && tokens.length > 1;
  const told = opener ? stripTold(tokens) : tokens;
  const isTold = told.length < tokens.length && tokens[0]!.lower !== "from" && tokens[0]!.lower !== "between";
  const only = tokens.filter((token) => token.kind === "number").map((token) => token.value!);
  const isWeights =
    only.length > 1 &&
    only.length === draft.values?.length &&
    tokens.every((token) => token.kind === "number" || ["/", ":", ",", "|"].includes(token.lower));
  if (isWeights) {
    draft.weights = new Map(draft.values!.map((value, i) => [value, only[i]!]));
    return;
  }
  const open = tokens.findIndex((token) => token.kind === "open");
  if (
    open > 0 &&
    tokens.at(-1)!.kind === "close" &&
    tokens
      .slice(open + 1, -1)
      .every((token) => token.kind === "number" || ["/", ":", ",", "%"].includes(token.lower)) &&
    tokens.slice(open + 1, -1).length > 2
  ) {
    readDetails(tokens.slice(0, open), draft, reading);
    readDetails(tokens.slice(open + 1, -1), draft, reading);
    return;
  }
  // "yes/no (85% yes)": what is in the brackets is said of one of the values
  const aside = open > 1 && tokens.at(-1)!.kind === "close" ? tokens.slice(open + 1, -1) : [];
  const isOfOne = aside.filter((token) => token.isShare === true).length === 1 && aside.length < 4;
  if (isOfOne && tokens.slice(0, open).some((token) => isCut(token) || token.lower === "or") && !aside.some(isCut)) {
    const front = tokens.slice(0, open);
    const isShared = front.some((token) => token.kind === "open" || token.isShare === true);
    if (!isShared) {
      readDetails(front, draft, reading);
      readDetails(aside, draft, reading);
      return;
    }
  }
  // "bronze, silver, gold - mostly bronze"
  const dash = tokens.findIndex((token, i) => i > 1 && token.lower === "—");
  const isAside =
    dash > 1 &&
    phraseAt(phrases, tokens, dash + 1) !== undefined &&
    tokens.slice(0, dash).some((token) => token.lower === ",");
  if (isAside) {
    readDetails(tokens.slice(0, dash), draft, reading);
    readDetails(tokens.slice(dash + 1), draft, reading);
    return;
  }
  const [ratio, cut] = readRatio(told);
  const values = readValues(cut, phrases, isTold || ratio !== undefined);
  const isTruth = tokens.length <= 3 && phraseAt(phrases, tokens, 0)?.meaning === "kind";
  if (values !== undefined && !isTruth) {
    if (ratio !== undefined && ratio.length === values.values.length)
      takeValues(draft, { values: values.values, weights: new Map(values.values.map((each, i) => [each, ratio[i]!])) });
    else takeValues(draft, values);
    return;
  }
  if (takeBare(tokens, draft, reading)) return;
  const parts = splitAt(tokens, (token) => token.lower === "," || token.lower === ";" || token.kind === "line");
  for (const part of parts) {
    const quote = part.length === 1 && part[0]!.kind === "quote";
    const inner = quote ? undefined : readValues(stripTold(part), phrases, false);
    if (inner !== undefined) {
      takeValues(draft, inner);
      continue;
    }
    const left = eat(part, draft, reading).filter((token) => token.kind !== "mark" || token.lower === "=");
    leftover(left, draft, reading, lexicon);
  }
}

const MARKS = new Set([":", "—"]);
const MOST_BARE = 6; // values side by side

/** "plan: basic standard premium": values side by side, where the field is one of a few values. */
function takeBare(tokens: readonly Token[], draft: FieldDraft, { names, phrases, lexicon }: Reading): boolean {
  if (tokens.length < 2 || tokens.length > MOST_BARE || names.find(draft.name, "")?.type !== "category") return false;
  const areValues = tokens.every(
    (token, i) =>
      token.kind === "word" &&
      !TRAIL.has(token.lower) &&
      lexicon.kinds[token.lower] === undefined &&
      [undefined, "boolean"].includes(names.find(token.lower, "")?.type) &&
      phraseAt(phrases, tokens, i) === undefined,
  );
  if (areValues) takeValues(draft, { values: tokens.map((token) => token.text) });
  return areValues;
}

/** `a, b: 60%, 40%`: weights behind a colon or a dash. */
function ratioAfterMark(tokens: readonly Token[]): readonly [readonly number[], readonly Token[]] | undefined {
  const mark = tokens.findIndex((token, i) => i > 0 && MARKS.has(token.lower) && tokens[i - 1]!.kind !== "number");
  if (mark < 1) return undefined;
  const behind = tokens.slice(mark + 1);
  const ratio = behind.flatMap((token) => (token.kind === "number" ? [token.value!] : []));
  const isAll = behind.every((token) => token.kind === "number" || isCut(token) || token.lower === "and");
  return isAll && ratio.length > 1 ? [ratio, tokens.slice(0, mark)] : undefined;
}

/** `a/b 1:2`, `70/30 a, b`: weights behind the values, or before them. */
function readRatio(tokens: readonly Token[]): readonly [readonly number[] | undefined, readonly Token[]] {
  const front = ratioBefore(tokens) ?? ratioAfterMark(tokens);
  if (front !== undefined) return front;
  let k = tokens.length;
  const ratio: number[] = [];
  while (k > 0 && tokens[k - 1]!.kind === "number") {
    ratio.unshift(tokens[k - 1]!.value!);
    k--;
    if (tokens[k - 1]?.lower === ":" || (tokens[k - 1]?.lower === "/" && ratio.length > 0)) k--;
    else break;
  }
  if (ratio.length < 2) return [undefined, tokens];
  while (k > 0 && tokens[k - 1]!.kind === "mark") k--;
  return [ratio, tokens.slice(0, k)];
}

function ratioBefore(tokens: readonly Token[]): readonly [readonly number[], readonly Token[]] | undefined {
  let k = 0;
  const ratio: number[] = [];
  while (tokens[k]?.kind === "number") {
    ratio.push(tokens[k++]!.value!);
    if (!["/", ":"].includes(tokens[k]?.lower ?? "")) break;
    k++;
  }
  while (["split", "between", "of", "across", "for", "in"].includes(tokens[k]?.lower ?? "")) k++;
  const isWhole = ratio.length > 1 && (tokens[k]?.kind === "word" || tokens[k]?.kind === "quote");
  return isWhole ? [ratio, tokens.slice(k)] : undefined;
}

export const stripTold = (tokens: readonly Token[]): readonly Token[] => {
  let k = 0;
  while (
    k < tokens.length - 1 &&
    (TOLD.has(tokens[k]!.lower) ||
      ["of", ":", "the", "these", "following", "a", "an", "single", "can", "only"].includes(tokens[k]!.lower)) &&
    tokens[k + 1]!.isShare === undefined && // "in 60%, out 40%"
    k < 6
  )
    k++;
  return tokens.slice(k);
};

/** Words that no phrase took, where a name stands already. */
function leftover(left: readonly Token[], draft: FieldDraft, reading: Reading, lexicon: Lexicon): void {
  const words = left.filter((token) => token.kind === "word" && !TRAIL.has(token.lower) && token.lower !== "a");
  for (const token of words) {
    const kind = lexicon.kinds[token.lower];
    if (kind !== undefined) draft.kind ??= kind;
    else if (isCode(token, lexicon)) draft.like = token.text;
    else {
      const isLocale = lexicon.locales[token.lower] !== undefined;
      if (isLocale) draft.locale = [...(draft.locale ?? []), lexicon.locales[token.lower]!];
      else if (
        ![
          "random",
          "whole",
          "valid",
          "realistic",
          "like",
          "format",
          "formatted",
          "pattern",
          "string",
          "e.g",
          "eg",
          "unix",
          "iso",
          "id",
          "check",
          "not",
          "default",
          "long",
          "old",
          "digits",
          "generated",
          "using",
          "style",
        ].includes(token.lower)
      )
        if (draft.share !== undefined && draft.shareOf === undefined && words.length === 1) draft.shareOf = token.text;
        else reading.unknown([token]);
    }
  }
  for (const token of left) {
    if (
      token.kind === "number" &&
      words.length === 0 &&
      left.length === 1 &&
      draft.min === undefined &&
      draft.constant === undefined &&
      token.isYear === undefined
    )
      draft.constant = token.value!;
    if (token.kind === "number" && token.isYear === true && left.length === 1) {
      draft.from = `${token.value}-01-01`;
      draft.to = `${token.value}-12-31`;
    }
    if (token.kind === "moment" && token.days !== undefined && draft.from === undefined)
      [draft.from, draft.to] = token.days;
    if (token.kind === "quote" && draft.like === undefined) {
      if (/\d|#/.test(token.text)) draft.like = token.text;
      else draft.constant = token.text;
    }
  }
}

/** `ORD-00001` as an example of a value. */
export const isCode = (token: Token, { classes }: Lexicon): boolean =>
  (token.kind === "word" || token.kind === "quote") && (isVersion(token.text) || isLettered(token, classes));

const isVersion = (text: string): boolean => /^\d+(?:\.\d+){2,}$/.test(text);

const isLettered = (token: Token, classes: Lexicon["classes"]): boolean =>
  /^[A-Z]{1,8}[-_/]?[#\dX]/.test(token.text) &&
  token.text.length > 2 &&
  /[#\d]/.test(token.text) &&
  (/[-_#X]/.test(token.text) || /\d{3}/.test(token.text)) &&
  !classes["standards"]!.has(/^[A-Z]+/.exec(token.text)![0].toLowerCase());
