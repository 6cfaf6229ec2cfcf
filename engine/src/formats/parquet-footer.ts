import type { ColumnHeader, Header } from "../batch/column.ts";
import type { FormatOptions, PartInfo } from "./format.ts";
import type { ChunkInfo } from "./parquet-chunk.ts";
import { codecs, encodings } from "./parquet-page.ts";
import { putStatistics } from "./parquet-statistics.ts";
import { encodeThrift, type Thrift } from "./parquet-thrift.ts";
import { physicalTypes, putSchemaElement, toParquetType } from "./parquet-types.ts";

/** What a part says of its row groups: offsets count from its own start. */
export interface ParquetDetail {
  readonly groups: readonly ParquetGroup[];
}

interface ParquetGroup {
  readonly rows: number;
  /** One per column. */
  readonly chunks: readonly ChunkInfo[];
}

/** A row group and where its part begins in the file. */
interface PlacedGroup extends ParquetGroup {
  readonly partAt: number;
}

const VERSION = 2; // parquet.thrift, FileMetaData.version: logical types are in use
const CREATED_BY = "semblance version 1.0.0"; // of this encoder: it rises when its bytes change, not with each release

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function putColumnMetaData(
  thrift: Thrift,
  column: ColumnHeader,
  codec: number,
  group: PlacedGroup,
  chunk: ChunkInfo,
): void {
  const at = group.partAt + chunk.at;
  const words = chunk.dictionaryBytes > 0;
  const data = words ? encodings.dictionary : encodings.plain;
  thrift.i32(1, physicalTypes[toParquetType(column).physical]);
  thrift.i32s(2, words ? [encodings.plain, encodings.rle, encodings.dictionary] : [encodings.plain, encodings.rle]);
  thrift.texts(3, [column.name]);
  thrift.i32(4, codec);
  thrift.i64(5, group.rows);
  thrift.i64(6, chunk.rawBytes);
  thrift.i64(7, chunk.bytes);
  thrift.i64(9, at + chunk.dictionaryBytes);
  if (words) thrift.i64(11, at);
  thrift.struct(12, (inner) => putStatistics(inner, chunk));
  const pages = [{ type: 0, encoding: data, count: chunk.dataPages }];
  if (words) pages.unshift({ type: 2, encoding: encodings.plain, count: 1 });
  thrift.structs(13, pages, (inner, page) => {
    inner.i32(1, page.type);
    inner.i32(2, page.encoding);
    inner.i32(3, page.count);
  });
}

/** FileMetaData, its length and the magic: what ends the file that `head` begins and the parts fill. */
export function encodeFooter(
  { columns }: Header,
  { compression = "snappy" }: FormatOptions,
  magic: Uint8Array,
  parts: readonly PartInfo[],
): Uint8Array {
  const groups: PlacedGroup[] = [];
  let partAt = magic.length;
  for (const part of parts) {
    for (const group of (part.detail as ParquetDetail).groups) groups.push({ ...group, partAt });
    partAt += part.bytes;
  }
  const metadata = encodeThrift((thrift) => {
    thrift.i32(1, VERSION);
    thrift.structs<ColumnHeader | undefined>(2, [undefined, ...columns], (element, column) => {
      if (column !== undefined) return putSchemaElement(element, column);
      element.binary(4, "schema");
      element.i32(5, columns.length);
    });
    thrift.i64(3, sum(groups.map((group) => group.rows)));
    thrift.structs(4, groups, (row, group) => {
      row.structs(1, group.chunks, (inner, chunk, c) => {
        inner.i64(2, 0);
        inner.struct(3, (data) => putColumnMetaData(data, columns[c]!, codecs[compression], group, chunk));
      });
      row.i64(2, sum(group.chunks.map((chunk) => chunk.rawBytes)));
      row.i64(3, group.rows);
      row.i64(5, group.partAt + (group.chunks[0]?.at ?? 0));
      row.i64(6, sum(group.chunks.map((chunk) => chunk.bytes)));
    });
    thrift.binary(6, CREATED_BY);
    thrift.structs(7, columns, (order) => order.struct(1, () => undefined)); // TypeDefinedOrder
  });
  const foot = new Uint8Array(metadata.length + 4 + magic.length);
  foot.set(metadata);
  new DataView(foot.buffer).setUint32(metadata.length, metadata.length, true);
  foot.set(magic, metadata.length + 4);
  return foot;
}
