import type { Kind } from "../batch/column.ts";
import { composed } from "./compose.ts";
import { toDatetime, toFloat, toScale } from "./convert.ts";
import { parseDate, parseDatetime, parseDuration, parseTime } from "./iso.ts";
import { constantNumber, isExact, isNumber, isText, nameOf, nothing, type Complaint, type Term } from "./term.ts";

/** What a literal text next to a date, moment, time or duration stands for. */
const PARSERS: Readonly<Partial<Record<Kind, (text: string) => number | undefined>>> = {
  date: parseDate,
  datetime: parseDatetime,
  time: parseTime,
  duration: parseDuration,
};

/** A literal text as a constant of a temporal kind; undefined where it is none. */
export function fromText(text: string, kind: Kind): Term | undefined {
  const value = PARSERS[kind]?.(text);
  const millis = value !== undefined && value % 1000 !== 0 && kind !== "date";
  return value === undefined ? undefined : constantNumber(kind, value, 0, { millis });
}

/** Any term as text: decimals with all their places, dates and moments as ISO 8601. */
export function toText(term: Term): Term {
  if (term.kind === "null") return { ...nothing({ words: [""] }), kind: "text" };
  return isText(term) ? { ...term, kind: "text" } : composed([term]);
}

/** Literal texts in the kind of the dates, moments, times or durations beside them. */
function withoutTexts(terms: readonly Term[]): readonly Term[] {
  const kind = terms.find((term) => term.kind in PARSERS)?.kind;
  if (kind === undefined || kind === "null") return terms;
  return terms.map((term) => {
    if (typeof term.constant !== "string") return term;
    return fromText(term.constant, kind) ?? (kind === "date" ? fromText(term.constant, "datetime") : undefined) ?? term;
  });
}

/** The terms in one common kind, scale included; the literal null takes it on. */
export function met(given: readonly Term[]): readonly Term[] | Complaint {
  const terms = withoutTexts(given);
  const real = terms.filter((term) => term.kind !== "null");
  const first = real[0];
  if (first === undefined) return terms;
  let one: ((term: Term) => Term) | undefined;
  if (real.every(isExact)) {
    const scale = Math.max(...real.map((term) => term.scale));
    const kind = real.every((term) => term.kind === "integer") ? "integer" : "decimal";
    one = (term) => ({ ...toScale(term, scale), kind });
  } else if (real.every(isNumber)) one = toFloat;
  else if (real.every((term) => term.kind === first.kind)) one = (term) => term;
  else if (real.every((term) => term.kind === "date" || term.kind === "datetime")) one = toDatetime;
  else if (real.every((term) => isText(term) || term.kind === "uuid")) one = toText;
  if (one === undefined) {
    const other = real.find((term) => term.kind !== first.kind) ?? first;
    return {
      complaint: `${nameOf(first)} and ${nameOf(other)} have no common type`,
      hint: "Convert one, for instance with string(x).",
    };
  }
  const sample = one(first);
  const millis = real.some((term) => term.millis);
  return terms.map((term) => {
    if (term.kind !== "null") return { ...one(term), millis };
    const isWord = sample.kind === "text" || sample.kind === "json";
    return { ...nothing(isWord ? { words: [] } : undefined), kind: sample.kind, scale: sample.scale, millis };
  });
}
