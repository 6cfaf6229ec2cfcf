import { z } from "zod";
import { defineType, type FieldType } from "../field-type.ts";
import { exactMade, exactParam } from "../exact.ts";
import { wordMade } from "../making.ts";

export const basicTypes: readonly FieldType[] = [
  defineType({
    name: "category",
    summary: "One of some words, by weight",
    params: z.object({
      values: z
        .union([
          z.array(z.string()).min(1),
          z
            .record(z.string(), z.number().nonnegative())
            .refine((weights) => Object.values(weights).some((w) => w > 0), "some weight must be more than 0"),
        ])
        .describe("A list of words, equally likely, or each word with its weight."),
      exact: exactParam,
    }),
    example: { type: "category", values: { active: 90, inactive: 10 } },
    lower({ values, exact, ...common }, site) {
      const words = Array.isArray(values) ? [...new Set(values)] : Object.keys(values);
      const weights = Array.isArray(values)
        ? words.length === values.length
          ? undefined
          : words.map((word) => values.filter((v) => v === word).length)
        : Object.values(values);
      if (exact === true && !site.unique) {
        const dictionary = { words };
        const { null: nulls = 0 } = common as { null?: number };
        const made = exactMade(site.rows, weights ?? words.map(() => 1), nulls, { dictionary });
        return { kind: "text", dictionary, ...made, does: `one of ${words.join(", ")}, in exact shares` };
      }
      return wordMade(site, words, `one of ${words.join(", ")}`, weights);
    },
  }),
];
