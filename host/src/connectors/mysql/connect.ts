import { createConnection, type Connection } from "mysql2/promise";
import { DataError, WorldError } from "@semblance/engine";
import { plainWords, redact, wayHints } from "../connector.ts";

const CONNECT_MS = 15_000;

/** What helps, by code of the server (https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html) or of the system. */
const HINTS: Readonly<Record<string, string>> = {
  ...wayHints('ssl={"rejectUnauthorized":false}'),
  ER_ACCESS_DENIED_ERROR:
    "Check the user and the password in the address; a password's special characters are written as %XX.",
  ER_DBACCESS_DENIED_ERROR: "Check the user, or grant it rights on the database.",
  ER_BAD_DB_ERROR: "Create the database first, or correct its name in the address.",
  ER_NO_DB_ERROR: "Name a database in the address: mysql://user@host/database.",
  ER_TABLEACCESS_DENIED_ERROR: "Ask for the right, or connect as another user.",
  ER_OPTION_PREVENTS_STATEMENT: "The server is read-only: connect to the primary server.",
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: "The transaction is read-only: connect to the primary server.",
  ER_RECORD_FILE_FULL: "The server's disk is full: free some space, then run the same command again.",
  ER_DISK_FULL: "The server's disk is full: free some space, then run the same command again.",
  ER_CON_COUNT_ERROR: "The server takes no more connections: try again later.",
  ER_LOCK_WAIT_TIMEOUT: "Another transaction holds the rows: try again later.",
  ER_NET_PACKET_TOO_LARGE: "Take smaller chunks: --chunk-rows 1000.",
  PROTOCOL_CONNECTION_LOST: "The connection was lost: run the same command again.",
  SSL: 'Write ssl={"rejectUnauthorized":true}.',
  HANDSHAKE_NO_SSL_SUPPORT: "Turn TLS on in the server, or leave ssl out of the address.",
  ECONNRESET: "The connection was lost: run the same command again.",
};
const PASSING = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNRESET",
  "ECONNREFUSED",
  "ER_LOCK_WAIT_TIMEOUT",
  "ER_LOCK_DEADLOCK",
]);

/** A constraint or a type said no: the data are wrong, not the server. */
const isAboutData = (state: string): boolean => /^(22|23|HY000:4025|HY000:3819)/.test(state);

/** Says what went wrong while doing something, without the password. */
export function toFailure(error: unknown, label: string, doing: string): Error {
  if (error instanceof WorldError || error instanceof DataError) return error;
  const {
    code = "",
    message,
    sqlState = "",
    errno = 0,
  } = error as Error & { code?: string; sqlState?: string; errno?: number };
  if (isAboutData(sqlState) || isAboutData(`HY000:${errno}`)) return new DataError(`${doing}: ${message}.`, label);
  const hint = HINTS[/Unknown SSL profile/.test(message) ? "SSL" : code];
  const text = message === "" ? code : plainWords(message);
  return new WorldError(
    `${label}: ${doing}: ${text}.${hint === undefined ? "" : `\n${hint}`}`,
    "mysql",
    PASSING.has(code),
    error,
  );
}

/** A connection and what to call it. */
export interface Session {
  readonly client: Connection;
  readonly label: string;
  /** Runs a statement; failures say what was being done. */
  query<Row extends object>(text: string, doing?: string): Promise<readonly Row[]>;
}

/** Connects; throws WorldError. */
export async function connect(address: string): Promise<Session> {
  const label = redact(address);
  let client: Connection;
  try {
    client = await createConnection({
      uri: address.replace(/^mariadb:/i, "mysql:"),
      connectTimeout: CONNECT_MS,
      multipleStatements: true,
      supportBigNumbers: true,
      charset: "utf8mb4",
      // Files are never read: rows come from the stream that a statement is given.
      infileStreamFactory: () => {
        throw new Error("no file is read");
      },
    });
    // A lost connection is heard of by the statement that is under way.
    client.on("error", () => {});
    await client.query("SET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'");
  } catch (error) {
    throw toFailure(error, label, "cannot connect");
  }
  return {
    client,
    label,
    async query<Row extends object>(text: string, doing = "a statement failed") {
      try {
        return (await client.query(text))[0] as unknown as readonly Row[];
      } catch (error) {
        throw toFailure(error, label, doing);
      }
    },
  };
}
