import { WorldError } from "@semblance/engine";
import type { Job, Problem } from "../api/index.ts";
import { createClient, type ClientOptions } from "../client/client.ts";
import type { Hand, Run } from "./hand.ts";

/** The server refused: its problem says why. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** What a call of the client comes to. */
type Asked<T> = Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>;

const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" && error !== null && "detail" in error && "code" in error;

/** The jobs of a stream of events, each as it was then. */
async function* jobsOf(events: NonNullable<Response["body"]>): AsyncGenerator<Job> {
  let rest = "";
  for await (const text of events.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop()!;
    for (const frame of frames) {
      const [, data = "{}"] = /^data: (.*)$/m.exec(frame) ?? [];
      if (data !== "{}") yield JSON.parse(data) as Job; // `shutdown` has nothing
    }
  }
}

/** Lets a server work, as the owner of the key. */
export function openRemote(address: string, options: ClientOptions): Hand {
  const client = createClient(address, options);

  /** What the server answers. Throws Refused where it says why not, WorldError where nothing that is ours answers. */
  async function take<T>(asked: Asked<T>, signal?: AbortSignal): Promise<T> {
    const { data, error, response } = await asked.catch((cause: unknown) => {
      signal?.throwIfAborted();
      const what = cause instanceof SyntaxError ? "expected JSON; found something else." : "there is no answer.";
      throw new WorldError(`${address}: ${what}\nIs the server running?`, "semblance", true, cause);
    });
    if (isProblem(error)) throw new Refused(error);
    if (!response.ok) throw new WorldError(`${address}: expected JSON; found ${response.status}.`, "semblance", false);
    return data as T;
  }

  const one = (id: string) => ({ params: { path: { id } } });
  const get = (id: string): Promise<Job> => take(client.GET("/api/jobs/{id}", one(id)));
  const control = (id: string, action: "cancel"): Promise<Job> =>
    take(client.POST("/api/jobs/{id}/control", { ...one(id), body: { action } }));

  const toRun = ({ id, name, status, format, progress, error }: Job, files: Run["files"]): Run => {
    const { rows, rows_done, percent, bytes, eta_seconds } = progress;
    const fault = error === null ? {} : { error: error.message };
    return { id, name, status, format, rows, rows_done, percent, bytes, eta_seconds, ...fault, files };
  };

  async function withFiles(job: Job): Promise<Run> {
    const isThere = job.status === "completed" && job.kind === "files" && job.removed_at === null;
    const files = isThere ? await take(client.GET("/api/jobs/{id}/files", one(job.id))) : [];
    const made = files.map(({ name, table, rows, bytes, url }) => ({
      name,
      table,
      rows,
      bytes,
      at: new URL(url, address).href,
    }));
    return toRun(job, made);
  }

  return {
    describe: ({ text, schema, ...wish }, signal) => {
      const body =
        schema === undefined ? { from: "english" as const, text, ...wish } : { from: "edit" as const, schema, text };
      return take(client.POST("/api/schema/extract", { body, signal }), signal);
    },
    check: (body, signal) => take(client.POST("/api/schema/validate", { body, signal }), signal),
    preview: (body, signal) => take(client.POST("/api/schema/preview", { body, signal }), signal),
    explain: (body, signal) => take(client.POST("/api/schema/explain", { body, signal }), signal),
    async generate({ wait_seconds, ...body }, { signal, onProgress }) {
      let job: Job = await take(client.POST("/api/jobs", { body }));
      try {
        const until = AbortSignal.any([signal, AbortSignal.timeout(wait_seconds * 1000)]);
        const events = client.GET("/api/jobs/{id}/events", { ...one(job.id), parseAs: "stream", signal: until });
        for await (job of jobsOf((await take(events)) ?? new ReadableStream())) onProgress(toRun(job, []));
      } catch (error) {
        // Whatever else ends the waiting, the job goes on, and its id must not be lost.
        if (signal.aborted) {
          await control(job.id, "cancel");
          throw error;
        }
      }
      return withFiles(job);
    },
    async status(id) {
      if (id !== undefined) return [await withFiles(await get(id))];
      const { jobs } = await take(client.GET("/api/jobs", { params: { query: { page_size: 20 } } }));
      return Promise.all(jobs.map(withFiles));
    },
    cancel: async (id) => toRun(await control(id, "cancel"), []),
    certificate: (id) => take(client.GET("/api/jobs/{id}/certificate", one(id))),
    templates: () => take(client.GET("/api/templates")),
    close: () => Promise.resolve(),
  };
}
