import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { endProcess, startPostgres } from "../../../e2e/loading/servers.ts";
import { openPlaces, type Place } from "../../../e2e/platform/places.ts";
import { openLog } from "../log/log.ts";
import { openDatabase } from "./open.ts";
import { openQueue } from "./queue.ts";
import { audit, users } from "./schema.ts";
import { absenceOf } from "./server.ts";

const places = openPlaces();
afterAll(() => places.close());

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Another process with the database open as `database`. */
function start(place: Place, body: string): Child {
  const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const program = `
    import { openDatabase } from ${at("./open.ts")};
    import { openQueue } from ${at("./queue.ts")};
    import { audit, users } from ${at("./schema.ts")};
    try {
      const database = await openDatabase(${JSON.stringify(place)});
      ${body}
    } catch (error) {
      console.error(JSON.stringify({ name: error.name, service: error.service, message: error.message }));
      process.exit(4);
    }`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => endProcess(child).then(() => {}));
  return child;
}

async function end(child: Child): Promise<{ code: number | null; said: string }> {
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit") as Promise<[number | null]>]);
  return { code, said };
}

test("processes that start at once on an empty server make its tables once", async () => {
  const place = await places.place("PostgreSQL");
  const body = (n: number): string =>
    `await database.db.insert(users).values({ email: "${n}@example.com" });
     await openQueue(database.queue, "chunk", { retryLimit: 2, notify: true });
     await database.queue.send("chunk", { n: ${n} });
     await database.close();`;
  const ends = await Promise.all([1, 2, 3, 4].map((n) => end(start(place, body(n)))));
  expect(ends).toEqual(ends.map(() => ({ code: 0, said: "" })));
  const database = await openDatabase(place);
  expect(await database.db.$count(users)).toBe(4);
  expect(await database.queue.fetch("chunk", { batchSize: 9 })).toHaveLength(4);
  await database.close();
});

test("a second process on an embedded database is told who has it, by whatever path it comes", async () => {
  const place = await places.place("embedded");
  const database = await openDatabase(place);
  const path = `${place.home}-by-another-way`;
  await symlink(place.home, path);
  const first = await end(start(place, "process.exit(0)"));
  expect(first.code).toBe(4);
  expect(JSON.parse(first.said)).toMatchObject({
    name: "WorldError",
    service: "database/in-use",
    message: expect.stringMatching(`^${place.home}: is in use by process ${process.pid}\\.\n.*DATABASE_URL`),
  });
  database.announce("http://127.0.0.1:8080");
  const second = await end(start({ ...place, home: path }, "process.exit(0)"));
  expect(second.said).toMatch(`in use by process ${process.pid}, which serves http://127.0.0.1:8080`);
  await expect(openDatabase(place)).rejects.toThrow(/is in use by process/); // this one is no exception
  await database.close();
  expect((await end(start(place, "process.exit(0)"))).code).toBe(0);
});

test("a process killed while it writes loses nothing that it had acknowledged, and hands back what it worked on", async () => {
  const place = await places.place("embedded");
  const body = `
    await openQueue(database.queue, "chunk", { retryLimit: 9, heartbeatSeconds: 10, notify: true });
    await database.queue.send("chunk", {});
    await database.queue.fetch("chunk");
    for (let n = 0; ; n++) {
      const requestId = process.pid + "-" + n;
      await database.within(async (tx) => {
        await tx.insert(users).values({ email: requestId });
        await tx.insert(audit).values({ via: "none", action: "test", status: 200, requestId });
      });
      console.log(requestId);
    }`;
  const acknowledged: string[] = [];
  for (const last of [3, 40, 17]) {
    const child = start(place, body);
    const before = acknowledged.length;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === before + last) child.kill("SIGKILL");
    }
    expect(acknowledged.length, await text(child.stderr)).toBeGreaterThanOrEqual(before + last);
    const database = await openDatabase(place);
    const there = new Set((await database.db.select({ email: users.email }).from(users)).map(({ email }) => email));
    expect(acknowledged.filter((email) => !there.has(email))).toEqual([]);
    const torn = sql`SELECT count(*)::int AS n FROM users FULL JOIN audit ON email = request_id WHERE email IS NULL OR request_id IS NULL`;
    expect(await database.db.execute(torn)).toMatchObject({ rows: [{ n: 0 }] });
    expect(await database.db.$count(audit)).toBe(there.size);
    await openQueue(database.queue, "chunk", {});
    const [orphan] = await database.queue.fetch("chunk"); // at once, not after its heartbeat
    await database.queue.complete("chunk", orphan!.id);
    await database.close();
  }
});

test("a server that is not there, does not let us in or lacks the database is named without its password", async () => {
  const { home, url } = await places.place("PostgreSQL");
  const open = (address: string): Promise<string> =>
    openDatabase({ home, url: address }).then(
      () => "opened",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const guarded = url.replace("postgres@", "guarded:canary@");
  expect(await open(guarded)).toMatch(
    /^WorldError: postgres:\/\/guarded:\*\*\*@.*: cannot connect: .*password.*\nCheck the/,
  );
  expect(await open(url.replace(/:\d+\//, ":1/"))).toMatch(/ECONNREFUSED.*\nIs the server running/);
  expect(await open(url.replace(/\w+$/, "nothing"))).toMatch(/"nothing" does not exist\.\nCreate the database/);
  expect(await open("mysql://root:canary@127.0.0.1/x")).toMatch(/^SchemaError: DATABASE_URL: expected postgres:/);
  expect(await open("postgres://ann:ca#nary@h/x")).not.toMatch(/nary/);
  const right = url.replace("postgres@", "guarded:right@");
  expect(await open(right)).toMatch(/cannot make the tables: permission denied.*\nThe user must own the database/);
});

test("a server that goes away while it is used fails the calls, and not the process", async () => {
  const server = await startPostgres();
  const url = await server.database("away");
  const database = await openDatabase({ home: "", url, log: openLog("silent") });
  const inside = Promise.withResolvers<void>();
  const broken = database.within(async (tx) => {
    inside.resolve();
    await tx.execute(sql`SELECT pg_sleep(60)`);
  });
  const outcome = broken.catch(absenceOf);
  await inside.promise;
  const idle = database.within(async (tx) => {
    await tx.execute(sql`SELECT 1`);
    await outcome; // its connection is lost while nothing is asked of it
  });
  const ended = idle.catch((error: unknown) => error);
  await server.stop();
  expect(await outcome).toMatch(/^57P01$|^lost$|^ECONNRESET$/);
  expect(await ended).toBeInstanceOf(Error);
  await expect(database.ping()).rejects.toThrow(/^it does not answer \((lost|ECONN\w+|57P0\d)\)\.$/);
  await database.close();
});
