import type { Batch } from "../batch/batch.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import type { Machine } from "../wasm/machine.ts";

/** Takes bytes as they are made. They are a view that holds only during the call: write or copy them. */
export type Sink = (bytes: Uint8Array) => void;

/** What a part leaves behind for the file's foot: plain JSON, so that any worker can write any part. */
export interface PartInfo {
  readonly rows: number;
  readonly bytes: number;
  readonly detail?: unknown;
}

/** Writes one part: batches in order, then `end`. */
export interface PartWriter {
  write(batch: Batch): void;
  end(): PartInfo;
}

/** Writes parts, one after the other. */
export interface Writer {
  /** The part that begins at row `from` of the table. */
  part(from: number, sink: Sink): PartWriter;
}

/**
 * One table as bytes. A file is `head`, the parts in order, `foot`: and any cut of the rows into parts gives the same file,
 * as long as cuts fall on multiples of `grainRows` (counted from row 0 of the table, or the file's last row).
 */
export interface Encoder {
  readonly grainRows: number;
  head(): Uint8Array;
  /** What writes parts on this machine; made once per machine, before its first batch. */
  writer(machine: Machine): Writer;
  foot(parts: readonly PartInfo[]): Uint8Array;
}

/** A database's column that cells go into. */
export interface LoadTarget {
  /** The type's name as the database has it, of a domain its base type; `enum` for any of PostgreSQL's enumerations. */
  readonly type: string;
  /** Of an array of PostgreSQL. */
  readonly element?: { readonly type: string; readonly oid: number };
  /** The column's name, where it differs from that in the schema. */
  readonly column?: string;
}

/** Settings of all formats; each takes what concerns it. */
export interface FormatOptions {
  /** First row of the file; 0. */
  readonly from?: number;
  /** One past the file's last row, where it is known: an XLSX that fits on one sheet can then be cut into small parts. */
  readonly to?: number;
  /** CSV: field separator, one ASCII character; ",". */
  readonly delimiter?: string;
  /** CSV: whether the first line names the columns; true. */
  readonly headerLine?: boolean;
  /** CSV: what stands for null; nothing (an empty text is `""`). */
  readonly nullText?: string;
  /** CSV: whether texts that a spreadsheet would run as a formula get an apostrophe; false. */
  readonly guardFormulas?: boolean;
  /** SQL: whose; "postgres". */
  readonly dialect?: "postgres" | "mysql" | "sqlite" | "sqlserver";
  /** SQL: whether the file begins with a CREATE TABLE for a table that does not exist; false. */
  readonly createTable?: boolean;
  /** Parquet: "snappy" (default), "zstd" or "none". */
  readonly compression?: "snappy" | "zstd" | "none";
  /** Loads: where cells go, by the column's name in the schema; columns without a target are left out. */
  readonly targets?: Readonly<Record<string, LoadTarget>>;
  /** SQL: the table's name in the database, where it differs from that in the schema. */
  readonly into?: string;
  /** Parquet with zstd: gives one zstd frame that holds the bytes; `loadZstd` makes one that is the same everywhere. */
  readonly zstd?: (bytes: Uint8Array) => Uint8Array;
}

/** One file format. */
export interface Format {
  readonly name: string;
  /** With the dot. */
  readonly extension: string;
  readonly mediaType: string;
  open(header: Header, options: FormatOptions): Encoder;
}

/** One array of all bytes in order. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** A part that counts its rows and bytes while `write` encodes batches one by one. */
export function countedPart(sink: Sink, write: (batch: Batch, sink: Sink) => void): PartWriter {
  let rows = 0;
  let bytes = 0;
  return {
    write(batch) {
      write(batch, (view) => {
        bytes += view.length;
        sink(view);
      });
      rows += batch.length;
    },
    end: () => ({ rows, bytes }),
  };
}

const GROUP_BYTES = 64 << 20; // about what a writer may hold before it writes
const BATCH = 4096;

function guessBytes({ kind, dictionary }: ColumnHeader): number {
  if (dictionary !== undefined) return 4;
  if (kind === "text" || kind === "json") return 32;
  return kind === "uuid" || kind === "duration" ? 16 : 8;
}

/** A grain for formats that hold rows back: `most` rows, a power of two, or for wide tables what stays within memory. */
export function boundedGrain({ columns }: Header, most: number): number {
  const rowBytes = columns.reduce((sum, column) => sum + guessBytes(column), 0);
  let rows = most;
  while (rows > BATCH && rows * rowBytes > GROUP_BYTES) rows /= 2;
  return rows;
}
