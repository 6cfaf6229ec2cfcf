import { fileURLToPath } from "node:url";
import { WorldError } from "@semblance/engine";
import { sql } from "drizzle-orm";
import { drizzle as onPg } from "drizzle-orm/node-postgres";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Pool, PoolClient } from "pg";
import { fromDrizzle, type Db as QueueDb, type PgBoss } from "pg-boss";
import { openLog, type Log } from "../log/log.ts";
import { expectOutside, runInside } from "./outside.ts";
import { startQueue, stopQueue } from "./queue.ts";
import * as schema from "./schema.ts";
import { absenceOf, openPool, toServerFailure } from "./server.ts";

/** Our tables, on either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
/** The same inside a transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** The one database of a process: our tables and the queue. */
export interface Database {
  readonly db: Db;
  readonly queue: PgBoss;
  /** It is in this process, and no other process can use it. */
  readonly embedded: boolean;
  /**
   * Does all of the work or none of it. `on` is what calls of the queue take as options to take part. The outer `db`, and the queue without `on`, throw
   * in here.
   */
  within<T>(work: (tx: Tx, on: { db: QueueDb }) => Promise<T>): Promise<T>;
  /** Throws where it does not answer. */
  ping(): Promise<void>;
  /** Tells a process that finds the embedded database in use where this one serves. */
  announce(address: string): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the embedded database. */
  readonly home: string;
  /** Address of a PostgreSQL server; empty for the embedded database. */
  readonly url: string;
  readonly log?: Log;
}

const migrationsFolder = fileURLToPath(new URL("./migrations/", import.meta.url));
const START_LOCK = 727_001; // any number that all processes agree on

const participate = (tx: Tx): { db: QueueDb } => ({ db: fromDrizzle(tx as never, sql as never) });

async function openInProcess(home: string, log: Log): Promise<Database> {
  const { openEmbedded } = await import("./embedded.ts");
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  const embedded = await openEmbedded(home, log);
  const { pglite, lock } = embedded;
  try {
    const local = drizzle(pglite, { schema });
    await migrate(local, { migrationsFolder });
    const db = local as unknown as Db;
    const queue = await startQueue({ pglite }, log);
    // Nobody else can be at work here, so what is being worked on is left from a process that died.
    await db.execute(sql`UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'`);
    return {
      db,
      queue,
      embedded: true,
      within: (work) => db.transaction((tx) => work(tx, participate(tx))),
      async ping() {
        await db.execute(sql`SELECT 1`);
      },
      announce: (address) => lock.announce(address),
      async close() {
        await stopQueue(queue);
        await embedded.close();
      },
    };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

/** Waits for its turn: several processes may start at once, and one brings the tables up to date. */
async function prepare(pool: Pool, url: string, log: Log): Promise<PgBoss> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query("SELECT pg_advisory_lock($1)", [START_LOCK]);
    await migratePg(onPg(client), { migrationsFolder });
    return await startQueue({ url }, log);
  } catch (error) {
    throw toServerFailure(error, url, "cannot make the tables");
  } finally {
    client?.release(true); // ends the session, and the lock with it
  }
}

/** Keeps the rule of `within`: on the embedded database a breach would wait for ever. */
function guard(pool: Pool): void {
  for (const name of ["query", "connect"] as const) {
    const call = pool[name].bind(pool) as (...args: unknown[]) => unknown;
    const guarded = (...args: unknown[]): unknown => {
      expectOutside();
      return call(...args);
    };
    Object.assign(pool, { [name]: guarded });
  }
}

async function openOnServer(url: string, log: Log): Promise<Database> {
  const pool = await openPool(url);
  try {
    const queue = await prepare(pool, url, log);
    guard(pool);
    const db = onPg(pool, { schema }) as unknown as Db;
    return {
      db,
      queue,
      embedded: false,
      within: (work) => db.transaction((tx) => runInside(() => work(tx, participate(tx)))),
      async ping() {
        try {
          await db.execute(sql`SELECT 1`);
        } catch (error) {
          throw new WorldError(`it does not answer (${absenceOf(error) ?? "an error"}).`, "database", true, error);
        }
      },
      announce() {}, // nobody is locked out
      async close() {
        await stopQueue(queue);
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/**
 * Opens the database and brings its tables up to date: a PostgreSQL server that several processes may share, or the embedded one below `home`, which is
 * this process's alone. Throws SchemaError for an address that is none; WorldError for a server that is not there, does not let us in or is too old, and
 * `database/in-use` for an embedded one that another process has.
 */
export async function openDatabase({ home, url, log = openLog("warn") }: DatabaseOptions): Promise<Database> {
  return url === "" ? openInProcess(home, log) : openOnServer(url, log);
}
