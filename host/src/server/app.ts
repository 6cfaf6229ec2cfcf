import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { EDITION, fieldTypes, schemaJson } from "@semblance/engine";
import fastify, { type FastifyInstance } from "fastify";
import type { DataType, Health, Problem, Template } from "../api/index.ts";
import { loadTemplates } from "../jobs/templates.ts";
import { VERSION } from "../config.ts";

const page = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

// Our own page only: no foreign scripts, frames, forms or images. WebAssembly and worker threads are the engine's.
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const toProblem = (status: number, title: string, detail: string): Problem => ({
  type: "about:blank",
  title,
  status,
  detail,
  code: status === 404 ? "server/not-found" : status < 500 ? "server/request" : "server/fault",
});

/** The server without an address: the web page, and what it asks for. */
export async function openApp(): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: "idle" });
  app.addHook("onRequest", async (_request, reply) => void reply.headers(HEADERS));
  app.get("/api/health", (): Health => ({ status: "ok", version: VERSION, edition: EDITION }));
  app.get("/api/schema.json", async (_request, reply) => {
    await reply.type("application/schema+json").send(JSON.stringify(schemaJson()));
  });
  app.get("/api/data-types", (): DataType[] =>
    fieldTypes.map(({ name, summary, example }) => ({ name, summary, example: example ?? { type: name } })),
  );
  app.get("/api/templates", async (): Promise<readonly Template[]> =>
    (await loadTemplates()).map((template) => ({
      ...template,
      id: template.name,
      builtin: true,
      version: 1,
      uses: 0,
      examples: {},
      created_at: null,
      changed_at: null,
    })),
  );
  if (existsSync(page)) await app.register(fastifyStatic, { root: page, preCompressed: true });
  app.setNotFoundHandler(async (request, reply) => {
    // Addresses of the page's own making: the page knows which of them lead somewhere.
    if (request.method === "GET" && existsSync(page) && /^\/(?!api\/)[\w\-/]*(?:\?|$)/.test(request.url)) {
      await reply.sendFile("index.html");
      return;
    }
    const detail = existsSync(page) ? `there is no ${request.url}` : "the web page is not built: npm run build";
    await reply
      .code(404)
      .type("application/problem+json")
      .send(JSON.stringify(toProblem(404, "Not Found", detail)));
  });
  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const problem = toProblem(status, status < 500 ? error.message : "Internal Server Error", error.message);
    await reply.code(status).type("application/problem+json").send(JSON.stringify(problem));
  });
  return app;
}
