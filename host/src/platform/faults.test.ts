import { WorldError } from "@semblance/engine";
import { afterAll, expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import type { JobOrderInput } from "../api/index.ts";
import type { Store } from "../stores/store.ts";
import { bytesOf, hashOf, openTrial, type Trial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const schema = {
  now: "2026-01-31",
  tables: { t: { rows: 20_000, fields: { id: "sequence", name: "person.full_name", uid: "uuid" } } },
};
const order: JobOrderInput = { schema, chunk_rows: 2000 };
const limits = { patienceMs: 20 };

/** A store in which some writes fail. */
const failing =
  (failure: (key: string) => WorldError | undefined) =>
  (store: Store): Store => ({
    ...store,
    put(key, bytes, options) {
      const error = failure(key);
      return error === undefined ? store.put(key, bytes, options) : Promise.reject(error);
    },
  });

async function hashIn({ platform, owner }: Trial, id: string): Promise<string> {
  return hashOf(await bytesOf(await platform.jobs.bundle(owner, id)));
}

test("a chunk with too many bytes is cut until it fits, and the bytes stay the same", async () => {
  const plain = await openTrial(await places.place("embedded"));
  const expected = await hashIn(plain, (await plain.done({ schema, rows: 200_000 })).id);
  const tight = await openTrial(await places.place("embedded"), { limits: { bytes: 1_500_000 } });
  const job = await tight.done({ schema, rows: 200_000, chunk_rows: 200_000 });
  expect(job).toMatchObject({ status: "completed", progress: { rows_done: 200_000 } });
  expect(job.progress.chunks).toBeGreaterThan(4);
  const chunks = (await tight.platform.jobs.chunks(tight.owner, job.id))!;
  expect(chunks.map(({ from }) => from)).toEqual([0, ...chunks.slice(0, -1).map(({ to }) => to)]);
  expect(chunks.every(({ attempts, bytes }) => attempts === 0 && bytes! < 3_000_000)).toBe(true);
  expect(await hashIn(tight, job.id)).toBe(expected);
});

test("a chunk that takes too much time is cut down to the grain; then the job fails and says what to do", async () => {
  const trial = await openTrial(await places.place("embedded"), { limits: { ms: 1, ...limits } });
  // A million words a row: a tenth of a second on the fastest machine.
  const words = { type: "array", of: { type: "text", words: 1000 }, min: 1000, max: 1000 };
  const document = { ...schema, tables: { t: { rows: 4, fields: { id: "sequence", words } } } };
  const job = await trial.done({ schema: document, chunk_rows: 4 });
  expect(job).toMatchObject({ status: "failed", error: { code: "job/time", hint: expect.stringContaining("retry") } });
  const chunks = (await trial.platform.jobs.chunks(trial.owner, job.id))!;
  expect(chunks.length).toBeGreaterThan(1);
  expect(Math.max(...chunks.map(({ attempts }) => attempts))).toBe(3);
});

test("a chunk is tried three times, then the job fails; a retry makes only what is missing", async () => {
  let broken = true;
  const puts = new Map<string, number>();
  const failure = (key: string): WorldError | undefined => {
    puts.set(key, (puts.get(key) ?? 0) + 1);
    const isBad = broken && key.endsWith("/8000-10000");
    return isBad ? new WorldError("the store does not answer.\nTry later.", "store", true) : undefined;
  };
  const trial = await openTrial(await places.place("embedded"), { limits, store: failing(failure) });
  const { jobs } = trial.platform;
  const failed = await trial.done(order);
  expect(failed).toMatchObject({
    status: "failed",
    error: {
      code: "world/store",
      message: "the store does not answer.",
      hint: expect.stringMatching(/^Try later\. .*retry/),
    },
  });
  const bad = (await jobs.chunks(trial.owner, failed.id))!.find(({ from }) => from === 8000);
  expect(bad).toMatchObject({ state: "failed", attempts: 3 });
  await expect(jobs.control(trial.owner, failed.id, "resume")).rejects.toThrow(/expected a job that is paused/);
  await expect(jobs.bundle(trial.owner, failed.id)).rejects.toThrow(/the job is failed/);
  await expect.poll(async () => (await jobs.queue()).active).toBe(0);
  const made = new Map(puts);
  broken = false;
  expect((await jobs.control(trial.owner, failed.id, "retry"))!.error).toBeNull();
  const { moves } = await trial.until(failed.id, ({ status }) => status === "completed");
  expect(moves.map(({ what, message }) => [what, message])).toEqual([
    ["failed", "the store does not answer."],
    ["retried", undefined],
  ]);
  for (const { from, to, state } of (await jobs.chunks(trial.owner, failed.id))!) {
    const key = `jobs/${failed.id}/0/${from}-${to}`;
    expect(state).toBe("done");
    expect(puts.get(key)! - (made.get(key) ?? 0)).toBeLessThanOrEqual(1);
  }
  await expect(jobs.control(trial.owner, failed.id, "retry")).rejects.toThrow(/found one that is completed/);
});

test("failures that pass are tried again and forgotten", async () => {
  const failures = new Map<string, number>();
  const failure = (key: string): WorldError | undefined => {
    const before = failures.get(key) ?? 0;
    failures.set(key, before + 1);
    return before < 2 && key.includes("-") && key.includes("/0/") ? new WorldError("busy.", "store", true) : undefined;
  };
  const trial = await openTrial(await places.place("embedded"), { limits, store: failing(failure) });
  const job = await trial.done(order);
  expect(job).toMatchObject({ status: "completed", error: null });
  const chunks = (await trial.platform.jobs.chunks(trial.owner, job.id))!;
  expect(chunks.map(({ attempts }) => attempts)).toEqual(chunks.map(() => 2));
});

test.each(["a part", "the end of a file"])(
  "a full disk at %s pauses the job; it goes on when there is room",
  async (what) => {
    let full = true;
    const isHit = (key: string): boolean => (what === "a part" ? key.endsWith("/4000-6000") : key.endsWith("/head"));
    const failure = (key: string): WorldError | undefined =>
      full && isHit(key) ? new WorldError("the disk is full.", "disk-full", false) : undefined;
    const trial = await openTrial(await places.place("embedded"), { limits, store: failing(failure) });
    const { id } = await trial.make(order);
    const paused = await trial.until(id, ({ status }) => status === "paused");
    expect(paused).toMatchObject({
      error: null,
      notes: [{ code: "job/disk-full", hint: expect.stringContaining("resume") }],
    });
    full = false;
    await trial.platform.jobs.control(trial.owner, id, "resume");
    const done = await trial.until(id, ({ status }) => status === "completed");
    expect(done.notes).toEqual([]);
  },
);

test("an order that cannot be is refused with every fault", async () => {
  const trial = await openTrial(await places.place("embedded"), {
    config: { maxJobs: 2, maxRecords: 50_000, minRecords: 10 },
    roles: ["api"],
  });
  await expect(trial.make({})).rejects.toThrow(/exactly one of schema and template/);
  await expect(trial.make({ template: "usr" })).rejects.toThrow(/Did you mean user/);
  await expect(trial.make({ template: "user", tables: { users: 5 } })).rejects.toThrow(
    /tables: there is no table users/,
  );
  await expect(trial.make({ schema: "tables: {t: {fields: {a: nothing, b: nix}}}" })).rejects.toMatchObject({
    issues: [{}, {}],
  });
  await expect(trial.make({ schema: "tables: [" })).rejects.toMatchObject({ issues: [{ path: "schema:1:10" }] });
  await expect(trial.make({ schema, rows: 50_001 })).rejects.toMatchObject({
    name: "LimitError",
    limit: 50_000,
    used: 50_001,
  });
  await expect(trial.make({ schema, rows: 9 })).rejects.toThrow(/at least 10 rows/);
  await expect(trial.make({ schema, destination: { to: "sqlite:/etc/x" } })).rejects.toThrow(
    /address of a PostgreSQL or MySQL server/,
  );
  await expect(trial.make({ schema, destination: { to: "file:///etc/x" } })).rejects.toThrow(
    /address of a PostgreSQL or MySQL server/,
  );
  await trial.make({ schema });
  await trial.make({ schema });
  await expect(trial.make({ schema })).rejects.toMatchObject({ name: "LimitError", limit: 2, used: 2, unit: "jobs" });
});
