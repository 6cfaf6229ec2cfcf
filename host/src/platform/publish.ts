import { CancelledError, LimitError, SchemaError, WorldError } from "@semblance/engine";
import { and, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { ExportOrder, Publication } from "../api/index.ts";
import { openReach } from "../connectors/remote.ts";
import { jobs, publications, type JobFault } from "../database/schema.ts";
import { openPublisher } from "../stores/all.ts";
import type { Publisher } from "../stores/store.ts";
import { downloadsOf } from "./downloads.ts";
import { newer } from "./finish.ts";
import type { Download } from "./platform.ts";
import { toPublication } from "./views.ts";
import type { JobRow, Works } from "./works.ts";

const AT_A_TIME = 4;
const MOST_UNDER_WAY = 50;
const BEAT_MS = 5_000;
const STALE_SECONDS = 60;
const RECOVER_MS = 30_000;

type StoreOrder = Extract<ExportOrder, { store: string }>;
type Row = typeof publications.$inferSelect;

/** Copies of finished files on their way into other stores. */
export interface Publishing {
  /** Begins a copy of the job's files. Throws SchemaError for an order that is wrong, or for a price that nobody agreed to. */
  publish(job: JobRow, order: StoreOrder): Promise<Publication>;
  /** Goes on with what processes that are gone have left, or says what became of it. */
  recover(): Promise<void>;
  /** Stops; what can go on without credentials is left to the next process. */
  close(): Promise<void>;
}

const INTERRUPTED: JobFault = {
  code: "publication/interrupted",
  message: "the server stopped while it copied the files.",
  hint: "Export the job again: credentials are used once and kept nowhere.",
};

/** Why a copy failed, as people are told it. */
function toFault(error: unknown): JobFault {
  if (error instanceof SchemaError) {
    const { code, message, hint } = error.issues[0]!;
    return { code, message, ...(hint === undefined ? {} : { hint }) };
  }
  if (error instanceof WorldError) {
    const hint = error.retryable ? "Export the job again in a while." : "Mend it, then export the job again.";
    return { code: `world/${error.service}`, message: error.message.split("\n")[0]!, hint };
  }
  return {
    code: "job/internal",
    message: `an error of our own: ${(error as Error).message}`,
    hint: "The log of the server says more.",
  };
}

/** Throws where all files together cost something that nobody agreed to. */
async function agree(publisher: Publisher, downloads: readonly Download[]): Promise<void> {
  if (publisher.quote === undefined) return;
  const quotes = await Promise.all(downloads.map(({ bytes }) => publisher.quote!(bytes)));
  const total = quotes.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  publisher.agree?.(total);
}

/** What publishes in this process; with `recovers`, it takes over from processes that are gone. */
export function openPublishing(works: Works, recovers: boolean): Publishing {
  const { config, database, log, me } = works;
  const { db } = database;
  const guard = openReach(config);
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let free = AT_A_TIME;

  const open = (address: string, credentials: Readonly<Record<string, string>>, confirmedPrice?: string) =>
    openPublisher(address, { credentials, confirmedPrice, guard, defaults: config });

  async function end(row: Row, state: "completed" | "failed", fault: JobFault | null): Promise<void> {
    const finishedAt = sql`clock_timestamp()`;
    await database.within(async (tx) => {
      await tx.update(publications).set({ state, fault, finishedAt, marks: {} }).where(eq(publications.id, row.id));
      await tx.update(jobs).set({ version: newer }).where(eq(jobs.id, row.jobId));
    });
    log.info({ job_id: row.jobId, publication_id: row.id, state, code: fault?.code }, "publication ended");
  }

  /** Copies the files that are not there yet, one after the other. */
  async function copy(
    row: Row,
    publisher: Publisher,
    downloads: readonly Download[],
    stop: AbortController,
  ): Promise<void> {
    const { signal } = stop;
    const receipts = [...row.receipts];
    const marks = { ...row.marks };
    const sum = (): number => receipts.reduce((bytes, receipt) => bytes + receipt.bytes, 0);
    let bytesDone = sum();
    const save = async (values: Partial<Row>): Promise<void> => {
      const seen = { ...values, bytesDone, seenAt: sql`clock_timestamp()` };
      const found = await db
        .update(publications)
        .set(seen)
        .where(eq(publications.id, row.id))
        .returning({ id: publications.id });
      if (found.length === 0) stop.abort(new CancelledError("the job was removed"));
    };
    const beat = setInterval(() => {
      save({}).catch((error: unknown) => log.warn({ err: error }, "a publication could not say that it lives"));
    }, BEAT_MS);
    try {
      for (const download of downloads) {
        const { name, bytes, type } = download;
        if (receipts.some((receipt) => receipt.name === name && receipt.bytes === bytes)) continue;
        const mark = marks[name];
        const receipt = await publisher.publish(name, bytes, (range) => download.open(range, signal), {
          signal,
          type,
          onProgress: (sent) => (bytesDone = sum() + sent),
          bookmark: {
            ...(mark === undefined ? {} : { mark }),
            keep: (next) => {
              marks[name] = next;
              return save({ marks });
            },
          },
        });
        const { url, id, gateway, detail } = receipt;
        receipts.push({
          name,
          bytes,
          url,
          ...(id === undefined ? {} : { id }),
          ...(gateway === undefined ? {} : { gateway }),
          detail: { sha256: receipt.sha256, ...detail },
        });
        delete marks[name];
        bytesDone = sum();
        await save({ receipts, marks });
      }
    } finally {
      clearInterval(beat);
    }
  }

  async function work(row: Row, publisher: Publisher, downloads: readonly Download[]): Promise<void> {
    const stop = new AbortController();
    const onStop = (): void => stop.abort(stopping.signal.reason);
    stopping.signal.addEventListener("abort", onStop, { once: true });
    try {
      stopping.signal.throwIfAborted();
      await copy(row, publisher, downloads, stop);
      await end(row, "completed", null);
    } catch (error) {
      if (stopping.signal.aborted)
        await db.update(publications).set({ worker: null }).where(eq(publications.id, row.id));
      else if (!(error instanceof CancelledError)) await end(row, "failed", toFault(error));
    } finally {
      stopping.signal.removeEventListener("abort", onStop);
      await publisher.close?.();
    }
  }

  /** Begins it, or lets it wait until others have ended. */
  function start(row: Row, publisher: Publisher, downloads: readonly Download[]): void {
    const task = (async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((go) => void waiting.push(go));
      try {
        await work(row, publisher, downloads);
      } catch (error) {
        log.error({ err: error, publication_id: row.id }, "a publication could not be ended");
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
        underWay.delete(row.id);
      }
    })();
    underWay.set(row.id, task);
  }

  async function resume(row: Row): Promise<void> {
    try {
      const [job] = await db.select().from(jobs).where(eq(jobs.id, row.jobId));
      if (job === undefined) return;
      const canGoOn = !row.credentialed || Object.keys(row.marks).length > 0;
      if (!canGoOn) return await end(row, "failed", INTERRUPTED);
      const downloads = await downloadsOf(works, job);
      start(row, await open(row.store, {}), downloads);
    } catch (error) {
      await end(row, "failed", row.credentialed ? INTERRUPTED : toFault(error));
    }
  }

  async function recover(): Promise<void> {
    if (stopping.signal.aborted) return;
    // The embedded database has one process: what is not ours is nobody's.
    const isLeft = database.embedded
      ? or(isNull(publications.worker), ne(publications.worker, me))
      : or(
          isNull(publications.worker),
          lt(publications.seenAt, sql`clock_timestamp() - make_interval(secs => ${STALE_SECONDS})`),
        );
    const left = await db
      .update(publications)
      .set({ worker: me, seenAt: sql`clock_timestamp()` })
      .where(and(eq(publications.state, "running"), isLeft))
      .returning();
    for (const row of left) await resume(row);
  }

  const lookAfter = (): void => {
    if (recovers)
      recover().catch((error: unknown) => log.warn({ err: error }, "publications could not be looked after"));
  };
  const timer = setInterval(lookAfter, RECOVER_MS);
  timer.unref();
  lookAfter();

  return {
    async publish(job, { store, credentials = {}, confirm_price }) {
      const downloads = await downloadsOf(works, job);
      if (underWay.size >= MOST_UNDER_WAY)
        throw new LimitError(
          "too many copies are under way: wait until some have ended.",
          MOST_UNDER_WAY,
          underWay.size,
          "publications",
        );
      const publisher = await open(store, credentials, confirm_price);
      try {
        await agree(publisher, downloads);
        const [row] = await db
          .insert(publications)
          .values({
            jobId: job.id,
            store,
            worker: me,
            credentialed: Object.keys(credentials).length > 0,
            bytes: downloads.reduce((sum, { bytes }) => sum + bytes, 0),
          })
          .returning();
        await db.update(jobs).set({ version: newer }).where(eq(jobs.id, job.id));
        start(row!, publisher, downloads);
        return toPublication(row!);
      } catch (error) {
        await publisher.close?.();
        throw error;
      }
    },
    recover,
    async close() {
      clearInterval(timer);
      stopping.abort(new CancelledError("the server stops"));
      await Promise.all(underWay.values());
    },
  };
}
