import { z } from "zod";
import { nameUpTo } from "./name.ts";

const Examples = z.record(z.string(), z.array(z.record(z.string(), z.unknown())).max(20));

/** One template; those of the installation have their name as id and no owner. */
export const Template = z
  .object({
    id: z.string(),
    name: z.string(),
    summary: z.string(),
    /** Whether it came with the installation and cannot be changed. */
    builtin: z.boolean(),
    version: z.number().int(),
    /** Jobs that the user made from it. */
    uses: z.number().int(),
    /** The document as YAML. */
    text: z.string(),
    /** Rows that show what is wanted, by table. */
    examples: Examples,
    created_at: z.string().nullable(),
    changed_at: z.string().nullable(),
  })
  .meta({ id: "Template" });
export type Template = z.infer<typeof Template>;
export const Templates = z.array(Template);

/** `POST` and `PUT`: every change of the text is a new version. */
export const TemplateDraft = z
  .strictObject({
    name: nameUpTo(120),
    summary: z.string().max(2000).default(""),
    text: z.string().max(4_000_000),
    examples: Examples.default({}),
    /** What changed. */
    note: z.string().max(500).default(""),
  })
  .meta({
    id: "TemplateDraft",
    examples: [{ name: "team", text: "tables:\n  people:\n    rows: 50\n    fields:\n      name: person.full_name\n" }],
  });
export type TemplateDraft = z.infer<typeof TemplateDraft>;

export const TemplateVersion = z
  .object({
    version: z.number().int(),
    text: z.string(),
    note: z.string(),
    created_at: z.string().nullable(),
  })
  .meta({ id: "TemplateVersion" });
export const TemplateVersions = z.array(TemplateVersion);

/** `GET /api/templates`. */
export const TemplateQuery = z.object({
  q: z.string().max(200).optional().describe("Words of the name or the summary."),
  builtin: z.enum(["true", "false"]).optional().describe("Only those of the installation, or only own ones."),
});
