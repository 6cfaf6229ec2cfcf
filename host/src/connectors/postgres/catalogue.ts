import type { Catalogue } from "@semblance/engine";
import { withStatistics, type Answer } from "../statistics.ts";
import { connect } from "./connect.ts";
import { quote } from "./inspect.ts";
import { introspect } from "./introspect.ts";

/** What the database of an address holds; with statistics of its rows where asked. */
export async function readCatalogue(address: string, statistics: boolean): Promise<Catalogue> {
  const session = await connect(address);
  try {
    const catalogue = await introspect(session);
    const query = (sql: string) => session.query<Record<string, Answer>>(sql, "statistics cannot be read");
    return statistics
      ? await withStatistics(catalogue, { quote, textType: "text", length: "char_length", query })
      : catalogue;
  } finally {
    await session.client.end();
  }
}
