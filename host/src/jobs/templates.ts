import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseText } from "@semblance/engine";

const folder = fileURLToPath(new URL("../../../examples/", import.meta.url));
const EXTENSION = ".yaml";

/** A schema that comes with the installation. */
export interface Template {
  readonly name: string;
  /** Its description, or nothing. */
  readonly summary: string;
  /** The document as YAML. */
  readonly text: string;
}

/** Path of the file of a template, whether or not there is one. */
export function templatePath(name: string): string {
  return folder + name + EXTENSION;
}

/** Names of all templates, sorted; none where the installation has none. */
export async function templateNames(): Promise<readonly string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** All templates with their texts, sorted by name. */
export async function loadTemplates(): Promise<readonly Template[]> {
  const names = await templateNames();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(templatePath(name), "utf8");
      const { description } = (parseText(text).document ?? {}) as { description?: unknown };
      return { name, summary: typeof description === "string" ? description.trim() : "", text };
    }),
  );
}
