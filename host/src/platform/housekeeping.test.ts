import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import type { JobOrderInput } from "../api/index.ts";
import { chunks, jobs as jobsTable, workers } from "../database/schema.ts";
import { openHousekeeping } from "./housekeeping.ts";
import { openPlatform, openWorks } from "./open.ts";
import { bytesOf, openTrial, type Trial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const order: JobOrderInput = {
  schema: { now: "2026-01-31", tables: { t: { rows: 5000, fields: { id: "sequence" } } } },
  chunk_rows: 1000,
};

/** A round of housekeeping, as of a process that has worked so long. */
async function keep({ parts }: Trial, days = 30): Promise<void> {
  const works = openWorks({ ...parts, config: { ...parts.config, maxFileAgeDays: days } });
  const housekeeping = openHousekeeping(works);
  await housekeeping.round();
  await housekeeping.close();
  await works.workshop.close();
}

async function keysOf({ store }: Trial): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list("jobs/")) keys.push(key);
  return keys;
}

describe.each(KINDS)("%s", (kind) => {
  test("old files go and the job says so, objects of no job are swept; the rest stays", async () => {
    const trial = await openTrial(await places.place(kind));
    const { jobs } = trial.platform;
    const [old, young] = [await trial.done(order), await trial.done(order)];
    await trial.database.db
      .update(jobsTable)
      .set({ finishedAt: sql`now() - interval '31 days'` })
      .where(eq(jobsTable.id, old.id));
    await keep(trial, 0);
    expect((await jobs.get(trial.owner, old.id))!.removed_at).toBeNull(); // 0 is never
    await keep(trial);
    // What another process has done is seen within 100 ms: see recent.ts.
    const removed = { status: "completed", removed_at: expect.any(String), notes: [{ code: "job/removed" }] };
    await expect.poll(() => jobs.get(trial.owner, old.id)).toMatchObject(removed);
    expect((await keysOf(trial)).filter((key) => key.includes(old.id))).toEqual([]);
    await expect(jobs.file(trial.owner, old.id, "t.csv")).rejects.toMatchObject({ issues: [{ code: "job/removed" }] });
    expect(await jobs.files(trial.owner, old.id)).toEqual([]);
    expect(await bytesOf(await jobs.file(trial.owner, young.id, "t.csv"))).not.toHaveLength(0);
    await trial.database.db.update(jobsTable).set({ state: "failed" }).where(eq(jobsTable.id, old.id));
    await expect(jobs.control(trial.owner, old.id, "retry")).rejects.toThrow(/parts of this job were removed/);
    const before = await keysOf(trial);
    const ancient = Date.now() - 600_000;
    const store = {
      ...trial.store,
      async *list(prefix: string) {
        for await (const listed of trial.store.list(prefix)) yield { ...listed, changedMs: ancient };
      },
    };
    await trial.store.put("jobs/00000000-0000-4000-8000-000000000000/0/0-9", [new Uint8Array(9)]);
    await trial.store.put("jobs/nonsense", [new Uint8Array(9)]);
    await trial.store.put("datasets/kept", [new Uint8Array(9)]);
    await keep({ ...trial, parts: { ...trial.parts, store } });
    expect(await keysOf(trial)).toEqual(before);
    expect(await trial.store.size("datasets/kept")).toBe(9);
    expect(before.every((key) => key.includes(young.id))).toBe(true);
  });

  test("lost messages are sent again, late jobs end, deaths are told of, and a job whose worker died at the end is finished", async () => {
    const trial = await openTrial(await places.place(kind), { roles: ["api"] });
    const { db } = trial.database;
    const { jobs } = trial.platform;
    const lost = await trial.make(order);
    const late = await trial.make({ ...order, timeout: 60 });
    const deadly = await trial.make(order);
    await db.execute(
      sql`delete from pgboss.job where name like 'chunks.%' and data->>'job' = ${lost.id} and data->>'from' <> '3000'`,
    );
    await db.execute(
      sql`update pgboss.job set state = 'failed' where data->>'job' = ${deadly.id} and data->>'from' = '2000'`,
    );
    await db
      .update(jobsTable)
      .set({ state: "generating", workedMs: 50_000, workingSince: sql`now() - interval '11 seconds'` })
      .where(eq(jobsTable.id, late.id));
    await db
      .insert(workers)
      .values({ id: "gone", host: "h", pid: 1, threads: 1, edition: 1, version: "0", seenAt: new Date(0) });
    await keep(trial);
    expect(await jobs.get(trial.owner, late.id)).toMatchObject({ status: "failed", error: { code: "job/timeout" } });
    expect(await jobs.get(trial.owner, deadly.id)).toMatchObject({ status: "failed", error: { code: "job/deaths" } });
    expect((await jobs.queue()).workers).toEqual([]);
    // Now somebody works, and what was lost is made.
    const worker = await openPlatform({ ...trial.parts, roles: ["worker"] });
    onTestFinished(() => worker.close());
    await trial.until(lost.id, ({ status }) => status === "completed");
    expect((await jobs.queue()).workers).toHaveLength(1);
    await jobs.control(trial.owner, deadly.id, "retry");
    await trial.until(deadly.id, ({ status }) => status === "completed");
    await worker.close();
    // As if its worker had died between the last chunk and the end.
    await db.update(jobsTable).set({ state: "generating", finishedAt: null }).where(eq(jobsTable.id, lost.id));
    await db.update(chunks).set({ offset: null }).where(eq(chunks.jobId, lost.id));
    const whole = (await jobs.get(trial.owner, deadly.id))!.progress.bytes;
    await keep(trial);
    expect(await bytesOf(await jobs.bundle(trial.owner, lost.id))).toHaveLength(whole);
  });

  test("what only wants to be ended is, though the process that keeps the house has just died", async () => {
    const trial = await openTrial(await places.place(kind));
    const { db } = trial.database;
    const { id } = await trial.done(order);
    // Before all others, and seen for as long as the test takes.
    const seenAt = new Date(Date.now() + 3_600_000);
    await db.insert(workers).values({ id: "0", host: "h", pid: 1, threads: 1, edition: 1, version: "0", seenAt });
    await db.update(jobsTable).set({ state: "generating", finishedAt: null }).where(eq(jobsTable.id, id));
    await expect.poll(async () => (await trial.platform.jobs.get(trial.owner, id))!.status).toBe("completed");
  });

  test("what only wants to be ended is the first thing that a new process does", async () => {
    const trial = await openTrial(await places.place(kind), { roles: [] });
    const { db } = trial.database;
    const maker = await openPlatform({ ...trial.parts, roles: ["worker"] });
    const { id } = await trial.done(order);
    await maker.close();
    await db.update(jobsTable).set({ state: "generating", finishedAt: null }).where(eq(jobsTable.id, id));
    const works = openWorks(trial.parts);
    await openHousekeeping(works).close(); // long before its first tick
    await works.workshop.close();
    const [job] = await db.select({ state: jobsTable.state }).from(jobsTable).where(eq(jobsTable.id, id));
    expect(job).toEqual({ state: "completed" });
  });
});
