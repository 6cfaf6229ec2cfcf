import type { Kind } from "../batch/column.ts";
import { constantNumber } from "../kernels/constant.ts";
import { countCells, floatNumber, gridBounds, gridNumber, numberWithin, type Grid } from "../kernels/number.ts";
import { shuffledSequence } from "../kernels/sequence.ts";
import { powerOfTen } from "../math/exact.ts";
import type { Distribution } from "../schema/schema.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { checkSpread, describeSpread, needsBounds, toSpread } from "./spread.ts";

const WHOLE_MOST = Number.MAX_SAFE_INTEGER;
const UNIQUE_SPAN = 2_147_483_647; // what a 32-bit column holds

/** What a kind of number is where the document says nothing. */
export interface NumberPreset {
  readonly kind: Kind;
  readonly scale: number;
  readonly min: number;
  readonly max: number;
  readonly distribution: Distribution;
}

/** A numeric field's own parameters; a text as a bound is another field. */
export interface NumberParams {
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
  readonly step?: number | undefined;
  readonly scale?: number | undefined;
  readonly distribution?: Distribution | undefined;
}

/** The ends of a range that starts as the preset and moves with whichever end is given. */
function toRange(
  preset: NumberPreset,
  min: number | undefined,
  max: number | undefined,
  span: number,
): { min: number; max: number } {
  if (min !== undefined)
    return { min, max: max ?? (min < preset.max && span <= preset.max - preset.min ? preset.max : min + span) };
  return { min: max === undefined || max > preset.min ? preset.min : max - span, max: max ?? preset.min + span };
}

/** ", from 0 to 10"; open ends are left out. */
function showRange({ min, max }: { min: number; max: number }): string {
  const ends = [min === -Infinity ? "" : ` from ${min}`, max === Infinity ? "" : ` to ${max}`].join("");
  return ends === "" ? "" : `,${ends}`;
}

function toMade(preset: NumberPreset, rest: Omit<Made, "kind">): Made {
  return { kind: preset.kind, ...(preset.scale > 0 ? { scale: preset.scale } : {}), ...rest };
}

/** Between bounds of which at least one is another field of the row. */
function lowerWithin(preset: NumberPreset, params: NumberParams, site: Site): Made | undefined {
  if (params.distribution !== undefined && params.distribution !== "uniform") {
    site.issue(
      "schema/distribution",
      "values between bounds that are fields are uniform.",
      "Drop the distribution, or give min and max as numbers.",
      "distribution",
    );
    return undefined;
  }
  if (site.unique) {
    site.issue(
      "schema/unique-unsupported",
      "values between bounds that are fields cannot be unique.",
      "Give min and max as numbers.",
      "unique",
    );
    return undefined;
  }
  const cellsPerUnit = powerOfTen(preset.scale);
  const toEnd = (param: "min" | "max"): { source: Source; factor: number } | undefined => {
    const value = params[param] ?? preset[param];
    if (typeof value === "number")
      return {
        source: site.own(param, { kind: "float", kernel: constantNumber(value), does: String(value) }),
        factor: cellsPerUnit,
      };
    const source = site.read(value, param);
    if (source === undefined) return undefined;
    if (source.kind !== "integer" && source.kind !== "decimal" && source.kind !== "float") {
      site.issue(
        "schema/type",
        `expected a numeric field; ${value} is ${source.kind}.`,
        "Name an integer, decimal or float field, or write a number.",
        param,
      );
      return undefined;
    }
    return { source, factor: cellsPerUnit / powerOfTen(source.scale) };
  };
  const low = toEnd("min"),
    high = toEnd("max");
  if (low === undefined || high === undefined) return undefined;
  const stepCells = preset.kind === "float" ? 0 : Math.max(1, Math.round((params.step ?? 0) * cellsPerUnit));
  return toMade(preset, {
    kernel: numberWithin(stepCells, low.factor, high.factor),
    inputs: [low.source, high.source],
    does: `uniform from ${params.min ?? preset.min} to ${params.max ?? preset.max}`,
  });
}

/** Whole multiples of the smallest unit: integers and decimals. */
function lowerGrid(
  preset: NumberPreset,
  params: NumberParams & { min: number; max: number },
  site: Site,
  chosen: Distribution,
): Made | undefined {
  const perUnit = powerOfTen(preset.scale);
  const cells = (value: number): number => {
    if (Math.abs(value) === Infinity) return value;
    const cell = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value * perUnit));
    return Math.abs(cell - Math.round(cell)) <= 1e-12 * Math.abs(cell) ? Math.round(cell) : cell; // 0.07 * 100 is no whole number
  };
  const stepCells = cells(params.step ?? 1 / perUnit);
  if (!Number.isSafeInteger(stepCells) || stepCells < 1) {
    site.issue(
      "schema/range",
      `step must be a whole multiple of ${1 / perUnit}; found ${params.step}.`,
      preset.kind === "decimal" ? "Raise the scale or change the step." : "Write a whole number.",
      "step",
    );
    return undefined;
  }
  const first = Math.ceil(cells(params.min));
  const grid: Grid = { first, last: Math.floor(cells(params.max)), step: stepCells, perUnit };
  const far = [first, grid.last].find((cell) => Math.abs(cell) > WHOLE_MOST && Math.abs(cell) < Infinity);
  if (far !== undefined) {
    site.issue(
      "schema/range",
      `numbers must be exact, at most ${WHOLE_MOST / perUnit} in size${preset.scale > 0 ? ` with ${preset.scale} decimal places` : ""}; found ${far / perUnit}.`,
      "Lower it, or use a pattern of digits.",
      Math.abs(first) > WHOLE_MOST ? "min" : "max",
    );
    return undefined;
  }
  const count = countCells(grid);
  if (count < 1) {
    site.issue(
      "schema/range",
      `there is no ${preset.kind}${preset.scale > 0 ? ` with ${preset.scale} decimal places` : ""} between min ${params.min} and max ${params.max}.`,
      "Move min or max apart.",
      "min",
    );
    return undefined;
  }
  const spread = toSpread(chosen, { min: params.min, max: params.max });
  const range = `${showRange(params)}${params.step === undefined ? "" : ` in steps of ${params.step}`}`;
  if (site.unique) {
    if (spread.kind !== "uniform") {
      site.issue(
        "schema/unique-unsupported",
        `unique values are uniform; found ${spread.kind}.`,
        "Drop unique or the distribution.",
        "distribution",
      );
      return undefined;
    }
    return toMade(preset, {
      kernel: shuffledSequence(first, stepCells, count),
      capacity: count,
      does: `each at most once${range}`,
    });
  }
  const last = count < Infinity ? first + (count - 1) * stepCells : Math.floor(grid.last / stepCells) * stepCells;
  const bounds = spread.kind === "zipf" ? { min: 0, max: count - 1 } : gridBounds({ ...grid, last });
  if (!checkSpread(spread, bounds, site, "distribution")) return undefined;
  return toMade(preset, { kernel: gridNumber(spread, { ...grid, last }), does: `${describeSpread(spread)}${range}` });
}

/** Any numeric type: its preset with what the document says laid over it. */
export function lowerNumber(base: NumberPreset, params: NumberParams, site: Site): Made {
  const preset = { ...base, scale: params.scale ?? base.scale };
  const broken = toMade(preset, { kernel: constantNumber(0), capacity: Infinity, does: "" });
  const { min: low, max: high } = params;
  if (typeof low === "string" || typeof high === "string") return lowerWithin(preset, params, site) ?? broken;
  const chosen = params.distribution ?? preset.distribution;
  const open = !needsBounds(chosen) && params.distribution !== undefined;
  const span =
    site.unique && preset.kind !== "float"
      ? Math.floor(UNIQUE_SPAN / powerOfTen(preset.scale))
      : preset.max - preset.min;
  const { min, max } = open ? { min: low ?? -Infinity, max: high ?? Infinity } : toRange(preset, low, high, span);
  if (min > max) {
    site.issue(
      "schema/range",
      `min must be <= max; found min ${min}, max ${max}.`,
      "Swap them or drop one.",
      low === undefined ? "max" : "min",
    );
    return broken;
  }
  if (preset.kind !== "float") return lowerGrid(preset, { ...params, min, max }, site, chosen) ?? broken;
  if (typeof chosen === "object" ? "zipf" in chosen : chosen === "zipf") {
    site.issue(
      "schema/distribution",
      "zipf ranks whole numbers; a float has none.",
      "Use integer or decimal, or pareto.",
      "distribution",
    );
    return broken;
  }
  const spread = toSpread(chosen, { min, max });
  if (!checkSpread(spread, { min, max }, site, "distribution")) return broken;
  const { capacity: _, ...float } = broken;
  return {
    ...float,
    kernel: floatNumber(spread, { min, max }),
    does: `${describeSpread(spread)}${showRange({ min, max })}`,
  };
}
