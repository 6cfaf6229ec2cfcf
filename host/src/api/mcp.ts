import { z } from "zod";

const MessageId = z.union([z.string(), z.int()]);

/** `POST /mcp`: a question of JSON-RPC 2.0, or without `id` a notice. Answers to questions of the server do not come here: it asks none. */
export const McpMessage = z
  .strictObject({
    jsonrpc: z.literal("2.0"),
    id: MessageId.optional(),
    method: z.string(),
    params: z.looseObject({ _meta: z.looseObject({ progressToken: MessageId.optional() }).optional() }).optional(),
  })
  .meta({ id: "McpMessage", examples: [{ jsonrpc: "2.0", id: 1, method: "tools/list" }] });

/** One server-sent event of an answer; `data` is a message of JSON-RPC 2.0: the result, an error, or how far the work is. */
export const McpEvent = z.object({ event: z.literal("message"), data: z.string() }).meta({ id: "McpEvent" });
