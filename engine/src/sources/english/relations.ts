import { singularName } from "./lexicon.ts";
import type { TableDraft } from "./draft.ts";
import { bridge, manyToMany, type Related } from "./link.ts";
import { deedRelation, looseRelation } from "./loose-relation.ts";
import { readNoun } from "./noun.ts";
import { bareEach, barePer, perFront, perLabel, perParent } from "./per-parent.ts";
import { findTable, openNoun, openTable, relate, setRows, type State } from "./state.ts";
import { isMentioned, isTableNoun, isThing, NOT_TABLES } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

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

/** Sentences about two tables. Undefined where it is none. */
export function readRelation(state: State, all: readonly Token[]): Related | undefined {
  let tokens = all;
  while (
    ["and", "then", "also", "where", "so", "make", "plus", "finally", "with"].includes(lowerAt(tokens, 0)) &&
    tokens.length > 2
  )
    tokens = tokens.slice(1);
  const simple =
    perLabel(state, tokens) ??
    perFront(state, tokens) ??
    manyToMany(state, tokens) ??
    perParent(state, all) ??
    (tokens === all ? undefined : perParent(state, tokens)) ??
    bareEach(state, tokens) ??
    barePer(state, tokens) ??
    looseRelation(state, tokens) ??
    deedRelation(state, tokens);
  if (simple !== undefined) return simple;
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const isEach =
    ["each", "every", "any"].includes(lowerAt(tokens, 0)) ||
    ["a", "an", "one", "all"].includes(lowerAt(tokens, 0)) ||
    tokens[0]?.kind === "number";
  const pronoun =
    ["they", "it", "them", "those", "these", "everyone", "everybody"].includes(lowerAt(tokens, 0)) ||
    (["each", "every"].includes(lowerAt(tokens, 0)) &&
      tokens.length > 1 &&
      (classes["has"]!.has(lowerAt(tokens, 1)) ||
        classes["modal"]!.has(lowerAt(tokens, 1)) ||
        lowerAt(tokens, 1) === "one" ||
        (lowerAt(tokens, 1) === "of" && classes["theseAll"]!.has(lowerAt(tokens, 2))) ||
        classes["be"]!.has(lowerAt(tokens, 1)) ||
        (classes["to"]!.has(lowerAt(tokens, 1)) && tokens[2]?.lower === "one") ||
        (classes["belongs"]!.has(lowerAt(tokens, 1)) && lowerAt(tokens, 1) !== "order")));
  // "roles have a name and are linked to actors"
  const isBare =
    classes["be"]!.has(lowerAt(tokens, 0)) &&
    (classes["links"]!.has(lowerAt(tokens, 1)) || classes["belongs"]!.has(lowerAt(tokens, 1)));
  const isOfOne =
    classes["belongs"]!.has(lowerAt(tokens, 0)) &&
    classes["to"]!.has(lowerAt(tokens, 1)) &&
    findTable(state, readNoun(tokens, 2, lexicon)?.name ?? "") !== undefined;
  if (isOfOne && state.current !== undefined && lowerAt(all, 0) !== "they")
    return readRelation(state, [{ ...tokens[0]!, text: "they", lower: "they" }, ...tokens]);
  if (isBare && state.current !== undefined)
    return readRelation(state, [{ ...tokens[0]!, text: "they", lower: "they" }, ...tokens]);
  let subject = pronoun ? undefined : readNoun(tokens, 0, lexicon);
  let k = pronoun
    ? lowerAt(tokens, 1) === "one" || lowerAt(tokens, 1) === "of"
      ? classes["theseAll"]!.has(lowerAt(tokens, 2))
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
  // "200 cities each in one country"
  const isIn =
    subject !== undefined &&
    classes["to"]!.has(lowerAt(tokens, k)) &&
    (lowerAt(tokens, k - 1) === "each" ||
      (isEach && subject.hasDeterminer && ["one", "a", "an", "exactly"].includes(tokens[k + 1]?.lower ?? "")));
  let inAt = k;
  const isThere =
    subject !== undefined &&
    isEach &&
    classes["be"]!.has(lowerAt(tokens, k)) &&
    classes["to"]!.has(lowerAt(tokens, k + 1)) &&
    ["one", "a", "an", "exactly"].includes(tokens[k + 2]?.lower ?? "");
  if (isThere) inAt = k + 1;
  // "screenings, each in one cinema"
  const isEachIn = pronoun && classes["to"]!.has(lowerAt(tokens, 1)) && tokens[2]?.lower === "one";
  if (isEachIn) inAt = lowerAt(tokens, 3) === "of" ? 3 : 1;
  if (isIn && lowerAt(tokens, k + 1) === "one" && lowerAt(tokens, k + 2) === "of") inAt = k + 2;
  const isInOne = isIn || isEachIn || inAt !== k;
  const place = isInOne ? readNoun(tokens, inAt + 1, lexicon) : undefined;
  const isOne = place !== undefined && (!place.isPlural || inAt !== k);
  const above = !isOne || place.name === "" ? undefined : findTable(state, place.name);
  if (above !== undefined) {
    const below = subject === undefined ? state.current! : openNoun(state, subject);
    if (below === above) return undefined;
    relate(state, below, above, { from: tokens[0]!.from, to: place!.span.to });
    state.current = below;
    // "every walk is for one dog and one walker"
    const second = classes["and"]!.has(lowerAt(tokens, place!.to))
      ? readNoun(tokens, place!.to + 1, lexicon)
      : undefined;
    const other = second === undefined || second.isPlural ? undefined : findTable(state, second.name);
    if (other === undefined || other === below) return { rest: tokens.slice(place!.to), table: below };
    relate(state, below, other, { from: tokens[0]!.from, to: second!.span.to });
    return { rest: tokens.slice(second!.to), table: below };
  }
  const wasBe = k;
  const can = ["can", "may", "might", "could"].includes(lowerAt(tokens, k));
  k = skipModals(tokens, k, state);
  const verb = lowerAt(tokens, k);
  const isKnown = subject === undefined || findTable(state, subject.name) !== undefined;
  // orders linked to customers; every order belongs to a customer; students enrolled in courses
  const isLink = classes["links"]!.has(verb);
  const isMaking =
    classes["make"]!.has(verb) &&
    (tokens[k + 1]?.kind === "number" ||
      ["between", "up", "from", "about"].includes(lowerAt(tokens, k + 1)) ||
      classes["many"]!.has(lowerAt(tokens, k + 1)));
  if ((isLink || classes["belongs"]!.has(verb)) && !isMaking) {
    const isPlain = subject !== undefined && !isEach && !isTableNoun(state, subject);
    if (isPlain && subject?.isPlural === false) return undefined;
    let to = k + 1;
    while (
      classes["belongs"]!.has(lowerAt(tokens, to)) ||
      ["back", "exactly", "strictly", "directly"].includes(lowerAt(tokens, to))
    )
      to++;
    if (
      !classes["to"]!.has(lowerAt(tokens, to)) &&
      !["taking", "attending", "attend", "attends", "references", "referencing", "reference"].includes(verb)
    )
      return undefined;
    if (classes["to"]!.has(lowerAt(tokens, to))) to++;
    const isOneOf = ["one", "any"].includes(tokens[to]?.lower ?? "") && lowerAt(tokens, to + 1) === "of"; // one of the 5 warehouses
    if (isOneOf) to += 2;
    const other = readNoun(tokens, to, lexicon);
    if (other === undefined || other.name === "") return undefined;
    if (isPlain && findTable(state, other.name) === undefined) return undefined;
    const isName = (state.reading.names.find(singularName(other.name, lexicon), "")?.known ?? 0) > 1;
    if (pronoun && isName && findTable(state, other.name) === undefined) return undefined; // written by a user name
    const isOne = isTableNoun(state, other) || isMentioned(state, other.name);
    if (!isOne && !other.hasDeterminer && !(isThing(state, other.name) && (isEach || isLink))) return undefined;
    if (lexicon.locales[other.name] !== undefined || NOT_TABLES.has(other.name)) return undefined;
    const isSingular =
      !other.isPlural ||
      isOneOf ||
      ["a", "an", "one", "the", "its", "exactly", "single", "their"].includes(lowerAt(tokens, to));
    const child = subject === undefined ? state.current! : openTable(state, subject.name, subject.span);
    if (subject !== undefined && !isEach) setRows(state, child, subject);
    if (subject?.count !== undefined && tokens[0]!.kind === "number") setRows(state, child, subject);
    if (subject?.locale !== undefined) child.locale = subject.locale;
    const parent = openTable(state, other.name, other.span);
    const span = { from: tokens[0]!.from, to: other.span.to };
    if (child === parent) return undefined;
    const isMany = isOneOf
      ? false
      : (isLink && !((isEach || other.count === 1) && !other.isPlural)) || // "each pupil attends a school"
        (other.isMany && !isSingular) ||
        ((other.range !== undefined || (other.count ?? 1) > 1) &&
          isEach &&
          (tokens[0]!.kind !== "number" || other.range !== undefined));
    if (isMany) {
      const link = bridge(state, child, parent, span, isLink && verb.startsWith("enr"));
      if (other.range !== undefined || other.count !== undefined) relate(state, link, child, span, other);
      state.current = child;
      return { rest: tokens.slice(other.to), table: child };
    }
    if ((!isEach || tokens[0]!.kind === "number") && !isOneOf && other.count !== undefined && other.count > 1)
      setRows(state, parent, other);
    relate(state, child, parent, span);
    state.current = child;
    state.lastField = undefined;
    return { rest: tokens.slice(other.to), table: child };
  }
  // "has placed 3 orders"
  const isDone =
    classes["has"]!.has(verb) && classes["make"]!.has(lowerAt(tokens, k + 1)) && isNumberAhead(state, tokens, k + 2);
  if (isDone) k++;
  // "each supplier delivers 3 to 15 products": whatever it does with so many things
  const isWord = verb !== "" && !["break", "to", "and", "belongs"].some((kind) => classes[kind]!.has(verb));
  const isAny =
    (isEach || subject?.isPlural === true) &&
    isWord &&
    isNumberAhead(state, tokens, k + 1) &&
    areThings(state, tokens, k + 1);
  if (
    !isAny &&
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
  const field = state.reading.names.find(singularName(object.name, state.reading.lexicon), "");
  const known = findTable(state, object.name);
  const hasTheir = ["their", "its"].includes(lowerAt(tokens, k));
  const isOther =
    known !== undefined && known !== (subject === undefined ? state.current : findTable(state, subject.name));
  const takesRows =
    (isCounted && object.isPlural) ||
    (object.count === 1 && (isOther || isThing(state, object.name))) ||
    (isOther && object.isPlural) ||
    (object.isPlural &&
      isThing(state, object.name) &&
      (field === undefined || field.type === "list") &&
      (hasTheir || isEach || can || isKnown || subject?.count !== undefined));
  // "users write posts": two things and what one does to the other
  const isDeed =
    subject?.isPlural === true &&
    (isThing(state, subject.name) || isMentioned(state, subject.name)) &&
    object.isPlural &&
    (isThing(state, object.name) || isMentioned(state, object.name)) &&
    classes["make"]!.has(verb) &&
    (!classes["has"]!.has(verb) || verb === "get") &&
    (field === undefined || isMentioned(state, object.name));
  const isOwner = subject?.isPlural === true && isCounted && object.isPlural && isThing(state, object.name);
  if (!takesRows && !isDeed) return undefined;
  if (object.isMany && field !== undefined && !isThing(state, object.name) && known === undefined) return undefined;
  const isSaid = subject !== undefined && (isTableNoun(state, subject) || isMentioned(state, subject.name));
  if (subject !== undefined && !isEach && !isKnown && !isDeed && !isOwner && !isSaid) return undefined;
  if (subject?.isContainer === true && !isEach) return undefined;
  if (wasBe === 0 && subject === undefined && !pronoun && !isThem) return undefined;
  if (subject !== undefined && !isEach && object.count !== undefined && !each && subject.isContainer) return undefined;
  // "an order contains one dish": dishes that are there are referred to
  const owner = subject === undefined ? state.current : findTable(state, subject.name);
  const isCountedElsewhere = isMentioned(state, object.name) && (known === undefined || isOther);
  const isReferred =
    object.count === 1 &&
    owner !== undefined &&
    (isCountedElsewhere ||
      (isOther &&
        (known.rows !== undefined || state.relations.some((each) => each.child === known && each.parent !== owner))));
  if (isReferred) {
    const other = openTable(state, object.name, object.span);
    if (other === owner) return undefined;
    relate(state, owner, other, { from: tokens[0]!.from, to: object.span.to });
    state.current = owner;
    return { rest: tokens.slice(object.to), table: owner };
  }
  const parent = subject === undefined ? state.current! : openTable(state, subject.name, subject.span);
  if (subject !== undefined && (!isEach || (subject.count ?? 1) > 1)) setRows(state, parent, subject);
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
    const link = bridge(state, parent, child, span, verb.startsWith("tak") || verb.startsWith("enr"));
    relate(state, link, parent, span, object);
    state.current = parent;
    return { rest: tokens.slice(object.to), table: parent };
  }
  relate(state, child, parent, span, { ...object, ...(isMean && object.range === undefined && { isMean: true }) });
  state.current = child;
  state.lastField = undefined;
  const end = each ? object.to + 1 : object.to;
  if (!isEach && !pronoun) return { rest: tokens.slice(end), table: child };
  state.eachOf = parent;
  return { rest: tokens.slice(withSiblings(state, tokens, end, parent)), table: state.current };
}

/** "each user has 1-3 addresses, 2 phones and up to 10 orders": the others, each with as many; gives where they end. */
export function withSiblings(state: State, tokens: readonly Token[], from: number, parent: TableDraft): number {
  const { lexicon } = state.reading;
  let end = from;
  for (;;) {
    let k = end;
    while (lowerAt(tokens, k) === "," || lexicon.classes["and"]!.has(lowerAt(tokens, k))) k++;
    const noun = k === end && k > 0 ? undefined : readNoun(tokens, k, lexicon);
    if (noun === undefined || !noun.isPlural || noun.name === "") return end;
    // "10 followers" are a number of them
    const isField = state.reading.names.find(singularName(noun.name, lexicon), "") !== undefined;
    if (isField && !isThing(state, noun.name)) return end;
    if (noun.count === undefined && noun.range === undefined && !noun.isMany) return end;
    const child = openTable(state, noun.name, noun.span);
    if (child === parent || state.relations.some((each) => each.child === child && each.parent === parent)) return end;
    relate(state, child, parent, noun.span, noun);
    state.current = child;
    end = noun.to;
  }
}

/** "3 orders", "up to 3 orders". */
function isNumberAhead(state: State, tokens: readonly Token[], from: number): boolean {
  let k = from;
  while (state.reading.lexicon.classes["bounds"]!.has(lowerAt(tokens, k))) k++;
  return tokens[k]?.kind === "number" && tokens[k]!.isShare === undefined;
}

/** Whether so many things at `k` can be rows. */
function areThings(state: State, tokens: readonly Token[], k: number): boolean {
  const noun = readNoun(tokens, k, state.reading.lexicon);
  if (noun === undefined || !noun.isPlural || NOT_TABLES.has(noun.name)) return false;
  return findTable(state, noun.name) !== undefined || isThing(state, noun.name) || isMentioned(state, noun.name);
}

const isReverse = (state: State, child: TableDraft, parent: TableDraft): boolean =>
  state.relations.some((relation) => relation.child === parent && relation.parent === child);
