import { z } from "zod";
import { DAY_MS } from "../../batch/cells.ts";
import type { Kind } from "../../batch/column.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { listed, type ListedCells } from "../../kernels/listed.ts";
import { powerOfTen } from "../../math/exact.ts";
import { defineType, type FieldType, type Made } from "../field-type.ts";
import { parseMoment, parseSpan, parseTimeOfDay } from "../moments.ts";
import { show } from "../shapes.ts";

const MOST = 500_000;
const MOST_PLACES = 15;
const KINDS = [
  "integer",
  "decimal",
  "float",
  "boolean",
  "date",
  "datetime",
  "time",
  "duration",
  "text",
  "uuid",
] as const;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

type Scalar = string | number | boolean | null;

/** What most people mean by a list of such values. */
function kindOf(values: readonly Scalar[]): Kind {
  const given = values.filter((value) => value !== null);
  if (given.length > 0 && given.every((value) => typeof value === "boolean")) return "boolean";
  if (given.length === 0 || given.some((value) => typeof value !== "number")) return "text";
  return given.every((value) => Number.isSafeInteger(value)) ? "integer" : "decimal";
}

const decimals = (text: string): number => /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0;

/** The number by which a value lies in a column of that kind; undefined where it is none. */
function toCell(value: Scalar, kind: Kind, scale: number): number | undefined {
  const text = String(value);
  switch (kind) {
    case "integer":
    case "decimal": {
      const cell = Math.round(Number(text) * powerOfTen(scale));
      const isNumber = text.trim() !== "" && Number.isSafeInteger(cell) && decimals(text) <= scale;
      return isNumber && (kind === "decimal" || Number.isInteger(Number(text))) ? cell : undefined;
    }
    case "float":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "boolean":
      return /^(?:true|t|1)$/i.test(text) ? 1 : /^(?:false|f|0)$/i.test(text) ? 0 : undefined;
    case "date":
    case "datetime": {
      const ms = parseMoment(text);
      return ms === undefined ? undefined : kind === "date" ? Math.floor(ms / DAY_MS) : ms;
    }
    case "time":
      return parseTimeOfDay(text);
    default:
      return parseSpan(text);
  }
}

/** Decimal places that all values need. */
function placesOf(values: readonly Scalar[]): number {
  return values.reduce<number>((most, value) => Math.min(MOST_PLACES, Math.max(most, decimals(String(value)))), 0);
}

/** How many values stand before the first that is null or there already. */
function distinctBefore(values: readonly Scalar[]): number {
  const seen = new Set<Scalar>();
  const again = values.findIndex((value) => value === null || seen.size === seen.add(value).size);
  return again === -1 ? values.length : again;
}

function toUuids(values: readonly Scalar[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 16);
  values.forEach((value, k) => {
    if (value === null) return;
    const hex = String(value).replaceAll("-", "");
    for (let i = 0; i < 16; i++) bytes[k * 16 + i] = parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  });
  return bytes;
}

function toWords(values: readonly Scalar[]): ListedCells {
  const places = new Map<string, number>();
  const codes = Uint32Array.from(values, (value) => {
    const word = value === null ? "" : String(value);
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  });
  return { codes, dictionary: { words: [...places.keys()] } };
}

export const listedTypes: readonly FieldType[] = [
  defineType({
    name: "listed",
    summary: "The values of a list, row after row: row 0 has the first",
    params: z.object({
      values: z
        .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .min(1)
        .max(MOST)
        .describe("The values in order; rows behind the last begin again at the first."),
      as: z.enum(KINDS).optional().describe("What they are, where that is more than they look like: date, uuid."),
      scale: z.int().min(0).max(15).optional().describe("Decimal places; as many as the values have."),
    }),
    example: { type: "listed", values: ["small", "medium", "large"] },
    lower({ values, as, scale }, site): Made {
      const kind = as ?? kindOf(values);
      const isNull = values.includes(null);
      const nulls = isNull ? values.map((value) => value === null) : undefined;
      const does = `the ${values.length} values of a list in order`;
      const base = { kind, nullable: isNull, does, capacity: distinctBefore(values) };
      if (kind === "text") {
        const cells = toWords(values);
        return {
          ...base,
          kernel: listed(cells, nulls),
          ...("dictionary" in cells ? { dictionary: cells.dictionary } : {}),
        };
      }
      const places = kind === "decimal" ? (scale ?? placesOf(values)) : 0;
      const cells = kind === "uuid" ? [] : values.map((value) => (value === null ? 0 : toCell(value, kind, places)));
      const wrong =
        kind === "uuid"
          ? values.findIndex((value) => value !== null && !UUID.test(String(value)))
          : cells.findIndex((cell) => cell === undefined);
      if (wrong !== -1) {
        const article = kind === "integer" ? "an" : "a";
        site.issue(
          "schema/listed",
          `expected ${article} ${kind}; found ${show(values[wrong])}.`,
          "Correct the value, or say `as: text`.",
          "values",
        );
        return { ...base, kind: "integer", kernel: constantNumber(0) };
      }
      if (kind === "uuid") return { ...base, kernel: listed({ uuids: toUuids(values) }, nulls) };
      const millis = (kind === "datetime" || kind === "time") && cells.some((cell) => cell! % 1000 !== 0);
      const numbers = Float64Array.from(cells, (cell) => cell!);
      return { ...base, scale: places, ...(millis ? { millis } : {}), kernel: listed({ numbers }, nulls) };
    },
  }),
];
