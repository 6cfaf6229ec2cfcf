import type { Batch, FormatOptions, LoadTarget } from "@semblance/engine";
import type { Declaring } from "./create.ts";

/** A column of a table that exists. */
export interface LiveColumn {
  readonly name: string;
  /** As the database writes it: `character varying(40)`. */
  readonly native: string;
  readonly nullable: boolean;
  /** Who leaves it out gets a default, an identity or a computed value. */
  readonly fills: boolean;
  /** The database computes it and accepts no value. */
  readonly generated: boolean;
  /** GENERATED ALWAYS AS IDENTITY: accepts values only where they are said to override. */
  readonly always: boolean;
  readonly target: LoadTarget;
}

/** A foreign key of a table that exists. */
export interface LiveForeignKey {
  readonly name: string;
  /** The table that has it, and the one it refers to, as `LiveTable.id`. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly references: readonly string[];
  readonly deferrable: boolean;
  /** A row with a null among the columns refers to none. */
  readonly simple: boolean;
}

/** A table that exists. */
export interface LiveTable {
  /** Unique in the database, fit for messages: `sales.orders`, without the default name space. */
  readonly id: string;
  readonly name: string;
  /** The name quoted for SQL, with its name space. */
  readonly quoted: string;
  readonly columns: readonly LiveColumn[];
  readonly primaryKey: readonly string[];
  /** Whether something may fill columns before a row is stored. */
  readonly triggers: boolean;
  /** Whether a trigger runs when rows come: it may fill other tables. */
  readonly fires: boolean;
  /** Whether the foreign keys of many rows can be checked together: PostgreSQL, where no trigger of another kind is there. */
  readonly checksWhole: boolean;
}

/** What there is. */
export interface Live {
  readonly tables: readonly LiveTable[];
  readonly foreignKeys: readonly LiveForeignKey[];
}

/** A table that is loaded, and its columns: parallel lists of names in the schema and in the database. */
export interface Destination {
  readonly table: LiveTable;
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  /** By name in the schema. */
  readonly targets: Readonly<Record<string, LoadTarget>>;
  /** Of bytes: whether they are PostgreSQL's binary form. */
  readonly binary: boolean;
}

/** Rows on their way into a table, within one transaction. */
export interface Intake {
  write(pieces: readonly Uint8Array[]): Promise<void>;
  /** All rows are written; gives how many the database took. */
  end(): Promise<number>;
  /** Rows are not wanted any more. */
  abort(): Promise<void>;
}

/** How rows get in: as bytes of an engine's format, or as batches. */
export type Bulk =
  | {
      readonly takes: "bytes";
      readonly format: string;
      readonly options: FormatOptions;
      /** Bytes of a chunk, at most. */
      readonly chunkBytes: number;
      open(into: Destination, from: number, rows: number): Promise<Intake>;
    }
  | { readonly takes: "batches"; insert(into: Destination, batch: Batch): void };

/** A row of the ledger: rows [0, rows) of the table are in the database. */
export interface LedgerEntry {
  readonly job: string;
  readonly table: string;
  readonly rows: number;
  /** What the job settled when it began, as JSON. */
  readonly settled: string;
}

/** What is kept in the database while a load is under way. */
interface Ledger {
  /** All entries; empty where there is no ledger. */
  read(): Promise<readonly LedgerEntry[]>;
  /** Begins a job: makes the ledger where there is none. */
  begin(entries: readonly LedgerEntry[]): Promise<void>;
  /** Inside the transaction of a chunk. */
  advance(job: string, table: string, rows: number): Promise<void>;
  /** Forgets jobs, and removes the ledger when it is empty. */
  forget(jobs: readonly string[]): Promise<void>;
}

/** A connection to a user's database. Every method throws WorldError or DataError, without the password. */
export interface Database {
  readonly kind: "postgres" | "mysql" | "sqlite";
  /** The address without its password. */
  readonly label: string;
  /** Whether the tables of a circle have to be loaded in one transaction. */
  readonly circlesAtOnce: boolean;
  readonly bulk: Bulk;
  readonly ledger: Ledger;
  readonly declaring: Declaring;
  inspect(): Promise<Live>;
  isEmpty(table: LiveTable): Promise<boolean>;
  /** Some columns of all rows, or of the first so many, as CSV without a header: values in quotes, null as `NULL_TEXT`. */
  readRows(table: LiveTable, columns: readonly string[], most?: number): AsyncIterable<string>;
  /** Rows there are. */
  countRows(table: LiveTable): Promise<number>;
  /** Greatest value of a column of whole numbers; undefined where there is none. */
  greatest(table: LiveTable, column: string): Promise<number | undefined>;
  /** Removes all rows; children come before their parents. */
  clear(tables: readonly LiveTable[]): Promise<void>;
  run(statement: string): Promise<void>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** From here to `enforce` the foreign keys of a circle may dangle. */
  relax(keys: readonly LiveForeignKey[], tables: readonly LiveTable[]): Promise<void>;
  /** Checks and restores them. */
  enforce(keys: readonly LiveForeignKey[], tables: readonly LiveTable[]): Promise<void>;
  /** Counters continue after the greatest key. */
  resetCounters(table: LiveTable): Promise<void>;
  close(): Promise<void>;
}

/** An address as people may see it: without its password. */
export function redact(address: string): string {
  // A password may have an @, a / or a ? of its own: all up to the last @ goes.
  return address.replace(/^([a-z]+:\/\/[^:@/?#]*):.*@/i, "$1@").replaceAll(/([?&]password=)[^&]*/gi, "$1…");
}

/** What helps where the way to a server fails, by code of the system or of TLS; `lax` is the setting of an address that trusts every certificate. */
export function wayHints(lax: string): Readonly<Record<string, string>> {
  const unknown = `Make the authority of its certificate known where Semblance runs (NODE_EXTRA_CA_CERTS=ca.pem), or do without proof of who the server is: ${lax}.`;
  return {
    ECONNREFUSED: "Is the server running, and does it listen on that host and port?",
    ENOTFOUND: "There is no such host: correct the address.",
    EAI_AGAIN: "There is no such host, or no network: correct the address.",
    ENOENT: "There is no such socket: correct the address.",
    ETIMEDOUT: "The server does not answer: check host, port and firewalls.",
    HANDSHAKE_SSL_ERROR: unknown, // what mysql2 calls them all
    DEPTH_ZERO_SELF_SIGNED_CERT: unknown,
    SELF_SIGNED_CERT_IN_CHAIN: unknown,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknown,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknown,
    CERT_HAS_EXPIRED: `The server needs a new certificate; until then: ${lax}.`,
    ERR_TLS_CERT_ALTNAME_INVALID: `Name the server as its certificate does, or do without that proof: ${lax}.`,
  };
}

/** What a driver says, without Node's advice to whoever starts Node. */
export const plainWords = (message: string): string =>
  message.replace(/; if the root CA is installed locally, try running Node\.js with --use-system-ca$/, "");
