import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DataError } from "@semblance/engine";

/** The ending that says what a file holds, in small letters: `.csv` of `orders.CSV.gz`. */
export function endingOf(path: string): string {
  return extname(path.replace(/\.gz$/i, "")).toLowerCase();
}

/** A file's name without what says how it is written: `orders` of `exports/orders.csv.gz`. */
export function bareName(path: string): string {
  const name = basename(path).replace(/\.gz$/i, "");
  return basename(name, extname(name));
}

/** Whether bytes begin as gzip does, RFC 1952 section 2.3.1. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/** Whether a file is packed; its name need not say so. */
export async function isPacked(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
  return isGzip(buffer);
}

/** What is wrong with a packed file, by zlib's code. */
export function packedFault(path: string, error: unknown): DataError {
  const { code, message } = error as NodeJS.ErrnoException;
  const finding = code === "Z_BUF_ERROR" ? "it ends before it is whole" : message;
  return new DataError(`${path}: cannot be unpacked: ${finding}.\nCopy it again, and try it: gzip -t.`, path);
}

/** More came out of a packed file than may. */
export function tooMuchPacked(path: string, mostBytes: number): DataError {
  const message = `${path}: expected at most ${mostBytes} bytes when it is unpacked; found more.`;
  return new DataError(`${message}\nA part of the rows is enough.`, path);
}

/** Unpacks a file of gzip into a new one and gives its bytes; throws DataError where it is broken or holds more than `mostBytes`. */
export async function unpack(path: string, to: string, mostBytes: number): Promise<number> {
  let bytes = 0;
  async function* bounded(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > mostBytes) throw tooMuchPacked(path, mostBytes);
      yield piece;
    }
  }
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      bounded,
      createWriteStream(to, { flags: "wx", mode: 0o600 }),
    );
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith("Z_") === true ? packedFault(path, error) : error;
  }
  return bytes;
}
