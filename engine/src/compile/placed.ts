import { DAY_MS } from "../batch/cells.ts";
import { calendarCurve, evenCurve, placedMoment, regularMoment, type Curve, type Order } from "../kernels/placed.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { addMonths, LAST_MS, parseSpan } from "./moments.ts";
import { Season, toCalendar, type SeasonParams } from "./season.ts";
import { z } from "zod";

/** Parameters of moments that follow the calendar, ascend, or come at even steps. */
export const placing = {
  season: Season.optional().meta({
    description:
      "Weights by the calendar, 1 where nothing is said: `season: { month: { dec: 2 }, weekday: { sat: 0.2, sun: 0 }, hour: { 12: 3 } }`. Months jan to dec, weekdays mon to sun, hours 0 to 23.",
  }),
  hours: z.string().optional().meta({
    description: "Hours of the day that count: business (Monday to Friday from 09:00 to 17:00) or 08:00-18:00.",
  }),
  ordered: z.boolean().optional().meta({
    description:
      "Ascends: among the rows of one parent (`rows: { per: … }`) as so many moments put in order, otherwise with the row number through all rows of the table.",
  }),
  apart: z.string().optional().meta({
    description:
      "With `ordered` among siblings: at least this far from one to the next, as 1h; where the interval is too short for all, they run past its end.",
  }),
  every: z.string().optional().meta({
    description:
      "A span such as 15m, 1d or 1mo: moments at even steps from `from`, or from `after`, one per row (per row of one parent where there is one). Months and years go by the calendar.",
  }),
};

export interface PlacedParams extends SeasonParams {
  readonly ordered?: boolean | undefined;
  readonly apart?: string | undefined;
}

/** An interval in the unit of cells, which are `cellMs` long, and the limits of a row in it. */
export interface PlacedInterval {
  readonly kind: "date" | "datetime";
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly unit: number;
  readonly within: number;
  readonly after: { readonly source: Source; readonly factor: number } | undefined;
  readonly before: { readonly source: Source; readonly factor: number } | undefined;
}

/** Whether moments need more than a draw from their interval. */
export function isPlaced({ season, hours, ordered }: PlacedParams): boolean {
  return season !== undefined || hours !== undefined || ordered === true;
}

function toCurve(params: PlacedParams, interval: PlacedInterval, site: Site): Curve | undefined {
  const { kind, first, last, step, unit, after, before } = interval;
  const cellMs = kind === "date" ? DAY_MS : 1;
  if (params.season === undefined && params.hours === undefined) return evenCurve(step, params.growth ?? 1);
  if (kind === "date" && (params.hours !== undefined || params.season?.hour !== undefined)) {
    site.issue("schema/season", "a date has no hours.", "Use datetime, or month and weekday only.", "season");
    return undefined;
  }
  const calendar = toCalendar(params, { from: first * cellMs, to: last * cellMs + cellMs * unit - 1 }, site);
  if (calendar === undefined) return undefined;
  const isAligned = calendar.edges.every((edge) => ((edge - first * cellMs) / cellMs) % step === 0);
  if (step !== unit && (after !== undefined || before !== undefined || !isAligned)) {
    site.issue(
      "schema/season",
      "a step must reach the start of every day and hour that has a weight of its own.",
      "Drop step, after and before, or start from midnight with a step that divides an hour.",
      "step",
    );
    return undefined;
  }
  return calendarCurve(calendar.mass, step, cellMs);
}

function toOrder(ordered: boolean, { after, before }: PlacedInterval, site: Site): Order {
  if (!ordered) return { kind: "none" };
  const { parentRows } = site;
  const parents = parentRows?.rows.input.column;
  for (const [param, limit] of [
    ["after", after],
    ["before", before],
  ] as const) {
    if (limit === undefined || (parents !== undefined && limit.source.input.via === parents)) continue;
    site.issue(
      "schema/ordered",
      parents === undefined
        ? "moments that ascend through a table have the same limits in every row."
        : "moments that ascend among siblings have limits that all siblings share.",
      parents === undefined
        ? "Use from and to, or count the rows per parent."
        : `Name a field of ${parentRows!.table} through the reference to it.`,
      param,
    );
  }
  return parentRows === undefined ? { kind: "rows", rows: Math.max(1, site.rows) } : { kind: "family" };
}

function toApart(text: string | undefined, order: Order, seasonal: boolean, cell: number, site: Site): number {
  if (text === undefined) return 0;
  const ms = parseSpan(text);
  if (ms === undefined || ms < 0) {
    site.issue(
      "schema/moment",
      `expected a span of time; found ${JSON.stringify(text)}.`,
      "Write 90s, 15m, 12h, 5d, 2w, 3mo or 1y.",
      "apart",
    );
    return 0;
  }
  if (order.kind !== "family" || seasonal) {
    site.issue(
      "schema/ordered",
      seasonal ? "moments by the calendar cannot be moved apart." : "apart is a distance between siblings.",
      seasonal ? "Drop season and hours, or apart." : "Add `ordered: true`, and rows per parent.",
      "apart",
    );
    return 0;
  }
  return Math.ceil(ms / cell) * cell;
}

/** Moments that follow the calendar or ascend, between the row's limits. */
export function lowerPlaced(
  params: PlacedParams,
  interval: PlacedInterval,
  does: string,
  site: Site,
): Made | undefined {
  const { kind, unit, after, before } = interval;
  const seasonal = params.season !== undefined || params.hours !== undefined;
  const order = toOrder(params.ordered === true, interval, site);
  const curve = toCurve(params, interval, site);
  const cellMs = kind === "date" ? DAY_MS : 1;
  const apart = toApart(params.apart, order, seasonal, cellMs * unit, site) / cellMs;
  if (curve === undefined) return undefined;
  const { parentRows } = site;
  const family = order.kind === "family" ? [parentRows!.ordinals, parentRows!.firsts, parentRows!.counts] : [];
  const limits = [after, before].flatMap((limit) => (limit === undefined ? [] : [limit.source]));
  const how = [
    seasonal ? "by the calendar, " : "",
    order.kind === "family" ? "ascending among siblings, " : order.kind === "rows" ? "ascending with the row, " : "",
  ].join("");
  return {
    kind,
    kernel: placedMoment({
      curve,
      order,
      first: interval.first,
      last: interval.last,
      within: interval.within,
      unit,
      same: kind === "date",
      apart,
      ...(after === undefined ? {} : { after: after.factor }),
      ...(before === undefined ? {} : { before: before.factor }),
    }),
    inputs: [...family, ...limits],
    does: `${how}${does}`,
  };
}

/** A span in calendar months, where it is one: 3mo, 1y. */
function monthsIn(text: string): number | undefined {
  const [, count, unit] = /^(\d+)(mo|y)$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === "y" ? 12 : 1);
}

/** Moments at even steps, one per row or per sibling. */
export function lowerRegular(
  every: string,
  { kind, first, unit, after }: Pick<PlacedInterval, "kind" | "first" | "unit" | "after">,
  site: Site,
): Made | undefined {
  const cellMs = kind === "date" ? DAY_MS : 1;
  const months = monthsIn(every);
  const span = parseSpan(every);
  const cells = span === undefined ? 0 : span / cellMs;
  if (span === undefined || cells < unit || cells % unit !== 0) {
    site.issue(
      span === undefined ? "schema/moment" : "schema/range",
      span === undefined
        ? `expected a span of time; found ${JSON.stringify(every)}.`
        : `every must be a whole number of ${kind === "date" ? "days" : unit === 1 ? "milliseconds" : "seconds"}; found ${every}.`,
      "Write 15m, 1h, 1d or 1mo.",
      "every",
    );
    return undefined;
  }
  const most = LAST_MS / cellMs;
  const reach = first + (site.rows - 1) * cells;
  if (site.parentRows === undefined && after === undefined && reach > most) {
    site.issue(
      "schema/range",
      `${site.rows} rows ${every} apart end after the year 9999.`,
      "Ask for fewer rows or a shorter span.",
      "every",
    );
    return undefined;
  }
  const next =
    months === undefined
      ? (from: number, steps: number) => Math.min(most, from + steps * cells)
      : (from: number, steps: number) =>
          Math.min(most, Math.floor(addMonths(from * cellMs, Math.min(steps * months, 120_000)) / cellMs));
  const round = (from: number): number => Math.ceil(from / unit) * unit;
  const { parentRows } = site;
  return {
    kind,
    kernel: regularMoment({
      from: first,
      next: (from, steps) => next(round(from), steps),
      byPlace: parentRows !== undefined,
      ...(after === undefined ? {} : { start: after.factor }),
    }),
    inputs: [
      ...(parentRows === undefined ? [] : [parentRows.ordinals]),
      ...(after === undefined ? [] : [after.source]),
    ],
    does: `every ${every}${parentRows === undefined ? "" : " among siblings"}`,
  };
}
