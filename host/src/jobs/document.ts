import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { didYouMean, parseText, SchemaError, suggest, WorldError, type Issue, type Place } from "@semblance/engine";
import { templateNames, templatePath } from "./templates.ts";

/** A complaint with its place in the text it is about: `shop.yaml:12:7`. */
interface PlacedIssue extends Issue {
  readonly place: string;
}

/** A user's document as read, not yet checked. */
export interface LoadedDocument {
  /** A path, a template's name or "standard input". */
  readonly origin: string;
  /** What to call it where the document has no name. */
  readonly name: string;
  readonly document: unknown;
  /** Adds their places to complaints about the document. */
  place(issues: readonly Issue[]): readonly PlacedIssue[];
}

const EXTENSIONS = new Set([".yaml", ".yml", ".json"]);

function fault(path: string, code: string, message: string, hint?: string): SchemaError {
  return new SchemaError([{ path, code, message, ...(hint === undefined ? {} : { hint }) }]);
}

/** The text of a file, with the errors that a user can make in naming it. */
async function readNamed(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      const template = suggest(basename(path, extname(path)), await templateNames());
      const hint = template && `Did you mean the template ${template}? Write it without an ending.`;
      throw fault(path, "schema/no-file", "there is no such file.", hint);
    }
    if (code === "EISDIR") throw fault(path, "schema/no-file", "expected a file; found a directory.");
    throw new WorldError(`${path}: cannot be read (${code ?? String(error)}).`, "disk", false, error);
  }
}

async function readTemplate(name: string): Promise<string> {
  const names = await templateNames();
  if (names.includes(name)) return readFile(templatePath(name), "utf8");
  const hint = didYouMean(name, names) ?? "Write a path with its ending: shop.yaml.";
  throw fault(name, "schema/unknown-template", "there is no template of that name.", hint);
}

/** Reads YAML 1.2 or JSON; throws SchemaError with the place of every fault of syntax. */
function read(text: string, origin: string, name: string): LoadedDocument {
  const { document, issues, placeOf } = parseText(text);
  const show = ({ line, column }: Place): string => `${origin}:${line}:${column}`;
  if (issues.length > 0) throw new SchemaError(issues.map(({ at, ...issue }) => ({ ...issue, path: show(at) })));
  const place = (found: readonly Issue[]): readonly PlacedIssue[] =>
    found.map((issue) => ({ ...issue, place: show(placeOf(issue.path)) }));
  return { origin, name, document, place };
}

/** Reads the document that an argument names: a path, `-` for standard input, or a template. */
export async function loadDocument(argument: string): Promise<LoadedDocument> {
  if (argument === "-") return read(await readAll(process.stdin), "standard input", "data");
  const extension = extname(argument).toLowerCase();
  if (EXTENSIONS.has(extension) || /[/\\]/.test(argument)) {
    return read(await readNamed(argument), argument, basename(argument, extname(argument)));
  }
  return read(await readTemplate(argument), argument, argument);
}
