import about from "../package.json" with { type: "json" };

/** The version of all packages. */
export const VERSION: string = about.version;

/** What the environment says. */
export interface Config {
  /** Address to serve on. */
  readonly host: string;
  /** Port to serve on; NaN where PORT is no number. */
  readonly port: number;
}

/** The process's environment, read once. */
export const config: Config = Object.freeze({
  host: process.env["HOST"] || "127.0.0.1",
  port: Number(process.env["PORT"] || 8080),
});
