import { didYouMean, fieldTypes } from "@semblance/engine";
import type { Command } from "commander";
import { newCommand, optionError } from "../options.ts";
import { plural, say, sayJson, styled, tell } from "../print.ts";

function listTypes(query: string | undefined, { json }: { json?: true }): void {
  const words = (query ?? "").toLowerCase().split(/\s+/);
  const found = fieldTypes.filter(({ name, summary }) => {
    const text = `${name} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (found.length === 0) {
    const hint =
      didYouMean(
        query ?? "",
        fieldTypes.map(({ name }) => name),
      ) ?? "`semblance types` lists all.";
    throw optionError("types", `no field type has ${query} in its name or summary.`, hint);
  }
  if (json === true) {
    sayJson(found.map(({ name, summary, example }) => ({ name, summary, example: example ?? { type: name } })));
    return;
  }
  const width = Math.max(...found.map(({ name }) => name.length));
  for (const { name, summary } of found) say(`${styled("bold", name.padEnd(width))}  ${summary}`);
  tell(plural(found.length, "field type"));
}

export function command(): Command {
  return newCommand(["types", "types person", "types --json"])
    .argument("[query]", "words that its name or summary has")
    .action(listTypes);
}
