import { z } from "zod";
import { civilOf, DAY_MS } from "../batch/cells.ts";
import { exp, log } from "../math/exact.ts";
import { openCalendar, type CalendarMass } from "../random/calendar.ts";
import type { Site } from "./field-type.ts";
import { parseTimeOfDay, showMoment } from "./moments.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour)) as [string, ...string[]];
const HOUR_MS = 3_600_000;
const CYCLE_DAYS = 146_097; // after 400 years the Gregorian calendar repeats, its weekdays too
const THURSDAY = 3; // 1970-01-01

const Weight = z.number().nonnegative().max(1e6);

/** How much more often moments fall into a part of the calendar than into the others, which have weight 1. */
export const Season = z.strictObject({
  month: z.partialRecord(z.enum(MONTHS), Weight).optional(),
  weekday: z.partialRecord(z.enum(WEEKDAYS), Weight).optional(),
  hour: z.partialRecord(z.enum(HOURS), Weight).optional(),
});

export interface SeasonParams {
  readonly season?: z.output<typeof Season> | undefined;
  readonly hours?: string | undefined;
  readonly growth?: number | undefined;
}

/** Hours that a day is open, ms from midnight; overnight where `to` is before `from`. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly weekdays: boolean;
}

function readWindow(hours: string | undefined, site: Site): Window {
  if (hours === undefined) return { from: 0, to: DAY_MS, weekdays: false };
  if (hours === "business") return { from: 9 * HOUR_MS, to: 17 * HOUR_MS, weekdays: true };
  const [from, to] = hours.split("-").map(parseTimeOfDay);
  if (hours.split("-").length === 2 && from !== undefined && to !== undefined && from !== to && from < DAY_MS)
    return { from, to, weekdays: false };
  site.issue(
    "schema/moment",
    `expected opening hours; found ${JSON.stringify(hours)}.`,
    "Write business (Monday to Friday from 09:00 to 17:00) or 08:00-18:00.",
    "hours",
  );
  return { from: 0, to: DAY_MS, weekdays: false };
}

/** The pieces of a day in which the weight is the same, and what each weighs. */
function piecesOf(
  { from, to }: Window,
  byHour: Readonly<Partial<Record<string, number>>>,
): {
  readonly edges: readonly number[];
  readonly weights: readonly number[];
} {
  const hours = Object.keys(byHour).length === 0 ? [] : HOURS.map((hour) => Number(hour) * HOUR_MS);
  const edges = [...new Set([0, ...hours, from, to, DAY_MS])].sort((a, b) => a - b);
  const isOpen = (ms: number): boolean => (from < to ? ms >= from && ms < to : ms >= from || ms < to);
  const weights = edges
    .slice(0, -1)
    .map((edge) => (isOpen(edge) ? (byHour[String(Math.floor(edge / HOUR_MS))] ?? 1) : 0));
  return { edges, weights };
}

/** A calendar's sums, and the steps in ms that its pieces allow. */
export interface Seasoned {
  readonly mass: CalendarMass;
  readonly edges: readonly number[];
}

/**
 * The calendar that `season`, `hours` and `growth` describe, over an interval in ms; undefined after complaints. An interval longer than 400
 * years is one cycle of the calendar, over and over.
 */
export function toCalendar(
  { season = {}, hours, growth = 1 }: SeasonParams,
  { from, to }: { readonly from: number; readonly to: number },
  site: Site,
): Seasoned | undefined {
  const window = readWindow(hours, site);
  const { edges, weights } = piecesOf(window, season.hour ?? {});
  const first = Math.floor(from / DAY_MS);
  const count = Math.floor(to / DAY_MS) - first + 1;
  if (growth !== 1 && count > CYCLE_DAYS) {
    site.issue(
      "schema/range",
      "growth together with a season needs an interval of at most 400 years.",
      "Give from and to.",
      "growth",
    );
    return undefined;
  }
  const rate = log(growth) / count;
  const days = new Float64Array(Math.min(count, CYCLE_DAYS));
  for (let k = 0; k < days.length; k++) {
    const day = first + k;
    const weekday = (((day + THURSDAY) % 7) + 7) % 7;
    const closed = window.weekdays && weekday >= 5;
    const byWeekday = closed ? 0 : (season.weekday?.[WEEKDAYS[weekday]!] ?? 1);
    const byMonth = season.month === undefined ? 1 : (season.month[MONTHS[civilOf(day).month - 1]!] ?? 1);
    days[k] = byMonth * byWeekday * (growth === 1 ? 1 : exp(rate * (k + 0.5)));
  }
  const mass = openCalendar({ from: first, days, edges, weights });
  const isWhole = count > CYCLE_DAYS;
  if (mass.total > 0 && (isWhole || mass.before(to) > mass.before(from))) return { mass, edges };
  site.issue(
    "schema/season",
    `no moment from ${showMoment(from)} to ${showMoment(to)} has a weight above 0.`,
    "Give some month, weekday and hour of the interval weight, or widen it.",
    (season.month ?? season.weekday ?? season.hour) ? "season" : "hours",
  );
  return undefined;
}
