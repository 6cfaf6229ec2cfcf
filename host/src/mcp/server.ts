import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { VERSION } from "../config.ts";
import type { Hand } from "./hand.ts";
import { registerResources } from "./resources.ts";
import { registerTools } from "./tools.ts";

const INSTRUCTIONS =
  "Semblance makes any amount of realistic test data from a schema. describe turns English into a schema, check finds its faults, preview shows rows, generate makes the files.";

/** A server of the Model Context Protocol for one client. */
export function openServer(hand: Hand, isLocal: boolean): McpServer {
  const server = new McpServer({ name: "semblance", version: VERSION }, { instructions: INSTRUCTIONS });
  registerTools(server, hand, isLocal);
  registerResources(server, hand);
  return server;
}
