import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { WorldError } from "@semblance/engine";
import { isLoopback } from "../server/loopback.ts";

const HOST = "127.0.0.1";
const MOST_SESSIONS = 100;
const PATH = "/mcp";

export interface HttpOptions {
  readonly port: number;
  /** Every request must bring it. */
  readonly key: string;
  /** A server for one session. */
  readonly open: () => McpServer;
}

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a name of a header means this machine: a page elsewhere whose name was pointed here sends its own. */
function isHere(host: string | undefined): boolean {
  const url = URL.parse(`http://${host ?? ""}`);
  return url !== null && host !== "" && isLoopback(url.hostname);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ jsonrpc: "2.0", error: { code: -32_000, message }, id: null }));
}

/** Why a request is not served; undefined where it is. */
function objectionTo({ headers, url = "" }: IncomingMessage, key: Buffer): readonly [number, string] | undefined {
  if (!isHere(headers.host)) return [403, "expected a Host of this machine."];
  const { origin } = headers;
  if (origin !== undefined && !isHere(URL.parse(origin)?.host)) return [403, "expected an Origin of this machine."];
  if (url.split("?", 1)[0] !== PATH) return [404, `expected ${PATH}.`];
  const given = headers["x-api-key"] ?? /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  if (!timingSafeEqual(hash(String(given)), key)) return [401, "expected Authorization: Bearer <key>."];
  return undefined;
}

/** Serves MCP over Streamable HTTP on the loopback address. Throws WorldError where the port cannot be had. */
export async function serveHttp({ port, key, open }: HttpOptions): Promise<{ url: string; close(): Promise<void> }> {
  const secret = hash(key);
  const sessions = new Map<string, StreamableHTTPServerTransport>();

  async function begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        sessions.set(id, transport);
        const [oldest] = sessions;
        if (sessions.size > MOST_SESSIONS && oldest !== undefined) void oldest[1].close();
      },
    });
    Object.assign(transport, { onclose: () => void sessions.delete(transport.sessionId ?? "") });
    await open().connect(transport);
    return transport;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const objection = objectionTo(request, secret);
    if (objection !== undefined) return refuse(response, ...objection);
    const id = request.headers["mcp-session-id"];
    const known = typeof id === "string" ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) return refuse(response, 404, "there is no such session.");
    await (known ?? (await begin())).handleRequest(request, response);
  }

  const http = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.end();
      else refuse(response, 500, "this is a fault of Semblance.");
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      const hint = error.code === "EADDRINUSE" ? `\nTake another: --port ${port + 1}.` : "";
      reject(new WorldError(`${HOST}:${port}: cannot listen (${error.code}).${hint}`, "network", false, error));
    });
    http.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(http.address() as AddressInfo).port}${PATH}`,
    async close() {
      for (const transport of sessions.values()) await transport.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
