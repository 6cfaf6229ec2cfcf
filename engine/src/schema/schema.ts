import { z } from "zod";
import { Dirt } from "./dirt.ts";
import { EventLog, Retention } from "./families.ts";

/** 10000, or "10_000" as YAML 1.2 reads 10_000. */
const Count = z
  .union([
    z.int().nonnegative().max(Number.MAX_SAFE_INTEGER),
    z
      .string()
      .regex(/^\d[\d_]*$/)
      .transform((text) => Number(text.replaceAll("_", "")))
      .refine((count) => count <= Number.MAX_SAFE_INTEGER, "at most 9007199254740991"),
  ])
  .meta({ description: "A number of rows; 10_000 and 10000 are the same." });

/** A name that a column or table can have. */
export const Name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f#.{}]+$/, "a name has no control characters and none of # . { }");

/** How values spread. */
export const Distribution = z.union([
  z.enum(["uniform", "normal", "lognormal", "exponential", "zipf", "poisson", "pareto"]),
  z.strictObject({ uniform: z.strictObject({}) }),
  z.strictObject({ normal: z.strictObject({ mean: z.number(), sd: z.number().positive() }) }),
  z.strictObject({ lognormal: z.strictObject({ mu: z.number(), sigma: z.number().positive() }) }),
  z.strictObject({ exponential: z.strictObject({ mean: z.number().positive() }) }),
  z.strictObject({ gamma: z.strictObject({ shape: z.number().positive(), scale: z.number().positive() }) }),
  z.strictObject({ beta: z.strictObject({ a: z.number().positive(), b: z.number().positive() }) }),
  z.strictObject({ poisson: z.strictObject({ mean: z.number().positive().max(1e6) }) }),
  z.strictObject({ binomial: z.strictObject({ n: z.int().positive().max(1e6), p: z.number().min(0).max(1) }) }),
  z.strictObject({ zipf: z.strictObject({ s: z.number().positive().max(20) }) }),
  z.strictObject({ pareto: z.strictObject({ shape: z.number().positive(), scale: z.number().positive() }) }),
  z.strictObject({ weibull: z.strictObject({ shape: z.number().positive(), scale: z.number().positive() }) }),
  z.strictObject({ triangular: z.strictObject({ mode: z.number() }) }),
  z.strictObject({ empirical: z.strictObject({ quantiles: z.array(z.number()).min(2).max(10_001) }) }),
  z.strictObject({
    values: z
      .record(
        z.string().refine((text) => text.trim() !== "" && Number.isFinite(Number(text)), "a number"),
        z.number().nonnegative(),
      )
      .refine((weights) => Object.values(weights).some((weight) => weight > 0), "some weight must be more than 0")
      .refine((weights) => Object.keys(weights).length <= 10_000, "at most 10000 values")
      .meta({ description: "These numbers and no others, each with its weight." }),
  }),
  z.strictObject({
    mixture: z
      .array(
        z.strictObject({
          weight: z.number().positive(),
          normal: z.strictObject({ mean: z.number(), sd: z.number().positive() }),
        }),
      )
      .min(1)
      .max(50),
  }),
]);
export type Distribution = z.infer<typeof Distribution>;

/** Rows of a table: a number, or so many per row of a parent. */
export const RowCount = z.union([
  Count,
  z.strictObject({
    per: Name.meta({ description: "The parent table." }),
    min: z.int().nonnegative().max(1_000_000).optional(),
    max: z.int().nonnegative().max(1_000_000).optional(),
    mean: z.number().nonnegative().optional(),
    distribution: Distribution.optional(),
    log: EventLog.optional().meta({ description: "The rows are what happens to a parent, event after event." }),
    retention: Retention.optional().meta({ description: "The rows are the periods in which a parent is active." }),
  }),
]);
export type RowCount = z.infer<typeof RowCount>;

/** What every field may say; the rest belongs to its type. */
export const commonField = {
  type: z.string().min(1),
  description: z.string().optional().meta({ description: "For readers; no effect on data." }),
  null: z.number().min(0).max(1).optional().meta({ description: "Share of null cells." }),
  when: z.string().optional().meta({ description: "An expression; where it is false the cell is null." }),
  unique: z.boolean().optional().meta({ description: "No value twice, at any volume." }),
  key: z.boolean().optional().meta({
    description: "Part of the table's primary key: alone it is unique, with others their combination is.",
  }),
  max_length: z.int().positive().max(1_000_000).optional().meta({
    description: "Longest text in characters: longer ones are cut.",
  }),
  hidden: z.boolean().optional().meta({ description: "Computed for other fields but not delivered." }),
  value: z.string().optional().meta({ description: "An expression that gives the cell instead of a draw." }),
};

/** A field before its type is known: anything with a type, or just the type's name. */
export const Field = z.union([z.string().min(1), z.looseObject({ type: commonField.type })]);
export type Field = z.infer<typeof Field>;

/** A rule before its kind is known: the kinds and their shapes are listed in compile/rules/all.ts. */
export const Rule = z.looseObject({
  description: z.string().optional().meta({ description: "For readers; no effect on data." }),
});
export type Rule = z.infer<typeof Rule>;

const MOST_RULES = 1000;

/** One table. */
export const Table = z.strictObject({
  description: z.string().optional(),
  target: z.string().min(1).optional().meta({
    description: "The database table it is loaded into, where that has another name: `sales.orders`.",
  }),
  rows: RowCount.optional(),
  unique: z.array(z.array(Name).min(1).max(32)).max(100).optional().meta({
    description: "Groups of fields whose values together occur once; a row with a null among them does not count.",
  }),
  rules: z.array(Rule).max(MOST_RULES).optional().meta({ description: "What holds in every row." }),
  locale: z.string().optional(),
  hidden: z.boolean().optional().meta({ description: "Computed for other tables but not delivered." }),
  fields: z.record(Name, Field),
});
export type Table = z.infer<typeof Table>;

/** The user's document. */
export const Schema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1).optional(),
  edition: z.int().positive().optional().meta({
    description:
      "The edition of our data and algorithms that this schema was made with; old editions keep giving old bytes.",
  }),
  name: z.string().optional(),
  description: z.string().optional(),
  seed: z.union([z.number(), z.string()]).optional(),
  locale: z.string().optional(),
  now: z
    .string()
    .optional()
    .meta({ description: "The moment that `now` means, ISO 8601; fixed when the job is made if absent." }),
  dirty: Dirt.optional().meta({
    description: "What is to be wrong with the rows of some tables as they are delivered.",
  }),
  rules: z
    .array(Rule.extend({ table: Name.meta({ description: "The table whose rows it is about." }) }))
    .max(MOST_RULES)
    .optional()
    .meta({
      description: "Rules that could stand at their tables as well.",
    }),
  tables: z.record(Name, Table),
});
export type Schema = z.infer<typeof Schema>;
