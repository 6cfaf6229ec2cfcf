import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import { ExportOrder, type JobOrderInput } from "../api/index.ts";
import { openDatabase } from "../connectors/all.ts";
import { chunks, jobSecrets } from "../database/schema.ts";
import { bytesOf, openTrial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const order: JobOrderInput = {
  schema: {
    name: "shop",
    now: "2026-01-31",
    tables: {
      customers: { rows: 2000, fields: { id: { type: "sequence", key: true }, name: "person.full_name" } },
      orders: {
        rows: 30_000,
        fields: { id: { type: "sequence", key: true }, customer_id: { type: "reference", to: "customers.id" } },
      },
    },
  },
};

describe.each(KINDS)("%s", (kind) => {
  test("another format has the same data: the bytes of a job that asked for it", async () => {
    const trial = await openTrial(await places.place(kind));
    const { jobs } = trial.platform;
    const split = { ...order, split: [0.7, 0.3] };
    const source = await trial.done(split);
    for (const wish of [
      { format: "csv", gzip: true },
      { format: "jsonl", gzip: false },
    ] as const) {
      const made = (await jobs.export(trial.owner, source.id, ExportOrder.parse(wish)))!;
      if (!("job" in made)) throw new Error("expected a job");
      expect(made.job).toMatchObject({ source: source.id, format: wish.format, gzip: wish.gzip, name: "shop" });
      const again = await trial.done({ ...split, ...wish });
      await trial.until(made.job.id, ({ status }) => status === "completed");
      const files = (await jobs.files(trial.owner, again.id))!;
      expect((await jobs.files(trial.owner, made.job.id))!.map(({ name }) => name)).toEqual(
        files.map(({ name }) => name),
      );
      for (const { name } of files) {
        const expected = await bytesOf(await jobs.file(trial.owner, again.id, name));
        expect((await bytesOf(await jobs.file(trial.owner, made.job.id, name))).equals(expected)).toBe(true);
      }
    }
    expect(
      await jobs.export(
        { userId: "00000000-0000-4000-8000-000000000000" },
        source.id,
        ExportOrder.parse({ format: "csv" }),
      ),
    ).toBeUndefined();
  });

  test("plain files come out of stored gzip members, or are generated to the same bytes where those are gone", async () => {
    const trial = await openTrial(await places.place(kind));
    const { jobs } = trial.platform;
    for (const format of ["csv", "parquet"] as const) {
      const source = await trial.done({ ...order, format, gzip: true, split: [0.7, 0.3] });
      const plain = await trial.done({ ...order, format, gzip: false, split: [0.7, 0.3] });
      const partsOf = (id: string) => trial.database.db.select().from(chunks).where(eq(chunks.jobId, id));
      const keys = (await partsOf(source.id)).map(({ key }) => key!);
      for (const areGone of format === "csv" ? [false, true] : [false]) {
        if (areGone) await trial.store.delete(keys);
        const made = (await jobs.export(trial.owner, source.id, ExportOrder.parse({ format, gzip: false })))!;
        if (!("job" in made)) throw new Error("expected a job");
        await trial.until(made.job.id, ({ status }) => status === "completed");
        for (const { name } of (await jobs.files(trial.owner, plain.id))!) {
          const expected = await bytesOf(await jobs.file(trial.owner, plain.id, name));
          expect((await bytesOf(await jobs.file(trial.owner, made.job.id, name))).equals(expected)).toBe(true);
        }
        const sources = (await partsOf(made.job.id)).flatMap(({ info }) => (info as { source?: string }).source ?? []);
        // What the foot of Parquet needs to know is not within the members: it is generated.
        expect(sources.toSorted()).toEqual(areGone || format === "parquet" ? [] : keys.toSorted());
      }
    }
  });

  test("a load fills a database, goes on after a pause, and its password is nowhere", async () => {
    const place = await places.place(kind);
    const trial = await openTrial(place);
    const { jobs } = trial.platform;
    const target = (await places.place("PostgreSQL")).url;
    const withPassword = target.replace("postgres@", "postgres:canary-4711@");
    const { id } = await trial.make({
      ...order,
      rows: 150_000,
      destination: { to: withPassword, create_tables: true },
    });
    await trial.until(id, ({ progress, status }) => progress.rows_done > 0 || status === "completed");
    await jobs.control(trial.owner, id, "pause").catch(() => {}); // it may be done already
    await expect.poll(async () => (await jobs.queue()).active).toBe(0);
    await jobs.control(trial.owner, id, "resume").catch(() => {});
    const job = await trial.until(id, ({ status }) => status !== "pending" && status !== "generating");
    expect(job).toMatchObject({ status: "completed", kind: "load", progress: { percent: 100, rows_done: 300_000 } });
    expect(JSON.stringify(job)).not.toMatch(/canary/);
    const database = await openDatabase(target);
    const { tables } = await database.inspect();
    const rows = await Promise.all(tables.map(async (table) => [table.name, await database.countRows(table)]));
    expect(Object.fromEntries(rows)).toMatchObject({ customers: 150_000, orders: 150_000 });
    await database.close();
    expect(await jobs.files(trial.owner, id)).toEqual([]);
    await expect(jobs.bundle(trial.owner, id)).rejects.toMatchObject({ issues: [{ code: "job/no-files" }] });
    expect(await trial.database.db.$count(jobSecrets)).toBe(0);
    // Tables that hold rows are not loaded into; the failure says so, without the password.
    const full = await trial.done({ ...order, destination: { to: withPassword } });
    expect(full).toMatchObject({ status: "failed", error: { code: "load/not-empty" } });
    const wrong = await trial.done({ ...order, destination: { to: withPassword.replace(/:\d+\//, ":1/") } });
    expect(wrong).toMatchObject({ status: "failed", error: { message: expect.stringContaining("ECONNREFUSED") } });
    expect(JSON.stringify([full, wrong])).not.toMatch(/canary/);
    await trial.database.db.execute("checkpoint");
    const files = (await readdir(place.home, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const found: string[] = [];
    for (const { parentPath, name } of files)
      if ((await readFile(join(parentPath, name))).includes("canary-4711")) found.push(name);
    expect(found).toEqual([]);
  });
});
