import { z } from "zod";
import { docsPage, type ApiDocument } from "../docs-page.ts";
import { HERE, hereOf } from "../openapi.ts";
import type { App } from "../services.ts";

/** The document of all calls, for machines and for people; what it says of the server's address is where it was asked. */
export async function docsRoutes(app: App): Promise<void> {
  const documentFor = (here: string): ApiDocument =>
    JSON.parse(JSON.stringify(app.swagger()).replaceAll(HERE, here)) as ApiDocument;

  app.get(
    "/api/openapi.json",
    {
      config: { access: "public" },
      schema: {
        tags: ["platform"],
        summary: "This document",
        description: "OpenAPI 3.1, generated from the shapes that the server checks requests against.",
        response: { 200: z.record(z.string(), z.unknown()).describe("An OpenAPI document.") },
      },
    },
    (request) => documentFor(hereOf(request)) as unknown as Record<string, unknown>,
  );

  app.get("/docs", { config: { access: "public" } }, async (request, reply) => {
    const here = hereOf(request);
    void reply.type("text/html; charset=utf-8").header("cache-control", "no-cache");
    return docsPage(documentFor(here), here);
  });
}
