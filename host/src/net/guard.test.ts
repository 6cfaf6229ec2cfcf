import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SchemaError } from "@semblance/engine";
import { describe, expect, test } from "vitest";
import { openGuard } from "./guard.ts";

const open = openGuard({ allowPrivate: true });
const closed = openGuard({ allowPrivate: false });

describe("a guarded call", () => {
  test.each([
    "http://127.0.0.1:9000/",
    "http://localhost",
    "http://LOCALHOST.",
    "http://10.1.2.3",
    "http://192.168.0.1",
    "http://172.31.255.255",
    "http://100.64.0.1",
    "http://0.0.0.0",
    "http://0x7f.1",
    "http://2130706433",
    "http://[::1]",
    "http://[::ffff:10.0.0.1]",
    "http://[fd12:3456::1]",
    "http://[64:ff9b::7f00:1]",
  ])("to %s is for servers on loopback only", (address) => {
    expect(() => closed.check(address)).toThrow(SchemaError);
    expect(() => open.check(address)).not.toThrow();
  });

  test.each(["http://169.254.169.254/latest/meta-data", "http://[fe80::1]", "http://[::ffff:169.254.169.254]"])(
    "to %s is for nobody",
    (address) => {
      expect(() => closed.check(address)).toThrow(SchemaError);
      expect(() => open.check(address)).toThrow(SchemaError);
    },
  );

  test.each(["https://arweave.net", "http://8.8.8.8", "http://[2606:4700::1111]", "http://172.32.0.1"])(
    "to %s is for all",
    (address) => {
      expect(() => closed.check(address)).not.toThrow();
      expect(() => open.check(address)).not.toThrow();
    },
  );

  test("to a name is refused where the name turns out to be private", async () => {
    const server: Server = createServer((_, answer) => answer.end("there")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const call = (lookup: typeof open.lookup): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const request = get({ host: "localhost", port, lookup, family: 4, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on("error", reject);
      });
    expect(await call(open.lookup)).toBe(200);
    await expect(call(closed.lookup)).rejects.toThrow(
      "expected a public address; found localhost, which is 127.0.0.1.",
    );
    server.close();
  });
});
