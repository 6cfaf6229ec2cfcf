import { randomUUID } from "node:crypto";
import multipart from "@fastify/multipart";
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Problem } from "../api/index.ts";
import { serializerCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { openDesk } from "./desk.ts";
import { whenEnded } from "./ended.ts";
import { HEADERS } from "./headers.ts";
import { registerMetrics } from "./metrics.ts";
import { registerJson } from "./json-body.ts";
import { registerOpenapi } from "./openapi.ts";
import { registerPacking } from "./pack.ts";
import { hasPage, isForPage, registerPage } from "./page.ts";
import { problemOf, sendProblem, toProblem } from "./problem.ts";
import { validatorCompiler } from "./request-fault.ts";
import { installedTemplateRoutes, routes, statelessRoutes } from "./routes.ts";
import type { App, Services } from "./services.ts";

const BODY_BYTES = 20 * 1024 * 1024; // the longest text of a schema, escaped
const UPLOAD_BYTES = 2 * 1024 ** 3;
const REQUEST_MS = 3_600_000; // an upload over a slow line
const PARAMETER_CHARACTERS = 500;

/** What the server is made of. */
export interface AppParts extends Partial<Omit<Services, "desk" | "closing">> {
  readonly log?: FastifyBaseLogger;
  /** Registers who may call what; without it nobody has a principal. */
  readonly access?: (app: FastifyInstance) => Promise<void>;
}

/** Methods of the routes that an address matches. */
function methodsOf(
  known: readonly { readonly url: RegExp; readonly method: string }[],
  url: string,
): readonly string[] {
  const path = url.split("?", 1)[0]!;
  return [...new Set(known.filter((route) => route.url.test(path)).map(({ method }) => method))].sort();
}

const toPattern = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/]+")}/?$`);

function answerFaults(app: FastifyInstance): void {
  const known: { url: RegExp; method: string }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    if (!url.endsWith("*")) for (const each of [method].flat()) known.push({ url: toPattern(url), method: each });
  });
  /** What is wrong with a method, if its address takes others. */
  function otherMethods(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
    const path = request.url.split("?", 1)[0]!;
    const allowed = methodsOf(known, path);
    if (allowed.length === 0 || allowed.includes(request.method)) return undefined;
    void reply.header("allow", allowed.join(", "));
    const detail = `${path} does not take ${request.method}.`;
    return toProblem(405, "request/method", detail, `It takes ${allowed.join(", ")}.`);
  }
  // Before the body is looked at: some methods are refused for want of one.
  app.addHook("onRequest", async (request, reply) => {
    const problem = request.is404 ? otherMethods(request, reply) : undefined;
    return problem === undefined ? undefined : sendProblem(request, reply, problem).then(() => reply);
  });
  app.setNotFoundHandler((request, reply) => {
    if (isForPage(request)) {
      void reply.header("cache-control", "no-cache").sendFile("index.html"); // not awaited: each wait listens to the answer
      return undefined;
    }
    const problem = otherMethods(request, reply);
    if (problem !== undefined) return sendProblem(request, reply, problem);
    const path = request.url.split("?", 1)[0]!;
    const unbuilt = path.startsWith("/api") || hasPage() ? undefined : "The web page is not built: npm run build.";
    return sendProblem(request, reply, toProblem(404, "server/not-found", `there is no ${path}.`, unbuilt));
  });
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, "request failed");
    if (problem.status === 503) void reply.header("retry-after", "5");
    return sendProblem(request, reply, problem);
  });
}

/** The server without an address: what it is asked, in HTTP. */
export async function openApp(parts: AppParts = {}): Promise<FastifyInstance> {
  const { log, access, platform, database, store, config } = parts;
  const app: App = fastify({
    ...(log === undefined ? {} : { loggerInstance: log }),
    forceCloseConnections: "idle",
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    trustProxy: config?.trustProxy || false,
    genReqId: () => randomUUID(),
    logController: new LogController({ requestIdLogLabel: "request_id", disableRequestLogging: true }),
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAMETER_CHARACTERS, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => {
      void reply.headers(HEADERS);
      void sendProblem(request, reply, problemOf(error));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  registerJson(app);
  registerPacking(app);
  const closing = new AbortController();
  const desk = openDesk();
  app.addHook("preClose", async () => closing.abort());
  app.addHook("onClose", () => desk.close());
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(HEADERS).header("x-request-id", request.id);
  });
  whenEnded(app, (request, reply, status) => {
    const { method, routeOptions, url } = request;
    const path = routeOptions.url ?? url.split("?", 1)[0]; // queries may hold a key
    request.log.info({ method, path, status, ms: Math.round(reply.elapsedTime) }, "answered");
  });
  answerFaults(app);
  await registerOpenapi(app);
  await app.register(multipart, {
    limits: { fileSize: UPLOAD_BYTES, files: 20, fields: 20, parts: 40, fieldSize: 64 * 1024 },
  });
  if (access !== undefined) await access(app);
  await statelessRoutes(app);
  if (platform !== undefined && database !== undefined && store !== undefined && config !== undefined) {
    await registerMetrics(app, platform);
    await routes(app, { platform, database, store, config, desk, closing: closing.signal });
  } else await installedTemplateRoutes(app);
  await registerPage(app);
  return app;
}
