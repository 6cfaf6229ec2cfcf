import { joinBytes } from "./format.ts";

/** One file of an archive, as its directory lists it. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes before its local header. */
  readonly at: number;
  /** Whether sizes and CRC follow the data because they were not known before. */
  readonly streamed: boolean;
  readonly deflated: boolean;
  readonly crc: number;
  readonly bytes: number;
  readonly rawBytes: number;
}

const UINT32 = 0xffffffff;
const UTF8_NAME = 0x0800,
  STREAMED = 0x0008; // APPNOTE 6.3.10, 4.4.4
const DATE = 0x0021; // 1980-01-01, so that bytes do not depend on a clock
const encoder = new TextEncoder();

/** Little-endian fields: [bytes, value] each, at most 2^53. */
function pack(fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    let rest = value;
    for (let k = 0; k < bytes; k++) {
      out[at++] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return out;
}

const flags = (entry: Pick<ZipEntry, "streamed">): number => UTF8_NAME | (entry.streamed ? STREAMED : 0);

/** What stands before an entry's data; APPNOTE 4.3.7. Sizes and CRC of a streamed entry are 0 here. */
export function localHeader(entry: Omit<ZipEntry, "at">): Uint8Array {
  const name = encoder.encode(entry.name);
  const known = entry.streamed ? { crc: 0, bytes: 0, rawBytes: 0 } : entry;
  return joinBytes([
    pack([
      [4, 0x04034b50],
      [2, 20],
      [2, flags(entry)],
      [2, entry.deflated ? 8 : 0],
      [2, 0],
      [2, DATE],
      [4, known.crc],
      [4, known.bytes],
      [4, known.rawBytes],
      [2, name.length],
      [2, 0],
    ]),
    name,
  ]);
}

/** What follows a streamed entry's data; APPNOTE 4.3.9. Sizes have eight bytes only where four do not hold them. */
export function dataDescriptor({ crc, bytes, rawBytes }: Pick<ZipEntry, "crc" | "bytes" | "rawBytes">): Uint8Array {
  const size = bytes > UINT32 || rawBytes > UINT32 ? 8 : 4;
  return pack([
    [4, 0x08074b50],
    [4, crc],
    [size, bytes],
    [size, rawBytes],
  ]);
}

/** One line of the directory; APPNOTE 4.3.12, with the zip64 field of 4.5.3 where four bytes do not hold a number. */
function directoryHeader(entry: ZipEntry): Uint8Array {
  const name = encoder.encode(entry.name);
  const big = entry.bytes > UINT32 || entry.rawBytes > UINT32 || entry.at > UINT32;
  const extra = big
    ? pack([
        [2, 0x0001],
        [2, 24],
        [8, entry.rawBytes],
        [8, entry.bytes],
        [8, entry.at],
      ])
    : new Uint8Array(0);
  return joinBytes([
    pack([
      [4, 0x02014b50],
      [2, 45],
      [2, big ? 45 : 20],
      [2, flags(entry)],
      [2, entry.deflated ? 8 : 0],
      [2, 0],
      [2, DATE],
      [4, entry.crc],
      [4, big ? UINT32 : entry.bytes],
      [4, big ? UINT32 : entry.rawBytes],
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, big ? UINT32 : entry.at],
    ]),
    name,
    extra,
  ]);
}

/** The archive's end when `at` bytes stand before it; APPNOTE 4.3.12 to 4.3.16. */
export function zipDirectory(entries: readonly ZipEntry[], at: number): Uint8Array {
  const lines = joinBytes(entries.map(directoryHeader));
  const count = entries.length,
    end = at + lines.length;
  const big = end > UINT32 || count > 0xffff;
  const end64 = big
    ? pack([
        [4, 0x06064b50],
        [8, 44],
        [2, 45],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, count],
        [8, count],
        [8, lines.length],
        [8, at],
        [4, 0x07064b50],
        [4, 0],
        [8, end],
        [4, 1],
      ])
    : new Uint8Array(0);
  const last = pack([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, big ? 0xffff : count],
    [2, big ? 0xffff : count],
    [4, big ? UINT32 : lines.length],
    [4, big ? UINT32 : at],
    [2, 0],
  ]);
  return joinBytes([lines, end64, last]);
}
