import { z } from "zod";

const Moment = z.iso.datetime({ offset: true }).or(z.iso.date());

/** `GET /api/analytics`: 30 days where it is not said. */
export const AnalyticsQuery = z
  .object({
    /** Made at or after. */
    from: Moment.optional(),
    /** Made before. */
    to: Moment.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "expected a moment after `from`.",
  });

const Outcome = {
  jobs: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  rows: z.number(),
  bytes: z.number(),
};

/** What the user's jobs came to. */
export const Analytics = z
  .object({
    from: z.string(),
    to: z.string(),
    total: z.object({ ...Outcome, rows_per_second: z.number().nullable(), seconds: z.number() }),
    /** One per day in UTC, also those without jobs. `rows_per_second` is the median of the finished jobs. */
    days: z.array(z.object({ day: z.string(), ...Outcome, rows_per_second: z.number().nullable() })),
    templates: z.array(z.object({ template: z.string(), jobs: z.number().int(), rows: z.number() })),
    formats: z.array(z.object({ format: z.string(), jobs: z.number().int(), bytes: z.number() })),
    backends: z.array(
      z.object({ backend: z.string(), jobs: z.number().int(), rows: z.number(), failed: z.number().int() }),
    ),
    failures: z.array(
      z.object({ code: z.string(), message: z.string(), times: z.number().int(), last_at: z.string() }),
    ),
  })
  .meta({ id: "Analytics" });
export type Analytics = z.infer<typeof Analytics>;
