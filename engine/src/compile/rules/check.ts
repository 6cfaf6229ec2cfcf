import { z } from "zod";
import { defineRule } from "./rule-kind.ts";

/** Any condition over the fields of a row. */
export const check = defineRule({
  name: "check",
  summary: "A condition that no row breaks",
  params: z.object({
    check: z
      .string()
      .describe("An expression over the fields of the row, true or null in every one, as a CHECK of SQL."),
  }),
  example: {
    fields: {
      placed_at: "date",
      shipped_at: { type: "date", null: 0.2 },
      net: { type: "decimal", max: 900 },
      total: { type: "decimal", max: 1000 },
    },
    rule: { check: "shipped_at >= placed_at && (net <= total || net < 10)" },
  },
  apply: (params, site) => site.check({ text: params.check }),
});
