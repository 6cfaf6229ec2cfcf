import { createContext, use } from "react";

/** Every text the playground shows; the app gives them, so that all of them stand in one file. */
export interface Texts {
  readonly schema: string;
  readonly data: string;
  readonly template: string;
  readonly noTemplates: string;
  readonly edited: string;
  readonly reset: string;
  readonly seed: string;
  readonly seedHelp: string;
  readonly shuffle: string;
  readonly editorLabel: string;
  readonly noIssues: string;
  issues(count: number): string;
  line(line: number): string;
  readonly starting: string;
  readonly staleNote: string;
  readonly emptyTitle: string;
  readonly emptyHelp: string;
  readonly emptyAction: string;
  readonly blockedTitle: string;
  readonly blockedHelp: string;
  readonly noRows: string;
  readonly failedTitle: string;
  readonly failedHelp: string;
  readonly failedAction: string;
  readonly tables: string;
  gridLabel(table: string, rows: string, columns: string): string;
  readonly rowNumber: string;
  readonly nullText: string;
  readonly goTo: string;
  goToHelp(last: string): string;
  nulls(share: string): string;
  median(value: string): string;
  values(count: string): string;
  readonly allDifferent: string;
  readonly constant: string;
  rows(count: number, text: string): string;
  columns(count: number): string;
  compiled(ms: string): string;
  drawn(ms: string): string;
  csvSize(size: string): string;
  readonly copyCommand: string;
  readonly copied: string;
  copiedSaveFirst(file: string): string;
  readonly copyFailed: string;
  readonly download: string;
  downloadTitle(rows: string, table: string): string;
  downloadAs(format: string): string;
  readonly downloadSchema: string;
  downloaded(file: string): string;
  downloadFailed(reason: string): string;
  readonly explainTitle: string;
  readonly explainHint: string;
  explainPlace(table: string, row: string): string;
  explainBorrowed(table: string, row: string): string;
  readonly explainHidden: string;
  readonly explainStream: string;
  readonly explainMadeFrom: string;
  readonly explainLaw: string;
  readonly showInSchema: string;
  readonly close: string;
  updated(table: string, rows: string): string;
}

/** Carries the texts down; null outside the playground. */
export const TextsContext = createContext<Texts | null>(null);

/** The texts of the playground; throws outside it. */
export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (texts === null) throw new Error("invariant: useTexts outside TextsContext");
  return texts;
}
