// The hot loops. Columns live in linear memory; every address is a byte offset, every length a row count.
export * from "./bits";
export * from "./draw";
export * from "./spread";
export * from "./math";
export * from "./moment";
export * from "./gather";
export * from "./text";
export * from "./rows";
export * from "./deflate";
export * from "./crc";
export * from "./shape";
export * from "./phrase";
export * from "./compose";
export * from "./values";
export * from "./parquet";
export * from "./snappy";
export * from "./total";

/** First free byte: memory below it belongs to the module's own tables. */
export function heapBase(): usize {
  return __heap_base;
}
