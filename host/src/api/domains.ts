import { z } from "zod";
import { nameUpTo } from "./name.ts";

/** A subject for text data sets. */
export const Domain = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    topics: z.array(z.string()),
    created_at: z.string(),
    changed_at: z.string(),
  })
  .meta({ id: "Domain" });
export type Domain = z.infer<typeof Domain>;
export const Domains = z.array(Domain);

/** `POST` and `PUT /api/domains`. */
export const DomainDraft = z
  .strictObject({
    name: nameUpTo(120),
    description: z.string().max(20_000).default(""),
    topics: z.array(nameUpTo(200)).max(500).default([]),
  })
  .meta({ id: "DomainDraft", examples: [{ name: "Banking", topics: ["lost cards", "mortgages"] }] });
export type DomainDraft = z.infer<typeof DomainDraft>;
