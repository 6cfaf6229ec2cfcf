/** What somebody was writing, and the template it began as. */
export interface Draft {
  readonly template: string;
  readonly text: string;
}

const KEY = "semblance-playground";

/** The draft of an earlier visit, if this browser keeps one. */
export function readDraft(): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const { template, text } = (kept ?? {}) as Partial<Record<keyof Draft, unknown>>;
    return typeof template === "string" && typeof text === "string" ? { template, text } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft, or forgets it. A browser that forbids storage keeps none: the page works without. */
export function writeDraft(draft: Draft | undefined): void {
  try {
    if (draft === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    return;
  }
}
