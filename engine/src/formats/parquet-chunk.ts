import type { Column, ColumnHeader } from "../batch/column.ts";
import { openGrowing } from "../wasm/growing.ts";
import type { Machine } from "../wasm/machine.ts";
import { encodings, openSpool, type PutPage } from "./parquet-page.ts";
import { openRange, type Statistics } from "./parquet-statistics.ts";
import { openValues, type Values } from "./parquet-values.ts";
import { openWords, putVarint, type Words } from "./parquet-words.ts";

/** What the footer must know of one column chunk; `at` counts from the start of its part. */
export interface ChunkInfo extends Statistics {
  readonly at: number;
  readonly bytes: number;
  readonly rawBytes: number;
  /** Bytes of the dictionary page that opens the chunk; 0 without one. */
  readonly dictionaryBytes: number;
  readonly dataPages: number;
}

/** Encodes one column, row group after row group. */
export interface ChunkWriter {
  put(column: Column, i0: number, i1: number): void;
  /** A place where a page may end: it depends on row numbers alone. */
  mayEndPage(): void;
  /** Ends the row group's chunk; `bytes` hold until the next `put`. */
  end(at: number): { readonly bytes: Uint8Array; readonly info: ChunkInfo };
}

const PAGE = 1 << 18; // bytes of raw values that end a page: it stays in the second-level cache
const LEVELS_MOST = 16; // bytes before the bits of the levels

/** `rows` bounds the rows of a row group. */
export function openChunk(machine: Machine, header: ColumnHeader, rows: number, putPage: PutPage): ChunkWriter {
  const { loops } = machine;
  const room = Math.ceil((rows / 8 + LEVELS_MOST + 16) / 16) * 16; // for the levels, before the values
  const range = openRange(machine, header);
  const words: Words | undefined =
    header.dictionary === undefined ? undefined : openWords(machine, header.dictionary, rows, room, { range, putPage });
  const values: Values | undefined = words === undefined ? openValues(machine, header, room, range) : undefined;
  const levels = header.nullable ? openGrowing(machine, Math.ceil(rows / 8)) : undefined;
  const spool = openSpool();
  let pageRows = 0,
    pageValid = 0,
    nulls = 0,
    dataPages = 0;

  /** Definition levels right before `at`: u32 length, then one run of ones or of the bitmap as it is (Encodings.md, RLE). */
  const putLevels = (at: number): number => {
    if (levels === undefined) return at;
    const { u8 } = machine;
    const full = pageValid === pageRows;
    const bits = full ? 1 : Math.ceil(pageRows / 8);
    const body = at - bits;
    if (full) u8[body] = 1;
    else u8.copyWithin(body, levels.at, levels.at + bits);
    const run = full ? pageRows * 2 : bits * 2 + 1;
    const runBytes = putVarint(u8, body - LEVELS_MOST, run) - (body - LEVELS_MOST);
    putVarint(u8, body - runBytes, run);
    const start = body - runBytes - 4;
    const length = runBytes + bits;
    for (let k = 0; k < 4; k++) u8[start + k] = (length >>> (8 * k)) & 255;
    return start;
  };
  const endPage = (at: number, length: number, encoding: number): void => {
    const start = putLevels(at);
    putPage(spool, { dictionary: false, values: pageRows, encoding }, start, at + length - start);
    nulls += pageRows - pageValid;
    pageRows = 0;
    pageValid = 0;
    dataPages++;
  };
  const endValues = (page: Values): void => {
    endPage(page.at, page.length, encodings.plain);
    page.clear();
  };

  return {
    put(column, i0, i1) {
      (words ?? values!).put(column, i0, i1);
      pageValid += levels === undefined ? i1 - i0 : loops.putValid(column.valid, i0, i1, levels.at, pageRows);
      pageRows += i1 - i0;
    },
    mayEndPage() {
      if (values !== undefined && values.length >= PAGE) endValues(values);
    },
    end(at) {
      let dictionaryBytes = 0;
      if (words !== undefined) {
        words.endDictionary(spool);
        dictionaryBytes = spool.length;
        const codes = words.endCodes();
        endPage(codes.at, codes.length, encodings.dictionary);
      } else if (pageRows > 0) endValues(values!);
      const bytes = spool.view();
      const rawBytes = spool.rawLength;
      const info = { at, bytes: bytes.length, rawBytes, dictionaryBytes, dataPages, ...range.take(nulls) };
      spool.clear();
      nulls = 0;
      dataPages = 0;
      return { bytes, info };
    },
  };
}
