import { setTimeout as after } from "node:timers/promises";
import { SchemaError } from "@semblance/engine";
import { asc, eq, getTableColumns } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import type { Job, JobOrderInput } from "../api/index.ts";
import { chunks, jobs as jobRows } from "../database/schema.ts";
import type { Store } from "../stores/store.ts";
import { bytesOf, hashOf, openTrial, type Trial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const CHUNKS = 24;
const order: JobOrderInput = {
  schema: {
    now: "2026-01-31",
    tables: { t: { rows: 48_000, fields: { id: "sequence", name: "person.full_name", uid: "uuid" } } },
  },
  chunk_rows: 2000,
};
type Action = "pause" | "resume" | "cancel" | "retry";

/** States that an action is for, and those that may follow. */
const LEGAL: Readonly<
  Record<Action, { readonly from: readonly Job["status"][]; readonly to: readonly Job["status"][] }>
> = {
  pause: { from: ["pending", "generating"], to: ["paused"] },
  resume: { from: ["paused"], to: ["pending", "generating", "completed"] },
  cancel: { from: ["pending", "generating", "paused"], to: ["cancelled"] },
  retry: { from: ["failed"], to: ["pending", "generating"] },
};

/** A store that takes its time, so that no job ends before a test has looked at it. */
const slow = (store: Store): Store => ({
  ...store,
  async put(...given) {
    await after(150);
    return store.put(...given);
  },
});

async function keysOf({ store }: Trial, id: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(`jobs/${id}/`)) keys.push(key);
  return keys;
}

/** The ledger says that each part was counted once: job and chunks are of one moment, since work goes on meanwhile. */
async function expectCounted({ database }: Trial, id: string): Promise<void> {
  const rows = await database.db
    .select({ ...getTableColumns(chunks), chunksDone: jobRows.chunksDone, rowsDone: jobRows.rowsDone })
    .from(chunks)
    .innerJoin(jobRows, eq(jobRows.id, chunks.jobId))
    .where(eq(chunks.jobId, id))
    .orderBy(asc(chunks.from));
  const done = rows.filter(({ state }) => state === "done");
  expect(rows[0]!.chunksDone).toBe(done.length);
  expect(rows[0]!.rowsDone).toBe(done.reduce((sum, { from, to }) => sum + to - from, 0));
  expect(rows.map(({ from }) => from)).toEqual([0, ...rows.slice(0, -1).map(({ to }) => to)]);
}

/** A number from 0 to below `below`, the same in every run. */
function openDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each(KINDS)("%s", (kind) => {
  test("whatever is asked for at whatever moment: states are legal, and nothing is lost, doubled or left behind", async () => {
    const trial = await openTrial(await places.place(kind), { config: { workers: 2 } });
    const { jobs } = trial.platform;
    const dice = openDice(kind.length);
    const whole = await trial.done(order);
    const expected = hashOf(await bytesOf(await jobs.bundle(trial.owner, whole.id)));
    for (let round = 0; round < 6; round++) {
      const { id } = await trial.make(order);
      for (let step = 0; step < 8; step++) {
        for (let turns = dice(40); turns > 0; turns--) await turn();
        const before = (await jobs.get(trial.owner, id))!.status;
        const actions: readonly Action[] = [
          "pause",
          "resume",
          "pause",
          "resume",
          "retry",
          ...(round % 3 === 2 ? ["cancel" as const] : []),
        ];
        const action = actions[dice(actions.length)]!;
        try {
          const { status } = (await jobs.control(trial.owner, id, action))!;
          expect(LEGAL[action].to).toContain(status);
        } catch (error) {
          expect(error).toBeInstanceOf(SchemaError);
          expect((error as SchemaError).issues[0]!.code).toBe("job/state");
          if (LEGAL[action].from.includes(before)) expect((await jobs.get(trial.owner, id))!.status).not.toBe(before);
        }
        await expectCounted(trial, id);
      }
      let { status } = (await jobs.get(trial.owner, id))!;
      if (status === "paused") ({ status } = (await jobs.control(trial.owner, id, "resume"))!);
      if (status === "cancelled") {
        await expect.poll(() => keysOf(trial, id)).toEqual([]);
        continue;
      }
      await trial.until(id, (job) => job.status === "completed");
      await expectCounted(trial, id);
      const bundle = await jobs.bundle(trial.owner, id);
      expect(hashOf(await bytesOf(bundle))).toBe(expected);
    }
  });
});

test("a paused job stands still, goes on where it was, and its time apart does not count", async () => {
  const trial = await openTrial(await places.place("embedded"), { store: slow });
  const { jobs } = trial.platform;
  const { id } = await trial.make(order);
  await trial.until(id, ({ progress }) => progress.chunks_done > 2);
  await jobs.control(trial.owner, id, "pause");
  await expect.poll(async () => (await jobs.queue()).active).toBe(0);
  const paused = (await jobs.get(trial.owner, id))!;
  expect(paused).toMatchObject({ status: "paused", finished_at: null, progress: { rows_per_second: 0 } });
  expect(paused.progress.chunks_done).toBeLessThan(CHUNKS);
  const done = (await jobs.chunks(trial.owner, id))!.filter(({ state }) => state === "done");
  expect((await jobs.get(trial.owner, id))!.progress.worked_s).toBe(paused.progress.worked_s);
  await jobs.control(trial.owner, id, "resume");
  const { moves, progress, started_at, finished_at } = await trial.until(id, ({ status }) => status === "completed");
  expect(moves.map(({ what }) => what)).toEqual(["paused", "resumed"]);
  const apart = Date.parse(moves[1]!.at) - Date.parse(moves[0]!.at);
  expect(apart).toBeGreaterThan(0);
  expect(progress.worked_s).toBeGreaterThan(paused.progress.worked_s);
  // Two clocks and two transactions stand between.
  const worked = (Date.parse(finished_at!) - Date.parse(started_at!) - apart) / 1000;
  expect(Math.abs(progress.worked_s - worked)).toBeLessThan(apart / 1000);
  const after = (await jobs.chunks(trial.owner, id))!;
  // What was made before is not made again.
  for (const chunk of done) expect(after).toContainEqual(chunk);
});

test("a job of another is not there, and one that is deleted leaves nothing", async () => {
  const trial = await openTrial(await places.place("embedded"), { store: slow });
  const { jobs } = trial.platform;
  const { id } = await trial.make(order);
  const other = { userId: "00000000-0000-4000-8000-000000000000" };
  expect(await jobs.get(other, id)).toBeUndefined();
  expect(await jobs.control(other, id, "cancel")).toBeUndefined();
  expect(await jobs.bundle(other, id)).toBeUndefined();
  expect(await jobs.remove(other, id)).toBe(false);
  expect(await jobs.get(trial.owner, "../etc")).toBeUndefined();
  await trial.until(id, ({ progress }) => progress.chunks_done > 0);
  expect(await jobs.remove(trial.owner, id)).toBe(true);
  expect(await jobs.get(trial.owner, id)).toBeUndefined();
  await expect.poll(() => keysOf(trial, id)).toEqual([]);
  expect(await jobs.remove(trial.owner, id)).toBe(false);
});

test("a job that is removed while it is being ended leaves nothing", async () => {
  const ending = Promise.withResolvers<void>();
  const removed = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const late = (store: Store): Store => ({
    ...store,
    async put(key, ...given) {
      if (!key.endsWith("/head")) return store.put(key, ...given);
      ending.resolve();
      await removed.promise;
      const receipt = await store.put(key, ...given);
      written.resolve();
      return receipt;
    },
  });
  const trial = await openTrial(await places.place("embedded"), { store: late });
  const { id } = await trial.make(order);
  await ending.promise;
  expect(await trial.platform.jobs.remove(trial.owner, id)).toBe(true);
  expect(await keysOf(trial, id)).toEqual([]);
  removed.resolve();
  await written.promise;
  await expect.poll(() => keysOf(trial, id)).toEqual([]);
});
