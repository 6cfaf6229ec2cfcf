import type { FieldDraft } from "./draft.ts";
import type { NameGuess } from "./field-name.ts";

const MOST = 80; // per cent of the cells, where "mostly" is all that was said
const SHORT = 20; // numbers between two bounds that can be listed

/** "free or paid (30% paid)": the share of one value; the others have the rest. */
export function withShareOf(draft: FieldDraft): FieldDraft {
  const { values, share, shareOf } = draft;
  const hit = values?.find((each) => String(each).toLowerCase() === shareOf?.toLowerCase());
  if (hit === undefined || values === undefined || share === undefined || draft.weights !== undefined) return draft;
  const rest = Math.round(((1 - share) / Math.max(1, values.length - 1)) * 1e6) / 1e4;
  const weights = new Map(values.map((each) => [each, each === hit ? Math.round(share * 1e6) / 1e4 : rest]));
  return { ...draft, weights };
}

/** "user id (nullable for guests, 40%)": the share of what is empty; of a truth it is the share of true. */
export function withNullShare(draft: FieldDraft, guess: NameGuess | undefined): FieldDraft {
  const { isNullable, share, nullShare, values, kind } = draft;
  const isTruth = kind === "boolean" || guess?.type === "boolean";
  if (isNullable !== true || share === undefined || nullShare !== undefined || values !== undefined || isTruth)
    return draft;
  const { share: _, ...rest } = draft;
  return { ...rest, nullShare: share };
}

const round = (share: number): number => Math.round(share * 100) / 100;

/** Most cells have one of some values, the others share the rest. */
function mostOf<Value>(values: readonly Value[], isMost: (value: Value) => boolean): Record<string, number> {
  const count = values.filter(isMost).length;
  const rest = values.length - count;
  return Object.fromEntries(
    values.map((value) => [String(value), round(isMost(value) ? MOST / count : (100 - MOST) / rest)]),
  );
}

/** A field of the values that were said, with their weights. */
export function category(draft: FieldDraft, said: Set<string>): Record<string, unknown> {
  const { values = [], weights, mostly } = draft;
  said.add("values").add("distribution");
  const wanted = mostly === undefined ? [] : [mostly].flat().map((each) => String(each).toLowerCase());
  const isMost = (value: string | number): boolean => wanted.includes(String(value).toLowerCase());
  const hasMost = weights === undefined && values.some(isMost);
  if (hasMost) said.add("mostly");
  else if (weights !== undefined) said.add("weights");
  const shares = hasMost
    ? mostOf(values, isMost)
    : weights === undefined
      ? undefined
      : Object.fromEntries(values.map((value) => [String(value), weights.get(value) ?? 0]));
  if (!values.every((value) => typeof value === "number"))
    return { type: "category", values: shares ?? values.map(String) };
  return {
    type: values.every((value) => Number.isInteger(value)) ? "integer" : "decimal",
    distribution: { values: shares ?? Object.fromEntries(values.map((value) => [String(value), 1])) },
  };
}

/** "plan mostly basic": of the values that such a field has, the one that most cells have. */
export function usual(
  draft: FieldDraft,
  extra: Readonly<Record<string, unknown>>,
  said: Set<string>,
): Record<string, unknown> {
  const { mostly } = draft;
  const known = extra["values"];
  if (typeof mostly !== "string" || typeof known !== "object" || known === null) return { type: "category", ...extra };
  const values = Array.isArray(known) ? (known as string[]) : Object.keys(known);
  const all = values.some((value) => value.toLowerCase() === mostly.toLowerCase()) ? values : [mostly, ...values];
  const made = category({ ...draft, values: all }, said);
  said.delete("values");
  return made;
}

const COUNTRIES = {
  US: "United States",
  GB: "United Kingdom",
  DE: "Germany",
  FR: "France",
  CA: "Canada",
  IN: "India",
  BR: "Brazil",
  JP: "Japan",
};

/** "country mostly US": countries that others may be of, written as the one that was said. */
export const countriesBeside = (country: string): readonly string[] =>
  country.length === 2 ? Object.keys(COUNTRIES) : Object.values(COUNTRIES);

/** "rating 1-5, mostly 4 or 5", "usually 1": few others beside them, all there are or the next above. */
export function mostlyNumbers(
  { min, max }: FieldDraft,
  mostly: readonly number[],
  type: string,
  said: Set<string>,
): Record<string, unknown> {
  said.add("mostly").add("distribution");
  if (min !== undefined) said.add("min");
  if (max !== undefined) said.add("max");
  const isShort = min !== undefined && max !== undefined && max - min <= SHORT && type === "integer";
  const top = Math.max(...mostly);
  const all = isShort
    ? Array.from({ length: max - min + 1 }, (_, k) => min + k)
    : [...mostly, ...[1, 2, 3, 5, 10, 15, 30].map((step) => top + step).filter((each) => each <= (max ?? each))];
  return {
    type,
    ...(isShort && { min, max }),
    distribution: { values: mostOf(all, (each) => mostly.includes(each)) },
  };
}
