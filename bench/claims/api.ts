import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../e2e/loading/servers.ts";
import { atMost, seconds, type Claim, type Figure } from "../claim.ts";
import { MAIN } from "../command.ts";

const RATE = 200; // requests per second
const SECONDS = 15;
const TARGET_MS = 25;
const JOBS = 50;

interface Server {
  readonly pid: number;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Milliseconds that the answers to requests at a fixed rate take, each from the moment it was due: a slow one delays none. */
  load(path: string): Promise<readonly number[]>;
  close(): Promise<void>;
}

async function startServer(databaseUrl: string): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), "semblance-bench-"));
  const child = spawn(process.execPath, [MAIN, "serve", "--port", "0", "--json"], {
    env: { ...process.env, HOST: "", SEMBLANCE_HOME: home, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const { url, key_file } = JSON.parse(said.toString()) as { url: string; key_file: string };
  const headers = { "x-api-key": readFileSync(key_file, "utf8").trim() };
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const took = (path: string, dueMs: number): Promise<number> => {
    const done = Promise.withResolvers<number>();
    const request = get(url + path, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) done.reject(new Error(`${path}: expected 200; found ${answer.statusCode}.`));
      answer.resume().on("end", () => done.resolve(performance.now() - dueMs));
    });
    request.on("error", done.reject);
    return done.promise;
  };
  return {
    pid: child.pid!,
    async call<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(url + path, {
        method,
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
    async load(path) {
      const from = performance.now();
      const all: Promise<number>[] = [];
      for (let n = 0; n < RATE * SECONDS; n++) {
        const dueMs = from + (n * 1000) / RATE;
        const wait = dueMs - performance.now();
        if (wait > 0) await new Promise((go) => setTimeout(go, wait));
        all.push(took(path, dueMs));
      }
      return Promise.all(all);
    },
    async close() {
      agent.destroy();
      child.kill();
      await once(child, "close");
      rmSync(home, { recursive: true });
    },
  };
}

interface Job {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly rows_done: number };
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(sorted.length * share) - 1]!;

/** Latency of the state of a job that runs meanwhile. */
async function latency(server: Server, where: string): Promise<readonly Figure[]> {
  const order = { template: "user", rows: 200_000_000, timeout: 3600 };
  const { id } = await server.call<Job>("POST", "/api/jobs", order);
  const look = (): Promise<Job> => server.call("GET", `/api/jobs/${id}`);
  while ((await look()).progress.rows_done === 0);
  const before = (await look()).progress.rows_done;
  const sorted = (await server.load(`/api/jobs/${id}`)).toSorted((a, b) => a - b);
  const made = (await look()).progress.rows_done - before;
  await server.call("DELETE", `/api/jobs/${id}`);
  return [
    atMost(
      `${where}: p95 of GET /api/jobs/:id at ${RATE} requests/s while a job runs`,
      at(sorted, 0.95),
      TARGET_MS,
      " ms",
    ),
    { what: `${where}: p50, p99`, value: `${at(sorted, 0.5).toFixed(1)} ms, ${at(sorted, 0.99).toFixed(1)} ms` },
    { what: `${where}: rows that the job made meanwhile`, value: `${Math.round(made / SECONDS / 1000)}k rows/s` },
  ];
}

/** Jobs at once, until all are complete. */
async function crowd(server: Server, where: string): Promise<readonly Figure[]> {
  const taken = await seconds(async () => {
    const orders = Array.from({ length: JOBS }, (_, n) => ({ template: "user", rows: 20_000, seed: n }));
    const jobs = await Promise.all(orders.map((order) => server.call<Job>("POST", "/api/jobs", order)));
    for (const { id } of jobs) {
      for (;;) {
        const { status } = await server.call<Job>("GET", `/api/jobs/${id}`);
        if (status === "completed") break;
        if (status === "failed") throw new Error(`job ${id} failed`);
        await new Promise((go) => setTimeout(go, 50));
      }
    }
  });
  return [
    {
      what: `${where}: ${JOBS} jobs of 20,000 rows ordered at once, all complete after`,
      value: `${taken.toFixed(1)} s`,
    },
  ];
}

/** How quickly the platform answers while it works. */
export const api: Claim = {
  name: "api",
  says: "the API answers while jobs run",
  async measure(): Promise<readonly Figure[]> {
    const postgres = await startPostgres();
    const figures: Figure[] = [];
    try {
      for (const [where, url] of [
        ["embedded", ""],
        ["PostgreSQL", await postgres.database("api")],
      ] as const) {
        const server = await startServer(url);
        try {
          figures.push(...(await latency(server, where)), ...(await crowd(server, where)));
        } finally {
          await server.close();
        }
      }
    } finally {
      await postgres.stop();
    }
    return figures;
  },
};
