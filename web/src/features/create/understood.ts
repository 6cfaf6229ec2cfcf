import type { Guess } from "@semblance/engine";
import type { Described } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";

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

/** Something to check: what was guessed where, and what else it can mean where that is known. */
export interface Doubt extends Chip {
  readonly choices: Guess["choices"];
}

const isAt = ({ table, field }: Chip, path: string): boolean => {
  const place = placeOf(path);
  return place.table === table && place.field === field;
};

/** All that was guessed: what has other readings first, then what was noted, and what nobody spoke of at all. */
export function doubtsOf({ guesses, notes, origins }: Described): readonly Doubt[] {
  const doubts: Doubt[] = guesses.map(({ path, text, choices }) => ({ text, choices, ...placeOf(path) }));
  for (const { path, text, choices } of notes) {
    const place = placeOf(path);
    // A note with choices is a guess of its own; another explains the one that is there.
    const at = doubts.findIndex((doubt) => place.table !== "" && isAt(doubt, path));
    if (at === -1)
      doubts.push({
        text: choices === undefined ? text : `${text} ${texts.orElse(choices.join(", "))}`,
        choices: [],
        ...place,
      });
    else if (choices === undefined) doubts[at] = { ...doubts[at]!, text };
  }
  for (const { path, origin } of origins) {
    const place = placeOf(path);
    const isWhole = path.split(".").length === (place.field === "" ? 2 : 4);
    if (origin === "assumed" && isWhole && place.table !== "" && !doubts.some((doubt) => isAt(doubt, path)))
      doubts.push({ text: texts.unsaid, choices: [], ...place });
  }
  return doubts;
}
