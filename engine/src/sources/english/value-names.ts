import type { Lexicon } from "./lexicon.ts";

const OTHERWISE = "status";

/** The name of a list of values that has none: that of the list which most of them are known from. */
export function nameOfValues(values: readonly (string | number)[], lexicon: Lexicon): string {
  return knownNameOf(values, lexicon) ?? OTHERWISE;
}

/** The same; undefined where fewer than half of the values are known. */
export function knownNameOf(values: readonly (string | number)[], { valueNames }: Lexicon): string | undefined {
  const all = values.map((value) => String(value).toLowerCase());
  const found = valueNames
    .map(([name, known]) => ({ name, count: all.filter((value) => known.has(value)).length }))
    .toSorted((a, b) => b.count - a.count)[0];
  return found !== undefined && found.count * 2 >= all.length ? found.name : undefined;
}
