import { Client, type DatabaseError } from "pg";
import { DataError, didYouMean, SchemaError, WorldError } from "@semblance/engine";
import { plainWords, redact, wayHints } from "../connector.ts";

const CONNECT_MS = 15_000;

/** What helps, by code of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) or of the system. */
const HINTS: Readonly<Record<string, string>> = {
  ...wayHints("sslmode=no-verify"),
  "28P01": "Check the user and the password in the address; a password's special characters are written as %XX.",
  "28000": "The server does not let this user in from here: see its pg_hba.conf.",
  "3D000": "Create the database first (createdb), or correct its name in the address.",
  "42501": "Ask its owner for the right, or connect as another user.",
  "25006": "The server or the transaction is read-only: connect to the primary server.",
  "53100": "The server's disk is full: free some space, then run the same command again.",
  "53300": "The server takes no more connections: try again later.",
  "57P01": "The server was shut down: start it, then run the same command again.",
  "57P03": "The server is starting up or shutting down: try again in a moment.",
  "55P03": "Another transaction holds the table: try again later.",
  ECONNRESET: "The connection was lost: run the same command again. Where it never comes about: is that a PostgreSQL?",
  SSL: "Turn TLS on in the server, or connect without: sslmode=disable.",
};

/** A constraint or a type said no: the data are wrong, not the server. */
const isAboutData = (code: string): boolean => /^(22|23)/.test(code) || code === "P0001";

/** Says what went wrong while doing something, without the password. `firstRow` is the row that line 1 of a COPY holds. */
export function toFailure(error: unknown, label: string, doing: string, firstRow?: number): Error {
  if (error instanceof WorldError || error instanceof DataError) return error;
  const { code = "", message, detail, table, constraint, where } = error as DatabaseError & NodeJS.ErrnoException;
  const lost = /terminated unexpectedly|Connection terminated|timeout expired/.test(message);
  if (isAboutData(code)) {
    const [, line] = /^COPY .*?, line (\d+)/m.exec(where ?? "") ?? [];
    const row = line === undefined || firstRow === undefined ? undefined : firstRow + Number(line) - 1;
    const place = `${doing}${row === undefined ? "" : `, row ${row}`}`;
    const more = detail === undefined ? "" : ` ${detail}`;
    const said =
      constraint === undefined ? "" : `\nThe constraint is ${constraint}${table === undefined ? "" : ` of ${table}`}.`;
    return new DataError(`${place}: ${message}.${more}${said}`, label, row);
  }
  const hint = HINTS[/does not support SSL/.test(message) ? "SSL" : lost ? "ECONNRESET" : code];
  const retryable = lost || /^(08|53|57|55P03|40)/.test(code) || code === "ECONNREFUSED";
  const text = message === "" ? code : plainWords(message);
  return new WorldError(
    `${label}: ${doing}: ${text}.${hint === undefined ? "" : `\n${hint}`}`,
    "postgres",
    retryable,
    error,
  );
}

/** A connection and what to call it. */
export interface Session {
  readonly client: Client;
  readonly label: string;
  /** Runs a statement; failures say what was being done. */
  query<Row extends object>(text: string, doing?: string): Promise<readonly Row[]>;
}

const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

/** The driver takes a mode that it does not know for the strictest. */
function checkSslMode(address: string, label: string): void {
  const mode = new URLSearchParams(address.split("?")[1]).get("sslmode");
  if (mode === null || SSL_MODES.includes(mode)) return;
  const message = `there is no sslmode ${JSON.stringify(mode.slice(0, 40))}.`;
  const hint = didYouMean(mode, SSL_MODES) ?? `There are ${SSL_MODES.join(", ")}.`;
  throw new SchemaError([{ path: label, code: "connection/address", message, hint }]);
}

/** Connects; throws WorldError, SchemaError for an address that says what there is not. */
export async function connect(address: string): Promise<Session> {
  const label = redact(address);
  checkSslMode(address, label);
  let client: Client;
  try {
    client = new Client({
      connectionString: address,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: "semblance",
    });
    // A lost connection is heard of by the statement that is under way.
    client.on("error", () => {});
    await client.connect();
    await client.query(
      "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'",
    );
  } catch (error) {
    const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
    throw toFailure(first, label, "cannot connect");
  }
  return {
    client,
    label,
    async query<Row extends object>(text: string, doing = "a statement failed") {
      try {
        return (await client.query<Row>(text)).rows;
      } catch (error) {
        throw toFailure(error, label, doing);
      }
    },
  };
}
