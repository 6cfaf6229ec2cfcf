import { Job } from "@semblance/host/api";
import { afterAll, expect, test } from "vitest";
import { folder } from "../cli/semblance.ts";
import { openPlaces } from "./places.ts";
import { openClient, startProcess, type Client } from "./serve.ts";

const places = openPlaces();
afterAll(() => places.close());

const ROWS = 100_000;
const ORDER = { template: "user", rows: ROWS, seed: 7, now: "2026-01-31", chunk_rows: 512 };

interface Told {
  readonly id: number;
  readonly name: string;
  readonly job: Job;
}

/** The whole events of an answer as they come, until it ends or breaks off. */
async function* eventsOf(answer: Response): AsyncGenerator<Told> {
  let rest = "";
  try {
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + text).split("\n\n");
      rest = frames.pop()!;
      for (const frame of frames) {
        const found = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(frame);
        if (found !== null) yield { id: Number(found[1]), name: found[2]!, job: Job.parse(JSON.parse(found[3]!)) };
      }
    }
  } catch {
    // The server was killed.
  }
}

async function order(client: Client): Promise<string> {
  const answer = await client.post("/api/jobs", ORDER);
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return Job.parse(JSON.parse(text)).id;
}

const watch = (client: Client, id: string, last?: number): Promise<Response> =>
  client.get(`/api/jobs/${id}/events`, last === undefined ? {} : { "last-event-id": `${last}` });

/** Reads on until an event is so; what comes after it waits. */
async function until(events: AsyncIterator<Told>, told: Told[], isSo: (event: Told) => boolean): Promise<Told> {
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) throw new Error(`the events ended before: ${told.map(({ name }) => name).join()}`);
    told.push(value);
    if (isSo(value)) return value;
  }
}

test("whoever comes back after kill -9 is told all that is new, nothing twice, and the end", async () => {
  const { home } = await places.place("embedded");
  const env = { SEMBLANCE_HOME: home };
  let server = await startProcess(["serve", "--workers", "1"], env);
  let client = await openClient(server);
  const id = await order(client);
  const told: Told[] = [];
  let events = eventsOf(await watch(client, id));
  expect((await until(events, told, () => true)).name).toBe("init");
  await until(events, told, ({ job }) => job.progress.chunks_done >= 3);
  expect((await client.post(`/api/jobs/${id}/control`, { action: "pause" })).status).toBe(200);
  let last = (await until(events, told, ({ job }) => job.status === "paused")).id;
  await server.end("SIGKILL");
  for await (const event of events) told.push(event); // what was under way

  // Nothing has changed: there is nothing to tell until something does.
  server = await startProcess(["serve", "--workers", "1"], env);
  client = await openClient(server);
  last = told.at(-1)!.id;
  events = eventsOf(await watch(client, id, last));
  expect((await client.post(`/api/jobs/${id}/control`, { action: "resume" })).status).toBe(200);
  const first = await until(events, told, () => true);
  expect(first.name).toBe("init");
  expect(first.id).toBeGreaterThan(last);
  await until(events, told, ({ job }) => job.progress.chunks_done > first.job.progress.chunks_done);

  // In the middle of the work.
  await server.end("SIGKILL");
  for await (const event of events) told.push(event);
  server = await startProcess(["serve", "--workers", "1"], env);
  client = await openClient(server);
  for await (const event of eventsOf(await watch(client, id, told.at(-1)!.id))) told.push(event);

  const ids = told.map((event) => event.id);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  expect(told.every((event) => event.job.version === event.id)).toBe(true);
  const rows = told.map(({ job }) => job.progress.rows_done);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(told.filter(({ name }) => name === "complete")).toEqual([told.at(-1)]);
  const end = Job.parse(await (await client.get(`/api/jobs/${id}`)).json());
  expect(told.at(-1)!.job).toEqual(end);
  expect(end).toMatchObject({ status: "completed", progress: { rows_done: ROWS, percent: 100 } });
  expect((await watch(client, id, end.version)).status).toBe(204);
});

test("an end that came while the server was away is told as the end, by any server", async () => {
  const { home, url } = await places.place("PostgreSQL");
  const shared = {
    DATABASE_URL: url,
    STORE_URL: `file:${await folder()}`,
    SEMBLANCE_SECRET: "the secret of all processes",
    API_KEY: "k",
  };
  const serve = (): ReturnType<typeof startProcess> =>
    startProcess(["serve", "--workers", "1"], { ...shared, SEMBLANCE_HOME: home });
  const first = await serve();
  const before = await openClient(first, "k");
  const id = await order(before);
  const told: Told[] = [];
  const events = eventsOf(await watch(before, id));
  await until(events, told, ({ job }) => job.progress.chunks_done >= 3);
  await first.end("SIGKILL");
  for await (const event of events) told.push(event);
  const client = await openClient(await serve(), "k");
  await client.until(id, ({ status }) => status === "completed");
  const after: Told[] = [];
  for await (const event of eventsOf(await watch(client, id, told.at(-1)!.id))) after.push(event);
  expect(after.map(({ name }) => name)).toEqual(["complete"]);
  expect(after[0]!.id).toBeGreaterThan(told.at(-1)!.id);
  expect(after[0]!.job.status).toBe("completed");
});
