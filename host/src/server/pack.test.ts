import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openApp } from "./app.ts";

test("long JSON comes packed to who takes it, and is the same; what is short or not asked for comes plain", async () => {
  const app = await openApp();
  const get = (url: string, accepted?: string) =>
    app.inject({ url, headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
  const plain = await get("/api/openapi.json");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.headers.vary).toBe("accept-encoding");
  const packed = await get("/api/openapi.json", "br, gzip");
  expect(packed.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  expect(packed.rawPayload.length * 2).toBeLessThan(plain.body.length);
  const short = await get("/api/nowhere", "gzip");
  expect([short.statusCode, short.headers["content-encoding"]]).toEqual([404, undefined]);
  await app.close();
});
