import { readNoun } from "./noun.ts";
import { setRows, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** How many rows a table has, said behind it at `k`: where it ends; undefined where nothing says so. */
export function countBehindHead(state: State, tokens: readonly Token[], k: number, from: number): number | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const token = tokens[k]!;
  const word = lowerAt(tokens, k);
  const next = tokens[k + 1];
  const isOpen = state.current?.rows === undefined;
  const countBy = (number: Token): void =>
    void Object.assign(state.current!, { rows: number.value!, rowsSpan: number });
  // "employee table with 60 people"
  const who = classes["has"]!.has(word) && next?.kind === "number" ? readNoun(tokens, k + 1, lexicon) : undefined;
  if (who?.count !== undefined && classes["people"]!.has(who.name) && isOpen) {
    setRows(state, state.current!, who);
    return who.to;
  }
  const isPlain = next?.kind === "number" && next.isShare === undefined;
  // "reviews x 3000", "participants - 200 - …"
  const end = classes["count"]!.has(lowerAt(tokens, k + 2)) ? k + 3 : k + 2;
  const isTimes = word === "x" || token.lower === "×" || token.lower === "—";
  const isLast =
    tokens[end] === undefined || ["—", ",", ":"].includes(tokens[end].lower) || tokens[end].kind === "open";
  if (isTimes && isPlain && isLast && isOpen) {
    countBy(next);
    return end;
  }
  // "responses n = 1,250"
  if (classes["objectRowsAlone"]!.has(word) && next?.lower === "=" && tokens[k + 2]?.kind === "number") {
    countBy(tokens[k + 2]!);
    return k + 3;
  }
  // "accounts: 40, username, …"
  if (token.lower === ":" && isPlain && isOpen && (tokens[k + 2] === undefined || tokens[k + 2]!.lower === ",")) {
    countBy(next);
    return k + 2;
  }
  const isRows =
    classes["count"]!.has(lowerAt(tokens, k + 1)) ||
    next?.lower === ":" ||
    next?.kind === "open" ||
    k === tokens.length - 1;
  const isEnd = k === tokens.length - 1 && isOpen;
  if (token.kind !== "number" || (k !== from && !isEnd) || token.isShare !== undefined || !isRows) return undefined;
  countBy(token);
  return classes["count"]!.has(lowerAt(tokens, k + 1)) ? k + 2 : k + 1;
}
