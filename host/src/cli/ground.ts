import type { Config } from "../config.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { openSecret, type Secret } from "../database/secret.ts";
import { openLog, type Log } from "../log/log.ts";
import type { Store } from "../stores/store.ts";
import { openEnvironment } from "./environment.ts";

/** What every process of the platform stands on. */
export interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly secret: Secret;
  readonly store: Store;
  /** Remembers how to close what was opened on it; what comes last is closed first. */
  readonly add: (close: () => Promise<void>) => void;
  /** Aborts when the process is told to end. */
  readonly told: AbortSignal;
}

const GRACE_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Opens store, secret and database as the environment says, does the work, and closes all that was opened. A signal tells the work to end, which has 10 s
 * then; after that, or at a second signal, the process ends at once, and what it was making is made again by another. Throws SchemaError, WorldError and
 * what the work throws.
 */
export async function withGround(config: Config, work: (ground: Ground) => Promise<void>): Promise<void> {
  const { home, databaseUrl } = config;
  const closers: (() => Promise<void>)[] = [];
  const add = (close: () => Promise<void>): void => void closers.unshift(close);
  const store = await openEnvironment(config);
  add(() => store.close());
  const log = openLog(config.logLevel);
  const told = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (told.signal.aborted) process.exit(1);
    log.info({ signal }, "closing");
    told.abort();
    setTimeout(() => {
      log.warn(`not closed after ${GRACE_MS / 1000} s: ending`);
      process.exit(1);
    }, GRACE_MS).unref();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const secret = await openSecret(home, config.secret);
    const database = await openDatabase({ home, url: databaseUrl, log });
    add(() => database.close());
    await work({ config, log, database, secret, store, add, told: told.signal });
  } finally {
    for (const close of closers) await close();
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
