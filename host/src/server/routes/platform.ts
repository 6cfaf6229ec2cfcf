import { EDITION, formats } from "@semblance/engine";
import { Analytics, AnalyticsQuery, Backends, Queue } from "../../api/index.ts";
import { analyse } from "../analytics.ts";
import type { App, Services } from "../services.ts";

export async function platformRoutes(app: App, { platform: { jobs }, database: { db } }: Services): Promise<void> {
  app.get(
    "/api/backends",
    {
      config: { access: "member" },
      schema: {
        tags: ["backends"],
        summary: "Who makes data",
        description:
          "The engine makes declared columns without a network. Backends with LLMs are listed where there are some.",
        response: { 200: Backends },
      },
    },
    () => [
      {
        id: "engine",
        name: `Semblance, edition ${EDITION}`,
        kind: "engine" as const,
        ready: true,
        llms: [],
        capabilities: [
          "tables",
          "relations",
          "rules",
          "preview",
          "explain",
          ...[...formats.keys()].map((name) => `format:${name}`),
        ],
      },
    ],
  );

  app.get(
    "/api/analytics",
    {
      config: { access: "member", example: { query: "from=2026-01-01&to=2027-01-01" } },
      schema: {
        tags: ["analytics"],
        summary: "What your jobs came to",
        description:
          "Rows, bytes and outcomes by day, by template, by format and by backend, speed, and the failures. 30 days where it is not said.",
        querystring: AnalyticsQuery,
        response: { 200: Analytics },
      },
    },
    (request) => analyse(db, request.principal.userId, request.query),
  );

  app.get(
    "/api/queue",
    {
      config: { access: "admin" },
      schema: {
        tags: ["platform"],
        summary: "The queue",
        description: "How many chunks wait, are at work or have failed, and the workers. For administrators.",
        response: { 200: Queue },
      },
    },
    async () => {
      const { workers, ...depth } = await jobs.queue();
      return { ...depth, workers: [...workers] };
    },
  );
}
