import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CancelledError } from "@semblance/engine";
import { expect, onTestFinished, test, vi } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { openStore } from "../stores/all.ts";
import type { Store } from "../stores/store.ts";
import { bytesOf, hashOf, openTrial } from "./trial.ts";
import { openWorkshopApart } from "./workshop-apart.ts";
import { openWorkshop, type WorkshopErrand } from "./workshop.ts";

vi.setConfig({ testTimeout: 120_000 });

const document = {
  now: "2026-01-31",
  tables: { t: { rows: 200_000, fields: { id: "sequence", name: "person.full_name" } } },
};
const job = { document, format: "csv", options: {}, gzip: true, files: [{ table: "t", from: 0, to: 20_000 }] };
const press = (key: string): Extract<WorkshopErrand, { kind: "press" }> => {
  return { kind: "press", id: "j", job, chunk: { file: 0, from: 0, to: 20_000, bytes: 0 }, mostBytes: 1e9, key };
};
const settings = { count: 1, limits: { ms: 120_000, heapMb: 512 } };

async function openBoth(): Promise<{ store: Store; here: ReturnType<typeof openWorkshop>; apart: Apart }> {
  const home = mkdtempSync(join(tmpdir(), "semblance-workshop-"));
  const store = await openStore("file:", { home });
  const here = openWorkshop(store, settings);
  const apart = openWorkshopApart({ ...settings, home, storeUrl: "file:" });
  onTestFinished(async () => {
    await here.close();
    await apart.close();
    await store.close();
    rmSync(home, { recursive: true, force: true });
  });
  return { store, here, apart };
}
type Apart = ReturnType<typeof openWorkshopApart>;

async function hashIn(store: Store, key: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.get(key)) pieces.push(piece.slice());
  return hashOf(Buffer.concat(pieces));
}

test("a workshop apart gives what one here gives, and throws what that one throws", async () => {
  const { store, here, apart } = await openBoth();
  const [one, other] = [await here.run(press("a")), await apart.run(press("b"))];
  expect(other).toEqual(one);
  expect(await hashIn(store, "b")).toBe(one.sha256);
  expect(await hashIn(store, "a")).toBe(one.sha256);
  expect(await apart.run(press("c"))).toEqual(one); // this time the job is known there
  const plain = {
    rows: 20_000,
    bytes: (one.info.detail as { bytes: number }[]).reduce((n, { bytes }) => n + bytes, 0),
  };
  const unpack = { kind: "unpack", packedKey: "a", sha256: one.sha256, info: plain, key: "d" } as const;
  const unpacked = await apart.run(unpack);
  expect(await hashIn(store, "d")).toBe(unpacked!.sha256);
  expect(await apart.run({ ...unpack, sha256: "0" })).toBeUndefined();
  const edges = { kind: "edges", id: "j", job, file: 0, infos: [one.info] } as const;
  expect(await apart.run(edges)).toEqual(await here.run(edges));
  const overrides = { tables: new Map([["t", 5]]) };
  const survey = { kind: "survey", schema: document, overrides, format: "csv", options: {}, gzip: false } as const;
  expect((await apart.run(survey)).files).toMatchObject([{ table: "t", to: 5 }]);
  const wrong = { ...survey, schema: "tables: {t: {fields: {a: nothing, b: nix}}}" };
  await expect(apart.run(wrong)).rejects.toMatchObject({ name: "SchemaError", issues: [{}, {}] });
  const large = { ...press("e"), id: "large", job: { ...job, gzip: false }, mostBytes: 1 };
  await expect(apart.run({ ...large, chunk: { ...large.chunk, to: 200_000 } })).rejects.toMatchObject({
    name: "TooMuchError",
  });
});

test("who stops wanting a chunk is answered at once, and one whose process dies can ask again", async () => {
  const { apart } = await openBoth();
  const abort = new AbortController();
  const unwanted = apart.run(press("a"), abort.signal);
  abort.abort(new CancelledError("enough"));
  await expect(unwanted).rejects.toThrow("enough");
  const lost = apart.run(press("b"));
  process.kill(apart.pid()!, "SIGKILL");
  await expect(lost).rejects.toMatchObject({ name: "WorldError", service: "workshop", retryable: true });
  expect(await apart.run(press("c"))).toMatchObject({ info: { rows: 20_000 } });
  await apart.close();
  expect(apart.pid()).toBeUndefined();
  await expect(apart.run(press("d"))).rejects.toThrow("the process ends");
});

test("a job whose chunks are made apart has the bytes of one whose chunks are made here", async () => {
  const places = openPlaces();
  onTestFinished(() => places.close());
  const hashes: string[] = [];
  for (const apart of [true, false]) {
    const trial = await openTrial(await places.place("embedded"), { apart });
    const { id } = await trial.done({ schema: document, rows: 20_000, chunk_rows: 4096 });
    hashes.push(hashOf(await bytesOf(await trial.platform.jobs.bundle(trial.owner, id))));
    const certificate = JSON.parse(
      (await bytesOf(await trial.platform.jobs.certificate(trial.owner, id))).toString(),
    ) as object;
    expect(certificate).toMatchObject({ files: [{ table: "t" }] });
  }
  expect(hashes[0]).toBe(hashes[1]);
});
