import { asc, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import type { JobOrderInput } from "../api/index.ts";
import { chunks, jobs } from "../database/schema.ts";
import { mostAfter } from "./more.ts";
import { openPlatform } from "./open.ts";
import { bytesOf, hashOf, openTrial } from "./trial.ts";
import { query } from "./works.ts";

const places = openPlaces();
afterAll(() => places.close());

const schema = { now: "2026-01-31", tables: { t: { rows: 4002, fields: { id: "sequence", uid: "uuid" } } } };
const orderOf = (chunkRows: number): JobOrderInput => ({ schema, chunk_rows: chunkRows });

interface Sent {
  readonly priority: number;
  readonly data: { readonly from: number };
}

test("a slot takes half a second of chunks at once, doubles from one, and never takes more than 64", () => {
  expect(mostAfter(1, 1)).toBe(2);
  expect(mostAfter(2, 2)).toBe(4);
  expect(mostAfter(64, 64)).toBe(64);
  expect(mostAfter(10, 500)).toBe(10);
  expect(mostAfter(10, 1000)).toBe(5);
  expect(mostAfter(1, 2000)).toBe(1);
  expect(mostAfter(4, 0)).toBe(8);
});

describe.each(KINDS)("%s", (kind) => {
  test("a job of many chunks has every row in one of them, and one message for each, in their order", async () => {
    const trial = await openTrial(await places.place(kind), { roles: ["api"] });
    const { id, progress } = await trial.make(orderOf(2));
    expect(progress.chunks).toBe(2001);
    const rows = await trial.database.db.select().from(chunks).where(eq(chunks.jobId, id)).orderBy(asc(chunks.from));
    expect(rows.map(({ from, to }) => [from, to])).toEqual(Array.from({ length: 2001 }, (_, k) => [2 * k, 2 * k + 2]));
    const sent = await query<Sent>(
      trial.database.db,
      sql`select m.priority, m.data from pgboss.job m join ${chunks} on ${chunks.messageId} = m.id order by m.priority desc`,
    );
    expect(sent.map(({ data }) => data.from)).toEqual(rows.map(({ from }) => from));
    expect(new Set(sent.map(({ priority }) => priority)).size).toBe(2001);
    expect((await trial.platform.jobs.queue()).waiting).toBe(2001);
  });

  test("quick chunks are counted together, to the same bytes", async () => {
    const trial = await openTrial(await places.place(kind));
    const whole = await trial.done(orderOf(4002));
    const cut = await trial.done(orderOf(20));
    expect(cut).toMatchObject({ status: "completed", progress: { chunks: 201, chunks_done: 201, rows_done: 4002 } });
    const hashes = await Promise.all(
      [whole, cut].map(async ({ id }) => hashOf(await bytesOf(await trial.platform.jobs.bundle(trial.owner, id)))),
    );
    expect(hashes[0]).toBe(hashes[1]);
    const [row] = await trial.database.db.select().from(jobs).where(eq(jobs.id, cut.id));
    expect(row!.version).toBeLessThan(201); // changes of the job, and so transactions
    const kept = await trial.database.db.select().from(chunks).where(eq(chunks.jobId, cut.id));
    expect(kept.every(({ state, attempts }) => state === "done" && attempts === 0)).toBe(true);
    await expect.poll(() => trial.platform.jobs.queue()).toMatchObject({ waiting: 0, active: 0, failed: 0 });
  });

  test("a chunk on which a process died is made by itself, and what was taken with it is not lost", async () => {
    const trial = await openTrial(await places.place(kind), { roles: ["api"] });
    const { id } = await trial.make(orderOf(20));
    await trial.database.db.execute(
      sql`update pgboss.job set state = 'retry', retry_count = 1 where name like 'chunks.%' and (data->>'from')::int % 60 = 0`,
    );
    const worker = await openPlatform({ ...trial.parts, roles: ["worker"] });
    onTestFinished(() => worker.close());
    const { progress } = await trial.until(id, ({ status }) => status === "completed");
    expect(progress).toMatchObject({ rows_done: 4002, chunks_done: 201 });
  });
});
