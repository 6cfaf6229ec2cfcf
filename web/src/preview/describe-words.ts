import { describe, writeText } from "@semblance/engine";
import type { Described } from "./builder-protocol.ts";

/** A schema of plain English, as text, with where its parts came from. */
export function describeWords(words: string): Described {
  const { document, origins, unknown, notes } = describe(words);
  return {
    text: writeText(document),
    origins: origins.map(({ path, origin, words: said }) => ({
      path,
      origin,
      ...(said === undefined ? {} : { words: said }),
    })),
    unread: unknown.map(({ text }) => text),
    notes: notes.map(({ path, text, choices }) => ({ path, text, ...(choices === undefined ? {} : { choices }) })),
  };
}
