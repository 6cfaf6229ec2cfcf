import { parseDocument, type Document } from "yaml";

/** A text as YAML, or nothing where its grammar is broken. */
export interface ReadDraft {
  readonly tree: Document.Parsed;
  readonly value: unknown;
}

const MOST_ALIASES = 1000;

/** Reads a text as the engine reads it. Undefined where it cannot be read; an empty text is an empty document. */
export function readDraft(text: string): ReadDraft | undefined {
  const tree = parseDocument(text, { stringKeys: true, prettyErrors: false, logLevel: "silent" });
  if (tree.errors.length > 0) return undefined;
  try {
    return { tree, value: (tree.toJS({ maxAliasCount: MOST_ALIASES }) as unknown) ?? {} };
  } catch {
    return undefined; // an alias without an anchor, or aliases that would explode
  }
}
