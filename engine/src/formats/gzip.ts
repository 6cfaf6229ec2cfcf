import type { Batch } from "../batch/batch.ts";
import type { Column } from "../batch/column.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { openDeflater, type Deflater } from "./deflate.ts";
import { joinBytes, type Encoder, type PartInfo, type PartWriter, type Sink } from "./format.ts";

const MEMBER_ROWS = 16_384; // at least; text rows of some hundred bytes make members of a few megabytes
const HEADER = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]); // RFC 1952, 2.3: deflate, no name, no time, system unknown
const TRAILER_BYTES = 8;

/** Bits [from, from + length) of a bitmap as one of their own. */
function cutValid(machine: Machine, valid: number, from: number, length: number): number {
  if (valid === 0 || from % 8 === 0) return valid === 0 ? 0 : valid + from / 8;
  const bytes = (length + 7) >> 3,
    at = machine.alloc(bytes),
    shift = from & 7,
    source = valid + (from >> 3);
  const { u8 } = machine;
  for (let k = 0; k < bytes; k++) u8[at + k] = (u8[source + k]! >> shift) | (u8[source + k + 1]! << (8 - shift));
  return at;
}

/** Rows [from, to) of the batch, on the same cells. */
function cutBatch(batch: Batch, from: number, to: number): Batch {
  const length = to - from;
  if (length === batch.length) return batch;
  const columns = batch.columns.map((column): Column => {
    const valid = cutValid(batch.machine, column.valid, from, length);
    if (column.layout === "text") return { ...column, valid, offsets: column.offsets + from * 4 };
    const width = column.layout === "f64" ? 8 : column.layout === "dict" ? 4 : 16;
    return { ...column, valid, at: column.at + from * width };
  });
  return { ...batch, from: batch.from + from, length, columns };
}

/** One gzip member around what `write` gives; returns its bytes. */
interface Member {
  readonly sink: Sink;
  end(): number;
}

function openMember(deflater: Deflater, sink: Sink): Member {
  sink(HEADER);
  deflater.begin(sink);
  return {
    sink: (view) => deflater.write(view),
    end() {
      const { rawBytes, bytes, crc } = deflater.end(true);
      const trailer = new Uint8Array(TRAILER_BYTES);
      const view = new DataView(trailer.buffer);
      view.setUint32(0, crc, true);
      view.setUint32(4, rawBytes % 4_294_967_296, true);
      sink(trailer);
      return HEADER.length + bytes + TRAILER_BYTES;
    },
  };
}

function toMember(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  const member = openMember(openDeflater(openMachine()), (view) => pieces.push(view.slice()));
  member.sink(bytes);
  member.end();
  return joinBytes(pieces);
}

/**
 * The encoder's file as gzip members (RFC 1952), which concatenate: one for its head, one for every `grainRows` rows counted from row 0
 * of the table, one for its foot. Names of such files end in `.gz` after the format's own extension.
 */
export function gzipped(inner: Encoder): Encoder {
  const grainRows = Math.ceil(MEMBER_ROWS / inner.grainRows) * inner.grainRows;
  return {
    grainRows,
    head: () => toMember(inner.head()),
    writer(machine) {
      const writer = inner.writer(machine);
      const deflater = openDeflater(machine);
      return {
        part(from: number, sink: Sink): PartWriter {
          const infos: PartInfo[] = [];
          let row = from,
            bytes = 0;
          let open: { readonly member: Member; readonly part: PartWriter } | undefined;
          const finish = (): void => {
            if (open === undefined) return;
            infos.push(open.part.end());
            bytes += open.member.end();
            open = undefined;
          };
          return {
            write(batch) {
              for (let i = 0; i < batch.length;) {
                const to = Math.min(batch.length, i + grainRows - (row % grainRows));
                if (open === undefined) {
                  const member = openMember(deflater, sink);
                  open = { member, part: writer.part(row, member.sink) };
                }
                open.part.write(cutBatch(batch, i, to));
                row += to - i;
                i = to;
                if (row % grainRows === 0) finish();
              }
            },
            end() {
              finish();
              return { rows: row - from, bytes, detail: infos };
            },
          };
        },
      };
    },
    foot(parts) {
      const foot = inner.foot(parts.flatMap((part) => part.detail as readonly PartInfo[]));
      return foot.length === 0 ? foot : toMember(foot);
    },
  };
}
