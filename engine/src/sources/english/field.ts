import { TECHNICAL, TRAIL, TRIM, eat, isCode, readDetails, stripTold, type Reading } from "./details.ts";
import { nameWords, type FieldDraft } from "./draft.ts";
import type { FieldNames } from "./field-name.ts";
import { splitFormula } from "./formula-words.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";
import { isCut, readValues, takeValues, type Values } from "./values.ts";

const LEAD = new Set(
  "a an the their its his her our my your some each every and or also plus with including include includes contain contains containing has have having need needs whose where of for random realistic fake randomly generated various new as well then finally add show store track record records list be is are was were should must it they he she that which who can may will would both all only just valid corresponding associated respective appropriate own additional separate simple proper optionally something like such say maybe any not i we us me get give want field column attribute called named containing between other like: ones one's".split(
    " ",
  ),
);

const PRONOUNS = new Set("they it he she the this that users customers each person".split(" "));

function stripLead(tokens: readonly Token[]): readonly Token[] {
  let k = 0;
  while (k < tokens.length - 1 && tokens[k]!.kind === "word" && LEAD.has(tokens[k]!.lower) && !isName(tokens, k)) k++;
  return tokens.slice(k);
}

/** "own" may begin a name only where a name follows; a lead word before a mark is a name itself: `has: boolean`. */
const isName = (tokens: readonly Token[], k: number): boolean => {
  const next = tokens[k + 1];
  return next?.lower === ":" || next?.lower === "=" || (next?.kind === "open" && tokens[k]!.lower !== "including");
};

/** A part of a list as a field; undefined where it has no name, with what it says in `constraints`. */
export interface FieldPart {
  readonly draft: FieldDraft;
  readonly hasName: boolean;
}

const spanOf = (tokens: readonly Token[]): { readonly from: number; readonly to: number } => ({
  from: tokens[0]?.from ?? 0,
  to: tokens.at(-1)?.to ?? 0,
});

const toName = (tokens: readonly Token[]): string =>
  nameWords(tokens.map((token) => token.text).join(" "))
    .slice(0, 8)
    .join("_");

export function readField(all: readonly Token[], reading: Reading, table: string): FieldPart {
  const tokens = stripLead(TRIM(all));
  const draft: FieldDraft = { name: "", span: spanOf(tokens) };
  const whether = tokens[0]?.lower === "whether" || (tokens[0]?.lower === "if" && tokens.length > 2);
  if (whether) return readWhether(tokens.slice(1), draft, reading);
  if (tokens[0]?.lower === "how" && (tokens[1]?.lower === "many" || tokens[1]?.lower === "much")) {
    draft.kind = tokens[1].lower === "many" ? "integer" : "money";
    const rest = tokens.slice(2);
    const end = rest.findIndex(
      (token) => PRONOUNS.has(token.lower) || ["were", "are", "is", "has", "have", "was"].includes(token.lower),
    );
    return named(end > 0 ? rest.slice(0, end) : end === 0 ? rest.slice(1) : rest, draft, reading, table);
  }
  const formula = splitFormula(tokens);
  if (formula !== undefined) {
    draft.formula = formula[1].slice(0, 300);
    return named(formula[0], draft, reading, table);
  }
  const colon = tokens.findIndex((token, i) => i > 0 && (token.lower === ":" || (token.lower === "—" && i <= 5)));
  const open = tokens.findIndex((token) => token.kind === "open");
  if (colon > 0 && (open < 0 || colon < open)) {
    const part = named(tokens.slice(0, colon), draft, reading, table);
    readDetails(tokens.slice(colon + 1), draft, reading);
    return part;
  }
  return named(tokens, draft, reading, table);
}

function readWhether(tokens: readonly Token[], draft: FieldDraft, reading: Reading): FieldPart {
  draft.kind = "boolean";
  let k = 0;
  while (
    k < tokens.length - 1 &&
    (PRONOUNS.has(tokens[k]!.lower) ||
      ["or", "not", "is", "are", "was", "were", "has", "have", "had", "been", "been", "a", "an", "there"].includes(
        tokens[k]!.lower,
      ))
  )
    k++;
  return named(tokens.slice(k), draft, reading, "");
}

/** Name, and values that stand bare behind it: `species cat or dog`, `status open/closed`. */
function named(tokens: readonly Token[], draft: FieldDraft, reading: Reading, table: string): FieldPart {
  const { names, lexicon } = reading;
  const as = tokens.findIndex(
    (token, i) => i > 0 && token.lower === "as" && kindAt(tokens, i + 1, lexicon) !== undefined,
  );
  const main = as > 0 ? tokens.slice(0, as) : tokens;
  if (as > 0) draft.kind = kindAt(tokens, as + 1, lexicon)!;
  const group = main.at(-1)?.kind === "close" ? main.findLastIndex((token) => token.kind === "open") : -1;
  const weights = group > 0 ? main.slice(group + 1, -1) : [];
  const isRatio =
    weights.filter((token) => token.kind === "number").length > 1 &&
    weights.every((token) => token.kind === "number" || ["/", ":"].includes(token.lower)) &&
    main.slice(0, group).some((token) => token.lower === "/" || token.lower === "|" || token.lower === "or");
  if (isRatio) {
    const part = named(main.slice(0, group), draft, reading, table);
    readDetails(weights, draft, reading);
    return part;
  }
  const split = ratioBehind(main);
  if (split !== undefined) {
    const part = named(split[0], draft, reading, table);
    readDetails(split[1], draft, reading);
    return part;
  }
  const letters = letterRange(main);
  if (letters !== undefined) {
    takeValues(draft, { values: letters[2] });
    return named([...main.slice(0, letters[0]), ...main.slice(letters[1])], draft, reading, table);
  }
  const weighed = weighedList(main, reading);
  if (weighed !== undefined) {
    takeValues(draft, weighed[1]);
    return named(main.slice(0, weighed[0]), draft, reading, table);
  }
  const listed = numberList(main) ?? numberRun(main);
  if (listed !== undefined) {
    const values = readValues(main.slice(listed[0], listed[1]), reading.phrases, true);
    if (values !== undefined) {
      takeValues(draft, values);
      return named([...main.slice(0, listed[0]), ...main.slice(listed[1])], draft, reading, table);
    }
  }
  const isShared = main.some((token) => token.isShare === true);
  const first = main.find((token) => token.isShare === true);
  let left = eat(main, draft, reading);
  if (isShared && first === main[0]) left = dropOf(left);
  for (const token of left.filter(isCode)) draft.like ??= token.text;
  left = left.filter((token) => !isCode(token) || left.length === 1);
  const told = left.findIndex(
    (token, i) =>
      i > 0 &&
      ((token.lower === "one" && left[i + 1]?.lower === "of") ||
        token.lower === "either" ||
        token.lower === "options" ||
        (token.lower === "can" && left[i + 1]?.lower === "be") ||
        (token.lower === "could" && left[i + 1]?.lower === "be") ||
        (token.lower === "of" && left[i - 1]?.lower === "one")),
  );
  if (told > 0) {
    const values = readValues(
      stripTold(left.slice(told).filter((token) => !["can", "could", "be"].includes(token.lower))),
      reading.phrases,
      true,
    );
    if (values !== undefined) {
      takeValues(draft, values);
      left = left.slice(0, told);
    }
  }
  const cut = left.findIndex((token, i) => i > 0 && (isCut(token) || token.lower === "or" || token.lower === "vs"));
  if (cut > 0 && draft.values === undefined) {
    const at = valuesFrom(left, cut, names, table);
    const values = readValues(
      left.slice(at).filter((token) => !["is", "are", "being", "as"].includes(token.lower) || token.kind !== "word"),
      reading.phrases,
      true,
    );
    if (values !== undefined && at < cut) {
      takeValues(draft, values);
      left = left.slice(0, at);
    }
  }
  const words = left.filter(
    (token) =>
      token.kind === "word" ||
      token.kind === "quote" ||
      (token.kind === "number" && token.isShare === undefined && left.length > 1),
  );
  let name = trim(words, names);
  const number = name.at(-1);
  if (number?.kind === "number" && name.length > 1) {
    const isPart =
      Number.isInteger(number.value!) &&
      number.value! < 10 &&
      number.currency === undefined &&
      draft.min === undefined &&
      /^(?:line|address|option|choice|phone|score|test|quiz|feature|x|q)$/.test(name.at(-2)!.lower);
    if (!isPart) {
      draft.constant ??= number.value!;
      name = trim(name.slice(0, -1), names);
    }
  }
  name = name.filter((token, i) => token.kind !== "number" || i > 0);
  name = takeKinds(name, draft, lexicon);
  name = takeLocale(name, draft, lexicon);
  const rate = name.at(-1)?.lower === "rate" && draft.share !== undefined && name.length > 1;
  if (rate) name = name.slice(0, -1);
  draft.name = toName(name);
  return { draft, hasName: draft.name !== "" };
}

/** "free|pro|team with a 60/30/10 split": the values, and their weights. */
function ratioBehind(tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] | undefined {
  let end = tokens.length;
  while (end > 0 && ["split", "ratio", "mix", "distribution", "chance", "weights"].includes(tokens[end - 1]!.lower))
    end--;
  let from = end;
  while (from > 0 && (tokens[from - 1]!.kind === "number" || ["/", ":", "-"].includes(tokens[from - 1]!.lower))) from--;
  const weights = tokens.slice(from, end);
  const count = weights.filter((token) => token.kind === "number").length;
  let to = from;
  while (
    to > 0 &&
    ["with", "a", "an", "in", "at", "split", "ratio", "of", ":", "weighted"].includes(tokens[to - 1]!.lower)
  )
    to--;
  const isSaid =
    end < tokens.length || tokens.slice(to, from).some((token) => ["split", "ratio", "weighted"].includes(token.lower));
  const hasValues = tokens.slice(0, to).some((token) => isCut(token) || token.lower === "or" || token.kind === "open");
  return isSaid && count > 1 && weights[0]!.kind === "number" && hasValues ? [tokens.slice(0, to), weights] : undefined;
}

/** `12/24/36`, `18-24/25-34/45+`: numbers with slashes or bars between them, and a unit behind. */
function numberList(tokens: readonly Token[]): readonly [number, number] | undefined {
  const isSlash = (token: Token | undefined): boolean => token?.lower === "/" || token?.lower === "|";
  const first = tokens.findIndex((token) => isSlash(token));
  if (first < 1 || tokens[first - 1]!.kind !== "number" || tokens[first + 1]?.kind !== "number") return undefined;
  let from = first - 1;
  if (tokens[from - 1]?.lower === "-" && tokens[from - 2]?.kind === "number") from -= 2;
  let to = first;
  while (to < tokens.length && (isSlash(tokens[to]) || tokens[to]!.kind === "number" || tokens[to]!.lower === "-"))
    to++;
  return [from, to];
}

/** "grade from A to F": capital letters between two of them. */
function letterRange(tokens: readonly Token[]): readonly [number, number, string[]] | undefined {
  const isLetter = (token: Token | undefined): boolean => token?.kind === "word" && /^[A-Z]$/.test(token.text);
  const at = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      isLetter(token) &&
      ["to", "-", "through", "—"].includes(tokens[i + 1]?.lower ?? "") &&
      isLetter(tokens[i + 2]),
  );
  if (at < 1) return undefined;
  const [from, to] = [tokens[at]!.text.codePointAt(0)!, tokens[at + 2]!.text.codePointAt(0)!];
  if (to <= from) return undefined;
  const begin = ["from", "between", ":"].includes(tokens[at - 1]!.lower) && at > 1 ? at - 1 : at;
  return [begin, at + 3, Array.from({ length: to - from + 1 }, (_, k) => String.fromCodePoint(from + k))];
}

/** `12, 24 or 36 months`: numbers and nothing else behind the name. */
function numberRun(tokens: readonly Token[]): readonly [number, number] | undefined {
  const isGap = (token: Token | undefined): boolean =>
    token?.lower === "," || token?.lower === "or" || token?.lower === "and";
  const from = tokens.findIndex((token, i) => i > 0 && token.kind === "number" && token.isShare === undefined);
  if (from < 1 || !isGap(tokens[from + 1])) return undefined;
  let to = from;
  let isOr = false;
  while (to < tokens.length && (tokens[to]!.kind === "number" || isGap(tokens[to])))
    isOr = tokens[to++]!.lower === "or" || isOr;
  return isOr && tokens[to - 1]!.kind === "number" && tokens.length - to <= 1 ? [from, to] : undefined;
}

/** `segment retail 85% / private 10% / business 5%`: where the values begin, and the values. */
function weighedList(tokens: readonly Token[], { phrases, names }: Reading): readonly [number, Values] | undefined {
  const cut = tokens.findIndex((token, i) => i > 1 && isCut(token) && token.lower !== ",");
  if (cut < 2 || tokens.filter((token) => token.isShare === true).length < 2) return undefined;
  if (tokens[cut - 1]!.isShare !== true && tokens[1]!.isShare !== true) return undefined;
  for (const from of [valuesFrom(tokens, cut, names, ""), cut - 2]) {
    const values = from < 1 ? undefined : readValues(tokens.slice(from), phrases, true);
    if (values?.weights !== undefined && values.values.every((value) => typeof value === "string"))
      return [from, values];
  }
  return undefined;
}

/** Where the values begin that the first separator stands among: behind the longest known name, one word before it otherwise. */
function valuesFrom(left: readonly Token[], cut: number, names: FieldNames, table: string): number {
  for (let k = cut - 1; k >= 1; k--) {
    const name = toName(trim(left.slice(0, k)));
    const guess = name === "" ? undefined : names.find(name, table);
    if (guess !== undefined && guess.known >= Math.min(2, name.split("_").length)) return k;
  }
  for (let k = 1; k < cut; k++)
    if (["is", "are", "be", "being", ":", "in", "of", "as"].includes(left[k]!.lower)) return k + 1;
  return Math.max(1, cut - 1);
}

function kindAt(tokens: readonly Token[], k: number, lexicon: Lexicon): string | undefined {
  const token = tokens[k]?.lower === "a" || tokens[k]?.lower === "an" ? tokens[k + 1] : tokens[k];
  return token === undefined ? undefined : lexicon.kinds[token.lower];
}

/** "3% of orders are refunded": what the share is of is no name. */
function dropOf(left: Token[]): Token[] {
  if (left[0]?.lower !== "of" && left[0]?.lower !== "the") return left;
  let k = left[0].lower === "of" ? 1 : 0;
  while (
    ["the", "them", "these", "those", "all", "our", "their"].includes(left[k]?.lower ?? "") &&
    left[k - 1]?.lower !== "them"
  )
    k++;
  const be = left.findIndex(
    (token, i) =>
      i > 0 && i <= 4 && ["are", "is", "were", "was", "have", "has", "should", "being", "been"].includes(token.lower),
  );
  if (be > 0) return left.slice(be + 1);
  return left.slice(left[k - 1]?.lower === "them" ? k : k + 1);
}

function trim(tokens: readonly Token[], names?: FieldNames): readonly Token[] {
  let [from, to] = [0, tokens.length];
  while (from < to - 1 && tokens[from]!.kind === "word" && LEAD.has(tokens[from]!.lower)) from++;
  while (
    to > from + 1 &&
    tokens[to - 1]!.kind === "word" &&
    TRAIL.has(tokens[to - 1]!.lower) &&
    !(
      tokens[to - 1]!.lower === "on" ||
      tokens[to - 1]!.lower === "at" ||
      tokens[to - 1]!.lower === "in" ||
      tokens[to - 1]!.lower === "by" ||
      tokens[to - 1]!.lower === "to" ||
      tokens[to - 1]!.lower === "from"
    )
  )
    to--;
  const last = tokens[to - 1];
  if (
    to - from === 1 &&
    last?.kind === "word" &&
    (LEAD.has(last.lower) || TRAIL.has(last.lower)) &&
    names?.find(last.lower, "") === undefined
  )
    return [];
  if (
    to - from > 1 &&
    ["in", "by", "from", "to", "at"].includes(last!.lower) &&
    !/(?:ed|opt|opted|check|log|sign|by|logged|paid|sent|written|seen|at)$/.test(tokens[to - 2]!.lower) &&
    !/^(?:created|joined|updated|published|sent|recorded|measured|registered|ordered)$/.test(tokens[to - 2]!.lower)
  )
    to--;
  return tokens.slice(from, to);
}

/** `score integer`, `an integer score`: technical words of a type are no part of the name. */
function takeKinds(name: readonly Token[], draft: FieldDraft, lexicon: Lexicon): readonly Token[] {
  let words = name;
  if (
    words.length === 1 &&
    TECHNICAL.has(words[0]!.lower) &&
    !["uuid", "guid", "ulid", "enum", "flag"].includes(words[0]!.lower)
  )
    return words;
  if (words.length > 2 && words.at(-1)!.lower === "check" && TECHNICAL.has(words.at(-2)!.lower))
    words = words.slice(0, -1);
  while (words.length > 1 && TECHNICAL.has(words.at(-1)!.lower)) {
    draft.kind ??= lexicon.kinds[words.at(-1)!.lower]!;
    words = words.slice(0, -1);
  }
  while (
    words.length > 1 &&
    (TECHNICAL.has(words[0]!.lower) || words[0]!.lower === "whole") &&
    !(words[0]!.lower === "serial" && words[1]!.lower === "number") &&
    !(words[0]!.lower === "string")
  ) {
    draft.kind ??= lexicon.kinds[words[0]!.lower]!;
    words = words.slice(words[1]?.lower === "for" || words[1]?.lower === "number" ? 2 : 1);
  }
  if (
    words.length > 1 &&
    ["text", "number", "date", "timestamp"].includes(words.at(-1)!.lower) &&
    words.at(-2)!.lower.includes("_")
  ) {
    draft.kind ??= lexicon.kinds[words.at(-1)!.lower]!;
    words = words.slice(0, -1);
  }
  return words;
}

/** "German addresses", "French phone number". */
function takeLocale(name: readonly Token[], draft: FieldDraft, lexicon: Lexicon): readonly Token[] {
  const [first] = name;
  const locale =
    first === undefined || name.length < 2 || first.text === "us" ? undefined : lexicon.locales[first.lower];
  if (locale === undefined) return name;
  draft.locale = [locale];
  return name.slice(1);
}
