import type { Connection as CoreConnection } from "mysql2";
import type { LiveTable } from "../connector.ts";
import { limitOf, toRowText } from "../row-text.ts";
import { toFailure, type Session } from "./connect.ts";
import { quote } from "./declare.ts";

/** Some columns of all rows, or the first so many, as `toRowText` writes them. */
export async function* readRows(
  { client, label }: Session,
  table: LiveTable,
  columns: readonly string[],
  most?: number,
): AsyncGenerator<string, void, void> {
  const sql = `SELECT ${columns.map(quote).join(", ")} FROM ${table.quoted}${limitOf(most)}`;
  // The texts as the server sends them: nothing is lost on the way through numbers.
  const core = (client as unknown as { readonly connection: CoreConnection }).connection; // only it streams
  const query = core.query({ sql, rowsAsArray: true, typeCast: (field) => field.string() });
  try {
    yield* toRowText(query.stream() as AsyncIterable<readonly (string | null)[]>);
  } catch (error) {
    throw toFailure(error, label, `${table.id} cannot be read`);
  }
}
