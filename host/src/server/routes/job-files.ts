import { formats } from "@semblance/engine";
import { z } from "zod";
import { ExportOrder, Job, JobEvent, JobFile, Preview, PreviewQuery, Publication } from "../../api/index.ts";
import { sendDownload } from "../download.ts";
import { errandOf } from "../errand.ts";
import { sendEvents } from "../events.ts";
import { found } from "../problem.ts";
import type { App, Services } from "../services.ts";
import { wholeIn } from "../../api/whole.ts";

const Id = z.object({ id: z.uuid() });
const Bytes = z.string().describe("Bytes.").meta({ format: "binary" });
const Rows = z.array(z.record(z.string(), z.unknown())).describe("Rows, as they are.");
const Certificate = z.record(z.string(), z.unknown()).describe("What was made, and the hashes of its files.");
type Content = Readonly<Record<string, { readonly schema: z.ZodType }>>;
const bytesAs = (types: readonly string[]): Content =>
  Object.fromEntries(types.map((type) => [type, { schema: type === "application/json" ? Rows : Bytes }]));
const bareType = (type: string): string => type.split(";", 1)[0]!;
const PACKED = ["application/gzip", "application/zip"];
const ENDED = new Set(["completed", "failed", "cancelled"]);

const BYTES = bytesAs([...new Set([...formats.map(({ mediaType }) => bareType(mediaType)), ...PACKED])]);

/** Answers of a call that gives a file, by what its bytes can be. */
const fileAnswers = (content: Content = BYTES) => ({
  200: { description: "The whole file.", content },
  206: { description: "The range that was asked for.", content },
  304: z.null().describe("It is as `If-None-Match` says."),
});

const EventQuery = z.object({
  /** Version that was seen last, where the header `Last-Event-ID` is impossible. */
  since: wholeIn(0, Number.MAX_SAFE_INTEGER).optional(),
});

export async function jobFileRoutes(app: App, { platform: { jobs }, desk, closing }: Services): Promise<void> {
  const tags = ["jobs"];
  const one = { access: "member", resource: "job", example: { path: { id: "$JOB" } } } as const;

  app.get(
    "/api/jobs/:id/events",
    {
      exposeHeadRoute: false,
      config: { ...one, example: { path: { id: "$JOB" }, options: "-N" } },
      schema: {
        tags,
        summary: "Watch a job",
        description:
          "Server-sent events `init`, `start`, `progress`, `complete`, `error`, `shutdown`; data is the job. Ends with the job. A client that comes back with `Last-Event-ID` misses nothing; 204 where there is nothing more to come.",
        params: Id,
        querystring: EventQuery,
        response: {
          200: { description: "Events.", content: { "text/event-stream": { schema: JobEvent } } },
          204: z.null().describe("The job has ended, and the client has seen that."),
        },
      },
    },
    async (request, reply) => {
      const { principal, params } = request;
      const { id } = params;
      const last = Number(request.headers["last-event-id"] ?? request.query.since ?? 0);
      const since = Number.isSafeInteger(last) && last > 0 ? last : 0;
      const job = await found(jobs.get(principal, id), "job", id);
      if (ENDED.has(job.status) && since >= job.version) return reply.code(204).send(null);
      const stop = new AbortController();
      reply.raw.once("close", () => stop.abort());
      const events = await found(jobs.watch(principal, id, since, stop.signal), "job", id);
      return sendEvents(reply, events, closing, stop) as never;
    },
  );

  app.get(
    "/api/jobs/:id/preview",
    {
      config: { ...one, example: { path: { id: "$JOB" }, query: "from=10&count=3" } },
      schema: {
        tags,
        summary: "See rows of a job",
        description: "Any rows, before, while and after they are made: those that its files have.",
        params: Id,
        querystring: PreviewQuery,
        response: { 200: Preview },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const errand = errandOf(request, reply);
      const schema = await found(jobs.document(request.principal, id), "job", id);
      return desk.run("preview", { schema, ...request.query }, errand);
    },
  );

  app.get(
    "/api/jobs/:id/schema",
    {
      config: one,
      schema: {
        tags,
        summary: "The schema of a job",
        description:
          "The document that it was made from, with rows, seed and `now` fixed: it makes the same bytes again.",
        params: Id,
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async ({ principal, params: { id } }) =>
      (await found(jobs.document(principal, id), "job", id)) as Record<string, unknown>,
  );

  app.get(
    "/api/jobs/:id/files",
    {
      config: one,
      schema: {
        tags,
        summary: "List the files of a job",
        description: "`bytes` and `etag` are null until a file is whole.",
        params: Id,
        response: { 200: z.array(JobFile) },
      },
    },
    async ({ principal, params: { id } }) => [...(await found(jobs.files(principal, id), "job", id))],
  );

  app.get(
    "/api/jobs/:id/files/:name",
    {
      config: { ...one, errors: [409], example: { path: { id: "$JOB", name: "$FILE" }, options: '-C - -o "$FILE"' } },
      schema: {
        tags,
        summary: "Download a file",
        description:
          "With its length, ETag and ranges: a broken download goes on where it stopped. 409 while it is not whole.",
        params: Id.extend({ name: z.string().min(1).max(255) }),
        response: fileAnswers(),
      },
    },
    async (request, reply) => {
      const { principal, params } = request;
      const { id, name } = params;
      const download = found(jobs.file(principal, id, name), "file", `${name} of a job ${id}`);
      return sendDownload(request, reply, await download);
    },
  );

  app.get(
    "/api/jobs/:id/download",
    {
      config: { ...one, errors: [409], example: { path: { id: "$JOB" }, options: "-OJ" } },
      schema: {
        tags,
        summary: "Download all files",
        description: "The one file, or all in a zip whose length is known beforehand.",
        params: Id,
        response: fileAnswers(),
      },
    },
    async (request, reply) => {
      const { principal, params } = request;
      return sendDownload(request, reply, await found(jobs.bundle(principal, params.id), "job", params.id));
    },
  );

  app.get(
    "/api/jobs/:id/certificate",
    {
      config: { ...one, errors: [409] },
      schema: {
        tags,
        summary: "The certificate of a job",
        description: "Counts, orphans, kept rules and the hash of every file. `semblance verify` checks it again.",
        params: Id,
        response: fileAnswers({ "application/json": { schema: Certificate } }),
      },
    },
    async (request, reply) => {
      const { principal, params } = request;
      return sendDownload(request, reply, await found(jobs.certificate(principal, params.id), "job", params.id));
    },
  );

  app.post(
    "/api/jobs/:id/exports",
    {
      config: { ...one, errors: [409, 502, 503], example: { path: { id: "$JOB" }, body: { format: "parquet" } } },
      schema: {
        tags,
        summary: "The same data elsewhere",
        description:
          "In another format or into a database: a new job (201). A copy of the files in a store: a publication of this job (202).",
        params: Id,
        body: ExportOrder,
        response: { 201: z.object({ job: Job }), 202: z.object({ publication: Publication }) },
      },
    },
    async ({ principal, params: { id }, body }, reply) => {
      const made = await found(jobs.export(principal, id, body), "job", id);
      if ("publication" in made) return reply.code(202).send(made);
      return reply.code(201).header("location", `/api/jobs/${made.job.id}`).send(made);
    },
  );
}
