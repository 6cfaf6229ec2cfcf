/** A schema that somebody works on, as this browser keeps it. */
export interface KeptDraft {
  readonly id: string;
  readonly text: string;
  /** The template it began as; empty for none. */
  readonly template: string;
  /** The words it was made from. */
  readonly words: string;
  /** The template of the user that it was saved as. */
  readonly saved?: { readonly id: string; readonly version: number };
  /** When it was last changed, ms from 1970. */
  readonly at: number;
}

/** A line of the list of drafts. */
export interface DraftLine {
  readonly id: string;
  readonly name: string;
  readonly at: number;
}

const LIST = "semblance-drafts";
const PREFIX = "semblance-draft:";
const MOST_DRAFTS = 20;

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

const isLine = (value: unknown): value is DraftLine => {
  const { id, name, at } = (value ?? {}) as Partial<Record<keyof DraftLine, unknown>>;
  return typeof id === "string" && typeof name === "string" && typeof at === "number";
};

/** The drafts of this browser, newest first. */
export function listDrafts(): readonly DraftLine[] {
  const lines = read(LIST);
  return Array.isArray(lines) ? lines.filter(isLine) : [];
}

/** One draft; undefined where this browser has none of that name. */
export function readKept(id: string): KeptDraft | undefined {
  const kept = read(PREFIX + id);
  const { text, template, words, saved, at } = (kept ?? {}) as Partial<KeptDraft>;
  if (typeof text !== "string") return undefined;
  return {
    id,
    text,
    template: typeof template === "string" ? template : "",
    words: typeof words === "string" ? words : "",
    at: typeof at === "number" ? at : 0,
    ...(typeof saved?.id === "string" && typeof saved.version === "number" ? { saved } : {}),
  };
}

/** Forgets a draft. */
export function dropKept(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id);
    localStorage.setItem(LIST, JSON.stringify(listDrafts().filter((line) => line.id !== id)));
  } catch {
    return; // a browser that forbids storage keeps none
  }
}

/**
 * Keeps a draft under its id, so that two tabs with two drafts never write over each other; the oldest are forgotten. False where the
 * browser keeps nothing.
 */
export function writeKept(draft: KeptDraft, name: string): boolean {
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft));
    const lines = [{ id: draft.id, name, at: draft.at }, ...listDrafts().filter((line) => line.id !== draft.id)];
    for (const { id } of lines.slice(MOST_DRAFTS)) localStorage.removeItem(PREFIX + id);
    localStorage.setItem(LIST, JSON.stringify(lines.slice(0, MOST_DRAFTS)));
    return true;
  } catch {
    return false;
  }
}

/** An id for a new draft: eight letters that no other draft of this browser has. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => "abcdefghijkmnpqrstuvwxyz23456789"[byte % 32]).join("");
}
