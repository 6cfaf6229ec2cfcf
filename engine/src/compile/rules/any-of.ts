import { z } from "zod";
import { quote } from "../conditions.ts";
import { defineRule, findFields } from "./rule-kind.ts";

const MOST = 8; // 2^8 - 1 ways to be null

/** Fields of which at least one has a value. */
export const anyOf = defineRule({
  name: "any_of",
  summary: "At least one of some fields is not null",
  params: z.object({
    any_of: z
      .array(z.string())
      .min(1)
      .max(MOST)
      .describe("The fields. Nulls are as frequent as each says, among the rows that have a value left."),
  }),
  example: {
    fields: { email: { type: "internet.email", null: 0.4 }, phone: { type: "phone.number", null: 0.5 } },
    rule: { any_of: ["email", "phone"] },
  },
  apply({ any_of: names }, site) {
    const fields = findFields(site, names, "any_of");
    if (fields === undefined) return;
    const rates = fields.map((raw) => (typeof raw["null"] === "number" ? raw["null"] : 0));
    const values: Record<string, number> = {};
    for (let set = 1; set < 1 << names.length; set++) {
      const has = names.map((_, k) => ((set >> k) & 1) === 1);
      const weight = has.reduce((product, isThere, k) => product * (isThere ? 1 - rates[k]! : rates[k]!), 1);
      if (weight > 0) values[`|${names.flatMap((_, k) => (has[k] === true ? [k] : [])).join("|")}|`] = weight;
    }
    if (Object.keys(values).length === 0) {
      site.issue(
        "schema/infeasible-rule",
        `every one of ${names.join(", ")} is null in all rows.`,
        "Lower `null` of one of them.",
        "any_of",
      );
      return;
    }
    const which = `#any_of.${site.index}`;
    site.set(which, { type: "category", values, hidden: true });
    site.check({ text: names.map((name) => `${quote(name)} != null`).join(" || "), built: true });
    names.forEach((name, k) => {
      const { null: _, ...raw } = fields[k]!;
      site.set(name, { ...raw, when: `\`${which}\`.contains("|${k}|")` });
    });
  },
});
