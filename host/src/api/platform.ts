import { z } from "zod";

/** `GET /api/ready`: 200 where the platform can work, 503 where not, with the reasons. */
export const Ready = z.object({ ready: z.boolean(), reasons: z.array(z.string()) }).meta({ id: "Ready" });

/** Who makes data, and of which kinds. */
export const Backend = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["engine", "llm"]),
    /** Whether it can be used now. */
    ready: z.boolean(),
    /** Names of the LLMs that it serves. */
    llms: z.array(z.string()),
    capabilities: z.array(z.string()),
  })
  .meta({ id: "Backend" });
export const Backends = z.array(Backend);

/** `GET /api/queue`: depth of the queue and who works on it. */
export const Queue = z
  .object({
    waiting: z.number().int(),
    active: z.number().int(),
    failed: z.number().int(),
    workers: z.array(
      z.object({
        id: z.string(),
        host: z.string(),
        region: z.string().nullable(),
        threads: z.number().int(),
        seen_at: z.string(),
        chunks: z.number().int(),
      }),
    ),
  })
  .meta({ id: "Queue" });

/** `GET /api/settings`: how the operator set the server up, as far as its users may know. */
export const Settings = z
  .object({
    /** `embedded`, or the address without user and password. */
    database: z.string(),
    /** Where files land, without credentials. */
    store: z.string(),
    min_records: z.number(),
    max_records: z.number(),
    /** Unfinished jobs that a user may have. */
    max_jobs: z.number(),
    /** 0 for never. */
    max_file_age_days: z.number(),
    /** Requests per 15 minutes before one is signed in. */
    rate_limit: z.number(),
    /** Requests per 15 minutes of a user or key. */
    key_rate_limit: z.number(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;
