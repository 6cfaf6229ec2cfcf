import type { Lexicon } from "./lexicon.ts";
import { isDay, momentAt, monthDays, toDay } from "./said-moments.ts";
import type { Token } from "./token.ts";

export type { Token } from "./token.ts";

const WORD_LENGTH = 80; // longer words are cut: nobody names a field so

const LINE = /[^\S\n]*\n\s*(?:([-+*•▪◦]|\d{1,3}[.)]|#{1,6}|\[[ x]\])[^\S\n]+)*/y;
const BLANK = /[^\S\n]+/y;
const ISO = /(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?(?![\d-])/y;
const MONTH = /((?:19|20)\d{2})-(0[1-9]|1[0-2])(?![\d\p{L}-])/uy;
const SLASHED = /(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)/y;
const NUMBER =
  /([$€£¥]\s?)?(-)?([$€£¥]\s?)?(\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d+)(\.\d+)?(?:\s?(%)|(k|m|mn|mio|bn|b)(?![\p{L}\d]))?/iuy;
const STANDARD = /[A-Z]\.\d{3}(?!\d)|A\/B(?= test)/y; // E.164
const FRACTION = /\.\d{1,2}(?![\d\p{L}])/uy; // .99
const VERSION = /\d{1,3}(?:\.\d{1,3}){2,3}(?![\d.])/y; // 3.2.1
const CODE = /[A-Z]{1,8}[-_/]?(?=[#\dX]*[#\d])[#\dX]{2,20}(?:-[A-Z#\dX]{1,12}){0,4}(?![\p{L}\p{N}_])/uy;
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*(?:['’-][\p{L}\p{N}_]+|\.[a-z_]\w*)*/uy;
const QUOTED = /"([^"\n]{1,120})"|“([^”\n]{1,120})”|'([^'\n]{1,60})'(?![\p{L}])|`([^`\n]{1,60})`/uy;
const SIGN = />=|<=|=>|->|→|\.\.+|…|\|\||[≥≤~]/y;
const SIGNS: Readonly<Record<string, string>> = { "≥": ">=", "≤": "<=", "→": "->", "=>": "->", "…": "..", "...": ".." };
const MONEY: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" };
const SUFFIX: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, mio: 1e6, bn: 1e9, b: 1e9 };

const ASCII = /^[\x20-\x7e]*$/;

export const lowered = (text: string): string =>
  (ASCII.test(text)
    ? text
    : text
        .normalize("NFD")
        .replace(/\p{M}+/gu, "")
        .replaceAll("ß", "ss")
        .replaceAll("’", "'")
  ).toLowerCase();

class Scanner {
  readonly tokens: Token[] = [];
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  private push(kind: Token["kind"], length: number, more: Partial<Token> = {}): void {
    const text = this.text.slice(this.at, this.at + length);
    this.tokens.push({ kind, text, lower: lowered(text), from: this.at, to: this.at + length, ...more });
    this.at += length;
  }

  /** Whether a blank stands before, or nothing. */
  private isApart(): boolean {
    return this.at === 0 || /\s|\(/.test(this.text[this.at - 1]!);
  }

  private number(found: RegExpExecArray): void {
    const [all, before, minus, inner, whole, part = "", share, suffix] = found;
    const sign = (before ?? inner ?? "").trim();
    const size = suffix === undefined ? 1 : SUFFIX[suffix.toLowerCase()]!;
    // 32.000 has a dot where others write a comma
    const isDotted =
      /^\.0{3}$/.test(part) &&
      whole!.length <= 3 &&
      !whole!.startsWith("0") &&
      suffix === undefined &&
      share === undefined;
    const value =
      Number(whole!.replaceAll(",", "") + (isDotted ? part.slice(1) : part)) * size * (minus === undefined ? 1 : -1);
    const next = this.text[this.at + all.length];
    this.push("number", all.length, {
      value: Math.round(value * 1e9) / 1e9,
      ...(share !== undefined && { isShare: true }),
      ...(sign !== "" && { currency: MONEY[sign]! }),
      ...(/^(?:1[89]|20|21)\d\d$/.test(all) && { isYear: true }),
      ...(next === "+" && !/\d/.test(this.text[this.at + all.length + 1] ?? "") && { isOpen: true }),
    });
    if (next === "+" && this.tokens.at(-1)!.isOpen) this.at++;
    if (this.text[this.at] === "-" && /\p{L}/u.test(this.text[this.at + 1] ?? "")) this.at++; // 6-digit
  }

  /** A hyphen is a minus, a range or a dash between clauses. */
  private hyphen(): void {
    const before = this.tokens.at(-1);
    const isTight = before?.to === this.at;
    const next = this.text.slice(this.at + 1, this.at + 3);
    const isAfterNumber = before?.kind === "number" || before?.kind === "moment";
    if (/^[$€£]?\d/.test(next) && !isTight && !isAfterNumber) {
      const found = this.take(NUMBER);
      if (found !== undefined) return this.number(found);
    }
    const isRange = isAfterNumber && /^\s?[$€£-]?\s?(?:\d|[A-Z])/.test(this.text.slice(this.at + 1, this.at + 5));
    this.push("mark", 1, { lower: isRange || isTight ? "-" : "—" });
  }

  private step(): void {
    const c = this.text[this.at]!;
    let found: RegExpExecArray | undefined;
    if ((found = this.take(LINE)) !== undefined && found[0].includes("\n"))
      return this.push("line", found[0].length, { lower: "\n", ...(found[1] !== undefined && { isBullet: true }) });
    if ((found = this.take(BLANK)) !== undefined) {
      this.at += found[0].length;
      return undefined;
    }
    if ("([{".includes(c)) return this.push("open", 1);
    if (")]}".includes(c)) return this.push("close", 1);
    if (/\d/.test(c) && (found = this.take(ISO)) !== undefined) {
      const [y, m, d] = [Number(found[1]), Number(found[2]), Number(found[3])];
      if (isDay(y, m, d)) return this.push("moment", found[0].length, { days: [toDay(y, m, d), toDay(y, m, d)] });
    }
    if (/\d/.test(c) && (found = this.take(MONTH)) !== undefined)
      return this.push("moment", found[0].length, { days: monthDays(Number(found[1]), Number(found[2])) });
    if (/\d/.test(c) && (found = this.take(SLASHED)) !== undefined) {
      const [a, b, y] = [Number(found[1]), Number(found[2]), Number(found[3])] as [number, number, number];
      const [m, d] = found[0].includes(".") || a > 12 ? [b, a] : [a, b];
      if (isDay(y, m, d)) return this.push("moment", found[0].length, { days: [toDay(y, m, d), toDay(y, m, d)] });
    }
    if (/\d/.test(c) && (found = this.take(VERSION)) !== undefined) return this.push("word", found[0].length);
    if (/[\d$€£¥]/.test(c) && (found = this.take(NUMBER)) !== undefined) return this.number(found);
    if (/[-–—−]/.test(c) && this.text[this.at + 1] !== ">") return this.hyphen();
    if (/["“'`]/.test(c) && (found = this.take(QUOTED)) !== undefined) {
      const inner = found[1] ?? found[2] ?? found[3] ?? found[4] ?? "";
      return this.push("quote", found[0].length, { text: inner, lower: lowered(inner) });
    }
    if (c === "." && this.isApart() && (found = this.take(FRACTION)) !== undefined)
      return this.push("number", found[0].length, { value: Number(found[0]) });
    if ((found = this.take(STANDARD) ?? this.take(CODE) ?? this.take(WORD)) !== undefined) return this.word(found[0]);
    const them = c === "'" || c === "’" ? /^.em(?!\p{L})/u.exec(this.text.slice(this.at, this.at + 4)) : null;
    if (/['’]/.test(c) && /s/i.test(this.text[this.at - 1] ?? "")) {
      this.at++; // students' results
      return undefined;
    }
    if (them !== null && this.isApart()) return this.push("word", 3, { lower: "them" });
    if (c === "&") return this.push("word", 1, { lower: "and" });
    if ((found = this.take(SIGN)) !== undefined)
      return this.push("mark", found[0].length, { lower: SIGNS[found[0]] ?? found[0].replace(/^\.\.+$/, "..") });
    return this.push("mark", c.charCodeAt(0) >= 0xd800 && c.charCodeAt(0) < 0xdc00 ? 2 : 1);
  }

  private word(found: string): void {
    if (/^w$/i.test(found) && this.text[this.at + 1] === "/") {
      const isWithout = /^o\b/i.test(this.text.slice(this.at + 2));
      return this.push("word", isWithout ? 3 : 2, { lower: isWithout ? "without" : "with" });
    }
    const isListed = this.text[this.at - 1] === "/"; // S/M/L
    const per =
      !isListed && /^(?:km|m|mi|[kmg]b|[mµ]?g|kg|m?l|w|m?mol|i?u)$/i.test(found)
        ? /^\/(?:h|s|l|m?l|dl|dL|mL|L|min|day)(?![\p{L}\d])/u.exec(
            this.text.slice(this.at + found.length, this.at + found.length + 6),
          )?.[0]
        : undefined;
    if (per !== undefined) return this.push("word", found.length + per.length); // km/h
    const file = /^(.+)\.(?:csv|jsonl?|parquet|xlsx|txt)$/i.exec(found)?.[1];
    this.push("word", file?.length ?? found.length);
    if (file !== undefined) this.at += found.length - file.length;
    const last = this.tokens.at(-1)!;
    if (last.text.length > WORD_LENGTH)
      this.tokens[this.tokens.length - 1] = {
        ...last,
        text: last.text.slice(0, WORD_LENGTH),
        lower: last.lower.slice(0, WORD_LENGTH),
      };
  }

  run(): readonly Token[] {
    while (this.at < this.text.length) this.step();
    return this.tokens;
  }
}

/** Joins what is one number, share or date in several words. */
function join(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length;) {
    const found = firstDayAt(tokens, i, lexicon) ?? numberAt(tokens, i, lexicon) ?? joinMoment(tokens, i, lexicon);
    joined.push(found?.token ?? tokens[i]!);
    i = found?.next ?? i + 1;
  }
  return joined;
}

interface Joined {
  readonly token: Token;
  readonly next: number;
}

const over = (tokens: readonly Token[], i: number, next: number, more: Partial<Token>): Joined => {
  const [first, last] = [tokens[i]!, tokens[next - 1]!];
  const text = tokens
    .slice(i, next)
    .map((token) => token.text)
    .join(" ");
  return { next, token: { kind: "number", text, lower: lowered(text), from: first.from, to: last.to, ...more } };
};

const UNTIL = new Set(["and", "to", "-", "–", "until", "till"]);

/** "between 10 and 14 July 2026": the first of two days of a month. */
function firstDayAt(tokens: readonly Token[], i: number, lexicon: Lexicon): Joined | undefined {
  const { kind, value, isShare } = tokens[i]!;
  const isDay = kind === "number" && isShare === undefined && Number.isInteger(value) && value! > 0 && value! < 32;
  if (!isDay || !UNTIL.has(tokens[i + 1]?.lower ?? "") || tokens[i + 2]?.kind !== "number") return undefined;
  const [from, to] = momentAt(tokens, i + 2, lexicon)?.days ?? [];
  if (from === undefined || from !== to || value! >= Number(from.slice(8))) return undefined;
  const day = `${from.slice(0, 8)}${String(value).padStart(2, "0")}`;
  return over(tokens, i, i + 1, { kind: "moment", days: [day, day] });
}

function joinMoment(tokens: readonly Token[], i: number, lexicon: Lexicon): Joined | undefined {
  const found = momentAt(tokens, i, lexicon);
  return found === undefined ? undefined : over(tokens, i, found.next, { kind: "moment", days: found.days });
}

const NOT_BEFORE_ONE = new Set("each every this that the any no which another".split(" "));
const NOT_AFTER_ONE = new Set("of another or to".split(" "));
const BEFORE_MORE = new Set(["or", "to"]);

/** 1.5 million, two dozen, twenty-five, half a million, a few hundred, 1 in 10, a third of. */
function numberAt(tokens: readonly Token[], i: number, lexicon: Lexicon): Joined | undefined {
  const word = (k: number): string => (tokens[k]?.kind === "word" ? tokens[k].lower : "");
  const { numbers, scales, fractions, vague } = lexicon;
  let k = i;
  let value: number | undefined;
  let isVague = false;
  const first = tokens[i]!;
  if (first.kind === "number" && first.isShare === undefined) {
    value = first.value;
    k++;
    if (
      word(k) === "in" &&
      tokens[k + 1]?.kind === "number" &&
      first.value! < (tokens[k + 1]!.value ?? 0) &&
      first.value! > 0 &&
      tokens[k + 1]!.value! <= 1000 &&
      tokens[k + 1]!.isYear === undefined
    )
      return over(tokens, i, k + 2, { value: (100 * first.value!) / tokens[k + 1]!.value!, isShare: true });
    const of = word(k) === "out" && word(k + 1) === "of" ? tokens[k + 2] : undefined;
    if (
      of?.kind === "number" &&
      of.value! > first.value! &&
      first.value! > 0 &&
      of.value! <= 1000 &&
      i > 0 &&
      tokens[i - 1]!.kind !== "number"
    )
      return over(tokens, i, k + 3, { value: (100 * first.value!) / of.value!, isShare: true });
  } else if (first.kind !== "word") return undefined;
  else if (
    /^[A-Z]{3}$/.test(first.text) &&
    lexicon.currencies[first.lower] !== undefined &&
    tokens[i + 1]?.kind === "number"
  ) {
    // EUR 100
    const { value: amount, isShare } = tokens[i + 1]!;
    return isShare === true
      ? undefined
      : over(tokens, i, i + 2, { value: amount!, currency: lexicon.currencies[first.lower]! });
  } else {
    const article = first.lower === "a" || first.lower === "an";
    if (article) k++;
    if (article && k >= tokens.length) return undefined;
    const fraction = fractions[word(k)];
    if (fraction !== undefined) {
      if (word(k + 1) === "of" && word(k + 2) === "a" && scales[word(k + 3)] !== undefined)
        return over(tokens, i, k + 4, { value: fraction * scales[word(k + 3)]! });
      if (word(k + 1) === "a" && scales[word(k + 2)] !== undefined)
        return over(tokens, i, k + 3, { value: fraction * scales[word(k + 2)]! });
      const isShare =
        word(k + 1) === "of" ||
        (lexicon.classes["be"]!.has(word(k + 1)) && word(k + 2) !== "") || // half are members
        (article && word(k) !== "quarter" && word(k) !== "half") ||
        (!article && word(k) === "half" && word(k + 1) === "the");
      return isShare ? over(tokens, i, k + 1, { value: fraction * 100, isShare: true }) : undefined;
    }
    if (article && vague[word(k)] === undefined && scales[word(k)] === undefined) return undefined;
    if (vague[word(k)] !== undefined) {
      value = vague[word(k)]!;
      isVague = true;
      k += word(k + 1) === "of" && word(k) === "couple" ? 2 : 1;
      if (word(k) === "of" && scales[word(k + 1)] !== undefined) k++;
    } else if (article) value = 1;
    else {
      for (const part of word(k).split("-")) {
        if (numbers[part] === undefined) return scaleOnly(tokens, i, lexicon);
        value = (value ?? 0) + numbers[part];
      }
      // "one or two orders"
      const isLeast =
        BEFORE_MORE.has(word(i + 1)) && (tokens[i + 2]?.kind === "number" || numbers[word(i + 2)] !== undefined);
      const isPronoun = NOT_BEFORE_ONE.has(word(i - 1)) || (NOT_AFTER_ONE.has(word(i + 1)) && !isLeast);
      if (first.lower === "one" && isPronoun) return undefined;
      k++;
      while (numbers[word(k)] !== undefined && value! >= 20 && numbers[word(k)]! < 10)
        value = value! + numbers[word(k++)]!;
      if (
        word(k) === "out" &&
        word(k + 1) === "of" &&
        numbers[word(k + 2)] !== undefined &&
        numbers[word(k + 2)]! > value!
      )
        return over(tokens, i, k + 3, { value: (100 * value!) / numbers[word(k + 2)]!, isShare: true });
      if (word(k) === "in" && numbers[word(k + 1)] !== undefined && numbers[word(k + 1)]! > value!)
        return over(tokens, i, k + 2, { value: (100 * value!) / numbers[word(k + 1)]!, isShare: true });
      if (fractions[lexicon.singular(word(k))] !== undefined)
        return over(tokens, i, k + 1, { value: value! * fractions[lexicon.singular(word(k))]! * 100, isShare: true });
    }
  }
  if (word(k) === "and" && word(k + 1) === "a" && word(k + 2) === "half" && scales[word(k + 3)] !== undefined) {
    value = value! + 0.5;
    k += 3;
  }
  const isMetres = (at: number): boolean =>
    word(at) === "m" && (first.kind !== "number" || (first.currency === undefined && !lexicon.isPlural(word(at + 1))));
  while (scales[word(k)] !== undefined && !isMetres(k)) {
    value = value! * scales[word(k++)]!;
    const more = word(k) === "and" ? k + 1 : k;
    if (
      first.kind === "word" &&
      numbers[word(more)] !== undefined &&
      scales[word(more + 1)] === undefined &&
      more !== k
    ) {
      value += numbers[word(more)]!;
      k = more + 1;
    }
  }
  const isShare = lexicon.classes["percent"]!.has(word(k));
  if (isShare) k++;
  if (word(k) === "or" && word(k + 1) === "so") {
    k += 2;
    isVague = true;
  }
  const money = lexicon.currencies[word(k)];
  if (first.kind === "number" && k === i + 1 && money === undefined) return undefined;
  if (money !== undefined) k++;
  const kept = first.kind === "number" ? { currency: first.currency ?? money } : { currency: money };
  return over(tokens, i, k, {
    value: Math.round(value! * 1e9) / 1e9,
    ...(isVague && { isVague: true }),
    ...(isShare && { isShare: true }),
    ...(kept.currency !== undefined && { currency: kept.currency }),
  });
}

/** Hundreds of, thousands of. */
function scaleOnly(tokens: readonly Token[], i: number, lexicon: Lexicon): Joined | undefined {
  if (tokens[i - 1]?.lower === "in" && lexicon.classes["scale"]!.has(tokens[i]!.lower)) return undefined; // in millions
  const scale = lexicon.scales[lexicon.singular(tokens[i]!.lower)];
  if (scale === undefined || tokens[i]!.lower.length < 3) return undefined;
  const isMany = tokens[i + 1]?.lower === "of";
  return isMany
    ? over(tokens, i, i + 2, { value: scale * 2, isVague: true })
    : over(tokens, i, i + 1, { value: scale, ...(scale !== 12 && { isVague: true }) });
}

const DEEPEST = 6;

/** Brackets in brackets in brackets say nothing more. */
function flat(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (token.kind === "open") depth++;
    const isKept = depth <= DEEPEST || (token.kind !== "open" && token.kind !== "close");
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    return isKept;
  });
}

/** The text as tokens, in linear time. */
export function tokenize(text: string, lexicon: Lexicon): readonly Token[] {
  return flat(join(new Scanner(text).run(), lexicon));
}

/** The word at a place, in small letters; empty where none stands. */
export const lowerAt = (tokens: readonly Token[], k: number): string =>
  tokens[k]?.kind === "word" ? tokens[k].lower : "";
