import type { FieldDraft } from "./draft.ts";
import type { NameGuess } from "./field-name.ts";

export const NUMERIC = new Set(
  "integer decimal float number percent price money rating age job.salary finance.amount commerce.price vehicle.mileage year weather.temperature file.size medical.heart_rate person.age finance.tax_rate".split(
    " ",
  ),
);

const MOMENTS = new Set("date datetime date.past person.birth_date time".split(" "));

export const places = (value: number): number => (String(value).split(".")[1] ?? "").length;

/** "probability 0 to 1", "sentiment from -1 to 1": parts of one, not the whole numbers 0 and 1. */
function isPart({ min, max }: FieldDraft, guess: NameGuess | undefined): boolean {
  if (max !== 1 || (min !== 0 && min !== -1)) return false;
  return guess?.type !== "integer" || guess.extra["max"] === 100; // a score, but no count
}

/** Degrees of latitude and longitude have parts, however round their bounds were said. */
export const isPlace = (guess: NameGuess | undefined): boolean => /^address\.l(?:at|ong)itude$/.test(guess?.type ?? "");

/** Bounds for a bare name, out of the engine's number rules. */
function toNumeric(draft: FieldDraft, guess: NameGuess | undefined): string {
  const said = [
    draft.min,
    draft.max,
    draft.mean,
    draft.step,
    draft.sd,
    draft.median,
    draft.constant,
    draft.most,
    draft.ending,
  ].filter((each) => typeof each === "number");
  const isWhole = said.every((each) => Number.isInteger(each));
  if (draft.kind === "integer" || draft.kind === "decimal" || draft.kind === "percent") return draft.kind;
  if (draft.ending !== undefined || isPart(draft, guess)) return "decimal";
  if (isPlace(guess)) return "decimal";
  if (guess?.type === "money" || draft.currency !== undefined || draft.kind === "money") return "money";
  if (guess?.type === "integer" && isWhole && (draft.scale ?? 0) === 0) return "integer";
  if (guess?.type === "age" && isWhole) return "age";
  if (guess?.type === "decimal" || guess?.type === "percent") return guess.type;
  if (guess?.type === "year" && isWhole) return "year";
  if (draft.scale !== undefined && draft.scale > 0) return "decimal";
  if (guess?.type === "number") {
    const { min = 0, max = 0 } = guess.extra as { min?: number; max?: number };
    if (said.length === 0)
      return Number.isInteger(min) && Number.isInteger(max) && max - min > 1 ? "integer" : "decimal";
  }
  if (draft.shape === "normal" && draft.kind === undefined && draft.mean !== undefined) return "decimal";
  return isWhole && said.length > 0 ? "integer" : "decimal";
}

export const hasNumbers = (draft: FieldDraft): boolean =>
  [draft.min, draft.max, draft.mean, draft.sd, draft.median, draft.step, draft.most, draft.ending].some(
    (each) => each !== undefined,
  ) ||
  (draft.shape !== undefined && draft.values === undefined);

export const hasDays = (draft: FieldDraft): boolean =>
  [draft.from, draft.to, draft.hours, draft.season, draft.wait, draft.every].some((each) => each !== undefined);

/** Which kind of thing the field is. */
export function toType(draft: FieldDraft, guess: NameGuess | undefined): string {
  if (draft.values !== undefined) return "category";
  if (draft.formula !== undefined) return "formula";
  if (draft.isSerial === true) return "sequence";
  if (draft.constant !== undefined) return typeof draft.constant === "number" ? toNumeric(draft, guess) : "constant";
  const kind = draft.kind === "string" ? "text" : draft.kind;
  if (kind !== undefined && kind !== "text" && kind !== "enum" && kind !== "number" && kind !== "reference") {
    if (kind === "email") return "internet.email";
    if (kind === "url") return "internet.url";
    if (kind === "integer" && (guess?.type === "age" || guess?.type === "year" || guess?.type === "sequence"))
      return guess.type;
    if (kind === "decimal" && guess?.type === "money") return "money";
    if (kind === "json") return "json";
    if (kind === "integer" && hasDays(draft)) return "date";
    return kind;
  }
  if (draft.share !== undefined && !hasNumbers(draft)) return "boolean";
  if (typeof draft.mostly === "object") return draft.mostly.every(Number.isInteger) ? "integer" : "decimal";
  if (draft.like !== undefined && guess?.type !== "phone.number") return "like";
  if (hasDays(draft)) {
    if (guess?.type === "year") return "year";
    return guess?.type === "datetime" || draft.hours !== undefined || guess?.type === "time"
      ? "datetime"
      : guess?.type === "person.birth_date"
        ? "person.birth_date"
        : "date";
  }
  if (
    draft.min !== undefined &&
    draft.max !== undefined &&
    (MOMENTS.has(guess?.type ?? "") || guess?.type === "boolean") &&
    draft.min >= 1800 &&
    draft.max <= 2200
  )
    return guess!.type === "boolean" ? "date" : guess!.type; // "bought 2019-2026" is when
  if (
    (draft.after !== undefined || draft.before !== undefined) &&
    !NUMERIC.has(guess?.type ?? "") &&
    guess?.type !== "person.birth_date"
  )
    return guess?.type === "date"
      ? "date"
      : guess === undefined || guess.type === "boolean"
        ? "date"
        : guess.type === "time"
          ? "datetime"
          : MOMENTS.has(guess.type)
            ? guess.type
            : "date";
  if (hasNumbers(draft)) return guess?.type === "person.birth_date" ? guess.type : toNumeric(draft, guess);
  const isMeasured =
    draft.unit !== undefined && (guess === undefined || /^(?:text|string|category|medical\.dosage)/.test(guess.type));
  if (isMeasured) return "decimal";
  if (draft.lengths !== undefined || draft.words !== undefined || draft.sentences !== undefined)
    return guess === undefined || guess.type === "text" || guess.known === 0 ? "text" : guess.type;
  if (kind === "number")
    return guess !== undefined && (NUMERIC.has(guess.type) || guess.type === "number" || guess.type === "sequence")
      ? guess.type === "number"
        ? toNumeric(draft, guess)
        : guess.type
      : "integer";
  if (
    kind === "text" &&
    guess !== undefined &&
    (NUMERIC.has(guess.type) || guess.type === "number" || guess.type === "boolean" || guess.type === "sequence")
  )
    return guess.type === "sequence" ? "code" : "text";
  if (guess === undefined) return "text";
  return guess.type === "number" ? toNumeric(draft, guess) : guess.type;
}
