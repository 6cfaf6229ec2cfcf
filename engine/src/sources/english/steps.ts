import { afterHead } from "./after-head.ts";
import { openTable, type State } from "./state.ts";
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
      classes["determiner"]!.has(lowerAt(tokens, k)) ||
      classes["has"]!.has(lowerAt(tokens, k)))
  )
    k++;
  const isRow = classes["count"]!.has(lowerAt(tokens, k)) || classes["measures"]!.has(lowerAt(tokens, k));
  if (!isRow || (k === 0 && tokens.length < 3)) return undefined;
  k++;
  if (lowerAt(tokens, k) === "for") k++;
  if (!["per", "each", "every", "a"].includes(lowerAt(tokens, k))) return undefined;
  k++;
  let count = 1;
  if (tokens[k]?.kind === "number") count = Math.max(1, Math.round(tokens[k++]!.value!));
  const isWork = classes["workdays"]!.has(lowerAt(tokens, k));
  if (isWork || lowerAt(tokens, k) === "calendar") k++;
  const unit = lexicon.times[lowerAt(tokens, k)];
  const table = state.current ?? (state.tables.length === 0 ? openTable(state, "", tokens[0]!) : undefined);
  if (unit === undefined || table === undefined) return undefined;
  state.current = table;
  const step =
    unit === "w"
      ? `${count * 7}d`
      : unit === "q"
        ? `${count * 3}mo`
        : unit === "dec"
          ? `${count * 10}y`
          : `${count}${unit}`;
  table.steps = { every: step, span: { from: tokens[0]!.from, to: tokens[k]!.to }, isWork };
  return afterHead(state, tokens, k + 1);
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
      table.rows = Math.max(1, Math.min(MOST_STEPS, Math.round(span / (Number(count) * SECONDS[unit]!))));
      table.rowsSpan = steps.span;
    }
    if (steps.isWork)
      state.reading.note(`tables.${table.name}.fields.${field.name}`, "steps are even: days of rest are among them.");
  }
}
