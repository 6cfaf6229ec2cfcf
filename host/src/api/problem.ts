import { z } from "zod";

/** One fault of what was asked. */
export const ProblemIssue = z
  .object({
    /** Where: `tables.orders.fields.total.min` of a schema, `body.rows` or `query.page` of a request. */
    path: z.string(),
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
  })
  .meta({ id: "ProblemIssue" });
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** Every error: RFC 9457, with every fault of the request. */
export const Problem = z
  .object({
    /** Where the kind of problem is described; `about:blank` where the status says it all. */
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    /** `area/what`, as in docs/errors.md. */
    code: z.string(),
    hint: z.string().optional(),
    /** Of the request, as in the log. */
    request_id: z.string().optional(),
    issues: z.array(ProblemIssue).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
