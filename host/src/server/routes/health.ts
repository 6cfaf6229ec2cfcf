import { EDITION, fieldTypes, schemaJson } from "@semblance/engine";
import { z } from "zod";
import { DataTypes, Health, Ready } from "../../api/index.ts";
import { VERSION } from "../../config.ts";
import type { App, Services } from "../services.ts";

const SchemaFile = z.record(z.string(), z.unknown()).describe("A JSON Schema.");

/** What can be known without a database. */
export async function catalogueRoutes(app: App): Promise<void> {
  app.get(
    "/api/health",
    {
      config: { access: "public" },
      schema: {
        tags: ["platform"],
        summary: "Whether the server runs",
        description: "Answers as long as the process lives; `GET /api/ready` says whether it can work.",
        response: { 200: Health },
      },
    },
    () => ({ status: "ok" as const, version: VERSION, edition: EDITION }),
  );

  const schema = JSON.stringify(schemaJson());
  app.get(
    "/api/schema.json",
    {
      config: { access: "public" },
      schema: {
        tags: ["schemas"],
        summary: "The JSON Schema of schema files",
        description: "For editors: `# yaml-language-server: $schema=http://127.0.0.1:8080/api/schema.json`.",
        response: {
          200: { description: "The schema.", content: { "application/schema+json": { schema: SchemaFile } } },
        },
      },
    },
    async (_, reply) => {
      void reply.type("application/schema+json").serializer((text: unknown) => String(text));
      return schema as unknown as Record<string, unknown>;
    },
  );

  app.get(
    "/api/data-types",
    {
      config: { access: "public" },
      schema: {
        tags: ["schemas"],
        summary: "All field types",
        description: "Each with a sentence and a field as one would write it.",
        response: { 200: DataTypes },
      },
    },
    () => fieldTypes.map(({ name, summary, example }) => ({ name, summary, example: example ?? { type: name } })),
  );
}

export async function healthRoutes(app: App, { platform }: Services): Promise<void> {
  app.get(
    "/api/ready",
    {
      config: { access: "public" },
      schema: {
        tags: ["platform"],
        summary: "Whether the platform can work",
        description: "503 with the reasons where the database, the store or the queue do not answer.",
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_, reply) => {
      const reasons = [...(await platform.ready())];
      return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
    },
  );
}
