import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { DataTypes, Health, Problem, Templates } from "@semblance/host/api";
import { expect, test } from "vitest";
import { finish, semblance, start } from "./semblance.ts";

test("serve answers until it is told to end", async () => {
  const child = start(["serve", "--port", "0", "--open", "no"]);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)![0];
  const health = await fetch(`${url}/api/health`);
  expect(Health.parse(await health.json()).status).toBe("ok");
  expect(health.headers.get("content-security-policy")).toMatch(
    /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; /,
  );
  expect(health.headers.get("x-content-type-options")).toBe("nosniff");
  expect(DataTypes.parse(await (await fetch(`${url}/api/data-types`)).json()).length).toBeGreaterThan(20);
  Templates.parse(await (await fetch(`${url}/api/templates`)).json());
  const schema = await fetch(`${url}/api/schema.json`);
  expect(schema.headers.get("content-type")).toMatch("application/schema+json");
  expect(await schema.json()).toHaveProperty("properties.tables");
  const page = await fetch(url); // `npm test` builds it
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch("text/html");
  expect(page.headers.get("content-security-policy")).toMatch("frame-ancestors 'none'");
  const missing = await fetch(`${url}/api/nothing`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toMatch("application/problem+json");
  expect(Problem.parse(await missing.json()).status).toBe(404);
  const outcome = finish(child);
  child.kill("SIGTERM");
  expect((await outcome).code).toBe(0);
});

test("a port that is taken, and an address that others could reach, are refused", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const taken = await semblance(["serve"], { env: { PORT: `${port}` } });
  other.close();
  expect(taken.code).toBe(4);
  expect(taken.stderr).toMatch(new RegExp(`^error: 127\\.0\\.0\\.1:${port}: the port is taken\\.\nhint: `));
  const open = await semblance(["serve"], { env: { HOST: "0.0.0.0" } });
  expect(open.code).toBe(2);
  expect(open.stderr).toMatch(/^error: HOST: expected an address of this machine only; found 0\.0\.0\.0\.\nhint: /);
});
