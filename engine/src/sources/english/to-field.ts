import type { FieldDraft, TableDraft } from "./draft.ts";
import { moment, putNumbers, textField } from "./field-bounds.ts";
import { category, countriesBeside, mostlyNumbers, usual, withNullShare, withShareOf } from "./field-shares.ts";
import { isPeople, type NameGuess } from "./field-name.ts";
import { NUMERIC, hasDays, hasNumbers, isPlace, places, toType } from "./field-type.ts";
import type { Lexicon } from "./lexicon.ts";

/** A field of the document, and which of its parameters the words named. */
export interface MadeField {
  readonly field: Record<string, unknown>;
  readonly said: ReadonlySet<string>;
  readonly isUnknown: boolean;
}

/** AB-1234 as a pattern: letters and digits of the same shape. Three letters and more, and those before 0001, stay. */
function toPattern(like: string): string {
  const front = /^[A-Z]+(?=[-_/]?0)|^[A-Z]{3,}/.exec(like)?.[0] ?? "";
  if (front !== "" && !/X/.test(front)) return front + toShape(like.slice(front.length));
  return toShape(like);
}

function toShape(like: string): string {
  return [...like]
    .map((c) =>
      /\d|#/.test(c)
        ? "#"
        : /X/.test(c) && /X{2}|X\d|\dX|-X/.test(like)
          ? "#"
          : /[A-Z]/.test(c)
            ? "?"
            : /[a-z]/.test(c)
              ? c
              : c,
    )
    .join("");
}

const initials = (name: string): string =>
  name
    .split("_")[0]!
    .replace(/[^a-z]/g, "")
    .slice(0, 3)
    .toUpperCase() || "NO";

/** The field as the document has it. */
export function makeField(
  given: FieldDraft,
  guess: NameGuess | undefined,
  table: TableDraft,
  lexicon: Lexicon,
): MadeField {
  const said = new Set<string>();
  const draft = withShareOf(withNullShare(withNot(given, toType(given, guess)), guess));
  const type = draft.pattern === undefined ? toType(draft, guess) : "pattern";
  const isTyped =
    draft.values !== undefined ||
    draft.kind !== undefined ||
    draft.share !== undefined ||
    draft.like !== undefined ||
    draft.pattern !== undefined ||
    hasNumbers(draft) ||
    hasDays(draft) ||
    draft.isSerial === true;
  if (isTyped) said.add("type");
  const made = toFields(draft, type, guess, table, lexicon, said);
  // some words cannot be unique, a number can
  const fields =
    draft.isUnique === true && made["type"] === "text.words"
      ? { type: "sequence", format: `${initials(draft.name)}-{n:6}`, shuffled: true }
      : made;
  common(fields, draft, said);
  return {
    field: fields,
    said,
    isUnknown:
      guess === undefined &&
      !isTyped &&
      draft.formula === undefined &&
      draft.constant === undefined &&
      draft.after === undefined,
  };
}

/** "20% not returned": of a truth the share that is false, of all else what is empty. */
function withNot(draft: FieldDraft, type: string): FieldDraft {
  const { notShare } = draft;
  if (notShare === undefined) return draft;
  return type === "boolean" || type === "string"
    ? { ...draft, kind: "boolean", share: Math.round((1 - notShare) * 1e6) / 1e6 }
    : { ...draft, nullShare: notShare };
}

function common(field: Record<string, unknown>, draft: FieldDraft, said: Set<string>): void {
  if (draft.nullShare !== undefined || draft.isNullable === true) {
    field["null"] = draft.nullShare ?? 0.1;
    if (draft.nullShare !== undefined) said.add("null");
    else said.add("nullable");
  }
  if (draft.isUnique === true && field["type"] !== "boolean" && draft.formula === undefined) {
    field["unique"] = true;
    said.add("unique");
  }
  if (draft.isKey === true) {
    field["key"] = true;
    delete field["null"];
    said.add("key");
  }
  if (draft.lengths !== undefined && field["type"] === "internet.password")
    field["length"] = draft.lengths[0] ?? draft.lengths[1];
  else if (
    draft.lengths?.[1] !== undefined &&
    field["type"] !== "text" &&
    typeof field["type"] === "string" &&
    !NUMERIC.has(field["type"]) &&
    field["type"] !== "boolean" &&
    field["type"] !== "sequence"
  )
    field["max_length"] = draft.lengths[1];
  const about = [
    draft.like !== undefined && field["type"] === "pattern" && !/^9+$/.test(draft.like) ? `like ${draft.like}` : "",
    draft.currency === undefined ? "" : `in ${draft.currency}`,
    draft.unit === undefined ? "" : `in ${draft.unit}`,
  ].filter((each) => each !== "");
  if (about.length > 0) field["description"] = about.join(", ");
}

function toFields(
  draft: FieldDraft,
  type: string,
  guess: NameGuess | undefined,
  table: TableDraft,
  lexicon: Lexicon,
  said: Set<string>,
): Record<string, unknown> {
  const extra = guess?.extra ?? {};
  const words = draft.name.split("_");
  switch (type) {
    case "category":
      return draft.values === undefined ? usual(draft, extra, said) : category(draft, said);
    case "boolean":
      if (draft.share === undefined)
        return draft.mostly === undefined
          ? { type }
          : { type, share: /^(?:no|false|not)/.test(String(draft.mostly)) ? 0.1 : 0.9 };
      said.add("share");
      return { type, share: Math.min(1, Math.max(0, Math.round(draft.share * 1e6) / 1e6)) };
    case "pattern":
      return draft.pattern === undefined ? { type, ...extra } : { type, pattern: draft.pattern };
    case "like":
      return {
        type: "pattern",
        pattern: /^9+$/.test(draft.like!) ? "#".repeat(draft.like!.length) : toPattern(draft.like!),
      };
    case "code": {
      const prefix =
        words.length > 1 ? initials(draft.name) : initials(lexicon.singular(table.name.split("_").at(-1)!));
      return { type: "sequence", format: `${prefix}-{n:6}`, shuffled: true };
    }
    case "sequence": {
      if (
        draft.isSerial === true ||
        words.length === 1 ||
        isOwnId(draft.name, table, lexicon) ||
        draft.isUnique === true ||
        draft.isKey === true
      )
        return { type, ...(isOwnId(draft.name, table, lexicon) && { key: true }) };
      return { type: "integer", min: 1, max: 1000 };
    }
    case "uuid":
      return { type, ...(draft.name === "id" && { key: true }) };
    case "age": {
      const isPerson = isPeople(table.name, lexicon) || words.length > 1;
      if (
        draft.mean !== undefined ||
        draft.shape !== undefined ||
        draft.median !== undefined ||
        draft.step !== undefined
      ) {
        const field: Record<string, unknown> = { type: "integer" };
        putNumbers(field, said, draft, "integer", { min: 0, max: 100 });
        return field;
      }
      const field: Record<string, unknown> = {
        type: isPerson && (draft.min ?? 18) >= 0 && (draft.max ?? 90) <= 110 ? "person.age" : "integer",
      };
      putNumbers(field, said, draft, "integer", isPerson ? { min: 18, max: 90 } : { min: 0, max: 20 });
      if (field["type"] === "person.age" && !said.has("min") && !said.has("max")) return { type: "person.age" };
      return field;
    }
    case "formula":
      return {
        type:
          guess?.type === "integer" || guess?.type === "money"
            ? guess.type
            : guess !== undefined && /date/.test(guess.type)
              ? guess.type
              : "decimal",
      };
    case "list":
      return { type: "array", of: listOf(draft.name), min: 1, max: 4 };
    case "prose":
      return draft.sentences === undefined && draft.words === undefined && draft.lengths === undefined
        ? { type: "text.paragraph" }
        : textField(draft);
    case "sentences":
      return draft.sentences === undefined && draft.words === undefined && draft.lengths === undefined
        ? { type: "text.sentences", min: 1, max: 2 }
        : textField(draft);
    case "text":
      return textField(draft);
    case "json":
      return { type: "object", fields: { key: "text.word", value: "integer" } };
    case "string":
      return { type: "text.words", min: 1, max: 3 };
    case "ssn":
      return { type: "pattern", pattern: "000-##-####" };
    case "airport_code":
      return { type: "pattern", pattern: "???" };
    case "flight":
      return { type: "pattern", pattern: "??###" };
    case "constant":
      return { type, value: draft.constant };
    case "year": {
      const from =
        draft.min ??
        (draft.from === undefined || !/^\d{4}/.test(draft.from) ? undefined : Number(draft.from.slice(0, 4)));
      const to =
        draft.max ?? (draft.to === undefined || !/^\d{4}/.test(draft.to) ? undefined : Number(draft.to.slice(0, 4)));
      if (from !== undefined) said.add("from");
      if (to !== undefined) said.add("to");
      return {
        type,
        ...((from ?? extra["min"]) !== undefined && { from: from ?? extra["min"] }),
        ...((to ?? extra["max"]) !== undefined && { to: to ?? extra["max"] }),
      };
    }
    case "person.birth_date":
      if (hasDays(draft) && draft.min === undefined && draft.max === undefined)
        return moment(draft, "date", extra, said);
      if (draft.min === undefined && draft.max === undefined) return { type };
      said.add("min");
      if (draft.min !== undefined && draft.min > 1800)
        return moment(
          { ...draft, from: `${draft.min}-01-01`, to: `${draft.max ?? draft.min + 50}-12-31` },
          "date",
          extra,
          said,
        );
      return {
        type,
        ...(draft.min !== undefined && { min_age: draft.min }),
        ...(draft.max !== undefined && { max_age: draft.max }),
      };
    case "date":
    case "datetime":
      return moment(draft, type, extra, said);
    case "time":
      return { type };
    default:
      break;
  }
  if (type === "integer" || type === "decimal" || type === "money" || type === "percent") {
    if (typeof draft.constant === "number") {
      said.add("constant").add("min").add("max");
      return type === "money"
        ? { type: "decimal", scale: 2, min: draft.constant, max: draft.constant }
        : {
            type,
            min: draft.constant,
            max: draft.constant,
            ...(places(draft.constant) > 0 && { type: "decimal", scale: places(draft.constant) }),
          };
    }
    const field: Record<string, unknown> = { type };
    if (typeof draft.mostly === "object") return mostlyNumbers(draft, draft.mostly, type, said);
    putNumbers(field, said, draft, type, isPlace(guess) ? { scale: 6 } : extra);
    return field;
  }
  if (type === "address.country" && typeof draft.mostly === "string")
    return usual(draft, { values: countriesBeside(draft.mostly) }, said);
  if (type === "reference") return { type: "integer", min: 1, max: 1000 };
  return {
    type,
    ...extra,
    ...(draft.domain !== undefined && type === "internet.email" && { domains: [draft.domain] }),
    ...(draft.locale !== undefined &&
      /^address\.|^phone/.test(type) && { countries: [...new Set(draft.locale.map((each) => each.slice(3)))] }),
  };
}

function listOf(name: string): Record<string, unknown> {
  if (/language/.test(name)) return { type: "language.name" };
  if (/ingredient/.test(name)) return { type: "food.ingredient" };
  if (/allerg/.test(name)) return { type: "medical.allergy" };
  return { type: "text.word" };
}

function isOwnId(name: string, table: TableDraft, lexicon: Lexicon): boolean {
  if (name === "id") return true;
  const own = table.name.split("_").map((word) => lexicon.singular(word));
  const bare = name.replace(/_(?:id|number|no)$/, "");
  return bare === own.join("_") || bare === own.at(-1);
}
