import type {
  Chunk,
  ExportOrder,
  Job,
  JobEventName,
  JobFile,
  JobOrder,
  JobPage,
  JobQuery,
  Publication,
} from "../api/index.ts";
import type { ByteRange } from "../stores/store.ts";

/** Whose: every call sees only what belongs to this user; a job of another is not there. */
export interface Owner {
  readonly userId: string;
}

/** A change of a job, as people who watch are told it. */
export interface JobEvent {
  readonly name: JobEventName;
  /** The job's version. */
  readonly id: number;
  readonly job: Job;
}

/** Bytes on their way out. */
export interface Download {
  readonly name: string;
  readonly type: string;
  /** Of the whole. */
  readonly bytes: number;
  readonly etag: string;
  /** Reads parts as they are asked for; never holds more than a few pieces. */
  open(range?: ByteRange, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Depth of the queue and who works on it. */
export interface QueueView {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
  readonly workers: readonly {
    readonly id: string;
    readonly host: string;
    readonly region: string | null;
    readonly threads: number;
    readonly seen_at: string;
    readonly chunks: number;
  }[];
}

/**
 * Jobs that outlive a process. Methods that name a job give undefined where the owner has none of that id. They throw SchemaError for an order that is
 * wrong, LimitError for a limit, WorldError for the rest.
 */
export interface Jobs {
  create(owner: Owner, order: JobOrder): Promise<Job>;
  list(owner: Owner, query: JobQuery): Promise<JobPage>;
  get(owner: Owner, id: string): Promise<Job | undefined>;
  /** Throws SchemaError `job/state` where the job's state does not allow it. */
  control(owner: Owner, id: string, action: "pause" | "resume" | "cancel" | "retry"): Promise<Job | undefined>;
  /** Removes the job and all its bytes; of a job at work it cancels first. False where there is none. */
  remove(owner: Owner, id: string): Promise<boolean>;
  /** The state now, then every change until the job has ended or `signal` ends it. With `since`, nothing that the watcher of that version has seen. */
  watch(owner: Owner, id: string, since: number, signal: AbortSignal): Promise<AsyncIterable<JobEvent> | undefined>;
  chunks(owner: Owner, id: string): Promise<readonly Chunk[] | undefined>;
  files(owner: Owner, id: string): Promise<readonly JobFile[] | undefined>;
  /** One file; throws SchemaError `job/not-ready` while it is not whole, `job/removed` afterwards. */
  file(owner: Owner, id: string, name: string): Promise<Download | undefined>;
  /** The one file, or all in a zip. */
  bundle(owner: Owner, id: string): Promise<Download | undefined>;
  /** The certificate as JSON text; made when first asked for. */
  certificate(owner: Owner, id: string): Promise<Download | undefined>;
  /** Another job, or a copy in a store. */
  export(
    owner: Owner,
    id: string,
    order: ExportOrder,
  ): Promise<{ job: Job } | { publication: Publication } | undefined>;
  /** The document of a job, for previews of any row. */
  document(owner: Owner, id: string): Promise<unknown>;
  queue(): Promise<QueueView>;
}

/** What runs in a process of the platform. */
export interface Platform {
  readonly jobs: Jobs;
  /** Whether database, store and queue answer; the reasons where not. */
  ready(): Promise<readonly string[]>;
  /** Figures for /metrics: names as of Prometheus without the prefix. */
  figures(): Promise<Readonly<Record<string, number>>>;
  /** Finishes or hands back its chunks within 10 s. */
  close(): Promise<void>;
}
