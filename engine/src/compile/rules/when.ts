import { z } from "zod";
import { defineRule } from "./rule-kind.ts";

/** A condition for some rows. */
export const when = defineRule({
  name: "when",
  summary: "A condition that the rows keep for which another is true",
  params: z.object({
    when: z.string().describe("An expression: the rows for which it is true. It is null or false for all others."),
    then: z.string().describe("What these rows keep; its fields are mended rather than those of `when`."),
    fix: z.literal(true).optional().describe("Accepted: rows are always mended."),
  }),
  example: {
    fields: {
      status: { type: "category", values: { open: 6, paid: 3, void: 1 } },
      paid_at: "datetime",
      fee: { type: "decimal", max: 50 },
    },
    rule: { when: "status != 'paid'", then: "paid_at == null && fee == 0.00" },
  },
  apply: (params, site) =>
    site.check({ text: `!(${params.when}) || (${params.then})`, when: params.when, then: params.then }),
});
