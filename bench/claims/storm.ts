import { spawn, execFileSync, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { openPlaces, type Place } from "../../e2e/platform/places.ts";
import { atMost, median, type Claim, type Figure } from "../claim.ts";
import { MAIN } from "../command.ts";

const RUNS = Number(process.env["STORM_RUNS"] ?? 20);
const CONTROLS = RUNS * 5;
/** Databases and the workers beside the server; `STORM_ON=embedded` for one of them. */
const PLACES = (
  [
    ["PostgreSQL", 3],
    ["embedded", 0],
  ] as const
).filter(([kind]) => kind.includes(process.env["STORM_ON"] ?? ""));
const CHUNKS = 200;
const CHUNK_ROWS = 16_384;
const ROWS = CHUNKS * CHUNK_ROWS;
const KILL_MS = 1000;
const KEY = "storm-of-kills-0123456789abcdef";

/** A job as these measurements look at it. */
interface Job {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly rows_done: number; readonly chunks: number; readonly chunks_done: number };
}

interface Chunk {
  readonly state: string;
  readonly from: number;
  readonly rows: number | null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Processes of one platform; each can be killed, and comes again. */
class Fleet {
  readonly #env: NodeJS.ProcessEnv;
  readonly #members: { readonly args: readonly string[]; child: ChildProcess }[];
  readonly url: string;

  constructor({ home, url }: Place, port: number, workers: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      ...process.env,
      SEMBLANCE_HOME: home,
      DATABASE_URL: url,
      API_KEY: KEY,
      PORT: String(port),
      HOST: "127.0.0.1",
      WORKERS: "1",
      LOG_LEVEL: "fatal",
    };
    const all = [["serve"], ...Array.from({ length: workers }, () => ["worker"])];
    this.#members = all.map((args) => ({ args, child: this.#start(args) }));
  }

  #start(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [MAIN, ...args], { env: this.#env, stdio: "ignore" });
  }

  /** Kills one at random as `kill -9` does, and starts it again. */
  async kill(): Promise<void> {
    const member = this.#members[Math.floor(Math.random() * this.#members.length)]!;
    if (member.child.exitCode === null && member.child.signalCode === null) {
      const gone = once(member.child, "exit");
      member.child.kill("SIGKILL");
      await gone;
    }
    member.child = this.#start(member.args);
  }

  async close(): Promise<void> {
    for (const { child } of this.#members) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
  }

  /** Asks until the server answers: it may just have been killed. */
  async ask(path: string, body?: unknown): Promise<Response> {
    for (;;) {
      try {
        const response = await fetch(`${this.url}${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: { "X-API-Key": KEY, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (response.status < 500) return response;
      } catch {
        // It is not there now.
      }
      await after(100);
    }
  }

  async json<T>(path: string, body?: unknown): Promise<T> {
    return (await this.ask(path, body)).json() as Promise<T>;
  }

  /** SHA-256 of a file's bytes, asked for again where its server was killed. */
  async hash(path: string): Promise<string> {
    for (;;) {
      try {
        const hash = createHash("sha256");
        for await (const piece of (await this.ask(path)).body!) hash.update(piece as Uint8Array);
        return hash.digest("hex");
      } catch {
        await after(100);
      }
    }
  }
}

/** One run under kills: seconds, and whether all is as it must be. */
async function storm(fleet: Fleet, expected: string): Promise<{ seconds: number; kills: number; right: boolean }> {
  const began = performance.now();
  const { id } = await fleet.json<Job>("/api/jobs", { template: "user", rows: ROWS, chunk_rows: CHUNK_ROWS, seed: 7 });
  let kills = 0;
  let job: Job;
  for (let killed = performance.now(); ;) {
    job = await fleet.json<Job>(`/api/jobs/${id}`);
    if (["completed", "failed", "cancelled"].includes(job.status)) break;
    if (performance.now() - killed > KILL_MS) {
      await fleet.kill();
      kills++;
      await fleet.json<Job>(`/api/jobs/${id}`); // a server is up again: else one that starts slowly would never get to work
      killed = performance.now();
    }
    await after(100);
  }
  const seconds = (performance.now() - began) / 1000;
  const { chunks } = await fleet.json<{ chunks: readonly Chunk[] }>(`/api/jobs/${id}/chunks`);
  const rows = chunks.reduce((sum, chunk) => sum + (chunk.rows ?? 0), 0);
  const isDone = chunks.length === CHUNKS && chunks.every(({ state }) => state === "done");
  const isCounted = rows === ROWS && job.progress.rows_done === ROWS;
  const right =
    job.status === "completed" &&
    isDone &&
    isCounted &&
    (await fleet.hash(`/api/jobs/${id}/files/user.csv`)) === expected;
  await fetch(`${fleet.url}/api/jobs/${id}`, { method: "DELETE", headers: { "X-API-Key": KEY } }).catch(() => {});
  return { seconds, kills, right };
}

const FROM: Readonly<Record<string, readonly string[]>> = {
  pause: ["pending", "generating"],
  resume: ["paused"],
  cancel: ["pending", "generating", "paused"],
};

/** Random controls at random moments; gives how many were answered against the law. */
async function controls(fleet: Fleet): Promise<number> {
  let wrong = 0;
  let id = "";
  for (let n = 0; n < CONTROLS; n++) {
    const job = id === "" ? undefined : await fleet.json<Job>(`/api/jobs/${id}`);
    if (job === undefined || ["completed", "failed", "cancelled"].includes(job.status))
      ({ id } = await fleet.json<Job>("/api/jobs", { template: "user", rows: ROWS / 4, chunk_rows: CHUNK_ROWS }));
    await after(Math.random() * 400);
    const action = ["pause", "resume", "pause", "resume", "cancel"][Math.floor(Math.random() * 5)]!;
    const before = (await fleet.json<Job>(`/api/jobs/${id}`)).status;
    const { status } = await fleet.ask(`/api/jobs/${id}/control`, { action });
    const now = (await fleet.json<Job>(`/api/jobs/${id}`)).status;
    const isLegal = FROM[action]!.includes(before);
    if (status !== 200 && status !== 409) wrong++;
    if (!isLegal && status === 200) wrong++;
    if (isLegal && status === 409 && now === before) wrong++;
  }
  return wrong;
}

/** kill -9 at any moment, of any process: what was promised. */
export const stormOfKills: Claim = {
  name: "storm",
  says: `jobs of ${CHUNKS} chunks while a random process is killed every ${KILL_MS / 1000} s`,
  async measure(): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "semblance-storm-"));
    const out = join(folder, "user.csv");
    execFileSync(process.execPath, [
      MAIN,
      "generate",
      "user",
      "--rows",
      String(ROWS),
      "--seed",
      "7",
      "--out",
      out,
      "--quiet",
    ]);
    const expected = createHash("sha256").update(readFileSync(out)).digest("hex");
    rmSync(folder, { recursive: true });
    const places = openPlaces();
    const figures: Figure[] = [];
    try {
      for (const [kind, workers] of PLACES) {
        const fleet = new Fleet(await places.place(kind), await freePort(), workers);
        const found = [];
        try {
          for (let run = 0; run < RUNS; run++) {
            const outcome = await storm(fleet, expected);
            console.error(kind, run, outcome);
            found.push(outcome);
          }
          if (kind === "PostgreSQL")
            figures.push(
              atMost(
                `${CONTROLS} random pauses, resumes and cancels answered against the law`,
                await controls(fleet),
                0,
                "",
              ),
            );
        } finally {
          await fleet.close();
        }
        const kills = found.reduce((sum, outcome) => sum + outcome.kills, 0);
        figures.push(
          atMost(
            `${kind}: of ${RUNS} runs with ${kills} kills, those with a lost, doubled or different byte`,
            found.filter(({ right }) => !right).length,
            0,
            "",
          ),
          { what: `${kind}: seconds of a run, median`, value: median(found.map(({ seconds }) => seconds)).toFixed(1) },
        );
      }
    } finally {
      await places.close();
    }
    return figures;
  },
};
