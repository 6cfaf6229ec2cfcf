import { z } from "zod";
import { ProblemIssue } from "./problem.ts";
import { wholeOr } from "./whole.ts";

/** A schema document as an object, or as YAML or JSON text. */
export const Document = z.union([z.record(z.string(), z.unknown()), z.string().max(4_000_000)]);

const Rows = z.number().int().min(0).max(1e12);
const Seed = z.union([z.number().int(), z.string().max(200)]);

/** What data is meant: exactly one of `schema` and `template`, with what replaces its entries. */
const Subject = z.strictObject({
  schema: Document.optional(),
  /** Name of a template of the installation, or id of an own one. */
  template: z.string().max(200).optional(),
  template_version: z.number().int().min(1).max(1_000_000_000).optional(),
  /** Rows of the table that others hang on, or of the only one. */
  rows: Rows.optional(),
  /** Rows by table. */
  tables: z.record(z.string(), Rows).optional(),
  seed: Seed.optional(),
  locale: z.string().max(40).optional(),
  /** Moment that `now` stands for. */
  now: z.string().max(40).optional(),
});

/** `POST /api/schema/validate`. */
export const ValidateOrder = Subject.meta({
  id: "ValidateOrder",
  examples: [{ schema: { tables: { users: { rows: 1000, fields: { id: "uuid", email: "internet.email" } } } } }],
});
export type ValidateOrder = z.infer<typeof ValidateOrder>;

/** One fault of a document, with its place in the text where it was given as text; lines and columns count from 1. */
export const SchemaIssue = ProblemIssue.extend({
  line: z.number().int().optional(),
  column: z.number().int().optional(),
}).meta({ id: "SchemaIssue" });
export type SchemaIssue = z.infer<typeof SchemaIssue>;

/** What a table will be. */
export const TableEstimate = z
  .object({
    table: z.string(),
    fields: z.number().int(),
    rows: z.number(),
    /** As CSV. */
    bytes: z.number(),
    /** In one thread. */
    seconds: z.number(),
  })
  .meta({ id: "TableEstimate" });
export type TableEstimate = z.infer<typeof TableEstimate>;

/** Every fault of a document or, where there is none, its plan and what it will cost. */
export const Validation = z
  .object({
    valid: z.boolean(),
    issues: z.array(SchemaIssue),
    plan: z
      .object({
        edition: z.number().int(),
        seed: z.union([z.number(), z.string()]),
        now: z.string(),
        /** In the order in which they can be loaded: parents first. */
        tables: z.array(TableEstimate),
        total: z.object({ rows: z.number(), bytes: z.number(), seconds: z.number(), threads: z.number().int() }),
      })
      .optional(),
  })
  .meta({ id: "Validation" });
export type Validation = z.infer<typeof Validation>;

const Slice = {
  /** One table, hidden or not; all that are delivered where absent. */
  table: z.string().max(200).optional(),
  /** The first row, counted from 0. */
  from: z.number().int().min(0).max(1e12).default(0),
};

/** `POST /api/schema/preview`. */
export const PreviewOrder = Subject.extend({ ...Slice, count: z.number().int().min(1).max(1000).default(20) }).meta({
  id: "PreviewOrder",
  examples: [{ template: "ecommerce", table: "ecommerce", from: 999_990, count: 5, rows: 1_000_000 }],
});
export type PreviewOrder = z.infer<typeof PreviewOrder>;

/** `GET /api/jobs/:id/preview`. */
export const PreviewQuery = z.object({
  table: z.string().max(200).optional(),
  from: wholeOr(0, 0, 1e12),
  count: wholeOr(20, 1, 1000),
});

/** Rows of a table, from any row. */
export const TablePreview = z
  .object({
    table: z.string(),
    from: z.number(),
    /** Rows of the whole table. */
    total: z.number(),
    columns: z.array(z.object({ name: z.string(), kind: z.string() })),
    rows: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: "TablePreview" });
export type TablePreview = z.infer<typeof TablePreview>;

export const Preview = z.object({ tables: z.array(TablePreview) }).meta({ id: "Preview" });
export type Preview = z.infer<typeof Preview>;

/** `POST /api/schema/explain`. */
export const ExplainOrder = Subject.extend({
  /** `table.field`; of a schema with one table the field is enough. */
  column: z.string().min(1).max(400),
  /** Counted from 0. */
  row: z.number().int().min(0).max(1e12),
}).meta({ id: "ExplainOrder", examples: [{ template: "ecommerce", column: "total_amount", row: 17 }] });
export type ExplainOrder = z.infer<typeof ExplainOrder>;

/** How a cell came to be. */
export const Explanation = z
  .object({
    column: z.string(),
    table: z.string(),
    name: z.string(),
    /** Row of its own table. */
    row: z.number(),
    value: z.unknown(),
    /** What its kernel does, in words. */
    does: z.string(),
    /** Key of its random stream, in hex. */
    stream: z.string(),
    /** The column whose cell chose the row, where the cell was borrowed. */
    via: z.string().optional(),
    choice: z.string().optional(),
    rule: z.string().optional(),
    get inputs() {
      return z.array(Explanation);
    },
    /** How many more cells were taken together with those of the inputs. */
    more: z.number().optional(),
  })
  .meta({ id: "Explanation" });

const Common = {
  /** Rows of all tables together. */
  rows: z.number().int().min(1).max(1e12).optional(),
  seed: Seed.optional(),
};
const Text = z.string().min(1).max(16_000_000);

/**
 * `POST /api/schema/extract`: what to make a schema of. Without `from` the text says what it is. Files come as
 * `multipart/form-data` instead: any number of them, and `rows`, `seed` and `dialect` as fields.
 */
export const ExtractOrder = z
  .union([
    z.strictObject({
      from: z.enum(["text", "english", "sql", "prisma", "json-schema"]).default("text"),
      text: Text,
      /** Whose SQL it is; guessed where absent. */
      dialect: z.enum(["postgres", "mysql", "sqlite", "sqlserver"]).optional(),
      locale: z.string().max(40).optional(),
      ...Common,
    }),
    z.strictObject({
      from: z.literal("dataset"),
      /** Ids of data sets: one table each. */
      datasets: z.array(z.uuid()).min(1).max(20),
      ...Common,
    }),
    z.strictObject({
      from: z.literal("connection"),
      /** postgres://me:secret@host/db or mysql://…; used once, kept nowhere. */
      address: z.string().min(1).max(4096),
      /** Whether the database is asked for rows, ranges and frequent values. */
      statistics: z.boolean().default(false),
      ...Common,
    }),
    z.strictObject({
      from: z.literal("template"),
      template: z.string().min(1).max(200),
      version: z.number().int().min(1).max(1_000_000_000).optional(),
    }),
    z.strictObject({
      from: z.literal("edit"),
      /** The schema to change; comments of a text stay. */
      schema: Document,
      /** What to change, in plain English. */
      text: z.string().min(1).max(20_000),
    }),
  ])
  .meta({
    id: "ExtractOrder",
    examples: [
      { text: "CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL UNIQUE)" },
      {
        from: "edit",
        schema: {
          tables: { users: { rows: 100, fields: { id: "uuid", age: { type: "integer", min: 18, max: 80 } } } },
        },
        text: "make age 21 to 65, rename id to user_id and add a phone",
      },
    ],
  });
export type ExtractOrder = z.infer<typeof ExtractOrder>;

/** Something guessed or left out; `path` says where in the schema. */
export const SchemaNote = z
  .object({
    path: z.string(),
    text: z.string(),
    /** What it could have meant instead. */
    choices: z.array(z.string()).optional(),
  })
  .meta({ id: "SchemaNote" });

/** Something that plain English leaves open, with all that it can mean. */
export const SchemaGuess = z
  .object({
    /** The field, its share of blanks, or the rows of a table: `tables.orders.rows`. */
    path: z.string(),
    text: z.string(),
    /** The first is what the schema has; any other is taken by making its changes. */
    choices: z.array(
      z.object({
        text: z.string(),
        /** What stands at each path then; nothing where `value` is absent. */
        changes: z.array(z.object({ path: z.string(), value: z.unknown().optional() })),
      }),
    ),
  })
  .meta({ id: "SchemaGuess" });

/** One change of a schema. */
export const SchemaChange = z
  .object({
    kind: z.enum(["added", "removed", "renamed", "changed"]),
    of: z.enum(["schema", "table", "rows", "field", "rule"]),
    /** What it is about; renames come first, and all that follow have the new names. */
    path: z.string(),
    /** The new name of what is renamed. */
    to: z.string().optional(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
    /** What differs within it: `before` is absent where it is new, `after` where it is gone. */
    parts: z
      .array(z.object({ name: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
      .optional(),
    /** All of it in words. */
    text: z.string(),
  })
  .meta({ id: "SchemaChange" });

/** A schema made of something else. */
export const Extracted = z
  .object({
    /** What it was read as: `SQL of MySQL`, `plain English`. */
    from: z.string(),
    schema: z.record(z.string(), z.unknown()),
    /** The same as YAML. */
    text: z.string(),
    tables: z.number().int(),
    notes: z.array(SchemaNote),
    /** Of an edit: what it changed; nothing where nothing of the words was understood. */
    changes: z.array(SchemaChange).optional(),
    /** Of plain English: where each part of the schema came from. */
    origins: z
      .array(z.object({ path: z.string(), origin: z.enum(["words", "assumed"]), words: z.string().optional() }))
      .optional(),
    /** Of plain English: what it leaves open, with the other readings as changes. */
    guesses: z.array(SchemaGuess).optional(),
    /** Of plain English: words that nothing was made of. */
    unread: z.array(z.string()).optional(),
    /** Of plain English: what it says about the output. */
    output: z.object({ format: z.string().optional(), rows: z.number().optional() }).optional(),
  })
  .meta({ id: "Extracted" });
export type Extracted = z.infer<typeof Extracted>;
