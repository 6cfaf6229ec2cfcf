import { z } from "zod";
import { wholeOr } from "./whole.ts";

export const JobState = z.enum(["pending", "generating", "paused", "completed", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

export const Fault = z
  .object({ code: z.string(), message: z.string(), hint: z.string().optional() })
  .meta({ id: "Fault" });
export type Fault = z.infer<typeof Fault>;

const Rows = z.number().int().min(0).max(1e12);

/** Where a load goes. The address may hold a password: it is sealed while the job runs, and forgotten with its end. */
export const Destination = z
  .object({
    /** postgres://me:secret@host/db, mysql://…; sqlite: is for the command line. */
    to: z.string().max(4096),
    mode: z.enum(["empty", "append", "truncate"]).default("empty"),
    create_tables: z.boolean().default(false),
  })
  .meta({ id: "Destination" });

/** One ASCII mark that no number, date or quote holds. */
export const DELIMITER = /^[\t !#$%&'()*,/;<=>?@[\\\]^_`{|}~]$/;

/** Settings of file formats, as on the command line. */
export const FormatSettings = z
  .object({
    delimiter: z.string().regex(DELIMITER).optional(),
    header: z.boolean().optional(),
    null_text: z
      .string()
      .max(64)
      .regex(/^[^"\r\n]*$/)
      .optional(),
    guard_formulas: z.boolean().optional(),
    compression: z.enum(["snappy", "zstd", "none"]).optional(),
    dialect: z.enum(["postgres", "mysql", "sqlite", "sqlserver"]).optional(),
    create_table: z.boolean().optional(),
  })
  .meta({ id: "FormatSettings" });

export const Format = z.enum(["csv", "json", "jsonl", "parquet", "arrow", "xlsx", "sql"]);

/** `POST /api/jobs`: exactly one of `schema` and `template` says what data. */
export const JobOrder = z
  .strictObject({
    /** A schema document as an object, or as YAML or JSON text. */
    schema: z.union([z.record(z.string(), z.unknown()), z.string().max(4_000_000)]).optional(),
    /** Name of a template of the installation, or id of an own one. */
    template: z.string().max(200).optional(),
    /** Version of an own template; the newest. */
    template_version: z.number().int().min(1).optional(),
    name: z.string().min(1).max(200).optional(),
    /** Rows of the table that others hang on, or of the only one. */
    rows: Rows.optional(),
    /** Rows by table. */
    tables: z.record(z.string(), Rows).optional(),
    seed: z.union([z.number().int(), z.string().max(200)]).optional(),
    locale: z.string().max(40).optional(),
    /** Moment that `now` stands for; when the job is made. */
    now: z.string().max(40).optional(),
    format: Format.default("csv"),
    options: FormatSettings.default({}),
    gzip: z.boolean().default(false),
    /** Shares of consecutive rows: 0.8, 0.1, 0.1 makes train, validation and test. */
    split: z.array(z.number().gt(0).lte(1)).min(2).max(20).optional(),
    /** Share of cells and rows to spoil. */
    dirty: z.number().gt(0).lte(1).optional(),
    /** Rows per chunk; the bytes do not depend on it. */
    chunk_rows: z.number().int().min(1).max(100_000_000).optional(),
    priority: z.number().int().min(-10).max(10).default(0),
    /** Seconds at work after which the job fails. */
    timeout: z
      .number()
      .int()
      .min(1)
      .max(30 * 86_400)
      .default(3600),
    /** Only workers with this label. */
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .optional(),
    /** Load into a database instead of making files. */
    destination: Destination.optional(),
  })
  .meta({
    id: "JobOrder",
    examples: [{ template: "ecommerce", rows: 10_000, format: "parquet", seed: 42 }],
  });
export type JobOrder = z.infer<typeof JobOrder>;
export type JobOrderInput = z.input<typeof JobOrder>;

/** How far a table is. */
export const TableProgress = z.object({ table: z.string(), rows: z.number(), rows_done: z.number() });

/** How far a job is. */
export const Progress = z
  .object({
    rows: z.number(),
    rows_done: z.number(),
    /** From 0 to 100. */
    percent: z.number(),
    /** Over the last seconds at work; 0 when it is not. */
    rows_per_second: z.number(),
    bytes: z.number(),
    /** Seconds until it is done; null where nobody can say. */
    eta_seconds: z.number().nullable(),
    chunks: z.number().int(),
    chunks_done: z.number().int(),
    /** Seconds at work, without pauses. */
    worked_s: z.number(),
    tables: z.array(TableProgress),
  })
  .meta({ id: "Progress" });
export type Progress = z.infer<typeof Progress>;

/** A copy of the files in another store. */
export const Publication = z
  .object({
    id: z.uuid(),
    store: z.string(),
    state: z.enum(["running", "completed", "failed"]),
    /** Files that are there; `gateway` is where a browser finds what `url` names. */
    links: z.array(
      z.object({
        name: z.string(),
        url: z.string(),
        id: z.string().optional(),
        gateway: z.string().optional(),
        bytes: z.number(),
      }),
    ),
    /** Of all files, and how many of them were sent. */
    bytes: z.number().optional(),
    bytes_done: z.number().optional(),
    error: Fault.nullable(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "Publication" });

export type Publication = z.infer<typeof Publication>;

/** What interrupted a job, or took it up again. */
export const JobMove = z
  .object({
    at: z.string(),
    what: z.enum(["paused", "resumed", "failed", "retried"]),
    /** Why it failed. */
    message: z.string().optional(),
  })
  .meta({ id: "JobMove" });

/** A job as everybody sees it. Moments are ISO 8601 in UTC. */
export const Job = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status: JobState,
    /** Grows with every change. */
    version: z.number().int(),
    kind: z.enum(["files", "load"]),
    template: z.string().nullable(),
    backend: z.string(),
    region: z.string().nullable(),
    format: z.string(),
    gzip: z.boolean(),
    seed: z.union([z.number(), z.string()]),
    /** The moment that `now` stands for in its data. */
    now: z.string(),
    edition: z.number().int(),
    priority: z.number().int(),
    /** Seconds. */
    timeout: z.number(),
    /** The address of a load, without secrets. */
    destination: z.string().nullable(),
    /** The job whose data these are in another format. */
    source: z.uuid().nullable(),
    progress: Progress,
    error: Fault.nullable(),
    notes: z.array(Fault),
    /** Pauses, failures and how it went on, in their order; the newest hundred. */
    moves: z.array(JobMove),
    publications: z.array(Publication),
    created_at: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    /** When its files were removed. */
    removed_at: z.string().nullable(),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof Job>;

/** `GET /api/jobs/:id/status`: the little that a script polls for. */
export const JobStatus = Job.pick({ id: true, status: true, version: true, progress: true, error: true }).meta({
  id: "JobStatus",
});

/** `GET /api/jobs`. */
export const JobQuery = z
  .object({
    status: JobState.optional(),
    q: z.string().max(200).optional().describe("Words of the name, the template or the tables."),
    template: z.string().max(200).optional().describe("The template's id."),
    backend: z.string().max(60).optional().describe("What makes the rows: engine."),
    from: z.iso.datetime({ offset: true }).or(z.iso.date()).optional().describe("Made at or after."),
    to: z.iso.datetime({ offset: true }).or(z.iso.date()).optional().describe("Made before."),
    page: wholeOr(1, 1, 1_000_000),
    page_size: wholeOr(20, 1, 200),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "expected a moment after `from`.",
  });
export type JobQuery = z.infer<typeof JobQuery>;

export const JobPage = z
  .object({
    jobs: z.array(Job),
    total: z.number().int(),
    page: z.number().int(),
    page_size: z.number().int(),
  })
  .meta({ id: "JobPage" });
export type JobPage = z.infer<typeof JobPage>;

export const Control = z
  .strictObject({
    action: z.enum(["pause", "resume", "cancel", "retry"]),
  })
  .meta({ id: "Control" });
export type Control = z.infer<typeof Control>;

/** One file of a job. */
export const JobFile = z
  .object({
    name: z.string(),
    table: z.string(),
    rows: z.number(),
    /** Null until it is whole. */
    bytes: z.number().nullable(),
    etag: z.string().nullable(),
    type: z.string(),
    answers: z.boolean(),
    /** Where to get it. */
    url: z.string(),
  })
  .meta({ id: "JobFile" });
export type JobFile = z.infer<typeof JobFile>;

/** One chunk of the ledger. */
export const Chunk = z
  .object({
    file: z.string(),
    table: z.string(),
    from: z.number(),
    to: z.number(),
    state: z.enum(["todo", "running", "done", "failed"]),
    attempts: z.number().int(),
    rows: z.number().nullable(),
    bytes: z.number().nullable(),
    sha256: z.string().nullable(),
    worker: z.string().nullable(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "Chunk" });
export type Chunk = z.infer<typeof Chunk>;

/** `GET /api/jobs/:id/chunks`: the map of a job; `map` has one letter per chunk in order: t(odo) r(unning) d(one) f(ailed). */
export const ChunkMap = z.object({ map: z.string(), chunks: z.array(Chunk) }).meta({ id: "ChunkMap" });

/** What `GET /api/jobs/:id/events` sends; `data` is the job, of `shutdown` nothing. */
export const JobEventName = z.enum(["init", "start", "progress", "complete", "error", "shutdown"]);
export type JobEventName = z.infer<typeof JobEventName>;

/** One server-sent event. */
export const JobEvent = z
  .object({
    /** The job's version; not of `shutdown`. */
    id: z.string().optional(),
    event: JobEventName,
    /** A job as JSON, of `shutdown` an empty object. */
    data: z.string(),
  })
  .meta({ id: "JobEvent" });

/** `POST /api/jobs/:id/exports`: the same data in another format (a new job), or a copy of the files in a store. */
export const ExportOrder = z
  .union([
    z.strictObject({ format: Format, options: FormatSettings.default({}), gzip: z.boolean().default(false) }),
    z.strictObject({ destination: Destination }),
    z.strictObject({
      /** s3://bucket/prefix?endpoint=…, ipfs:, arweave:, file:/folder below the allowed one. */
      store: z.string().max(2048),
      /** What the store asks for; used once, kept nowhere. */
      credentials: z.record(z.string(), z.string().max(20_000)).optional(),
      /** The price that the store named and that is agreed to. */
      confirm_price: z.string().max(100).optional(),
    }),
  ])
  .meta({ id: "ExportOrder", examples: [{ format: "parquet" }] });
export type ExportOrder = z.infer<typeof ExportOrder>;
