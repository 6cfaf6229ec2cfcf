import { DAY_MS } from "../batch/cells.ts";
import { constantNumber } from "../kernels/constant.ts";
import { moment } from "../kernels/moment.ts";
import { shuffledSequence } from "../kernels/sequence.ts";
import type { Made, Site } from "./field-type.ts";
import { readText, toTimeSpread, unitOf, type TimeParams, type TimePreset } from "./interval.ts";
import { parseSpan, parseTimeOfDay } from "./moments.ts";
import { describeSpread } from "./spread.ts";

/** Times of day and spans: an interval of ms that knows no calendar. */
export function lowerSpan(preset: TimePreset, { min, max, ...params }: TimeParams, site: Site): Made {
  const { kind } = preset;
  const unit = unitOf(kind, params);
  const parse = kind === "time" ? parseTimeOfDay : parseSpan;
  const [expected, hint] =
    kind === "time"
      ? ["a time of day", "Write 08:00 or 08:00:00."]
      : ["a span of time", "Write 90s, 15m, 12h, 5d, 2w, 3mo or 1y."];
  const [low, high] = kind === "time" ? (["from", "to"] as const) : (["min", "max"] as const);
  const from = readText(site, low, params.from ?? min ?? preset.from, parse, expected, hint);
  let to = readText(site, high, params.to ?? max ?? preset.to, parse, expected, hint);
  const step =
    params.step === undefined
      ? unit
      : readText(site, "step", params.step, parseSpan, "a span of time", "Write 15m or 1h.");
  const spread = toTimeSpread(params, site);
  const rest = { kind, ...(params.millis === true ? { millis: true } : {}) };
  const broken: Made = { ...rest, kernel: constantNumber(0), capacity: Infinity, does: "" };
  if (from === undefined || to === undefined || step === undefined) return broken;
  if (kind === "time") to = Math.min(to, DAY_MS - unit);
  if (from > to || step < unit) {
    if (from > to)
      site.issue(
        "schema/range",
        `${low} must be <= ${high}; found ${low} ${params.from ?? min ?? preset.from}, ${high} ${params.to ?? max ?? preset.to}.`,
        "Swap them or drop one.",
        low,
      );
    else site.issue("schema/range", `step is too short: ${params.step}.`, "At least 1s.", "step");
    return broken;
  }
  const grid = { first: Math.ceil(from / unit) * unit, last: Math.floor(to / unit) * unit, step };
  const count = Math.floor((grid.last - grid.first) / step) + 1;
  const ends = `from ${params.from ?? min ?? preset.from} to ${params.to ?? max ?? preset.to}`;
  if (site.unique) {
    if (spread.kind !== "uniform")
      site.issue(
        "schema/unique-unsupported",
        "unique times are uniform.",
        "Drop unique, or distribution and growth.",
        "unique",
      );
    return {
      ...rest,
      kernel: shuffledSequence(grid.first, step, count),
      capacity: count,
      does: `each at most once, ${ends}`,
    };
  }
  return {
    ...rest,
    kernel: moment(spread, grid),
    does: `${spread.kind === "uniform" ? "uniform" : describeSpread(spread)}, ${ends}`,
  };
}
