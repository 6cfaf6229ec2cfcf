// Our own tables, in PostgreSQL 15's dialect: nothing newer, since a server may be that old.
import type { PartInfo } from "@semblance/engine";
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const count = (name: string) => bigint(name, { mode: "number" });

/** Who may sign in. Everything else belongs to one of them. */
export const users = pgTable("users", {
  id: uuid().primaryKey().defaultRandom(),
  /** In lower case. */
  email: text().notNull().unique(),
  name: text().notNull().default(""),
  role: text({ enum: ["admin", "member"] })
    .notNull()
    .default("member"),
  /** Null for the owner of a loopback without accounts, who enters by a one-time link. */
  passwordHash: text("password_hash"),
  disabled: boolean().notNull().default(false),
  /** Tokens issued before are refused. */
  tokensFrom: instant("tokens_from").notNull().defaultNow(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Keys of the API; the key itself is shown once and never kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The part of the key that finds its row. */
    prefix: text().notNull().unique(),
    /** SHA-256 of the secret part, in hex. */
    hash: text().notNull(),
    /** Requests per window; null takes the default. */
    rateLimit: integer("rate_limit"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("api_keys_user").on(table.userId)],
);

/** Keys that sign tokens; the private half is sealed with the server's secret. */
export const signingKeys = pgTable("signing_keys", {
  id: text().primaryKey(),
  public: jsonb().$type<Record<string, unknown>>().notNull(),
  sealed: text().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  retiredAt: instant("retired_at"),
});

/** Tokens that were signed out before their time. */
export const endedTokens = pgTable(
  "ended_tokens",
  {
    id: text().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** When it would have ended by itself. */
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("ended_tokens_expires").on(table.expiresAt)],
);

/** Requests counted by the servers that share this database: who asks, and since when. */
export const rateWindows = pgTable(
  "rate_windows",
  {
    /** user:<id>, key:<id> or the hash of an address. */
    subject: text().notNull(),
    from: instant("from_at").notNull(),
    requests: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.subject, table.from] }), index("rate_windows_from").on(table.from)],
);

/** Who did what. */
export const audit = pgTable(
  "audit",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: instant("at").notNull().defaultNow(),
    userId: uuid("user_id"),
    /** session, token, key:<prefix>, link or none. */
    via: text().notNull(),
    /** As `POST /api/jobs/:id/control`. */
    action: text().notNull(),
    /** Id of what was acted on. */
    target: text(),
    status: integer().notNull(),
    requestId: text("request_id").notNull(),
    address: text(),
  },
  (table) => [index("audit_at").on(table.at), index("audit_user").on(table.userId, table.at)],
);

/** Schemas that users keep; those that come with the installation are files. */
export const templates = pgTable(
  "templates",
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    summary: text().notNull().default(""),
    /** The newest. */
    version: integer().notNull().default(1),
    /** Jobs made from it. */
    uses: integer().notNull().default(0),
    /** Rows that show what is wanted, by table. */
    examples: json().$type<Record<string, readonly Record<string, unknown>[]>>().notNull().default({}),
    createdAt: instant("created_at").notNull().defaultNow(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [unique("templates_name").on(table.ownerId, table.name)],
);

/** Every version that a template had. */
export const templateVersions = pgTable(
  "template_versions",
  {
    templateId: uuid("template_id")
      .notNull()
      .references(() => templates.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** The document as YAML. */
    text: text().notNull(),
    note: text().notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.templateId, table.version] })],
);

/** How often a template of the installation was used, by user. */
export const templateUses = pgTable(
  "template_uses",
  {
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    uses: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.name] })],
);

/** Descriptions of subjects for text data sets. */
export const domains = pgTable(
  "domains",
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    description: text().notNull().default(""),
    topics: jsonb().$type<readonly string[]>().notNull().default([]),
    createdAt: instant("created_at").notNull().defaultNow(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [index("domains_owner").on(table.ownerId)],
);

/** Files that users brought. */
export const datasets = pgTable(
  "datasets",
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** Where its bytes are in the store. */
    key: text().notNull(),
    bytes: count("bytes").notNull(),
    sha256: text().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("datasets_owner").on(table.ownerId, table.createdAt)],
);

/** What a job is asked for: fixed when it is made, without secrets. */
export interface JobSpec {
  /** With `now`, rows and seed fixed. */
  readonly document: unknown;
  readonly kind: "files" | "load";
  readonly format: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly gzip: boolean;
  /** Of the engine; workers of another do not take its chunks. */
  readonly edition: number;
  /** For a load: the address without its password, and how. */
  readonly destination?: { readonly to: string; readonly mode?: string; readonly createTables?: boolean };
  /** The job whose data these are in another format. */
  readonly from?: string;
  /** Files of that job whose parts hold the bytes of this one's files, in their order. */
  readonly sources?: readonly number[];
}

export const JOB_STATES = ["pending", "generating", "paused", "completed", "failed", "cancelled"] as const;

/** What interrupted a job, or took it up again. */
export interface JobMove {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly what: "paused" | "resumed" | "failed" | "retried";
  /** Why it failed. */
  readonly message?: string;
}

/** A failure as people are told it. */
export interface JobFault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export const jobs = pgTable(
  "jobs",
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    state: text({ enum: JOB_STATES }).notNull().default("pending"),
    /** Grows with every change: the id of its events. */
    version: count("version").notNull().default(1),
    /** Not jsonb, which forgets the order of columns. */
    spec: json().$type<JobSpec>().notNull(),
    /** Name or id of the template it was made from. */
    template: text(),
    backend: text().notNull().default("engine"),
    /** Label of the workers that may do it. */
    region: text(),
    /** From -10 to 10; higher goes first. */
    priority: integer().notNull().default(0),
    /** Where its first chunk stands in the order in which jobs share the workers. */
    turn: integer().notNull().default(0),
    rows: count("rows").notNull(),
    rowsDone: count("rows_done").notNull().default(0),
    bytes: count("bytes").notNull().default(0),
    chunks: integer().notNull().default(0),
    chunksDone: integer("chunks_done").notNull().default(0),
    fault: jsonb().$type<JobFault>(),
    /** What else there is to say: files removed, a pause because of a full disk. */
    notes: jsonb().$type<readonly JobFault[]>().notNull().default([]),
    /** Pauses, failures and how it went on, in their order; the newest hundred. */
    moves: jsonb().$type<readonly JobMove[]>().notNull().default([]),
    timeoutMs: count("timeout_ms").notNull(),
    /** Milliseconds at work before the pause that came last. */
    workedMs: count("worked_ms").notNull().default(0),
    /** Since when it has been at work without a pause. */
    workingSince: instant("working_since"),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** When its files were removed. */
    removedAt: instant("removed_at"),
  },
  (table) => [index("jobs_owner").on(table.ownerId, table.createdAt), index("jobs_state").on(table.state)],
);

/** The files of a job; a file is its head, its parts in order, its foot. */
export const files = pgTable(
  "files",
  {
    jobId: uuid("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    name: text().notNull(),
    table: text().notNull(),
    from: count("from_row").notNull(),
    to: count("to_row").notNull(),
    /** It is the answer key of dirty data. */
    answers: boolean().notNull().default(false),
    rowsDone: count("rows_done").notNull().default(0),
    /** Once it is whole: its length, its ETag, and how many bytes its head and foot have. */
    bytes: count("bytes"),
    etag: text(),
    headBytes: integer("head_bytes"),
    footBytes: integer("foot_bytes"),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.number] })],
);

/** The ledger: rows [from, to) of one file. */
export const chunks = pgTable(
  "chunks",
  {
    jobId: uuid("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    file: integer().notNull(),
    from: count("from_row").notNull(),
    to: count("to_row").notNull(),
    state: text({ enum: ["todo", "done", "failed"] })
      .notNull()
      .default("todo"),
    /** Its message in the queue; one with another id has nothing to say any more. */
    messageId: uuid("message_id").notNull(),
    /** How often it failed. */
    attempts: integer().notNull().default(0),
    rows: count("rows"),
    bytes: count("bytes"),
    sha256: text(),
    info: jsonb().$type<PartInfo>(),
    /** Where its bytes are in the store. */
    key: text(),
    /** Offset of its first byte in the file, once the file is whole. */
    offset: count("byte_offset"),
    worker: text(),
    fault: jsonb().$type<JobFault>(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.file, table.from] }),
    index("chunks_finished").on(table.jobId, table.finishedAt),
  ],
);

/** What a job may know while it runs, sealed with the server's secret; gone when it ends. */
export const jobSecrets = pgTable("job_secrets", {
  jobId: uuid("job_id")
    .primaryKey()
    .references(() => jobs.id, { onDelete: "cascade" }),
  sealed: text().notNull(),
});

/** Copies of finished files in other stores. */
export const publications = pgTable(
  "publications",
  {
    id: uuid().primaryKey().defaultRandom(),
    jobId: uuid("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    /** The address without secrets: s3://bucket/prefix, ipfs, arweave. */
    store: text().notNull(),
    state: text({ enum: ["running", "completed", "failed"] })
      .notNull()
      .default("running"),
    /** One per file: name, bytes, where to find it, what the service said. */
    receipts: jsonb()
      .$type<readonly { name: string; bytes: number; url: string; id?: string; gateway?: string; detail?: unknown }[]>()
      .notNull()
      .default([]),
    /** Of all files, and how many of them were sent. */
    bytes: count("bytes").notNull().default(0),
    bytesDone: count("bytes_done").notNull().default(0),
    /** It began with credentials, which are kept nowhere. */
    credentialed: boolean().notNull().default(false),
    /** By file: what a service that can go on needs for it; nothing secret. */
    marks: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** The process that copies, and when it last said so. */
    worker: text(),
    seenAt: instant("seen_at").notNull().defaultNow(),
    fault: jsonb().$type<JobFault>(),
    createdAt: instant("created_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (table) => [index("publications_job").on(table.jobId)],
);

/** Processes that work on chunks. */
export const workers = pgTable("workers", {
  id: text().primaryKey(),
  host: text().notNull(),
  pid: integer().notNull(),
  region: text(),
  threads: integer().notNull(),
  edition: integer().notNull(),
  version: text().notNull(),
  startedAt: instant("started_at").notNull().defaultNow(),
  seenAt: instant("seen_at").notNull().defaultNow(),
});
