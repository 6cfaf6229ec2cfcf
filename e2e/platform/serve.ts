import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Job } from "@semblance/host/api";
import { onTestFinished } from "vitest";

/** The command line as it is in the sources. */
const MAIN = resolve(import.meta.dirname, "../../host/src/cli/main.ts");

/** A process of the platform. */
export interface Process {
  readonly pid: number;
  /** What it printed when it was ready. */
  readonly said: { readonly url?: string; readonly link?: string; readonly key_file?: string };
  /** What it has logged so far. */
  log(): string;
  /** Sends a signal, if it still runs, and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `serve` or `worker` and waits until it is ready; whoever starts it ends it. */
export async function launch(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  main = MAIN,
): Promise<Process> {
  const child = spawn(process.execPath, [main, ...args, "--json"], {
    env: { ...process.env, HOST: "", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let logged = "";
  child.stderr.on("data", (bytes: Buffer) => (logged += bytes.toString()));
  const closed = once(child, "close") as Promise<[number | null]>;
  const ready = once(child.stdout, "data") as Promise<[Buffer]>;
  const first = await Promise.race([ready, closed]);
  if (!Buffer.isBuffer(first[0])) throw new Error(`${args.join(" ")} ended with ${first[0]}: ${logged}`);
  return {
    pid: child.pid!,
    said: JSON.parse(first[0].toString()) as Process["said"],
    log: () => logged,
    async end(signal) {
      child.kill(signal);
      return (await closed)[0];
    },
  };
}

/** The same, for one test: the process is gone when the test is, before the folders that were made before it. */
export async function startProcess(...how: Parameters<typeof launch>): Promise<Process> {
  const started = await launch(...how);
  onTestFinished(() => started.end("SIGKILL").then(() => {}));
  return started;
}

/** Calls of a server as the owner of its home, or with another key. */
export interface Client {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** Waits until a job is as `wanted` says. */
  until(id: string, wanted: (job: Job) => boolean): Promise<Job>;
}

/** Opens a client with the key that the server keeps for programs. */
export async function openClient(server: Process, given?: string): Promise<Client> {
  const { url, key_file } = server.said;
  const key = given ?? (await readFile(key_file!, "utf8")).trim();
  const get: Client["get"] = (path, headers) => fetch(url + path, { headers: { "x-api-key": key, ...headers } });
  return {
    get,
    post: (path, body) =>
      fetch(url + path, {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    async until(id, wanted) {
      for (;;) {
        const job = Job.parse(await (await get(`/api/jobs/${id}`)).json());
        if (wanted(job)) return job;
        if (job.status === "failed") throw new Error(`job ${id} failed: ${JSON.stringify(job.error)}`);
      }
    },
  };
}

/** SHA-256 of an answer's bytes, in hex. */
export async function sha256Of(response: Response): Promise<string> {
  return createHash("sha256")
    .update(Buffer.from(await response.arrayBuffer()))
    .digest("hex");
}
