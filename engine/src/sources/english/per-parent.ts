import type { Related } from "./link.ts";
import type { TableDraft } from "./draft.ts";
import { readNoun, type Noun } from "./noun.ts";
import { findTable, openTable, relate, type State } from "./state.ts";
import { isMentioned } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** So many children of each parent; `rest` is what stands behind. */
function belong(
  state: State,
  child: Noun,
  parent: Noun,
  rest: readonly Token[],
  each: Parameters<typeof relate>[4] = child,
): Related | undefined {
  const above = openTable(state, parent.name, parent.span);
  const table = openTable(state, child.name, child.span);
  if (table === above) return undefined;
  const span = { from: Math.min(child.span.from, parent.span.from), to: Math.max(child.span.to, parent.span.to) };
  relate(state, table, above, span, each);
  state.current = table;
  state.lastField = undefined;
  return { rest, table };
}

const MOST_EACH = 50; // that one has, where it is said of "a" customer of whom nothing else is said

/** "5 orders per customer", "1-5 items for each order". */
export function perParent(state: State, tokens: readonly Token[]): Related | undefined {
  const { lexicon } = state.reading;
  let from = 0;
  if (
    ["with", "has", "have", "having", "and", "generate", "create", "averaging", "include", "add"].includes(
      lowerAt(tokens, 0),
    )
  )
    from = 1;
  const isMean = tokens.slice(0, 5).some((token) => ["average", "avg", "averaging", "mean"].includes(token.lower));
  if (isMean)
    while (["an", "average", "of", "on", "averaging", "avg", "a", "mean"].includes(lowerAt(tokens, from))) from++;
  const child = readNoun(tokens, from, lexicon);
  if (child === undefined || (child.count === undefined && child.range === undefined && !child.isMany))
    return undefined;
  let k = child.to;
  if (lowerAt(tokens, k) === "on" && lowerAt(tokens, k + 1) === "average") k += 2;
  const isPer =
    ["per", "each", "every"].includes(lowerAt(tokens, k)) ||
    (["for", "in", "to", "from", "by", "on", "under"].includes(lowerAt(tokens, k)) &&
      ["each", "every", "any", "a", "an"].includes(lowerAt(tokens, k + 1)));
  // "200 owners each with 1-3 pets" goes on about the owners
  const after = lowerAt(tokens, k + 1);
  if (!isPer || lexicon.classes["has"]!.has(after)) return undefined;
  if (lowerAt(tokens, k) === "each" && lexicon.classes["to"]!.has(after)) return undefined; // 200 cities each in one country
  if (lexicon.classes["make"]!.has(after) && (after.endsWith("ing") || tokens[k + 2]?.kind === "number"))
    return undefined;
  k += ["for", "in", "to", "from", "by", "on", "under"].includes(lowerAt(tokens, k)) ? 2 : 1;
  const parent = readNoun(tokens, k, lexicon);
  const unit = tokens[k]?.kind === "number" ? k + 1 : k; // "every 5 minutes"
  const isTime = parent !== undefined && lexicon.times[lowerAt(tokens, unit)] !== undefined;
  const isAverage =
    isMean ||
    tokens.slice(0, child.to + 2).some((token) => token.lower === "average") ||
    tokens
      .slice(0, child.from + 3)
      .some((token) => ["about", "around", "roughly", "approximately", "~"].includes(token.lower));
  const each = { ...child, ...(isAverage && { isMean: true }) };
  if (child.name === "") return undefined;
  const isWhole =
    ["a", "an"].includes(lowerAt(tokens, child.to + 1)) &&
    (child.count ?? 0) > MOST_EACH &&
    parent !== undefined &&
    parent.name !== "" &&
    !isMentioned(state, parent.name) &&
    findTable(state, parent.name) === undefined;
  if (isWhole) return undefined; // "300 leads for a sales team": whose they are
  if (parent === undefined || parent.name === "" || isTime) {
    const before = state.lastParent ?? state.tables.findLast((table) => table !== findTable(state, child.name));
    if (before === undefined || lowerAt(tokens, child.to) !== "each") return undefined;
    const table = openTable(state, child.name, child.span);
    if (table === before) return undefined;
    relate(state, table, before, child.span, each);
    state.current = table;
    return { rest: tokens.slice(k), table };
  }
  return belong(state, child, parent, tokens.slice(parent.to), each);
}

/** "for each employee 1-3 reviews". */
export function perFront(state: State, tokens: readonly Token[]): Related | undefined {
  const { lexicon } = state.reading;
  let k = ["for", "per"].includes(lowerAt(tokens, 0)) ? 1 : 0;
  if (["each", "every", "any"].includes(lowerAt(tokens, k))) k++;
  else if (lowerAt(tokens, 0) !== "per") return undefined;
  const parent = readNoun(tokens, k, lexicon);
  if (
    parent === undefined ||
    parent.name === "" ||
    parent.count !== undefined ||
    lexicon.times[lowerAt(tokens, k)] !== undefined
  )
    return undefined;
  const from = tokens[parent.to]?.lower === "," || lowerAt(tokens, parent.to) === "there" ? parent.to + 1 : parent.to;
  const child =
    tokens[from]?.kind === "number" || ["up", "between", "about"].includes(lowerAt(tokens, from))
      ? readNoun(tokens, from, lexicon)
      : undefined;
  if (
    child === undefined ||
    child.name === "" ||
    !child.isPlural ||
    (child.count === undefined && child.range === undefined)
  )
    return undefined;
  return belong(state, child, parent, tokens.slice(child.to));
}

/** "quotes per lead: 1-4", "purchases per player between 0 and 8", "orders 2-5 per customer". */
export function perLabel(state: State, tokens: readonly Token[]): Related | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const child = readNoun(tokens, 0, lexicon);
  if (
    child === undefined ||
    child.name === "" ||
    !child.isPlural ||
    child.count !== undefined ||
    child.range !== undefined
  )
    return undefined;
  const numbersAt = (from: number): readonly [readonly number[], number] => {
    const found: number[] = [];
    let k = from;
    for (; k < tokens.length && k < from + 4; k++) {
      const token = tokens[k]!;
      if (token.kind === "number" && token.isShare === undefined) found.push(token.value!);
      else if (token.lower === "one") found.push(1);
      else if (!["-", "to", "and", "or", "between", "from", "up", ":", "=", "is", "are"].includes(token.lower)) break;
    }
    return [found, k];
  };
  const [front, per] = numbersAt(child.to);
  if (!classes["oneOfMany"]!.has(lowerAt(tokens, per))) return undefined;
  const parent = readNoun(tokens, per + 1, lexicon);
  if (parent === undefined || parent.name === "" || lexicon.times[lowerAt(tokens, per + 1)] !== undefined)
    return undefined;
  const [behind, end] = front.length > 0 ? [[], parent.to] : numbersAt(parent.to);
  const counts = front.length > 0 ? front : behind;
  if (counts.length === 0 || counts.length > 2) return undefined;
  const above = openTable(state, parent.name, parent.span);
  const table = openTable(state, child.name, child.span);
  if (table === above) return undefined;
  const each =
    counts.length > 1 ? { range: [Math.min(...counts), Math.max(...counts)] as const } : { count: counts[0]! };
  relate(state, table, above, { from: child.span.from, to: tokens[end - 1]!.to }, { isVague: false, ...each });
  state.current = table;
  return { rest: tokens.slice(end), table };
}

/** "10-30 per category", "2 for each order": so many of the table that is spoken of. */
export function barePer(state: State, tokens: readonly Token[]): Related | undefined {
  const per = tokens.findIndex((token, i) => i > 0 && i <= 6 && (token.lower === "per" || token.lower === "each"));
  const child = state.current;
  if (per < 1 || child === undefined) return undefined;
  const front = tokens.slice(0, per);
  const numbers = front.filter((token) => token.kind === "number");
  const isCount = front.every(
    (token) =>
      (token.kind === "number" && token.isShare === undefined && token.currency === undefined) ||
      ["-", "—", "to", "and", "between", "about", "around", "roughly", "up", "for", "..", "~"].includes(token.lower),
  );
  if (!isCount || numbers.length === 0 || numbers.length > 2) return undefined;
  const parent = readNoun(tokens, per + 1, state.reading.lexicon);
  const above = parent === undefined || parent.name === "" ? undefined : findTable(state, parent.name);
  if (above === undefined || above === child) return undefined;
  const [a, b] = [numbers[0]!.value!, numbers.at(-1)!.value!];
  relate(state, child, above, parent!.span, {
    isVague: false,
    ...(numbers.length > 1 ? { range: [Math.min(a, b), Math.max(a, b)] as const } : { count: a }),
  });
  return { rest: tokens.slice(parent!.to), table: child };
}

/** "5 each" behind a relation. */
export function bareEach(state: State, tokens: readonly Token[]): Related | undefined {
  const isEach =
    ["each", "apiece"].includes(lowerAt(tokens, tokens.length - 1)) ||
    (lowerAt(tokens, tokens.length - 2) === "per" && tokens.length <= 6);
  const relation = state.relations.at(-1);
  if (!isEach || relation === undefined || tokens.length > 6) return undefined;
  const per =
    lowerAt(tokens, tokens.length - 2) === "per" ? findTable(state, lowerAt(tokens, tokens.length - 1)) : undefined;
  if (per !== undefined && per !== relation.parent) return undefined;
  const isMean = tokens.some((token) => ["average", "about", "around", "roughly", "averaging"].includes(token.lower));
  const noun = readNoun(
    tokens.filter((token) => !["with", "averaging", "having", "on", "average"].includes(token.lower)),
    0,
    state.reading.lexicon,
  );
  const numbers = tokens.filter((token) => token.kind === "number").map((token) => token.value!);
  if (noun !== undefined && noun.name !== "" && !isSame(state, noun.name, relation.child)) return undefined;
  if (numbers.length === 0) return undefined;
  const [a, b] = [Math.min(...numbers), Math.max(...numbers)];
  relate(state, relation.child, relation.parent, relation.span, {
    isVague: false,
    ...(numbers.length > 1 ? { range: [a, b] as const } : { count: a }),
    isMean: isMean && numbers.length === 1,
    ...(tokens.some((token) => token.lower === "up") && { bound: "max" as const }),
  });
  return { rest: [], table: relation.child };
}

const isSame = (state: State, name: string, table: TableDraft): boolean => findTable(state, name) === table;
