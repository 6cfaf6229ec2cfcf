import { to as copyTo } from "pg-copy-streams";
import type { LiveTable } from "../connector.ts";
import { limitOf, NULL_TEXT } from "../row-text.ts";
import { toFailure, type Session } from "./connect.ts";
import { quote } from "./inspect.ts";

/** Some columns of all rows, or the first so many, as `toRowText` writes them. */
export async function* readRows(
  { client, label }: Session,
  table: LiveTable,
  columns: readonly string[],
  most?: number,
): AsyncGenerator<string, void, void> {
  const names = columns.map(quote).join(", ");
  const text = `COPY (SELECT ${names} FROM ${table.quoted}${limitOf(most)}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, NULL '${NULL_TEXT}')`;
  const decoder = new TextDecoder();
  try {
    for await (const piece of client.query(copyTo(text))) yield decoder.decode(piece as Uint8Array, { stream: true });
  } catch (error) {
    throw toFailure(error, label, `${table.id} cannot be read`);
  }
}
