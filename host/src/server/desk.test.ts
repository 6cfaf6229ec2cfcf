import { execFileSync } from "node:child_process";
import { constants } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CancelledError } from "@semblance/engine";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { openDesk } from "./desk.ts";
import { openSeat } from "./desk-seat.ts";

const FINE = "tables: { t: { rows: 1, fields: { a: uuid } } }";
const desk = openDesk();
afterAll(() => desk.close());

test.runIf(process.platform === "linux")("a seat that takes more memory than it may is ended", async () => {
  const ended = Promise.withResolvers<string>();
  const seat = openSeat({ answer: () => {}, ended: ended.resolve }, 64, 20); // Node alone needs more
  onTestFinished(() => seat.kill());
  expect(await ended.promise).toBe("memory");
});

const bomb = (letters: number): string => {
  const names = "abcdefghijklm".slice(0, letters).split("");
  const lists = names.map(
    (name, k) =>
      `${name}: &${name} [${Array(9)
        .fill(k === 0 ? "x" : `*${names[k - 1]}`)
        .join()}]`,
  );
  return `${lists.join("\n")}\ntables: { t: { rows: 1, fields: { a: *${names.at(-1)} } } }`;
};
// Each would take for ever, or all memory, where it is read without care.
test.each([
  ["an alias bomb", bomb(12), "schema/aliases"],
  ["brackets without end", "[".repeat(100_000), "schema/too-deep"],
  ["JSON without end", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, "schema/syntax"],
  ["a text without end", "a: b\n".repeat(300_000), "schema/too-large"],
  [
    "a number of 900,000 digits",
    `tables: { t: { rows: ${"9".repeat(900_000)}, fields: { a: uuid } } }`,
    "schema/invalid",
  ],
  ["a key of all objects", "tables: { __proto__: { rows: 1, fields: { a: uuid } } }", "schema/name"],
  [
    "a regular expression too large",
    `tables: { t: { fields: { a: { type: regex, pattern: "((((a{999}){999}){999}){999})" } } } }`,
    "schema/regex",
  ],
])("%s is refused with its place and a hint, and the next is read", async (_, schema, code) => {
  const found = await desk.run("validate", { schema });
  expect(found.valid).toBe(false);
  expect(found.issues[0]).toMatchObject({ code });
  expect((await desk.run("validate", { schema: FINE })).valid).toBe(true);
});

test.runIf(process.platform !== "win32")("a user whose seats are all taken waits, and others go before", async () => {
  const folder = await mkdtemp(join(tmpdir(), "desk-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const pipes = ["one.sql", "two.sql"].map((name) => join(folder, name));
  execFileSync("mkfifo", pipes);
  const stop = new AbortController();
  const isCancelled = (error: unknown): boolean => error instanceof CancelledError;
  // One user has two files that never end; there are two seats.
  const held = pipes.map((path) =>
    desk.run("extractFiles", { paths: [path], folder }, { userId: "a", signal: stop.signal }).catch(isCancelled),
  );
  await using writer = await open(pipes[0]!, "w"); // opens when somebody reads
  const text = "CREATE TABLE t (id int PRIMARY KEY);";
  const other = await desk.run("extractText", { text, kind: "sql", dialect: "postgres" }, { userId: "b" });
  expect([other.tables, writer.fd > 0]).toEqual([1, true]);
  await expect(open(pipes[1]!, constants.O_WRONLY | constants.O_NONBLOCK)).rejects.toThrow("ENXIO"); // nobody reads it
  stop.abort();
  expect(await Promise.all(held)).toEqual([true, true]);
});

test("one user cannot fill the queue", async () => {
  const stop = new AbortController();
  const order = { schema: FINE };
  const asked = Array.from({ length: 60 }, () =>
    desk.run("validate", order, { userId: "a", signal: stop.signal }).then(
      () => "done",
      (error: unknown) => (error as Error).name,
    ),
  );
  expect((await desk.run("validate", order, { userId: "b" })).valid).toBe(true);
  stop.abort();
  const ends = await Promise.all(asked);
  expect(ends.filter((end) => end === "LimitError")).toHaveLength(8); // two have seats, fifty wait
});

test("an expression that goes back and forth is as quick as any other", async () => {
  const fields = {
    n: { type: "category", values: [`${"a".repeat(60)}!`] },
    b: { type: "boolean", value: "n.matches('^(a+)+$') || n.matches('(.*a){25}$')" },
  };
  const { tables } = await desk.run("preview", { schema: { tables: { t: { rows: 3, fields } } }, from: 0, count: 3 });
  expect(tables[0]!.rows).toHaveLength(3);
});
