import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { KINDS, openPlaces } from "../../../e2e/platform/places.ts";
import { openDatabase, type Database } from "./open.ts";
import { openQueue } from "./queue.ts";
import { users } from "./schema.ts";

const places = openPlaces();
const open: Database[] = [];

async function opened(place: { home: string; url: string }): Promise<Database> {
  const database = await openDatabase(place);
  open.push(database);
  return database;
}

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});
afterAll(() => places.close());

const SETTINGS = { retryLimit: 3, retryDelay: 0, retryBackoff: false, heartbeatSeconds: 10, notify: true };

describe.each(KINDS)("%s", (kind) => {
  test("rows and messages commit together or not at all", async () => {
    const { db, queue, within, ping, embedded } = await opened(await places.place(kind));
    await ping();
    expect(embedded).toBe(kind === "embedded");
    await openQueue(queue, "chunk", SETTINGS);
    await within(async (tx, on) => {
      await tx.insert(users).values({ email: "ann@example.com" });
      await queue.insert("chunk", [{ data: { n: 1 } }, { data: { n: 2 } }], on);
    });
    const broken = within(async (tx, on) => {
      await tx.insert(users).values({ email: "ghost@example.com" });
      await queue.send("chunk", { n: 3 }, on);
      throw new Error("no");
    });
    await expect(broken).rejects.toThrow("no");
    expect(await db.select({ email: users.email }).from(users)).toEqual([{ email: "ann@example.com" }]);
    const messages = await queue.fetch<{ n: number }>("chunk", { batchSize: 10 });
    expect(new Set(messages.map(({ data }) => data.n))).toEqual(new Set([1, 2]));
    // A result and its acknowledgement.
    await within(async (tx, on) => {
      await tx.update(users).set({ name: "Ann" }).where(eq(users.email, "ann@example.com"));
      await queue.complete(
        "chunk",
        messages.map(({ id }) => id),
        null,
        on,
      );
    });
    expect(await queue.fetch("chunk")).toEqual([]);
  });

  test("the outer handle inside a transaction is told of instead of waiting for ever", async () => {
    const { db, within } = await opened(await places.place(kind));
    const nested = within(async (tx) => {
      await tx.insert(users).values({ email: "ann@example.com" });
      await db.select().from(users);
    });
    const mistake = { message: expect.stringMatching(/inside a transaction only its own handle is used/) };
    await expect(nested).rejects.toMatchObject({ cause: mistake }); // Drizzle puts the statement around it
    await expect(within(() => within(async () => {}))).rejects.toThrow(/inside a transaction/);
    expect(await db.select().from(users)).toEqual([]); // and all of it was undone
    // What a transaction starts and does not wait for may go on after it.
    let later: Promise<unknown> | undefined;
    await within(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(() => db.select().from(users));
    });
    expect(await later).toEqual([]);
  });

  test("opening again finds everything, and changes nothing", async () => {
    const place = await places.place(kind);
    const first = await openDatabase(place);
    await first.db.insert(users).values({ email: "ann@example.com" });
    await openQueue(first.queue, "chunk", SETTINGS);
    await first.queue.send("chunk", { n: 1 });
    await first.close();
    const second = await opened(place);
    expect(await second.db.select({ email: users.email }).from(users)).toHaveLength(1);
    await openQueue(second.queue, "chunk", { ...SETTINGS, retryLimit: 7 });
    expect(await second.queue.getQueue("chunk")).toMatchObject({ retryLimit: 7 });
    expect(await second.queue.fetch("chunk")).toHaveLength(1);
  });

  test("a message wakes who waits for it, without a poll", async () => {
    const { queue } = await opened(await places.place(kind));
    await openQueue(queue, "chunk", SETTINGS);
    const come = Promise.withResolvers<number>();
    const waiting = { pollingIntervalSeconds: 20, notifyPollingIntervalSeconds: 30 };
    await queue.work<{ n: number }>("chunk", waiting, async ([message]) => come.resolve(message!.data.n));
    await queue.send("chunk", { n: 5 });
    expect(await come.promise).toBe(5);
  });
});

test("the event loop has its turns while the embedded database answers", async () => {
  const { db } = await opened(await places.place("embedded"));
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  for (let call = 0; call < 200; call++) await db.execute(sql`SELECT ${call}`);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});
