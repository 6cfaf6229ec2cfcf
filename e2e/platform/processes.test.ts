import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ChunkMap, Job } from "@semblance/host/api";
import { afterAll, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { openPlaces } from "./places.ts";
import { openClient, sha256Of, startProcess, type Client } from "./serve.ts";

const places = openPlaces();
afterAll(() => places.close());

const ROWS = 75_000;
const CHUNK_ROWS = 512;
const ORDER = { template: "user", rows: ROWS, seed: 7, now: "2026-01-31", chunk_rows: CHUNK_ROWS };

/** SHA-256 of the file that the command line makes of the same. */
async function expected(): Promise<string> {
  const path = join(await folder(), "user.csv");
  const args = ["generate", "user", "--rows", `${ROWS}`, "--seed", "7", "--now", "2026-01-31", "--out", path];
  expect((await semblance(args)).code).toBe(0);
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest("hex");
}

async function order(client: Client): Promise<Job> {
  const answer = await client.post("/api/jobs", ORDER);
  expect(answer.status).toBe(201);
  return Job.parse(await answer.json());
}

test("a server that is told to end says so to who watches, and goes on with its jobs when it is back", async () => {
  const { home } = await places.place("embedded");
  const env = { SEMBLANCE_HOME: home };
  const first = await startProcess(["serve", "--workers", "1"], env);
  const client = await openClient(first);
  const job = await order(client);
  const events = await client.get(`/api/jobs/${job.id}/events`);
  const told = events.text();
  await client.until(job.id, ({ progress }) => progress.chunks_done >= 2);
  expect(await first.end("SIGTERM")).toBe(0);
  expect(await told).toMatch(/\nevent: init\n[^]*\nevent: shutdown\n/);
  expect(first.log()).toMatch('"msg":"closing"');
  expect(first.log()).toMatch(`"job_id":"${job.id}"`);
  const second = await startProcess(["serve", "--workers", "1"], env);
  const again = await openClient(second);
  await again.until(job.id, ({ status }) => status === "completed");
  expect(await sha256Of(await again.get(`/api/jobs/${job.id}/files/user.csv`))).toBe(await expected());
  expect(await second.end("SIGTERM")).toBe(0);
});

test("a server and workers elsewhere share the work; one that ends hands back what it makes", async () => {
  const { home, url } = await places.place("PostgreSQL");
  const shared = await folder();
  const env = {
    DATABASE_URL: url,
    STORE_URL: `file:${shared}`,
    SEMBLANCE_SECRET: "the secret of all processes",
    API_KEY: "the operator's key",
  };
  const [server, one, other] = await Promise.all([
    startProcess(["serve", "--workers", "1"], { ...env, SEMBLANCE_HOME: home }),
    startProcess(["worker", "--threads", "1"], { ...env, SEMBLANCE_HOME: join(home, "one") }),
    startProcess(["worker", "--threads", "1"], { ...env, SEMBLANCE_HOME: join(home, "other") }),
  ]);
  const client = await openClient(server, "the operator's key");
  const job = await order(client);
  await client.until(job.id, ({ progress }) => progress.chunks_done >= 3);
  expect(await one.end("SIGTERM")).toBe(0);
  const done = await client.until(job.id, ({ status }) => status === "completed");
  expect(done.progress.chunks_done).toBe(Math.ceil(ROWS / CHUNK_ROWS));
  const { chunks } = ChunkMap.parse(await (await client.get(`/api/jobs/${job.id}/chunks`)).json());
  expect(new Set(chunks.map(({ worker }) => worker)).size).toBeGreaterThan(1);
  expect(await sha256Of(await client.get(`/api/jobs/${job.id}/files/user.csv`))).toBe(await expected());
  const figures = await (await client.get("/metrics")).text();
  expect(figures).toMatch(/^semblance_jobs\{state="completed"\} 1$/m);
  expect(figures).toMatch(/^semblance_workers 2$/m);
  expect(figures).toMatch(new RegExp(`^semblance_rows_made ${ROWS}$`, "m"));
  expect([await other.end("SIGINT"), await server.end("SIGTERM")]).toEqual([0, 0]);
  for (const { log } of [server, one, other]) expect(log()).not.toMatch(/operator's key|secret of all|"level":"error"/);
});

test("the distribution of the image serves and works by itself", async () => {
  const target = await folder();
  await promisify(execFile)(process.execPath, [resolve(import.meta.dirname, "../../scripts/distribution.ts"), target]);
  const { home } = await places.place("embedded");
  const server = await startProcess(["serve"], { SEMBLANCE_HOME: home }, join(target, "host/dist/main.js"));
  const client = await openClient(server);
  const answer = await client.post("/api/generate", { template: "user", record_count: 100, output_format: "csv" });
  const { id } = Job.parse(await answer.json());
  await client.until(id, ({ status }) => status === "completed");
  expect((await (await client.get(`/api/jobs/${id}/download`)).text()).split("\n")).toHaveLength(102);
  expect((await client.get(`/api/jobs/${id}/certificate`)).status).toBe(200); // DuckDB is there
  expect(await server.end("SIGTERM")).toBe(0);
});
