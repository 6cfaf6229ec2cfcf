import { isIP, type LookupFunction } from "node:net";
import { SchemaError } from "@semblance/engine";
import type { Config } from "../config.ts";
import { isLoopback, openGuard, type Guard } from "../net/guard.ts";

/** Users of a server that only its own machine reaches may name what that machine reaches; others what the operator says. */
export function openReach({ host, privateNetworks }: Pick<Config, "host" | "privateNetworks">): Guard {
  return openGuard({ allowPrivate: privateNetworks === "" ? isLoopback(host) : privateNetworks === "allow" });
}

/** What an address that comes over the network may set. Other settings of the drivers name files, sockets or ways to talk about what is sent. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  postgres: ["application_name", "connect_timeout", "options", "schema", "sslmode", "sslnegotiation", "uselibpqcompat"],
  mysql: ["ssl"],
};
const KINDS: Readonly<Record<string, string>> = {
  "postgres:": "postgres",
  "postgresql:": "postgres",
  "mysql:": "mysql",
  "mariadb:": "mysql",
};

function fault(message: string, hint: string): SchemaError {
  return new SchemaError([{ path: "address", code: "connection/address", message, hint }]);
}

/** Whether the server has to prove its name, which it cannot where the name means another one. */
function provesName(kind: string, settings: URLSearchParams): boolean {
  if (kind === "mysql") {
    const ssl = settings.get("ssl");
    return ssl !== null && !/"rejectUnauthorized"\s*:\s*false/.test(ssl) && ssl !== "false";
  }
  const isLax = settings.get("uselibpqcompat") === "true";
  return /^(?:require|verify-full|prefer)$/.test(settings.get("sslmode") ?? "") && !isLax;
}

/**
 * The address of a PostgreSQL or MySQL server that somebody sent over the network, fit to be connected to: `lookup` decides which places there may be,
 * and the name is replaced by what it stands for, so that it cannot stand for another place later. Throws SchemaError.
 */
export async function admitRemote(address: string, lookup: LookupFunction): Promise<string> {
  const url = URL.parse(address);
  const kind = KINDS[url?.protocol ?? ""];
  if (url === null || kind === undefined) {
    throw fault(
      "expected the address of a PostgreSQL or MySQL server.",
      "Write postgres://user:password@host/database or mysql://…; a password's special characters are written as %XX.",
    );
  }
  const known = SETTINGS[kind]!;
  const stray = [...url.searchParams.keys()].find((name) => !known.includes(name));
  if (stray !== undefined) {
    throw fault(
      `an address has no setting ${JSON.stringify(stray.slice(0, 80))} here.`,
      `There are ${known.join(", ")}.`,
    );
  }
  const host = decodeHost(url.hostname);
  if (host === "" || /[/\\\s,]/.test(host)) {
    throw fault("expected the name of a server; found none.", "Sockets and lists of servers are for the command line.");
  }
  const ip = await resolve(host, lookup);
  if (!provesName(kind, url.searchParams)) url.hostname = isIP(ip) === 6 ? `[${ip}]` : ip;
  return url.href;
}

function decodeHost(hostname: string): string {
  try {
    return decodeURIComponent(hostname.replaceAll(/^\[|\]$/g, ""));
  } catch {
    return "";
  }
}

/** An address that the name stands for, IPv4 if there is one. */
function resolve(host: string, lookup: LookupFunction): Promise<string> {
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, found) => {
      if (error instanceof SchemaError) fail(error);
      else if (error !== null)
        fail(fault(`there is no server ${host.slice(0, 200)} (${error.code ?? error.message}).`, "Look at its name."));
      else {
        const all = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
        done((all.find(({ family }) => family === 4) ?? all[0]!).address);
      }
    });
  });
}
