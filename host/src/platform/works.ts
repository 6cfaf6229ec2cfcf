import type { EDITION } from "@semblance/engine";
import { eq, getTableColumns, inArray, type SQL } from "drizzle-orm";
import type { Config } from "../config.ts";
import type { Database, Db, Tx } from "../database/open.ts";
import { jobs, type JobSpec } from "../database/schema.ts";
import type { Secret } from "../database/secret.ts";
import type { Log } from "../log/log.ts";
import type { Store } from "../stores/store.ts";
import type { Workshop } from "./workshop.ts";

/** What a job's chunks may take. */
export interface ChunkLimits {
  /** Milliseconds for a chunk; one that takes longer is split. */
  readonly ms: number;
  /** Bytes of a chunk; one that has more is split. */
  readonly bytes: number;
  /** Heap of a thread. */
  readonly heapMb: number;
  /** Milliseconds before a chunk that has failed is tried again; four times as long after every further failure. */
  readonly patienceMs: number;
}

/** What everything in this room works with. */
export interface Works {
  readonly config: Config;
  readonly database: Database;
  readonly store: Store;
  readonly secret: Secret;
  readonly log: Log;
  /** Names this process among the workers. */
  readonly me: string;
  /** Where heavy work is done. */
  readonly workshop: Workshop;
  readonly limits: ChunkLimits;
  /** Of the engine here. */
  readonly edition: typeof EDITION;
  /** Specs of jobs by id; they never change. */
  readonly specs: Map<string, JobSpec>;
}

export type JobRow = typeof jobs.$inferSelect;
export type JobState = JobRow["state"];

/** States in which chunks are made. */
export const AT_WORK: readonly JobState[] = ["pending", "generating"];
/** States in which a job has not ended. */
export const UNFINISHED: readonly JobState[] = [...AT_WORK, "paused"];

/** Whether the state is one of those. */
export const isAny = (states: readonly JobState[]): ReturnType<typeof inArray> => inArray(jobs.state, [...states]);

/** Bytes of a job's objects begin so in the store. */
export const prefixOf = (id: string): string => `jobs/${id}/`;

/**
 * The job's row, held until the transaction ends. Whoever changes a job, its chunks or its messages holds it first, so that nobody waits for another
 * in a circle.
 */
export async function holdJob(tx: Tx, id: string): Promise<Omit<JobRow, "spec"> | undefined> {
  const { spec: _, ...columns } = getTableColumns(jobs);
  const [job] = await tx.select(columns).from(jobs).where(eq(jobs.id, id)).for("update");
  return job;
}

const SPECS_KEPT = 100;

/** What the job was asked for; undefined where there is no such job. */
export async function specOf({ specs, database }: Works, id: string): Promise<JobSpec | undefined> {
  const kept = specs.get(id);
  if (kept !== undefined) return kept;
  const [found] = await database.db.select({ spec: jobs.spec }).from(jobs).where(eq(jobs.id, id));
  if (found === undefined) return undefined;
  specs.set(id, found.spec);
  if (specs.size > SPECS_KEPT) specs.delete(specs.keys().next().value!);
  return found.spec;
}

const AGAIN = new Set(["40001", "40P01"]); // serialization_failure, deadlock_detected
const TIMES = 4;

const codeOf = (error: unknown): unknown =>
  (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code;

/** The database, with transactions done again where another one was in the way: the queue holds its messages in an order of its own. */
export function doingAgain(database: Database): Database {
  return {
    ...database,
    async within(work) {
      for (let time = 1; ; time++) {
        try {
          return await database.within(work);
        } catch (error) {
          if (time === TIMES || !AGAIN.has(String(codeOf(error)))) throw error;
        }
      }
    },
  };
}

/** Rows of a query in SQL, where the builder has no words for it. */
export async function query<T>(on: Db | Tx, statement: SQL): Promise<readonly T[]> {
  // Both drivers give rows so; the type they share leaves it open.
  return ((await on.execute(statement)) as { rows: readonly T[] }).rows;
}
