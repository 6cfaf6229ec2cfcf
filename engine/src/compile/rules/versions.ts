import { z } from "zod";
import { defineRule, type RuleSite } from "./rule-kind.ts";

const MOMENTS = ["date", "datetime", "timestamp"];

function replace(site: RuleSite, field: string, type: string, more: Readonly<Record<string, unknown>>): void {
  const { description, hidden } = site.table.fields.get(field) ?? {};
  site.set(field, {
    type,
    ...more,
    ...(description === undefined ? {} : { description }),
    ...(hidden === undefined ? {} : { hidden }),
  });
}

export const versions = defineRule({
  name: "versions",
  summary:
    "The rows of one parent are its versions: each holds from its start until the next one's, without gap or overlap",
  params: z.object({
    versions: z.string().min(1).describe("The date or datetime from which a version holds: it is made to ascend."),
    until: z.string().min(1).optional().describe("Where the next one's start is put; null for the last."),
    number: z.string().min(1).optional().describe("The version's number, from 1."),
    current: z.string().min(1).optional().describe("Whether the version is the last."),
  }),
  example: {
    fields: { valid_from: { type: "date", from: "2020-01-01", to: "2025-12-31" } },
    rule: { versions: "valid_from", until: "valid_to", number: "version", current: "is_current" },
    perParent: true,
  },
  apply({ versions: start, until, number, current }, site) {
    const raw = site.table.fields.get(start);
    if (raw === undefined || !MOMENTS.includes(String(raw["type"]))) {
      site.issue(
        "schema/type",
        raw === undefined
          ? `there is no field ${start}.`
          : `${start} must be a date or datetime; found ${String(raw["type"])}.`,
        "Name a date or datetime of this table.",
        "versions",
      );
      return;
    }
    if (raw["null"] !== undefined || raw["when"] !== undefined || raw["value"] !== undefined) {
      site.issue(
        "schema/ordered",
        `${start} begins every version, so it is never null and no expression.`,
        "Drop null, when and value.",
        "versions",
      );
      return;
    }
    if (typeof site.table.rows !== "object") {
      site.issue(
        "schema/ordered",
        "versions are those of one parent, and the rows have none.",
        "Write rows: { per: products, min: 1, max: 5 }.",
        "versions",
      );
      return;
    }
    const names = [start, until, number, current].filter((name) => name !== undefined);
    if (new Set(names).size < names.length) {
      site.issue("schema/ordered", "one field cannot be two parts of a version.", "Name different fields.", "versions");
      return;
    }
    const { every, apart, millis } = raw;
    const least = raw["type"] === "date" ? "1d" : millis === true ? "1ms" : "1s";
    if (every === undefined) site.set(start, { ...raw, ordered: true, apart: apart ?? least });
    if (until !== undefined) {
      replace(site, until, "sibling", { of: start });
      site.table.order.push({ less: start, more: until, strict: true });
    }
    if (number !== undefined) replace(site, number, "ordinal", {});
    if (current !== undefined) replace(site, current, "sibling.last", {});
  },
});
