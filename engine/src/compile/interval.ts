import { DAY_MS } from "../batch/cells.ts";
import type { Kind } from "../batch/column.ts";
import { constantNumber } from "../kernels/constant.ts";
import { orNumber } from "../kernels/nullable.ts";
import { moment, momentWithin } from "../kernels/moment.ts";
import { shuffledSequence } from "../kernels/sequence.ts";
import { log } from "../math/exact.ts";
import type { Spread } from "../random/spread.ts";
import type { Distribution } from "../schema/schema.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { isPlaced, lowerPlaced, lowerRegular, type PlacedParams } from "./placed.ts";
import { FIRST_MS, LAST_MS, parseMomentOrRelative, parseSpan, showMoment } from "./moments.ts";
import { checkSpread, describeSpread, toSpread } from "./spread.ts";

/** How moments are written in a document. */
export const MOMENT =
  "ISO 8601 (2026-01-31, 2026-01-31T12:00:00Z), now, today, or moved from there: now-1y, today+30d, -90d; units s m h d w mo y";

type TimeKind = Extract<Kind, "date" | "datetime" | "time" | "duration">;

/** What a type of moments is, and where its interval lies if the document says nothing; texts as in the document. */
export interface TimePreset {
  readonly kind: TimeKind;
  readonly from: string;
  readonly to: string;
}

/** A field's own parameters, as texts. `min` and `max` are the ends of a duration, `from` and `to` of all else. */
export interface TimeParams {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly within?: string | undefined;
  readonly step?: string | undefined;
  readonly millis?: boolean | undefined;
  readonly distribution?: Distribution | undefined;
  readonly growth?: number | undefined;
  readonly season?: PlacedParams["season"];
  readonly hours?: string | undefined;
  readonly ordered?: boolean | undefined;
  readonly apart?: string | undefined;
  readonly every?: string | undefined;
}

/** The smallest difference of two cells, in the unit of the cells (days for a date, ms for all else). */
export function unitOf(kind: TimeKind, params: TimeParams): number {
  return kind === "date" || params.millis === true ? 1 : 1000;
}

/** A text parameter in ms, or a complaint and undefined. */
export function readText(
  site: Site,
  param: string,
  text: string,
  parse: (text: string) => number | undefined,
  expected: string,
  hint: string,
): number | undefined {
  const ms = parse(text);
  if (ms === undefined)
    site.issue("schema/moment", `expected ${expected}; found ${JSON.stringify(text)}.`, hint, param);
  return ms;
}

/** The spread of moments over their interval as [0, 1]. */
export function toTimeSpread({ distribution, growth }: TimeParams, site: Site): Spread {
  if (growth !== undefined && growth !== 1) {
    if (distribution !== undefined)
      site.issue(
        "schema/distribution",
        "growth is a distribution of its own.",
        "Drop growth or distribution.",
        "growth",
      );
    const rate = log(growth);
    return { kind: "exponential", mean: -1 / rate, from: rate > 0 ? 1 : 0 };
  }
  const unit = { min: 0, max: 1 };
  const spread = toSpread(distribution ?? "uniform", unit);
  if (spread.kind === "zipf" || spread.kind === "poisson" || spread.kind === "binomial" || spread.kind === "values") {
    site.issue(
      "schema/distribution",
      `${spread.kind} gives whole numbers, and moments spread over an interval from 0 to 1.`,
      "Use uniform, normal, exponential, beta, triangular or growth.",
      "distribution",
    );
    return { kind: "uniform" };
  }
  return checkSpread(spread, unit, site, "distribution") ? spread : { kind: "uniform" };
}

/** A field that limits this one, and what brings its cells to ours. */
function readLimit(
  site: Site,
  kind: TimeKind,
  param: "after" | "before",
  path: string | undefined,
): { source: Source; factor: number } | undefined {
  if (path === undefined) return undefined;
  const source = site.read(path, param);
  if (source === undefined) return undefined;
  if (source.kind !== "date" && source.kind !== "datetime") {
    site.issue(
      "schema/type",
      `expected a date or datetime field; ${path} is ${source.kind}.`,
      "Name a date or datetime field.",
      param,
    );
    return undefined;
  }
  return { source, factor: source.kind === kind ? 1 : kind === "date" ? 1 / DAY_MS : DAY_MS };
}

interface Limit {
  readonly source: Source;
  readonly factor: number;
}

/** The limit itself or, where it is this very field in a row above, with the interval's end where there is no row above. */
function orEnd(site: Site, param: "after" | "before", limit: Limit | undefined, end: number): Limit | undefined {
  if (limit?.source.input.descends !== true) return limit;
  const { kind, scale, millis } = limit.source;
  const does = "that of the row above, or the interval's end";
  const kernel = orNumber(end / limit.factor);
  const made: Made = { kind, scale, millis, kernel, inputs: [limit.source], nullable: false, does };
  return { ...limit, source: site.own(`limit.${param}`, made) };
}

/** A date or datetime: between fixed ends, or between the row's own limits. */
export function lowerMoment(
  preset: TimePreset & { readonly kind: "date" | "datetime" },
  params: TimeParams,
  site: Site,
): Made {
  const { kind } = preset;
  const unit = unitOf(kind, params),
    cellMs = kind === "date" ? DAY_MS : 1;
  const rest = { kind, ...(params.millis === true ? { millis: true } : {}) };
  const broken = (): Made => ({ ...rest, kernel: constantNumber(0), capacity: Infinity, does: "" });
  const limited = params.after !== undefined || params.before !== undefined;
  const toCells = (
    param: "from" | "to",
    text: string | undefined,
    direction: (x: number) => number,
  ): number | undefined => {
    if (text === undefined) return direction((param === "from" ? FIRST_MS : LAST_MS) / cellMs / unit) * unit;
    const ms = readText(site, param, text, (t) => parseMomentOrRelative(t, site.now), "a moment", `Write ${MOMENT}.`);
    const wholeDay = param === "to" && kind === "datetime" && /^\d{4}-\d{2}-\d{2}$/.test(text); // a day as an end is the end of that day
    return ms === undefined ? undefined : direction((wholeDay ? ms + DAY_MS - unit : ms) / cellMs / unit) * unit;
  };
  const toSpan = (param: "within" | "step"): number | undefined => {
    const text = params[param];
    if (text === undefined) return undefined;
    const ms = readText(site, param, text, parseSpan, "a span of time", "Write 90s, 15m, 12h, 5d, 2w, 3mo or 1y.");
    const cells = ms === undefined ? 0 : Math.floor(ms / cellMs / unit) * unit;
    if (ms !== undefined && cells < (param === "step" ? unit : 0))
      site.issue(
        "schema/range",
        `${param} is too short: ${text}.`,
        `At least ${param === "step" ? (kind === "date" ? "1d" : `${unit}ms`) : "0s"}.`,
        param,
      );
    return cells;
  };
  const foundAfter = site.unique ? undefined : readLimit(site, kind, "after", params.after),
    foundBefore = site.unique ? undefined : readLimit(site, kind, "before", params.before);
  const first = toCells(
    "from",
    // what follows from itself needs a start for the rows that follow none
    params.from ?? (params.after === undefined || foundAfter?.source.input.descends === true ? preset.from : undefined),
    kind === "date" ? Math.floor : Math.ceil,
  );
  const isOpen = [params.within, params.before, params.every].some((other) => other !== undefined);
  const last = toCells("to", params.to ?? (isOpen ? undefined : preset.to), Math.floor);
  const step = toSpan("step") ?? unit,
    within = toSpan("within");
  if (within !== undefined && params.after === undefined) {
    site.issue(
      "schema/range",
      "within says how long after another field, and there is none.",
      "Add `after`, or use from and to.",
      "within",
    );
    return broken();
  }
  const spread = toTimeSpread(params, site);
  if (first === undefined || last === undefined || step < unit) return broken();
  if (first > last) {
    site.issue(
      "schema/range",
      `from must be <= to; found from ${showMoment(first * cellMs)}, to ${showMoment(last * cellMs)}.`,
      "Swap them or drop one.",
      params.from === undefined ? "to" : "from",
    );
    return broken();
  }
  if (params.every !== undefined) {
    for (const other of [
      "to",
      "before",
      "within",
      "step",
      "distribution",
      "growth",
      "season",
      "hours",
      "ordered",
      "apart",
    ] as const)
      if (params[other] !== undefined)
        site.issue("schema/ordered", `moments at even steps have no ${other}.`, `Drop ${other} or every.`, other);
    const after = readLimit(site, kind, "after", params.after);
    return { ...(lowerRegular(params.every, { kind, first, unit, after }, site) ?? broken()), ...rest };
  }
  const grid = { first, last, step };
  const ends = [
    first * cellMs <= FIRST_MS ? "" : ` from ${showMoment(first * cellMs)}`,
    (last + unit) * cellMs > LAST_MS ? "" : ` to ${showMoment(last * cellMs)}`,
  ].join("");
  const how =
    spread.kind === "uniform"
      ? "uniform"
      : params.growth === undefined
        ? `${describeSpread(spread)} of the interval`
        : `growing ${params.growth}-fold`;
  if (!limited && !isPlaced(params) && params.apart === undefined) {
    const count = Math.floor((last - first) / step) + 1;
    if (!site.unique) return { ...rest, kernel: moment(spread, grid), does: `${how},${ends}` };
    if (spread.kind !== "uniform")
      site.issue(
        "schema/unique-unsupported",
        "unique moments are uniform.",
        "Drop unique, or distribution and growth.",
        params.growth === undefined ? "distribution" : "growth",
      );
    return {
      ...rest,
      kernel: shuffledSequence(first, step, count),
      capacity: count,
      does: `each at most once,${ends}`,
    };
  }
  if (site.unique) {
    site.issue(
      "schema/unique-unsupported",
      `moments ${limited ? "after or before another field" : "in order or by the calendar"} cannot be unique.`,
      limited ? "Give from and to instead." : "Drop unique.",
      "unique",
    );
    return broken();
  }
  const after = orEnd(site, "after", foundAfter, first),
    before = orEnd(site, "before", foundBefore, last);
  const relations = [
    params.after === undefined ? "" : `, not before ${params.after}`,
    params.within === undefined ? "" : ` and at most ${params.within} later`,
    params.before === undefined ? "" : `, not after ${params.before}`,
  ];
  const does = `${how}${relations.join("")}${ends === "" ? "" : `,${ends}`}`;
  if (isPlaced(params) || params.apart !== undefined) {
    if (params.distribution !== undefined) {
      site.issue(
        "schema/distribution",
        "moments in order or by the calendar spread evenly, or by growth.",
        "Drop distribution, or season, hours and ordered.",
        "distribution",
      );
      return broken();
    }
    const interval = { kind, ...grid, unit, within: within ?? Infinity, after, before };
    return { ...(lowerPlaced(params, interval, does, site) ?? broken()), ...rest };
  }
  const limits = {
    ...grid,
    within: within ?? Infinity,
    unit,
    same: kind === "date",
    ...(after === undefined ? {} : { after: after.factor }),
    ...(before === undefined ? {} : { before: before.factor }),
  };
  return {
    ...rest,
    kernel: momentWithin(spread, limits),
    inputs: [after, before].flatMap((limit) => (limit === undefined ? [] : [limit.source])),
    does,
  };
}
