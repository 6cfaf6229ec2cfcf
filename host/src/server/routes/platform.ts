import { EDITION, formats } from "@semblance/engine";
import { Analytics, AnalyticsQuery, Backends, Queue, Settings } from "../../api/index.ts";
import { analyse } from "../analytics.ts";
import type { App, Services } from "../services.ts";

/** An address without user, password and query, any of which may hold a secret. */
function bare(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\?.*$/s, "");
  const { protocol, host, pathname } = new URL(address);
  return host === "" ? `${protocol}${pathname}` : `${protocol}//${host}${pathname}`;
}

export async function platformRoutes(
  app: App,
  { platform: { jobs }, database: { db }, config }: Services,
): Promise<void> {
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
          ...formats.map(({ name }) => `format:${name}`),
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

  app.get(
    "/api/settings",
    {
      config: { access: "member" },
      schema: {
        tags: ["platform"],
        summary: "How the server is set up",
        description: "Storage, retention and limits, as the operator's environment says; no secrets.",
        response: { 200: Settings },
      },
    },
    (): Settings => ({
      database: config.databaseUrl === "" ? "embedded" : bare(config.databaseUrl),
      store: config.storeUrl === "file:" ? "file:store" : bare(config.storeUrl),
      min_records: config.minRecords,
      max_records: config.maxRecords,
      max_jobs: config.maxJobs,
      max_file_age_days: config.maxFileAgeDays,
      rate_limit: config.rateLimit,
      key_rate_limit: config.keyRateLimit,
    }),
  );
}
