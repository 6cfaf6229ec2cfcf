import { openGrowing } from "../wasm/growing.ts";
import type { Machine } from "../wasm/machine.ts";
import type { FormatOptions } from "./format.ts";
import { encodeThrift } from "./parquet-thrift.ts";

/** parquet.thrift, enum Encoding. */
export const encodings = { plain: 0, rle: 3, dictionary: 8 } as const;
/** parquet.thrift, enum CompressionCodec. */
export const codecs = { none: 0, snappy: 1, zstd: 6 } as const;

/** Bytes outside the machine, appended page by page: one column chunk until its row group is written. */
export interface Spool {
  readonly length: number;
  /** What `length` would be without compression. */
  readonly rawLength: number;
  append(bytes: Uint8Array, rawLength: number): void;
  view(): Uint8Array;
  clear(): void;
}

export function openSpool(): Spool {
  let bytes = new Uint8Array(0),
    length = 0,
    rawLength = 0;
  return {
    get length() {
      return length;
    },
    get rawLength() {
      return rawLength;
    },
    append(more, raw) {
      if (length + more.length > bytes.length) {
        const grown = new Uint8Array(Math.max(bytes.length * 2, length + more.length));
        grown.set(bytes.subarray(0, length));
        bytes = grown;
      }
      bytes.set(more, length);
      length += more.length;
      rawLength += raw;
    },
    view: () => bytes.subarray(0, length),
    clear() {
      length = 0;
      rawLength = 0;
    },
  };
}

/** What a page's header says of it. */
interface Page {
  readonly dictionary: boolean;
  /** Rows, nulls among them; words of a dictionary. */
  readonly values: number;
  readonly encoding: number;
}

/** Appends the page whose raw bytes lie at [at, at + length) of the machine: header, then compressed bytes. */
export type PutPage = (spool: Spool, page: Page, at: number, length: number) => void;

const SNAPPY_SPARE = 64; // bytes beyond length * 7 / 6 that `snappy` may touch

function openCompressor(machine: Machine, options: FormatOptions): (at: number, length: number) => Uint8Array {
  const { compression = "snappy", zstd } = options;
  if (compression === "none") return (at, length) => machine.u8.subarray(at, at + length);
  if (compression === "zstd") {
    if (zstd === undefined) throw new Error("parquet: zstd needs a compressor; pass the one that loadZstd() gives");
    return (at, length) => zstd(machine.u8.subarray(at, at + length));
  }
  const out = openGrowing(machine, 1 << 18);
  return (at, length) => {
    const to = out.reserve(0, length + Math.ceil(length / 6) + SNAPPY_SPARE);
    return machine.u8.subarray(to, machine.loops.snappy(at, length, to));
  };
}

/** Data pages are of version 1, which every reader knows. */
export function openPages(machine: Machine, options: FormatOptions): PutPage {
  const compress = openCompressor(machine, options);
  return (spool, page, at, length) => {
    const body = compress(at, length);
    const header = encodeThrift((thrift) => {
      thrift.i32(1, page.dictionary ? 2 : 0);
      thrift.i32(2, length);
      thrift.i32(3, body.length);
      thrift.struct(page.dictionary ? 7 : 5, (inner) => {
        inner.i32(1, page.values);
        inner.i32(2, page.encoding);
        if (!page.dictionary) {
          inner.i32(3, encodings.rle);
          inner.i32(4, encodings.rle);
        }
      });
    });
    spool.append(header, header.length);
    spool.append(body, length);
  };
}
