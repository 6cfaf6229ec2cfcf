import { civilOf, DAY_MS, dayOf } from "../batch/cells.ts";

/** The first and last moments that four digits of a year can write, ms from 1970. */
export const FIRST_MS = dayOf(0, 1, 1) * DAY_MS;
export const LAST_MS = dayOf(10_000, 1, 1) * DAY_MS - 1;

/** Days of a month (1-12) of the Gregorian calendar; undefined for no month. */
function daysOf(year: number, month: number): number | undefined {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/**
 * A moment: ISO 8601 (a date alone is its midnight in UTC), as ms from 1970; undefined where the text is none.
 * Times without a zone are UTC.
 */
export function parseMoment(text: string): number | undefined {
  const m =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (m === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 2, 3, 4, 5, 6].map((k) =>
    Number(m[k] ?? 0),
  );
  const longest = daysOf(year, month);
  if (longest === undefined || day < 1 || day > longest || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = m[8] ?? "Z";
  const offset =
    zone === "Z" ? 0 : (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  return (
    dayOf(year, month, day) * DAY_MS +
    ((hour * 60 + minute - offset) * 60 + second) * 1000 +
    Number((m[7] ?? "").padEnd(3, "0"))
  );
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};
const MONTHS: Readonly<Record<string, number>> = { mo: 1, y: 12 };
const TERM = /([+-]?)\s*(\d+(?:\.\d+)?)\s*(ms|min|mo|[smhdwy])/y;

/** The same day and time so many months later; the month's last day where it is too short. */
export function addMonths(ms: number, months: number): number {
  const day = Math.floor(ms / DAY_MS);
  const civil = civilOf(day);
  const count = civil.year * 12 + civil.month - 1 + months;
  const year = Math.floor(count / 12),
    month = count - year * 12 + 1;
  return dayOf(year, month, Math.min(civil.day, daysOf(year, month)!)) * DAY_MS + (ms - day * DAY_MS);
}

/** `base` moved by terms such as `-1y+2d12h`; a term without a sign has that of the one before. Undefined where the text is none. */
function moveBy(base: number, text: string): number | undefined {
  let at = base,
    sign = 1;
  TERM.lastIndex = 0;
  for (let done = 0; done < text.length; done = TERM.lastIndex) {
    const m = TERM.exec(text);
    if (m === null) return undefined;
    if (m[1] !== "") sign = m[1] === "-" ? -1 : 1;
    const amount = sign * Number(m[2]);
    const months = MONTHS[m[3]!];
    at = months === undefined ? at + amount * UNIT_MS[m[3]!]! : addMonths(at, Math.round(amount * months));
  }
  return at;
}

/**
 * A moment as ms from 1970: ISO 8601, or `now` or `today` (its midnight in UTC), moved by terms: `now-1y`, `today+30d`, `-90d`, `now-1mo12h`.
 * Units: ms s m h d w mo y; months and years go by the calendar. Undefined where the text is none of these, or
 * outside the years 0 to 9999.
 */
export function parseMomentOrRelative(text: string, now: number): number | undefined {
  const moment = parseMoment(text);
  if (moment !== undefined) return moment;
  const m = /^(now|today)?\s*((?:[+-].*)?)$/.exec(text.trim());
  if (m === null || (m[1] === undefined && m[2] === "")) return undefined;
  const moved = moveBy(m[1] === "today" ? Math.floor(now / DAY_MS) * DAY_MS : now, m[2]!);
  return moved !== undefined && moved >= FIRST_MS && moved <= LAST_MS ? Math.floor(moved) : undefined;
}

/**
 * A span of time in ms: `90s`, `5d`, `1h30m`; a month is 30 days and a year 365. ISO 8601 as `P1DT2H` too. Undefined where the text is none, or longer
 * than 10,000 years.
 */
export function parseSpan(text: string): number | undefined {
  const iso = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(text);
  if (iso !== null && text.length > 2 && !text.endsWith("T")) {
    const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = [2, 3, 4, 5, 6].map((k) => Number(iso[k] ?? 0));
    const ms = Math.round((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
    return ms <= LAST_MS - FIRST_MS ? (iso[1] === "-" ? -ms : ms) : undefined;
  }
  const plain = text.trim().replaceAll("mo", "#").replaceAll("y", "*");
  const days = plain.replace(
    /(\d+(?:\.\d+)?)\s*([#*])/g,
    (_, amount: string, unit: string) => `${Number(amount) * (unit === "#" ? 30 : 365)}d`,
  );
  if (days === "") return undefined;
  const moved = moveBy(0, days);
  return moved !== undefined && Math.abs(moved) <= LAST_MS - FIRST_MS ? Math.round(moved) : undefined;
}

/** A time of day `hh:mm`, `hh:mm:ss` or with milliseconds, as ms from midnight; 24:00 is the day's end. Undefined where the text is none. */
export function parseTimeOfDay(text: string): number | undefined {
  const m = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text);
  if (m === null) return undefined;
  const ms = ((Number(m[1]) * 60 + Number(m[2])) * 60 + Number(m[3] ?? 0)) * 1000 + Number((m[4] ?? "").padEnd(3, "0"));
  return Number(m[2]) > 59 || Number(m[3] ?? 0) > 59 || ms > DAY_MS ? undefined : ms;
}

/** A moment in ms as text: `2026-01-31`, with its time where it is not midnight. */
export function showMoment(ms: number): string {
  const day = Math.floor(ms / DAY_MS),
    { year, month, day: dayOfMonth } = civilOf(day);
  const two = (x: number): string => String(x).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`;
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  return second === 0
    ? date
    : `${date}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`;
}
