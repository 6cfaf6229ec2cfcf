import { randomUUID } from "node:crypto";
import { LimitError } from "@semblance/engine";
import { and, desc, eq, ilike } from "drizzle-orm";
import { z } from "zod";
import { Dataset, DatasetPage, ListQuery } from "../../api/index.ts";
import { datasets } from "../../database/schema.ts";
import { sendDownload } from "../download.ts";
import { untilGone } from "../errand.ts";
import { safeName } from "../extract.ts";
import { tellPages } from "../paging.ts";
import { missing } from "../problem.ts";
import { requestFault } from "../request-fault.ts";
import type { App, Services } from "../services.ts";

const Id = z.object({ id: z.uuid() });
const Bytes = z.string().describe("Bytes.").meta({ format: "binary" });
const MOST_PER_USER = 1000;

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  json: "application/json",
  jsonl: "application/x-ndjson",
  gz: "application/gzip",
  parquet: "application/vnd.apache.parquet",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const typeOf = (name: string): string =>
  TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";

const toDataset = ({ id, name, bytes, sha256, createdAt }: typeof datasets.$inferSelect): Dataset => ({
  id,
  name,
  bytes,
  sha256,
  created_at: createdAt.toISOString(),
  url: `/api/datasets/${id}/file`,
});

/** A pattern of LIKE that finds texts with these words in them. */
const containing = (words: string): string => `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;

export async function datasetRoutes(app: App, { database: { db }, store }: Services): Promise<void> {
  const tags = ["data sets"];
  const one = { access: "member", resource: "dataset", example: { path: { id: "$DATASET" } } } as const;

  async function find(userId: string, id: string): Promise<typeof datasets.$inferSelect> {
    const [row] = await db
      .select()
      .from(datasets)
      .where(and(eq(datasets.ownerId, userId), eq(datasets.id, id)));
    if (row === undefined) throw missing("data set", id);
    return row;
  }

  app.post(
    "/api/datasets",
    {
      config: {
        access: "member",
        form: {
          type: "object",
          properties: {
            file: {
              type: "string",
              format: "binary",
              description:
                "Any file; rows as CSV, JSON, JSONL (also packed by gzip), Parquet or Excel can become a schema.",
            },
          },
          required: ["file"],
        },
        example: { form: { file: "@customers.csv" } },
      },
      schema: {
        tags,
        summary: "Upload a file",
        description: "Goes straight to the store. `POST /api/schema/extract` with its id makes a schema of it.",
        response: { 201: Dataset },
      },
    },
    async (request, reply) => {
      const { userId } = request.principal;
      if (!request.isMultipart()) {
        throw requestFault(
          "body",
          "request/media-type",
          "expected multipart/form-data with a file.",
          "With curl: -F file=@customers.csv",
          415,
        );
      }
      const kept = await db.$count(datasets, eq(datasets.ownerId, userId));
      if (kept >= MOST_PER_USER) {
        throw new LimitError(
          `expected at most ${MOST_PER_USER} data sets; found ${kept}.\nRemove some.`,
          MOST_PER_USER,
          kept,
          "data sets",
        );
      }
      const part = await request.file();
      if (part === undefined) throw requestFault("body.file", "request/missing", "expected a file; found none.");
      const id = randomUUID();
      const key = `datasets/${id}`;
      const name = safeName(part.filename, "data");
      const { bytes, sha256 } = await store.put(key, part.file, { signal: untilGone(reply), type: typeOf(name) });
      if (part.file.truncated) {
        await store.delete([key]);
        throw requestFault(
          "body.file",
          "request/too-large",
          `expected at most ${bytes} bytes; found more.`,
          undefined,
          413,
        );
      }
      const [row] = await db.insert(datasets).values({ id, ownerId: userId, name, key, bytes, sha256 }).returning();
      return reply.code(201).header("location", `/api/datasets/${id}`).send(toDataset(row!));
    },
  );

  app.get(
    "/api/datasets",
    {
      config: { access: "member", example: { query: "q=customers" } },
      schema: {
        tags,
        summary: "List data sets",
        description: "The newest first.",
        querystring: ListQuery,
        response: { 200: DatasetPage },
      },
    },
    async (request, reply) => {
      const { q, page, page_size: size } = request.query;
      const mine = and(
        eq(datasets.ownerId, request.principal.userId),
        q === undefined ? undefined : ilike(datasets.name, containing(q)),
      );
      const [total, rows] = await Promise.all([
        db.$count(datasets, mine),
        db
          .select()
          .from(datasets)
          .where(mine)
          .orderBy(desc(datasets.createdAt), datasets.id)
          .limit(size)
          .offset((page - 1) * size),
      ]);
      const answer = { datasets: rows.map(toDataset), total, page, page_size: size };
      tellPages(request, reply, answer);
      return answer;
    },
  );

  app.get(
    "/api/datasets/:id",
    {
      config: one,
      schema: {
        tags,
        summary: "Get a data set",
        description: "Its name, length and hash.",
        params: Id,
        response: { 200: Dataset },
      },
    },
    async (request) => toDataset(await find(request.principal.userId, request.params.id)),
  );

  app.get(
    "/api/datasets/:id/file",
    {
      config: { ...one, example: { path: { id: "$DATASET" }, options: "-OJ" } },
      schema: {
        tags,
        summary: "Download a data set",
        description: "As it was uploaded, with ranges.",
        params: Id,
        response: {
          200: { description: "The whole file.", content: { "application/octet-stream": { schema: Bytes } } },
          206: {
            description: "The range that was asked for.",
            content: { "application/octet-stream": { schema: Bytes } },
          },
          304: z.null().describe("It is as `If-None-Match` says."),
        },
      },
    },
    async (request, reply) => {
      const { key, name, bytes, sha256 } = await find(request.principal.userId, request.params.id);
      const download = {
        name,
        bytes,
        etag: sha256,
        type: "application/octet-stream", // what users brought is never shown, only kept
        open: (range?: { from: number; to: number }, signal?: AbortSignal) => store.get(key, range, signal),
      };
      return sendDownload(request, reply, download) as never;
    },
  );

  app.delete(
    "/api/datasets/:id",
    {
      config: one,
      schema: {
        tags,
        summary: "Remove a data set",
        description: "With its bytes.",
        params: Id,
        response: { 204: z.null().describe("It is gone.") },
      },
    },
    async (request, reply) => {
      const { id, key } = await find(request.principal.userId, request.params.id);
      await db.delete(datasets).where(eq(datasets.id, id));
      await store.delete([key]);
      return reply.code(204).send(null);
    },
  );
}
