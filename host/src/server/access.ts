import cors from "@fastify/cors";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import { WINDOW_MS, type Allowance } from "../access/limits.ts";
import type { Principal } from "../access/principal.ts";
import type { Config } from "../config.ts";
import { whenEnded } from "./ended.ts";
import { isLoopback } from "./loopback.ts";
import type { Door } from "./principal.ts";
import { sendProblem, toProblem } from "./problem.ts";
import { clearCookie, isFromHere, isOurPage, isSafe, readProof, toNetwork, type Proof } from "./proof.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whom the audit names, where the route itself found out. */
    actor: { readonly userId: string | null; readonly via: string; readonly target?: string } | null;
    /** Counted too much for the window: the audit has it once. */
    refusal: Allowance | null;
  }
}

export interface AccessPlugin {
  readonly access: Access;
  readonly config: Pick<Config, "rateLimit" | "keyRateLimit" | "corsOrigins" | "trustProxy">;
}

const RECHECK_MS = 10_000;
/** Probes ask these all the time. */
const UNCOUNTED = new Set(["/api/health", "/api/ready"]);
const GUARDED = /^\/(?:api|metrics|mcp)(?:\/|$)/;

function allow(reply: FastifyReply, { limit, remaining, resetMs }: Allowance): void {
  void reply.headers({
    "ratelimit-limit": limit,
    "ratelimit-remaining": remaining,
    "ratelimit-reset": Math.ceil(resetMs / 1000),
    "ratelimit-policy": `${limit};w=${WINDOW_MS / 1000}`,
  });
}

/** Answers whoever is not admitted. */
async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  ...problem: Parameters<typeof toProblem>
): Promise<false> {
  await sendProblem(request, reply, toProblem(...problem));
  return false;
}

/** Counts the request; answers it where it is one too many. */
async function count(request: FastifyRequest, reply: FastifyReply, allowance: Allowance): Promise<boolean> {
  allow(reply, allowance);
  if (allowance.allowed) return true;
  request.refusal = allowance;
  const seconds = Math.ceil(allowance.resetMs / 1000);
  void reply.header("retry-after", seconds);
  const detail = `more than ${allowance.limit} requests in 15 minutes.`;
  return refuse(request, reply, 429, "access/rate-limit", detail, `Try again in ${seconds} s.`);
}

/** Other sites' pages may ask with a key, where the operator lists them; our cookie never goes with it. */
async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes("*") ? "*" : [...origins],
    credentials: false,
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders:
      "authorization content-type if-none-match if-range last-event-id mcp-protocol-version range x-api-key".split(" "),
    exposedHeaders:
      "content-disposition content-range etag ratelimit-limit ratelimit-remaining ratelimit-reset retry-after x-request-id".split(
        " ",
      ),
    maxAge: 600,
  });
}

/** Who may call what: registers what every request goes through before its route. Has to come before the routes. */
export async function registerAccess(app: FastifyInstance, { access, config }: AccessPlugin): Promise<void> {
  const { limits } = access;
  const trustProxy = config.trustProxy !== "";
  await registerCors(app, config.corsOrigins);
  app.decorateRequest("principal", null as unknown as Principal);
  app.decorateRequest("actor", null);
  app.decorateRequest("refusal", null);

  app.addHook("onRoute", ({ method, url, config: declared }) => {
    if (GUARDED.test(url) && declared?.access === undefined) {
      throw new Error(`${[method].flat().join(" ")} ${url}: declare who may call it: config.access`);
    }
  });

  /** Requests under way with what proves them, to be asked again while they last. */
  const open = new Map<FastifyRequest, { proof: Proof; sinceMs: number }>();

  whenEnded(app, (request, _reply, status) => {
    open.delete(request);
    const { principal, actor, refusal, routeOptions, ip } = request;
    const url = routeOptions.url ?? "";
    const refused = status === 401 || status === 403 || refusal?.firstRefusal === true;
    const changes = !isSafe(request) && refusal === null;
    if (!GUARDED.test(url) || (!refused && !changes)) return;
    const { id } = (request.params ?? {}) as { id?: string };
    access.audit.note({
      userId: actor?.userId ?? (principal as Principal | null)?.userId ?? null,
      via: actor?.via ?? (principal as Principal | null)?.proof ?? "none",
      action: `${request.method} ${url}`,
      target: actor?.target ?? id?.slice(0, 200) ?? null,
      status,
      requestId: request.id,
      address: ip,
    });
  });

  let onlyHere: boolean | undefined;
  /** A page of another site whose name suddenly means 127.0.0.1 calls us by that name. */
  function isMisdirected(request: FastifyRequest): boolean {
    onlyHere ??= app.addresses().every((bound) => typeof bound === "object" && isLoopback(bound.address));
    return onlyHere && !trustProxy && !isLoopback(request.hostname.toLowerCase());
  }

  const anonymous = (request: FastifyRequest): Allowance =>
    limits.take(`${isSafe(request) ? "anonymous" : "sign-in"}:${toNetwork(request.ip)}`, config.rateLimit);
  const wrong = (request: FastifyRequest): string => `wrong:${toNetwork(request.ip)}`;

  const verify = async (request: FastifyRequest, { text, via }: Proof): Promise<Principal | undefined> =>
    // What an operator made up might be guessed; who guesses too often is not listened to any more.
    access.verify(text, via, !limits.isSpent(wrong(request), config.rateLimit));

  async function admitPublic(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const url = request.routeOptions.url ?? "";
    if (!url.startsWith("/api/") || UNCOUNTED.has(url)) return true;
    const proof = isSafe(request) ? readProof(request) : undefined;
    const principal = proof && (await verify(request, proof));
    return count(request, reply, principal === undefined ? anonymous(request) : take(principal));
  }

  function take({ userId, keyId, via, rateLimit }: Principal): Allowance {
    const subject = via === "key" ? `key:${keyId ?? "operator"}` : `user:${userId}`;
    return limits.take(subject, rateLimit ?? config.keyRateLimit);
  }

  async function turnAway(request: FastifyRequest, reply: FastifyReply, proof: Proof | undefined): Promise<false> {
    const counted = proof === undefined ? anonymous(request) : limits.take(wrong(request), config.rateLimit);
    if (!(await count(request, reply, counted))) return false;
    if (proof?.via === "session") clearCookie(request, reply);
    const error = proof === undefined ? "" : ', error="invalid_token"';
    void reply.header("www-authenticate", `Bearer realm="semblance"${error}`);
    return proof === undefined
      ? refuse(request, reply, 401, "access/sign-in", "this needs a user.", "Sign in, or send a key: X-API-Key.")
      : refuse(
          request,
          reply,
          401,
          "access/proof",
          "the key or token is unknown, revoked or too old.",
          "Sign in again, or take another key.",
        );
  }

  async function admit(request: FastifyRequest, reply: FastifyReply, door: Exclude<Door, "public">): Promise<boolean> {
    const proof = readProof(request);
    if (door === "local" && proof === undefined && isFromHere(request, trustProxy)) return true;
    const principal = proof && (await verify(request, proof));
    if (proof === undefined || principal === undefined) return turnAway(request, reply, proof);
    if (reply.raw.destroyed) return false; // who went before that was known does nothing: the record could not name them
    request.principal = principal;
    if (!(await count(request, reply, take(principal)))) return false;
    if (principal.via === "session" && !isSafe(request) && !isOurPage(request)) {
      const hint = "Send X-Requested-With: semblance, or a key instead of the cookie.";
      return refuse(request, reply, 403, "access/foreign-page", "another site's page made this request.", hint);
    }
    if (door !== "member" && principal.role !== "admin") {
      return refuse(request, reply, 403, "access/admin", "this is for administrators.", "Ask one of them.");
    }
    open.set(request, { proof, sinceMs: Date.now() });
    return true;
  }

  async function isAdmitted(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    if (isMisdirected(request)) {
      const hint = "Open it as http://127.0.0.1. Behind a proxy, set TRUST_PROXY.";
      return refuse(request, reply, 421, "access/host", "this server has another name.", hint);
    }
    const { url = "", config: declared } = request.routeOptions;
    if (GUARDED.test(url)) void reply.header("cache-control", "no-store");
    const door = declared.access ?? "public";
    return door === "public" ? admitPublic(request, reply) : admit(request, reply, door);
  }

  app.addHook("onRequest", async (request, reply) => {
    const admitted = await isAdmitted(request, reply);
    // A request goes on to its route unless it was answered, and who went before could not be.
    if (!admitted && !reply.sent) reply.hijack();
  });

  /** A stream or download does not outlast the right to it. */
  async function recheck(): Promise<void> {
    const before = Date.now() - RECHECK_MS;
    for (const [request, { proof, sinceMs }] of open) {
      if (sinceMs > before || request.raw.destroyed) continue;
      if ((await access.verify(proof.text, proof.via)) === undefined) request.raw.socket.destroy();
    }
  }
  const timer = setInterval(() => {
    recheck().catch((error: unknown) => app.log.warn({ err: error }, "open requests could not be checked again"));
  }, RECHECK_MS).unref();
  app.addHook("onClose", () => clearInterval(timer));
}
