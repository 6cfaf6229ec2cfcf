import { arrow } from "./arrow.ts";
import { csv } from "./csv.ts";
import type { Format } from "./format.ts";
import { json } from "./json.ts";
import { jsonl } from "./jsonl.ts";
import { mysqlLoad } from "./mysql-load.ts";
import { parquet } from "./parquet.ts";
import { postgresCopy } from "./postgres-copy.ts";
import { sql } from "./sql.ts";
import { xlsx } from "./xlsx.ts";

export { answers } from "./answers.ts";
export { copiesBinary } from "./postgres-copy.ts";
export { gzipped } from "./gzip.ts";
export { loadZstd } from "./parquet-zstd.ts";

/** Every file format. */
export const formats: readonly Format[] = [csv, json, jsonl, parquet, arrow, xlsx, sql];

/** What databases read in bulk: not for files. */
const loads: readonly Format[] = [postgresCopy, mysqlLoad];

/** The format of that name; throws where there is none. */
export function formatOf(name: string): Format {
  const format = [...formats, ...loads].find((f) => f.name === name);
  if (format === undefined) throw new Error(`no format ${name}; there are ${formats.map((f) => f.name).join(", ")}`);
  return format;
}
