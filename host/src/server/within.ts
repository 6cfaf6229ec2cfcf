import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** Headers that say who asks, and from where. */
const CARRIED = [
  "authorization",
  "cookie",
  "host",
  "x-api-key",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
];

/**
 * A `fetch` that asks this server, without a connection, as whoever asked for `reply`: access, limits, the record and all checks are those of any call.
 * What it is at work on ends with that reply.
 */
export function fetchWithin({ request: asker, server, raw }: FastifyReply): (request: Request) => Promise<Response> {
  const carried = Object.fromEntries(
    CARRIED.flatMap((name) => (name in asker.headers ? [[name, asker.headers[name]]] : [])),
  );
  const gone = new AbortController();
  raw.once("close", () => gone.abort());
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const payload = Buffer.from(await request.arrayBuffer());
    const ended = AbortSignal.any([request.signal, gone.signal]);
    const answer = await server.inject({
      method: request.method as "GET" | "POST",
      url: pathname + search,
      headers: { ...carried, ...Object.fromEntries(request.headers) },
      ...(payload.length === 0 ? {} : { payload }),
      remoteAddress: asker.socket.remoteAddress ?? "",
      payloadAsStream: true,
    });
    const hangUp = (): void => void answer.raw.res.destroy();
    ended.addEventListener("abort", hangUp, { once: true });
    if (ended.aborted) hangUp();
    const { statusCode: status } = answer;
    const body = status === 204 ? null : (Readable.toWeb(answer.stream()) as ReadableStream);
    return new Response(body, { status, headers: answer.headers as Record<string, string> });
  };
}
