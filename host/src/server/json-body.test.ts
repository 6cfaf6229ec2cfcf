import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openApp } from "./app.ts";
import { openDesk } from "./desk.ts";
import { isDeeper } from "./json-body.ts";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("the depth of a text of JSON is counted without its texts", () => {
  expect(isDeeper(nested(200), 200)).toBe(false);
  expect(isDeeper(nested(201), 200)).toBe(true);
  expect(isDeeper(`[${nested(100)},${nested(100)},{"a":[]}]`, 101)).toBe(false);
  expect(isDeeper(JSON.stringify([nested(300), '"[', "\\", '\\"[[[']), 1)).toBe(false);
});

test("a body without end is refused, and the server goes on", async () => {
  const app = await openApp();
  app.post("/echo", { config: { access: "public" } }, (request) => request.body);
  await app.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => app.close());
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/echo`;
  const headers = { "content-type": "application/json" };
  const send = (body: string) => fetch(url, { method: "POST", headers, body });
  const refused = await send(nested(100_000));
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ code: "request/too-deep" });
  const named = await send('{"__proto__":{"a":1}}');
  expect([named.status, await named.json()]).toMatchObject([422, { code: "request/prototype" }]);
  expect((await send('{"__proto__":{"a":1}')).status).toBe(400);
  expect(await (await send('{"a":[1]}')).json()).toEqual({ a: [1] });
  // What a form of another site can send without being asked first.
  const plain = await fetch(url, { method: "POST", headers: { "content-type": "text/plain" }, body: '{"a":1}' });
  expect(plain.status).toBe(415);
});

test("the desk goes on where something cannot be sent to it", async () => {
  const desk = openDesk();
  onTestFinished(() => desk.close());
  const unsendable = { schema: { tables: () => {} } };
  await expect(desk.run("validate", unsendable)).rejects.toThrow(/could not be cloned/);
  const fine = await desk.run("validate", { schema: { tables: { t: { rows: 1, fields: { id: "uuid" } } } } });
  expect(fine).toMatchObject({ valid: true });
});
