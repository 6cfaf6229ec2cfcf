import { CarWriter } from "@ipld/car";
import { WorldError } from "@semblance/engine";
import { importByteStream, type WritableStorage } from "ipfs-unixfs-importer";
import { openMeter } from "./meter.ts";

/** How files become blocks (IPIP-499): leaves of 1 MiB, CIDv1. Another profile gives the same file another CID. */
export const PROFILE = "unixfs-v1-2025";

type Cid = Parameters<WritableStorage["put"]>[0];

/** What a file will be called, and how long its CAR will be. */
export interface Survey {
  readonly root: Cid;
  readonly carBytes: number;
  readonly bytes: number;
  /** Of the file. */
  readonly sha256: string;
}

/** Blocks of a file as they are made; gives its root. Equal blocks come once. */
async function toBlocks(
  pieces: AsyncIterable<Uint8Array>,
  take: (cid: Cid, bytes: Uint8Array) => Promise<void> | void,
): Promise<Cid> {
  const seen = new Set<string>();
  const put: WritableStorage["put"] = async (cid, bytes) => {
    if (!(bytes instanceof Uint8Array)) throw new Error("the importer gives blocks whole");
    const name = cid.toString();
    if (seen.has(name)) return cid;
    seen.add(name);
    await take(cid, bytes);
    return cid;
  };
  // The importer changes the options that it is given: they are new each time.
  return (await importByteStream(pieces, { put }, { profile: PROFILE })).cid;
}

/** Bytes of a number as an unsigned LEB128. */
function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

async function headBytes(root: Cid): Promise<number> {
  const { writer, out } = CarWriter.create([root] as never);
  void writer.close();
  let bytes = 0;
  for await (const piece of out) bytes += piece.length;
  return bytes;
}

/** Reads a file once, keeping none of it: a CAR begins with its root, so that must be known before the first byte. */
export async function survey(pieces: AsyncIterable<Uint8Array>): Promise<Survey> {
  const meter = openMeter();
  let blocks = 0;
  async function* metered(): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of pieces) {
      meter.add(piece);
      yield piece;
    }
  }
  const root = await toBlocks(metered(), (cid, bytes) => {
    const frame = cid.bytes.length + bytes.length;
    blocks += varintBytes(frame) + frame;
  });
  return { root, carBytes: (await headBytes(root)) + blocks, bytes: meter.bytes, sha256: meter.end() };
}

/** A CAR (version 1) of the file that `survey` has seen, a few blocks at a time. Throws WorldError where it is another file now. */
export async function* toCar(root: Cid, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const { writer, out } = CarWriter.create([root] as never);
  const car = out[Symbol.asyncIterator](); // it has but one
  let isOver = false;
  const filling = toBlocks(pieces, async (cid, bytes) => {
    if (isOver) throw new Error("nobody wants more blocks");
    await writer.put({ cid, bytes });
  });
  const closing = filling.then(
    () => writer.close(),
    () => writer.close(), // what is wrong is heard of below
  );
  try {
    for (let next = await car.next(); next.done !== true; next = await car.next()) yield next.value;
    const found = await filling;
    const [was, is] = [root.toString(), found.toString()];
    if (was === is) return;
    throw new WorldError(`the file has changed while it was sent: ${was} is ${is} now.`, "source", true);
  } finally {
    isOver = true;
    void drain(car).then(() => closing);
  }
}

/** Blocks that wait for a reader would wait for ever. */
async function drain(car: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await car.next()).done !== true);
}
