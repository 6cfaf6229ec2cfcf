import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";

/** A value of a result: whole numbers of any size are bigint. */
export type SqlValue = string | number | bigint | boolean | null;

/** DuckDB with nothing but some folders to read. */
export interface Duck {
  /** The rows of a query, each value by position. */
  query(sql: string): Promise<readonly (readonly SqlValue[])[]>;
  run(sql: string): Promise<void>;
  close(): void;
}

const MEMORY = "1GB"; // sorts and joins that take more go to the disk
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name in DuckDB's quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in DuckDB's quotes. */
export { literal as quotedText };

async function open(connection: DuckDBConnection, folders: readonly string[]): Promise<void> {
  const allowed = folders.map((folder) => literal(folder.endsWith("/") ? folder : `${folder}/`)).join(", ");
  for (const setting of [
    "TimeZone = 'UTC'",
    `memory_limit = '${MEMORY}'`,
    "preserve_insertion_order = false",
    `temp_directory = ${literal(`${tmpdir()}/semblance-${process.pid}`)}`,
    `allowed_directories = [${allowed}]`,
    "enable_external_access = false",
    "lock_configuration = true",
  ])
    await connection.run(`SET ${setting}`);
}

/** An empty database in memory that may read those folders (absolute paths) and nothing else: no network, no extensions, no writing elsewhere. */
export async function openDuck(folders: readonly string[]): Promise<Duck> {
  const { DuckDBInstance } = await import("@duckdb/node-api"); // large and native: only who asks waits for it
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await open(connection, folders);
  return {
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowsJS() as readonly (readonly SqlValue[])[],
    run: async (sql) => void (await connection.run(sql)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
