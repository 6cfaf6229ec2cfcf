import { fieldFromStatistics } from "./from-statistics.ts";
import { MOMENT_RULES } from "./moment-rules.ts";
import { type FieldGuess } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";
import type { Wanted } from "./wanted.ts";

const moments = openNames(MOMENT_RULES);
const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const RECENT_MS = 730 * DAY_MS; // two years
const ROOM = 4; // times the moments that are needed

/** A moment as SQL writes it, in ms from 1970; undefined where it is none, such as `now`. */
function parse(value: unknown): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?/.exec(String(value));
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

const text = (ms: number, isDate: boolean): string => {
  const iso = new Date(ms).toISOString();
  return isDate ? iso.slice(0, 10) : `${iso.slice(0, 19)}Z`;
};

/** A column of dates or moments as a field: by its checks, by its name, or of the last two years. */
export function momentField({ column, folded, once, rows, values, note }: Wanted): FieldGuess {
  const isDate = column.type.kind === "date";
  const kind = isDate ? "date" : "datetime";
  const unit = isDate ? DAY_MS : SECOND_MS;
  const [low, high] = [parse(folded.min), parse(folded.max)];
  const from = low === undefined ? undefined : low + (folded.minOpen === true ? unit : 0);
  const to = high === undefined ? undefined : high - (folded.maxOpen === true ? unit : 0);
  if (from !== undefined || to !== undefined) {
    const years = 3 * 366 * DAY_MS;
    const isOpen = to === undefined && folded.max === undefined;
    const isPast = from !== undefined && from < Date.UTC(2024, 0, 1);
    const first = from ?? to! - years;
    return {
      type: kind,
      from: text(first, isDate),
      to: to !== undefined ? text(to, isDate) : isPast || !isOpen ? "now" : text(first + years, isDate),
    };
  }
  const seen = once === "group" ? fieldFromStatistics(column) : undefined;
  if (seen !== undefined && seen["ordered"] !== true) return seen;
  if (folded.values !== undefined) return { type: "category", values: folded.values.map(String) };
  const needed = once === "none" ? 0 : once === "group" ? values : rows;
  if (needed * ROOM > RECENT_MS / unit) {
    note("moments of its own in every row.");
    if (!isDate) return { type: "datetime", from: "2000-01-01", to: "2025-12-31" };
    return {
      type: "date",
      from: needed > 9000 ? "1700-01-01" : "2000-01-01",
      to: needed > 100_000 ? "2999-12-31" : "2025-12-31",
    };
  }
  const [hit] = moments.find(normalName(column.name));
  if (folded.min === "now") return { type: kind, from: "now+1d", to: "now+1y" };
  if (hit !== undefined) {
    const { rule } = hit;
    if (folded.max !== "now" || rule[1]["to"] === "now") {
      if (rule[1].type === "person.birth_date")
        return isDate ? rule[1] : { type: kind, from: "now-80y", to: "now-18y" };
      return { ...rule[1], type: kind };
    }
  }
  note("moments of the last two years.");
  return { type: kind, from: "now-2y", to: "now" };
}

/** A column of times of day. */
export function timeField({ folded }: Wanted): FieldGuess {
  const isClock = (value: unknown): value is string => typeof value === "string" && /^\d\d:\d\d(:\d\d)?$/.test(value);
  return {
    type: "time",
    ...(isClock(folded.min) ? { from: folded.min } : {}),
    ...(isClock(folded.max) ? { to: folded.max } : {}),
  };
}
