// The contract between server and web: shapes of requests and responses. Nothing of Node.
export * from "./access.ts";
export * from "./catalogue.ts";
export * from "./jobs.ts";
export * from "./problem.ts";
export * from "./templates.ts";
