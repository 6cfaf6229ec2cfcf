import { TRAIL, type Reading } from "./details.ts";
import { nameWords } from "./draft.ts";
import type { FieldNames } from "./field-name.ts";
import type { Lexicon } from "./lexicon.ts";
import { phraseAt } from "./patterns.ts";
import type { Token } from "./tokens.ts";
import { atShares, isCut, readValues, type Values } from "./values.ts";

/** Words before a name that are no part of it. */
export const LEAD = new Set(
  "carry carries a an the their its his her our my your some each every and or also plus with including include includes contain contains containing has have having need needs whose where of for random realistic fake randomly generated various new as well then finally add show store track record records list be is are was were should must it they he she that which who can may will would both all only just valid corresponding associated respective appropriate own additional separate simple proper optionally something like such say maybe any not i we us me get give want field column attribute called named containing between other like: ones one's".split(
    " ",
  ),
);

export const toName = (tokens: readonly Token[]): string =>
  nameWords(tokens.map((token) => token.text).join(" "))
    .slice(0, 8)
    .join("_");

/** A name without the small words around it. */
export function trim(tokens: readonly Token[], names?: FieldNames): readonly Token[] {
  let [from, to] = [0, tokens.length];
  const isWhole = (k: number): boolean => {
    const next = tokens[k + 1]!.lower;
    return (
      (tokens[k]!.lower === "like" && /^counts?$/.test(next)) ||
      (tokens[k]!.lower === "valid" && /^(?:until|from|to|through)$/.test(next))
    );
  };
  while (from < to - 1 && tokens[from]!.kind === "word" && LEAD.has(tokens[from]!.lower) && !isWhole(from)) from++;
  // "market value", where "market" alone says nothing
  const isValue =
    tokens[to - 1]?.lower === "value" &&
    names !== undefined &&
    [undefined, "boolean"].includes(names.find(toName(tokens.slice(from, to - 1)), "")?.type);
  const least = isValue ? to : from + 1;
  while (
    to > least &&
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
  if (to - from > 2 && tokens[to - 1]!.lower === "time" && tokens[to - 2]!.lower === "at") to--; // taken at time
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
    !(to - from === 2 && last!.lower === "at") &&
    ["in", "by", "from", "to", "at"].includes(last!.lower) &&
    !/(?:ed|opt|opted|check|log|sign|by|logged|paid|sent|written|seen|at)$/.test(tokens[to - 2]!.lower) &&
    !/^(?:valid|available|effective|active|departs|arrives|starts|ends|expires|leaves|begins|closes|opens|created|joined|updated|published|sent|recorded|measured|registered|ordered)$/.test(
      tokens[to - 2]!.lower,
    )
  )
    to--;
  return tokens.slice(from, to);
}

/** "free|pro|team with a 60/30/10 split": the values, and their weights. */
export function ratioBehind(tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] | undefined {
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
    [
      "with",
      "a",
      "an",
      "in",
      "at",
      "split",
      "ratio",
      "of",
      ":",
      "weighted",
      "weights",
      "weight",
      "probabilities",
    ].includes(tokens[to - 1]!.lower)
  )
    to--;
  const isSaid =
    end < tokens.length ||
    tokens
      .slice(to, from)
      .some((token) => ["split", "ratio", "weighted", "weights", "weight", "probabilities"].includes(token.lower));
  const hasValues = tokens.slice(0, to).some((token) => isCut(token) || token.lower === "or" || token.kind === "open");
  return isSaid && count > 1 && weights[0]!.kind === "number" && hasValues
    ? [tokens.slice(0, to), weights]
    : bareRatio(tokens);
}

/** `gender 50/50 male/female`: the name, and weights with their values behind it. */
export function ratioAhead(
  tokens: readonly Token[],
): readonly [name: readonly Token[], rest: readonly Token[]] | undefined {
  const isGap = (token: Token | undefined): boolean => token?.lower === "/" || token?.lower === ":";
  const from = tokens.findIndex((token, i) => i > 0 && token.kind === "number" && isGap(tokens[i + 1]));
  if (from < 1 || tokens.slice(0, from).some((token) => token.kind !== "word")) return undefined;
  let to = from + 1;
  while (isGap(tokens[to]) && tokens[to + 1]?.kind === "number") to += 2;
  const values = tokens.slice(to);
  const isWhole =
    values[0]?.kind === "word" &&
    values.every((token) => token.kind === "word" || isCut(token)) &&
    values.filter((token) => isCut(token) || token.lower === "or" || token.lower === "and").length ===
      (to - from - 1) / 2;
  return isWhole ? [tokens.slice(0, from), tokens.slice(from)] : undefined;
}

/** `todo/doing/done 20/30/50`, `card|cash = 70|30`: as many numbers behind as there are values before. */
function bareRatio(tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] | undefined {
  const isGap = (token: Token | undefined): boolean => ["/", "|", ":"].includes(token?.lower ?? "");
  let from = tokens.length;
  while (
    from > 0 &&
    (tokens[from - 1]!.kind === "number" || (isGap(tokens[from - 1]) && tokens[from - 2]?.kind === "number"))
  )
    from--;
  const weights = tokens.slice(from);
  const count = weights.filter((token) => token.kind === "number").length;
  if (count < 2 || weights[0]?.kind !== "number" || weights.length !== count * 2 - 1) return undefined;
  let to = from;
  while (to > 0 && ["at", "=", ":", "in", "with"].includes(tokens[to - 1]!.lower)) to--;
  const front = tokens.slice(0, to);
  const gaps = front.filter(({ lower }) => ["/", "|", "or", ","].includes(lower)).length;
  return gaps === count - 1 && front.at(-1)?.kind === "word" ? [front, weights] : undefined;
}

/** `12/24/36`, `18-24/25-34/45+`: numbers with slashes or bars between them, and a unit behind; what is in brackets is read with them. */
export function numberList(tokens: readonly Token[]): readonly [number, number] | undefined {
  const isSlash = (token: Token | undefined): boolean => token?.lower === "/" || token?.lower === "|";
  const first = tokens.findIndex((token) => isSlash(token) || token.kind === "open");
  if (first < 1 || tokens[first - 1]!.kind !== "number" || tokens[first + 1]?.kind !== "number") return undefined;
  let from = first - 1;
  if (tokens[from - 1]?.lower === "-" && tokens[from - 2]?.kind === "number") from -= 2;
  let to = first;
  while (to < tokens.length && (isSlash(tokens[to]) || tokens[to]!.kind === "number" || tokens[to]!.lower === "-"))
    to++;
  const areWeights = tokens.slice(to).some((token) => isCut(token)); // 70/20/10 mobile, desktop, tablet
  return areWeights ? undefined : [from, to];
}

const lettersOf = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, k) => String.fromCodePoint(from + k));

/** "grade from A to F": capital letters between two of them. */
export function letterRange(tokens: readonly Token[]): readonly [number, number, string[]] | undefined {
  const isLetter = (token: Token | undefined): boolean => token?.kind === "word" && /^[A-Z]$/.test(token.text);
  const whole = tokens.findIndex((token, i) => i > 0 && token.kind === "word" && /^[A-Z][-–][A-Z]$/.test(token.text));
  if (whole > 0) {
    const [a, b] = [tokens[whole]!.text.codePointAt(0)!, tokens[whole]!.text.codePointAt(2)!];
    if (a < b) return [whole, whole + 1, lettersOf(a, b)];
  }
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
  return [begin, at + 3, lettersOf(from, to)];
}

const MOST_CODES = 40;

/** "priority P1-P4", "host web-01 to web-05": codes between two of them. */
export function codeRange(tokens: readonly Token[]): readonly [number, number, string[]] | undefined {
  const parse = (text: string): RegExpExecArray | null => /^([A-Za-z_-]{1,20}?)(\d{1,3})$/.exec(text);
  for (let k = 1; k < tokens.length; k++) {
    const token = tokens[k]!;
    if (token.kind !== "word") continue;
    const isApart = ["to", "-", "through", "..", "—"].includes(tokens[k + 1]?.lower ?? "");
    const [first, second] = isApart ? [token.text, tokens[k + 2]?.text ?? ""] : halves(token.text);
    const [a, b] = [parse(first), parse(second)];
    if (a === null || b === null || a[1] !== b[1]) continue;
    const [from, to] = [Number(a[2]), Number(b[2])];
    if (to <= from || to - from >= MOST_CODES) continue;
    const codes = Array.from({ length: to - from + 1 }, (_, i) => a[1]! + String(from + i).padStart(a[2]!.length, "0"));
    const begin = ["from", "between"].includes(tokens[k - 1]!.lower) && k > 1 ? k - 1 : k;
    return [begin, k + (isApart ? 3 : 1), codes];
  }
  return undefined;
}

/** "student number S followed by 7 digits": where the name ends, and the pattern. */
export function prefixedDigits(tokens: readonly Token[]): readonly [number, number, string] | undefined {
  const at = tokens.findIndex(({ lower }, i) => i > 1 && lower === "followed" && tokens[i + 1]?.lower === "by");
  const [prefix, count, unit] = at < 0 ? [] : [tokens[at - 1], tokens[at + 2], tokens[at + 3]];
  const isDigits = count?.kind === "number" && ["digits", "digit", "numbers"].includes(unit?.lower ?? "");
  if (!isDigits || !/^[A-Z][A-Z\d-]{0,7}$/.test(prefix!.text) || count.value! > MOST_DIGITS) return undefined;
  return [at - 1, at + 4, prefix!.text + "#".repeat(count.value!)];
}

const MOST_DIGITS = 20;
const LEAST_BARE = 3; // values side by side
const MOST_BARE = 8;

/** "region north south east west": where the values begin that nothing parts, and the values. */
export function bareValues(
  tokens: readonly Token[],
  { names, lexicon, phrases }: Reading,
): readonly [number, number, string[]] | undefined {
  if (tokens.some(({ kind }) => kind !== "word")) return undefined;
  const isValue = ({ lower }: Token, i: number): boolean =>
    !lexicon.classes["break"]!.has(lower) &&
    !TRAIL.has(lower) &&
    lexicon.kinds[lower] === undefined &&
    [undefined, "boolean"].includes(names.find(lower, "")?.type) &&
    phraseAt(phrases, tokens, i) === undefined;
  for (const from of [2, 1]) {
    const guess = names.find(toName(tokens.slice(0, from)), "");
    const isKnown = guess !== undefined && guess.known >= from && /^(?:category|address\.region)$/.test(guess.type);
    const values = tokens.slice(from);
    if (!isKnown || values.length < LEAST_BARE || values.length > MOST_BARE) continue;
    if (values.every((token, k) => isValue(token, from + k)))
      return [from, tokens.length, values.map(({ text }) => text)];
  }
  return undefined;
}

/** "currency USD EUR or GBP", "size S M or L": capitals side by side, the last behind "or". */
export function capitalRun(tokens: readonly Token[]): readonly [number, number, string[]] | undefined {
  const isCapital = (token: Token | undefined): boolean => token?.kind === "word" && /^[A-Z]{1,4}$/.test(token.text);
  const or = tokens.findIndex((token, i) => i > 2 && token.lower === "or" && isCapital(tokens[i + 1]));
  let from = or;
  while (isCapital(tokens[from - 1])) from--;
  if (from < 1 || or - from < 2) return undefined;
  return [from, or + 2, [...tokens.slice(from, or), tokens[or + 1]!].map(({ text }) => text)];
}

/** P1-P4 parted in the middle. */
const halves = (text: string): readonly [string, string] => {
  const at = (text.length - 1) / 2;
  return text[at] === "-" || text[at] === "–" ? [text.slice(0, at), text.slice(at + 1)] : ["", ""];
};

/** `12, 24 or 36 months`: numbers and nothing else behind the name. */
export function numberRun(tokens: readonly Token[], { classes }: Lexicon): readonly [number, number] | undefined {
  const isGap = (token: Token | undefined): boolean =>
    token?.lower === "," || token?.lower === "or" || token?.lower === "and";
  const from = tokens.findIndex((token, i) => i > 0 && token.kind === "number" && token.isShare === undefined);
  if (from < 1 || !isGap(tokens[from + 1]) || classes["usually"]!.has(tokens[from - 1]!.lower)) return undefined;
  let to = from;
  let isOr = false;
  while (to < tokens.length && (tokens[to]!.kind === "number" || isGap(tokens[to])))
    isOr = tokens[to++]!.lower === "or" || isOr;
  if (["either", "of"].includes(tokens[from - 1]?.lower ?? ""))
    return isOr && tokens[to - 1]!.kind === "number" ? [from - 1, to] : undefined;
  return isOr && tokens[to - 1]!.kind === "number" && tokens.length - to <= 1 ? [from, to] : undefined;
}

const TRUTHS = new Set(["yes", "no"]);

/** "rsvp yes no maybe": where the values begin, and the values. */
export function truthRun(tokens: readonly Token[]): readonly [number, Values] | undefined {
  const from = tokens.findIndex(
    (token, i) => i > 0 && TRUTHS.has(token.lower) && TRUTHS.has(tokens[i + 1]?.lower ?? ""),
  );
  const values = tokens.slice(from);
  return from > 0 && values.length < 5 && values.every((token) => token.kind === "word")
    ? [from, { values: values.map((token) => token.text) }]
    : undefined;
}

/** `segment retail 85% / private 10% / business 5%`: where the values begin, and the values. */
export function weighedList(
  tokens: readonly Token[],
  { phrases, names }: Reading,
): readonly [number, Values] | undefined {
  // "gender 48% male 52% female"
  const first = tokens.findIndex((token) => token.isShare === true);
  const apart = first > 0 ? atShares(tokens.slice(first)) : [];
  if (apart.length > 1) {
    const comma = { ...tokens[0]!, kind: "mark", lower: ",", text: "," } as const;
    const values = readValues(
      apart.flatMap((part) => [...part, comma]),
      phrases,
      true,
    );
    if (values?.weights?.size === apart.length) return [first, values];
  }
  const pairs = weighedPairs(tokens, phrases.lexicon);
  if (pairs !== undefined) return pairs;
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

/** "level INFO 80 WARN 15 ERROR 5": words and numbers in turn that make a hundred. */
function weighedPairs(tokens: readonly Token[], { classes }: Lexicon): readonly [number, Values] | undefined {
  let from = tokens.length;
  const weights = new Map<string | number, number>();
  const isValue = ({ kind, lower }: Token): boolean => kind === "word" && !classes["break"]!.has(lower);
  while (from > 2 && tokens[from - 1]!.kind === "number" && isValue(tokens[from - 2]!)) {
    weights.set(tokens[from - 2]!.text, tokens[from - 1]!.value!);
    from -= 2;
  }
  const total = [...weights.values()].reduce((sum, each) => sum + each, 0);
  if (weights.size < 2 || Math.abs(total - 100) > 1 || weights.size * 2 !== tokens.length - from) return undefined;
  const ordered = new Map([...weights].toReversed());
  return [from, { values: [...ordered.keys()], weights: ordered }];
}

/** Words that a name of values ends with: "meal choice beef/fish". */
const KINDS = new Set("type choice kind class option preference mode group".split(" "));

/** Where the values begin that the first separator stands among: behind the longest known name, one word before it otherwise. */
export function valuesFrom(left: readonly Token[], cut: number, names: FieldNames, table: string): number {
  if (cut > 2 && KINDS.has(left[cut - 2]!.lower)) return cut - 1;
  for (let k = cut - 1; k >= 1; k--) {
    const name = toName(trim(left.slice(0, k)));
    const guess = name === "" ? undefined : names.find(name, table);
    const isCodeBehind = k === cut - 1 && /\d/.test(left[k]!.text); // "plan code A1, B2"
    if (guess !== undefined && (isCodeBehind || guess.known >= Math.min(2, name.split("_").length))) return k;
  }
  for (let k = 1; k < cut; k++)
    if (["is", "are", "be", "being", ":", "in", "of", "as"].includes(left[k]!.lower)) return k + 1;
  return Math.max(1, cut - 1);
}
