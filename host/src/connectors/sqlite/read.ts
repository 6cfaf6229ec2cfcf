import type { DatabaseSync } from "node:sqlite";
import type { LiveTable } from "../connector.ts";
import { limitOf, toRowText } from "../row-text.ts";
import { quote } from "./declare.ts";

/** Some columns of all rows, or the first so many, as `toRowText` writes them. */
export function readRows(
  file: DatabaseSync,
  table: LiveTable,
  columns: readonly string[],
  most?: number,
): AsyncIterable<string> {
  const statement = file.prepare(`SELECT ${columns.map(quote).join(", ")} FROM ${table.quoted}${limitOf(most)}`);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  function* rows(): Generator<readonly (string | null)[], void, void> {
    for (const row of statement.iterate() as Iterable<unknown>)
      yield (row as readonly (string | number | bigint | Uint8Array | null)[]).map((value) =>
        value === null ? null : value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value),
      );
  }
  return toRowText(rows());
}
