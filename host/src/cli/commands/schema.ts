import { schemaJson } from "@semblance/engine";
import type { Command } from "commander";
import { newCommand } from "../options.ts";
import { sayJson } from "../print.ts";

export function command(): Command {
  return newCommand(["schema > semblance.schema.json"]).action(() => sayJson(schemaJson()));
}
