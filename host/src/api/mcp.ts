import { z } from "zod";

/** `POST /mcp`: a message of JSON-RPC 2.0. */
export const McpMessage = z.looseObject({ jsonrpc: z.literal("2.0") }).meta({
  id: "McpMessage",
  examples: [{ jsonrpc: "2.0", id: 1, method: "tools/list" }],
});
