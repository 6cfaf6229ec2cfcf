import { SchemaError, WorldError } from "@semblance/engine";
import { Pool, type DatabaseError } from "pg";
import { redact } from "../log/log.ts";

const OLDEST = 15;
const CONNECT_MS = 10_000;
/** Connections of a process for our own tables; the queue has some of its own. */
const CONNECTIONS = 8;

/** What helps, by code of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) or of the system. */
const HINTS: Readonly<Record<string, string>> = {
  "28P01": "Check the user and the password in DATABASE_URL; a password's special characters are written as %XX.",
  "28000": "The server does not let this user in from here: see its pg_hba.conf.",
  "3D000": "Create the database first (createdb), or correct its name in DATABASE_URL.",
  "42501": "The user must own the database or may CREATE in it: it keeps its tables and the schema pgboss there.",
  "42P07": "The database has tables of something else: give Semblance one of its own.",
  "53100": "The server's disk is full: free some space.",
  "53300": "The server takes no more connections: raise max_connections, or start fewer processes.",
  "57P03": "The server is starting up or shutting down: try again in a moment.",
  ECONNREFUSED: "Is the server running, and does it listen on that host and port?",
  ENOTFOUND: "There is no such host: correct DATABASE_URL.",
  EAI_AGAIN: "There is no such host, or no network: correct DATABASE_URL.",
  ENOENT: "There is no such socket: correct DATABASE_URL.",
  ETIMEDOUT: "The server does not answer: check host, port and firewalls.",
  ECONNRESET: "The connection was lost.",
};

/** The innermost reason that has a code: Drizzle wraps what the driver throws, and so does Node for several addresses. */
function reasonOf(error: unknown): DatabaseError & NodeJS.ErrnoException {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : (error as Error).cause;
  const hasCode = typeof (error as NodeJS.ErrnoException).code === "string" && !(error instanceof AggregateError);
  return hasCode || inner === undefined ? (error as DatabaseError) : reasonOf(inner);
}

/** Whether a call failed because the server is away or ends, and gives how it said so; undefined for every other failure. */
export function absenceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", message } = reasonOf(error);
  if (/^(08...|57P0[1-3]|ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH)$/.test(code)) return code;
  return /Connection terminated|timeout exceeded when trying to connect/.test(message) ? "lost" : undefined;
}

/** Says what went wrong with the server, without its password. */
export function toServerFailure(error: unknown, url: string, doing: string): Error {
  if (error instanceof WorldError || error instanceof SchemaError) return error;
  const { code = "", message } = reasonOf(error);
  if (message.startsWith("invariant: ")) return error as Error;
  const isLate = /timeout|terminated unexpectedly/i.test(message);
  const hint = HINTS[code] ?? (isLate ? HINTS["ETIMEDOUT"] : undefined);
  const retryable = isLate || /^(08|40|53|57|E)/.test(code);
  const text = redact(message === "" ? code : message);
  return new WorldError(
    `${redact(url)}: ${doing}: ${text}.${hint === undefined ? "" : `\n${hint}`}`,
    "database",
    retryable,
    error,
  );
}

/** Complains of an address that is none of PostgreSQL's. */
export function checkDatabaseUrl(url: string): void {
  if (/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)) return;
  const found = redact(url).replace(/:\/\/.*@/, "://…@");
  throw new SchemaError([
    {
      path: "DATABASE_URL",
      code: "database/url",
      message: `expected postgres://user:password@host:port/database; found ${found}.`,
      hint: "A password's special characters are written as %XX. Without DATABASE_URL everything is in one process.",
    },
  ]);
}

/** Opens the connections to a server that is there, lets us in and is new enough. Throws SchemaError or WorldError. */
export async function openPool(url: string): Promise<Pool> {
  checkDatabaseUrl(url);
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "semblance",
    keepAlive: true,
  });
  pool.on("error", () => {}); // of an idle connection: it is replaced
  // A connection lost inside a transaction: its statement hears of it, and without a listener the process would end.
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const version = rows[0]!.version;
    if (Number.parseInt(version, 10) >= OLDEST) return pool;
    throw new WorldError(
      `${redact(url)}: expected PostgreSQL ${OLDEST} or newer; found ${version}.\nUpgrade the server.`,
      "database",
      false,
    );
  } catch (error) {
    await pool.end();
    throw toServerFailure(error, url, "cannot connect");
  }
}
