/** What the command line must know to make the same bytes as the page. */
export interface CommandParts {
  readonly template: string;
  /** The schema's own name. */
  readonly name: string;
  /** Whether the document differs from its template. */
  readonly changed: boolean;
  /** What `now` means to a document that does not say. */
  readonly now: string | undefined;
}

/** A command, and the file that it wants to find. */
export interface CliCommand {
  readonly command: string;
  readonly file: string | undefined;
}

/** A name that is safe as a file's on every system. */
export const toFileName = (name: string): string => name.replaceAll(/[^\w.]+/g, "-").replace(/^[-.]+/, "") || "schema";

/** The command that makes all tables of the document, byte for byte as the page shows them. */
export function toCommand({ template, name, changed, now }: CommandParts): CliCommand {
  const file = changed || template === "" ? `${toFileName(name)}.yaml` : undefined;
  const words = ["npx semblance generate", file ?? template, ...(now === undefined ? [] : [`--now ${now}`])];
  return { command: `${words.join(" ")} --out ${toFileName(name)}/`, file };
}

/** Offers bytes to the browser as a file to keep. */
export function saveFile(name: string, mediaType: string, bytes: BlobPart): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
