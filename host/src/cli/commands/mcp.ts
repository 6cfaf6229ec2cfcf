import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Command } from "commander";
import { config } from "../../config.ts";
import { serveHttp } from "../../mcp/http.ts";
import { openLocal } from "../../mcp/local.ts";
import { openRemote } from "../../mcp/remote.ts";
import { openServer } from "../../mcp/server.ts";
import { newCommand, optionError, wholeNumber } from "../options.ts";
import { say, sayJson } from "../print.ts";
import { untilSignal } from "../signals.ts";

const PORT = 8090;

interface Options {
  readonly out: string;
  readonly http?: true;
  readonly port: number;
  readonly json?: true;
}

function openHand(out: string) {
  const { serverUrl, serverKey, maxRecords } = config;
  if (serverUrl === "") return openLocal({ out: resolve(out), maxRecords });
  if (!/^https?:$/.test(URL.parse(serverUrl)?.protocol ?? ""))
    throw optionError("SEMBLANCE_URL", `expected http://127.0.0.1:8080; found ${serverUrl}.`);
  if (serverKey === "") throw optionError("SEMBLANCE_KEY", "expected a key of the server that SEMBLANCE_URL names.");
  return openRemote(serverUrl, { key: serverKey });
}

async function mcp({ out, http, port, json }: Options): Promise<void> {
  const isLocal = config.serverUrl === "";
  const hand = openHand(out);
  const open = () => openServer(hand, isLocal);
  try {
    await untilSignal(async (signal) => {
      if (http === true) {
        const key = isLocal && config.serverKey !== "" ? config.serverKey : randomBytes(24).toString("base64url");
        const served = await serveHttp({ port, key, open });
        if (json === true) sayJson({ url: served.url, key });
        else say(`MCP is at ${served.url} (Ctrl-C ends it)\nAuthorization: Bearer ${key}`);
        if (!signal.aborted) await once(signal, "abort");
        await served.close();
        return;
      }
      const server = open();
      const ended = new Promise<void>((done) => {
        process.stdin.once("end", done);
        process.stdin.once("close", done);
        signal.addEventListener("abort", () => done(), { once: true });
      });
      await server.connect(new StdioServerTransport());
      await ended;
      await server.close(); // runs under way are aborted, and leave nothing
    });
  } finally {
    await hand.close();
  }
}

export function command(): Command {
  return newCommand(["mcp", "mcp --out data/", "mcp --http --port 8090"])
    .option("-o, --out <folder>", "the folder below which files are made", "./semblance-data")
    .option("--http", "serve Streamable HTTP on 127.0.0.1 instead of standard input and output")
    .option("--port <n>", "with --http: the port, 0 for a free one", wholeNumber("--port", 0), PORT)
    .action(mcp);
}
