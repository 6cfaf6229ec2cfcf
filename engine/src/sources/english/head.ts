import { isOfThose } from "./assumed-links.ts";
import { singularName } from "./lexicon.ts";
import { afterHead } from "./after-head.ts";
import { readNoun, type Noun } from "./noun.ts";
import { knownLength } from "./plain-list.ts";
import { areTables, listsThings, looksLikeFields, startsTable } from "./setting.ts";
import { findField, findTable, openNoun, openTable, relate, setRows, type State } from "./state.ts";
import { isMentioned, isTableNoun, isThing, NOT_TABLES } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

interface Where {
  readonly isFirst: boolean;
  readonly isAlone: boolean;
  readonly opens: boolean;
  /** What else is in the sentence. */
  readonly ahead: readonly (readonly Token[])[];
}

/** A table, or several; what is left are its fields. Undefined where no table stands there. */
export function readHead(state: State, tokens: readonly Token[], where: Where): readonly Token[] | undefined {
  const { lexicon, names } = state.reading;
  const { classes } = lexicon;
  const pronoun =
    ["they", "it", "each", "every", "these", "those", "all", "this"].includes(lowerAt(tokens, 0)) &&
    state.current !== undefined;
  if (pronoun) {
    let k = 1;
    while (
      [
        "one",
        "of",
        "them",
        "these",
        "row",
        "line",
        "record",
        "entry",
        "should",
        "must",
        "will",
        "also",
        "can",
        "would",
        "all",
        "rows",
        "records",
        "the",
        "user's",
      ].includes(lowerAt(tokens, k))
    )
      k++;
    if (classes["has"]!.has(lowerAt(tokens, k)) || lowerAt(tokens, k) === "with") return afterHead(state, tokens, k);
  }
  if (
    tokens[0]?.kind === "number" &&
    (tokens[1]?.lower === ":" || (tokens[1]?.lower === "—" && state.current?.fields.length === 0)) &&
    tokens[0].isShare === undefined &&
    state.current?.rows === undefined &&
    state.current !== undefined
  ) {
    state.current.rows = tokens[0].value!;
    state.current.rowsSpan = tokens[0];
    return tokens.slice(2);
  }
  const isAdded = ["and", "plus"].includes(lowerAt(tokens, 0));
  const start = isAdded ? 1 : 0;
  const noun = readNoun(tokens, start, lexicon);
  const titled = namedTable(state, tokens, start);
  if (titled !== undefined) return titled;
  if (noun === undefined || noun.range !== undefined) return undefined;
  const next = tokens[noun.to];
  const nextWord = lowerAt(tokens, noun.to);
  const isEnd = next === undefined;
  let verb = noun.to;
  while (["should", "must", "will", "would", "can", "shall", "also", "each", "all"].includes(lowerAt(tokens, verb)))
    verb++;
  const connects =
    !isEnd &&
    (classes["has"]!.has(nextWord) ||
      (verb > noun.to && (classes["has"]!.has(lowerAt(tokens, verb)) || classes["be"]!.has(lowerAt(tokens, verb)))) ||
      next.lower === ":" ||
      next.kind === "open" ||
      next.lower === "—" ||
      (nextWord === "x" && tokens[noun.to + 1]?.kind === "number") ||
      next.lower === "×" ||
      (classes["objectRowsAlone"]!.has(nextWord) && tokens[noun.to + 1]?.lower === "=") ||
      ["who", "that", "which", "each"].includes(nextWord));
  if (noun.name === "") return readRowsOnly(state, tokens, noun, where);
  // "50 teams, 11 players each with a name"
  const isOfEach = nextWord === "each" && classes["has"]!.has(lowerAt(tokens, noun.to + 1));
  const above = noun.count !== undefined && isOfEach ? state.current : undefined;
  if (above !== undefined && isOfThose(state, noun.name, above)) {
    const child = openTable(state, noun.name, noun.span);
    relate(state, child, above, noun.span, { isVague: false, count: noun.count! });
    state.current = child;
    return afterHead(state, tokens, noun.to + 1);
  }
  const known = findTable(state, noun.name);
  // "a flight has one aircraft and one route", "is for one patient with one doctor"
  const isReferred = noun.count === 1 && known !== undefined && state.current !== undefined && known !== state.current;
  if (isReferred && (known.rows ?? 0) > 1) {
    relate(state, state.current!, known, noun.span);
    return tokens.slice(noun.to);
  }
  const one = singularName(noun.name, state.reading.lexicon);
  const guess = names.find(one, "");
  const isNamed = guess !== undefined && guess.known >= Math.min(2, one.split("_").length);
  const isList =
    isFirstOf(state, where) && noun.isPlural && next?.lower === ":" && areFields(state, where.ahead.slice(0, 4));
  const isAmongFields = state.pending.length > 0 && isEnd && !noun.isPlural;
  const isBareField =
    known === undefined &&
    isNamed &&
    !noun.isFilled &&
    !isList &&
    noun.count === undefined &&
    (isAmongFields || (!noun.isContainer && lexicon.things[one] === undefined));
  if (
    state.current !== undefined &&
    findField(state, state.current, noun.name) !== undefined &&
    noun.count === undefined &&
    known === undefined
  )
    return undefined;
  const isCounted =
    noun.count !== undefined &&
    isTableNoun(state, noun) &&
    !(isEnd && state.current !== undefined && !noun.isPlural && !noun.isFilled) &&
    next?.kind !== "number";
  const isFirstTable =
    state.tables.length === 0 &&
    (where.isFirst ||
      (state.pending.length > 0 && (noun.count !== undefined || noun.isFilled || lexicon.things[one] !== undefined)));
  const isOpening =
    isFirstTable &&
    !isBareField &&
    (connects ||
      isEnd ||
      nextWord === "and" ||
      nextWord === "in" ||
      nextWord === "for" ||
      nextWord === "from" ||
      (nextWord === "between" && tokens[noun.to + 1]?.kind === "word") ||
      (next.kind === "number" &&
        next.isShare === undefined &&
        (tokens.length === noun.to + 1 ||
          tokens[noun.to + 1]!.lower === ":" ||
          tokens[noun.to + 1]!.kind === "open" ||
          classes["count"]!.has(lowerAt(tokens, noun.to + 1)))) ||
      noun.isFilled ||
      nextWord === "of") &&
    (noun.isPlural ||
      noun.isFilled ||
      noun.isContainer ||
      where.isAlone ||
      next?.lower === ":" ||
      classes["has"]!.has(nextWord) ||
      next?.kind === "open" ||
      lexicon.things[one] !== undefined);
  // "policies 400: pet name, …", "tools 90 rows (price)"
  const behind = tokens[noun.to + 1];
  const isCountedBehind =
    next?.kind === "number" &&
    next.isShare === undefined &&
    behind !== undefined &&
    (classes["count"]!.has(behind.lower) || behind.lower === ":" || behind.kind === "open") &&
    (where.isFirst || isThing(state, noun.name) || isMentioned(state, noun.name));
  const isKnownHead =
    known !== undefined &&
    (connects || isEnd || isCountedBehind || noun.count !== undefined) &&
    (noun.isPlural || where.isFirst || noun.count !== undefined || classes["has"]!.has(nextWord));
  // "…) and a table of employees: full name"
  const isSaid =
    noun.isFilled && tokens.slice(start, noun.to).some(({ lower }) => classes["sheets"]!.has(lower)) && noun.isPlural;
  const isDashed = where.isFirst && next?.lower === "—" && isMentioned(state, noun.name);
  const isLater =
    known === undefined &&
    state.tables.length > 0 &&
    (connects || isCountedBehind) &&
    (isCountedBehind || isTableNoun(state, noun)) &&
    noun.isPlural &&
    (where.isFirst ||
      next?.kind === "open" ||
      isSaid ||
      isCountedBehind ||
      (isMentioned(state, noun.name) && classes["has"]!.has(nextWord))) &&
    !isBareField &&
    (next?.lower === ":" ||
      isDashed ||
      isCountedBehind ||
      classes["has"]!.has(nextWord) ||
      (next?.kind === "open" &&
        ((lexicon.things[one] !== undefined && !isShareGroup(tokens, noun.to)) ||
          looksLikeFields(state, tokens, noun.to))));
  const isSection = where.isFirst && where.opens && isEnd && known === undefined && (!isBareField || noun.isPlural);
  const isPurpose =
    ["for", "of", "in", "at"].includes(nextWord) &&
    tokens.slice(noun.to + 1).every((token) => token.kind === "word") &&
    classes["determiner"]!.has(lowerAt(tokens, noun.to + 1));
  const isListed =
    state.isListing &&
    known === undefined &&
    (isEnd || isPurpose) &&
    noun.isPlural &&
    (lexicon.things[one] !== undefined || !isNamed || isMentioned(state, noun.name));
  const isPaired =
    state.isListing &&
    known === undefined &&
    (nextWord === "and" || next?.lower === ":") &&
    noun.isPlural &&
    (lexicon.things[one] !== undefined || !isNamed);
  if (!isCounted && !isOpening && !isKnownHead && !isLater && !isListed && !isPaired && !isSection) return undefined;
  if (
    known !== undefined &&
    isEnd &&
    noun.count === undefined &&
    state.current !== undefined &&
    !where.isFirst &&
    !state.isListing &&
    findTable(state, noun.name) !== state.current &&
    !noun.isPlural
  )
    return undefined;
  const table = openNoun(state, noun);
  const isFrame =
    noun.isContainer ||
    (next?.lower === ":" && !noun.isPlural && countsTable(state, tokens, noun.to + 1)) ||
    (known === undefined &&
      connects &&
      next.kind !== "open" &&
      listsThings(state, tokens.slice(noun.to + 1), where.ahead, noun.isPlural && !noun.hasDeterminer));
  if (isFrame && known === undefined && noun.count === undefined) {
    table.isContainer = true;
    state.lists = true;
  }
  state.isListing = isEnd || nextWord === "and" || table.isContainer === true;
  if (["and", "plus", "&"].includes(nextWord)) {
    const their = ["their", "its"].includes(lowerAt(tokens, noun.to + 1));
    const other = readNoun(tokens, noun.to + 1, lexicon);
    if (their && other !== undefined && isTableNoun(state, other)) {
      const child = openTable(state, other.name, other.span);
      if (child !== table) relate(state, child, table, other.span);
      if (tokens[other.to]?.kind === "open" && tokens[other.to + 1]?.kind === "number") {
        state.current = child;
        return afterHead(state, tokens, other.to);
      }
      state.current = other.count === undefined ? table : child;
      return afterHead(state, tokens, other.to);
    }
    return tokens.slice(noun.to + 1);
  }
  if (next?.kind === "open" && where.isFirst && areTables(state, [tokens, ...where.ahead])) state.lists = true;
  const isContainerList = (table.isContainer === true || noun.isFilled) && connects && noun.count === undefined;
  if (isContainerList) state.isListing = true;
  return afterHead(state, tokens, noun.to);
}

/** Whether nothing was read before this sentence. */
const isFirstOf = (state: State, where: Where): boolean =>
  where.isFirst && state.tables.length === 0 && state.pending.length === 0;

/** Whether most of a list are names of fields. */
function areFields(state: State, parts: readonly (readonly Token[])[]): boolean {
  const known = parts.filter((part) => knownLength(part, 0, state.reading.names, "") > 0);
  return parts.length > 1 && known.length * 2 >= parts.length;
}

/** `pets (10% yes)` is no table. */
const isShareGroup = (tokens: readonly Token[], k: number): boolean =>
  tokens[k + 1]?.isShare === true ||
  (tokens[k + 1]?.kind === "number" && tokens.slice(k + 2, k + 5).some(({ lower }) => NOT_TABLES.has(lower))) || // tags (1-5 words)
  tokens.slice(k + 1, k + 4).every((token) => token.isShare === true || token.kind === "close");

/** "hospital: 200 patients, 15 doctors": the first only says where. */
function countsTable(state: State, tokens: readonly Token[], k: number): boolean {
  const noun = tokens[k]?.kind === "number" ? readNoun(tokens, k, state.reading.lexicon) : undefined;
  return noun?.count !== undefined && noun.name !== "" && isTableNoun(state, noun);
}

/** "1000 rows", "150 of them", "records with …". */
function readRowsOnly(state: State, tokens: readonly Token[], noun: Noun, where: Where): readonly Token[] | undefined {
  const { classes } = state.reading.lexicon;
  const nextWord = lowerAt(tokens, noun.to);
  const connects =
    tokens[noun.to] === undefined ||
    state.reading.lexicon.classes["has"]!.has(nextWord) ||
    [":", ",", "—"].includes(tokens[noun.to]!.lower) ||
    tokens[noun.to]!.kind === "open" ||
    ["in", "for", "each", "total", "of", "please", "should", "where", "and"].includes(nextWord);
  if (!connects && noun.count === undefined) return undefined;
  // "a total and a status"
  const said = tokens.slice(0, noun.to).filter(({ lower }) => !classes["determiner"]!.has(lower));
  const known = state.reading.names.find(said.map(({ lower }) => lower).join("_"), "")?.known;
  if (noun.count === undefined && state.current !== undefined && known === said.length) return undefined;
  // "test (glucose, iron)" of a table that is there is a field of it
  const isField = tokens[noun.to]?.kind === "open" && noun.count === undefined && state.current !== undefined;
  if (isField && !state.reading.lexicon.classes["count"]!.has(lowerAt(tokens, noun.to - 1))) return undefined;
  if (noun.count === undefined && state.current === undefined && !noun.isFilled) return undefined;
  if (noun.count === undefined && state.current !== undefined && tokens[noun.to] === undefined) return undefined;
  // "csv: 250 leads"
  if (
    noun.count === undefined &&
    state.tables.length === 0 &&
    tokens[noun.to]?.lower === ":" &&
    (countsTable(state, tokens, noun.to + 1) || startsTable(state, tokens.slice(noun.to + 1)) === "must")
  )
    return tokens.slice(noun.to + 1);
  openNoun(state, noun);
  // "the file should contain invoices from 2025": what rows there are
  let inside = noun.to;
  while (classes["modal"]!.has(lowerAt(tokens, inside))) inside++;
  const things = classes["has"]!.has(lowerAt(tokens, inside))
    ? readNoun(tokens, inside + 1, state.reading.lexicon)
    : undefined;
  const isOnly =
    things !== undefined &&
    (tokens[things.to] === undefined || tokens[things.to]!.lower === "from" || tokens[things.to]!.lower === "for");
  if (
    isOnly &&
    noun.count === undefined &&
    where.isAlone &&
    things.isPlural &&
    (isThing(state, things.name) || isMentioned(state, things.name))
  ) {
    openNoun(state, things);
    return afterHead(state, tokens, things.to);
  }
  if (nextWord === "total" || (nextWord === "in" && lowerAt(tokens, noun.to + 1) === "total"))
    return afterHead(state, tokens, noun.to + (nextWord === "in" ? 2 : 1));
  return afterHead(state, tokens, noun.to);
}

/** "a table called inventory with 300 rows": the name that it is given. */
function namedTable(state: State, tokens: readonly Token[], start: number): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const at = tokens.findIndex(
    (token, i) => i >= start && i <= start + 5 && token.kind === "word" && classes["named"]!.has(token.lower),
  );
  const front = tokens.slice(start, at);
  const isTable =
    at > start &&
    front.some((token) => classes["tableLabels"]!.has(token.lower) || classes["filler"]!.has(token.lower));
  if (!isTable || front.some((token) => token.kind === "mark" || token.kind === "open")) return undefined;
  const noun = readNoun(unquoted(tokens), at + 1, lexicon);
  if (noun === undefined || noun.name === "") return undefined;
  const count = readNoun(tokens, start, lexicon);
  const table = openNoun(state, noun);
  if (count?.count !== undefined && count.count > 1) setRows(state, table, count);
  const isRows = lexicon.classes["has"]!.has(lowerAt(tokens, noun.to)) && tokens[noun.to + 1]?.kind === "number";
  const rows = isRows ? readNoun(tokens, noun.to + 1, lexicon) : undefined;
  if (rows?.name === "" && rows.count !== undefined) {
    setRows(state, table, rows);
    return afterHead(state, tokens, rows.to);
  }
  return afterHead(state, tokens, noun.to);
}

const unquoted = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token) => (token.kind === "quote" ? { ...token, kind: "word" as const } : token));
