import { afterHead } from "./after-head.ts";
import type { TableDraft } from "./draft.ts";
import { readNoun } from "./noun.ts";
import { findTable, openTable, relate, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST_STEPS = 10_000_000;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, mo: 2_629_746, y: 31_556_952 };

/** "one row per day for 2023", "a reading every hour": rows at even steps. Undefined where it says nothing of the kind. */
export function readSteps(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  let k = 0;
  while (
    k < 3 &&
    (tokens[k]?.value === 1 ||
      (k === 0 && classes["and"]!.has(lowerAt(tokens, k))) ||
      classes["determiner"]!.has(lowerAt(tokens, k)) ||
      rateAt(state, lowerAt(tokens, k)) !== undefined ||
      classes["has"]!.has(lowerAt(tokens, k)))
  )
    k++;
  const isBare = lowerAt(tokens, 0) === "every" && state.current !== undefined && state.current.steps === undefined;
  if (isBare) return stepAt(state, tokens, 1);
  // "365 rows, one per day"
  const isOne = tokens[0]?.value === 1 || lowerAt(tokens, 0) === "one";
  const each = isOne ? (lowerAt(tokens, 1) === "for" ? 2 : 1) : 0;
  const isEach = each > 0 && classes["each"]!.has(lowerAt(tokens, each)) && isTime(state, tokens, each + 1);
  if (isEach && state.current !== undefined) return stepAt(state, tokens, each + 1);
  const named = readRowPer(state, tokens, k);
  if (named !== undefined) return named;
  const isRow = classes["count"]!.has(lowerAt(tokens, k)) || classes["measures"]!.has(lowerAt(tokens, k));
  if (!isRow || (k === 0 && tokens.length < 3)) return undefined;
  const isMany = lexicon.isPlural(lowerAt(tokens, k));
  const rate = rateAt(state, lowerAt(tokens, k + 1)) ?? (isMany ? rateAt(state, lowerAt(tokens, k - 1)) : undefined);
  if (rate !== undefined) {
    const isBehind = rateAt(state, lowerAt(tokens, k + 1)) !== undefined;
    const current = state.current;
    if (current === undefined) return undefined;
    const isMeasure = classes["measures"]!.has(lowerAt(tokens, k));
    if (current.rows !== undefined && isMeasure) openMeasures(state, tokens, k, current);
    state.current!.steps = { every: rate, span: { from: tokens[0]!.from, to: tokens[k]!.to }, isWork: false };
    return afterHead(state, tokens, periodAt(state, tokens, k + (isBehind ? 2 : 1)));
  }
  const measure = k++;
  if (lowerAt(tokens, k) === "for") k++;
  if (!["per", "each", "every", "a"].includes(lowerAt(tokens, k))) return undefined;
  // "one reading per sensor per hour"
  const of = readNoun(tokens, k + 1, lexicon);
  const parent = of === undefined || of.name === "" ? undefined : findTable(state, of.name);
  if (parent !== undefined && classes["oneOfMany"]!.has(lowerAt(tokens, of!.to))) {
    if (!isTime(state, tokens, of!.to + 1)) return undefined;
    openMeasures(state, tokens, measure, parent);
    return stepAt(state, tokens, of!.to + 1);
  }
  if (!isTime(state, tokens, k + 1)) return undefined;
  const current = state.current;
  const isChild =
    current?.rows !== undefined &&
    classes["measures"]!.has(lowerAt(tokens, measure)) &&
    lexicon.things[lexicon.singular(lowerAt(tokens, measure))] !== undefined &&
    lexicon.singular(current.name.split("_").at(-1)!) !== lexicon.singular(lowerAt(tokens, measure));
  if (isChild) openMeasures(state, tokens, measure, current);
  return stepAt(state, tokens, k + 1);
}

/** "one row per customer": what the rows are. */
function readRowPer(state: State, tokens: readonly Token[], k: number): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const isOne = k > 0 && classes["count"]!.has(lowerAt(tokens, k)) && !lexicon.isPlural(lowerAt(tokens, k));
  const per = isOne ? (lowerAt(tokens, k + 1) === "for" ? k + 2 : k + 1) : 0;
  if (per === 0 || !classes["oneOfMany"]!.has(lowerAt(tokens, per)) || isTime(state, tokens, per + 1)) return undefined;
  const noun = readNoun(tokens, per + 1, lexicon);
  if (noun === undefined || noun.name === "") return undefined;
  const { current } = state;
  const isBare = current !== undefined && current.fields.length === 0 && findTable(state, noun.name) === undefined;
  if (isBare) current.name = noun.name;
  else state.current = openTable(state, noun.name, noun.span);
  return afterHead(state, tokens, noun.to);
}

/** "1000 readings every 5 minutes from 10 devices": the steps come last, where nothing is taken for a part of them. */
export function withStepsLast(state: State, tokens: readonly Token[]): readonly Token[] {
  const { lexicon, names } = state.reading;
  let depth = 0;
  for (const [k, token] of tokens.entries()) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    const before = tokens[k - 1];
    if (depth > 0 || token.lower !== "every" || before?.kind !== "word" || !isTime(state, tokens, k + 1)) continue;
    const isOfRows =
      lexicon.isPlural(before.lower) && !(names.find(before.lower, "")?.type.startsWith("date") ?? false);
    const end = k + (tokens[k + 1]!.kind === "number" ? 3 : 2);
    const since = tokens.slice(0, k).findLastIndex((each) => each.kind === "mark") + 1;
    if (!isOfRows || !tokens.slice(since, k).some((each) => each.kind === "number")) continue;
    return [
      ...tokens.slice(0, k),
      ...tokens.slice(end),
      { ...token, kind: "mark", lower: ",", text: "" },
      ...tokens.slice(k, end),
    ];
  }
  return tokens;
}

/** "hourly", "daily". */
const rateAt = (state: State, word: string): string | undefined => {
  const { classes } = state.reading.lexicon;
  if (classes["hourly"]!.has(word)) return "1h";
  if (classes["daily"]!.has(word)) return "1d";
  if (classes["weekly"]!.has(word)) return "7d";
  return classes["monthly"]!.has(word) ? "1mo" : undefined;
};

const RATES: Readonly<Record<string, string>> = { "1h": "hour", "1d": "day", "7d": "week", "1mo": "month" };

/** "daily sales for 3 stores": sales, a row a day. */
export function withRateLast(state: State, tokens: readonly Token[]): readonly Token[] {
  const [first, ...things] = tokens;
  const rate = first === undefined ? undefined : rateAt(state, first.lower);
  const noun = rate === undefined ? undefined : readNoun(tokens, 1, state.reading.lexicon);
  if (noun === undefined || noun.name === "" || !noun.isPlural || noun.count !== undefined) return tokens;
  const word = (text: string): Token => ({ ...first!, text, lower: text });
  return [...things, { ...word(","), kind: "mark" }, word("every"), word(RATES[rate!]!)];
}

const isTime = (state: State, tokens: readonly Token[], from: number): boolean => {
  const { times, classes } = state.reading.lexicon;
  let k = from;
  if (tokens[k]?.kind === "number") k++;
  if (classes["workdays"]!.has(lowerAt(tokens, k)) || lowerAt(tokens, k) === "calendar") k++;
  return times[lowerAt(tokens, k)] !== undefined;
};

/** A table of what is measured at each row of another: it becomes the one that is spoken of. */
function openMeasures(state: State, tokens: readonly Token[], measure: number, parent: TableDraft): void {
  const { lexicon } = state.reading;
  const name = lexicon.plural(lowerAt(tokens, measure));
  const span = { from: tokens[measure]!.from, to: tokens[measure]!.to };
  const table = openTable(state, name, span);
  if (table !== parent) relate(state, table, parent, span);
  state.current = table;
  state.lastField = undefined;
}

/** "for a week", "over 3 days": the period behind the steps. */
function periodAt(state: State, tokens: readonly Token[], from: number): number {
  const { times } = state.reading.lexicon;
  if (!["for", "over", "during"].includes(lowerAt(tokens, from))) return from;
  let k = from + 1;
  let count = 1;
  if (["a", "an", "one", "the"].includes(lowerAt(tokens, k))) k++;
  if (["last", "past", "previous"].includes(lowerAt(tokens, k))) return from;
  if (tokens[k]?.kind === "number" && tokens[k]!.isYear === undefined)
    count = Math.max(1, Math.round(tokens[k++]!.value!));
  const unit = times[lowerAt(tokens, k)];
  if (unit === undefined) return from;
  const span = spanOf(count, unit);
  state.period = { name: "", span: { from: tokens[from]!.from, to: tokens[k]!.to }, from: `now-${span}`, to: "now" };
  return k + 1;
}

/** So many of a unit, as documents say it: `2mo`. */
export const spanOf = (count: number, unit: string): string =>
  unit === "w"
    ? `${count * 7}d`
    : unit === "q"
      ? `${count * 3}mo`
      : unit === "dec"
        ? `${count * 10}y`
        : `${count}${unit}`;

/** The steps behind "every", and the period behind them. */
function stepAt(state: State, tokens: readonly Token[], from: number): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  let k = from;
  let count = 1;
  if (tokens[k]?.kind === "number") count = Math.max(1, Math.round(tokens[k++]!.value!));
  const isWork = classes["workdays"]!.has(lowerAt(tokens, k));
  if (isWork || lowerAt(tokens, k) === "calendar") k++;
  const unit = lexicon.times[lowerAt(tokens, k)];
  const table = state.current ?? (state.tables.length === 0 ? openTable(state, "", tokens[0]!) : undefined);
  if (unit === undefined || table === undefined) return undefined;
  state.current = table;
  const step = spanOf(count, unit);
  table.steps = { every: step, span: { from: tokens[0]!.from, to: tokens[k]!.to }, isWork };
  return afterHead(state, tokens, periodAt(state, tokens, k + 1));
}

const momentOf = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined;
  const back = /^now-(\d+)(mo|[smhdy])$/.exec(text);
  if (text === "now") return now;
  if (back !== null) return now - Number(back[1]) * SECONDS[back[2]!]! * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/** Gives tables whose rows are steps of time their moment, and as many rows as the period has steps. */
export function placeSteps(state: State): void {
  const { names } = state.reading;
  for (const table of state.tables) {
    const { steps } = table;
    if (steps === undefined) continue;
    // "daily sales for 3 stores": a row a day of each
    const parent = table.isFor;
    if (parent !== undefined && !state.relations.some((each) => each.child === table && each.parent === parent))
      relate(state, table, parent, parent.span);
    const isMoment = (name: string): boolean =>
      ["date", "datetime", "time"].includes(names.find(name, table.name)?.type ?? "");
    let field = table.fields.find((each) => isMoment(each.name) || each.from !== undefined);
    if (field === undefined)
      table.fields.unshift((field = { name: /[dy]$|mo$/.test(steps.every) ? "date" : "timestamp", span: steps.span }));
    const from = field.from ?? state.period?.from ?? "now-1y";
    const to = field.to ?? state.period?.to ?? "now";
    Object.assign(field, { from, to, every: steps.every });
    const [first, last] = [momentOf(from, 0), momentOf(to, 0)];
    const [, count = "1", unit = "d"] = /^(\d+)(\D+)$/.exec(steps.every) ?? [];
    if (table.rows === undefined && first !== undefined && last !== undefined && last >= first) {
      const isDay = !to.startsWith("now") && unit !== "mo" && unit !== "y";
      const span = (last - first) / 1000 + (isDay ? SECONDS["d"]! : 0);
      const rows = Math.max(1, Math.min(MOST_STEPS, Math.round(span / (Number(count) * SECONDS[unit]!))));
      const relation = state.relations.find((each) => each.child === table && each.parent !== table);
      if (relation === undefined) {
        table.rows = rows;
        table.rowsSpan = steps.span;
      } else if (relation.min === undefined && relation.mean === undefined) [relation.min, relation.max] = [rows, rows];
    }
    if (steps.isWork)
      state.reading.note(`tables.${table.name}.fields.${field.name}`, "steps are even: days of rest are among them.");
  }
}
