import { Builder } from "flatbuffers";
import type { Header } from "../batch/column.ts";
import { buildSchema } from "./arrow-schema.ts";

// Messages of the Arrow IPC format: arrow.apache.org/docs/format/Columnar.html, format/Message.fbs and File.fbs.

/** Buffers and messages begin at multiples of it, counted from the file's start: readers may map them as they are. */
export const ALIGNMENT = 64;
export const MAGIC = new TextEncoder().encode("ARROW1");

const V5 = 4; // enum MetadataVersion
const headers = { schema: 1, dictionaryBatch: 2, recordBatch: 3 } as const; // union MessageHeader
const CONTINUATION = 0xffff_ffff;

/** One array of a record batch: its nulls and the bytes of its buffers. */
export interface ArrayInfo {
  readonly nulls: number;
  readonly buffers: readonly number[];
}

/** Where a batch's message lies: table Block. */
export interface Block {
  readonly at: number;
  readonly metadataBytes: number;
  readonly bodyBytes: number;
}

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Bytes of a body that holds these arrays. */
export const bodyBytes = (arrays: readonly ArrayInfo[]): number =>
  arrays.reduce((sum, { buffers }) => sum + buffers.reduce((bytes, length) => bytes + aligned(length), 0), 0);

function buildMessage(fb: Builder, header: keyof typeof headers, at: number, body: number): Uint8Array {
  fb.startObject(5);
  fb.addFieldInt16(0, V5, 0);
  fb.addFieldInt8(1, headers[header], 0);
  fb.addFieldOffset(2, at, 0);
  fb.addFieldInt64(3, BigInt(body), 0n);
  fb.finish(fb.endObject());
  const metadata = fb.asUint8Array();
  const bytes = new Uint8Array(aligned(metadata.length + 8));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, CONTINUATION, true);
  view.setInt32(4, bytes.length - 8, true);
  bytes.set(metadata, 8);
  return bytes;
}

function buildRecordBatch(fb: Builder, rows: number, arrays: readonly ArrayInfo[]): number {
  const lengths = arrays.flatMap((array) => array.buffers);
  let end = bodyBytes(arrays);
  fb.startVector(16, lengths.length, 8);
  for (const length of lengths.toReversed()) {
    end -= aligned(length);
    fb.writeInt64(BigInt(length));
    fb.writeInt64(BigInt(end));
  }
  const buffers = fb.endVector();
  fb.startVector(16, arrays.length, 8);
  for (const { nulls } of arrays.toReversed()) {
    fb.writeInt64(BigInt(nulls));
    fb.writeInt64(BigInt(rows));
  }
  const nodes = fb.endVector();
  fb.startObject(4);
  fb.addFieldInt64(0, BigInt(rows), 0n);
  fb.addFieldOffset(1, nodes, 0);
  fb.addFieldOffset(2, buffers, 0);
  return fb.endObject();
}

export function schemaMessage(header: Header): Uint8Array {
  const fb = new Builder();
  return buildMessage(fb, "schema", buildSchema(fb, header), 0);
}

export function recordBatchMessage(rows: number, arrays: readonly ArrayInfo[]): Uint8Array {
  const fb = new Builder();
  return buildMessage(fb, "recordBatch", buildRecordBatch(fb, rows, arrays), bodyBytes(arrays));
}

export function dictionaryMessage(id: number, rows: number, array: ArrayInfo): Uint8Array {
  const fb = new Builder();
  const data = buildRecordBatch(fb, rows, [array]);
  fb.startObject(3);
  fb.addFieldInt64(0, BigInt(id), 0n);
  fb.addFieldOffset(1, data, 0);
  return buildMessage(fb, "dictionaryBatch", fb.endObject(), bodyBytes([array]));
}

function blockVector(fb: Builder, blocks: readonly Block[]): number {
  fb.startVector(24, blocks.length, 8);
  for (const block of blocks.toReversed()) {
    fb.writeInt64(BigInt(block.bodyBytes));
    fb.pad(4);
    fb.writeInt32(block.metadataBytes);
    fb.writeInt64(BigInt(block.at));
  }
  return fb.endVector();
}

/** End of the stream, table Footer, its length and the magic. */
export function encodeFooter(header: Header, dictionaries: readonly Block[], batches: readonly Block[]): Uint8Array {
  const fb = new Builder();
  const schema = buildSchema(fb, header);
  const batchesAt = blockVector(fb, batches);
  const dictionariesAt = blockVector(fb, dictionaries);
  fb.startObject(5);
  fb.addFieldInt16(0, V5, 0);
  fb.addFieldOffset(1, schema, 0);
  fb.addFieldOffset(2, dictionariesAt, 0);
  fb.addFieldOffset(3, batchesAt, 0);
  fb.finish(fb.endObject());
  const footer = fb.asUint8Array();
  const bytes = new Uint8Array(8 + footer.length + 4 + MAGIC.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, CONTINUATION, true);
  bytes.set(footer, 8);
  view.setInt32(8 + footer.length, footer.length, true);
  bytes.set(MAGIC, 12 + footer.length);
  return bytes;
}
