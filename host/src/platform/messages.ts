import { randomUUID } from "node:crypto";
import { and, asc, eq, min, sql } from "drizzle-orm";
import type { Db as QueueDb } from "pg-boss";
import type { Tx } from "../database/open.ts";
import { openQueue } from "../database/queue.ts";
import { chunks, jobs } from "../database/schema.ts";
import { placesOf } from "./places.ts";
import { AT_WORK, isAny, query, type Works } from "./works.ts";

/** What a message says: make this chunk. */
export interface Errand {
  readonly job: string;
  readonly file: number;
  readonly from: number;
}

/** Makes calls of the queue part of a transaction. */
export type On = { readonly db: QueueDb };

/** Processes may die so often on a chunk before it is given up. */
const DEATHS = 10;
/** Levels of priority are so far apart: chunks that are made without a pause of all jobs. */
const BAND = 100_000_000;
const BATCH = 1000;
/** The most that the queue allows; a load may take days, and goes on where it was. */
const LOAD_SECONDS = 86_400;

/** The queue of chunks: by edition, since another one makes other bytes, and by region. */
export function queueName(edition: number, region: string | null): string {
  return `chunks.e${edition}${region === null ? "" : `.${region}`}`;
}

const opened = new WeakMap<object, Set<string>>();

/** Makes the queue where there is none, and known here; outside of transactions. Gives its name. */
export async function readyQueue({ database, edition }: Works, region: string | null): Promise<string> {
  const name = queueName(edition, region);
  const known = opened.get(database) ?? new Set();
  opened.set(database, known);
  if (known.has(name)) return name;
  await openQueue(database.queue, name, {
    retryLimit: DEATHS, // a failure of our own is another message; see settle.ts
    retryDelay: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
    retentionSeconds: 180 * 86_400,
    deleteAfterSeconds: 3600,
    notify: true,
    warningQueueSize: 10_000_000, // long queues are what this is for
  });
  known.add(name);
  return name;
}

/** A job as its messages see it. */
export interface Ordered {
  readonly id: string;
  readonly priority: number;
  readonly region: string | null;
  readonly turn: number;
  readonly chunksDone: number;
  readonly kind: "files" | "load";
}

/**
 * Where the first chunk of a job that comes now stands: level with the first waiting chunk of the job that is least far (start-time fair queueing;
 * Goyal, Vin, Cheng, SIGCOMM 1996). So jobs share the workers evenly, and nobody waits for all that came before.
 */
export async function turnNow(tx: Tx, priority: number, region: string | null): Promise<number> {
  const [found] = await tx
    .select({ turn: min(sql<number>`${jobs.turn} + ${jobs.chunksDone}`) })
    .from(jobs)
    .where(and(isAny(AT_WORK), eq(jobs.priority, priority), sql`${jobs.region} is not distinct from ${region}`));
  return Number(found?.turn ?? 0);
}

/** The priority of a job's chunk in the queue; higher goes first. */
export function priorityOf({ priority, turn }: Pick<Ordered, "priority" | "turn">, ordinal: number): number {
  return priority * BAND - (turn + ordinal);
}

/** A message on its way into the queue. */
export interface Message {
  readonly id: string;
  readonly errand: Errand;
  readonly priority: number;
  /** Milliseconds until it may be taken. */
  readonly delayMs?: number;
}

/** Puts messages into the queue, which is ready. */
export async function send(
  { database, edition }: Works,
  on: On,
  { region, kind }: Pick<Ordered, "region" | "kind">,
  messages: readonly Message[],
): Promise<void> {
  for (let at = 0; at < messages.length; at += BATCH) {
    const batch = messages.slice(at, at + BATCH).map(({ id, errand, priority, delayMs = 0 }) => ({
      id,
      data: { ...errand },
      priority,
      ...(delayMs === 0 ? {} : { startAfter: new Date(Date.now() + delayMs) }),
      ...(kind === "load" ? { expireInSeconds: LOAD_SECONDS } : {}),
    }));
    await database.queue.insert(queueName(edition, region), batch, on);
  }
}

/** A chunk that is to get another message. */
interface Renewed {
  readonly file: number;
  readonly from: number;
  /** The message that speaks for it now: where that is another one, it keeps it. Left out, any does. */
  readonly messageId?: string;
  readonly priority: number;
}

/** Gives chunks of a job that are to be made another message each; those before have nothing to say any more. Gives the new ones, to send. */
export async function renew(tx: Tx, job: string, renewed: readonly Renewed[]): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (let at = 0; at < renewed.length; at += BATCH) {
    const batch = renewed.slice(at, at + BATCH).map(({ file, from, messageId, priority }) => {
      return { file, begin: from, before: messageId, id: randomUUID(), priority };
    });
    const changed = await query<{ id: string }>(
      tx,
      sql`update ${chunks} set message_id = given.id, worker = null
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as given (file int, begin bigint, before uuid, id uuid)
        where ${placesOf(job, renewed.slice(at, at + BATCH))} and ${chunks.file} = given.file and ${chunks.from} = given.begin
          and ${chunks.state} = 'todo' and (given.before is null or ${chunks.messageId} = given.before)
        returning given.id as id`,
    );
    const ids = new Set(changed.map(({ id }) => id));
    for (const { id, file, begin, priority } of batch)
      if (ids.has(id)) messages.push({ id, errand: { job, file, from: begin }, priority });
  }
  return messages;
}

/** Every chunk that is to be made gets a message, those before have nothing to say any more. Gives how many. */
export async function sendTodo(works: Works, tx: Tx, on: On, job: Ordered): Promise<number> {
  const todo = await tx
    .select({ file: chunks.file, from: chunks.from })
    .from(chunks)
    .where(and(eq(chunks.jobId, job.id), eq(chunks.state, "todo")))
    .orderBy(asc(chunks.file), asc(chunks.from));
  const messages = await renew(
    tx,
    job.id,
    todo.map((chunk, k) => ({ ...chunk, priority: priorityOf(job, job.chunksDone + k) })),
  );
  await send(works, on, job, messages);
  return messages.length;
}

/** Takes the messages of a job's chunks that are to be made out of the queue; whoever works on one is told by the job's state. */
export async function cancelTodo({ database, edition }: Works, tx: Tx, on: On, job: Ordered): Promise<void> {
  const todo = await tx
    .select({ id: chunks.messageId })
    .from(chunks)
    .where(and(eq(chunks.jobId, job.id), eq(chunks.state, "todo")));
  for (let at = 0; at < todo.length; at += BATCH) {
    const batch = todo.slice(at, at + BATCH).map(({ id }) => id);
    await database.queue.cancel(queueName(edition, job.region), batch, on);
  }
}
