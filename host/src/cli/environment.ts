import { isIP } from "node:net";
import { SchemaError, type Issue } from "@semblance/engine";
import { accessFaults } from "../access/access.ts";
import type { Config } from "../config.ts";
import { checkSecret } from "../database/secret.ts";
import { checkDatabaseUrl } from "../database/server.ts";
import { LOG_LEVELS } from "../log/log.ts";
import { openStore } from "../stores/all.ts";
import type { Store } from "../stores/store.ts";

const MOST_THREADS = 256;
const NETWORKS = new Set(["loopback", "linklocal", "uniquelocal"]);

function whole(path: string, value: number, least: number, most: number, unit: string): readonly Issue[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  const found = Number.isNaN(value) ? "no number" : String(value);
  return [
    { path, code: "server/environment", message: `expected a whole number of ${unit} ${range}; found ${found}.` },
  ];
}

/** What was complained of, said of the variable. */
function toIssues(path: string, error: unknown): readonly Issue[] {
  if (!(error instanceof SchemaError)) throw error;
  return error.issues.map((issue) => ({ ...issue, path }));
}

function complaintsOf(path: string, check: () => void): readonly Issue[] {
  try {
    check();
    return [];
  } catch (error) {
    return toIssues(path, error);
  }
}

function origins(list: readonly string[]): readonly Issue[] {
  const isOrigin = (text: string): boolean =>
    text === "*" || (/^https?:$/.test(URL.parse(text)?.protocol ?? "") && URL.parse(text)!.origin === text);
  const wrong = list.filter((text) => !isOrigin(text));
  if (wrong.length === 0) return [];
  const message = `expected origins as https://app.example.com, or *; found ${wrong.join(", ")}.`;
  return [
    {
      path: "CORS_ORIGINS",
      code: "server/environment",
      message,
      hint: "An origin has no path and no slash at its end.",
    },
  ];
}

function proxies(text: string): readonly Issue[] {
  const isNetwork = (part: string): boolean => {
    const [address = "", bits] = part.trim().split("/");
    const most = isIP(address) === 6 ? 128 : 32;
    return (
      NETWORKS.has(part.trim()) ||
      (isIP(address) > 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most)))
    );
  };
  if (text === "" || text.split(",").every(isNetwork)) return [];
  const message = `expected addresses of proxies as 10.0.0.0/8,127.0.0.1; found ${text}.`;
  return [
    {
      path: "TRUST_PROXY",
      code: "server/environment",
      message,
      hint: "loopback, linklocal and uniquelocal are names for such.",
    },
  ];
}

function faultsOf(config: Config): readonly Issue[] {
  const { databaseUrl, secret, minRecords, maxRecords, logLevel } = config;
  const most = Number.MAX_SAFE_INTEGER;
  const levels = LOG_LEVELS.join(", ");
  return [
    ...whole("PORT", config.port, 0, 65_535, "a port"),
    ...whole("WORKERS", config.workers, 0, MOST_THREADS, "threads"),
    ...whole("MIN_RECORDS", minRecords, 0, most, "rows"),
    ...whole("MAX_RECORDS", maxRecords, Number.isInteger(minRecords) ? Math.max(1, minRecords) : 1, most, "rows"),
    ...whole("MAX_JOBS", config.maxJobs, 1, most, "jobs"),
    ...whole("MAX_FILE_AGE_DAYS", config.maxFileAgeDays, 0, most, "days"),
    ...((LOG_LEVELS as readonly string[]).includes(logLevel)
      ? []
      : [{ path: "LOG_LEVEL", code: "server/environment", message: `expected one of ${levels}; found ${logLevel}.` }]),
    ...(databaseUrl === "" ? [] : complaintsOf("DATABASE_URL", () => checkDatabaseUrl(databaseUrl))),
    ...complaintsOf("SEMBLANCE_SECRET", () => checkSecret(secret)),
    ...origins(config.corsOrigins),
    ...proxies(config.trustProxy),
    ...accessFaults(config),
  ];
}

/** Opens the store that the environment names, if all of the environment is right: complains of everything that is wrong, at once. Throws SchemaError. */
export async function openEnvironment(config: Config): Promise<Store> {
  const { home, storeUrl } = config;
  const store = await openStore(storeUrl, { home }).catch((error: unknown) => toIssues("STORE_URL", error));
  const issues = [...faultsOf(config), ...("put" in store ? [] : store)];
  if ("put" in store && issues.length === 0) return store;
  if ("put" in store) await store.close();
  throw new SchemaError(issues);
}
