import { nameWords, type FieldDraft } from "./draft.ts";
import { readField } from "./field.ts";
import { splitFormula } from "./formula-words.ts";
import { splitAnd } from "./items.ts";
import { quantified, restAt, saidOfRest } from "./said-shares.ts";
import { addField, findField, findTable, mergeField, type State } from "./state.ts";
import type { Token } from "./tokens.ts";
import { knownNameOf, nameOfValues } from "./value-names.ts";
import { atShares, textOf } from "./values.ts";

interface Item {
  readonly tokens: readonly Token[];
  readonly isPart: boolean;
}

interface Share {
  readonly share: number;
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  readonly all: readonly Token[];
}

const NOISE = new Set(
  "of the them that which are is should be being were a an and with which at about around roughly approximately in have has where : — ( ) split into among as customers users orders rows records cases time ~ for".split(
    " ",
  ),
);
const WITH_IN = new Set("transit progress stock review use store".split(" ")); // "in transit" is one value
const MOST_SAID = 101; // per cent
const MOST_PARTS = 12; // of one field in words

/** One share among some words, and nothing else that counts. */
function toShare(tokens: readonly Token[]): Share | undefined {
  const at = tokens.findIndex((token) => token.isShare === true);
  if (
    at < 0 ||
    tokens.some(
      (token, i) =>
        i !== at &&
        (token.kind === "number" ||
          token.isShare === true ||
          token.lower === "=" ||
          token.lower === "|" ||
          token.lower === "/"),
    )
  )
    return undefined;
  const flat = (part: readonly Token[]): readonly Token[] =>
    part.filter((token) => token.kind === "word" || token.kind === "quote");
  const [before, after] = [flat(tokens.slice(0, at)), flat(tokens.slice(at + 1))];
  return before.length + after.length > 9 ? undefined : { share: tokens[at]!.value!, before, after, all: tokens };
}

const words = (tokens: readonly Token[]): readonly Token[] => {
  let [from, to] = [0, tokens.length];
  const isWhole = (k: number): boolean => tokens[k]!.lower === "in" && WITH_IN.has(tokens[k + 1]?.lower ?? "");
  while (from < to && NOISE.has(tokens[from]!.lower) && !isWhole(from)) from++;
  while (to > from && NOISE.has(tokens[to - 1]!.lower)) to--;
  return tokens.slice(from, to);
};

const TRUTHY = /^(?:true|yes|null|missing|empty|blank|chance|of_the_time|positive|false|no|probability)$/;

/**
 * "approved 64%, rejected 30%, pending 6%" is one field of three values; "3% of orders are refunded" a share. Takes the
 * following items of a list with it; false where the item is neither.
 */
export function readShares(state: State, items: Item[], tokens: readonly Token[]): boolean {
  if (splitFormula(tokens) !== undefined) return false;
  if (readQuantified(state, items, tokens)) return true;
  if (!tokens.some((token) => token.isShare === true)) return false;
  const table = state.current?.name ?? "";
  const own = splitAnd(tokens, state.reading, table).flatMap(atShares);
  const queue: (readonly Token[])[] = [...own];
  const sumOf = (parts: readonly (readonly Token[])[]): number =>
    parts.reduce((sum, part) => sum + (part.find((token) => token.isShare === true)?.value ?? 0), 0);
  let used = 0;
  let said = sumOf(own);
  for (const item of items) {
    if (said > MOST_SAID) break;
    const parts = splitAnd(item.tokens, state.reading, table);
    const isRest = restAt(parts[0] ?? [], state.reading.lexicon) >= 0;
    if (!parts.every((part) => toShare(part) !== undefined) && !isRest) break;
    queue.push(...parts);
    said += sumOf(parts);
    used++;
    if (used > 30) break;
  }
  const run: Share[] = [];
  let total = 0;
  let count = 0;
  for (const part of queue) {
    const share = toShare(part);
    if (share === undefined) {
      const rest = restAt(part, state.reading.lexicon);
      if (rest >= 0 && run.length > 0 && total < 100) {
        run.push({ share: 100 - total, before: [], after: saidOfRest(part, rest), all: part });
        total = 100;
        count++;
      }
      break;
    }
    run.push(share);
    total += share.share;
    count++;
    if (total >= 99.4) break;
  }
  const isWhole = run.length >= 2 && Math.abs(total - 100) < 1.01;
  if (isWhole && takeRun(state, run)) {
    const left = Math.max(0, count - own.length);
    let dropped = 0;
    let k = 0;
    while (k < items.length && dropped < left) dropped += splitAnd(items[k++]!.tokens, state.reading, table).length;
    items.splice(0, k);
    if (count < own.length) items.unshift(...own.slice(count).map((part) => ({ tokens: part, isPart: true })));
    return true;
  }
  return own.length === 1 && (readValueShare(state, tokens) || readShareOf(state, tokens));
}

/** "half of them are in sales, a third in support and the rest in legal", "usually paid, rarely refunded": one field. */
function readQuantified(state: State, items: Item[], tokens: readonly Token[]): boolean {
  const { lexicon } = state.reading;
  const table = state.current?.name ?? "";
  const isQuantity = ({ isShare, lower }: Token): boolean =>
    isShare === true || lexicon.often[lower] !== undefined || lexicon.fractions[lower] !== undefined;
  if (!tokens.some(isQuantity)) return false;
  const parts = [...splitAnd(tokens, state.reading, table)];
  let used = 0;
  for (; used < Math.min(items.length, MOST_PARTS); used++) {
    const more = splitAnd(items[used]!.tokens, state.reading, table);
    if (!more.every((part) => part.some(isQuantity) || restAt(part, lexicon) >= 0)) break;
    parts.push(...more);
  }
  const run = quantified(parts, lexicon)?.map(toShare);
  if (run === undefined || !run.every((share) => share !== undefined) || !takeRun(state, run)) return false;
  items.splice(0, used);
  return true;
}

function takeRun(state: State, run: readonly Share[]): boolean {
  const { names } = state.reading;
  const table = state.current?.name ?? "";
  const [first] = run as [Share];
  let name = "";
  const colon = first.all.findIndex((token) => token.lower === ":");
  if (colon > 0 && first.all.findIndex((token) => token.isShare === true) > colon + 1) {
    // "outcome: sale 12%"
    const front = new Set(first.all.slice(0, colon));
    const rest: Share = {
      ...first,
      before: first.before.filter((token) => !front.has(token)),
      all: first.all.slice(colon + 1),
    };
    name = nameWords(
      words(first.all.slice(0, colon))
        .map((token) => token.text)
        .join(" "),
    ).join("_");
    return takeNamed(state, name, [rest, ...run.slice(1)]);
  }
  let valueOfFirst = words(first.before.length > 0 && words(first.after).length === 0 ? first.before : first.after);
  const said = words(first.before);
  const nameOf = (tokens: readonly Token[]): string => nameWords(tokens.map((token) => token.text).join(" ")).join("_");
  if (words(first.after).length > 0 && said.length > 0) name = nameOf(said);
  else if (said.length > 1) {
    // "country is US in 80% of the cases"
    for (let k = said.length - 1; k >= 1 && name === ""; k--) {
      const candidate = nameOf(said.slice(0, k));
      if (names.find(candidate, table) === undefined && findField(state, state.current, candidate) === undefined)
        continue;
      name = candidate;
      valueOfFirst = words(said.slice(k));
    }
  }
  const values = run.map((share, i) =>
    textOf(i === 0 ? valueOfFirst : words(words(share.before).length > 0 ? share.before : share.after)),
  );
  if (!areValues(values)) return false;
  const span = { from: first.all[0]!.from, to: run.at(-1)!.all.at(-1)!.to };
  if (
    name === "" &&
    state.lastField !== undefined &&
    state.lastField.values?.some((value) => values.includes(String(value))) === true
  )
    name = state.lastField.name;
  const known = state.current?.fields.find(
    (field) =>
      field.values !== undefined &&
      values.every((value) => field.values!.map((each) => String(each).toLowerCase()).includes(value.toLowerCase())),
  );
  const { lastField } = state;
  // "customer type, private in a third of the cases, business otherwise"
  const isOpen = lastField?.values === undefined && names.find(lastField?.name ?? "", table)?.type === "category";
  const own = known?.name ?? knownNameOf(values, state.reading.lexicon);
  if (name === "") name = own ?? (isOpen ? lastField!.name : nameOfValues(values, state.reading.lexicon));
  const draft: FieldDraft = { name, span, values, weights: new Map(run.map((share, i) => [values[i]!, share.share])) };
  addField(state, draft);
  return true;
}

/** Whether they are values of one field; yes and no are where there is a third, as "pending". */
function areValues(values: readonly string[]): boolean {
  const isTruth = (value: string): boolean => TRUTHY.test(value) && (values.length < 3 || !/^(?:yes|no)$/.test(value));
  return new Set(values).size === values.length && !values.some((value) => value === "" || isTruth(value));
}

/** Values and shares of a field whose name is known. */
function takeNamed(state: State, name: string, run: readonly Share[]): boolean {
  const values = run.map((share) => textOf(words(words(share.before).length > 0 ? share.before : share.after)));
  if (name === "" || !areValues(values)) return false;
  const span = { from: run[0]!.all[0]!.from, to: run.at(-1)!.all.at(-1)!.to };
  addField(state, { name, span, values, weights: new Map(run.map((share, i) => [values[i]!, share.share])) });
  return true;
}

/** "10% of phones are missing", "3% of orders are refunded", "80% of users are active", "20% have no phone". */
function readShareOf(state: State, tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => token.isShare === true);
  if (at > 2 || tokens.slice(0, at).some((token) => !NOISE.has(token.lower))) return false;
  let k = at + 1;
  const share = tokens[at]!.value! / 100;
  let subject: string | undefined;
  if (tokens[k]?.lower === "of") {
    k++;
    const begin = k;
    while (
      k < tokens.length &&
      tokens[k]!.kind === "word" &&
      ![
        "are",
        "is",
        "should",
        "have",
        "has",
        "were",
        "must",
        "will",
        "being",
        "live",
        "come",
        "with",
        "can",
        "without",
        "lack",
        "be",
      ].includes(tokens[k]!.lower) &&
      k < begin + 5
    )
      k++;
    const named = words(
      tokens.slice(begin, k).filter((token) => !["all", "these", "those", "our", "their", "the"].includes(token.lower)),
    );
    subject = nameWords(named.map((token) => token.text).join(" ")).join("_");
    if (/^(?:time|them|cases|rows|it)$/.test(subject)) subject = "";
  }
  if (
    ["should", "must", "will", "can"].includes(tokens[k]?.lower ?? "") &&
    ["have", "lack"].includes(tokens[k + 1]?.lower ?? "")
  )
    k++;
  const verb = tokens[k]?.lower ?? "";
  const has = ["have", "has", "with", "without", "lack"].includes(verb);
  const isVerb = has || ["are", "is", "should", "were", "must", "will", "being", "can", "be"].includes(verb);
  if (!isVerb && (subject === undefined || subject === "")) return false;
  const rest = tokens
    .slice(isVerb ? k + 1 : k)
    .filter((token) => !["be", "being", "also", "been", "are"].includes(token.lower));
  const table = subject === undefined || subject === "" ? state.current : (findTable(state, subject) ?? undefined);
  const holder = table ?? state.current;
  const field =
    subject === undefined || subject === ""
      ? undefined
      : (findField(state, state.current, subject) ??
        state.tables.map((each) => findField(state, each, subject)).find((each) => each !== undefined));
  const text = textOf(rest).toLowerCase();
  if (field !== undefined && table === undefined) {
    if (/\b(?:null|missing|empty|blank|unknown|not set|absent)\b/.test(text)) field.nullShare = share;
    else setShare(field, text, share);
    return true;
  }
  if (holder === undefined) return false;
  if (has) {
    const isNo = verb === "without" || verb === "lack" || rest[0]?.lower === "no";
    const name = nameWords(
      words(rest.filter((token) => token.lower !== "no"))
        .map((token) => token.text)
        .join(" "),
    ).join("_");
    const owned = findField(state, holder, name);
    if (owned === undefined && !isNo) {
      const before = state.current;
      state.current = holder;
      const part = readField(rest, state.reading, holder.name);
      if (part.hasName) addField(state, { ...part.draft, nullShare: Math.round((1 - share) * 1e6) / 1e6 });
      state.current = before ?? holder;
      return part.hasName;
    }
    if (owned === undefined && isNo && state.reading.names.find(name, holder.name) !== undefined) {
      const before = state.current;
      state.current = holder;
      addField(state, { name, span: { from: tokens[0]!.from, to: tokens.at(-1)!.to }, nullShare: share });
      state.current = before ?? holder;
      return true;
    }
    if (owned === undefined) return false;
    owned.nullShare = Math.round((isNo ? share : 1 - share) * 1e6) / 1e6;
    return true;
  }
  const value = holder.fields.find((each) => each.values?.some((one) => String(one).toLowerCase() === text));
  if (value !== undefined) {
    setShare(value, text, share);
    return true;
  }
  const owned = findField(state, holder, nameWords(text).join("_"));
  if (owned !== undefined) {
    mergeField(owned, { ...owned, share });
    return true;
  }
  if (rest.length === 0 || rest.length > 4 || rest.some((token) => token.kind !== "word")) return false;
  const before = state.current;
  state.current = holder;
  addField(state, {
    name: nameWords(
      words(rest)
        .map((token) => token.text)
        .join(" "),
    ).join("_"),
    span: { from: tokens[0]!.from, to: tokens.at(-1)!.to },
    share,
  });
  state.current = before ?? holder;
  return true;
}

/** "status 80% active", "80% active": of a field that has that value. */
function readValueShare(state: State, tokens: readonly Token[]): boolean {
  const share = toShare(tokens);
  if (share === undefined) return false;
  const [before, after] = [words(share.before), words(share.after)];
  const name = nameWords(before.map((token) => token.text).join(" ")).join("_");
  const value = textOf(after.length > 0 ? after : before).toLowerCase();
  const tables = state.current === undefined ? state.tables : [state.current, ...state.tables];
  const has = (field: FieldDraft | undefined): field is FieldDraft =>
    field?.values?.some((each) => String(each).toLowerCase() === value) === true;
  for (const table of tables) {
    const field = after.length > 0 && name !== "" ? findField(state, table, name) : table.fields.find(has);
    if (!has(field)) continue;
    setShare(field, value, share.share / 100);
    return true;
  }
  return false;
}

function setShare(field: FieldDraft, value: string, share: number): void {
  const { values } = field;
  const hit = values?.find((each) => String(each).toLowerCase() === value);
  if (values === undefined || hit === undefined) {
    if (values === undefined) field.share = share;
    return;
  }
  const others = values.filter((each) => each !== hit);
  const left = (1 - share) / Math.max(1, others.length);
  field.weights = new Map(values.map((each) => [each, Math.round((each === hit ? share : left) * 1e6) / 1e4]));
}
