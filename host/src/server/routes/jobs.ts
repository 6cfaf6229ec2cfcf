import { z } from "zod";
import { ChunkMap, Control, Job, JobOrder, JobPage, JobQuery, JobStatus } from "../../api/index.ts";
import { tellPages } from "../paging.ts";
import { found, missing } from "../problem.ts";
import type { App, Services } from "../services.ts";

const Id = z.object({ id: z.uuid() });

export async function jobRoutes(app: App, { platform: { jobs } }: Services): Promise<void> {
  const tags = ["jobs"];
  const one = { access: "member", resource: "job", example: { path: { id: "$JOB" } } } as const;

  app.post(
    "/api/jobs",
    {
      config: {
        access: "member",
        errors: [502, 503],
        example: { body: { template: "ecommerce", rows: 1000, format: "csv", seed: 42 } },
      },
      schema: {
        tags,
        summary: "Commission data",
        description:
          "Of a schema or a template, as files or straight into a database. Answers at once; follow it with `GET /api/jobs/{id}/events`. The same order with the same seed and `now` gives the same bytes.",
        body: JobOrder,
        response: { 201: Job },
      },
    },
    async (request, reply) => {
      const job = await jobs.create(request.principal, request.body);
      return reply.code(201).header("location", `/api/jobs/${job.id}`).send(job);
    },
  );

  app.get(
    "/api/jobs",
    {
      config: { access: "member", example: { query: "status=completed&page_size=5" } },
      schema: {
        tags,
        summary: "List jobs",
        description: "The newest first. `Link` has the other pages, `X-Total-Count` how many jobs there are.",
        querystring: JobQuery,
        response: { 200: JobPage },
      },
    },
    async (request, reply) => {
      const page = await jobs.list(request.principal, request.query);
      tellPages(request, reply, page);
      return page;
    },
  );

  app.get(
    "/api/jobs/:id",
    {
      config: one,
      schema: {
        tags,
        summary: "Get a job",
        description: "All there is to know of it.",
        params: Id,
        response: { 200: Job },
      },
    },
    ({ principal, params: { id } }) => found(jobs.get(principal, id), "job", id),
  );

  app.get(
    "/api/jobs/:id/status",
    {
      config: one,
      schema: {
        tags,
        summary: "How far a job is",
        description: "The little that a script polls for.",
        params: Id,
        response: { 200: JobStatus },
      },
    },
    async ({ principal, params: { id } }) => {
      const { status, version, progress, error } = await found(jobs.get(principal, id), "job", id);
      return { id, status, version, progress, error };
    },
  );

  app.post(
    "/api/jobs/:id/control",
    {
      config: { ...one, errors: [409], example: { path: { id: "$JOB" }, body: { action: "pause" } } },
      schema: {
        tags,
        summary: "Pause, resume, cancel or retry a job",
        description:
          "Pausing keeps finished chunks, resuming goes on after them; cancelling removes what was written; retrying takes up what is missing. 409 where the job's state does not allow it.",
        params: Id,
        body: Control,
        response: { 200: Job },
      },
    },
    ({ principal, params: { id }, body: { action } }) => found(jobs.control(principal, id, action), "job", id),
  );

  app.delete(
    "/api/jobs/:id",
    {
      config: one,
      schema: {
        tags,
        summary: "Remove a job",
        description: "With all its bytes. One that is at work is cancelled first.",
        params: Id,
        response: { 204: z.null().describe("It is gone.") },
      },
    },
    async (request, reply) => {
      if (!(await jobs.remove(request.principal, request.params.id))) throw missing("job", request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/jobs/:id/chunks",
    {
      config: one,
      schema: {
        tags,
        summary: "The ledger of a job",
        description:
          "Every chunk with state, attempts, rows, bytes, SHA-256 and times; `map` has one letter per chunk.",
        params: Id,
        response: { 200: ChunkMap },
      },
    },
    async ({ principal, params: { id } }) => {
      const chunks = await found(jobs.chunks(principal, id), "job", id);
      return { map: chunks.map(({ state }) => state.charAt(0)).join(""), chunks: [...chunks] };
    },
  );
}
