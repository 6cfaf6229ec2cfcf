import { loadTemplates } from "../jobs/templates.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { datasetRoutes } from "./routes/datasets.ts";
import { docsRoutes } from "./routes/docs.ts";
import { domainRoutes } from "./routes/domains.ts";
import { generateRoutes } from "./routes/generate.ts";
import { catalogueRoutes, healthRoutes } from "./routes/health.ts";
import { jobFileRoutes } from "./routes/job-files.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { platformRoutes } from "./routes/platform.ts";
import { schemaRoutes } from "./routes/schemas.ts";
import { templateRoutes } from "./routes/templates.ts";
import type { App, Services } from "./services.ts";

/** Every resource, in the order of the documentation. */
const RESOURCES: readonly ((app: App, services: Services) => Promise<void>)[] = [
  jobRoutes,
  jobFileRoutes,
  generateRoutes,
  schemaRoutes,
  templateRoutes,
  domainRoutes,
  datasetRoutes,
  connectionRoutes,
  mcpRoutes,
  platformRoutes,
  healthRoutes,
];

/** Templates of the installation, where there is no database for own ones. */
export async function installedTemplateRoutes(app: App): Promise<void> {
  app.get("/api/templates", { config: { access: "public" } }, async () => {
    const own = { builtin: true, version: 1, uses: 0, examples: {}, created_at: null, changed_at: null };
    return (await loadTemplates()).map((template) => ({ ...template, id: template.name, ...own }));
  });
}

/** What is there without a database. */
export async function statelessRoutes(app: App): Promise<void> {
  await catalogueRoutes(app);
  await docsRoutes(app);
}

/** All that works on the platform. */
export async function routes(app: App, services: Services): Promise<void> {
  for (const register of RESOURCES) await register(app, services);
}
