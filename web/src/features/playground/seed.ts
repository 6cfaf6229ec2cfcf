/** A change to a text: `insert` in place of [from, to). */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const LINE = /^seed:[ \t]*([^#\r\n]*?)[ \t]*(?=#|\r?$)/m;

/** The seed that a schema's text says, as written; empty where it says none. */
export function readSeed(text: string): string {
  return LINE.exec(text)?.[1]?.replace(/^(["'])(.*)\1$/, "$2") ?? "";
}

/** The edit that gives a schema's text another seed: in its line, or in a new one below `name` or `version`, or on top. */
export function seedEdit(text: string, seed: string): Edit {
  const insert = /^-?\d+(\.\d+)?$/.test(seed) ? seed : JSON.stringify(seed);
  const found = LINE.exec(text);
  if (found !== null) {
    const from = found.index + found[0].length - found[1]!.length - /[ \t]*$/.exec(found[0])![0].length;
    return { from, to: from + found[1]!.length, insert: /[ \t]/.test(text[from - 1] ?? "") ? insert : ` ${insert}` };
  }
  const above = /^name:.*$/m.exec(text) ?? /^version:.*$/m.exec(text);
  if (above === null) return { from: 0, to: 0, insert: `seed: ${insert}\n` };
  const at = above.index + above[0].length;
  return { from: at, to: at, insert: `\nseed: ${insert}` };
}

/** A text after an edit. */
export const edited = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);
