import type { Extracted } from "@semblance/host/api";
import { ask } from "./http.ts";

export type { Extracted } from "@semblance/host/api";

const extract = (body: unknown): Promise<Extracted> => ask("/api/schema/extract", { method: "POST", body });

/** A schema like the tables of some SQL, or of another document that names itself. */
export const extractText = (text: string, dialect: string): Promise<Extracted> =>
  extract({ from: "text", text, ...(dialect === "" ? {} : { dialect }) });

/** A schema like the rows of some files. */
export function extractFiles(files: readonly File[]): Promise<Extracted> {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return extract(form);
}

/** A schema like a database. The address is used once and kept nowhere. */
export const extractConnection = (address: string, statistics: boolean): Promise<Extracted> =>
  extract({ from: "connection", address, statistics });
