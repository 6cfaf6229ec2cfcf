import { SchemaError, type Plan } from "@semblance/engine";
import { eq, sql } from "drizzle-orm";
import { openDatabase as openTarget } from "../connectors/all.ts";
import { files, jobs, jobSecrets, type JobSpec } from "../database/schema.ts";
import { loadOrder } from "../jobs/order.ts";
import { runLoad } from "../jobs/load.ts";
import { startLoad } from "../jobs/load-start.ts";
import { makePlan } from "../jobs/press.ts";
import { countChunks, newer, type ChunkRow } from "./finish.ts";
import { finish } from "./settle.ts";
import { holdJob, type Works } from "./works.ts";

const TELL_MS = 250;

const MODES = { empty: "refuse", append: "append", truncate: "truncate" } as const;

async function addressOf({ database, secret }: Works, id: string): Promise<string> {
  const [kept] = await database.db.select().from(jobSecrets).where(eq(jobSecrets.jobId, id));
  if (kept !== undefined) return secret.open(kept.sealed);
  const message = "the password of the database is forgotten.";
  const hint = "Make the job again with the same schema, seed and address: it goes on after the rows that are there.";
  throw new SchemaError([{ path: "destination.to", code: "job/secret", message, hint }]);
}

/** Writes how far a load is a few times a second, one writing after the other. */
function openTelling(
  works: Works,
  id: string,
  plan: Plan,
): { tell(rows: number, bytes: number): void; end(): Promise<void> } {
  const sizes = new Map(plan.tables.map(({ header, rows }) => [header.table, rows]));
  const order = loadOrder(plan).map((table) => ({ table, rows: sizes.get(table) ?? 0 }));
  let told = performance.now();
  let writing: Promise<void> | undefined;
  const write = async (rows: number, bytes: number): Promise<void> => {
    await works.database.within(async (tx) => {
      const job = await holdJob(tx, id);
      if (job?.state !== "generating") return;
      await tx.update(jobs).set({ rowsDone: rows, bytes, version: newer }).where(eq(jobs.id, id));
      let rest = rows;
      for (const { table, rows: most } of order) {
        const done = Math.min(rest, most);
        rest -= done;
        await tx
          .update(files)
          .set({ rowsDone: done })
          .where(sql`${files.jobId} = ${id} and ${files.table} = ${table}`);
      }
    });
  };
  return {
    tell(rows, bytes) {
      if (writing !== undefined || performance.now() - told < TELL_MS) return;
      told = performance.now();
      writing = write(rows, bytes)
        .catch((error: unknown) => works.log.warn(error, "progress of a load could not be written"))
        .finally(() => (writing = undefined));
    },
    async end() {
      await writing;
    },
  };
}

/**
 * Loads a job's rows into its database. Chunks and their ledger are that database's: after whatever end, the next attempt goes on after the rows that
 * are there.
 */
export async function load(works: Works, chunk: ChunkRow, spec: JobSpec, signal: AbortSignal): Promise<void> {
  const { jobId } = chunk;
  const { mode = "empty", createTables = false } = spec.destination!;
  const document = spec.document as Readonly<Record<string, unknown>>;
  const target = await openTarget(await addressOf(works, jobId));
  try {
    const { job } = await startLoad(target, {
      plan: await makePlan(document),
      document,
      nowIsGiven: true,
      seedIsGiven: document["seed"] !== undefined,
      create: createTables,
      whenFull: MODES[mode as keyof typeof MODES],
      confirm: () => Promise.resolve(true), // the order said so
    });
    signal.throwIfAborted();
    const telling = openTelling(works, jobId, job.plan);
    let bytes = 0;
    try {
      await runLoad(target, job, {
        threads: Math.max(1, works.workshop.count),
        signal,
        onProgress(rows, sofar) {
          bytes = sofar;
          telling.tell(rows, sofar);
        },
      });
    } finally {
      await telling.end();
    }
    const info = { rows: chunk.to, bytes: Math.round(bytes) };
    const { isLast } = await countChunks(works, [{ chunk, info }]);
    if (isLast) await finish(works, jobId);
  } finally {
    await target.close();
  }
}
