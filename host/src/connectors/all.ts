import { SchemaError } from "@semblance/engine";
import { redact, type Database } from "./connector.ts";

const OPENERS: Readonly<Record<string, (address: string) => Promise<Database>>> = {
  postgres: async (address) => (await import("./postgres/load.ts")).openPostgres(address),
  postgresql: async (address) => (await import("./postgres/load.ts")).openPostgres(address),
  mysql: async (address) => (await import("./mysql/load.ts")).openMysql(address),
  mariadb: async (address) => (await import("./mysql/load.ts")).openMysql(address),
  sqlite: async (address) => (await import("./sqlite/load.ts")).openSqlite(address),
};

const EXAMPLES =
  "Write postgres://user@host/database, mysql://user@host/database or sqlite:file.db; or s3://bucket/prefix, ipfs: or arweave: for files.";

/** Connects to the database of an address; only its driver is loaded. */
export async function openDatabase(address: string): Promise<Database> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? "";
  const open = OPENERS[scheme];
  if (open !== undefined) return open(address);
  const message = `expected the address of a database; found ${redact(address)}.`;
  throw new SchemaError([{ path: "--to", code: "cli/address", message, hint: EXAMPLES }]);
}
