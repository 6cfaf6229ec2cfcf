import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import fastify from "fastify";
import { expect, onTestFinished, test, vi } from "vitest";
import type { JobEvent } from "../platform/platform.ts";
import { sendEvents } from "./events.ts";

/** Serves events at `/`; `stop` ends with the connection as in the route. */
async function serve(events: AsyncIterable<JobEvent>, heartbeatMs?: number) {
  const app = fastify({ forceCloseConnections: true });
  const stop = new AbortController();
  const closing = new AbortController();
  const opened = Promise.withResolvers<ServerResponse>();
  app.get("/", (_, reply) => {
    reply.raw.once("close", () => stop.abort());
    opened.resolve(reply.raw);
    return sendEvents(reply, events, closing.signal, stop, heartbeatMs);
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => app.close());
  return { port: (app.server.address() as AddressInfo).port, stop, closing, opened: opened.promise };
}

const LONG = "x".repeat(100_000);
const eventOf = (id: number): JobEvent => ({ name: "progress", id, job: { name: LONG } as JobEvent["job"] });

test("a client that reads nothing is waited for: no more is taken than fits on the way", async () => {
  let taken = 0;
  async function* endless(): AsyncGenerator<JobEvent> {
    for (;;) yield eventOf(++taken);
  }
  const { port, stop, opened } = await serve(endless());
  const socket = connect({ port, host: "127.0.0.1" });
  socket.pause().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  const response = await opened;
  await vi.waitFor(() => expect(response.writableNeedDrain).toBe(true), 10_000);
  const before = taken;
  for (let turn = 0; turn < 1000; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(taken - before).toBeLessThan(10);
  expect(response.writableLength).toBeLessThan(1_000_000);
  socket.resume(); // reads again, and gets on
  await vi.waitFor(() => expect(taken).toBeGreaterThan(before + 100), 10_000);
  socket.destroy();
  await once(stop.signal, "abort");
});

test("silence is broken by signs of life, and the server's end is told", async () => {
  const silence = Promise.withResolvers<void>();
  async function* silent(): AsyncGenerator<JobEvent> {
    yield eventOf(1);
    await silence.promise;
  }
  const { port, closing, stop } = await serve(silent(), 1);
  stop.signal.addEventListener("abort", () => silence.resolve());
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  let text = "";
  for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.split(": alive\n\n").length > 3) closing.abort();
  }
  expect(text).toMatch(
    /^retry: 2000\n\nid: 1\nevent: progress\ndata: .*\n\n(: alive\n\n)+event: shutdown\ndata: \{\}\n\n$/,
  );
});
