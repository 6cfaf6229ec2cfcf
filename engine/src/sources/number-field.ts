import type { Folded } from "./fold.ts";
import { NUMBER_RULES, type FieldGuess } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";
import type { Wanted } from "./wanted.ts";

const numbers = openNames(NUMBER_RULES);
const SAFE = Number.MAX_SAFE_INTEGER;
const MOST_SCALE = 15; // of a decimal field
const FINE = /lat|lng|lon|ratio|prob/i; // names whose numbers have many places
const FLAG = /^(?:is|has|can|was|did|allows?|needs|should)_|_(?:flag|enabled|active|deleted|verified)$/;
const WIDE = 1000; // numbers nobody says more of go up to here

const power = (digits: number): number => Number(`1e${digits}`);

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Decimal places; 0 of whole numbers. */
  readonly scale: number;
}

/** Smallest and greatest number that a column's type and checks allow. */
export function rangeOf(type: Wanted["column"]["type"], folded: Folded): Range {
  const isWhole =
    type.kind === "integer" || (type.kind === "decimal" && (type.scale ?? (type.precision === undefined ? 2 : 0)) <= 0);
  const scale = isWhole ? 0 : Math.min(MOST_SCALE, type.scale ?? 2);
  const digits = type.precision === undefined ? 15 : Math.min(15, type.precision);
  const most = Math.floor(power(digits - (type.precision === undefined ? 0 : 0)) - 1) / power(scale);
  const unit = 1 / power(scale);
  let min = type.kind === "decimal" ? Math.max(-most, type.min ?? -most) : Math.max(-SAFE, type.min ?? -SAFE);
  let max = type.kind === "decimal" ? most : Math.min(SAFE, type.max ?? SAFE);
  const at = (value: unknown): number => Number(value);
  if (folded.min !== undefined && Number.isFinite(at(folded.min)))
    min = Math.max(min, folded.minOpen === true ? at(folded.min) + unit : at(folded.min));
  if (folded.max !== undefined && Number.isFinite(at(folded.max)))
    max = Math.min(max, folded.maxOpen === true ? at(folded.max) - unit : at(folded.max));
  const fix = (value: number): number => (isWhole ? value : Number(value.toFixed(scale)));
  min = isWhole ? Math.ceil(min) : fix(min);
  max = isWhole ? Math.floor(max) : fix(max);
  for (const value of folded.not ?? []) {
    // the side that is left is the wider one
    const not = at(value);
    if (not < min || not > max || Number.isNaN(not)) continue;
    if (max - not >= not - min || not >= 0) min = fix(not + unit);
    else max = fix(not - unit);
  }
  return { min, max, scale };
}

/** Where a key that counts up begins, by the rows there are. */
function firstOf({ statistics }: Wanted["column"]): number | undefined {
  const { min, max, distinct } = statistics ?? {};
  return typeof min === "number" && typeof max === "number" && distinct !== undefined && max - min < distinct * 2
    ? min
    : undefined;
}

/** A numeric column as a field within its range; keys and unique ones are wide enough for the table's rows. */
export function numberField(wanted: Wanted): FieldGuess {
  const { column, folded, once, rows, values, note } = wanted;
  const { min, max, scale } = rangeOf(column.type, folded);
  const type = column.type.kind === "float" && once === "none" ? "float" : scale === 0 ? "integer" : "decimal";
  const places = type === "decimal" ? { scale } : {};
  if (folded.values !== undefined && folded.values.length > 0) {
    const allowed = folded.values.map(Number).filter((value) => value >= min && value <= max && !Number.isNaN(value));
    if (allowed.length === 1) return { type, ...places, min: allowed[0]!, max: allowed[0]! };
    if (allowed.length > 1)
      return {
        type,
        ...places,
        distribution: { values: Object.fromEntries(allowed.map((value) => [String(value), 1])) },
      };
  }
  if (once === "key" && type === "integer") {
    const from = Math.max(min, Math.min(firstOf(column) ?? 1, max - rows + 1));
    return from === 1 ? { type: "sequence" } : { type: "sequence", from };
  }
  if (once === "key" || once === "unique") {
    const from = min <= 1 && max - 1 >= rows / power(scale) ? Math.max(min, 1) : min;
    return {
      type: type === "float" ? "decimal" : type,
      ...places,
      min: from,
      max: Math.min(max, from + Math.max(99_999, rows * 10)),
    };
  }
  if (once === "group") {
    const from = min <= 1 && max >= values ? Math.max(min, 1) : min;
    return { type, ...places, min: from, max: Math.min(max, from + Math.max(20, values) - 1) };
  }
  const [hit] = numbers.find(normalName(column.name)).filter(({ rule: [, low, high] }) => high >= min && low <= max);
  const [, low, high, distribution] = hit?.rule ?? ["", type === "float" ? 0 : 1, WIDE, undefined];
  const steps = type === "integer" ? 0 : scale;
  const round = (value: number): number => (type === "float" ? value : Number(value.toFixed(steps)));
  let from = round(Math.max(min, low));
  let to = round(Math.min(max, high));
  if (from < min) from = min;
  if (to > max) to = max;
  // a narrow column, or one whose checks ask for other numbers: then the whole of its range, up to a point where they name no end
  const isBounded = folded.min !== undefined || folded.max !== undefined;
  if (from > to || (isBounded && hit === undefined)) {
    from = folded.min === undefined && min < 0 ? Math.max(min, max > 0 ? 0 : max - WIDE) : min;
    to = folded.max === undefined ? Math.min(max, from + WIDE) : max;
  }
  const name = normalName(column.name);
  if (type === "integer" && min <= 0 && max >= 1 && hit === undefined && !isBounded && FLAG.test(name)) {
    const usual = column.default?.tree?.op === "literal" && String(column.default.tree.value) === "1" ? 1 : 0;
    note("0 or 1 by its name, mostly its default.");
    return { type, distribution: { values: { [String(usual)]: 9, [String(1 - usual)]: 1 } } };
  }
  const told = (folded.mentioned ?? []).map(Number).filter((value) => value >= min && value <= max);
  if (told.length > 0) {
    // few values, so that a row which needs one of those told has a good chance of it
    const beyond = Array.from({ length: 9 }, (_, k) => Math.max(...told) + 1 + k).filter((value) => value <= max);
    note("numbers that its checks speak of, and some above.");
    const listed = Object.fromEntries(
      [...told, ...beyond].map((value) => [String(value), told.includes(value) ? 9 : 1]),
    );
    return { type, ...places, distribution: { values: listed } };
  }
  if (type === "integer" && to === from && max > from && min <= from) to = Math.min(max, from + 1);
  note(`numbers from ${from} to ${to}${hit === undefined ? "" : " by its name"}.`);
  const spread = distribution !== undefined && from < to && to - from > 2 ? { distribution } : {};
  // nobody writes a price or weight with all the digits that a float has
  const isWritten = type === "float" && hit !== undefined && !FINE.test(column.name);
  const written = isWritten ? { type: "decimal", scale: 2 } : { type, ...places };
  return { ...written, min: from, max: to, ...spread };
}
