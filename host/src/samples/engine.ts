import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** A database in memory that reads the folders of some files and nothing else. */
export interface Bench {
  /** A folder of its own for files that are made on the way. */
  readonly folder: string;
  /** Rows of a query as objects. */
  ask(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

const MEMORY = "2GB";

/** An SQL text. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An SQL name. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Opens a bench for files of these paths: no network, no other folder, no extension, and no way to change that. */
export async function openBench(paths: readonly string[]): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "semblance-sample-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection: DuckDBConnection = await instance.connect();
  const folders = [...new Set([folder, ...paths.map((path) => dirname(resolve(path)))])];
  await connection.run(`SET memory_limit = '${MEMORY}'`);
  await connection.run(`SET temp_directory = ${quoteText(folder)}`);
  await connection.run(`SET allowed_directories = [${folders.map(quoteText).join(", ")}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return {
    folder,
    async ask(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjectsJS();
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
