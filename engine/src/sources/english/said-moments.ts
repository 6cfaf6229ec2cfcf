import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./token.ts";

type Days = readonly [from: string, to: string];

/** A date or period in one or several words: its first and last day, and the token behind it. */
export interface Moment {
  readonly days: Days;
  readonly next: number;
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (n: number): string => String(n).padStart(2, "0");
export const isDay = (y: number, m: number, d: number): boolean => m >= 1 && m <= 12 && d >= 1 && d <= lastDay(y, m);
export const toDay = (y: number, m: number, d: number): string => `${y}-${two(m)}-${two(d)}`;
export const monthDays = (y: number, m: number): Days => [toDay(y, m, 1), toDay(y, m, lastDay(y, m))];

const yearOf = (token: Token | undefined): number => (token?.isYear === true ? token.value! : 0);

/** March 2021, 5 March 2021, March 5th, 2021, Q1 2024, the second half of 2024, mid-2023, the 1990s. */
export function momentAt(tokens: readonly Token[], i: number, lexicon: Lexicon): Moment | undefined {
  const part = yearPartAt(tokens, i, lexicon) ?? decadeAt(tokens, i);
  if (part !== undefined) return part;
  const day = dayAt(tokens, i, lexicon);
  if (day === undefined) return undefined;
  const year = yearOf(tokens[day.next]) || yearBehind(tokens, day, lexicon);
  if (year === 0) return undefined;
  const next = day.next + (yearOf(tokens[day.next]) > 0 ? 1 : 0);
  if (day.day === 0) return { days: monthDays(year, day.month), next };
  const whole = toDay(year, day.month, day.day);
  return isDay(year, day.month, day.day) ? { days: [whole, whole], next } : undefined;
}

interface DayOfYear {
  readonly month: number;
  /** 0 where only the month was said. */
  readonly day: number;
  readonly next: number;
}

/** "March", "March 5th", "5 March": what stands before a year. */
function dayAt(tokens: readonly Token[], i: number, { months }: Lexicon): DayOfYear | undefined {
  const monthOf = (k: number): number => {
    const word = tokens[k]?.kind === "word" ? tokens[k].lower.replace(/\.$/, "") : "";
    return word.length < 3
      ? 0
      : 1 +
          months.findIndex(
            (month) => month === word || month.slice(0, 3) === word || (word === "sept" && month.startsWith("sep")),
          );
  };
  const dayOf = (k: number): number => {
    const token = tokens[k];
    const day = token?.kind === "number" && token.isShare === undefined ? token.value! : 0;
    return Number.isInteger(day) && day >= 1 && day <= 31 ? day : 0;
  };
  const isOne = (k: number, words: readonly string[]): boolean => words.includes(tokens[k]?.lower ?? "");
  let k = i;
  let month = monthOf(k);
  let day = 0;
  if (month > 0) {
    k++;
    if (isOne(k, ["."])) k++;
    if (dayOf(k) > 0) day = dayOf(k++);
    if (isOne(k, ["st", "nd", "rd", "th"])) k++;
    if (isOne(k, [","]) && (day > 0 || yearOf(tokens[k + 1]) > 0)) k++;
  } else if (dayOf(k) > 0) {
    day = dayOf(k++);
    if (isOne(k, ["st", "nd", "rd", "th"])) k++;
    if (isOne(k, ["of"])) k++;
    month = monthOf(k++);
    if (isOne(k, [","])) k++;
  }
  if (isOne(k, ["of"]) && yearOf(tokens[k + 1]) > 0) k++;
  return month === 0 ? undefined : { month, day, next: k };
}

const JOINS = new Set(["and", "or", "to", "-", "until", "till", "through", "—"]);

/** "between March and May 2026": the year of the second is that of the first, or the next where it comes earlier in it. */
function yearBehind(tokens: readonly Token[], { month, day, next }: DayOfYear, lexicon: Lexicon): number {
  if (!JOINS.has(tokens[next]?.lower ?? "")) return 0;
  const end = dayAt(tokens, next + 1, lexicon);
  const year = end === undefined ? 0 : yearOf(tokens[end.next]);
  if (year === 0) return 0;
  return end!.month < month || (end!.month === month && end!.day < day) ? year - 1 : year;
}

/** "Q3 2025", "2025 Q3", "the first half of 2025", "early 2024", "summer 2023": months of a year. */
function yearPartAt(tokens: readonly Token[], i: number, { yearParts }: Lexicon): Moment | undefined {
  const word = (k: number): string => (tokens[k]?.kind === "word" ? tokens[k].lower : "");
  const made = (part: string | undefined, year: number, next: number): Moment | undefined => {
    if (part === undefined || year === 0) return undefined;
    const [first, last] = part.split("-").map(Number) as [number, number];
    const over = last > 12 ? 1 : 0; // winter ends in the year that follows
    return { days: [monthDays(year, first)[0], monthDays(year + over, last - 12 * over)[1]], next };
  };
  const tight = /^(.+)-(\d{4})$/.exec(word(i));
  if (tight !== null) return made(yearParts[tight[1]!], Number(tight[2]), i + 1);
  if (yearOf(tokens[i]) > 0) return made(yearParts[word(i + 1)], yearOf(tokens[i]), i + 2);
  for (const [part, k] of [
    [yearParts[`${word(i)} ${word(i + 1)}`], i + 2],
    [yearParts[word(i)], i + 1],
  ] as const) {
    if (part === undefined) continue;
    let at = k;
    while (["of", "in", "the", "year", ","].includes(tokens[at]?.lower ?? "")) at++;
    return made(part, yearOf(tokens[at]), at + 1);
  }
  return undefined;
}

/** The 1990s. */
function decadeAt(tokens: readonly Token[], i: number): Moment | undefined {
  const year = yearOf(tokens[i]);
  const end = tokens[i + 1];
  if (year === 0 || year % 10 !== 0 || (end?.lower !== "s" && end?.lower !== "'s") || end.from !== tokens[i]!.to)
    return undefined;
  return { days: [toDay(year, 1, 1), toDay(year + 9, 12, 31)], next: i + 2 };
}
