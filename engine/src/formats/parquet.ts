import type { Header } from "../batch/column.ts";
import {
  boundedGrain,
  type Encoder,
  type Format,
  type FormatOptions,
  type PartInfo,
  type PartWriter,
  type Sink,
} from "./format.ts";
import { openChunk, type ChunkInfo } from "./parquet-chunk.ts";
import { encodeFooter, type ParquetDetail } from "./parquet-footer.ts";
import { openPages } from "./parquet-page.ts";

const MAGIC = new Uint8Array([0x50, 0x41, 0x52, 0x31]); // PAR1
const STRIPE = 4096; // pages end at multiples of it, whatever the batches
const GROUP_MOST = 1 << 17; // rows: DuckDB and others read one group per thread, best at 100,000 rows and more

function open(header: Header, options: FormatOptions): Encoder {
  const grainRows = boundedGrain(header, GROUP_MOST);
  return {
    grainRows,
    head: () => MAGIC,
    writer(machine) {
      const putPage = openPages(machine, options);
      const chunks = header.columns.map((column) => openChunk(machine, column, grainRows, putPage));
      return {
        part(from: number, sink: Sink): PartWriter {
          const groups: { rows: number; chunks: ChunkInfo[] }[] = [];
          let bytes = 0,
            row = from,
            groupFrom = from;
          const endGroup = (): void => {
            const infos = chunks.map((chunk) => {
              const made = chunk.end(bytes);
              bytes += made.bytes.length;
              sink(made.bytes);
              return made.info;
            });
            groups.push({ rows: row - groupFrom, chunks: infos });
            groupFrom = row;
          };
          return {
            write(batch) {
              for (let i0 = 0; i0 < batch.length;) {
                const i1 = Math.min(batch.length, i0 + STRIPE - (row % STRIPE));
                chunks.forEach((chunk, c) => chunk.put(batch.columns[c]!, i0, i1));
                row += i1 - i0;
                i0 = i1;
                if (row % grainRows === 0) endGroup();
                else if (row % STRIPE === 0) for (const chunk of chunks) chunk.mayEndPage();
              }
            },
            end() {
              if (row > groupFrom) endGroup();
              const detail: ParquetDetail = { groups };
              return { rows: row - from, bytes, detail };
            },
          };
        },
      };
    },
    foot: (parts: readonly PartInfo[]) => encodeFooter(header, options, MAGIC, parts),
  };
}

/**
 * Apache Parquet (github.com/apache/parquet-format): row groups at fixed row numbers, plain and dictionary pages, statistics per
 * column chunk. A part is whole row groups; the foot shifts what the parts say of them.
 */
export const parquet: Format = {
  name: "parquet",
  extension: ".parquet",
  mediaType: "application/vnd.apache.parquet",
  open,
};
