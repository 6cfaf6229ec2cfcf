import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import arweave from "arweave";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { ExportOrder, type Job, type Publication } from "../api/index.ts";
import { publications } from "../database/schema.ts";
import { startArweave, startS3, type RealServer } from "../stores/real-servers.ts";
import { openStore } from "../stores/all.ts";
import { openPlatform } from "./open.ts";
import { bytesOf, hashOf, openTrial, type Trial } from "./trial.ts";

const places = openPlaces();
let s3: RealServer;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  await places.close();
});

const shop = {
  name: "shop",
  now: "2026-01-31",
  tables: {
    customers: { rows: 2000, fields: { id: { type: "sequence", key: true }, name: "person.full_name" } },
    orders: {
      rows: 30_000,
      fields: { id: { type: "sequence", key: true }, customer_id: { type: "reference", to: "customers.id" } },
    },
  },
};

async function publish(trial: Trial, job: Job, order: object): Promise<Publication> {
  const made = await trial.platform.jobs.export(trial.owner, job.id, ExportOrder.parse(order));
  if (made === undefined || !("publication" in made)) throw new Error("expected a publication");
  return made.publication;
}

async function ended(trial: Trial, job: Job, id: string): Promise<Publication> {
  const find = async (): Promise<Publication | undefined> =>
    (await trial.platform.jobs.get(trial.owner, job.id))!.publications.find((one) => one.id === id);
  await expect.poll(async () => (await find())?.state, { interval: 50 }).not.toBe("running");
  return (await find())!;
}

test("a copy in a folder and in a bucket has the bytes of the job, and its key is kept nowhere", async () => {
  const place = await places.place("embedded");
  const publishFolder = join(place.home, "shared");
  const trial = await openTrial(place, { config: { publishFolder } });
  const job = await trial.done({ schema: shop });
  const files = (await trial.platform.jobs.files(trial.owner, job.id))!;
  const hashes = new Map<string, string>();
  for (const { name } of files)
    hashes.set(name, hashOf(await bytesOf(await trial.platform.jobs.file(trial.owner, job.id, name))));

  const begun = await publish(trial, job, { store: "file:monday" });
  expect(begun).toMatchObject({ store: "file:monday", state: "running", links: [], error: null });
  const copied = await ended(trial, job, begun.id);
  expect(copied).toMatchObject({ state: "completed", error: null, bytes_done: copied.bytes });
  expect(copied.links.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  for (const { name, url, bytes } of copied.links) {
    expect(url).toBe(`file://${join(publishFolder, "monday", name)}`);
    const found = await readFile(join(publishFolder, "monday", name));
    expect([found.length, hashOf(found)]).toEqual([bytes, hashes.get(name)]);
  }

  const store = `s3://data/shop?endpoint=${s3.address}`;
  const credentials = { access_key_id: "S3RVER", secret_access_key: "S3RVER", session_token: "canary-token" };
  const sent = await ended(trial, job, (await publish(trial, job, { store, credentials })).id);
  expect(sent).toMatchObject({ state: "completed", store });
  const key = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  const bucket = await openStore(store, { home: "", credentials: key });
  for (const { name, url } of sent.links) {
    expect(url).toBe(`s3://data/shop/${name}`);
    expect(hashOf(await bytesOf({ open: () => bucket.get(name) } as never))).toBe(hashes.get(name));
  }
  await bucket.close();
  const rows = await trial.database.db.select().from(publications);
  expect(rows.map(({ credentialed }) => credentialed)).toEqual([false, true]);
  expect(JSON.stringify(rows)).not.toContain("canary-token");
  for (const entry of await readdir(place.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = await readFile(join(entry.parentPath, entry.name), "latin1");
    expect(text.includes("canary-token"), entry.name).toBe(false);
  }
});

test("orders that are wrong are refused before anything is sent", async () => {
  const place = await places.place("embedded");
  const publishFolder = join(place.home, "shared");
  const trial = await openTrial(place, { config: { publishFolder, host: "0.0.0.0" } });
  await mkdir(publishFolder);
  await symlink("/tmp", join(publishFolder, "out"));
  const job = await trial.done({ schema: shop, rows: 10 });
  const key = { access_key_id: "a", secret_access_key: "b" };
  const cases: readonly (readonly [string, string, object?])[] = [
    ["file:/etc", "store/folder"],
    ["file:../beside", "store/folder"],
    ["file:out/below", "store/folder"],
    ["ftp://host/a", "store/address"],
    ["s3://bucket/a", "store/credentials"],
    ["s3://k:canary@bucket/a", "store/secret-in-address", key],
    ["s3://bucket/a?endpoint=http://127.0.0.1:9", "net/private", key],
    ["s3://bucket/a?endpoint=http://169.254.169.254", "net/private", key],
    ["s3://bucket/a", "store/credentials", { ...key, pasword: "canary" }],
    ["ipfs:kubo?api=http://10.0.0.1:5001", "net/private"],
    ["ipfs:pinata", "store/credentials"],
    ["arweave:?gateway=http://localhost:1984", "net/private"],
    ["arweave:", "store/credentials", { wallet: "canary" }],
  ];
  for (const [store, code, credentials = {}] of cases) {
    const refused = publish(trial, job, { store, credentials });
    await expect(refused, store).rejects.toMatchObject({ name: "SchemaError", issues: [{ code }] });
    await expect(refused).rejects.not.toThrow(/canary/);
  }
  expect(await trial.database.db.select().from(publications)).toEqual([]);
});

test("what a process has left is gone on with where no credentials are needed, and told otherwise", async () => {
  const place = await places.place("embedded");
  const trial = await openTrial(place, { config: { publishFolder: join(place.home, "shared") } });
  const job = await trial.done({ schema: shop });
  const { db } = trial.database;
  const left = { jobId: job.id, worker: "a process that is gone" };
  const [free, bound] = await db
    .insert(publications)
    .values([
      { ...left, store: "file:left" },
      { ...left, store: "s3://data/left", credentialed: true },
    ])
    .returning();
  const next = await openPlatform({ ...trial.parts, roles: ["api"] });
  expect((await ended(trial, job, free!.id)).links).toHaveLength(2);
  const told = await ended(trial, job, bound!.id);
  expect(told).toMatchObject({ state: "failed", links: [], error: { code: "publication/interrupted" } });
  expect(told.error!.hint).toMatch(/Export the job again/);
  await next.close();
});

test("a copy that cannot be made says why, and one of a removed job ends", async () => {
  const trial = await openTrial(await places.place("embedded"));
  const job = await trial.done({ schema: shop, rows: 100 });
  const credentials = { access_key_id: "S3RVER", secret_access_key: "S3RVER" };
  const nowhere = { store: `s3://no-such-bucket?endpoint=${s3.address}`, credentials };
  const failed = await ended(trial, job, (await publish(trial, job, nowhere)).id);
  expect(failed).toMatchObject({ state: "failed", links: [], error: { code: "world/s3" } });
  expect(failed.error!.message).toMatch(/NoSuchBucket/);
  await publish(trial, job, { store: "s3://data?endpoint=http://127.0.0.1:9", credentials });
  await trial.platform.jobs.remove(trial.owner, job.id);
  expect(await trial.database.db.select().from(publications).where(eq(publications.jobId, job.id))).toEqual([]);
});

test("Arweave takes the price of all files, and nothing without it", async () => {
  const client = arweave.init({});
  const [network, wallet] = await Promise.all([startArweave(), client.wallets.generate()]);
  await fetch(`${network.address}/mint/${await client.wallets.jwkToAddress(wallet)}/1000000000000000`);
  const trial = await openTrial(await places.place("embedded"), { config: { arweaveGateway: network.address } });
  const job = await trial.done({ schema: shop, rows: 500 });
  const order = { store: "arweave:", credentials: { wallet: JSON.stringify(wallet) } };
  const refusal = await publish(trial, job, order).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ issues: [{ code: "store/price", path: "confirm_price" }] });
  const price = /confirm_price (\d+)/.exec((refusal as Error).message)![1]!;
  await expect(publish(trial, job, { ...order, confirm_price: String(BigInt(price) - 1n) })).rejects.toThrow(
    /Nothing was sent/,
  );
  const kept = await ended(trial, job, (await publish(trial, job, { ...order, confirm_price: price })).id);
  expect(kept).toMatchObject({ state: "completed", error: null });
  await fetch(`${network.address}/mine`);
  for (const { name, url, id } of kept.links) {
    expect(url).toBe(`${network.address}/${id}`);
    const found = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(found.equals(await bytesOf(await trial.platform.jobs.file(trial.owner, job.id, name)))).toBe(true);
  }
  expect(JSON.stringify(await trial.database.db.select().from(publications))).not.toContain(wallet.d);
  await network.stop();
});
