import { setImmediate as letOthersRun } from "node:timers/promises";
import { DataError, generate, openMachine, type FormatOptions, type Plan } from "@semblance/engine";
import type { Database } from "../connectors/connector.ts";
import { cut } from "./chunks.ts";
import type { LoadGroup, TableLoad } from "./load-plan.ts";
import { measure } from "./measure.ts";
import { pressAll } from "./press-all.ts";
import { equip, openEncoder, type Job, type Workplace } from "./press.ts";

/** What was loaded into a table. */
export interface Loaded {
  readonly table: string;
  /** Its name in the database. */
  readonly into: string;
  readonly rows: number;
  /** Of these, rows that an earlier run had loaded. */
  readonly before: number;
  readonly seconds: number;
  /** Present where the database's own triggers filled the table while others were loaded: nothing was added. */
  readonly byTriggers?: true;
}

/** How a load runs; nothing here changes a row. */
export interface LoadOptions {
  readonly threads: number;
  readonly chunkRows?: number;
  readonly signal: AbortSignal;
  /** Rows and bytes so far. */
  readonly onProgress?: (rows: number, bytes: number) => void;
}

/** A load whose tables are known to fit. */
export interface LoadJob {
  /** Names the job in the ledger. */
  readonly id: string;
  readonly plan: Plan;
  readonly document: unknown;
  readonly groups: readonly LoadGroup[];
  /** Rows that the ledger says are there, by table of the schema. */
  readonly done: ReadonlyMap<string, number>;
  /** Whether the tables were empty when it began. */
  readonly wasEmpty: boolean;
}

const CHUNK_ROWS = 200_000; // in one transaction
const SAMPLE_ROWS = 1024;
const PATIENCE_MS = 50;

interface Progress {
  rows: number;
  bytes: number;
}

/** Loads rows of tables one after the other, and keeps the ledger. */
class Loading {
  readonly database: Database;
  readonly job: LoadJob;
  readonly options: LoadOptions;
  readonly progress: Progress = { rows: 0, bytes: 0 };
  /** Whether any table has triggers, which may fill others. */
  readonly fires: boolean;

  constructor(database: Database, job: LoadJob, options: LoadOptions) {
    this.database = database;
    this.job = job;
    this.options = options;
    this.fires = job.groups.some(({ tables }) => tables.some(({ into }) => into.table.fires));
  }

  tell(rows: number, bytes: number): void {
    this.progress.rows += rows;
    this.progress.bytes += bytes;
    this.options.onProgress?.(this.progress.rows, this.progress.bytes);
  }

  async workplace(
    { name, rows, into }: TableLoad,
    from: number,
    format: string,
    more: FormatOptions,
  ): Promise<Workplace> {
    const { document, plan } = this.job;
    const files = [{ table: name, from, to: rows }];
    const job: Job = {
      document,
      format,
      options: { ...more, targets: into.targets, into: into.table.name },
      gzip: false,
      files,
    };
    return equip(plan, job);
  }

  /** Rows of a chunk; `most` of them where that is not 0. */
  chunkRows(most: number): number {
    const rows = most === 0 ? CHUNK_ROWS : Math.ceil(Math.min(CHUNK_ROWS, most));
    return this.options.chunkRows ?? Math.max(SAMPLE_ROWS, rows);
  }

  /** A chunk's transaction, where its group has none of its own. */
  async within(load: TableLoad, alone: boolean, to: number, work: () => Promise<void>): Promise<void> {
    const { database, job } = this;
    if (!alone) return work();
    await database.begin();
    try {
      await work();
      await database.ledger.advance(job.id, load.name, to);
      await database.commit();
    } catch (error) {
      await database.rollback();
      throw error;
    }
  }

  async bytes(load: TableLoad, from: number, alone: boolean): Promise<void> {
    const { database, options } = this;
    const { bulk } = database;
    if (bulk.takes !== "bytes") return;
    const { threads, signal } = options;
    const workplace = await this.workplace(load, from, bulk.format, bulk.options);
    const cost = measure(workplace, 0, SAMPLE_ROWS);
    const rows = this.chunkRows(cost.bytes === 0 ? 0 : bulk.chunkBytes / cost.bytes);
    const chunks = (function* () {
      for (const range of cut(from, load.rows, rows)) {
        yield { file: 0, ...range, bytes: (range.to - range.from) * cost.bytes };
      }
    })();
    const { formatHead, formatFoot } = edges(workplace);
    const pressed = pressAll(workplace, chunks, { threads, signal, spare: [] });
    try {
      for (let next = await pressed.next(); next.done !== true;) {
        const { chunk } = next.value;
        await this.within(load, alone, chunk.to, async () => {
          const intake = await bulk.open(load.into, chunk.from, chunk.to - chunk.from);
          try {
            await intake.write([formatHead]);
            for (let last = false; !last;) {
              if (next.done === true) throw new Error("invariant: a chunk ends with its info");
              signal.throwIfAborted();
              const { pieces, info } = next.value;
              await intake.write(pieces);
              last = info !== undefined;
              next = await pressed.next();
            }
            await intake.write([formatFoot]);
          } catch (error) {
            await intake.abort();
            throw error;
          }
          const taken = await intake.end();
          if (taken !== chunk.to - chunk.from)
            throw new DataError(
              `${load.into.table.id}: the database took ${taken} of ${chunk.to - chunk.from} rows.`,
              load.name,
            );
        });
        this.tell(chunk.to - chunk.from, (chunk.to - chunk.from) * cost.bytes);
      }
    } finally {
      await pressed.return();
    }
  }

  async batches(load: TableLoad, from: number, alone: boolean): Promise<void> {
    const { database, options, job } = this;
    const { bulk } = database;
    if (bulk.takes !== "batches") return;
    const machine = openMachine();
    let lookedUp = performance.now();
    for (const range of cut(from, load.rows, this.chunkRows(0))) {
      await this.within(load, alone, range.to, async () => {
        for (const batch of generate(job.plan, { table: load.name, ...range }, machine)) {
          bulk.insert(load.into, batch);
          this.tell(batch.length, 0);
          if (performance.now() - lookedUp < PATIENCE_MS) continue;
          await letOthersRun();
          options.signal.throwIfAborted();
          lookedUp = performance.now();
        }
      });
    }
  }

  async table(load: TableLoad, alone: boolean): Promise<Loaded> {
    const { database, job } = this;
    const began = performance.now();
    const before = job.done.get(load.name) ?? 0;
    if (before > 0) this.tell(before, 0);
    const { table } = load.into;
    if (before === 0 && this.fires && job.wasEmpty && !(await database.isEmpty(table))) {
      await this.within(load, alone, load.rows, () => Promise.resolve());
      this.tell(load.rows, 0);
      const rows = await database.countRows(table);
      return { table: load.name, into: table.id, rows, before: 0, seconds: 0, byTriggers: true };
    }
    if (before < load.rows) {
      if (database.bulk.takes === "bytes") await this.bytes(load, before, alone);
      else await this.batches(load, before, alone);
    }
    const { id } = load.into.table;
    return { table: load.name, into: id, rows: load.rows, before, seconds: (performance.now() - began) / 1000 };
  }

  /** Tables that refer to each other: all at once where the database can wait with its checks, else in chunks that are checked after them. */
  async circle({ tables, circle }: LoadGroup): Promise<readonly Loaded[]> {
    const { database, job } = this;
    const at = tables.map(({ into }) => into.table);
    const loaded: Loaded[] = [];
    if (!database.circlesAtOnce) {
      await database.relax(circle, at);
      try {
        for (const load of tables) loaded.push(await this.table(load, true));
      } finally {
        await database.enforce(circle, at);
      }
      return loaded;
    }
    if (tables.every((load) => (job.done.get(load.name) ?? 0) === load.rows)) {
      for (const load of tables) loaded.push(await this.table(load, true));
      return loaded;
    }
    await database.begin();
    try {
      await database.relax(circle, at);
      for (const load of tables) loaded.push(await this.table(load, false));
      await database.enforce(circle, at);
      for (const load of tables) await database.ledger.advance(job.id, load.name, load.rows);
      await database.commit();
    } catch (error) {
      await database.rollback();
      throw error;
    }
    return loaded;
  }
}

function edges(workplace: Workplace): { formatHead: Uint8Array; formatFoot: Uint8Array } {
  const encoder = openEncoder(workplace, 0);
  return { formatHead: encoder.head(), formatFoot: encoder.foot([]) };
}

/** An error of a thread comes back by its name alone. */
function toNamed(error: unknown, load: string): unknown {
  if (error instanceof Error && error.name === "DataError" && !(error instanceof DataError)) {
    return new DataError(error.message, load);
  }
  return error;
}

/**
 * Loads all groups. Each chunk is a transaction that also writes to the ledger, so after whatever end the same job goes on without a
 * duplicate or a hole. The ledger forgets the job when it is whole.
 */
export async function runLoad(database: Database, job: LoadJob, options: LoadOptions): Promise<readonly Loaded[]> {
  const loading = new Loading(database, job, options);
  const loaded: Loaded[] = [];
  for (const group of job.groups) {
    options.signal.throwIfAborted();
    try {
      if (group.circle.length > 0) loaded.push(...(await loading.circle(group)));
      else for (const load of group.tables) loaded.push(await loading.table(load, true));
    } catch (error) {
      throw toNamed(error, group.tables.map(({ name }) => name).join(", "));
    }
  }
  for (const { tables } of job.groups) for (const { into } of tables) await database.resetCounters(into.table);
  await database.ledger.forget([job.id]);
  return loaded;
}
