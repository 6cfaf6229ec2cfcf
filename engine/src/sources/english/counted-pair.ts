import type { TableDraft } from "./draft.ts";
import { afterHead } from "./after-head.ts";
import { readNoun } from "./noun.ts";
import { openNoun, relate, type State } from "./state.ts";
import { isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const EACH = new Set(["per", "each", "apiece"]);
const MOST_VERB = 3; // words between two nouns

interface Counted {
  readonly table: TableDraft;
  /** So many of each row of the other: "accounts (1-3 per customer)". */
  readonly range?: readonly [number, number];
  readonly to: number;
}

/** "support agents (15)", "tickets (400 of them)". */
function countedAt(state: State, tokens: readonly Token[], k: number): Counted | undefined {
  const noun = readNoun(tokens, k, state.reading.lexicon);
  if (noun === undefined || noun.name === "" || !noun.isPlural || noun.count !== undefined) return undefined;
  const number = tokens[noun.to + 1];
  if (tokens[noun.to]?.kind !== "open" || number?.kind !== "number" || number.isShare !== undefined) return undefined;
  if (number.currency !== undefined || !Number.isInteger(number.value)) return undefined;
  const end = tokens.findIndex((token, i) => i > noun.to && token.kind === "close");
  const { classes } = state.reading.lexicon;
  const isEach = tokens.slice(noun.to + 1, end).some((token) => EACH.has(token.lower));
  const isCount =
    isEach ||
    tokens
      .slice(noun.to + 2, end)
      .every((token) => classes["enough"]!.has(token.lower) || classes["count"]!.has(token.lower));
  if (end < 0 || !isCount) return undefined;
  const table = openNoun(state, noun);
  const inner = tokens.slice(noun.to + 1, end);
  if (inner.some((token) => EACH.has(token.lower))) {
    const counts = inner.filter((token) => token.kind === "number").map((token) => token.value!);
    return { table, to: end + 1, range: [Math.min(...counts), Math.max(...counts)] };
  }
  table.rows = number.value!;
  table.rowsSpan = number;
  return { table, to: end + 1 };
}

/** "teachers (12) teach classes (30) attended by students (400)": tables with their rows, each verb a relation. */
export function readCountedPair(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { classes } = state.reading.lexicon;
  const open = tokens.findIndex((token) => token.kind === "open");
  const verb = tokens.findIndex((token, i) => i > open && token.kind === "close") + 1;
  if (open < 1 || open > 4 || verb < 1 || tokens[verb]?.kind !== "word") return undefined;
  if (classes["and"]!.has(lowerAt(tokens, verb)) || classes["has"]!.has(lowerAt(tokens, verb))) return undefined;
  if (!canFollow(state, tokens, verb)) return undefined;
  let subject = countedAt(state, tokens, 0);
  if (subject === undefined) return undefined;
  for (;;) {
    const next = secondAt(state, tokens, subject.to);
    if (next === undefined) break;
    const [object, isPassive] = next;
    if (object.table === subject.table) break;
    const [child, parent] = isPassive ? [subject.table, object.table] : [object.table, subject.table];
    const span = { from: tokens[0]!.from, to: tokens[object.to - 1]!.to };
    const { range } = child === object.table ? object : subject;
    relate(state, child, parent, span, { isVague: false, ...(range !== undefined && { range }) });
    subject = object;
  }
  state.current = subject.table;
  return afterHead(state, tokens, subject.to, true);
}

/** Whether a counted noun stands behind a verb, without reading it. */
function canFollow(state: State, tokens: readonly Token[], verb: number): boolean {
  for (let k = verb + 1; k <= verb + MOST_VERB; k++) {
    const noun = readNoun(tokens, k, state.reading.lexicon);
    if (
      noun?.isPlural === true &&
      noun.name !== "" &&
      tokens[noun.to]?.kind === "open" &&
      tokens[noun.to + 1]?.kind === "number"
    )
      return true;
  }
  return false;
}

/** The noun behind a verb, and whether the verb is passive: "classes attended by students". */
function secondAt(state: State, tokens: readonly Token[], verb: number): readonly [Counted, boolean] | undefined {
  const { classes } = state.reading.lexicon;
  if (tokens[verb]?.kind !== "word" || classes["and"]!.has(lowerAt(tokens, verb))) return undefined;
  for (let k = verb + 1; k <= verb + MOST_VERB && k < tokens.length; k++) {
    if (tokens[k]!.kind !== "word") return undefined;
    const isPreposition = classes["to"]!.has(lowerAt(tokens, k));
    if (isPreposition) continue;
    const before = tokens.slice(verb, k);
    // "attended by", "work in", but "care for"
    const isPassive =
      before.some((token) => classes["to"]!.has(token.lower)) &&
      (before.some((token) => token.lower === "by") ||
        before[0]!.lower.endsWith("ed") ||
        classes["belongs"]!.has(before[0]!.lower));
    const counted = countedAt(state, tokens, k);
    if (counted !== undefined) return [counted, isPassive];
    const noun = readNoun(tokens, k, state.reading.lexicon);
    if (noun?.isPlural === true && isThing(state, noun.name) && isPassive)
      return [{ table: openNoun(state, noun), to: noun.to }, isPassive];
  }
  return undefined;
}
