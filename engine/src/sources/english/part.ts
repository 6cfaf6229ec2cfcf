import { splitCondition } from "./conditions.ts";
import { readDetails } from "./details.ts";
import { nameWords, type Condition, type TableDraft } from "./draft.ts";
import { LATER } from "./meanings.ts";
import { readField } from "./field.ts";
import { addField, findField, findTable, mergeField, type State } from "./state.ts";
import type { Token } from "./tokens.ts";

/** A field of the current table, or phrases for the one before. */
export function readPart(state: State, tokens: readonly Token[]): void {
  const { reading } = state;
  const table = state.current;
  const conditional = splitCondition(tokens, reading.lexicon);
  if (conditional !== undefined) {
    const [core, condition] = conditional;
    if (addBound(state, core, condition)) return;
    readPart(state, core);
    if (state.lastField !== undefined) state.lastField.when = condition;
    return;
  }
  // "adopted on, only if adopted"
  const isOnly = tokens[0]?.lower === "only" && reading.lexicon.classes["if"]!.has(tokens[1]?.lower ?? "");
  if (isOnly && tokens.length > 2 && state.lastField !== undefined) {
    state.lastField.when = { words: tokens.slice(2), isNot: false };
    return;
  }
  const isOtherwise = reading.lexicon.classes["otherwise"]!.has(tokens[0]?.lower ?? "");
  if (isOtherwise && state.lastField?.when !== undefined) {
    const number = tokens.find((token) => token.kind === "number");
    if (number !== undefined) state.lastField.when = { ...state.lastField.when, otherwise: number.value! };
    return;
  }
  const isUnwanted =
    tokens.length < 6 &&
    reading.lexicon.classes["not"]!.has(tokens.at(-2)?.lower ?? "") &&
    reading.lexicon.classes["needed"]!.has(tokens.at(-1)!.lower);
  if (isUnwanted) return; // "middle name not needed"
  if (readStatement(state, tokens)) return;
  const part = readField(tokens, reading, table?.name ?? "");
  if (!part.hasName) {
    if (state.lastField !== undefined) mergeField(state.lastField, part.draft);
    else if (
      tokens.some((token) => token.kind === "word") &&
      !Object.keys(part.draft).some((key) => key !== "name" && key !== "span")
    )
      reading.unknown(tokens);
    return;
  }
  const { draft } = part;
  // "a due date 30 days later": than the one before
  if (draft.after === LATER) {
    const before = state.lastField?.name;
    if (before === undefined) delete draft.after;
    else draft.after = before;
  }
  const words = draft.name.split("_");
  const isNoise =
    words.length > 6 ||
    /^(?:please|thanks|thank_you|etc|so_on|more|everything|data|table|csv|json|them|it|fields?|columns?)$/.test(
      draft.name,
    );
  if (isNoise) {
    reading.unknown(tokens);
    return;
  }
  const singular = toSingular(state, draft.name);
  draft.name = singular;
  const owner =
    findField(state, table, draft.name) === undefined
      ? state.tables.filter((each) => findField(state, each, draft.name) !== undefined)
      : [];
  const isStatement = tokens.some((token) =>
    ["should", "must", "is", "are", "be", "cannot", "can"].includes(token.lower),
  );
  if ((isStatement || state.isEdit) && owner.length === 1 && table !== owner[0]) {
    mergeField(findField(state, owner[0], draft.name)!, draft);
    return;
  }
  if (
    state.period !== undefined &&
    draft.from === undefined &&
    ["date", "datetime"].includes(reading.names.find(draft.name, "")?.type ?? "")
  ) {
    draft.from = state.period.from!;
    draft.to = state.period.to!;
    state.period = undefined;
  }
  addField(state, draft);
}

/** "if the zone is A, the fee is at least 3": a bound of a field that is there, and of those rows only. */
function addBound(state: State, core: readonly Token[], when: Condition): boolean {
  const { draft } = readField(core, state.reading, state.current?.name ?? "");
  const known = findField(state, state.current, draft.name);
  const { min, max } = draft;
  const isBound = Object.keys(draft).every((key) => ["name", "span", "min", "max"].includes(key));
  if (known === undefined || !isBound || (min === undefined && max === undefined)) return false;
  const bound = { when, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  known.bounds = [...(known.bounds ?? []), bound];
  return true;
}

const SINGULAR_TYPES =
  /^(?:animal\.|person\.|internet\.|phone\.|address\.|date|datetime|age$|sequence$|job\.|company\.|money$)/;

/** "their names and emails": one each. */
function toSingular(state: State, name: string): string {
  const { lexicon, names } = state.reading;
  const words = name.split("_");
  const one = [...words.slice(0, -1), lexicon.singular(words.at(-1)!)].join("_");
  if (one === name) return name;
  if (one === "name") return one;
  const table = state.current?.name ?? "";
  const [single, whole] = [names.find(one, table), names.find(name, table)];
  if (single === undefined || single.known === 0 || !SINGULAR_TYPES.test(single.type)) return name;
  // "guests", "sick days": numbers of them
  const isOwn = whole !== undefined && !SINGULAR_TYPES.test(whole.type) && whole.known >= words.length;
  return isOwn || /^(?:sales|total_sales|net_sales)$/.test(name) ? name : one;
}

/** "customer emails must be unique", "the price of products is at least 5": said of a field that a table has. */
function readStatement(state: State, tokens: readonly Token[]): boolean {
  const be = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      [
        "should",
        "must",
        "is",
        "are",
        "be",
        "can",
        "cannot",
        "may",
        "needs",
        "ranges",
        "range",
        "follow",
        "follows",
        "has",
        "have",
      ].includes(token.lower),
  );
  const possessive = tokens.findIndex((token) => token.lower.endsWith("'s") || token.lower.endsWith("s'"));
  if (be < 1 && possessive < 0) return false;
  if (be < 1) return false;
  const head = tokens
    .slice(0, be)
    .filter(
      (token) =>
        !["the", "a", "all", "every", "each", "their", "its", "any", "make", "sure", "that", "ensure"].includes(
          token.lower,
        ),
    );
  if (head.length === 0 || head.length > 5 || head.some((token) => token.kind !== "word")) return false;
  const of = head.findIndex((token) => ["of", "for", "in", "on"].includes(token.lower));
  const words = nameWords((of > 0 ? head.slice(0, of) : head).map((token) => token.text).join(" ")).join("_");
  const about: TableDraft | undefined =
    of > 0
      ? findTable(
          state,
          nameWords(
            head
              .slice(of + 1)
              .map((token) => token.text)
              .join(" "),
          ).join("_"),
        )
      : tableOfPrefix(state, words);
  const tables = [about, state.current, ...state.tables].filter((table) => table !== undefined);
  for (const table of tables) {
    const field =
      findField(state, table, words) ??
      (about === table ? findField(state, table, words.split("_").slice(1).join("_")) : undefined);
    if (field === undefined || tokens.some((token) => token.isShare === true)) continue;
    const rest = tokens
      .slice(be)
      .filter(
        (token, i) =>
          !(i < 3 && ["should", "must", "is", "are", "be", "always", "all", "has", "have", "to"].includes(token.lower)),
      );
    const again = readField(
      [...head.slice(0, of > 0 ? of : undefined), ...tokens.slice(be)],
      state.reading,
      table.name,
    );
    if (again.draft.formula !== undefined) mergeField(field, again.draft);
    else {
      const before = JSON.stringify([field, [...(field.weights ?? [])]]);
      readDetails(rest, field, state.reading);
      if (JSON.stringify([field, [...(field.weights ?? [])]]) === before) return false;
    }
    state.lastField = field;
    return true;
  }
  return false;
}

function tableOfPrefix(state: State, name: string): TableDraft | undefined {
  const [first, ...rest] = name.split("_");
  return rest.length === 0
    ? undefined
    : state.tables.find(
        (table) => state.reading.lexicon.singular(table.name) === state.reading.lexicon.singular(first!),
      );
}
