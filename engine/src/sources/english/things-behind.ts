import { isPeople } from "./field-name.ts";
import { readNoun } from "./noun.ts";
import { findTable, openTable, relate, setRows, type State } from "./state.ts";
import { isColumn, isMentioned, isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const BEFORE = new Set("for of from across over on in".split(" "));
const INSIDE = new Set("in from across over".split(" "));

const SPREAD = new Set("spread distributed split divided located".split(" "));

/** "500 products spread across 4 warehouses": in them. */
export const withInside = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token, k) => {
    const isAcross = (at: number): boolean =>
      ["across", "over", "among"].includes(lowerAt(tokens, at)) && tokens[at + 1]?.kind === "number";
    if (k > 0 && SPREAD.has(token.lower) && isAcross(k + 1)) return [];
    const isIn = isAcross(k) && (token.lower === "across" || SPREAD.has(lowerAt(tokens, k - 1)));
    return [isIn ? { ...token, lower: "in" } : token];
  });

/** Other things behind a table, of which it is or that are of it, at `k`: where they end; undefined where there are none. */
export function thingsBehind(state: State, tokens: readonly Token[], k: number, isChild: boolean): number | undefined {
  const { lexicon } = state.reading;
  const word = lowerAt(tokens, k);
  const things = BEFORE.has(word) ? readNoun(tokens, k + 1, lexicon) : undefined;
  if (things === undefined) return undefined;
  const table = state.current!;
  const known = findTable(state, things.name);
  const isOne = things.count === 1 || (things.count === undefined && things.hasDeterminer && !things.isPlural);
  if (isOne && isChild && known !== undefined && known !== table) {
    // "sent by one user in one channel"
    relate(state, table, known, things.span);
    return things.to;
  }
  if (things.count === undefined) {
    // "written by doctors for patients"
    if (!isChild || !things.isPlural || word === "in" || word === "on") return undefined;
    const other = known ?? (isMentioned(state, things.name) ? openTable(state, things.name, things.span) : undefined);
    if (other === undefined || other === table) return undefined;
    relate(state, table, other, things.span);
    return things.to;
  }
  if (known !== undefined) {
    if (things.count === 1) return undefined;
    setRows(state, known, things);
    return things.to;
  }
  if (!things.isPlural) return undefined;
  const isField = isColumn(tokens, things, lexicon);
  // "feedback of 300 students: …"
  const isWhose =
    (lexicon.classes["whose"]!.has(word) || word === "from") &&
    !isField &&
    isPeople(things.name, lexicon) &&
    table.rows === undefined &&
    table.fields.length === 0 &&
    !isThing(state, table.name);
  if (isWhose) {
    table.name = things.name;
    setRows(state, table, things);
    return things.to;
  }
  if (word === "for" && !isField && isMentioned(state, things.name)) {
    const other = openTable(state, things.name, things.span);
    setRows(state, other, things);
    if (table.rows !== undefined) relate(state, table, other, things.span); // "700 results for 200 patients"
    table.isFor = other;
    return things.to;
  }
  // "150 employees in 6 departments"
  if (things.count === 1 || !INSIDE.has(word) || table.rows === undefined || !isThing(state, things.name))
    return undefined;
  const home = openTable(state, things.name, things.span);
  setRows(state, home, things);
  relate(state, table, home, things.span);
  return things.to;
}
