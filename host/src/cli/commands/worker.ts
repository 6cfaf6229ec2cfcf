import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SchemaError } from "@semblance/engine";
import type { Command } from "commander";
import { config as environment, type Config } from "../../config.ts";
import { openPlatform } from "../../platform/open.ts";
import { withGround } from "../ground.ts";
import { newCommand, wholeNumber } from "../options.ts";
import { say, sayJson } from "../print.ts";

interface Options {
  readonly region: string;
  readonly threads: number;
  readonly json?: true;
}

/** Complains where the worker would have nothing in common with a server. */
function expectShared({ databaseUrl, home, storeUrl, secret }: Config): void {
  if (databaseUrl === "") {
    const message = "expected the PostgreSQL server that the platform uses; found none.";
    const hint = "The embedded database is one process's alone: give more threads to that one, with serve --workers.";
    throw new SchemaError([{ path: "DATABASE_URL", code: "worker/database", message, hint }]);
  }
  if (existsSync(join(home, "secret"))) return; // the server's own home, on its own machine
  const code = "worker/shared";
  const issues = [
    ...(storeUrl === "file:"
      ? [{ path: "STORE_URL", code, message: "expected the store that the server uses; found none." }]
      : []),
    ...(secret === ""
      ? [{ path: "SEMBLANCE_SECRET", code, message: "expected the secret that the server uses; found none." }]
      : []),
  ];
  const hint = "On the server's own machine its SEMBLANCE_HOME has both.";
  if (issues.length > 0) throw new SchemaError(issues.map((issue) => ({ ...issue, hint })));
}

async function work({ region, threads, json }: Options): Promise<void> {
  const config: Config = { ...environment, workers: threads, region };
  expectShared(config);
  await withGround(config, async (ground) => {
    const { store, add, told } = ground;
    const platform = await openPlatform({ ...ground, roles: ["worker"] });
    add(() => platform.close());
    if (json === true) sayJson({ pid: process.pid, region: region === "" ? null : region, store: store.url });
    else say(`working${region === "" ? "" : ` for ${region}`} with ${store.url} (Ctrl-C ends it)`);
    if (!told.aborted) await once(told, "abort");
  });
}

export function command(): Command {
  return newCommand(["worker", "worker --region eu-central-1 --threads 4"])
    .option("--region <label>", "take the chunks of jobs for this region too (SEMBLANCE_REGION)", environment.region)
    .option(
      "--threads <n>",
      "threads that make chunks, 0 for one less than there are cores (WORKERS)",
      wholeNumber("--threads", 0),
      environment.workers,
    )
    .action(work);
}
