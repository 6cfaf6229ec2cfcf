import { singularName, type Lexicon } from "./lexicon.ts";
import type { Noun } from "./noun.ts";
import { findTable, type State } from "./state.ts";
import type { Token } from "./tokens.ts";

export const NOT_TABLES = new Set(
  "rows_null values options items_null digits characters letters words years days months hours minutes seconds times decimals percent chars points stars weeks".split(
    " ",
  ),
);

/** Whether the noun can be a table: known, counted, a known thing, or a plural that is no field's name. */
export function isTableNoun(state: State, noun: Noun | undefined): boolean {
  if (noun === undefined || noun.name === "" || NOT_TABLES.has(noun.name)) return false;
  const { lexicon, names } = state.reading;
  if (findTable(state, noun.name) !== undefined) return true;
  const one = singularName(noun.name, lexicon);
  const isThing = lexicon.things[one] !== undefined || lexicon.things[one.split("_").at(-1)!] !== undefined;
  if (noun.count !== undefined || noun.range !== undefined) return noun.isPlural || noun.isFilled || isThing;
  if (!noun.isPlural) return isThing && noun.hasDeterminer;
  return isThing || names.find(noun.name, "") === undefined;
}

/** Whether the text speaks of such things as rows elsewhere. */
export const isMentioned = (state: State, name: string): boolean =>
  state.mentioned.has(singularName(name, state.reading.lexicon));

/** Whether tables of such things are known. */
export const isThing = (state: State, name: string): boolean => {
  const { lexicon } = state.reading;
  const one = singularName(name, lexicon);
  return (
    lexicon.things[one] !== undefined ||
    (one.includes("_") &&
      lexicon.things[one.split("_").at(-1)!] !== undefined &&
      state.reading.names.find(one, "") === undefined)
  );
};

/** "timesheets for 30 employees: employee name, …": the things are one of the columns, so that they are no table. */
export function isColumn(tokens: readonly Token[], things: Noun, lexicon: Lexicon): boolean {
  const colon = tokens.findIndex((token, i) => i >= things.to && i < things.to + 3 && token.lower === ":");
  const one = lexicon.singular(things.name.split("_").at(-1) ?? "");
  return colon > 0 && tokens[colon + 1]?.kind === "word" && tokens[colon + 1]!.lower === one;
}
