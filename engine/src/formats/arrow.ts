import type { Dictionary, Header } from "../batch/column.ts";
import { openArray } from "./arrow-array.ts";
import {
  aligned,
  ALIGNMENT,
  bodyBytes,
  dictionaryMessage,
  encodeFooter,
  MAGIC,
  recordBatchMessage,
  schemaMessage,
  type Block,
} from "./arrow-message.ts";
import {
  boundedGrain,
  joinBytes,
  type Encoder,
  type Format,
  type PartInfo,
  type PartWriter,
  type Sink,
} from "./format.ts";

/** What a part says of its record batches; `at` counts from its own start. */
interface ArrowDetail {
  readonly batches: readonly Block[];
}

const BATCH_MOST = 1 << 16; // rows of a record batch
const ZEROS = new Uint8Array(ALIGNMENT);
const encoder = new TextEncoder();

const padded = (bytes: Uint8Array): readonly Uint8Array[] => [
  bytes,
  ZEROS.subarray(0, aligned(bytes.length) - bytes.length),
];

/** A dictionary as a Utf8 array. */
function encodeDictionary(id: number, { words }: Dictionary): { message: Uint8Array; body: Uint8Array } {
  const texts = words.map((word) => encoder.encode(word));
  const offsets = new DataView(new ArrayBuffer((words.length + 1) * 4));
  let end = 0;
  texts.forEach((text, k) => offsets.setInt32((k + 1) * 4, (end += text.length), true));
  const message = dictionaryMessage(id, words.length, { nulls: 0, buffers: [0, offsets.byteLength, end] });
  const body = joinBytes([...padded(new Uint8Array(offsets.buffer)), ...padded(joinBytes(texts))]);
  return { message, body };
}

/** Magic, schema, all dictionaries: what comes before the first row, and where the dictionaries lie. */
function encodeHead(header: Header): { bytes: Uint8Array; dictionaries: readonly Block[] } {
  const pieces: Uint8Array[] = [...padded(MAGIC), schemaMessage(header)];
  let at = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const dictionaries: Block[] = [];
  header.columns.forEach(({ dictionary }, c) => {
    if (dictionary === undefined) return;
    const { message, body } = encodeDictionary(c, dictionary);
    pieces.push(message, body);
    dictionaries.push({ at, metadataBytes: message.length, bodyBytes: body.length });
    at += message.length + body.length;
  });
  return { bytes: joinBytes(pieces), dictionaries };
}

function open(header: Header): Encoder {
  const grainRows = boundedGrain(header, BATCH_MOST);
  let made: ReturnType<typeof encodeHead> | undefined;
  const head = (): ReturnType<typeof encodeHead> => (made ??= encodeHead(header));
  return {
    grainRows,
    head: () => head().bytes,
    writer(machine) {
      const arrays = header.columns.map((column) => openArray(machine, column, grainRows));
      return {
        part(from: number, sink: Sink): PartWriter {
          const batches: Block[] = [];
          let bytes = 0,
            row = from,
            batchFrom = from;
          const endBatch = (): void => {
            const ended = arrays.map((array) => array.end());
            const infos = ended.map(({ info }) => info);
            const message = recordBatchMessage(row - batchFrom, infos);
            const block = { at: bytes, metadataBytes: message.length, bodyBytes: bodyBytes(infos) };
            sink(message);
            for (const { buffers } of ended)
              for (const buffer of buffers) for (const piece of padded(buffer)) if (piece.length > 0) sink(piece);
            bytes += block.metadataBytes + block.bodyBytes;
            batches.push(block);
            batchFrom = row;
          };
          return {
            write(batch) {
              for (let i0 = 0; i0 < batch.length;) {
                const i1 = Math.min(batch.length, i0 + grainRows - (row % grainRows));
                arrays.forEach((array, c) => array.put(batch.columns[c]!, i0, i1));
                row += i1 - i0;
                i0 = i1;
                if (row % grainRows === 0) endBatch();
              }
            },
            end() {
              if (row > batchFrom) endBatch();
              const detail: ArrowDetail = { batches };
              return { rows: row - from, bytes, detail };
            },
          };
        },
      };
    },
    foot(parts: readonly PartInfo[]) {
      const { bytes, dictionaries } = head();
      const batches: Block[] = [];
      let partAt = bytes.length;
      for (const part of parts) {
        for (const block of (part.detail as ArrowDetail).batches) batches.push({ ...block, at: partAt + block.at });
        partAt += part.bytes;
      }
      return encodeFooter(header, dictionaries, batches);
    },
  };
}

/**
 * Arrow IPC file (arrow.apache.org/docs/format/Columnar.html): record batches at fixed row numbers; dictionaries stand in the
 * head, once. A part is whole record batches; the foot says where they are.
 */
export const arrow: Format = {
  name: "arrow",
  extension: ".arrow",
  mediaType: "application/vnd.apache.arrow.file",
  open,
};
