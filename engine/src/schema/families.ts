import { z } from "zod";

const State = z.string().min(1).max(200);
const Weighted = z.record(State, z.number().nonnegative().max(1e9));

/** Some states, equally likely or by weight. */
const States = z.union([State, z.array(State).min(1).max(1000), Weighted]);

/** What happens to one parent: a walk from state to state, one row each. */
export const EventLog = z.strictObject({
  start: States.meta({ description: "The first event: one of these, or by weight." }),
  transitions: z
    .record(State, States)
    .meta({ description: "What may follow each event, or by weight. An event that nothing follows ends the log." }),
  max: z.int().positive().max(10_000).optional().meta({
    description: "The most events of one parent, 50 unless told: near it a log takes a shortest way to an end.",
  }),
});
export type EventLog = z.infer<typeof EventLog>;

/** In which periods since its start a parent is active: one row each. */
export const Retention = z.strictObject({
  curve: z.array(z.number().min(0).max(1)).min(1).max(1000).meta({
    description: "The share of parents that are active in period 0, 1, 2, ...",
  }),
  by: z.enum(["day", "week", "month", "quarter", "year"]),
  returning: z.boolean().optional().meta({
    description: "Each period for itself; without it, whoever leaves stays away while the curve falls.",
  }),
});
export type Retention = z.infer<typeof Retention>;
