import { afterHead } from "./after-head.ts";
import { isPeople } from "./field-name.ts";
import { readNoun, type Noun } from "./noun.ts";
import { openNoun, relate, setRows, type State } from "./state.ts";
import { isColumn, isThing } from "./table-noun.ts";
import type { Token } from "./tokens.ts";

/** "names and emails for 60 customers", "birthdays of 80 people": fields, and behind them whose they are. Parts to read instead. */
export function readWhose(
  state: State,
  tokens: readonly Token[],
  isStart: boolean,
): readonly (readonly Token[])[] | undefined {
  const { lexicon, names } = state.reading;
  const { whose, and } = lexicon.classes as Record<string, ReadonlySet<string>>;
  const at = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      whose!.has(token.lower) &&
      tokens[i + 1]?.kind === "number" &&
      tokens[i + 1]!.isShare === undefined &&
      (token.lower === "for" || areRows(state, readNoun(tokens, i + 1, lexicon))),
  );
  if (at < 0) return undefined;
  const series = state.tables.length > 0 ? undefined : openSeries(state, tokens, at);
  if (series !== undefined) return [series];
  const [front, behind] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const people = readNoun(tokens, at + 1, lexicon);
  const isTheirs =
    people?.isPlural === true &&
    isPeople(people.name, lexicon) &&
    state.tables.length === 1 &&
    state.current?.rows === undefined &&
    !isThing(state, state.current?.name ?? "");
  if (isTheirs) {
    state.current!.name = people.name;
    setRows(state, state.current!, people);
    return [front, tokens.slice(people.to)];
  }
  if (state.tables.length > 0) return undefined;
  // "a phone book of 500 people": what it is called, and no field
  const title = isStart && state.pending.length === 0 ? readNoun(front, 0, lexicon) : undefined;
  const isTitle =
    title?.to === front.length &&
    !title.isPlural &&
    !front.some((token) => and!.has(token.lower)) &&
    (names.find(title.name, "") ?? names.find(lexicon.singular(title.name), "")) === undefined;
  return isTitle ? [behind] : [front, behind];
}

/** Whether rows of such things can be what fields are of. */
const areRows = (state: State, noun: Noun | undefined): boolean =>
  noun?.isPlural === true && (isPeople(noun.name, state.reading.lexicon) || isThing(state, noun.name));

/** "Temperature log for 3 freezers: …": what is kept of each of some things. */
function openSeries(state: State, tokens: readonly Token[], forAt: number): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const kept = readNoun(tokens.slice(0, forAt), 0, lexicon);
  const things = readNoun(tokens, forAt + 1, lexicon);
  if (kept?.to !== forAt || kept.name === "" || things?.count === undefined || things.name === "") return undefined;
  // "payroll for 85 employees": one row each
  const isRegister = things.isPlural && lexicon.classes["registers"]!.has(tokens[forAt - 1]!.lower);
  if (isRegister || (things.isPlural && isColumn(tokens, things, lexicon))) {
    const table = openNoun(state, isRegister ? { ...kept, name: things.name } : kept);
    if (isRegister) setRows(state, table, things);
    return afterHead(state, tokens, things.to);
  }
  if (!things.isPlural || tokens[things.to]?.lower !== ":") return undefined;
  const parent = openNoun(state, things);
  const child = openNoun(state, kept);
  if (child !== parent) relate(state, child, parent, { from: kept.span.from, to: things.span.to });
  return tokens.slice(things.to + 1);
}
