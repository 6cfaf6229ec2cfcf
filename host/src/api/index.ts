// The contract between server and web: shapes of requests and responses. Nothing of Node.
export * from "./access.ts";
export * from "./analytics.ts";
export * from "./catalogue.ts";
export * from "./connections.ts";
export * from "./datasets.ts";
export * from "./domains.ts";
export * from "./generate.ts";
export * from "./jobs.ts";
export * from "./mcp.ts";
export * from "./platform.ts";
export * from "./problem.ts";
export * from "./schemas.ts";
export * from "./templates.ts";
