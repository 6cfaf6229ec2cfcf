import type { z } from "zod";
import {
  Explanation,
  ExplainOrder,
  Extracted,
  ExtractOrder,
  Preview,
  PreviewOrder,
  ValidateOrder,
  Validation,
} from "../../api/index.ts";
import { errandOf } from "../errand.ts";
import { extract, extractUpload } from "../extract.ts";
import { requestFault } from "../request-fault.ts";
import type { App, Services } from "../services.ts";
import { subjectOf } from "../subject.ts";

const FORM = {
  type: "object",
  properties: {
    file: {
      type: "string",
      format: "binary",
      description: "Rows, SQL, Prisma, JSON Schema or a database of SQLite; several files of rows may come.",
    },
    rows: { type: "string", pattern: "^0*[1-9][0-9]{0,11}$", description: "Rows of all tables together." },
    seed: { type: "string", maxLength: 200 },
    dialect: { type: "string", enum: ["postgres", "mysql", "sqlite", "sqlserver"] },
  },
  required: ["file"],
  additionalProperties: false,
};

export async function schemaRoutes(app: App, services: Services): Promise<void> {
  const { database, desk } = services;
  const tags = ["schemas"];

  app.post(
    "/api/schema/validate",
    {
      config: { access: "member", example: { body: { template: "ecommerce", rows: 1_000_000 } } },
      schema: {
        tags,
        summary: "Check a schema",
        description:
          "Every fault at once, with its place in the text; without faults the plan: tables in loading order, rows, bytes and seconds.",
        body: ValidateOrder,
        response: { 200: Validation },
      },
    },
    async (request, reply) => {
      const errand = errandOf(request, reply);
      return desk.run("validate", await subjectOf(database.db, errand.userId, request.body), errand);
    },
  );

  app.post(
    "/api/schema/preview",
    {
      config: { access: "member", example: { body: { template: "ecommerce", from: 100, count: 3 } } },
      schema: {
        tags,
        summary: "See rows",
        description:
          "Any rows of any table, at once: row 999,999,999 is as near as row 0. The rows are those that a job makes.",
        body: PreviewOrder,
        response: { 200: Preview },
      },
    },
    async (request, reply) => {
      const { table, from, count } = request.body;
      const errand = errandOf(request, reply);
      const subject = await subjectOf(database.db, errand.userId, request.body);
      return desk.run("preview", { ...subject, table, from, count }, errand);
    },
  );

  app.post(
    "/api/schema/explain",
    {
      config: { access: "member", example: { body: { template: "ecommerce", column: "total_amount", row: 17 } } },
      schema: {
        tags,
        summary: "Explain a cell",
        description: "How it came to be: what its kernel does, its random stream, and all the cells it was made from.",
        body: ExplainOrder,
        response: { 200: Explanation },
      },
    },
    async (request, reply) => {
      const { column, row } = request.body;
      const errand = errandOf(request, reply);
      const subject = await subjectOf(database.db, errand.userId, request.body);
      return (await desk.run("explain", { ...subject, column, row }, errand)) as z.infer<typeof Explanation>;
    },
  );

  app.post(
    "/api/schema/extract",
    {
      config: {
        access: "member",
        errors: [404, 502, 503],
        form: FORM,
        example: {
          body: {
            text: "1000 customers with name, email, age (18-80) and orders, 5 each",
          },
        },
        examples: [
          {
            body: {
              from: "edit",
              schema:
                "tables:\n  users:\n    rows: 100\n    fields:\n      age: { type: integer, min: 18, max: 80 } # grown-ups\n",
              text: "make age 21 to 65 and add a phone",
            },
          },
        ],
      },
      schema: {
        tags,
        summary: "Make a schema of something",
        description:
          "Of plain English, SQL of four dialects, Prisma, JSON Schema, a sample of rows (upload or data set), a database or a template. Notes say what was guessed. With `from: edit`, a schema and words in plain English it changes the schema, and `changes` says what differs.",
        body: ExtractOrder.optional(),
        response: { 200: Extracted },
      },
    },
    async (request, reply) => {
      const errand = errandOf(request, reply);
      if (request.isMultipart()) return extractUpload(request, desk, errand);
      if (request.body === undefined)
        throw requestFault("body", "request/missing", "expected a JSON document or files; found nothing.");
      return extract(services, request.body, errand);
    },
  );
}
