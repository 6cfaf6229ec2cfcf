import { z } from "zod";
import { Format } from "./jobs.ts";
import { nameUpTo } from "./name.ts";

const Count = z.number().int().min(1).max(1e12);

/** Rows of something that has a name: a template, a field type, or a few words. */
const Records = z.strictObject({
  data_type: nameUpTo(8000).optional(),
  template: nameUpTo(200).optional(),
  /** 100 where it is not said. */
  record_count: Count.optional(),
  /** json where it is not said. */
  output_format: Format.optional(),
  seed: z.union([z.number().int(), z.string().max(200)]).optional(),
  locale: z.string().max(40).optional(),
  /** The same in camel case. */
  dataType: nameUpTo(8000).optional(),
  recordCount: Count.optional(),
  outputFormat: Format.optional(),
});

/** Texts about a domain, written by an LLM. */
const Texts = z.strictObject({
  domain: z.string().min(1).max(200),
  topics: z.array(z.string().max(200)).max(500).default([]),
  targetCount: Count.default(100),
  batchSize: z.number().int().min(1).max(1000).optional(),
  outputFormat: z.string().max(20).default("jsonl"),
  modelName: z.string().max(200).optional(),
  temperature: z.number().min(0).max(2).optional(),
});

/** `POST /api/generate`. */
export const QuickStart = z.union([Records, Texts]).meta({
  id: "QuickStart",
  examples: [{ data_type: "user", record_count: 1000, output_format: "csv" }],
});
export type QuickStart = z.infer<typeof QuickStart>;
