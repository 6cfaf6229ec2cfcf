// For this room's tests: the platform on a database of its own, with a file store.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { JobOrder, type Job, type JobOrderInput } from "../api/index.ts";
import { config, type Config } from "../config.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { users } from "../database/schema.ts";
import { openSecret } from "../database/secret.ts";
import { openLog } from "../log/log.ts";
import { openStore } from "../stores/all.ts";
import type { Store } from "../stores/store.ts";
import { openPlatform, type PlatformParts } from "./open.ts";
import type { Download, JobEvent, Owner, Platform } from "./platform.ts";

/** A platform under test. */
export interface Trial {
  readonly platform: Platform;
  readonly database: Database;
  readonly store: Store;
  readonly owner: Owner;
  readonly parts: PlatformParts;
  /** Makes a job. */
  make(order: JobOrderInput): Promise<Job>;
  /** Makes a job and waits until it has ended. */
  done(order: JobOrderInput): Promise<Job>;
  /** Waits until the job is so. */
  until(id: string, isSo: (job: Job) => boolean): Promise<Job>;
}

export interface TrialWish {
  readonly config?: Partial<Config>;
  readonly roles?: PlatformParts["roles"];
  readonly limits?: PlatformParts["limits"];
  readonly apart?: boolean;
  /** Puts something between the platform and its store. */
  readonly store?: (store: Store) => Store;
}

/** All of a download's bytes. */
export async function bytesOf(download: Download | undefined, range?: { from: number; to: number }): Promise<Buffer> {
  if (download === undefined) throw new Error("there is no such file");
  const pieces: Uint8Array[] = [];
  for await (const piece of download.open(range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const isEnded = ({ status }: Job): boolean => ["completed", "failed", "cancelled"].includes(status);

/** The first event that is so; the watcher of `watch` is ended then. */
async function firstEvent(
  platform: Platform,
  owner: Owner,
  id: string,
  isSo: (event: JobEvent) => boolean,
): Promise<JobEvent> {
  const ending = new AbortController();
  try {
    for await (const event of (await platform.jobs.watch(owner, id, 0, ending.signal)) ?? [])
      if (isSo(event)) return event;
  } finally {
    ending.abort();
  }
  throw new Error("the job has ended before");
}

/** Opens the platform on a new database at a place; all is closed with the test. */
export async function openTrial({ home, url }: { home: string; url: string }, wish: TrialWish = {}): Promise<Trial> {
  const log = openLog("fatal");
  const database = await openDatabase({ home, url, log });
  const files = await openStore(`file:${join(home, "store")}`, { home });
  const store = wish.store?.(files) ?? files;
  const secret = await openSecret(home, "");
  const [user] = await database.db.insert(users).values({ email: "ann@example.com" }).returning();
  const owner = { userId: user!.id };
  const parts: PlatformParts = {
    config: { ...config, home, workers: 1, region: "", ...wish.config },
    database,
    store,
    secret,
    log,
    roles: wish.roles ?? ["api", "worker"],
    ...(wish.limits === undefined ? {} : { limits: wish.limits }),
    ...(wish.apart === undefined ? {} : { apart: wish.apart }),
  };
  const platform = await openPlatform(parts);
  onTestFinished(async () => {
    await platform.close();
    await store.close();
    await database.close();
  });
  const make = (order: JobOrderInput): Promise<Job> => platform.jobs.create(owner, JobOrder.parse(order));
  const until = async (id: string, isSo: (job: Job) => boolean): Promise<Job> =>
    (await firstEvent(platform, owner, id, ({ job }) => isSo(job))).job;
  return {
    platform,
    database,
    store,
    owner,
    parts,
    make,
    until,
    async done(order) {
      const { id } = await make(order);
      return until(id, isEnded);
    },
  };
}
