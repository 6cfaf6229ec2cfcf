import type { Lexicon } from "./lexicon.ts";
import { toDay } from "./said-moments.ts";

export const DAY_MS = 86_400_000;

/** The first day of the calendar's year, quarter, month, week or day that `now` lies in. */
export function beginOf(unit: string, now: number): string {
  const at = new Date(now);
  const [year, month, weekday] = [at.getUTCFullYear(), at.getUTCMonth(), (at.getUTCDay() + 6) % 7];
  if (unit === "y") return toDay(year, 1, 1);
  if (unit === "q") return toDay(year, month - (month % 3) + 1, 1);
  if (unit === "mo") return toDay(year, month + 1, 1);
  return new Date(now - (unit === "w" ? weekday : 0) * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of a month so many months later. */
export function shifted(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The first day of the last month of that name that has begun. */
export function monthBegun(word: string, lexicon: Lexicon, now: number): string {
  const month = 1 + lexicon.months.findIndex((name) => name.startsWith(word.slice(0, 3)));
  const day = toDay(new Date(now).getUTCFullYear(), Math.max(1, month), 1);
  return Date.parse(day) <= now ? day : shifted(day, -12);
}
