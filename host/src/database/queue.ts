import { fromPglite, PgBoss, type ConstructorOptions, type Queue } from "pg-boss";
import type { PGlite } from "@electric-sql/pglite";
import type { Log } from "../log/log.ts";

/** Connections of a process for the queue, besides the one that listens. */
const CONNECTIONS = 4;
const STOP_MS = 5_000;

const SETTINGS: ConstructorOptions = {
  useListenNotify: true,
  monitorIntervalSeconds: 5, // a dead worker's messages are found within so long after their heartbeat
  superviseIntervalSeconds: 5,
  queueCacheIntervalSeconds: 10,
  schedule: false,
};

/** Where this process is the only one: nobody else dies, and each look at a long queue would keep everything else waiting. */
const ALONE: ConstructorOptions = { ...SETTINGS, monitorIntervalSeconds: 30, superviseIntervalSeconds: 30 };

/** Where the queue is kept: in our own database, whichever it is. */
export type QueueHome = { readonly pglite: PGlite } | { readonly url: string };

/** Starts the queue; whoever starts it on a server holds the lock of migrations. */
export async function startQueue(home: QueueHome, log: Log): Promise<PgBoss> {
  const queue =
    "pglite" in home
      ? new PgBoss({ ...ALONE, db: fromPglite(home.pglite), backend: "pglite" })
      : new PgBoss({ ...SETTINGS, connectionString: home.url, max: CONNECTIONS, application_name: "semblance queue" });
  queue.on("error", (error) => log.error(error, "queue"));
  queue.on("warning", (warning) => log.warn(warning, "queue"));
  await queue.start();
  return queue;
}

/** What a queue is made with. */
export type QueueSettings = Omit<Queue, "name">;

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Makes a queue where there is none, and gets it known to this process: the first call that names it would ask the outer handle for it, which must not
 * happen inside a transaction. Settings of one that is there are brought up to date.
 */
export async function openQueue(queue: PgBoss, name: string, settings: QueueSettings): Promise<void> {
  await queue.createQueue(name, settings);
  const { policy: _, partition: __, ...changeable } = settings;
  if (Object.keys(changeable).length > 0) await queue.updateQueue(name, changeable);
  await queue.findJobs(name, { id: NOBODY });
}

/** Ends the queue's own work; whoever works for it has ended before. */
export async function stopQueue(queue: PgBoss): Promise<void> {
  await queue.stop({ graceful: true, timeout: STOP_MS });
}
