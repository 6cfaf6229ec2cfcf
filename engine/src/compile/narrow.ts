import { DAY_MS } from "../batch/cells.ts";
import type { Kind } from "../batch/column.ts";
import { powerOfTen } from "../math/exact.ts";
import {
  absentField,
  asComparisons,
  comparisonsOf,
  constantOf,
  matchOf,
  presentField,
  sizeOf,
  wordsThatKeep,
  type Conjunct,
  type Operator,
} from "./conditions.ts";
import { parseMoment, parseMomentOrRelative, showMoment } from "./moments.ts";
import type { RawField } from "./rules/rule-kind.ts";

/** What a field can be, as far as its type and parameters tell. */
export interface Domain {
  readonly kind: Kind;
  readonly scale: number;
  /** All it can be, where it is one of some words. */
  readonly words?: readonly string[];
  /** Ends that the author gave, themselves included: numbers, or ms of moments. */
  readonly min?: number;
  readonly max?: number;
}

/** What became of a field under a condition: narrowed, and whether the condition then holds without looking; or why it cannot. */
export type Narrowed =
  | { readonly raw: RawField; readonly exact: boolean }
  | { readonly refusal: string; readonly hint: string };

const NUMBERS: Readonly<Record<string, { kind: Kind; scale: number; min?: number; max?: number }>> = {
  integer: { kind: "integer", scale: 0 },
  rating: { kind: "integer", scale: 0, min: 1, max: 5 },
  decimal: { kind: "decimal", scale: 2 },
  price: { kind: "decimal", scale: 2 },
  money: { kind: "decimal", scale: 2 },
  percent: { kind: "decimal", scale: 1, min: 0, max: 100 },
  float: { kind: "float", scale: 0 },
  number: { kind: "float", scale: 0 },
};
const MOMENTS: Readonly<Record<string, Kind>> = { date: "date", datetime: "datetime", timestamp: "datetime" };
const OTHERS: Readonly<Record<string, Kind>> = {
  "date.past": "date",
  "date.recent": "date",
  "date.soon": "date",
  "date.future": "date",
  time: "time",
  duration: "duration",
  boolean: "boolean",
  text: "text",
  pattern: "text",
  regex: "text",
};
const NEVER: Narrowed = { refusal: "must be null and must not.", hint: "Correct the rules, or `null` of the field." };
const YEARS_MS = 2 * 365 * DAY_MS; // as long as an interval is that says nothing

/** The words of a category. */
function wordsOf({ type, values }: RawField): readonly string[] | undefined {
  if (type !== "category") return undefined;
  if (Array.isArray(values)) return values.every((word) => typeof word === "string") ? values : undefined;
  return typeof values === "object" && values !== null ? Object.keys(values) : undefined;
}

/** What a field of a type that rules know can be; undefined for all others. */
export function domainOf(raw: RawField, now: number): Domain | undefined {
  const type = String(raw["type"]);
  const words = wordsOf(raw);
  if (words !== undefined) return { kind: "text", scale: 0, words };
  if (Object.hasOwn(NUMBERS, type)) {
    const { scale, ...known } = NUMBERS[type]!;
    const given = { ...known, ...numberIn(raw, "min"), ...numberIn(raw, "max") };
    return { ...given, scale: typeof raw["scale"] === "number" ? raw["scale"] : scale };
  }
  if (Object.hasOwn(MOMENTS, type)) {
    const read = (param: "from" | "to"): number | undefined =>
      typeof raw[param] === "string" ? parseMomentOrRelative(raw[param], now) : undefined;
    const [min, max] = [read("from"), read("to")];
    const isDay = MOMENTS[type] === "datetime" && /^\d{4}-\d{2}-\d{2}$/.test(String(raw["to"]));
    return {
      kind: MOMENTS[type]!,
      scale: 0,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max: isDay ? max + DAY_MS - 1000 : max }),
    };
  }
  return Object.hasOwn(OTHERS, type) ? { kind: OTHERS[type]!, scale: 0 } : undefined;
}

function numberIn(raw: RawField, param: "min" | "max"): Partial<Record<"min" | "max", number>> {
  return typeof raw[param] === "number" ? { [param]: raw[param] } : {};
}

/** Whether a domain is one of numbers. */
export function isNumeric({ kind }: Domain): boolean {
  return kind === "integer" || kind === "decimal" || kind === "float";
}

/** A bound as the author would write it. */
export function showBound({ kind }: Domain, value: number): string {
  return kind === "date" || kind === "datetime" ? showMoment(value) : String(value);
}

/** The ends that a comparison with a constant leaves, themselves included. */
function endsOf(domain: Domain, op: Operator, value: number): { readonly min?: number; readonly max?: number } {
  const unit = unitOf(domain);
  const cells = value / unit;
  const near = Math.round(cells);
  const isOn = Math.abs(cells - near) <= 1e-9 * Math.max(1, Math.abs(cells));
  const at = (cell: number): number => (isNumeric(domain) ? cell / Math.round(1 / unit) : cell * unit);
  const nextUp = isOn ? near + 1 : Math.ceil(cells);
  const nextDown = isOn ? near - 1 : Math.floor(cells);
  if (domain.kind === "float") {
    const little = Math.max(Math.abs(value), 1e-3) * 1e-12; // beside it no draw is missed
    if (op === ">") return { min: value + little };
    if (op === "<") return { max: value - little };
    return { ...(op === "<=" ? {} : { min: value }), ...(op === ">=" ? {} : { max: value }) };
  }
  if (op === ">") return { min: at(nextUp) };
  if (op === ">=") return { min: at(isOn ? near : nextUp) };
  if (op === "<") return { max: at(nextDown) };
  if (op === "<=") return { max: at(isOn ? near : nextDown) };
  return { min: at(isOn ? near : nextUp), max: at(isOn ? near : nextDown) };
}

/** The smallest difference of two values. */
function unitOf({ kind, scale }: Domain): number {
  if (kind === "date") return DAY_MS;
  return kind === "datetime" ? 1000 : 1 / powerOfTen(scale);
}

/** The number, or ms, of a constant of that domain. */
function valueOf(domain: Domain, text: string, now: number): number | undefined {
  const constant = constantOf(text, now);
  if (constant === undefined) return undefined;
  if (isNumeric(domain)) return typeof constant.value === "number" ? constant.value : undefined;
  return typeof constant.value === "string" ? parseMoment(constant.value) : undefined;
}

/** Whether ends of the field's own limit it as they stand, whatever it is drawn from. */
function isPlainRange(raw: RawField): boolean {
  const others = ["after", "before", "within", "every", "step", "apart", "ordered"];
  return (
    others.every((param) => raw[param] === undefined) &&
    typeof raw["min"] !== "string" &&
    typeof raw["max"] !== "string"
  );
}

/** A field of numbers or moments between its own ends and new ones. */
function narrowRange(raw: RawField, domain: Domain, op: Operator, value: number): Narrowed {
  const ends = endsOf(domain, op, value);
  const min = Math.max(domain.min ?? -Infinity, ends.min ?? -Infinity);
  const max = Math.min(domain.max ?? Infinity, ends.max ?? Infinity);
  const [low, high] = isNumeric(domain) ? (["min", "max"] as const) : (["from", "to"] as const);
  if (min > max) {
    const [end, own] =
      ends.min !== undefined && ends.min > (domain.max ?? Infinity) ? [high, domain.max] : [low, domain.min];
    return {
      refusal:
        own === undefined
          ? `needs ${op} ${showBound(domain, value)}, and there is no such value.`
          : `needs ${op} ${showBound(domain, value)}, but ${end} is ${showBound(domain, own)}.`,
      hint: "Move one of the two.",
    };
  }
  const show = (bound: number): unknown => (isNumeric(domain) ? bound : showMoment(bound));
  const given: Record<string, unknown> = { ...raw };
  if (ends.min !== undefined) given[low] = show(min);
  if (ends.max !== undefined) given[high] = show(max);
  if (!isNumeric(domain) && raw["after"] === undefined) {
    // An interval of which one end is given moves along, so that it is not empty.
    if (given["from"] === undefined) given["from"] = showMoment(max - YEARS_MS);
    if (given["to"] === undefined && raw["within"] === undefined) given["to"] = showMoment(min + YEARS_MS);
  }
  const distribution = raw["distribution"];
  const isValues = typeof distribution === "object" && distribution !== null && "values" in distribution;
  return { raw: given, exact: isPlainRange(raw) && !isValues };
}

/** The words of a category, or the sides of a boolean, that keep a condition on it alone. */
function narrowWords(
  raw: RawField,
  domain: Domain,
  path: string,
  conjunct: Conjunct,
  now: number,
): Narrowed | undefined {
  const found = wordsThatKeep(conjunct.text, path, domain.words ?? "boolean", now);
  if (found === undefined) return undefined;
  if (!found.nullKept && raw["null"] === 1) return NEVER;
  const nulls = found.nullKept ? {} : { null: 0 };
  const exact = found.nullKept || raw["when"] === undefined;
  if (found.kept.every((keeps) => keeps)) return { raw: { ...raw, ...nulls }, exact };
  if (domain.words === undefined) {
    const canFalse = found.kept[0] === true && raw["share"] !== 1;
    const canTrue = found.kept[1] === true && raw["share"] !== 0;
    if (!canFalse && !canTrue) return { refusal: "can be neither true nor false.", hint: "Correct the rule." };
    return { raw: { ...raw, ...nulls, share: canTrue ? 1 : 0 }, exact };
  }
  const words = domain.words.filter((_, k) => found.kept[k]);
  if (words.length === 0)
    return {
      refusal: `none of its values ${domain.words.slice(0, 8).join(", ")} keeps ${conjunct.text}.`,
      hint: "Add a value that does, or correct the rule.",
    };
  const { values } = raw;
  const kept = Array.isArray(values)
    ? words
    : Object.fromEntries(words.map((word) => [word, (values as Record<string, unknown>)[word]]));
  const hasWeight = Array.isArray(kept) || Object.values(kept).some((weight) => weight !== 0);
  return { raw: { ...raw, ...nulls, values: hasWeight ? kept : words }, exact };
}

/** A free text that is one of a list, matches a pattern, or is so long. */
function narrowText(raw: RawField, path: string, conjunct: Conjunct, now: number): Narrowed | undefined {
  if (raw["type"] !== "text" || raw["max_length"] !== undefined) return undefined;
  const { null: nulls, when, description, hidden, unique } = raw;
  const common = Object.fromEntries(
    Object.entries({ null: nulls, when, description, hidden, unique }).filter(([, value]) => value !== undefined),
  );
  const match = matchOf(conjunct);
  if (match?.path === path && /^\^.*\$$/s.test(match.pattern) && !match.pattern.includes("(?"))
    return { raw: { ...common, type: "regex", pattern: match.pattern.slice(1, -1) }, exact: false };
  const size = sizeOf(conjunct);
  if (size?.path === path && raw["words"] === undefined) {
    const own: Domain = { kind: "integer", scale: 0, ...numberIn(raw, "min"), ...numberIn(raw, "max") };
    return { ...narrowRange(raw, own, size.op, size.size), exact: false };
  }
  const list = comparisonsOf(conjunct).filter(({ op }) => op === "in" || op === "==");
  const words = list.map(({ other }) => constantOf(other, now)?.value);
  const isList = conjunct.node.op === "in" || conjunct.node.op === "==";
  if (!isList || words.length === 0 || !words.every((word) => typeof word === "string")) return undefined;
  return { raw: { ...common, type: "category", values: [...new Set(words)] }, exact: true };
}

/** A sequence stays as it is; that it only grows is known. */
function narrowSequence(raw: RawField, path: string, conjunct: Conjunct, now: number): Narrowed | undefined {
  const { from = 1, step = 1, format } = raw;
  const [comparison] = asComparisons(conjunct);
  const least = comparison?.path === path ? constantOf(comparison.other, now)?.value : undefined;
  if (typeof from !== "number" || typeof step !== "number" || typeof least !== "number") return undefined;
  if (step < 0 || format !== undefined) return undefined;
  const holds = comparison?.op === ">" ? from > least : comparison?.op === ">=" && from >= least;
  return holds ? { raw, exact: true } : undefined;
}

/** The field as a condition on it alone leaves it; undefined where nothing can be said beforehand. */
export function narrow(raw: RawField, path: string, conjunct: Conjunct, now: number): Narrowed | undefined {
  if (raw["value"] !== undefined) return undefined;
  if (presentField(conjunct) === path)
    return raw["null"] === 1 ? NEVER : { raw: { ...raw, null: 0 }, exact: raw["when"] === undefined };
  if (absentField(conjunct) === path) return raw["null"] === 0 ? NEVER : { raw: { ...raw, null: 1 }, exact: true };
  if (raw["type"] === "sequence") return narrowSequence(raw, path, conjunct, now);
  const domain = domainOf(raw, now);
  if (domain === undefined) return undefined;
  if (domain.words !== undefined || domain.kind === "boolean") return narrowWords(raw, domain, path, conjunct, now);
  if (domain.kind === "text") return narrowText(raw, path, conjunct, now);
  const [comparison] = asComparisons(conjunct);
  if (comparison === undefined || comparison.path !== path || comparison.op === "!=") return undefined;
  if (!isNumeric(domain) && domain.kind !== "date" && domain.kind !== "datetime") return undefined;
  const value = valueOf(domain, comparison.other, now);
  return value === undefined ? undefined : narrowRange(raw, domain, comparison.op, value);
}
