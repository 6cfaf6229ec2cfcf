import { isIPv6 } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isLoopback } from "./loopback.ts";

const COOKIE = "semblance_session";
const MAX_PROOF_LENGTH = 4096;

/** What a request shows to prove whose it is. */
export interface Proof {
  readonly text: string;
  readonly via: "session" | "header";
}

const isRead = (method: string): boolean => method === "GET" || method === "HEAD" || method === "OPTIONS";

/** Whether the request changes nothing. */
export const isSafe = ({ method }: FastifyRequest): boolean => isRead(method);

/** The proof that a request shows; the first of X-API-Key, Authorization, `?api_key=` (where nothing changes) and the page's cookie. */
export function readProof(request: FastifyRequest): Proof | undefined {
  const { headers, query } = request;
  const { api_key: asked } = query as { api_key?: unknown };
  const bearer = /^Bearer +(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const header =
    (headers["x-api-key"] as string | undefined) ??
    bearer ??
    (isSafe(request) && typeof asked === "string" ? asked : undefined);
  const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(headers.cookie ?? "")?.[1];
  const text = (header ?? cookie ?? "").trim();
  if (text === "" || text.length > MAX_PROOF_LENGTH) return undefined;
  return { text, via: header === undefined ? "session" : "header" };
}

/** Gives the page its cookie, or takes it away: no script can read it, and no other site's request carries it. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, token: string, expiresAt: Date): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  const value = `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expiresAt.toUTCString()}${secure}`;
  void reply.header("set-cookie", value);
}

export const clearCookie = (request: FastifyRequest, reply: FastifyReply): void =>
  setCookie(request, reply, "", new Date(0));

/** Whether a request that a browser sent with our cookie was made by our page. Others can neither set the header nor choose the origin. */
export function isOurPage({ headers, host }: FastifyRequest): boolean {
  if (headers["x-requested-with"] === "semblance") return true;
  const origin = headers.origin ?? "";
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** Whether a request comes from this machine itself, as far as can be told. */
export function isFromHere({ ip, headers }: FastifyRequest, trustProxy: boolean): boolean {
  const forwarded = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  return isLoopback(ip) && (trustProxy || !forwarded);
}

/** Whose requests from an address are counted together: a network of IPv6 is one customer's. */
export function toNetwork(ip: string): string {
  const bare = ip.replace(/^::ffff:(?=\d+\.)/, "");
  if (!isIPv6(bare)) return bare;
  const [head = "", tail] = bare.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
