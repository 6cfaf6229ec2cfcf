import { z } from "zod";
import { civilOf, DAY_MS } from "../../batch/cells.ts";
import { gridNumber } from "../../kernels/number.ts";
import { pick } from "../../kernels/pick.ts";
import { shuffledSequence } from "../../kernels/sequence.ts";
import { Distribution } from "../../schema/schema.ts";
import { defineType, type FieldType } from "../field-type.ts";
import { lowerMoment, MOMENT } from "../interval.ts";
import { placing } from "../placed.ts";
import { lowerSpan } from "../span.ts";

const moved = (what: string) =>
  z
    .string()
    .optional()
    .meta({ description: `${what}: ${MOMENT}.` });
const shape = {
  distribution: Distribution.optional().meta({
    description:
      "How moments spread over the interval; numbers in it are parts of the interval, from 0 (its start) to 1 (its end).",
  }),
  growth: z.number().positive().max(1e6).optional().meta({
    description: "How many times denser the interval's end is than its start, rising evenly: 3 is threefold growth.",
  }),
  step: z
    .string()
    .optional()
    .meta({ description: "A span such as 15m or 1d: moments are whole multiples of it past the start." }),
};
const millis = z.boolean().optional().meta({ description: "Down to milliseconds; without it whole seconds." });
const between = {
  from: moved("The earliest"),
  to: moved("The latest; a day alone means all of it"),
  after: z.string().optional().meta({
    description:
      "A date or datetime field, also through a reference (customer_id.registered): never before it. Where that is past the interval's end, the cell equals it.",
  }),
  before: z
    .string()
    .optional()
    .meta({ description: "A date or datetime field, also through a reference: never after it." }),
  within: z.string().optional().meta({
    description:
      "A span such as 5d or 12h30m: at most that long after `after`; then the interval has no other end unless `to` is given.",
  }),
  ...shape,
  ...placing,
};

function dateType(
  name: string,
  summary: string,
  from: string,
  to: string,
  example: Readonly<Record<string, unknown>> = {},
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object(between),
    example: { type: name, ...example },
    derived: () => ({ kind: "date" }),
    lower: (params, site) => lowerMoment({ kind: "date", from, to }, params, site),
  });
}

function datetimeType(name: string, summary: string): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({ ...between, millis }),
    example: { type: name, from: "2024-01-01", to: "2025-12-31", growth: 3 },
    derived: (params) => ({ kind: "datetime", millis: params.millis === true }),
    lower: (params, site) => lowerMoment({ kind: "datetime", from: "now-2y", to: "now" }, params, site),
  });
}

const names = z
  .enum(["name", "short", "number"])
  .optional()
  .meta({ description: "As its name in the table's language (the default), its short name, or its number from 1." });

/** A month or weekday, each equally likely: its name in the table's language or its number. */
function calendarType(
  name: string,
  summary: string,
  lists: { readonly name: "months" | "weekdays"; readonly short: "monthsShort" | "weekdaysShort" },
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({ as: names }),
    lower({ as = "name" }, { locale }) {
      const words = locale[as === "short" ? lists.short : lists.name];
      const does = `one of the ${words.length}, equally likely`;
      if (as === "number")
        return {
          kind: "integer",
          kernel: gridNumber({ kind: "uniform" }, { first: 1, last: words.length, step: 1, perUnit: 1 }),
          does,
        };
      const dictionary = { words };
      return { kind: "text", dictionary, kernel: pick(dictionary), does };
    },
  });
}

/** Dates and times. `now` is the document's, so that nothing depends on a clock. */
export const timeTypes: readonly FieldType[] = [
  dateType("date", "A day, in the last two years unless told", "now-2y", "now", {
    from: "2020-01-01",
    to: "2025-12-31",
  }),
  datetimeType("datetime", "A moment in UTC, in the last two years unless told"),
  datetimeType("timestamp", "The same as datetime"),
  dateType("date.past", "A day in the last year", "now-1y", "now-1d"),
  dateType("date.recent", "A day in the last week", "now-7d", "now"),
  dateType("date.soon", "A day in the next week", "now+1d", "now+7d"),
  dateType("date.future", "A day in the next year", "now+1d", "now+1y"),
  defineType({
    name: "time",
    summary: "A time of day",
    params: z.object({
      from: z.string().optional().meta({ description: "The earliest, hh:mm or hh:mm:ss." }),
      to: z.string().optional().meta({ description: "The latest; 24:00 is the day's end." }),
      millis,
      ...shape,
    }),
    example: { type: "time", from: "08:00", to: "18:00", step: "15m" },
    derived: (params) => ({ kind: "time", millis: params.millis === true }),
    lower: (params, site) => lowerSpan({ kind: "time", from: "00:00", to: "24:00" }, params, site),
  }),
  defineType({
    name: "duration",
    summary: "A span of time, up to a day unless told",
    params: z.object({
      min: z.string().optional().meta({ description: "The shortest: 90s, 15m, 12h, 5d, P1DT2H." }),
      max: z.string().optional().meta({ description: "The longest." }),
      millis,
      ...shape,
    }),
    example: { type: "duration", min: "5m", max: "8h" },
    derived: () => ({ kind: "duration" }),
    lower: (params, site) => lowerSpan({ kind: "duration", from: "0s", to: "1d" }, params, site),
  }),
  defineType({
    name: "year",
    summary: "A year, of the last ten unless told",
    params: z.object({
      from: z.int().min(0).max(9999).optional().meta({ description: "The first." }),
      to: z.int().min(0).max(9999).optional().meta({ description: "The last." }),
    }),
    example: { type: "year", from: 1990, to: 2025 },
    derived: () => ({ kind: "integer" }),
    lower(params, site) {
      const { to = Math.max(params.from ?? 0, civilOf(site.now / DAY_MS).year) } = params;
      const { from = to - 9 } = params;
      if (from > to)
        site.issue(
          "schema/range",
          `from must be <= to; found from ${from}, to ${to}.`,
          "Swap them or drop one.",
          "from",
        );
      const count = Math.max(1, to - from + 1);
      const kernel = site.unique
        ? shuffledSequence(from, 1, count)
        : gridNumber({ kind: "uniform" }, { first: from, last: from + count - 1, step: 1, perUnit: 1 });
      return { kind: "integer", kernel, capacity: count, does: `uniform from ${from} to ${to}` };
    },
  }),
  calendarType("month", "A month by name or number", { name: "months", short: "monthsShort" }),
  calendarType("weekday", "A day of the week by name or number", { name: "weekdays", short: "weekdaysShort" }),
];
