import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import fastifyMultipart from "@fastify/multipart";
import { bitswap } from "@helia/block-brokers";
import { unixfs } from "@helia/unixfs";
import { Helia } from "@helia/utils";
import { CarBlockIterator } from "@ipld/car/iterator";
import { identify } from "@libp2p/identify";
import { tcp } from "@libp2p/tcp";
import { dns } from "@multiformats/dns";
import { MemoryBlockstore } from "blockstore-core";
import { MemoryDatastore } from "datastore-core";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { createLibp2p, type Libp2p } from "libp2p";
import { CID } from "multiformats/cid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLine } from "./http.ts";
import { openIpfs, readIpfsAddress } from "./ipfs.ts";
import { survey, toCar } from "./ipfs-car.ts";
import type { ByteRange } from "./store.ts";

const MIB = 1024 * 1024;
const FILE = Buffer.concat([randomBytes(3 * MIB + 12_345), Buffer.alloc(4 * MIB, 7)]); // some blocks are equal
const patience = { tries: 3, firstMs: 1, mostMs: 5 };
const call = { signal: new AbortController().signal, type: "text/csv" };

async function* piecesOf(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  await Promise.resolve();
}
const open =
  (bytes: Uint8Array) =>
  ({ from, to }: ByteRange = { from: 0, to: bytes.length }): AsyncIterable<Uint8Array> =>
    piecesOf(bytes.subarray(from, to));

interface Node {
  readonly helia: Helia<Libp2p>;
  readonly blocks: MemoryBlockstore;
}

/** A node of IPFS on a private port that only talks to those it is told of. */
async function startNode(): Promise<Node> {
  const libp2p = await createLibp2p({
    addresses: { listen: ["/ip4/127.0.0.1/tcp/0"] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  });
  const blocks = new MemoryBlockstore();
  const datastore = new MemoryDatastore();
  const parts = { blockstore: blocks, datastore, blockBrokers: [bitswap()], routers: [], dns: dns() };
  const helia = new Helia({ libp2p, metrics: undefined, logger: libp2p.logger, components: {}, ...parts } as never);
  await helia.start();
  return { helia, blocks };
}

/** The RPC of a Kubo node, and Pinata's uploads: stores every block of a CAR whose hash is right, and answers with its root. */
async function startService(node: Node, lie?: string): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(fastifyMultipart, { limits: { fileSize: 1e9 } });
  async function keep(request: FastifyRequest): Promise<string> {
    const part = await request.file();
    const car = await CarBlockIterator.fromIterable(part!.file);
    const [root] = await car.getRoots();
    for await (const { cid, bytes } of car) {
      const digest = createHash("sha256").update(bytes).digest();
      if (!digest.equals(cid.multihash.digest)) throw new Error(`block ${cid.toString()} is another one`);
      await node.blocks.put(CID.parse(cid.toString()), bytes);
    }
    return lie ?? root!.toString();
  }
  app.route({
    method: "POST",
    url: "/api/v0/dag/import",
    handler: async (request) => `${JSON.stringify({ Root: { Cid: { "/": await keep(request) }, PinErrorMsg: "" } })}\n`,
  });
  app.route({
    method: "POST",
    url: "/v3/files",
    handler: async (request, reply) => {
      if (request.headers.authorization === "Bearer right") return { data: { cid: await keep(request) } };
      return reply.code(401).send({ error: "canary is not allowed" });
    },
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app;
}

const addressOf = (app: FastifyInstance): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("a file of IPFS", () => {
  let node: Node;
  let other: Node;
  let service: FastifyInstance;
  beforeAll(async () => {
    node = await startNode();
    other = await startNode();
    service = await startService(node);
  });
  afterAll(async () => {
    await service.close();
    await node.helia.stop();
    await other.helia.stop();
  });

  test.each([0, 1, MIB, MIB + 1, FILE.length])(
    "of %i bytes has a CAR of the length that was foreseen",
    async (length) => {
      const bytes = FILE.subarray(0, length);
      const seen = await survey(piecesOf(bytes));
      expect(seen).toMatchObject({ bytes: length, sha256: sha256(bytes) });
      let carBytes = 0;
      for await (const piece of toCar(seen.root, piecesOf(bytes))) carBytes += piece.length;
      expect(carBytes).toBe(seen.carBytes);
      expect((await survey(piecesOf(bytes, 999))).root.toString()).toBe(seen.root.toString());
    },
  );

  test("has the CID that Kubo's profile gives it", async () => {
    // `ipfs add --cid-version 1 --raw-leaves --chunker size-1048576` of "hello world\n" has one raw leaf: its SHA-256.
    const { root } = await survey(piecesOf(Buffer.from("hello world\n")));
    expect(root.toString()).toBe("bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4");
  });

  test("that is published is fetched by another node, block by block", async () => {
    const kubo = { kind: "kubo", api: addressOf(service), gateway: "https://ipfs.io" } as const;
    let sent = 0;
    const receipt = await openIpfs(kubo, openLine(undefined), patience).publish(
      "data set.csv",
      FILE.length,
      open(FILE),
      {
        ...call,
        onProgress: (bytes) => (sent = bytes),
      },
    );
    expect(sent).toBe(FILE.length);
    const cid = receipt.id!;
    expect(receipt).toEqual({
      key: "data set.csv",
      bytes: FILE.length,
      sha256: sha256(FILE),
      url: `ipfs://${cid}`,
      id: cid,
      gateway: `https://ipfs.io/ipfs/${cid}?filename=data%20set.csv`,
      detail: { profile: "unixfs-v1-2025" },
    });
    await other.helia.libp2p.dial(node.helia.libp2p.getMultiaddrs());
    const hash = createHash("sha256");
    const found = unixfs(other.helia).cat(CID.parse(cid), { signal: AbortSignal.timeout(20_000) });
    for await (const piece of found) hash.update(piece);
    expect(hash.digest("hex")).toBe(sha256(FILE));
  });

  test("is published at Pinata's with a key, and without it not", async () => {
    const pinata = { kind: "pinata", api: addressOf(service), gateway: "https://gw.example" } as const;
    const right = openIpfs({ ...pinata, authorization: "Bearer right" }, openLine(undefined), patience);
    expect((await right.publish("a", 5, open(FILE.subarray(0, 5)), call)).id).toMatch(/^bafk/);
    const wrong = openIpfs({ ...pinata, authorization: "Bearer canary" }, openLine(undefined, ["canary"]), patience);
    const refused = wrong.publish("a", 5, open(FILE.subarray(0, 5)), call);
    await expect(refused).rejects.toMatchObject({ service: "publication", retryable: false });
    await expect(refused).rejects.toThrow(/refuses \(401.*Check the credentials/);
    await expect(refused).rejects.not.toThrow(/canary/);
  });

  test("is not believed to be there under another CID", async () => {
    const liar = await startService(node, "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4");
    const kubo = { kind: "kubo", api: addressOf(liar), gateway: "https://ipfs.io" } as const;
    const published = openIpfs(kubo, openLine(undefined), patience).publish("a", 5, open(FILE.subarray(0, 5)), call);
    await expect(published).rejects.toThrow(/we computed bafk\w+; the service says bafkreifjj/);
    await liar.close();
  });

  test("is sent again where the connection breaks or the service is busy, and not where its source is broken", async () => {
    let asked = 0;
    const flaky: Server = createServer((request, answer) => {
      asked += 1;
      if (asked === 1) request.socket.destroy();
      request.resume().on("end", () => answer.writeHead(503).end("busy"));
    }).listen(0, "127.0.0.1");
    await once(flaky, "listening");
    const api = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`;
    const kubo = openIpfs({ kind: "kubo", api, gateway: "https://ipfs.io" }, openLine(undefined), patience);
    await expect(kubo.publish("a", FILE.length, open(FILE), call)).rejects.toThrow(/refuses \(503: busy\)/);
    expect(asked).toBe(3);
    let opened = 0;
    async function* breaking(): AsyncGenerator<Uint8Array, void, void> {
      opened += 1;
      yield FILE.subarray(0, 2 * MIB);
      if (opened === 2) await Promise.reject(new Error("source broke"));
      yield FILE.subarray(2 * MIB, 3 * MIB);
    }
    await expect(kubo.publish("a", 3 * MIB, breaking, call)).rejects.toThrow("source broke");
    await expect(kubo.publish("a", 4 * MIB, () => piecesOf(FILE.subarray(0, MIB)), call)).rejects.toThrow(
      /expected 4194304 bytes; its source gave 1048576/,
    );
    flaky.close();
  });
});

describe("an address of IPFS", () => {
  const none = { ipfsApiUrl: "", ipfsGateway: "", pinataJwt: "" };
  const all = { ipfsApiUrl: "http://node:5001/", ipfsGateway: "https://gw.example/", pinataJwt: "own" };
  const checked: string[] = [];
  const read = (address: string, credentials = {}, defaults = none): unknown =>
    readIpfsAddress(address, credentials, defaults, (api) => checked.push(api));

  test("says service and gateway, or the operator does", () => {
    expect(read("ipfs:", {}, all)).toEqual({ kind: "kubo", api: "http://node:5001", gateway: "https://gw.example" });
    expect(read("ipfs:pinata", { jwt: "mine" }, all)).toMatchObject({ kind: "pinata", authorization: "Bearer mine" });
    expect(read("ipfs:", { jwt: "mine" })).toMatchObject({ kind: "pinata", gateway: "https://ipfs.io" });
    expect(read("ipfs:pinata", {}, all)).toMatchObject({ authorization: "Bearer own" });
    expect(checked).toEqual([]);
    const kubo = read("ipfs:kubo?api=http://h:5001", { user: "a", password: "b" });
    expect(kubo).toMatchObject({ api: "http://h:5001", authorization: "Basic YTpi" });
    expect(checked).toEqual(["http://h:5001"]);
  });

  test("never takes the operator's key to another's service", () => {
    expect(() => read("ipfs:pinata?api=http://evil", {}, all)).toThrow(/expected the JWT/);
    expect(read("ipfs:kubo?api=http://evil", {}, all)).not.toHaveProperty("authorization");
  });

  test.each([
    "ipfs:",
    "ipfs:kubo",
    "ipfs:storj",
    "ipfs:kubo?ipa=x",
    "ipfs:kubo?api=nowhere",
    "ipfs:kubo?api=http://u:canary@h",
  ])("%s is refused", (address) => {
    expect(() => read(address)).toThrow(expect.objectContaining({ name: "SchemaError" }));
    expect(() => read(address)).not.toThrow(/canary/);
  });
});
