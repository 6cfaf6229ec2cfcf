import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { openAccess } from "../../access/access.ts";
import { config as environment, type Config } from "../../config.ts";
import { openPlatform } from "../../platform/open.ts";
import { openApp } from "../../server/app.ts";
import { openDoor } from "../../server/door.ts";
import { listen, refuseOpenAddress } from "../../server/listen.ts";
import { isLoopback } from "../../server/loopback.ts";
import { withGround, type Ground } from "../ground.ts";
import { newCommand, optionError, wholeNumber } from "../options.ts";
import { say, sayJson, styled } from "../print.ts";

interface Options {
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  readonly open: boolean;
  readonly json?: true;
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Shows the page in the browser where there is one. */
function openBrowser(url: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => {}); // the address has been printed
  child.unref();
}

function yesOrNo(text: string): boolean {
  if (text === "yes" || text === "no") return text === "yes";
  throw optionError("--open", `expected yes or no; found ${text}.`);
}

/** Whether there cannot be an administrator: nothing is kept yet, and the environment names none. */
function isNobodys({ home, databaseUrl, adminEmail, apiKey }: Config): boolean {
  return adminEmail === "" && apiKey === "" && databaseUrl === "" && !existsSync(join(home, "pg"));
}

/** Where a server runs, and how to come in. */
interface Entrance {
  readonly url: string;
  /** Opens the page for the owner, once; only where nobody named an administrator. */
  readonly link?: string;
  readonly keyFile?: string;
}

const DRAIN_MS = 4000; // for answers under way; then their connections are cut

/** Opens all that a server is made of. */
async function start(ground: Ground): Promise<Entrance> {
  const { config, log, database, secret, store, add } = ground;
  const { host, port } = config;
  const access = await openAccess({ database, secret, config, log });
  add(() => access.close());
  if (!isLoopback(host) && !(await access.isAdministered())) refuseOpenAddress(host);
  const platform = await openPlatform({ config, database, store, secret, log, roles: ["api", "worker"], apart: true });
  add(() => platform.close());
  const local = isLoopback(host) ? await access.openLocally() : undefined;
  const door = openDoor({ access, config, platform, database, store, link: local !== undefined });
  const app = await openApp({ platform, database, store, config, log, access: door });
  add(async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
    await app.close();
    clearTimeout(cut);
  });
  const url = await listen(app, host, port);
  database.announce(url);
  return local === undefined ? { url } : { url, link: `${url}/?token=${local.token}`, keyFile: local.keyFile };
}

async function serve({ host, port, workers, open, json }: Options): Promise<void> {
  const config: Config = { ...environment, host, port, workers };
  if (!isLoopback(host) && isNobodys(config)) refuseOpenAddress(host);
  await withGround(config, async (ground) => {
    const { url, link, keyFile } = await start(ground);
    if (json === true) sayJson({ url, ...(link === undefined ? {} : { link, key_file: keyFile }) });
    else {
      say(`Semblance is at ${styled("bold", url)} (Ctrl-C ends it)`);
      if (link !== undefined) say(`Come in once by ${styled("bold", link)}\nPrograms find a key in ${keyFile}`);
    }
    if (open) openBrowser(link ?? url);
    if (!ground.told.aborted) await once(ground.told, "abort");
  });
}

export function command(): Command {
  return newCommand(["serve", "serve --port 9000 --open yes", "serve --workers 4 --json"])
    .option("--host <address>", "address to serve on (HOST)", environment.host)
    .option("--port <n>", "port to serve on, 0 for a free one (PORT)", wholeNumber("--port", 0), environment.port)
    .option(
      "--workers <n>",
      "threads that make chunks, 0 for one less than there are cores (WORKERS)",
      wholeNumber("--workers", 0),
      environment.workers,
    )
    .option("--open <yes|no>", "open the page in the browser", yesOrNo, false)
    .action(serve);
}
