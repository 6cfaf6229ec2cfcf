import { nameWords } from "./draft.ts";
import { singularName } from "./lexicon.ts";
import { readNoun, type Noun } from "./noun.ts";
import type { State } from "./state.ts";
import { isMentioned, isThing, NOT_TABLES } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";
import { splitAt } from "./values.ts";

/** Whether the part of a list begins with things that are a table's rows. */
export function startsTable(state: State, part: readonly Token[]): "no" | "may" | "must" {
  const { lexicon, names } = state.reading;
  const { classes } = lexicon;
  const start = classes["and"]!.has(lowerAt(part, 0)) ? 1 : 0;
  const noun = readNoun(part, start, lexicon);
  if (noun === undefined || noun.name === "" || !noun.isPlural || noun.isFilled) return "no";
  const next = part[noun.to];
  const known =
    isThing(state, noun.name) ||
    isMentioned(state, noun.name) ||
    (next?.kind === "open" && looksLikeFields(state, part, noun.to));
  if (!known) return "no";
  const isRight =
    next === undefined ||
    next.kind === "open" ||
    next.lower === ":" ||
    classes["and"]!.has(next.lower) ||
    classes["has"]!.has(next.lower) ||
    classes["to"]!.has(next.lower) ||
    classes["linking"]!.has(next.lower) ||
    classes["oneOfMany"]!.has(next.lower);
  if (!isRight) return "no";
  if (noun.count !== undefined) return "must";
  const isStrong = next !== undefined && (next.kind === "open" || classes["linking"]!.has(next.lower));
  if (names.find(singularName(noun.name, lexicon), "") !== undefined && !isMentioned(state, noun.name) && !isStrong)
    return "no";
  return isStrong || isMentioned(state, noun.name) ? "must" : "may";
}

/** "a vet clinic: 200 owners, …", "an online bookstore with books (…), customers": what is listed behind a setting are tables. */
export function listsThings(
  state: State,
  tokens: readonly Token[],
  ahead: readonly (readonly Token[])[],
  isPlural: boolean,
): boolean {
  let depth = 0;
  const parts: Token[][] = [[]];
  const comma: Token = { kind: "mark", text: ",", lower: ",", from: 0, to: 0 };
  for (const token of [tokens, ...ahead.slice(0, 12)].flatMap((part) => [...part, comma])) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    if (depth === 0 && (token.lower === "," || state.reading.lexicon.classes["and"]!.has(token.lower))) parts.push([]);
    else parts.at(-1)!.push(token);
    if (parts.length > 12) break;
  }
  const starts = parts.filter((part) => part.length > 0).map((part) => startsTable(state, part));
  const must = starts.filter((each) => each === "must").length;
  const all = starts.filter((each) => each !== "no").length;
  if (must > 1) return true;
  if (starts[0] === undefined || starts[0] === "no") return false;
  return starts[0] === "must" || (all > 1 && (!isPlural || must > 0));
}

/** Whether a group in brackets names at least two fields, or says so many per something. */
export function looksLikeFields(state: State, tokens: readonly Token[], k: number): boolean {
  const isEach =
    tokens[k + 1]?.kind === "number" &&
    !tokens.slice(k + 2, k + 5).some((token) => NOT_TABLES.has(token.lower)) && // "tags (1-5 words each)"
    tokens.slice(k + 2, k + 5).some((token) => state.reading.lexicon.classes["oneOfMany"]!.has(token.lower));
  if (isEach) return true;
  const end = tokens.findIndex((token, i) => i > k && token.kind === "close");
  const parts = splitAt(tokens.slice(k + 1, end < 0 ? undefined : end), (token) => token.lower === ",");
  const known = parts.filter(
    (part) =>
      state.reading.names.find(
        nameWords(
          part
            .filter((token) => token.kind === "word")
            .slice(0, 3)
            .map((token) => token.text)
            .join(" "),
        ).join("_") || "x",
        "",
      ) !== undefined,
  );
  return parts.length > 1 && known.length * 2 >= parts.length;
}

/** Whether "drivers (…), riders (…)" are several tables. */
export const areTables = (state: State, parts: readonly (readonly Token[])[]): boolean =>
  parts.filter((part) => startsTable(state, part) === "must" && part.some((token) => token.kind === "open")).length > 1;

interface Listed {
  readonly part: readonly Token[];
  readonly noun: Noun | undefined;
}

/** The parts of a list, each with the noun that it begins with. */
export const listed = ({ reading: { lexicon } }: State, tokens: readonly Token[]): readonly Listed[] =>
  splitAt(tokens, ({ lower }) => lower === "," || lower === ":" || lexicon.classes["and"]!.has(lower))
    .filter((part) => part.length > 0) // "guests, and bookings"
    .map((part) => ({ part, noun: readNoun(part, 0, lexicon) }));

/** Whether a part is a plural and no more: "guests". */
export const isBarePlural = ({ part, noun }: Listed): boolean => noun?.isPlural === true && noun.to === part.length;

const MOST_HEAD = 6; // words before a list
const LEAST = 3; // things that are tables of whatever has them; of a place two

/**
 * "A hotel with rooms, guests and bookings", "inventory management: products, suppliers, stock levels": where the list of
 * tables begins, plurals of which two at least are things that are known; -1 where there is none. Where all of it is plurals, the text speaks of them all
 * as rows from there on.
 */
export function listOfTables(state: State, tokens: readonly Token[]): number {
  const { lexicon } = state.reading;
  // "three related tables for a school: …"
  const said = tokens[0]?.kind === "number" ? tokens.slice(1, 4).findIndex(({ lower }) => lower === "tables") + 1 : 0;
  const colon = tokens.findIndex(({ lower }, k) => k > said && lower === ":");
  if (said > 0 && colon > 0 && colon < said + 10) return colon + 1;
  const { container, count, determiner, filler, has, places } = lexicon.classes as Record<string, ReadonlySet<string>>;
  const end = tokens.findIndex(({ kind, lower }, k) => (k > 0 && kind === "word" ? has!.has(lower) : lower === ":"));
  const last = lowerAt(tokens, end - 1);
  if (end < 1 || end > MOST_HEAD || last === "" || tokens.slice(0, end).some(({ kind }) => kind !== "word")) return -1;
  const isNothing = last === "data" && tokens.slice(0, end).every(({ lower }) => filler!.has(lower)); // "test data: …"
  const isPlace = isNothing || places!.has(last) || container!.has(last);
  const isOne = isNothing || end === 1 || tokens.slice(0, end - 1).some(({ lower }) => determiner!.has(lower));
  if (lexicon.isPlural(last) && !isNothing && !count!.has(last)) return -1;
  const all = listed(state, tokens.slice(end + 1));
  const nouns = all.slice(0, LEAST);
  const plurals = nouns.filter(isBarePlural);
  const things = plurals.filter(({ noun }) => isThing(state, noun!.name));
  const isCounted =
    tokens[end]!.lower === ":" && things.length > 1 && things.every(({ noun }) => noun!.count !== undefined);
  const isList = things.length > 1 && plurals.length === LEAST;
  // "a mobile game: players, levels, purchases, sessions": those that could be fields are not
  const isBare =
    tokens[end]!.lower === ":" &&
    all.length >= LEAST &&
    all.every((each) => isBarePlural(each) && each.noun!.count === undefined) &&
    all.filter(({ noun }) => isThing(state, noun!.name)).length * 2 >= all.length;
  if (isBare) {
    state.mentioned = new Set([...state.mentioned, ...all.map(({ noun }) => singularName(noun!.name, lexicon))]);
    return end + 1;
  }
  if (!isPlace && isThing(state, last)) return -1;
  const isOfPlace = isPlace && isOne && nouns[0] === things[0] && nouns[1] === things[1] && things.length > 1;
  return isCounted || isList || isOfPlace ? end + 1 : -1;
}
