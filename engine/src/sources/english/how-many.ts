import { readNoun } from "./noun.ts";
import { findTable, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** "10000 rows: …", "900 of them", "maybe 75 entries": how many there are of what was named before. */
export function isHowMany(state: State, tokens: readonly Token[]): boolean {
  const { enough, count } = state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const at = tokens.findIndex((token) => token.kind === "number");
  if (at < 0 || at > 2 || tokens[at]!.isShare !== undefined) return false;
  const isBefore = tokens.slice(0, at).every((token) => enough!.has(token.lower));
  const isRows = count!.has(lowerAt(tokens, at + 1));
  return (
    isBefore && (isRows || (tokens.length > at + 1 && tokens.slice(at + 1).every(({ lower }) => enough!.has(lower))))
  );
}

/** "10k" behind a title and nothing else. */
export const isBareCount = ([number, ...more]: readonly Token[]): boolean =>
  number?.kind === "number" &&
  more.length === 0 &&
  number.isShare === undefined &&
  number.currency === undefined &&
  Number.isInteger(number.value);

/** Where the number of "… - 60 rows", "… x 250" begins, behind all that is said of them. */
export function countBehind(state: State, tokens: readonly Token[]): number | undefined {
  const { lexicon } = state.reading;
  const at = tokens.findLastIndex((token) => token.kind === "number");
  if (at < 4 || at < tokens.length - 4 || tokens[at]!.isShare !== undefined || tokens[at]!.currency !== undefined)
    return undefined;
  const [before, behind] = [tokens[at - 1]!, tokens.slice(at + 1)];
  const isTimes = before.lower === "x" || before.lower === "×";
  // "withdrew 7% - 240 of them": no range
  const isApart = before.lower === "-" && tokens[at - 2]!.isShare === true && before.from > tokens[at - 2]!.to;
  const isMade = lowerAt(tokens, at - 1) === "it" && lowerAt(tokens, at - 2) === "make" && behind.length === 0;
  if (isMade) return at - 1;
  const isDash = isApart || before.lower === "—" || before.lower === "->" || before.lower === "=";
  const noun = behind.length === 0 ? undefined : readNoun(tokens, at, lexicon);
  const isRows = noun?.to === tokens.length && noun.isPlural && !lexicon.units.has(behind.at(-1)!.lower);
  const isCounted =
    behind.length > 0 &&
    (lexicon.classes["count"]!.has(behind[0]!.lower)
      ? behind.length === 1
      : behind.every(({ lower }) => lexicon.classes["enough"]!.has(lower)));
  return (isTimes && behind.length === 0 && before.kind !== "number" && tokens[at - 2]!.kind !== "number") ||
    (isDash && (isCounted || isRows))
    ? at
    : undefined;
}

/** Where "…, 50 rows each", "… - 50 each", "20 rows per table" begins, which is said of all tables, and the number. */
export function countOfAll(
  state: State,
  tokens: readonly Token[],
): { readonly from: number; readonly number: Token } | undefined {
  const { classes } = state.reading.lexicon;
  const at = tokens.findLastIndex((token) => token.kind === "number");
  const number = tokens[at];
  if (number === undefined || number.isShare !== undefined || !Number.isInteger(number.value)) return undefined;
  const isRows = classes["count"]!.has(lowerAt(tokens, at + 1));
  const behind = tokens.slice(at + (isRows ? 2 : 1)).map(({ lower }) => lower);
  const isTable = classes["sheets"]!.has(behind.at(-1) ?? "") && behind.length < 4;
  const isEach = isTable
    ? behind.slice(0, -1).some((word) => classes["oneOfMany"]!.has(word))
    : behind.length === 1 && ["each", "apiece"].includes(behind[0]!);
  const before = tokens[at - 1];
  const isApart = before === undefined || before.kind !== "word" || before.lower === "with";
  if (!isEach || !isApart || !(isRows || isTable || before?.kind === "mark")) return undefined;
  return { from: Math.max(0, at - 1), number };
}

/** "60 vehicles, 45 drivers, trips 2500": how many of a table that is there. */
export function readCountOf(state: State, tokens: readonly Token[]): boolean {
  const [, number, more] = tokens;
  const noun = number?.kind === "number" && more === undefined ? readNoun(tokens, 0, state.reading.lexicon) : undefined;
  const table = noun?.to === 1 && noun.isPlural ? findTable(state, noun.name) : undefined;
  if (table === undefined || table.rows !== undefined || !Number.isInteger(number!.value)) return false;
  if (number!.isShare !== undefined || number!.currency !== undefined) return false;
  Object.assign(table, { rows: number!.value!, rowsSpan: number });
  return true;
}

/** "About 800 would do": how many, of what is spoken of. */
export function readEnough(state: State, tokens: readonly Token[]): boolean {
  const numbers = tokens.filter((token) => token.kind === "number");
  const [number] = numbers;
  const table = state.current;
  // "50 / 200 / 1000 rows": of each table in its turn
  const isEach =
    numbers.length > 1 &&
    numbers.length === state.tables.length &&
    numbers.every((each) => each.isShare === undefined) &&
    tokens.every(
      (token) =>
        token.kind === "number" ||
        ["/", ",", "|", "~"].includes(token.lower) ||
        state.reading.lexicon.classes["enough"]!.has(token.lower) ||
        ["and", "respectively"].includes(token.lower),
    );
  if (isEach) {
    for (const [i, each] of state.tables.entries())
      Object.assign(each, { rows: numbers[i]!.value!, rowsSpan: numbers[i]! });
    return true;
  }
  if (table === undefined || numbers.length !== 1 || tokens.length > 7) return false;
  if (tokens.length < 2 && (table.rows !== undefined || !Number.isInteger(number!.value))) return false;
  const { classes } = state.reading.lexicon;
  if (
    number!.isShare !== undefined ||
    !tokens.every((token) => token === number || token.lower === "," || classes["enough"]!.has(token.lower))
  )
    return false;
  table.rows = number!.value!;
  table.rowsSpan = number!;
  return true;
}
