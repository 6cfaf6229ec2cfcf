/** What may stand at a place in an expression. */
export interface Completion {
  readonly text: string;
  readonly about: string;
  /** A function: its brackets follow. */
  readonly call: boolean;
}

const MOST = 8;
const WORD = /[\p{L}_$][\p{L}\p{N}_$.]*$/u;

/** The word that is being written before `at`, where it begins; undefined within quotes and elsewhere. */
export function wordBefore(text: string, at: number): { readonly from: number; readonly word: string } | undefined {
  const before = text.slice(0, at);
  const quotes = before.replaceAll(/\\./g, "").match(/["']/g) ?? [];
  if (quotes.length % 2 === 1) return undefined;
  const [word] = WORD.exec(before) ?? [];
  return word === undefined ? undefined : { from: at - word.length, word };
}

/** Fields and functions that begin so, or hold it; fields first. */
export function completions(
  word: string,
  paths: readonly string[],
  functions: readonly { readonly name: string; readonly does: string }[],
): readonly Completion[] {
  const low = word.toLowerCase();
  const all: readonly Completion[] = [
    ...paths.map((text) => ({ text, about: "", call: false })),
    ...functions.map(({ name, does }) => ({ text: name, about: does, call: true })),
  ];
  const begins = all.filter(({ text }) => text.toLowerCase().startsWith(low) && text !== word);
  const holds = all.filter(
    ({ text }) => !text.toLowerCase().startsWith(low) && text.toLowerCase().includes(low) && low.length > 1,
  );
  return [...begins, ...holds].slice(0, MOST);
}
