import { z } from "zod";
import { quote } from "../conditions.ts";
import { defineRule, findFields, toWeights } from "./rule-kind.ts";

/** Fields of which exactly one has a value. */
export const oneOf = defineRule({
  name: "one_of",
  summary: "Exactly one of some fields is not null, or none in a share of rows",
  params: z.object({
    one_of: z.array(z.string()).min(1).max(200).describe("The fields; their own `null` has no say."),
    weights: z.array(z.number().nonnegative()).optional().describe("Parallel to the fields; equal without."),
    none: z.number().min(0).max(1).optional().describe("Share of rows in which all are null; 0."),
    exact: z.boolean().optional().describe("Shares are exact over all rows of the table."),
  }),
  example: {
    fields: { email: "internet.email", phone: "phone.number" },
    rule: { one_of: ["email", "phone"], weights: [3, 1] },
  },
  apply({ one_of: names, weights, none = 0, exact }, site) {
    const fields = findFields(site, names, "one_of");
    const values = toWeights(site, names.length, weights, none);
    if (fields === undefined || values === undefined) return;
    const which = `#one_of.${site.index}`;
    site.set(which, { type: "category", values, hidden: true, ...(exact === true ? { exact } : {}) });
    const present = names.map((name) => `(${quote(name)} != null ? 1 : 0)`);
    site.check({ text: `${present.join(" + ")} ${none > 0 ? "<=" : "=="} 1`, built: true });
    names.forEach((name, k) => {
      const { null: _, ...raw } = fields[k]!;
      site.set(name, { ...raw, when: `\`${which}\` == "${k}"` });
    });
  },
});
