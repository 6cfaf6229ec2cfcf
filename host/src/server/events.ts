import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { JobEvent } from "../platform/platform.ts";

const HEARTBEAT_MS = 15_000; // proxies end connections that are silent for 30 or 60 s
const RETRY_MS = 2000;

const toFrame = ({ name, id, job }: JobEvent): string => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(job)}\n\n`;

/**
 * Events as a browser's EventSource takes them; between them signs of life, and at the server's end `shutdown`. Races only promises that end with the
 * event: one that lives as long as the stream would keep each answer of a race.
 */
async function* toFrames(
  events: AsyncIterable<JobEvent>,
  closing: AbortSignal,
  stop: AbortController,
  heartbeatMs: number,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  const iterator = events[Symbol.asyncIterator]();
  const end = (): void => stop.abort(); // ends the events, and with them a call of `next` under way
  closing.addEventListener("abort", end, { once: true });
  if (closing.aborted) end();
  try {
    let next = iterator.next();
    for (;;) {
      const beat = Promise.withResolvers<"beat">();
      const timer = setTimeout(() => beat.resolve("beat"), heartbeatMs);
      const found = await Promise.race([next, beat.promise]).finally(() => clearTimeout(timer));
      if (found === "beat") yield ": alive\n\n";
      else if (found.done === true) break;
      else {
        yield toFrame(found.value);
        next = iterator.next();
      }
    }
    if (closing.aborted) yield "event: shutdown\ndata: {}\n\n";
  } finally {
    closing.removeEventListener("abort", end);
    end();
  }
}

/** Answers with events for as long as there are some, and no faster than the client takes them; `stop` ends them. */
export function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<JobEvent>,
  closing: AbortSignal,
  stop: AbortController,
  heartbeatMs = HEARTBEAT_MS,
): FastifyReply {
  void reply.headers({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const frames = toFrames(events, closing, stop, heartbeatMs);
  return reply.send(Readable.from(frames, { objectMode: false, highWaterMark: 1 << 14 }));
}
