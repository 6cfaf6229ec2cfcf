import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { untilGone } from "./errand.ts";

test("an errand goes on once the body is read, and ends when its client goes", async () => {
  const app = fastify();
  onTestFinished(() => app.close());
  const asked = Promise.withResolvers<AbortSignal>();
  app.post("/", (_, reply) => {
    asked.resolve(untilGone(reply));
    return new Promise(() => {});
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const headers = { "content-type": "application/json" };
  const client = request({ port, method: "POST", agent: false, headers }).on("error", () => {});
  client.end('{"a":1}');
  const signal = await asked.promise;
  await after(50);
  expect(signal.aborted).toBe(false);
  client.destroy();
  if (!signal.aborted) await once(signal, "abort");
});
