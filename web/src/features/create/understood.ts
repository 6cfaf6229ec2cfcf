import type { Described } from "../../preview/builder-protocol.ts";

/** A piece of what was understood, with its place in the schema. */
export interface Chip {
  readonly text: string;
  readonly table: string;
  readonly field: string;
}

const MOST_CHIPS = 14;

/** The table and field that a path of the document names. */
export function placeOf(path: string): { readonly table: string; readonly field: string } {
  const [first, table = "", part, field = ""] = path.split(".");
  return first === "tables" ? { table, field: part === "fields" ? field : "" } : { table: "", field: "" };
}

/** What was taken from the words, once each, in the order of the document. */
export function chipsOf({ origins }: Described): readonly Chip[] {
  const seen = new Set<string>();
  const chips: Chip[] = [];
  for (const { path, origin, words } of origins) {
    const text = words?.trim() ?? "";
    // "200 customers and their orders" says nothing beyond "200 customers" and "their orders".
    const repeats = chips.filter((chip) => text.includes(chip.text)).length > 1;
    if (origin !== "words" || text === "" || repeats || seen.has(text.toLowerCase())) continue;
    seen.add(text.toLowerCase());
    chips.push({ text, ...placeOf(path) });
  }
  return chips.slice(0, MOST_CHIPS);
}

/** What was assumed, one per field. */
export function guessesOf({ origins }: Described): readonly Chip[] {
  const seen = new Set<string>();
  const chips: Chip[] = [];
  for (const { path, origin, words } of origins) {
    if (origin !== "assumed") continue;
    const place = placeOf(path);
    const name = place.field === "" ? place.table : `${place.table}.${place.field}`;
    if (name === "" || seen.has(name)) continue;
    seen.add(name);
    chips.push({ text: words === undefined || words === "" ? name : `${name}: ${words}`, ...place });
  }
  return chips;
}
