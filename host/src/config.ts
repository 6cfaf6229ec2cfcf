import { homedir } from "node:os";
import { resolve } from "node:path";
import about from "../package.json" with { type: "json" };

/** The version of all packages. */
export const VERSION: string = about.version;

/** What the environment says. Numbers that are none are NaN: whoever needs them complains. */
export interface Config {
  /** Folder of the embedded database, parts, logs and the server's secret. */
  readonly home: string;
  /** Address to serve on. */
  readonly host: string;
  readonly port: number;
  /** Address of a PostgreSQL server; empty for the embedded database. */
  readonly databaseUrl: string;
  /** Where parts land: `file:` (below home) or `s3://bucket/prefix?endpoint=…`. */
  readonly storeUrl: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  /** A key of the administrator that the operator chose. */
  readonly apiKey: string;
  /** Whether strangers may make themselves members: `open` or `closed`. */
  readonly signUp: string;
  /** Days that the record of who did what is kept. */
  readonly auditDays: number;
  /** Seals what must not be read in the database; empty for a file in home. */
  readonly secret: string;
  /** Rows of a job. */
  readonly minRecords: number;
  readonly maxRecords: number;
  /** Unfinished jobs that a user may have. */
  readonly maxJobs: number;
  /** Days after which a finished job's files are removed; 0 for never. */
  readonly maxFileAgeDays: number;
  /** Requests per 15 minutes for anonymous and sign-in calls. */
  readonly rateLimit: number;
  /** Requests per 15 minutes of a user or key without a limit of its own. */
  readonly keyRateLimit: number;
  /** Threads that make chunks; 0 for one less than there are cores. */
  readonly workers: number;
  /** Region label of this process's workers. */
  readonly region: string;
  readonly corsOrigins: readonly string[];
  readonly logLevel: string;
  /** RPC of a Kubo node that publishes on IPFS; empty for none. */
  readonly ipfsApiUrl: string;
  /** Where browsers find what is on IPFS; empty for the public one. */
  readonly ipfsGateway: string;
  /** A key of Pinata that members publish with; empty for none. */
  readonly pinataJwt: string;
  readonly arweaveGateway: string;
  /** The folder below which members may publish files; empty for none. */
  readonly publishFolder: string;
  /** Addresses of proxies whose X-Forwarded-For counts. */
  readonly trustProxy: string;
  /** Whether users may name databases and services on private networks: `allow`, `refuse`, or empty for as the address that is served says. */
  readonly privateNetworks: string;
  /** A server that the agent server lets work; empty for this process. */
  readonly serverUrl: string;
  /** The key for it; without one, the key that agents bring over HTTP. */
  readonly serverKey: string;
}

const { env } = process;
const text = (name: string, otherwise = ""): string => env[name] || otherwise;
const number = (name: string, otherwise: number): number => Number(env[name] || otherwise);

/** The process's environment, read once. */
export const config: Config = Object.freeze({
  home: resolve(text("SEMBLANCE_HOME", "./.semblance").replace(/^~(?=\/|$)/, homedir())),
  host: text("HOST", "127.0.0.1"),
  port: number("PORT", 8080),
  databaseUrl: text("DATABASE_URL"),
  storeUrl: text("STORE_URL", "file:"),
  adminEmail: text("SEMBLANCE_ADMIN_EMAIL"),
  adminPassword: text("SEMBLANCE_ADMIN_PASSWORD"),
  apiKey: text("API_KEY"),
  signUp: text("SIGN_UP", "closed"),
  auditDays: number("AUDIT_DAYS", 90),
  secret: text("SEMBLANCE_SECRET"),
  minRecords: number("MIN_RECORDS", 1),
  maxRecords: number("MAX_RECORDS", 10_000_000_000),
  maxJobs: number("MAX_JOBS", 100),
  maxFileAgeDays: number("MAX_FILE_AGE_DAYS", 30),
  rateLimit: number("RATE_LIMIT", 100),
  keyRateLimit: number("KEY_RATE_LIMIT", 30_000),
  workers: number("WORKERS", 0),
  region: text("SEMBLANCE_REGION"),
  corsOrigins: text("CORS_ORIGINS")
    .split(",")
    .map((origin) => origin.trim())
    .filter((origin) => origin !== ""),
  logLevel: text("LOG_LEVEL", "info"),
  ipfsApiUrl: text("IPFS_API_URL"),
  ipfsGateway: text("IPFS_GATEWAY"),
  pinataJwt: text("PINATA_JWT"),
  arweaveGateway: text("ARWEAVE_GATEWAY", "https://arweave.net"),
  publishFolder: text("PUBLISH_FOLDER"),
  trustProxy: text("TRUST_PROXY"),
  privateNetworks: text("PRIVATE_NETWORKS"),
  serverUrl: text("SEMBLANCE_URL"),
  serverKey: text("SEMBLANCE_KEY"),
});
