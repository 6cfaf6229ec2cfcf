import { setTimeout as pass } from "node:timers/promises";
import { WorldError } from "@semblance/engine";
import type { Extracted, Job, JobFile, Preview, Problem, Validation } from "../api/index.ts";
import type { Hand, Run } from "./hand.ts";

const POLL_MS = 250;
const ENDED = new Set(["completed", "failed", "cancelled"]);

/** The server refused: its problem says why. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Lets a server work, as the owner of the key. */
export function openRemote(address: string, key: string): Hand {
  const base = address.replace(/\/+$/, "");

  async function call<T>(method: "GET" | "POST", path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(base + path, {
        method,
        headers: { "x-api-key": key, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new WorldError(`${base}: there is no answer.\nIs the server running?`, "semblance", true, error);
    }
    const isJson = /\bjson\b/.test(answer.headers.get("content-type") ?? "");
    if (!isJson) throw new WorldError(`${base}: expected JSON; found ${answer.status}.`, "semblance", false);
    const said = (await answer.json()) as T;
    if (!answer.ok) throw new Refused(said as Problem);
    return said;
  }

  const at = (id: string): string => `/api/jobs/${encodeURIComponent(id)}`;

  async function toRun(job: Job): Promise<Run> {
    const { id, name, status, format, progress, error } = job;
    const { rows, rows_done, percent, bytes, eta_seconds } = progress;
    const isThere = status === "completed" && job.kind === "files" && job.removed_at === null;
    const files = isThere ? await call<JobFile[]>("GET", `${at(id)}/files`) : [];
    return {
      id,
      name,
      status,
      format,
      rows,
      rows_done,
      percent,
      bytes,
      eta_seconds,
      ...(error === null ? {} : { error: error.message }),
      files: files.map(({ name: file, table, rows: n, bytes: size, url }) => ({
        name: file,
        table,
        rows: n,
        bytes: size,
        at: new URL(url, base).href,
      })),
    };
  }

  return {
    describe: ({ text, schema, ...wish }, signal) => {
      const order = schema === undefined ? { from: "english", text, ...wish } : { from: "edit", schema, text };
      return call<Extracted>("POST", "/api/schema/extract", order, signal);
    },
    check: (order, signal) => call<Validation>("POST", "/api/schema/validate", order, signal),
    preview: (order, signal) => call<Preview>("POST", "/api/schema/preview", order, signal),
    explain: (order, signal) => call("POST", "/api/schema/explain", order, signal),
    async generate({ wait_seconds, ...order }, { signal, onProgress }) {
      let job = await call<Job>("POST", "/api/jobs", order);
      try {
        const until = performance.now() + wait_seconds * 1000;
        while (!ENDED.has(job.status) && performance.now() < until) {
          await pass(POLL_MS, undefined, { signal });
          job = await call<Job>("GET", at(job.id), undefined, signal);
          onProgress(await toRun(job));
        }
      } catch (error) {
        if (signal.aborted) await call("POST", `${at(job.id)}/control`, { action: "cancel" });
        throw error;
      }
      return toRun(job);
    },
    async status(id) {
      if (id !== undefined) return [await toRun(await call<Job>("GET", at(id)))];
      const { jobs } = await call<{ jobs: Job[] }>("GET", "/api/jobs?page_size=20");
      return Promise.all(jobs.map(toRun));
    },
    certificate: (id) => call("GET", `${at(id)}/certificate`),
    close: () => Promise.resolve(),
  };
}
