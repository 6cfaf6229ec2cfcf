import { describe, edit, parseText, tellChanges, writeText } from "@semblance/engine";
import type { Described, Edited } from "./builder-protocol.ts";

/** A schema of plain English, as text, with where its parts came from; `now` in ms from 1970. */
export function describeWords(words: string, now: number): Described {
  const { document, origins, unknown, notes, guesses } = describe(words, { now });
  const { version, ...rest } = document;
  const [first = "data"] = Object.keys(document["tables"] ?? {});
  return {
    text: writeText({ version, name: first, ...rest }),
    origins: origins.map(({ path, origin, words: said }) => ({
      path,
      origin,
      ...(said === undefined ? {} : { words: said }),
    })),
    unread: unknown.map(({ text }) => text),
    notes: notes.map(({ path, text, choices }) => ({ path, text, ...(choices === undefined ? {} : { choices }) })),
    guesses,
  };
}

/** What words change in a schema, given as text. */
export function editWords(text: string, words: string, now: number): Edited {
  const { changes, unknown, notes } = edit(parseText(text).document, words, { now });
  return {
    changes,
    told: tellChanges(changes),
    unread: unknown.map((stretch) => stretch.text),
    notes: notes.map(({ path, text: note }) => ({ path, text: note })),
  };
}
