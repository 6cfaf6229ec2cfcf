/** A word and how common it is. */
export interface Weighted {
  readonly name: string;
  /** Above 0. */
  readonly weight: number;
}

/** What `make` gives, made on the first call and kept. */
export function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

/** The lines of a table with cells joined by `|`. */
export function readRows(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
}

/** `name:weight` joined with `|`; the name may hold colons. */
export function readWeighted(text: string): readonly Weighted[] {
  return text.split("|").map((entry) => {
    const at = entry.lastIndexOf(":");
    return { name: entry.slice(0, at), weight: Number(entry.slice(at + 1)) };
  });
}
