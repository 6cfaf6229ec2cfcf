import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { WorldError } from "@semblance/engine";
import type { Meter } from "./meter.ts";
import { failureOf } from "./s3-errors.ts";

const MIB = 1024 * 1024;
const MOST_PARTS = 10_000; // https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const PART_BYTES = 8 * MIB;
const UNKNOWN_PART_BYTES = 16 * MIB; // 156 GiB in all
const LANES = 4; // parts under way: 32 MiB of memory
const ABORT_MS = 5_000;

/** Bytes of a part of an object with so many bytes. */
export function partBytesOf(bytes: number | undefined): number {
  if (bytes === undefined) return UNKNOWN_PART_BYTES;
  return Math.max(PART_BYTES, Math.ceil(bytes / MOST_PARTS / MIB) * MIB);
}

/** Parts of `partBytes`, the last one shorter, in buffers from `spare`: whoever has sent one puts it there. */
export async function* fillParts(
  pieces: AsyncIterable<Uint8Array>,
  partBytes: number,
  meter: Meter,
  spare: Buffer[],
): AsyncGenerator<Buffer, void, void> {
  const take = (): Buffer => spare.pop() ?? Buffer.allocUnsafeSlow(partBytes);
  let part = take();
  let filled = 0;
  for await (const piece of pieces) {
    meter.add(piece);
    for (let used = 0; used < piece.length;) {
      const bytes = Math.min(piece.length - used, partBytes - filled);
      part.set(piece.subarray(used, used + bytes), filled);
      used += bytes;
      filled += bytes;
      if (filled < partBytes) continue;
      yield part;
      part = take();
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/** What sending takes from the store. */
interface Calls {
  readonly client: S3Client;
  readonly call: <T>(
    what: string,
    work: (options: { abortSignal?: AbortSignal }) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<T>;
  readonly target: { readonly Bucket: string; readonly Key: string; readonly ContentType?: string };
  readonly url: string;
  readonly spare: Buffer[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends an object in parts, a few at a time. `check` throws where its source was not whole. Whatever it throws, the object is not there, and the parts are
 * gone where the server still answers.
 */
export async function sendParts(
  { client, call, target, url, spare, signal }: Calls,
  first: Buffer,
  others: AsyncIterable<Buffer>,
  { check, isThere }: { readonly check: () => void; readonly isThere: () => Promise<boolean> },
): Promise<void> {
  const { Bucket, Key } = target;
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const create = new CreateMultipartUploadCommand(target);
  const { UploadId } = await call(url, (options) => client.send(create, options), both);
  const tags: { PartNumber: number; ETag: string | undefined }[] = [];
  const lanes = new Set<Promise<void>>();

  async function sendPart(PartNumber: number, part: Buffer): Promise<void> {
    const command = new UploadPartCommand({
      Bucket,
      Key,
      UploadId,
      PartNumber,
      Body: part,
      ContentLength: part.length,
    });
    const { ETag } = await call(url, (options) => client.send(command, options), both);
    tags.push({ PartNumber, ETag });
    spare.push(part);
  }
  let failure: unknown;
  async function start(part: Buffer, number: number): Promise<void> {
    if (number > MOST_PARTS)
      throw new WorldError(`${url}: it is too large for parts of ${part.length} bytes. Say its length.`, "s3", false);
    const lane = sendPart(number, part).then(
      () => void lanes.delete(lane),
      (error: unknown) => {
        failure ??= error;
        lanes.delete(lane);
      },
    );
    lanes.add(lane);
    if (lanes.size >= LANES) await Promise.race(lanes);
    if (failure !== undefined) throw failure as Error;
  }
  try {
    let number = 1;
    await start(first, number);
    for await (const part of others) await start(part, ++number);
    await Promise.all(lanes);
    if (failure !== undefined) throw failure as Error;
    check();
    const Parts = tags.sort((a, b) => a.PartNumber - b.PartNumber);
    const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
    try {
      await call(url, (options) => client.send(complete, options), both);
    } catch (error) {
      // The answer to an earlier try was lost: the upload is over, and the object is there.
      const isOver = error instanceof WorldError && failureOf(error.cause).name === "NoSuchUpload";
      if (!isOver || !(await isThere())) throw error;
    }
  } catch (error) {
    stop.abort(error);
    await Promise.all(lanes);
    const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
    await client.send(abort, { abortSignal: AbortSignal.timeout(ABORT_MS) }).catch(() => {}); // sweep removes what stays
    throw error;
  }
}
