import type { FastifyReply, FastifyRequest } from "fastify";
import type { Errand } from "./desk.ts";

/** What is done for a user, until they have an answer or go. */
export interface OwnErrand extends Errand {
  readonly userId: string;
  readonly signal: AbortSignal;
}

/** Ends when the client goes, or has its answer. Of the reply, since a request closes once its body is read. */
export function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => gone.abort());
  return gone.signal;
}

export function errandOf({ principal: { userId } }: FastifyRequest, reply: FastifyReply): OwnErrand {
  return { userId, signal: untilGone(reply) };
}
