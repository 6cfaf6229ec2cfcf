import { afterAll, expect, onTestFinished, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { openDatabase, type Database } from "../database/open.ts";
import { rateWindows } from "../database/schema.ts";
import { openLog } from "../log/log.ts";
import { openLimits, WINDOW_MS } from "./limits.ts";

const log = openLog("silent");
const places = openPlaces();
afterAll(() => places.close());

test("a subject has its requests, then none until the window has passed; others have theirs", async () => {
  let nowMs = 1_000_000;
  const limits = openLimits({ embedded: true } as Database, log, () => nowMs);
  onTestFinished(() => limits.close());
  const take = () => limits.take("user:a", 2);
  expect(take()).toEqual({ allowed: true, limit: 2, remaining: 1, firstRefusal: false, resetMs: WINDOW_MS });
  nowMs += 1000;
  expect(limits.isSpent("user:a", 2)).toBe(false);
  expect(take()).toMatchObject({ allowed: true, remaining: 0, resetMs: WINDOW_MS - 1000 });
  expect(limits.isSpent("user:a", 2)).toBe(true);
  expect(take()).toMatchObject({ allowed: false, remaining: 0, firstRefusal: true });
  expect(take()).toMatchObject({ allowed: false, firstRefusal: false });
  expect(limits.take("user:b", 2).allowed).toBe(true);
  nowMs += WINDOW_MS;
  expect(take()).toMatchObject({ allowed: true, remaining: 1 });
});

test("a window stays the same while the clock runs", () => {
  let looks = 0;
  const limits = openLimits({ embedded: true } as Database, log, () => 1_000_000 + Math.floor(looks++ / 4));
  onTestFinished(() => limits.close());
  const remaining = Array.from({ length: 50 }, () => limits.take("user:a", 100).remaining);
  expect(remaining).toEqual(remaining.map((_, k) => 99 - k));
});

test("servers on one database count together", async () => {
  const place = await places.place("PostgreSQL");
  const databases = [await openDatabase({ ...place, log }), await openDatabase({ ...place, log })];
  const nowMs = Date.now(); // the same all along: the count begins anew with every quarter of an hour
  const [a, b] = databases.map((database) => openLimits(database, log, () => nowMs));
  onTestFinished(async () => {
    await Promise.all([a!.close(), b!.close()]);
    for (const database of databases) await database.close();
  });
  for (let k = 0; k < 30; k++) {
    a!.take("user:x", 100);
    b!.take("user:x", 100);
    b!.take("user:y", 100);
  }
  await expect.poll(() => 1000 - b!.take("user:x", 1000).remaining).toBeGreaterThan(60);
  await expect
    .poll(async () => (await databases[0]!.db.select().from(rateWindows)).find(({ subject }) => subject === "user:y"))
    .toMatchObject({ requests: 30 });
  expect(a!.take("user:y", 100).remaining).toBe(99); // nobody asked here before
});
