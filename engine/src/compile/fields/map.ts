import { z } from "zod";
import { powerOfTen } from "../../math/exact.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { mapNumbers, mapWords } from "../../kernels/gather.ts";
import { lookUp } from "../../kernels/look-up.ts";
import { pass } from "../../kernels/pass.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";

const none: Made = { kind: "integer", kernel: constantNumber(0), capacity: Infinity, does: "" };

type Scalar = string | number | boolean | null;

/** Decimal places that write every value exactly, so that rates and prices of a table are exact; undefined where floats must do. */
function scaleOf(values: readonly number[]): number | undefined {
  const places = values.map((value) => /^-?\d+(?:\.(\d{1,9}))?$/.exec(String(value)));
  if (places.some((match) => match === null)) return undefined;
  const scale = Math.max(0, ...places.map((match) => match?.[1]?.length ?? 0));
  return values.every((value) => Math.abs(value) * powerOfTen(scale) <= Number.MAX_SAFE_INTEGER) ? scale : undefined;
}

/** Every word of a dictionary in a map, as one list of what stands for them. */
function mapMade(from: string, values: Readonly<Record<string, Scalar>>, other: Scalar | undefined, site: Site): Made {
  const source = site.read(from, "from");
  if (source === undefined) return none;
  const given = [...Object.values(values), ...(other === undefined ? [] : [other])].filter((value) => value !== null);
  const isText = given.some((value) => typeof value === "string");
  const isTruth = !isText && given.every((value) => typeof value === "boolean");
  const scale = isText || isTruth ? 0 : scaleOf(given.map(Number));
  const kind = isText
    ? "text"
    : isTruth
      ? "boolean"
      : scale === undefined
        ? "float"
        : scale === 0
          ? "integer"
          : "decimal";
  const unit = powerOfTen(scale ?? 0);
  const toCell = (value: Scalar): number => (scale === undefined ? Number(value) : Math.round(Number(value) * unit));
  if (!isText && !isTruth && given.some((value) => typeof value === "boolean"))
    site.issue("schema/kind", "values are numbers and truth values mixed.", "Use one kind.", "values");
  const result = (word: string): Scalar => (Object.hasOwn(values, word) ? values[word]! : (other ?? null));
  const does = `${from} by a table of ${Object.keys(values).length}`;
  const dictionary = isText ? { words: [...new Set(given.map(String))] } : undefined;
  const places = new Map(dictionary?.words.map((word, k) => [word, k]));
  const words = source.dictionary?.words;
  const isWhole = words?.every((word) => result(word) !== null) === true;
  const base: Made = {
    kind,
    scale: scale ?? 0,
    inputs: [source],
    does,
    kernel: pass,
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  if (words !== undefined && isWhole) {
    if (dictionary === undefined) return { ...base, kernel: mapNumbers(words.map((word) => toCell(result(word)))) };
    return {
      ...base,
      kernel: mapWords(
        words.map((word) => places.get(String(result(word)))!),
        dictionary,
      ),
    };
  }
  const cell = (text: string): number | undefined => {
    const value = result(text);
    return value === null ? undefined : dictionary === undefined ? toCell(value) : places.get(String(value));
  };
  return { ...base, nullable: true, kernel: lookUp(source, cell, dictionary) };
}

export const mapTypes: readonly FieldType[] = [
  defineType({
    name: "map",
    summary: "What a table of values has for another field",
    params: z.object({
      from: z.string().describe("The field to look up: a category or any text, number or truth value."),
      values: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .describe("For each of its values, the result: all texts, all numbers or all truth values."),
      default: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional().describe("For all others; null."),
    }),
    example: { type: "map", from: "status", values: { active: 1, inactive: 0 } },
    lower: ({ from, values, default: other }, site) => mapMade(from, values, other, site),
  }),
];
