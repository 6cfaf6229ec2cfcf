import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "commander";
import { config } from "../../config.ts";
import { listen } from "../../server/listen.ts";
import { newCommand, optionError, wholeNumber } from "../options.ts";
import { say, sayJson, tell } from "../print.ts";

interface Options {
  readonly host: string;
  readonly port: number;
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

async function serve({ host, port, open, json }: Options): Promise<void> {
  const server = await listen(host, port);
  const stop = new AbortController();
  // Listening for the end comes first: whoever reads the address may end it at once.
  const end = Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((name) => once(process, name, { signal: stop.signal })));
  if (json === true) sayJson({ url: server.url });
  else say(`Semblance is at ${server.url} (Ctrl-C ends it)`);
  if (open) openBrowser(server.url);
  await end;
  stop.abort();
  if (json !== true) tell("closing");
  await server.close();
}

export function command(): Command {
  return newCommand(["serve", "serve --port 9000 --open yes"])
    .option("--host <address>", "address to serve on (HOST)", config.host)
    .option("--port <n>", "port to serve on, 0 for a free one (PORT)", wholeNumber("--port", 0), config.port)
    .option("--open <yes|no>", "open the page in the browser", yesOrNo, false)
    .action(serve);
}
