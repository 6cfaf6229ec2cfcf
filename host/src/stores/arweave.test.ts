import { createHash, randomBytes } from "node:crypto";
import arweave from "arweave";
import { generateTransactionChunks } from "arweave/node/lib/merkle.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { survey } from "./arweave-chunks.ts";
import { openArweave, readArweaveAddress, readPrice, readWallet, toAr, type Wallet } from "./arweave.ts";
import { openLine } from "./http.ts";
import { startArweave, type RealServer } from "./real-servers.ts";
import type { Bookmark, ByteRange } from "./store.ts";

const KIB = 1024;
const FILE = randomBytes(3 * 1024 * KIB + 777);
const patience = { tries: 60, firstMs: 20, mostMs: 200 };
const call = { signal: new AbortController().signal, type: "text/csv" };
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function* piecesOf(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  await Promise.resolve();
}
const open =
  (bytes: Uint8Array) =>
  ({ from, to }: ByteRange = { from: 0, to: bytes.length }): AsyncIterable<Uint8Array> =>
    piecesOf(bytes.subarray(from, to));

describe("a file of Arweave", () => {
  test.each([1, 31 * KIB, 256 * KIB - 1, 256 * KIB, 256 * KIB + 1, 288 * KIB - 1, 288 * KIB, 512 * KIB, 1_300_001])(
    "of %i bytes is cut as its own library does",
    async (length) => {
      const bytes = FILE.subarray(0, length);
      const theirs = await generateTransactionChunks(bytes);
      const ours = await survey(piecesOf(bytes, 33_333), length);
      expect(ours.root).toBe(Buffer.from(theirs.data_root).toString("base64url"));
      expect(ours.chunks.map(({ from, to }) => [from, to])).toEqual(
        theirs.chunks.map(({ minByteRange, maxByteRange }) => [minByteRange, maxByteRange]),
      );
      expect(ours.chunks.map(({ proof, offset }) => [proof, offset])).toEqual(
        theirs.proofs.map(({ proof, offset }) => [Buffer.from(proof).toString("base64url"), String(offset)]),
      );
      expect(ours.sha256).toBe(sha256(bytes));
    },
  );
});

describe("a network of Arweave", () => {
  let server: RealServer;
  let wallet: Wallet;
  let poor: Wallet;
  beforeAll(async () => {
    const client = arweave.init({});
    [server, wallet, poor] = await Promise.all([startArweave(), client.wallets.generate(), client.wallets.generate()]);
    await fetch(`${server.address}/mint/${await client.wallets.jwkToAddress(wallet)}/1000000000000000`);
  });
  afterAll(() => server.stop());

  const publisherWith = (confirmed: bigint | undefined, payer: Wallet | null = wallet) =>
    openArweave({ gateway: server.address, wallet: payer ?? undefined, confirmed }, openLine(undefined), patience);
  const find = async (id: string): Promise<Response> => {
    await fetch(`${server.address}/mine`);
    return fetch(`${server.address}/${id}`);
  };

  test("names a price, and takes nothing without it", async () => {
    const quote = await publisherWith(undefined).quote!(FILE.length);
    expect(quote).toMatchObject({ amount: expect.stringMatching(/^\d+$/), unit: "winston" });
    expect(quote.words).toBe(`${toAr(BigInt(quote.amount))} (${quote.amount} winston)`);
    const price = BigInt(quote.amount);
    for (const confirmed of [undefined, 0n, price - 1n]) {
      const refused = publisherWith(confirmed).publish("a.csv", FILE.length, open(FILE), call);
      await expect(refused).rejects.toMatchObject({ issues: [{ code: "store/price", path: "confirm_price" }] });
      await expect(refused).rejects.toThrow(quote.words);
    }
    const pending = (await (await fetch(`${server.address}/tx/pending`)).json()) as unknown[];
    expect(pending).toEqual([]);
    const twice = publisherWith(price + 5n);
    await twice.publish("a.csv", FILE.length, open(FILE), call);
    await expect(twice.publish("b.csv", FILE.length, open(FILE), call)).rejects.toThrow(
      /\(5 winston\) of what was agreed/,
    );
  });

  test.each([100, 256 * KIB, FILE.length])("keeps a file of %i bytes with its type and name", async (length) => {
    const bytes = FILE.subarray(0, length);
    const publisher = publisherWith(10n ** 15n);
    let sent = 0;
    const receipt = await publisher.publish("data.csv", length, open(bytes), {
      ...call,
      onProgress: (n) => (sent = n),
    });
    expect(sent).toBe(length);
    expect(receipt).toMatchObject({ bytes: length, sha256: sha256(bytes), url: `${server.address}/${receipt.id}` });
    const found = await find(receipt.id!);
    expect(found.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(sha256(new Uint8Array(await found.arrayBuffer()))).toBe(sha256(bytes));
    const transaction = await arweave
      .init({ host: "127.0.0.1", port: new URL(server.address).port, protocol: "http" })
      .transactions.get(receipt.id!);
    expect(await arweave.init({}).transactions.verify(transaction)).toBe(true);
    const tags = transaction.tags.map((tag) => [
      tag.get("name", { decode: true, string: true }),
      tag.get("value", { decode: true, string: true }),
    ]);
    expect(Object.fromEntries(tags)).toEqual({
      "Content-Type": "text/csv",
      "App-Name": "Semblance",
      "File-Name": "data.csv",
      "SHA-256": sha256(bytes),
    });
  });

  test("that is killed in the middle, and comes back, has the whole file", async () => {
    const bytes = randomBytes(2 * 1024 * KIB);
    let isKilled = false;
    async function* killing(range?: ByteRange): AsyncGenerator<Uint8Array, void, void> {
      for await (const piece of open(bytes)(range)) {
        yield piece;
        if (sent > 1024 * KIB && !isKilled) {
          isKilled = true;
          await server.kill();
          void server.start();
        }
      }
    }
    let sent = 0;
    const receipt = await publisherWith(10n ** 15n).publish("k", bytes.length, killing, {
      ...call,
      onProgress: (n) => (sent = n),
    });
    expect(isKilled).toBe(true);
    expect(sha256(new Uint8Array(await (await find(receipt.id!)).arrayBuffer()))).toBe(sha256(bytes));
  });

  test("goes on with a transaction that another process has begun, without its wallet", async () => {
    const bytes = randomBytes(5 * 1024 * KIB);
    const stop = new AbortController();
    let mark = "";
    const keep: Bookmark["keep"] = (next) => {
      mark = next;
      return Promise.resolve();
    };
    const first = publisherWith(10n ** 15n).publish("m", bytes.length, open(bytes), {
      ...call,
      signal: stop.signal,
      onProgress: (n) => n > 4.2 * 1024 * KIB && stop.abort(new Error("the process ends")),
      bookmark: { keep },
    });
    await expect(first).rejects.toThrow("the process ends");
    const { transaction, chunks } = JSON.parse(mark) as { transaction: { id: string }; chunks: number };
    expect(chunks).toBe(16);
    expect(mark).not.toContain(wallet.d);
    const receipt = await publisherWith(undefined, null).publish("m", bytes.length, open(bytes), {
      ...call,
      bookmark: { mark, keep },
    });
    expect(receipt.id).toBe(transaction.id);
    expect(sha256(new Uint8Array(await (await find(receipt.id!)).arrayBuffer()))).toBe(sha256(bytes));
    const others = publisherWith(undefined, null).publish("m", 5, open(bytes.subarray(0, 5)), {
      ...call,
      bookmark: { mark, keep },
    });
    await expect(others).rejects.toThrow(/expected the wallet that pays/);
  });

  test("says that a wallet has too few tokens", async () => {
    const refused = publisherWith(10n ** 15n, poor).publish("p", 1000, open(FILE.subarray(0, 1000)), call);
    await expect(refused).rejects.toThrow(/refuses \(410.*too few tokens/);
    await expect(refused).rejects.toMatchObject({ retryable: false });
  });
});

describe("what is given to Arweave", () => {
  test("is a wallet whose content is never told", () => {
    const canary = { kty: "RSA", n: "canary", e: "canary", d: "canary" };
    for (const text of ["canary", "null", "[]", JSON.stringify(canary), JSON.stringify({ kty: "EC" })]) {
      expect(() => readWallet(text)).toThrow(expect.objectContaining({ name: "SchemaError" }));
      expect(() => readWallet(text)).not.toThrow(/canary/);
    }
  });

  test("is a price in winston or AR", () => {
    expect(readPrice("123")).toBe(123n);
    expect(readPrice("123 winston")).toBe(123n);
    expect(readPrice("0.5 AR")).toBe(500_000_000_000n);
    expect(readPrice("2ar")).toBe(2_000_000_000_000n);
    expect(toAr(500_000_000_001n)).toBe("0.500000000001 AR");
    expect(toAr(2_000_000_000_000n)).toBe("2 AR");
    for (const text of ["", "-1", "1.5", "1.5 winston", "all of it"])
      expect(() => readPrice(text)).toThrow(/expected a price/);
  });

  test("is a gateway, or the operator's", () => {
    const checked: string[] = [];
    const read = (address: string): string =>
      readArweaveAddress(address, "https://arweave.net", (gateway) => checked.push(gateway));
    expect(read("arweave:")).toBe("https://arweave.net");
    expect(checked).toEqual([]);
    expect(read("arweave:?gateway=http://h:1984/")).toBe("http://h:1984");
    expect(checked).toEqual(["http://h:1984"]);
    for (const address of [
      "arweave:x",
      "arweave:?gatway=x",
      "arweave:?gateway=x",
      "arweave:?gateway=http://a:canary@h",
    ]) {
      expect(() => read(address)).toThrow(expect.objectContaining({ name: "SchemaError" }));
      expect(() => read(address)).not.toThrow(/canary/);
    }
  });
});
