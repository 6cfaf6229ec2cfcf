import { z } from "zod";
import { compose, type Part } from "../../kernels/compose.ts";
import { constantNumber, constantWord } from "../../kernels/constant.ts";
import { gridBounds, gridNumber, type Grid } from "../../kernels/number.ts";
import { pick } from "../../kernels/pick.ts";
import { wholeNumber } from "../../kernels/rows-of.ts";
import { Distribution, Field } from "../../schema/schema.ts";
import { chooseMade } from "../choose.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { lowerNested, openNest } from "../nested.ts";
import { checkSpread, toSpread } from "../spread.ts";

const MOST_ELEMENTS = 1000;
const MOST_FIELDS = 500;

const none: Made = {
  kind: "json",
  dictionary: { words: ["null"] },
  kernel: constantWord({ words: ["null"] }),
  does: "",
};
const fieldsParam = z.record(z.string().min(1), Field);

/** Puts inputs into a list as parts refer to them, by number. */
function gather(): { readonly inputs: Source[]; readonly put: (source: Source) => number } {
  const inputs: Source[] = [];
  return {
    inputs,
    put: (source) => inputs.push(source) - 1,
  };
}

function objectMade(fields: Readonly<Record<string, Field>>, site: Site): Made {
  const names = Object.keys(fields);
  if (names.length > MOST_FIELDS)
    site.issue("schema/too-many", `at most ${MOST_FIELDS} nested fields; found ${names.length}.`, undefined, "fields");
  const nest = openNest(site, "", "fields.", fields);
  const { inputs, put } = gather();
  const parts: Part[] = [];
  for (const name of names.slice(0, MOST_FIELDS)) {
    const source = lowerNested(nest, name);
    if (source === undefined) continue;
    parts.push(
      { text: `${parts.length === 0 ? "{" : ","}${JSON.stringify(name)}:` },
      { input: put(source), type: source, json: true },
    );
  }
  parts.push({ text: parts.length === 0 ? "{}" : "}" });
  return { kind: "json", kernel: compose(parts), inputs, nullable: false, does: `an object of ${names.join(", ")}` };
}

interface ArrayParams {
  readonly of: Field;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly distribution?: Distribution | undefined;
  readonly join?: string | undefined;
}

/** How many elements each row has. */
function lengthMade(min: number, max: number, distribution: Distribution | undefined, site: Site): Made {
  const base = { kind: "integer", does: `${min} to ${max} elements` } as const;
  if (min === max) return { ...base, kernel: constantNumber(min) };
  if (distribution === undefined || distribution === "uniform")
    return { ...base, kernel: wholeNumber(min, max - min + 1) };
  const grid: Grid = { first: min, last: max, step: 1, perUnit: 1 };
  const spread = toSpread(distribution, { min, max });
  return checkSpread(spread, gridBounds(grid), site, "distribution")
    ? { ...base, kernel: gridNumber(spread, grid) }
    : { ...base, kernel: constantNumber(min) };
}

function arrayMade({ of, min: least, max: most, distribution, join }: ArrayParams, site: Site): Made {
  const min = least ?? Math.min(1, most ?? 1);
  const max = most ?? Math.max(5, min);
  if (min > max) {
    site.issue(
      "schema/range",
      `min must be at most max; found min ${min}, max ${max}.`,
      "Swap them or drop one.",
      "min",
    );
    return none;
  }
  const { inputs, put } = gather();
  const length = put(site.own("length", lengthMade(min, max, distribution, site)));
  const isJson = join === undefined;
  const parts: Part[] = isJson ? [{ text: "[" }] : [];
  // Each place has a field of its own: its stream depends on nothing but the place, and references and rows of others work as anywhere.
  for (let k = 0; k < max; k++) {
    const source = lowerNested(openNest(site, String(k), "of", { of }), "of");
    if (source === undefined) return none;
    const present = k < min ? {} : { more: { of: length, than: k } };
    if (k > 0) parts.push({ text: join ?? ",", ...present });
    parts.push({ input: put(source), type: source, json: isJson, ...present });
  }
  if (isJson) parts.push({ text: "]" });
  return {
    kind: isJson ? "json" : "text",
    kernel: compose(parts),
    inputs,
    nullable: false,
    does: `${min} to ${max} elements`,
  };
}

function oneOfMade(
  options: readonly { readonly weight?: number | undefined; readonly field: Field }[],
  site: Site,
): Made {
  const nest = openNest(
    site,
    "options",
    "options.",
    Object.fromEntries(options.map(({ field }, k) => [String(k), field])),
  );
  const sources = options.map((_, k) => lowerNested(nest, String(k))).filter((source) => source !== undefined);
  if (sources.length < options.length) return { ...none, kind: "text" };
  const which = { words: options.map((_, k) => String(k)) };
  const code = site.own("option", {
    kind: "text",
    dictionary: which,
    kernel: pick(
      which,
      options.map(({ weight }) => weight ?? 1),
    ),
    does: "which option",
  });
  return chooseMade(code, sources, `one of ${options.length} options`, site);
}

/** Types that hold fields of other types. */
export const structureTypes: readonly FieldType[] = [
  defineType({
    name: "object",
    summary: "A JSON object of other fields",
    params: z.object({
      fields: fieldsParam.describe(
        "Fields by name, of any type, objects and arrays too. Persons and addresses agree within the object; a field that says `from:` a field of the row agrees with that.",
      ),
    }),
    example: {
      type: "object",
      fields: { sku: { type: "pattern", pattern: "??-###" }, tags: { type: "array", of: "text.word" } },
    },
    lower: ({ fields }, site) => objectMade(fields, site),
  }),
  defineType({
    name: "array",
    summary: "A JSON array of values of one field",
    params: z.object({
      of: Field.describe("The field that gives the elements."),
      min: z.int().min(0).max(MOST_ELEMENTS).optional().describe("The least number of elements; 1."),
      max: z
        .int()
        .min(0)
        .max(MOST_ELEMENTS)
        .optional()
        .describe(
          `The greatest, itself included, at most ${MOST_ELEMENTS}; 5. So many columns are computed: keep it near what is needed.`,
        ),
      distribution: Distribution.optional().describe("How lengths spread between min and max."),
      join: z.string().max(100).optional().describe("Makes it a text of the elements with this between them."),
    }),
    example: { type: "array", of: { type: "integer", min: 1, max: 6 }, min: 2, max: 4 },
    lower: (params, site) => arrayMade(params, site),
  }),
  defineType({
    name: "one_of",
    summary: "The value of one of several fields, by weight",
    params: z.object({
      options: z
        .array(
          z.strictObject({
            weight: z.number().positive().optional().describe("How likely, beside the others; 1."),
            field: Field.describe("The field that gives the value."),
          }),
        )
        .min(1)
        .max(200)
        .describe("The fields to choose from. Where their kinds differ the value is text."),
    }),
    example: {
      type: "one_of",
      options: [
        { weight: 3, field: { type: "pattern", pattern: "A-###" } },
        { field: { type: "pattern", pattern: "B-###" } },
      ],
    },
    lower: ({ options }, site) => oneOfMade(options, site),
  }),
];
