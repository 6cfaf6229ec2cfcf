import { expect, test } from "vitest";
import { openLog, redact } from "./log.ts";

function ears(isTTY = false): { readonly lines: string[]; readonly isTTY: boolean; write(text: string): void } {
  const lines: string[] = [];
  return { lines, isTTY, write: (text) => void lines.push(text) };
}

test("no secret gets into a line, wherever it stands", () => {
  const sink = ears();
  const log = openLog("info", sink).child({ token: "canary-0", job_id: "j1" });
  log.info(
    { headers: { authorization: "Bearer canary-12345", Cookie: "canary-2", "x-api-key": "canary-3", accept: "*/*" } },
    "GET /api/jobs?api_key=canary-4&page=2",
  );
  log.info({ credentials: { aws: { id: "canary-5" } }, list: [{ password: "canary-6" }] }, "loading");
  log.error(new Error("connect postgres://ann:canary-7@db:5432/x failed"), "database");
  log.error(new Error('Failed query: select $1\nparams: canary-8, "canary-8b"'), "query");
  log.warn("password=canary-9 x-api-key: canary-10 password: expected 12 signs");
  const text = sink.lines.join("");
  expect(text).not.toMatch(/canary/);
  expect(sink.lines).toHaveLength(5);
  for (const line of sink.lines) expect(JSON.parse(line)).toMatchObject({ job_id: "j1", pid: process.pid });
  expect(JSON.parse(sink.lines[0]!)).toMatchObject({ level: "info", msg: "GET /api/jobs?api_key=***&page=2" });
  expect(text).toMatch("postgres://ann:***@db:5432/x");
});

test("what is no secret stays as it is", () => {
  const text =
    "http://127.0.0.1:8080/api/jobs/7?page=2 of user@example.com, s3://bucket/prefix?endpoint=http://s3:9000, tokens=12 rows";
  expect(redact(text)).toBe(text);
});

test("passwords with signs of addresses in them are covered whole", () => {
  for (const password of ["a@b", "a/b", "p:q", "x%40y", "1234567"]) {
    expect(redact(`at postgres://ann:${password}@db/x: no`)).toBe("at postgres://ann:***@db/x: no");
  }
});

test("a level lets through itself and what is worse", () => {
  const sink = ears();
  const log = openLog("warn", sink);
  log.info("no");
  log.warn("yes");
  expect(sink.lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(["yes"]);
});

test("a terminal shows short lines, with the stack of a fault", () => {
  const sink = ears(true);
  const log = openLog("info", sink);
  log.info({ rows: 7, name: "a b" }, "made");
  log.error(new Error("broken"), "oh");
  expect(sink.lines[0]).toMatch(/^\d\d:\d\d:\d\d .*info.* made rows=7 name="a b"\n$/);
  expect(sink.lines[1]).toMatch(/oh\n {2}Error: broken\n {4}at /);
});
