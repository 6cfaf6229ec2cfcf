import { z } from "zod";
import { quote } from "../conditions.ts";
import { defineRule, findFields, toWeights } from "./rule-kind.ts";

/** Truth values of which exactly one is true. */
export const oneHot = defineRule({
  name: "one_hot",
  summary: "Exactly one of some boolean fields is true, or none in a share of rows",
  params: z.object({
    one_hot: z.array(z.string()).min(1).max(200).describe("Boolean fields, or integers that are 0 or 1."),
    weights: z.array(z.number().nonnegative()).optional().describe("Parallel to the fields; equal without."),
    none: z.number().min(0).max(1).optional().describe("Share of rows in which none is true; 0."),
    exact: z.boolean().optional().describe("Shares are exact over all rows of the table."),
  }),
  example: {
    fields: { is_card: "boolean", is_cash: "boolean", is_other: "boolean" },
    rule: { one_hot: ["is_card", "is_cash", "is_other"], weights: [6, 3, 1] },
  },
  apply({ one_hot: names, weights, none = 0, exact }, site) {
    const fields = findFields(site, names, "one_hot");
    const values = toWeights(site, names.length, weights, none);
    if (fields === undefined || values === undefined) return;
    const which = `#one_hot.${site.index}`;
    site.set(which, { type: "category", values, hidden: true, ...(exact === true ? { exact } : {}) });
    const truths = names.map((name, k) =>
      fields[k]!["type"] === "boolean" ? `(${quote(name)} ? 1 : 0)` : quote(name),
    );
    site.check({ text: `${truths.join(" + ")} ${none > 0 ? "<=" : "=="} 1`, built: true });
    names.forEach((name, k) => {
      const { type, description, hidden } = fields[k]!;
      const common = {
        ...(description === undefined ? {} : { description }),
        ...(hidden === undefined ? {} : { hidden }),
      };
      site.set(name, { ...common, type, value: `\`${which}\` == "${k}"` });
    });
  },
});
