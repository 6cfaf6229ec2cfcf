import { readMysql, type Catalogue } from "@semblance/engine";
import type { Session } from "./connect.ts";
import { quote } from "./declare.ts";

/** The tables of the database, from the DDL that the server gives of each. */
export async function introspect(session: Session): Promise<Catalogue> {
  const tables = await session.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE' AND table_name <> 'semblance_load' ORDER BY table_name",
    "the catalogue cannot be read",
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const [row] = await session.query<{ "Create Table": string }>(`SHOW CREATE TABLE ${quote(name)}`);
    lines.push(`${row?.["Create Table"] ?? ""};`);
  }
  return readMysql(lines.join("\n"));
}
