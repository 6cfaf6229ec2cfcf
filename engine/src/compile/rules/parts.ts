import { z } from "zod";
import { quote } from "../conditions.ts";
import { defineRule, findFields } from "./rule-kind.ts";

/** Fields that add up. */
export const parts = defineRule({
  name: "parts",
  summary: "Fields that add up to another, exactly",
  params: z.object({
    parts: z
      .array(z.string())
      .min(2)
      .max(50)
      .describe("The parts, integers or decimals. They take the places of the whole."),
    of: z.string().optional().describe("The whole, which is drawn: the parts are made from it."),
    sum: z.string().optional().describe("Instead: the whole, which is made from the parts."),
    weights: z
      .array(z.number().nonnegative())
      .optional()
      .describe("With `of`: how large the parts are beside each other. Without them every row has its own."),
    vary: z.boolean().optional().describe("The weights are means, and every row has its own."),
  }),
  example: {
    fields: { net: "decimal", tax: "decimal", fee: "decimal", total: { type: "decimal", min: 10 } },
    rule: { parts: ["net", "tax", "fee"], of: "total", weights: [80, 15, 5], vary: true },
  },
  apply({ parts: names, of, sum, weights, vary }, site) {
    const fields = findFields(site, names, "parts");
    if ((of === undefined) === (sum === undefined)) {
      site.issue(
        "schema/rule-shape",
        "expected either `of` or `sum`.",
        "Say `of: total` to split it, or `sum: total` to add up.",
      );
      return;
    }
    const whole = (of ?? sum)!;
    if (of !== undefined && !site.table.fields.has(of)) findFields(site, [of], "of");
    const [drawn] = sum === undefined ? [] : (findFields(site, [sum], "sum") ?? []);
    if (fields === undefined || (sum !== undefined && drawn === undefined) || !site.table.fields.has(whole)) return;
    site.check({ text: `${names.map(quote).join(" + ")} == ${quote(whole)}`, built: true });
    if (sum !== undefined) {
      const { min: _, max: __, distribution: ___, null: ____, step: _____, ...raw } = drawn!;
      site.set(sum, { ...raw, value: names.map(quote).join(" + ") });
      return;
    }
    const means = weights ?? names.map(() => 1);
    if (means.length !== names.length || !means.some((weight) => weight > 0)) {
      site.issue(
        "schema/rule-shape",
        `expected ${names.length} weights, some more than 0; found ${means.join(", ")}.`,
        "Give each part one.",
        "weights",
      );
      return;
    }
    const isFixed = weights !== undefined && vary !== true;
    const own = names.map((_, k) => `#parts.${site.index}.${k}`);
    if (!isFixed)
      means.forEach((mean, k) => {
        const shape = mean > 0 ? { distribution: { exponential: { mean } } } : { min: 0, max: 0 };
        site.set(own[k]!, { type: "float", ...shape, hidden: true });
      });
    names.forEach((name, k) => {
      const { description, hidden } = fields[k]!;
      const common = {
        ...(description === undefined ? {} : { description }),
        ...(hidden === undefined ? {} : { hidden }),
      };
      site.set(name, { ...common, type: "part", of: whole, part: k, weights: isFixed ? means : own });
    });
  },
});
