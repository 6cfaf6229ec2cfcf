import { singularName } from "./lexicon.ts";
import { readNoun } from "./noun.ts";
import type { State } from "./state.ts";
import { isMentioned, isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** Whether the part of a list begins with things that are a table's rows. */
function startsTable(state: State, part: readonly Token[]): "no" | "may" | "must" {
  const { lexicon, names } = state.reading;
  const { classes } = lexicon;
  const start = classes["and"]!.has(lowerAt(part, 0)) ? 1 : 0;
  const noun = readNoun(part, start, lexicon);
  if (noun === undefined || noun.name === "" || !noun.isPlural || noun.isFilled) return "no";
  const known = isThing(state, noun.name) || isMentioned(state, noun.name);
  if (!known) return "no";
  const next = part[noun.to];
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
