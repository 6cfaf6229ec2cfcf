import { z } from "zod";
import { shuffledSequence } from "../../kernels/sequence.ts";
import { chance } from "../../kernels/number.ts";
import { Distribution } from "../../schema/schema.ts";
import { exactMade, exactParam } from "../exact.ts";
import { defineType, type FieldType } from "../field-type.ts";
import { lowerNumber, type NumberPreset } from "../range.ts";

const bound = (end: string) =>
  z
    .union([z.number(), z.string()])
    .optional()
    .meta({
      description: `The ${end} value, itself included: a number, or another numeric field of the row (then values are uniform).`,
    });
const distribution = Distribution.optional().meta({
  description:
    "How values spread between min and max: a name, or a name with parameters. With parameters of its own, bounds that are not given stay open.",
});
const scale = z.int().min(0).max(15).optional().meta({ description: "Decimal places, 0 to 15." });
const step = z.number().positive().optional().meta({ description: "Values are min, min + step, min + 2 step, ..." });
const rangeParams = { min: bound("least"), max: bound("greatest"), distribution };

const INTEGER: NumberPreset = { kind: "integer", scale: 0, min: 0, max: 1000, distribution: "uniform" };
const DECIMAL: NumberPreset = { ...INTEGER, kind: "decimal", scale: 2 };
const FLOAT: NumberPreset = { ...INTEGER, kind: "float", max: 1 };

function floatType(name: string, summary: string): FieldType {
  return defineType({
    name,
    summary,
    params: z.object(rangeParams),
    example: { type: name, distribution: { normal: { mean: 20.5, sd: 4 } } },
    derived: () => ({ kind: "float" }),
    lower: (params, site) => lowerNumber(FLOAT, params, site),
  });
}

function decimalType(
  name: string,
  summary: string,
  preset: NumberPreset,
  example: Readonly<Record<string, unknown>>,
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({ ...rangeParams, scale, step }),
    example: { type: name, ...example },
    derived: (params) => ({ kind: "decimal", scale: params.scale ?? preset.scale }),
    lower: (params, site) => lowerNumber(preset, params, site),
  });
}

function integerType(
  name: string,
  summary: string,
  preset: NumberPreset,
  example: Readonly<Record<string, unknown>>,
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({ ...rangeParams, step }),
    example: { type: name, ...example },
    derived: () => ({ kind: "integer" }),
    lower: (params, site) => lowerNumber(preset, params, site),
  });
}

/** Numbers and truth values. */
export const numberTypes: readonly FieldType[] = [
  integerType("integer", "A whole number, 0 to 1000 unless told", INTEGER, {
    min: 18,
    max: 80,
    distribution: { normal: { mean: 41, sd: 14 } },
  }),
  decimalType("decimal", "An exact decimal number, two places and 0 to 1000 unless told", DECIMAL, {
    min: 5,
    max: 500,
    scale: 2,
  }),
  floatType("float", "A floating-point number, 0 to 1 unless told"),
  floatType("number", "The same as float"),
  decimalType(
    "percent",
    "A percentage, 0 to 100 with one decimal place unless told",
    { ...DECIMAL, scale: 1, max: 100 },
    {},
  ),
  decimalType(
    "price",
    "A price with two decimal places, many small and few large, 1 to 1000 unless told",
    { ...DECIMAL, min: 1, distribution: "lognormal" },
    {},
  ),
  decimalType(
    "money",
    "An amount of money with two decimal places, many small and few large, 1 to 100000 unless told",
    { ...DECIMAL, min: 1, max: 100_000, distribution: "lognormal" },
    { max: 5000 },
  ),
  integerType(
    "rating",
    "A rating, 1 to 5 unless told, more good than bad",
    { ...INTEGER, min: 1, max: 5, distribution: { beta: { a: 2.5, b: 1 } } },
    {},
  ),
  defineType({
    name: "boolean",
    summary: "True or false, half and half unless told",
    params: z.object({
      share: z.number().min(0).max(1).optional().meta({ description: "Share of true, 0 to 1." }),
      exact: exactParam,
    }),
    example: { type: "boolean", share: 0.8 },
    derived: () => ({ kind: "boolean" }),
    lower({ share = 0.5, exact, ...common }, site) {
      const does = `true in ${share * 100} % of rows`;
      if (site.unique && exact !== true)
        return { kind: "boolean", kernel: shuffledSequence(0, 1, 2), capacity: 2, does: "true and false, once each" };
      if (exact !== true) return { kind: "boolean", kernel: chance(share), does };
      const { null: nulls = 0 } = common as { null?: number };
      const made = exactMade(site.rows, [share, 1 - share], nulls, { numbers: [1, 0] });
      return { kind: "boolean", ...made, does: `${does}, exactly` };
    },
  }),
];
