import type { TableDraft } from "./draft.ts";
import type { Unit } from "./items.ts";
import { readNoun } from "./noun.ts";
import { isBarePlural, listed } from "./setting.ts";
import type { State } from "./state.ts";
import { isTableNoun, isThing } from "./table-noun.ts";
import type { Token } from "./tokens.ts";

const MOST_SENTENCES = 4; // at the beginning, which may only set the scene
const MOST_SCENE = 30; // tokens of such a sentence
const LEAST_GAIN = 1; // by which another reading is better
const LONG_NAME = 4; // words of a field that is rather a sentence

/** What reads a text into a fresh state; the units are those that it was read in. */
export type Read<S extends State> = (text: string) => { readonly state: S; readonly units: readonly Unit[] };

const isPlain = (token: Token): boolean =>
  token.kind === "number" && token.isShare === undefined && token.currency === undefined;

/** A table that nothing was said of but its name, and a field at most. */
function isBare(state: State, table: TableDraft): boolean {
  const own = table.fields.filter((field) => field.isAssumed !== true);
  return (
    table.rows === undefined &&
    table.isLink !== true &&
    own.length <= (state.tables.length > 1 ? 1 : 0) &&
    !state.relations.some(({ child, min, mean }) => child === table && (min !== undefined || mean !== undefined))
  );
}

/** Whether a field's name is rather a piece of a sentence. */
const isStrange = (state: State, table: TableDraft, name: string): boolean =>
  name.split("_").length >= LONG_NAME && state.reading.names.find(name, table.name) === undefined;

/** How much of a text a reading made something of, less what it made up. */
function worth(state: State): number {
  let sum = -state.unknown.length / 2;
  for (const table of state.tables) {
    if (table.isNameless === true) sum -= 3;
    if (isBare(state, table)) sum -= 3;
    if (table.rows !== undefined && table.rows > 1) sum += 2;
    for (const { name, isAssumed } of table.fields) {
      if (isAssumed === true) continue;
      if (isStrange(state, table, name)) sum -= 2;
      else sum += state.reading.names.find(name, table.name) === undefined ? 0.25 : 1;
    }
  }
  const said = state.relations.filter(({ isAssumed }) => isAssumed !== true);
  // a child is told by its number for each as well as by its own
  const each = said.filter(({ min, mean }) => min !== undefined || mean !== undefined);
  return sum + said.length + each.length * 2;
}

/** Whether something in a reading looks as if a scene got into it. */
const isDoubtful = (state: State): boolean =>
  state.tables.some(
    (table) =>
      table.isNameless === true ||
      isBare(state, table) ||
      table.fields.some(({ name, isAssumed }) => isAssumed !== true && isStrange(state, table, name)),
  ) || state.unknown.length > 3;

/** "a gym: members, trainers and classes": whoever lists things wants them, and says more of some of them later. */
const isList = (state: State, tokens: readonly Token[]): boolean =>
  listed(state, tokens).filter((each) => isBarePlural(each) && isThing(state, each.noun!.name)).length > 1;

/** Stretches of a sentence that may only set the scene: all of it, or what stands before so many things. */
function scenes(state: State, { tokens }: Unit): readonly (readonly Token[])[] {
  const { classes, isPlural } = state.reading.lexicon;
  if (tokens[0]!.kind === "word" && isPlural(tokens[0]!.lower)) return []; // "pupils visit schools"
  const found: (readonly Token[])[] = [];
  const isWords =
    !isList(state, tokens) &&
    tokens.length <= MOST_SCENE &&
    !tokens.some((token) => isPlain(token) && token.value !== 1);
  if (isWords) found.push(tokens);
  const isTold = ["lead", "asks", "clause"].some((kind) => classes[kind]!.has(tokens[0]!.lower));
  if (!isTold) return found;
  for (const [k, token] of tokens.entries()) {
    if (k === 0 || !isPlain(token)) continue;
    const noun = readNoun(tokens, k, state.reading.lexicon);
    const isCounted = noun?.count !== undefined && noun.count > 1 && noun.isPlural && isTableNoun(state, noun);
    if (isCounted) found.push(tokens.slice(0, k));
    break;
  }
  return found;
}

/**
 * The best reading of a text: as it stands, or without what only sets the scene ("Our team moves to a new tool. …",
 * "for the pilot we collect data about 50 …"). Words that are left out are unknown ones. Reads at most a few times.
 */
export function bestReading<S extends State>(text: string, read: Read<S>): S {
  let best = read(text);
  let said = text;
  if (!isDoubtful(best.state)) return best.state;
  const left: Token[] = [];
  for (let k = 0; k < MOST_SENTENCES; k++) {
    const unit = best.units[k];
    if (unit === undefined) break;
    for (const scene of scenes(best.state, unit)) {
      const [from, to] = [scene[0]!.from, scene.at(-1)!.to];
      const without = said.slice(0, from) + said.slice(from, to).replaceAll(/\S/g, " ") + said.slice(to);
      if (!/[\p{L}\d]/u.test(without)) continue;
      const other = read(without);
      if (worth(other.state) < worth(best.state) + LEAST_GAIN) continue;
      best = other;
      said = without;
      left.push(...scene);
      k--;
      break;
    }
  }
  best.state.unknown.push(...left.filter((token) => token.kind === "word" || token.kind === "quote"));
  return best.state;
}
