import { guessText, isIdentity } from "./guess-text.ts";
import { momentField, timeField } from "./moment-field.ts";
import type { FieldGuess } from "./name-rules.ts";
import { nativeField } from "./native-values.ts";
import { arrayField, objectField } from "./nested-field.ts";
import { numberField } from "./number-field.ts";
import { fieldFromStatistics } from "./from-statistics.ts";
import { textField } from "./text-field.ts";
import type { Wanted } from "./wanted.ts";

function booleanField({ column, folded, note }: Wanted): FieldGuess {
  const only = folded.values?.map(String).map((value) => value === "true" || value === "1" || value === "t");
  if (only !== undefined && new Set(only).size === 1) return { type: "boolean", share: only[0] === true ? 1 : 0 };
  const tree = column.default?.tree;
  if (tree?.op === "literal" && tree.value !== null) {
    const isTrue = tree.value === true || tree.value === 1 || /^(?:t|true|1|y|yes)$/i.test(String(tree.value));
    note(`its default is ${isTrue}, so nine of ten are.`);
    return { type: "boolean", share: isTrue ? 0.9 : 0.1 };
  }
  return { type: "boolean" };
}

function enumField({ column, folded, once }: Wanted): FieldGuess | undefined {
  const all = column.type.values ?? [];
  const allowed = new Set(folded.values?.map(String) ?? all);
  const words = all.filter((word) => allowed.has(word) && !(folded.not ?? []).includes(word));
  if (words.length === 0) return undefined;
  const usual = column.default?.tree;
  const word =
    usual?.op === "cast" && usual.arg.op === "literal"
      ? usual.arg.value
      : usual?.op === "literal"
        ? usual.value
        : undefined;
  if (once === "none" && typeof word === "string" && words.includes(word) && words.length > 1)
    return { type: "category", values: Object.fromEntries(words.map((each) => [each, each === word ? 3 : 1])) };
  return { type: "category", values: words };
}

/** What values between real ones may break. */
const STRICT = ["not", "pattern", "letters", "shortest", "longest"] as const;

/** Numbers with a check digit: of a shape alone they would be wrong. */
const CHECKED = /^(?:finance\.(?:iban|card_number|isin)|barcode\.|vehicle\.vin)/;

function isChecked({ table, column }: Wanted, type: string | undefined): boolean {
  return type === "regex" && CHECKED.test(guessText(table, column, Infinity)?.type ?? "");
}

/** The field of a column that is no reference; undefined where nothing is known that it would accept. */
export function toField(wanted: Wanted): FieldGuess | undefined {
  const { column, once, folded, note } = wanted;
  const { type } = column;
  if (once === "none") {
    const spread = fieldFromStatistics(column);
    // Real values keep the checks, and so do ranges between them; what is drawn by a pattern may not.
    const isListed =
      spread?.type === "category" || "values" in ((spread?.["distribution"] as object | undefined) ?? {});
    const isStrict = STRICT.some((part) => folded[part] !== undefined);
    const isTaken = spread?.type === "category" ? isIdentity(wanted.table, column) : isChecked(wanted, spread?.type);
    if (spread !== undefined && !isTaken && (isListed || !isStrict)) return spread;
  }
  switch (type.kind) {
    case "integer":
    case "decimal":
    case "float":
      return numberField(wanted);
    case "boolean":
      return once === "none" ? booleanField(wanted) : { type: "boolean" };
    case "text":
      return textField(wanted);
    case "enum":
      return enumField(wanted);
    case "set": {
      const values = type.values ?? [];
      return { type: "category", values: [...values, ...values.slice(1).map((value) => `${values[0]},${value}`)] };
    }
    case "date":
    case "datetime":
      return momentField(wanted);
    case "time":
      return timeField(wanted);
    case "duration":
      return { type: "duration", max: "12h" };
    case "uuid":
      return { type: "uuid" };
    case "json":
      note("its shape is not told: an object with a word and a number.");
      return { type: "object", fields: { label: "text.word", value: { type: "integer", min: 1, max: 100 } } };
    case "object":
      return objectField(wanted, toField);
    case "array":
      if (wanted.origin !== "postgres" && type.element !== undefined) return arrayField(wanted, type.element, toField);
      return nativeField(wanted);
    default:
      return nativeField(wanted);
  }
}
