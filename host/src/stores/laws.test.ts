import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SchemaError, WorldError } from "@semblance/engine";
import { assert, asyncProperty, integer, tuple } from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "./all.ts";
import { startS3 } from "./real-servers.ts";
import type { ByteRange, Store } from "./store.ts";

interface Place {
  readonly store: Store;
  end(): Promise<void>;
}

/** Every store of all.ts, each in an empty place of its own. */
const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  file: async () => {
    const home = await mkdtemp(join(tmpdir(), "semblance-store-"));
    const store = await openStore("file:", { home });
    return { store, end: () => rm(home, { recursive: true }) };
  },
  s3: async () => {
    const server = await startS3();
    const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
    const store = await openStore(`s3://data/some/where?endpoint=${server.address}`, { home: "", credentials });
    return { store, end: () => store.close().then(server.stop) };
  },
};

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function* cutUp(bytes: Uint8Array, size: number): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(store: Store, key: string, range?: ByteRange): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.get(key, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function keysOf(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
}

describe.each(Object.entries(PLACES))("the store %s", (name, openPlace) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = place.store;
  });
  afterAll(() => place.end());

  test("gives back what was put, with its length and hash", async () => {
    const bytes = randomBytes(700_001);
    const receipt = await store.put("back/a.bin", cutUp(bytes, 64 * 1024), { bytes: bytes.length });
    expect(receipt).toMatchObject({ key: "back/a.bin", bytes: bytes.length, sha256: sha256(bytes) });
    expect((await read(store, "back/a.bin")).equals(bytes)).toBe(true);
    expect(await store.size("back/a.bin")).toBe(bytes.length);
  });

  test("keeps an empty object", async () => {
    expect((await store.put("empty/a", [])).bytes).toBe(0);
    expect(await store.size("empty/a")).toBe(0);
    expect((await read(store, "empty/a")).length).toBe(0);
    expect((await read(store, "empty/a", { from: 0, to: 0 })).length).toBe(0);
  });

  test("put twice is put once, and the last one stays", async () => {
    await store.put("twice/a", [Buffer.from("one")]);
    await store.put("twice/a", [Buffer.from("one")]);
    expect((await read(store, "twice/a")).toString()).toBe("one");
    await store.put("twice/a", [Buffer.from("another")]);
    expect((await read(store, "twice/a")).toString()).toBe("another");
    expect(await keysOf(store, "twice/")).toEqual(["twice/a"]);
  });

  test("a range is that slice of the whole", async () => {
    const bytes = randomBytes(600_000);
    await store.put("range/a", [bytes]);
    const bounds = tuple(integer({ min: 0, max: 600_100 }), integer({ min: 0, max: 600_100 }));
    const law = asyncProperty(bounds, async ([a, b]) => {
      const range = { from: Math.min(a, b), to: Math.max(a, b) };
      expect((await read(store, "range/a", range)).equals(bytes.subarray(range.from, range.to))).toBe(true);
    });
    await assert(law, { numRuns: 25, seed: 7, examples: [[[0, 0]], [[0, 600_000]], [[599_999, 600_000]]] });
  });

  test("an aborted put leaves nothing, even where its source hangs", async () => {
    const stop = new AbortController();
    async function* hanging(): AsyncGenerator<Uint8Array, void, void> {
      yield randomBytes(100_000);
      queueMicrotask(() => stop.abort(new Error("enough")));
      await new Promise(() => {});
    }
    await expect(store.put("aborted/a", hanging(), { signal: stop.signal })).rejects.toThrow("enough");
    expect(await store.size("aborted/a")).toBeUndefined();
    expect(await keysOf(store, "aborted/")).toEqual([]);
    expect(await store.sweep(0)).toBe(0);
  });

  test("a source that fails, or is shorter than it says, leaves nothing and keeps what was there", async () => {
    await store.put("failed/a", [Buffer.from("whole")]);
    async function* failing(): AsyncGenerator<Uint8Array, void, void> {
      yield randomBytes(100_000);
      await Promise.reject(new Error("source broke"));
    }
    await expect(store.put("failed/a", failing())).rejects.toThrow("source broke");
    await expect(store.put("failed/a", [Buffer.from("sho")], { bytes: 5 })).rejects.toThrow(
      "failed/a: expected 5 bytes; its source gave 3.",
    );
    expect((await read(store, "failed/a")).toString()).toBe("whole");
    expect(await store.sweep(0)).toBe(0);
  });

  test("many writers of one key leave one whole object", async () => {
    const versions = Array.from({ length: 8 }, () => randomBytes(200_000));
    await Promise.all(versions.map((bytes) => store.put("writers/a", cutUp(bytes, 10_000))));
    const left = sha256(await read(store, "writers/a"));
    expect(versions.map(sha256)).toContain(left);
    expect(await keysOf(store, "writers/")).toEqual(["writers/a"]);
  });

  test("lists what begins with the prefix, and forgets what was deleted", async () => {
    const keys = ["list/a", "list/a-b", "list/a.txt", "list/b/x", "list/b/y/z", "list/c"];
    await Promise.all(keys.map((key) => store.put(key, [Buffer.from(key)])));
    expect(await keysOf(store, "list/")).toEqual([...keys].sort());
    expect(await keysOf(store, "list/a")).toEqual(["list/a", "list/a-b", "list/a.txt"]);
    expect(await keysOf(store, "list/b/")).toEqual(["list/b/x", "list/b/y/z"]);
    expect(await keysOf(store, "list/none")).toEqual([]);
    for await (const { key, bytes, changedMs } of store.list("list/b/x")) {
      expect({ key, bytes }).toEqual({ key: "list/b/x", bytes: 8 });
      expect(Math.abs(Date.now() - changedMs)).toBeLessThan(120_000);
    }
    await store.delete([...keys.slice(1), "list/never-there"]);
    expect(await keysOf(store, "list/")).toEqual(["list/a"]);
    await store.delete(keys);
    await store.delete([]);
    expect(await keysOf(store, "list/")).toEqual([]);
    expect(await store.size("list/a")).toBeUndefined();
  });

  test("says that there is no such object", async () => {
    const missing = read(store, "missing/a");
    await expect(missing).rejects.toThrow("there is no such object");
    await expect(missing).rejects.toMatchObject({ name: "WorldError", retryable: false });
    await expect(missing).rejects.toBeInstanceOf(WorldError);
  });

  test.each(["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".hidden", "a/.b", "a\\b", "a b", "ä", "a\0"])(
    "refuses the key %j",
    async (key) => {
      await expect(store.put(key, [])).rejects.toBeInstanceOf(SchemaError);
      await expect(read(store, key)).rejects.toBeInstanceOf(SchemaError);
      await expect(store.size(key)).rejects.toBeInstanceOf(SchemaError);
      await expect(store.delete([key])).rejects.toBeInstanceOf(SchemaError);
    },
  );

  test("an aborted get ends with the reason", async () => {
    await store.put("reading/a", [randomBytes(2_000_000)]);
    const stop = new AbortController();
    const reading = async (): Promise<void> => {
      for await (const _ of store.get("reading/a", undefined, stop.signal)) stop.abort(new Error("seen enough"));
    };
    await expect(reading()).rejects.toThrow("seen enough");
    expect(store.name).toBe(name);
  });
});
