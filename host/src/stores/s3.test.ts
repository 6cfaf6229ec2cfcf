import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "./all.ts";
import { readS3Address } from "./s3-address.ts";
import { startS3, type RealServer } from "./real-servers.ts";
import type { Store } from "./store.ts";

const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const MIB = 1024 * 1024;

/** A megabyte that differs from every other one. */
function megabyte(number: number): Buffer {
  return Buffer.alloc(MIB, createHash("sha256").update(String(number)).digest());
}

const hashOf = (count: number): string => {
  const hash = createHash("sha256");
  for (let k = 0; k < count; k++) hash.update(megabyte(k));
  return hash.digest("hex");
};

describe("objects of S3", () => {
  let server: RealServer;
  let store: Store;
  beforeAll(async () => {
    server = await startS3();
    const patience = { tries: 40, firstMs: 50, mostMs: 250 };
    store = await openStore(`s3://data/big?endpoint=${server.address}`, { home: "", credentials, patience });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  async function keysOf(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of store.list(prefix)) keys.push(key);
    return keys.sort();
  }

  async function hashBack(key: string, at = 0, broken = async (): Promise<void> => {}): Promise<string> {
    const hash = createHash("sha256");
    let bytes = 0;
    let isBroken = false;
    for await (const piece of store.get(key)) {
      hash.update(piece);
      bytes += piece.length;
      if (isBroken || bytes < at) continue;
      isBroken = true;
      await broken();
    }
    return hash.digest("hex");
  }

  test.each([8, 21, 40])("of %i MiB go in parts, of known length or not", async (count) => {
    function* source(): Generator<Uint8Array, void, void> {
      for (let k = 0; k < count; k++) yield megabyte(k);
    }
    const receipt = await store.put("parts", source(), { bytes: count * MIB });
    expect(receipt).toMatchObject({ bytes: count * MIB, sha256: hashOf(count), url: "s3://data/big/parts" });
    expect(await hashBack("parts")).toBe(hashOf(count));
    expect((await store.put("unknown", source())).sha256).toBe(hashOf(count));
    expect(await hashBack("unknown")).toBe(hashOf(count));
  });

  test("a server that is killed in the middle of an upload, and comes back, has the whole object", async () => {
    async function* source(): AsyncGenerator<Uint8Array, void, void> {
      for (let k = 0; k < 48; k++) {
        yield megabyte(k);
        if (k === 20) await server.kill();
        if (k === 30) await server.start();
      }
    }
    const receipt = await store.put("killed", source(), { bytes: 48 * MIB });
    expect(receipt.sha256).toBe(hashOf(48));
    expect(await hashBack("killed")).toBe(hashOf(48));
  });

  test("a server that is killed while an object is read, and comes back, gives the rest of it", async () => {
    function* source(): Generator<Uint8Array, void, void> {
      for (let k = 0; k < 32; k++) yield megabyte(k);
    }
    await store.put("read", source());
    const restart = async (): Promise<void> => {
      await server.kill();
      await server.start();
    };
    expect(await hashBack("read", 3 * MIB, restart)).toBe(hashOf(32));
  });

  test("a source that breaks after some parts leaves no object", async () => {
    function* source(): Generator<Uint8Array, void, void> {
      for (let k = 0; k < 20; k++) yield megabyte(k);
      throw new Error("source broke");
    }
    await expect(store.put("broken", source())).rejects.toThrow("source broke");
    await expect(store.put("broken", source(), { bytes: 19 * MIB })).rejects.toThrow("source broke");
    expect(await store.size("broken")).toBeUndefined();
  });

  test("more keys than a call takes are listed and deleted", async () => {
    const keys = Array.from({ length: 1010 }, (_, k) => `many/${k}`);
    for (let k = 0; k < keys.length; k += 50)
      await Promise.all(keys.slice(k, k + 50).map((key) => store.put(key, [Buffer.from("x")])));
    expect(await keysOf("many/")).toEqual(keys.toSorted());
    await store.delete(keys);
    expect(await keysOf("many/")).toEqual([]);
  });

  test("what can never succeed is told at once", async () => {
    const wrong = { accessKeyId: "nobody", secretAccessKey: "canary" };
    const other = await openStore(`s3://data/big?endpoint=${server.address}`, { home: "", credentials: wrong });
    const refused = other.put("a", [Buffer.from("x")]);
    await expect(refused).rejects.toMatchObject({ name: "WorldError", service: "s3", retryable: false });
    await expect(refused).rejects.toThrow(/InvalidAccessKeyId.*Check AWS_ACCESS_KEY_ID/s);
    await expect(refused).rejects.not.toThrow(/canary/);
    await other.close();
    const nowhere = await openStore(`s3://no-such-bucket?endpoint=${server.address}`, { home: "", credentials });
    await expect(nowhere.put("a", [])).rejects.toThrow(/NoSuchBucket.*Make it first/s);
    await expect(nowhere.delete(["a"])).rejects.toMatchObject({ retryable: false });
    await nowhere.close();
  });

  test("a server that is away is tried again, and then told as what time may mend", async () => {
    const patience = { tries: 3, firstMs: 1, mostMs: 2 };
    const away = await openStore("s3://data?endpoint=http://127.0.0.1:9", { home: "", credentials, patience });
    await expect(away.put("a", [Buffer.from("x")])).rejects.toMatchObject({ service: "s3", retryable: true });
    await expect(away.size("a")).rejects.toMatchObject({ service: "s3", retryable: true });
    await away.close();
  });
});

describe("an address of S3", () => {
  test("says bucket, prefix, endpoint, region and style", () => {
    expect(readS3Address("s3://bucket")).toEqual({
      bucket: "bucket",
      prefix: "",
      endpoint: undefined,
      region: undefined,
      pathStyle: false,
    });
    expect(readS3Address("s3://bucket/a/b/?endpoint=http://h:9000&region=eu-west-1&path_style=false")).toEqual({
      bucket: "bucket",
      prefix: "a/b",
      endpoint: "http://h:9000",
      region: "eu-west-1",
      pathStyle: false,
    });
    expect(readS3Address("s3://bucket?endpoint=https://h/s3").pathStyle).toBe(true);
  });

  test.each([
    ["s3://", "store/address"],
    ["s3://b", "store/address"],
    ["s3:bucket", "store/address"],
    ["s3://bucket/a/../b?x", "store/address"],
    ["s3://bucket?regoin=x", "store/address"],
    ["s3://bucket?endpoint=host:9000", "store/address"],
    ["s3://bucket?endpoint=ftp://host", "store/address"],
    ["s3://bucket?path_style=maybe", "store/address"],
    ["s3://key:canary@bucket/a", "store/secret-in-address"],
    ["s3://bucket?endpoint=http://key:canary@host", "store/secret-in-address"],
    ["s3://bucket?secret_access_key=canary", "store/secret-in-address"],
    ["s3://bucket?AWSAccessKeyId=canary", "store/secret-in-address"],
  ])("%s is refused as %s", (address, code) => {
    const read = (): unknown => readS3Address(address);
    expect(read).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
    expect(read).not.toThrow(/canary/);
  });
});
