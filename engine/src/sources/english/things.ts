import { isOfThose } from "./assumed-links.ts";
import { singularName } from "./lexicon.ts";
import { nameWords, type TableDraft } from "./draft.ts";
import { afterHead } from "./after-head.ts";
import { readNoun, type Noun } from "./noun.ts";
import { findTable, openNoun, openTable, relate, type State } from "./state.ts";
import { looksLikeFields } from "./setting.ts";
import { isMentioned, isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** A table that the noun names, or one that the text speaks of elsewhere. */
const tableOf = (state: State, noun: Noun | undefined): TableDraft | undefined =>
  noun === undefined || noun.name === ""
    ? undefined
    : (findTable(state, noun.name) ??
      (isMentioned(state, noun.name) ? openTable(state, noun.name, noun.span) : undefined));

/** "contacts at those companies", "appointments for pets with …": things of a list, and whose they are. */
function readOwned(state: State, tokens: readonly Token[], noun: Noun): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  let k = noun.to;
  if (!classes["to"]!.has(lowerAt(tokens, k)) || classes["has"]!.has(lowerAt(tokens, k))) return undefined;
  k++;
  const isFree = tokens[k]?.kind === "word" && !classes["oneOfMany"]!.has(lowerAt(tokens, k));
  const other = isFree ? readNoun(tokens, k, lexicon) : undefined;
  if (other === undefined || other.count !== undefined || other.range !== undefined) return undefined;
  const isKnown =
    state.reading.names.find(noun.name, "") !== undefined && !isMentioned(state, noun.name) && !state.lists;
  const parent = tableOf(state, other);
  if (parent === undefined || isKnown) return undefined;
  const child = openNoun(state, noun);
  if (child !== parent) relate(state, child, parent, { from: noun.span.from, to: other.span.to });
  state.current = child;
  state.isListing = true;
  return afterHead(state, tokens, other.to, true);
}

/** "invoices with line items: description, quantity": the fields are those of the parts. */
function readHeld(state: State, tokens: readonly Token[], noun: Noun): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const isHolder = isThing(state, noun.name) && lexicon.classes["has"]!.has(lowerAt(tokens, noun.to));
  const parts = isHolder ? readNoun(tokens, noun.to + 1, lexicon) : undefined;
  const next = tokens[parts?.to ?? tokens.length];
  if (parts === undefined || !/_(?:items|lines|entries|positions)$/.test(parts.name) || parts.count !== undefined)
    return undefined;
  if (next?.lower !== ":" && next?.kind !== "open") return undefined;
  const whole = openNoun(state, noun);
  const table = openTable(state, parts.name, parts.span);
  relate(state, table, whole, parts.span);
  state.current = table;
  state.isListing = true;
  return afterHead(state, tokens, parts.to, true);
}

const LINKED = new Set("linked connected related tied attached belonging referring".split(" "));
const BOTH = new Set("them these those both two each".split(" "));

/** "bookings linking them", "orders linked to both", "loans connecting members and books": a table between two others. */
function readLinking(state: State, tokens: readonly Token[], noun: Noun): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  let k = noun.to;
  while (["that", "which", "to"].includes(lowerAt(tokens, k))) k++;
  const isPassive = LINKED.has(lowerAt(tokens, k)) && ["to", "with"].includes(lowerAt(tokens, k + 1));
  if (!isPassive && !classes["linking"]!.has(lowerAt(tokens, k))) return undefined;
  k += isPassive ? 2 : 1;
  if (isPassive && !BOTH.has(lowerAt(tokens, k))) return undefined; // another reads of whom they are
  if (["together", "up"].includes(lowerAt(tokens, k))) k++;
  let ends: readonly (TableDraft | undefined)[];
  if (BOTH.has(lowerAt(tokens, k)) && !isThing(state, readNoun(tokens, k + 1, lexicon)?.name ?? "")) {
    ends = state.tables.filter((table) => table.isContainer !== true).slice(-2);
    k++;
    if (["two", "other"].includes(lowerAt(tokens, k))) k++;
  } else {
    const first = readNoun(tokens, k, lexicon);
    if (first === undefined || !["and", "to", "with", "&"].includes(lowerAt(tokens, first.to))) return undefined;
    const second = readNoun(tokens, first.to + 1, lexicon);
    if (second === undefined || second.name === "" || first.name === "") return undefined;
    const known = [first, second].map(
      (each) =>
        tableOf(state, each) ?? (isThing(state, each.name) ? openTable(state, each.name, each.span) : undefined),
    );
    ends = known;
    k = second.to;
  }
  const [a, b] = ends;
  if (a === undefined || b === undefined || a === b) return undefined;
  const link = openNoun(state, noun);
  if (link === a || link === b) return undefined;
  const span = { from: tokens[0]!.from, to: tokens[k - 1]!.to };
  relate(state, link, a, span);
  relate(state, link, b, span);
  state.current = link;
  state.isListing = true;
  return afterHead(state, tokens, k, true);
}

/** "members borrow books through loans": the last is between the two. */
function readThrough(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const at = tokens.findIndex((token, i) => i > 2 && i < 8 && classes["through"]!.has(token.lower));
  const between = at < 0 ? undefined : readNoun(tokens, at + 1, lexicon);
  if (between === undefined || !between.isPlural || between.name === "") return undefined;
  for (let verb = 1; verb <= 3 && verb < at - 1; verb++) {
    if (classes["has"]!.has(lowerAt(tokens, verb)) || !lexicon.isPlural(lowerAt(tokens, verb - 1))) continue;
    const subject = readNoun(tokens.slice(0, verb), 0, lexicon);
    const object = readNoun(tokens.slice(0, at), verb + 1, lexicon);
    if (subject?.to !== verb || object?.to !== at || subject.name === "" || object.name === "" || !object.isPlural)
      continue;
    const [a, b] = [subject, object].map((each) => openTable(state, each.name, each.span)) as [TableDraft, TableDraft];
    const link = openNoun(state, between);
    if (link === a || link === b || a === b) return undefined;
    for (const end of [a, b]) relate(state, link, end, { from: tokens[0]!.from, to: between.span.to });
    state.current = link;
    return afterHead(state, tokens, between.to, true);
  }
  return undefined;
}

/** "lessons, each tying a student to a teacher": what is spoken of is between two others. */
function readTying(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  let k = 0;
  while (k < 2 && ["each", "which", "that", "every", "they"].includes(lowerAt(tokens, k))) k++;
  const link = state.current;
  if (k === 0 || link === undefined || !classes["linking"]!.has(lowerAt(tokens, k))) return undefined;
  const first = readNoun(tokens, k + 1, lexicon);
  if (first === undefined || !["and", "to", "with"].includes(lowerAt(tokens, first.to))) return undefined;
  const second = readNoun(tokens, first.to + 1, lexicon);
  if (second === undefined || first.name === "" || second.name === "") return undefined;
  for (const each of [first, second]) {
    const end =
      tableOf(state, each) ?? (isThing(state, each.name) ? openTable(state, each.name, each.span) : undefined);
    if (end === undefined || end === link) return undefined;
    relate(state, link, end, { from: tokens[0]!.from, to: each.span.to });
  }
  state.current = link;
  return afterHead(state, tokens, second.to, true);
}

/** "dish price 4-38, order placed at …": fields told by the name of their table; it becomes the one that is spoken of. */
export function turnTo(state: State, tokens: readonly Token[]): readonly Token[] {
  const { lexicon, names } = state.reading;
  const [first, second] = tokens;
  if (first?.kind !== "word" || second?.kind !== "word" || lexicon.isPlural(first.lower)) return tokens;
  const table = state.tables.find((each) => singularName(each.name, lexicon) === first.lower);
  const isBe = lexicon.classes["be"]!.has(second.lower);
  if (table === undefined || (table === state.current && !isBe)) return tokens;
  const rest = tokens.slice(isBe ? 2 : 1);
  const name = (part: readonly Token[]): string => nameWords(part.map((token) => token.text).join(" ")).join("_");
  const isWhole = (names.find(name([first, second]), "")?.known ?? 0) >= 2;
  const isKnown = isBe || [2, 1].some((count) => names.find(name(rest.slice(0, count)), table.name) !== undefined);
  // "flight departs from one airport" says what it does
  const object = !isBe && lexicon.classes["to"]!.has(lowerAt(rest, 1)) ? readNoun(rest, 2, lexicon) : undefined;
  const isDeed =
    object !== undefined && (object.count === 1 || object.hasDeterminer) && findTable(state, object.name) !== undefined;
  if (isWhole || isDeed || !isKnown || rest.length === 0) return tokens;
  state.current = table;
  return rest;
}

/** "subscriptions of customers to plans." */
function readOfTo(state: State, tokens: readonly Token[], noun: Noun): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  if (lowerAt(tokens, noun.to) !== "of") return undefined;
  const first = readNoun(tokens, noun.to + 1, lexicon);
  if (first === undefined || !["to", "with", "in", "for"].includes(lowerAt(tokens, first.to))) return undefined;
  const second = readNoun(tokens, first.to + 1, lexicon);
  if (second?.to !== tokens.length || !first.isPlural || !second.isPlural || first.name === "" || second.name === "")
    return undefined;
  const link = openNoun(state, noun);
  for (const each of [first, second]) {
    const end = openTable(state, each.name, each.span);
    if (end !== link) relate(state, link, end, { from: noun.span.from, to: second.span.to });
  }
  state.current = link;
  return [];
}

/** "a name and between 5 and 30 songs": in a list of fields, so many rows of another table. */
function readSome(state: State, tokens: readonly Token[], noun: Noun): readonly Token[] | undefined {
  const owner = state.current;
  const { has } = state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const next = tokens[noun.to];
  const isEnd = next === undefined || next.kind === "open" || has!.has(next.lower);
  if (owner === undefined || owner.fields.length === 0 || !isEnd || !isMentioned(state, noun.name)) return undefined;
  const child = openTable(state, noun.name, noun.span);
  if (child === owner) return undefined;
  relate(state, child, owner, noun.span, noun);
  if (next === undefined) return [];
  state.current = child;
  return afterHead(state, tokens, noun.to, true);
}

/** Things in a list that are tables by what stands around them. What is left belongs to the table; undefined where it is none. */
export function readThing(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const tied = readTying(state, tokens);
  if (tied !== undefined) return tied;
  const through = readThrough(state, tokens);
  if (through !== undefined) return through;
  const start = lexicon.classes["and"]!.has(lowerAt(tokens, 0)) ? 1 : 0;
  const noun =
    tokens[start]?.kind === "word" || tokens[start]?.kind === "number" ? readNoun(tokens, start, lexicon) : undefined;
  if (noun === undefined || noun.name === "" || !noun.isPlural) return undefined;
  if (noun.range !== undefined) return readSome(state, tokens, noun);
  const isGroup = state.lists && tokens[noun.to]?.kind === "open" && looksLikeFields(state, tokens, noun.to);
  const held = readHeld(state, tokens, noun);
  if (held !== undefined) return held;
  const linked = readLinking(state, tokens, noun);
  if (linked !== undefined) return linked;
  if (!isThing(state, noun.name) && !isMentioned(state, noun.name) && !isGroup) return undefined;
  const tiedTo = readOfTo(state, tokens, noun);
  if (tiedTo !== undefined) return tiedTo;
  if (state.tables.length === 0) return undefined;
  const owned = readOwned(state, tokens, noun);
  if (owned !== undefined) return owned;
  const next = tokens[noun.to];
  const isAlone = next === undefined || lexicon.classes["and"]!.has(next.lower);
  const before = state.current;
  if (findTable(state, noun.name) !== undefined && findTable(state, noun.name)!.isContainer !== true) return undefined;
  const isOpen = before === undefined || before.isContainer === true || state.isListing;
  const isField =
    state.reading.names.find(singularName(noun.name, lexicon), "") !== undefined && !isMentioned(state, noun.name);
  if (state.lists && (!isField || isOpen || !isAlone)) {
    const isTable = isAlone || next.kind === "open" || next.lower === ":" || lexicon.classes["has"]!.has(next.lower);
    if (!isTable) return undefined;
    openNoun(state, noun);
    state.isListing = true;
    return isAlone ? tokens.slice(noun.to) : afterHead(state, tokens, noun.to);
  }
  if (!isAlone || noun.count !== undefined || state.isListing) return undefined;
  if (before === undefined || before.isContainer === true) return undefined;
  const isSpokenOf = isMentioned(state, noun.name) && before.fields.length > 0;
  if (!isSpokenOf && !isOfThose(state, noun.name, before)) return undefined;
  // "customers with name and orders": a list of fields that has a table in it goes on
  const child = openTable(state, noun.name, noun.span);
  relate(state, child, before, noun.span);
  state.current = before;
  return tokens.slice(noun.to);
}
