import { log } from "../../math/exact.ts";
import type { FieldDraft } from "./draft.ts";
import { places } from "./field-type.ts";

const SHAPES: Readonly<Record<string, true>> = {
  uniform: true,
  normal: true,
  lognormal: true,
  exponential: true,
  zipf: true,
  poisson: true,
  pareto: true,
};

/** The spread of a numeric field. */
function toDistribution(draft: FieldDraft, min: number | undefined, max: number | undefined): unknown {
  const { mean, sd, median = draft.most === undefined ? undefined : draft.most / 2, shape } = draft;
  if (median !== undefined && median > 0) return { lognormal: { mu: Math.round(log(median) * 1e6) / 1e6, sigma: 0.6 } };
  if (mean === undefined)
    return shape !== undefined && SHAPES[shape] === true
      ? sd !== undefined && shape === "normal" && min !== undefined && max !== undefined
        ? { normal: { mean: (min + max) / 2, sd } }
        : shape
      : undefined;
  if (shape === "exponential" && mean > 0) return { exponential: { mean } };
  if (shape === "poisson" && mean > 0 && mean < 1e6) return { poisson: { mean } };
  if (shape === "lognormal" && mean > 0)
    return { lognormal: { mu: Math.round((log(mean) - 0.18) * 1e6) / 1e6, sigma: 0.6 } };
  const spread =
    sd ??
    (min !== undefined && max !== undefined && max > min ? (max - min) / 6 : Math.abs(mean) * looseness(mean) || 0.5);
  return { normal: { mean, sd: Math.max(spread, 1e-6) } };
}

/** How far a number that is only "about" spreads: 100 was said more roughly than 1013. */
function looseness(mean: number): number {
  const digits = String(Math.abs(mean)).replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;
  return digits <= 1 ? 0.2 : digits === 2 ? 0.1 : digits === 3 ? 0.05 : 0.01;
}

export function putNumbers(
  field: Record<string, unknown>,
  said: Set<string>,
  draft: FieldDraft,
  type: string,
  extra: Readonly<Record<string, unknown>>,
): void {
  let min = draft.min;
  let max = draft.max;
  if (min !== undefined) said.add("min");
  if (max !== undefined) said.add("max");
  const distribution = toDistribution(draft, min, max);
  if (distribution !== undefined && draft.most === undefined) said.add("distribution");
  const isFree = typeof distribution === "object";
  const [low, high] = [extra["min"] as number | undefined, extra["max"] as number | undefined];
  if (min === undefined && !isFree)
    min =
      low !== undefined && (max === undefined || low < max) ? low : max !== undefined ? Math.min(0, max) : undefined;
  if (max === undefined && !isFree)
    max =
      high !== undefined && (min === undefined || high > min)
        ? high
        : min === undefined
          ? undefined
          : min + Math.max(100, Math.abs(min));
  if (
    isFree &&
    min === undefined &&
    low !== undefined &&
    low >= 0 &&
    (draft.mean ?? draft.median ?? draft.most ?? 0) > 0
  )
    min = 0;
  if (min !== undefined) field["min"] = min;
  if (max !== undefined) field["max"] = max;
  if (draft.step !== undefined && draft.step > 0) {
    field["step"] = draft.step;
    said.add("step");
  }
  if (distribution !== undefined) field["distribution"] = distribution;
  const scale = Math.max(
    draft.scale ?? -1,
    ...[draft.min, draft.max, draft.step, typeof draft.constant === "number" ? draft.constant : 0].map((each) =>
      places(each ?? 0),
    ),
  );
  if (type === "integer") {
    if (min !== undefined) field["min"] = Math.ceil(min);
    if (max !== undefined) field["max"] = Math.max(Math.floor(max), Math.ceil(min ?? max));
  } else if (draft.ending !== undefined) {
    const [low, high] = [min ?? extra["min"] ?? 0, max ?? extra["max"] ?? 100].map(Number) as [number, number];
    const begin = Math.floor(low) + draft.ending;
    Object.assign(field, { scale: 2, step: 1, min: begin, max: Math.max(begin, Math.floor(high) - 1 + draft.ending) });
  } else if (type === "money") {
    field["scale"] = undefined;
    delete field["scale"];
  } else if (scale > 0) field["scale"] = Math.min(15, Math.max(scale, type === "percent" ? 1 : 0));
  else if (extra["scale"] !== undefined) field["scale"] = extra["scale"];
  else if (type === "decimal" && min !== undefined && max !== undefined && max - min <= 2) field["scale"] = 2;
}

export function textField(draft: FieldDraft): Record<string, unknown> {
  if (draft.sentences !== undefined)
    return { type: "text.sentences", min: draft.sentences[0], max: draft.sentences[1] };
  if (draft.words !== undefined) return { type: "text.words", min: draft.words[0], max: draft.words[1] };
  if (draft.lengths !== undefined)
    return { type: "text", ...(draft.lengths[0] !== undefined && { min: draft.lengths[0] }), max: draft.lengths[1] };
  return { type: "text.words", min: 1, max: 3 };
}

export function moment(
  draft: FieldDraft,
  type: string,
  extra: Readonly<Record<string, unknown>>,
  said: Set<string>,
): Record<string, unknown> {
  const field: Record<string, unknown> = { type: draft.hours !== undefined && type === "date" ? "datetime" : type };
  let { from, to } = draft;
  if (
    from === undefined &&
    to === undefined &&
    draft.min !== undefined &&
    draft.max !== undefined &&
    draft.min >= 1800 &&
    draft.max <= 2200
  )
    [from, to] = [`${draft.min}-01-01`, `${draft.max}-12-31`];
  if (from !== undefined) said.add("from");
  if (to !== undefined && (from !== undefined || to !== "now")) said.add("to");
  if (from !== undefined && to === undefined && draft.isOpenEnd === true) to = "now";
  if (from === undefined && to !== undefined && to !== "now") from = `${Number(to.slice(0, 4)) - 5}-01-01`;
  if (from === undefined && to === undefined && draft.after === undefined && draft.before === undefined)
    [from, to] = [extra["from"] as string | undefined, extra["to"] as string | undefined];
  if (from !== undefined) field["from"] = from;
  if (to !== undefined) field["to"] = to;
  if (draft.every !== undefined) {
    field["every"] = draft.every;
    if (field["from"] === undefined || field["from"] === "now") field["from"] = "now-1y";
    delete field["to"]; // as far as the rows go
    if (/[smh]$/.test(draft.every)) field["type"] = "datetime";
  }
  if (draft.hours !== undefined) field["hours"] = draft.hours;
  if (draft.season !== undefined) field["season"] = draft.season;
  return field;
}
