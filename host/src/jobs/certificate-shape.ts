import { z } from "zod";

const Count = z.int().nonnegative();
/** A figure, or why there is none. */
const Figure = z.union([Count, z.strictObject({ skipped: z.string() })]);
export type Figure = z.infer<typeof Figure>;

const CertifiedColumn = z.strictObject({
  name: z.string(),
  kind: z.enum([
    "integer",
    "decimal",
    "float",
    "boolean",
    "date",
    "datetime",
    "time",
    "duration",
    "text",
    "json",
    "uuid",
  ]),
  scale: Count,
});
export type CertifiedColumn = z.infer<typeof CertifiedColumn>;

/** Cells of `columns` are those of `targets` in one row of `table`; a row with a null among them does not count. */
const CertifiedReference = z.strictObject({
  columns: z.array(z.string()).min(1),
  table: z.string(),
  targets: z.array(z.string()).min(1),
  /** Only rows where that column has that value. */
  by: z.strictObject({ column: z.string(), value: z.string() }).optional(),
});

const Total = z.strictObject({
  /** Exact decimal text; null where no cell has a value. Floats have none: their sum depends on the order. */
  sum: z.string().nullable().optional(),
  min: z.string().nullable(),
  max: z.string().nullable(),
});

const Figures = z.strictObject({
  rows: Count,
  /** Cells by column that cannot be read as what the column holds; columns without any are left out. */
  unreadable: z.record(z.string(), Count),
  /** Null cells by column. */
  nulls: z.record(z.string(), Count),
  /** Rows whose key stood in a row before, by key. */
  duplicates: z.record(z.string(), Count),
  /** Rows that refer to nothing, by reference. */
  orphans: z.record(z.string(), Figure),
  /** Rows in which a rule is false, by rule. */
  violations: z.record(z.string(), Figure),
  /** By column: numbers, dates and moments. */
  totals: z.record(z.string(), Total),
});
export type Figures = z.infer<typeof Figures>;

const CertifiedTable = z.strictObject({
  table: z.string(),
  /** Its name in a database, where that is another. */
  target: z.string().optional(),
  columns: z.array(CertifiedColumn),
  key: z.array(z.string()),
  unique: z.array(z.array(z.string())),
  references: z.array(CertifiedReference),
  /** Expressions that hold in every row. */
  rules: z.array(z.string()),
  figures: z.union([Figures, z.strictObject({ skipped: z.string() })]),
});
export type CertifiedTable = z.infer<typeof CertifiedTable>;

const CertifiedFile = z.strictObject({
  /** From the folder of the certificate. */
  path: z.string(),
  /** Empty for the answer key of dirty data. */
  table: z.string(),
  bytes: Count,
  sha256: z.string(),
});
export type CertifiedFile = z.infer<typeof CertifiedFile>;

/** How the files are to be read. */
const Reading = z.strictObject({
  format: z.string(),
  gzip: z.boolean(),
  delimiter: z.string(),
  headerLine: z.boolean(),
  nullText: z.string(),
});
export type Reading = z.infer<typeof Reading>;

/** What data was delivered: figures that anybody can compute again from the data alone. */
export const Certificate = z.strictObject({
  certificate: z.literal(1),
  /** When it was made, by the clock of the machine; part of no hash. */
  made: z.string(),
  version: z.string(),
  edition: z.int(),
  seed: z.union([z.number(), z.string()]),
  now: z.string(),
  schema: z.strictObject({
    /** Of the document as JSON without blanks, keys sorted by code units. */
    sha256: z.string(),
    document: z.unknown(),
  }),
  reading: Reading,
  files: z.array(CertifiedFile),
  tables: z.array(CertifiedTable),
});
export type Certificate = z.infer<typeof Certificate>;
