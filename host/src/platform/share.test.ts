import { afterAll, expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import type { Job, JobOrderInput } from "../api/index.ts";
import { MOST } from "./more.ts";
import type { JobEvent } from "./platform.ts";
import { openTrial, type Trial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const orderOf = (rows: number): JobOrderInput => ({
  schema: { now: "2026-01-31", tables: { t: { rows, fields: { id: "sequence", name: "person.full_name" } } } },
  chunk_rows: 1000,
});

/** Chunks of a job that were finished while another was at work. */
async function meanwhile({ platform, owner }: Trial, id: string, other: Job): Promise<number> {
  const ends = (await platform.jobs.chunks(owner, other.id))!.map(({ finished_at: end }) => end!).toSorted();
  const chunks = (await platform.jobs.chunks(owner, id))!;
  return chunks.filter(({ finished_at: end }) => end !== null && end > other.created_at && end < ends.at(-1)!).length;
}

test("jobs share the workers evenly, whoever came first; a higher priority goes before", async () => {
  const trial = await openTrial(await places.place("embedded"));
  const long = await trial.make(orderOf(400_000));
  await trial.until(long.id, ({ progress }) => progress.chunks_done >= 10);
  const short = await trial.done(orderOf(8000));
  // In turns: one of the long job's for each of the short one's, and what was under way: chunks that were taken together.
  expect(await meanwhile(trial, long.id, short)).toBeLessThanOrEqual(8 + MOST + 4);
  const urgent = await trial.done({ ...orderOf(8000), priority: 5 });
  expect(await meanwhile(trial, long.id, urgent)).toBeLessThanOrEqual(MOST + 3);
  expect((await trial.platform.jobs.get(trial.owner, long.id))!.status).toBe("generating");
});

test("watchers get the state first, then what is new until the end; one who knows the end gets nothing", async () => {
  const trial = await openTrial(await places.place("embedded"));
  const { jobs } = trial.platform;
  const { id } = await trial.make(orderOf(30_000));
  const never = new AbortController().signal;
  const events: JobEvent[] = [];
  for await (const event of (await jobs.watch(trial.owner, id, 0, never))!) events.push(event);
  expect(events[0]!.name).toBe("init");
  expect(events.at(-1)).toMatchObject({ name: "complete", job: { status: "completed", progress: { percent: 100 } } });
  const ids = events.map((event) => event.id);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  expect(events.slice(1, -1).filter(({ name }) => name !== "start" && name !== "progress")).toEqual([]);
  const again: JobEvent[] = [];
  for await (const event of (await jobs.watch(trial.owner, id, ids.at(-1)!, never))!) again.push(event);
  expect(again).toEqual([]);
  for await (const event of (await jobs.watch(trial.owner, id, ids.at(-2)!, never))!) again.push(event);
  expect(again.map(({ name }) => name)).toEqual(["complete"]);
  // A process that ends says so to whoever watches.
  const other = await trial.make(orderOf(200_000));
  const names: string[] = [];
  for await (const event of (await jobs.watch(trial.owner, other.id, 0, never))!) {
    names.push(event.name);
    if (names.length === 2) void trial.platform.close();
  }
  expect(names.at(-1)).toBe("shutdown");
});

test("lists are of the owner, the newest first, by page, state and words", async () => {
  const trial = await openTrial(await places.place("embedded"), { roles: ["api"] });
  const { jobs } = trial.platform;
  const ids: string[] = [];
  for (const name of ["alpha one", "beta_two", "alpha 100%"]) ids.push((await trial.make({ ...orderOf(10), name })).id);
  await jobs.control(trial.owner, ids[1]!, "cancel");
  const list = async (query: object): Promise<readonly string[]> =>
    (await jobs.list(trial.owner, { page: 1, page_size: 20, ...query })).jobs.map(({ id }) => id);
  expect(await list({})).toEqual(ids.toReversed());
  expect(await list({ page: 2, page_size: 2 })).toEqual([ids[0]]);
  expect(await list({ q: "ALPHA" })).toEqual([ids[2], ids[0]]);
  expect(await list({ q: "alpha one" })).toEqual([ids[0]]);
  expect(await list({ q: "0%" })).toEqual([ids[2]]);
  expect(await list({ q: "a_o" })).toEqual([]);
  expect(await list({ q: "t" })).toHaveLength(3); // the table's name
  expect(await list({ status: "cancelled" })).toEqual([ids[1]]);
  expect(await list({ from: "2100-01-01" })).toEqual([]);
  expect((await jobs.list({ userId: "00000000-0000-4000-8000-000000000000" }, { page: 1, page_size: 20 })).total).toBe(
    0,
  );
});
