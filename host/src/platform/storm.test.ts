import { spawn, type ChildProcessByStdio } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { endProcess } from "../../../e2e/loading/servers.ts";
import { openPlaces, type Place } from "../../../e2e/platform/places.ts";
import type { JobOrderInput } from "../api/index.ts";
import { chunks } from "../database/schema.ts";
import { override } from "../jobs/overrides.ts";
import { equip, makePlan, openEncoder, openPress, pressWhole } from "../jobs/press.ts";
import { bytesOf, hashOf, openTrial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

// The long form of these, with 20 runs of 200 chunks, is a claim: npm run bench -- storm.

type Child = ChildProcessByStdio<null, Readable, Readable>;

let members = 0;

/** Another process of the platform; `body` is what it does once it is open. */
function start({ home, url }: Place, roles: readonly string[], body: string): Child {
  const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const program = `
    import { openDatabase } from ${at("../database/open.ts")};
    import { users } from ${at("../database/schema.ts")};
    import { openSecret } from ${at("../database/secret.ts")};
    import { openLog } from ${at("../log/log.ts")};
    import { openStore } from ${at("../stores/all.ts")};
    import { config } from ${at("../config.ts")};
    import { JobOrder } from ${at("../api/index.ts")};
    import { openPlatform } from ${at("./open.ts")};
    const home = ${JSON.stringify(home)};
    const log = openLog("error");
    const database = await openDatabase({ home, url: ${JSON.stringify(url)}, log });
    const platform = await openPlatform({
      config: { ...config, home, workers: 1, region: "" },
      database,
      store: await openStore("file:" + home + "/store", { home }),
      secret: await openSecret(home, ""),
      log,
      roles: ${JSON.stringify(roles)},
    });
    console.log("open");
    ${body}`;
  const path = join(home, `member-${++members}.ts`);
  writeFileSync(path, program);
  const child = spawn(process.execPath, [path], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => endProcess(child).then(() => {}));
  return child;
}

/** Waits for a line that the child says; throws what it said else. */
async function untilSays(child: Child, isIt: (line: string) => boolean): Promise<string> {
  const said = text(child.stderr);
  for await (const line of createInterface({ input: child.stdout })) if (isIt(line)) return line;
  throw new Error(await said);
}

const order: JobOrderInput = {
  schema: {
    now: "2026-01-31",
    tables: {
      t: { rows: 200_000, fields: { id: "sequence", name: "person.full_name", uid: "uuid", mail: "internet.email" } },
    },
  },
  chunk_rows: 1000, // many: a fast machine is told of several at once
};
const CHUNKS = 200;

/** Of the bytes in one piece. */
async function expectedHash(): Promise<string> {
  const document = override(order.schema, {});
  const files = [{ table: "t", from: 0, to: 200_000 }];
  const workplace = await equip(await makePlan(document), { document, format: "csv", options: {}, gzip: false, files });
  const { pieces } = pressWhole(openPress(workplace), { file: 0, from: 0, to: 200_000, bytes: 0 }, []);
  return hashOf(Buffer.concat([openEncoder(workplace, 0).head(), ...pieces]));
}

test("processes that are killed one after the other lose no chunk and double none", async () => {
  const place = await places.place("PostgreSQL");
  const trial = await openTrial(place, { roles: ["api"] });
  const { id } = await trial.make(order);
  const all = [["api", "worker"], ["worker"], ["worker"], ["worker"]].map((roles) => ({
    roles,
    child: start(place, roles, ""),
  }));
  let kills = 0;
  let last = 0;
  const job = await trial.until(id, ({ status, progress }) => {
    // At moments that the work sets: after every third chunk or so.
    if (progress.chunks_done >= last + 3 && kills < 4) {
      last = progress.chunks_done;
      const member = all[kills % all.length]!;
      member.child.kill("SIGKILL");
      member.child = start(place, member.roles, "");
      kills++;
    }
    return status === "completed" || status === "failed";
  });
  expect(job).toMatchObject({
    status: "completed",
    error: null,
    progress: { rows_done: 200_000, chunks_done: job.progress.chunks },
  });
  expect(kills).toBeGreaterThan(2);
  expect(hashOf(await bytesOf(await trial.platform.jobs.bundle(trial.owner, id)))).toBe(await expectedHash());
  const rows = await trial.database.db.select().from(chunks).where(eq(chunks.jobId, id));
  expect(rows.every(({ state, attempts }) => state === "done" && attempts === 0)).toBe(true);
  expect(rows.reduce((sum, chunk) => sum + chunk.rows!, 0)).toBe(200_000);
});

test("the one process of an embedded platform is killed again and again, and the job goes on each time", async () => {
  const place = await places.place("embedded");
  const body = `
    let [user] = await database.db.select().from(users);
    user ??= (await database.db.insert(users).values({ email: "ann@example.com" }).returning())[0];
    const owner = { userId: user.id };
    const { jobs } = platform;
    let { jobs: [job] } = await jobs.list(owner, { page: 1, page_size: 1 });
    job ??= await jobs.create(owner, JobOrder.parse(${JSON.stringify(order)}));
    const never = new AbortController().signal;
    for await (const event of await jobs.watch(owner, job.id, 0, never)) {
      job = event.job;
      console.log(job.progress.chunks_done);
    }
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256");
    for await (const piece of (await jobs.bundle(owner, job.id)).open()) hash.update(piece);
    console.log("whole " + job.status + " " + hash.digest("hex"));
    await platform.close();
    await database.close();
    process.exit(0);`;
  for (const done of [5, 11]) {
    const child = start(place, ["api", "worker"], body);
    const line = await untilSays(child, (said) => Number(said) >= done);
    await endProcess(child);
    expect(Number(line)).toBeLessThan(CHUNKS);
  }
  const child = start(place, ["api", "worker"], body);
  const whole = await untilSays(child, (said) => said.startsWith("whole"));
  expect(whole).toBe(`whole completed ${await expectedHash()}`);
});

test("a process that is asked to end hands back what it makes, and another goes on at once", async () => {
  const place = await places.place("PostgreSQL");
  const trial = await openTrial(place, { roles: ["api"] });
  const heavy = { ...order, chunk_rows: 100_000 };
  const { id } = await trial.make(heavy);
  const first = start(
    place,
    ["worker"],
    `process.once("SIGTERM", async () => { await platform.close(); await database.close(); process.exit(0); });`,
  );
  await untilSays(first, (said) => said === "open");
  await trial.until(id, ({ status }) => status === "generating");
  expect(await endProcess(first, "SIGTERM")).toBe(0);
  expect((await trial.platform.jobs.chunks(trial.owner, id))!.map(({ attempts }) => attempts)).toEqual([0, 0]);
  expect(await trial.platform.jobs.queue()).toMatchObject({ active: 0, workers: [] });
  start(place, ["worker"], "");
  await trial.until(id, ({ status }) => status === "completed");
});
