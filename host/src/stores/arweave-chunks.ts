import { createHash } from "node:crypto";
import {
  buildLayers,
  generateLeaves,
  generateProofs,
  MAX_CHUNK_SIZE,
  MIN_CHUNK_SIZE,
} from "arweave/node/lib/merkle.js";
import { openMeter } from "./meter.ts";
import type { ByteRange } from "./store.ts";

/** One piece of a transaction's data and the proof that it belongs there. */
interface Chunk extends ByteRange {
  /** Base64url, as the network takes it. */
  readonly proof: string;
  readonly offset: string;
}

/** What a file becomes on Arweave. */
export interface Survey {
  readonly root: string;
  readonly chunks: readonly Chunk[];
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Cuts as every client of Arweave does: chunks of 256 KiB; where the last would be shorter than 32 KiB, it shares its bytes with the one before; a length
 * that is a multiple has an empty chunk at its end.
 */
function* cutBytes(bytes: number): Generator<ByteRange, void, void> {
  let from = 0;
  while (bytes - from >= MAX_CHUNK_SIZE) {
    const rest = bytes - from;
    const after = rest - MAX_CHUNK_SIZE;
    const isShort = after > 0 && after < MIN_CHUNK_SIZE;
    const to = from + (isShort ? Math.ceil(rest / 2) : MAX_CHUNK_SIZE);
    yield { from, to };
    from = to;
  }
  yield { from, to: bytes };
}

/** Reads a file of that length once and keeps its hashes. */
export async function survey(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<Survey> {
  const meter = openMeter();
  const cuts = [...cutBytes(bytes)];
  const hashes: Uint8Array[] = [];
  let hash = createHash("sha256");
  const endChunks = (): void => {
    for (let cut = cuts[hashes.length]; cut !== undefined && meter.bytes >= cut.to; cut = cuts[hashes.length]) {
      hashes.push(hash.digest());
      hash = createHash("sha256");
    }
  };
  for await (const piece of pieces) {
    for (let used = 0; used < piece.length;) {
      const end = cuts[hashes.length]?.to ?? Infinity;
      const part = piece.subarray(used, used + Math.min(piece.length - used, end - meter.bytes));
      meter.add(part);
      hash.update(part);
      used += part.length;
      endChunks();
    }
  }
  endChunks();
  if (meter.bytes !== bytes) return { root: "", chunks: [], bytes: meter.bytes, sha256: meter.end() };
  const leaves = cuts.map(({ from, to }, k) => ({ dataHash: hashes[k]!, minByteRange: from, maxByteRange: to }));
  const tree = await buildLayers(await generateLeaves(leaves));
  const proofs = generateProofs(tree);
  const chunks = cuts.map((cut, k) => ({
    ...cut,
    proof: Buffer.from(proofs[k]!.proof).toString("base64url"),
    offset: String(proofs[k]!.offset),
  }));
  return {
    root: Buffer.from(tree.id).toString("base64url"),
    chunks: chunks.filter(({ from, to }) => to > from),
    bytes,
    sha256: meter.end(),
  };
}
