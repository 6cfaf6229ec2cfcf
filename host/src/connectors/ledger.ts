import type { LedgerEntry } from "./connector.ts";

/** The table that a load under way keeps in the database it loads. */
export const LEDGER = "semblance_load";

/** The ledger's statements; `literal` quotes a text as the database has it. */
export const ledgerSql = (literal: (text: string) => string) => ({
  create: `CREATE TABLE IF NOT EXISTS ${LEDGER} (job varchar(64) NOT NULL, table_name varchar(190) NOT NULL, rows_loaded bigint NOT NULL, settled text NOT NULL, PRIMARY KEY (job, table_name))`,
  read: `SELECT job, table_name, rows_loaded, settled FROM ${LEDGER} ORDER BY job, table_name`,
  insert: (entries: readonly LedgerEntry[]): string =>
    `INSERT INTO ${LEDGER} (job, table_name, rows_loaded, settled) VALUES ${entries
      .map(({ job, table, rows, settled }) => `(${literal(job)}, ${literal(table)}, ${rows}, ${literal(settled)})`)
      .join(", ")}`,
  advance: (job: string, table: string, rows: number): string =>
    `UPDATE ${LEDGER} SET rows_loaded = ${rows} WHERE job = ${literal(job)} AND table_name = ${literal(table)}`,
  forget: (jobs: readonly string[]): string => `DELETE FROM ${LEDGER} WHERE job IN (${jobs.map(literal).join(", ")})`,
  isEmpty: `SELECT NOT EXISTS (SELECT 1 FROM ${LEDGER}) AS empty`,
  drop: `DROP TABLE ${LEDGER}`,
});

/** A row as drivers give it: numbers of 64 bits may come as texts. */
export interface LedgerRow {
  readonly job: string;
  readonly table_name: string;
  readonly rows_loaded: string | number;
  readonly settled: string;
}

export const toEntry = (row: LedgerRow): LedgerEntry => ({
  job: row.job,
  table: row.table_name,
  rows: Number(row.rows_loaded),
  settled: row.settled,
});
