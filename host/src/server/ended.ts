import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CLOSED } from "./problem.ts";

type Tell = (request: FastifyRequest, reply: FastifyReply, status: number) => void;

const listeners = new WeakMap<object, Tell[]>();

/**
 * Tells of every request once it is over, also where its client went before the answer: hooks of `onResponse` are silent then.
 * The first call has to come before every hook that answers.
 */
export function whenEnded(app: FastifyInstance, tell: Tell): void {
  const known = listeners.get(app.server);
  if (known !== undefined) {
    known.push(tell);
    return;
  }
  const all = [tell];
  listeners.set(app.server, all);
  app.addHook("onRequest", async (request, reply) => {
    reply.raw.once("close", () => {
      const status = reply.raw.headersSent ? reply.statusCode : CLOSED;
      for (const each of all) each(request, reply, status);
    });
  });
}
