import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { z } from "zod";
import { McpEvent, McpMessage } from "../../api/index.ts";
import { openRemote } from "../../mcp/remote.ts";
import { openServer } from "../../mcp/server.ts";
import { hereOf } from "../openapi.ts";
import type { App } from "../services.ts";
import { fetchWithin } from "../within.ts";

/** The tools of `semblance mcp` for whoever asks: every tool is calls of this API by that user. Nothing is kept between messages, so any process may take the next. */
export async function mcpRoutes(app: App): Promise<void> {
  app.post(
    "/mcp",
    {
      config: {
        access: "member",
        example: {
          body: { jsonrpc: "2.0", id: 1, method: "tools/list" },
        },
      },
      schema: {
        tags: ["agents"],
        summary: "The tools for agents",
        description:
          "Streamable HTTP of the Model Context Protocol, without sessions: give an agent this address and a key. A message that asks is answered by an event; others with 202.",
        body: McpMessage,
        response: {
          200: {
            description: "Answers and notices of progress.",
            content: { "text/event-stream": { schema: McpEvent } },
          },
          202: z.null().describe("It was no question."),
        },
      },
    },
    async (request, reply) => {
      const here = hereOf(request);
      const transport = new WebStandardStreamableHTTPServerTransport();
      await openServer(openRemote(here, { fetch: fetchWithin(reply) }), false).connect(transport);
      // The protocol wants clients to accept both; whoever says less is answered as well.
      const headers = new Headers(request.headers as Record<string, string>);
      headers.set("accept", "application/json, text/event-stream");
      const asked = new Request(`${here}/mcp`, { method: "POST", headers });
      return (await transport.handleRequest(asked, { parsedBody: request.body })) as never;
    },
  );
}
