import { once } from "node:events";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { whenEnded } from "./ended.ts";

test("every listener hears of every request once: answered, refused by a hook, or left by its client", async () => {
  const app = fastify();
  onTestFinished(() => app.close());
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const told: string[] = [];
  for (const name of ["first", "second"]) {
    whenEnded(app, ({ url }, _reply, status) => {
      told.push(`${name} ${url} ${status}`);
      if (name === "second" && url === "/slow") left.resolve();
    });
    // As access does: who is refused here does not come to hooks that were added later.
    if (name === "first") {
      app.addHook("onRequest", async ({ url }, reply) => (url === "/shut" ? reply.code(401).send("no") : undefined));
    }
  }
  app.get("/open", () => "yes");
  app.get("/shut", () => "yes");
  app.get("/slow", () => {
    asked.resolve();
    return new Promise(() => {});
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const ask = (path: string) => httpRequest({ port, path, agent: false }).end();
  for (const path of ["/open", "/shut"]) {
    const [answer] = await once(ask(path), "response");
    answer.resume();
    await once(answer, "end");
  }
  const slow = ask("/slow").on("error", () => {});
  await asked.promise;
  slow.destroy();
  await left.promise;
  expect(told.sort()).toEqual([
    "first /open 200",
    "first /shut 401",
    "first /slow 499",
    "second /open 200",
    "second /shut 401",
    "second /slow 499",
  ]);
});
