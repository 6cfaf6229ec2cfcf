import type { TableDraft } from "./draft.ts";
import { nameWords } from "./draft.ts";
import { isSameTable, readNoun, type Noun } from "./noun.ts";
import { findTable, openTable, relate, setRows, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** What is left of a sentence when a relation was read: where fields go on, and of which table. */
export interface Related {
  readonly rest: readonly Token[];
  readonly table: TableDraft;
}

const ONE_OF = new Set("a an one exactly the its their some single only just at most".split(" "));
const LINKS = new Set(
  "enrolled enroll enrols enrolls enrolling registered register registers signed attending attend attends taking tagged".split(
    " ",
  ),
);
const NOT_TABLES = new Set(
  "rows_null values options items_null digits characters letters words years days months hours minutes seconds times decimals percent chars points stars weeks".split(
    " ",
  ),
);

/** Whether the noun can be a table: known, counted, a known thing, or a plural that is no field's name. */
export function isTableNoun(state: State, noun: Noun | undefined): boolean {
  if (noun === undefined || noun.name === "" || NOT_TABLES.has(noun.name)) return false;
  const { lexicon, names } = state.reading;
  if (findTable(state, noun.name) !== undefined) return true;
  const one = noun.name
    .split("_")
    .map((word) => lexicon.singular(word))
    .join("_");
  const isThing = lexicon.things[one] !== undefined || lexicon.things[one.split("_").at(-1)!] !== undefined;
  if (noun.count !== undefined || noun.range !== undefined) return noun.isPlural || noun.isFilled || isThing;
  if (!noun.isPlural) return isThing && noun.hasDeterminer;
  return isThing || names.find(noun.name, "") === undefined;
}

const isThing = (state: State, name: string): boolean => {
  const { lexicon } = state.reading;
  const one = name
    .split("_")
    .map((word) => lexicon.singular(word))
    .join("_");
  return (
    lexicon.things[one] !== undefined ||
    (one.includes("_") &&
      lexicon.things[one.split("_").at(-1)!] !== undefined &&
      state.reading.names.find(one, "") === undefined)
  );
};

function bridge(state: State, a: TableDraft, b: TableDraft, tokens: readonly Token[], isEnrolled: boolean): TableDraft {
  const one = (name: string): string =>
    name
      .split("_")
      .map((word) => state.reading.lexicon.singular(word))
      .join("_");
  const span = { from: tokens[0]!.from, to: tokens.at(-1)!.to };
  const name = isEnrolled ? "enrollments" : `${one(a.name)}_${b.name}`;
  const isOne = (table: TableDraft): boolean => isSameTable(table.name, name, state.reading.lexicon);
  const known = isEnrolled ? findTable(state, name) : state.tables.find(isOne);
  const link: TableDraft = known ?? { name, span, fields: [] };
  if (known === undefined) state.tables.push(link);
  link.isLink = true;
  relate(state, link, a, span);
  relate(state, link, b, span);
  return link;
}

function skipModals(tokens: readonly Token[], from: number, state: State): number {
  let k = from;
  const { classes } = state.reading.lexicon;
  while (
    k < tokens.length &&
    (classes["modal"]!.has(lowerAt(tokens, k)) ||
      classes["be"]!.has(lowerAt(tokens, k)) ||
      ["who", "which", "that", "also", "been", "always", "typically", "exactly", ","].includes(tokens[k]!.lower)) &&
    !(lowerAt(tokens, k) === "has" || lowerAt(tokens, k) === "have")
  )
    k++;
  return k;
}

/** "many-to-many between students and courses". */
function manyToMany(state: State, tokens: readonly Token[]): Related | undefined {
  const isMany = tokens.some(
    (token, i) =>
      /^(?:many-to-many|m2m|n:m|many-many)$/.test(token.lower) ||
      (token.lower === "many" && lowerAt(tokens, i + 1) === "to" && lowerAt(tokens, i + 2) === "many"),
  );
  if (!isMany) return undefined;
  const { lexicon } = state.reading;
  const nouns: Noun[] = [];
  for (let k = 0; k < tokens.length;) {
    const noun =
      tokens[k]!.kind === "word" && !lexicon.classes["break"]!.has(lowerAt(tokens, k))
        ? readNoun(tokens, k, lexicon)
        : undefined;
    if (
      noun !== undefined &&
      noun.name !== "" &&
      (noun.isPlural || findTable(state, noun.name) !== undefined) &&
      !/many|relation/.test(noun.name)
    )
      nouns.push(noun);
    k = Math.max(k + 1, noun?.to ?? 0);
  }
  const [before, last] = state.tables.slice(-2);
  if (nouns.length < 2 && last !== undefined && tokens.length <= 8)
    return { rest: [], table: bridge(state, before!, last, tokens, false) };
  if (nouns.length < 2) return undefined;
  const [a, b] = nouns.map((noun) => openTable(state, noun.name, noun.span)) as [TableDraft, TableDraft];
  return { rest: [], table: bridge(state, a, b, tokens, false) };
}

/** "5 orders per customer", "1-5 items for each order". */
function perParent(state: State, tokens: readonly Token[]): Related | undefined {
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
  if (!isPer) return undefined;
  k += ["for", "in", "to", "from", "by", "on", "under"].includes(lowerAt(tokens, k)) ? 2 : 1;
  const parent = readNoun(tokens, k, lexicon);
  const isTime = parent !== undefined && lexicon.times[lowerAt(tokens, k)] !== undefined;
  const isAverage =
    isMean ||
    tokens.slice(0, child.to + 2).some((token) => token.lower === "average") ||
    tokens
      .slice(0, child.from + 3)
      .some((token) => ["about", "around", "roughly", "approximately", "~"].includes(token.lower));
  const each = { ...child, ...(isAverage && { isMean: true }) };
  if (child.name === "") return undefined;
  if (parent === undefined || parent.name === "" || isTime) {
    const before = state.lastParent ?? state.tables.findLast((table) => table !== findTable(state, child.name));
    if (before === undefined || lowerAt(tokens, child.to) !== "each") return undefined;
    const table = openTable(state, child.name, child.span);
    if (table === before) return undefined;
    relate(state, table, before, child.span, each);
    state.current = table;
    return { rest: tokens.slice(k), table };
  }
  const above = openTable(state, parent.name, parent.span);
  const table = openTable(state, child.name, child.span);
  if (table === above) return undefined;
  relate(state, table, above, { from: child.span.from, to: parent.span.to }, each);
  state.current = table;
  state.lastField = undefined;
  return { rest: tokens.slice(parent.to), table };
}

/** "10-30 per category", "2 for each order": so many of the table that is spoken of. */
function barePer(state: State, tokens: readonly Token[]): Related | undefined {
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
  return { rest: [], table: child };
}

/** "5 each" behind a relation. */
function bareEach(state: State, tokens: readonly Token[]): Related | undefined {
  const isEach =
    ["each", "apiece"].includes(lowerAt(tokens, tokens.length - 1)) ||
    (lowerAt(tokens, tokens.length - 2) === "per" && tokens.length <= 6);
  const relation = state.relations.at(-1);
  if (!isEach || relation === undefined || tokens.length > 6) return undefined;
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

/** Sentences about two tables. Undefined where it is none. */
export function readRelation(state: State, all: readonly Token[]): Related | undefined {
  let tokens = all;
  while (
    ["and", "then", "also", "where", "so", "make", "plus", "finally", "with"].includes(lowerAt(tokens, 0)) &&
    tokens.length > 2
  )
    tokens = tokens.slice(1);
  const simple =
    manyToMany(state, tokens) ??
    perParent(state, all) ??
    (tokens === all ? undefined : perParent(state, tokens)) ??
    bareEach(state, tokens) ??
    barePer(state, tokens) ??
    looseRelation(state, tokens);
  if (simple !== undefined) return simple;
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const isEach =
    ["each", "every", "any"].includes(lowerAt(tokens, 0)) ||
    ["a", "an", "one", "all"].includes(lowerAt(tokens, 0)) ||
    tokens[0]?.kind === "number";
  const pronoun =
    ["they", "it", "them", "those", "these"].includes(lowerAt(tokens, 0)) ||
    (["each", "every"].includes(lowerAt(tokens, 0)) &&
      tokens.length > 1 &&
      (classes["has"]!.has(lowerAt(tokens, 1)) ||
        classes["modal"]!.has(lowerAt(tokens, 1)) ||
        lowerAt(tokens, 1) === "one" ||
        classes["be"]!.has(lowerAt(tokens, 1)) ||
        (classes["belongs"]!.has(lowerAt(tokens, 1)) && lowerAt(tokens, 1) !== "order")));
  let subject = pronoun ? undefined : readNoun(tokens, 0, lexicon);
  let k = pronoun
    ? lowerAt(tokens, 1) === "one" || lowerAt(tokens, 1) === "of"
      ? lowerAt(tokens, 2) === "them" || lowerAt(tokens, 2) === "these"
        ? 3
        : 2
      : 1
    : (subject?.to ?? 0);
  if (!pronoun && subject === undefined) return undefined;
  if (pronoun && state.current === undefined) return undefined;
  if (subject !== undefined && ["each", "apiece"].includes(lowerAt(tokens, k)) && k < tokens.length) k++;
  const isThem =
    subject !== undefined && subject.name === "" && subject.isFilled && state.current !== undefined && isEach;
  if (subject !== undefined && subject.name === "" && !isThem) return undefined;
  if (isThem) subject = undefined;
  const wasBe = k;
  const can = ["can", "may", "might", "could"].includes(lowerAt(tokens, k));
  k = skipModals(tokens, k, state);
  const verb = lowerAt(tokens, k);
  const isKnown = subject === undefined || findTable(state, subject.name) !== undefined;
  // orders linked to customers; every order belongs to a customer; students enrolled in courses
  const isLink = LINKS.has(verb);
  if (isLink || classes["belongs"]!.has(verb)) {
    if (subject !== undefined && !isEach && !isTableNoun(state, subject)) return undefined;
    let to = k + 1;
    while (
      classes["belongs"]!.has(lowerAt(tokens, to)) ||
      ["back", "exactly", "strictly", "directly"].includes(lowerAt(tokens, to))
    )
      to++;
    if (
      !classes["to"]!.has(lowerAt(tokens, to)) &&
      !["taking", "attending", "attend", "attends", "references", "references", "reference"].includes(verb)
    )
      return undefined;
    if (classes["to"]!.has(lowerAt(tokens, to))) to++;
    const other = readNoun(tokens, to, lexicon);
    if (other === undefined || other.name === "") return undefined;
    if (!isTableNoun(state, other) && !other.hasDeterminer && !(isThing(state, other.name) && (isEach || isLink)))
      return undefined;
    if (lexicon.locales[other.name] !== undefined || NOT_TABLES.has(other.name)) return undefined;
    const isSingular =
      !other.isPlural || ["a", "an", "one", "the", "its", "exactly", "single", "their"].includes(lowerAt(tokens, to));
    const child = subject === undefined ? state.current! : openTable(state, subject.name, subject.span);
    if (subject !== undefined && !isEach) setRows(state, child, subject);
    if (subject?.count !== undefined && tokens[0]!.kind === "number") setRows(state, child, subject);
    if (subject?.locale !== undefined) child.locale = subject.locale;
    const parent = openTable(state, other.name, other.span);
    const span = { from: tokens[0]!.from, to: other.span.to };
    if (child === parent) return undefined;
    const isMany =
      isLink || (other.isMany && !isSingular) || ((other.range !== undefined || (other.count ?? 1) > 1) && isEach);
    if (isMany) {
      const link = bridge(state, child, parent, tokens, isLink && verb.startsWith("enr"));
      if (other.range !== undefined || other.count !== undefined) relate(state, link, child, span, other);
      state.current = child;
      return { rest: tokens.slice(other.to), table: child };
    }
    if (!isEach && other.count !== undefined) setRows(state, parent, other);
    relate(state, child, parent, span);
    state.current = child;
    state.lastField = undefined;
    return { rest: tokens.slice(other.to), table: child };
  }
  if (
    !classes["make"]!.has(verb) &&
    !classes["has"]!.has(verb) &&
    !(verb === "and" && ["their", "its"].includes(lowerAt(tokens, k + 1)))
  )
    return undefined;
  k++;
  if (lowerAt(tokens, k) === "of" || (lowerAt(tokens, k) === "up" && lowerAt(tokens, k + 1) !== "to")) k++;
  const isMean = ["average", "averaging", "about", "around", "roughly", "approximately", "avg"].some((word) =>
    tokens.slice(k, k + 4).some((token) => token.lower === word),
  );
  if (isMean) while (["on", "average", "an", "averaging"].includes(lowerAt(tokens, k))) k += 1;
  if (lowerAt(tokens, k) === "of" && isMean) k++;
  const object = readNoun(tokens, k, lexicon);
  if (object === undefined || object.name === "" || NOT_TABLES.has(object.name)) return undefined;
  const isCounted = object.count !== undefined || object.range !== undefined || object.isMany;
  const each = ["each", "apiece"].includes(lowerAt(tokens, object.to));
  const field = state.reading.names.find(
    object.name
      .split("_")
      .map((word) => lexicon.singular(word))
      .join("_"),
    "",
  );
  const known = findTable(state, object.name);
  const hasTheir = ["their", "its"].includes(lowerAt(tokens, k));
  const isOther =
    known !== undefined && known !== (subject === undefined ? state.current : findTable(state, subject.name));
  const takesRows =
    (isCounted && object.isPlural) ||
    (object.count === 1 && isThing(state, object.name)) ||
    (isOther && object.isPlural) ||
    (object.isPlural &&
      isThing(state, object.name) &&
      (field === undefined || field.type === "list") &&
      (hasTheir || isEach || can || isKnown || subject?.count !== undefined));
  if (!takesRows) return undefined;
  if (object.isMany && field !== undefined && !isThing(state, object.name) && known === undefined) return undefined;
  if (subject !== undefined && !isEach && !isKnown && !isTableNoun(state, subject)) return undefined;
  if (subject?.isContainer === true && !isEach) return undefined;
  if (wasBe === 0 && subject === undefined && !pronoun && !isThem) return undefined;
  if (subject !== undefined && !isEach && object.count !== undefined && !each && subject.isContainer) return undefined;
  const parent = subject === undefined ? state.current! : openTable(state, subject.name, subject.span);
  if (subject !== undefined && (!isEach || (tokens[0]!.kind === "number" && subject.count !== undefined)))
    setRows(state, parent, subject);
  if (subject?.locale !== undefined) parent.locale = subject.locale;
  const child = openTable(state, object.name, object.span);
  if (child === parent) return undefined;
  const span = { from: tokens[0]!.from, to: object.span.to };
  const isBoth =
    child.rows !== undefined &&
    parent.rows !== undefined &&
    isCounted &&
    !object.isMany &&
    (object.count ?? object.range![1]) * parent.rows > child.rows * 1.5 &&
    verb !== "has";
  if (
    isBoth ||
    ((can || verb.startsWith("tak") || verb.startsWith("attend")) && object.isMany && isReverse(state, child, parent))
  ) {
    const link = bridge(state, parent, child, tokens, verb.startsWith("tak") || verb.startsWith("enr"));
    relate(state, link, parent, span, object);
    state.current = parent;
    return { rest: tokens.slice(object.to), table: parent };
  }
  relate(state, child, parent, span, { ...object, ...(isMean && object.range === undefined && { isMean: true }) });
  state.current = child;
  state.lastField = undefined;
  return { rest: tokens.slice(each ? object.to + 1 : object.to), table: child };
}

/** "A flight departs from one airport": any verb, a small word, and one row of another table; both are known. */
function looseRelation(state: State, tokens: readonly Token[]): Related | undefined {
  const { classes } = state.reading.lexicon;
  let from = 0;
  while (from < 2 && (classes["determiner"]!.has(lowerAt(tokens, from)) || tokens[from]?.lower === "one")) from++;
  const tableAt = (at: number): readonly [TableDraft, number] | undefined => {
    for (const length of [3, 2, 1]) {
      const words = tokens.slice(at, at + length);
      if (words.length < length || words.some((token) => token.kind !== "word")) continue;
      const table = findTable(state, nameWords(words.map((token) => token.text).join(" ")).join("_"));
      if (table !== undefined) return [table, at + length];
    }
    return undefined;
  };
  const [child, verb] = tableAt(from) ?? [];
  if (child === undefined || verb === undefined || tokens[verb]?.kind !== "word") return undefined;
  if (classes["has"]!.has(lowerAt(tokens, verb)) || classes["break"]!.has(lowerAt(tokens, verb))) return undefined;
  const to = tokens.findIndex(
    (token, i) => i > verb && i <= verb + 3 && token.kind === "word" && classes["to"]!.has(token.lower),
  );
  if (to < 0) return undefined;
  let one = to + 1;
  while (ONE_OF.has(tokens[one]?.lower ?? "")) one++;
  const [parent, end] = one === to + 1 ? [] : (tableAt(one) ?? []);
  if (parent === undefined || parent === child) return undefined;
  if (tokens[end!] !== undefined && tokens[end!]!.kind !== "mark" && lowerAt(tokens, end!) !== "and") return undefined;
  relate(state, child, parent, { from: tokens[0]!.from, to: tokens[end! - 1]!.to });
  state.current = child;
  state.lastField = undefined;
  return { rest: tokens.slice(end), table: child };
}

const isReverse = (state: State, child: TableDraft, parent: TableDraft): boolean =>
  state.relations.some((relation) => relation.child === parent && relation.parent === child);
