import { asName } from "./asked-field.ts";
import { readCountedPair } from "./counted-pair.ts";
import { readField } from "./field.ts";
import { isPeople } from "./field-name.ts";
import { afterHead } from "./after-head.ts";
import { readHead } from "./head.ts";
import { splitAnd, toItems, type Unit } from "./items.ts";
import { readArrow } from "./link.ts";
import { countBehind, countOfAll, isBareCount, isHowMany, readCountOf, readEnough } from "./how-many.ts";
import { readLabel } from "./label.ts";
import { isGreeting, isLetterhead, isSigned } from "./letter.ts";
import { singularName } from "./lexicon.ts";
import { takeMeta, withoutPlaceTitle, type Meta } from "./meta.ts";
import { readNoun } from "./noun.ts";
import { findObjects } from "./objects.ts";
import { readPart } from "./part.ts";
import { splitPlain } from "./plain-list.ts";
import { readRelation, withSiblings } from "./relations.ts";
import { isTableNoun, isThing } from "./table-noun.ts";
import {
  isIntroduction,
  stripRequest,
  withoutForEach,
  withFrontFirst,
  withoutAnywhere,
  withoutClauses,
  withoutPlace,
  withoutStory,
  withoutPreamble,
  withoutPurpose,
  withoutSpan,
  withoutTeller,
  withPlainCounts,
  withPlainTables,
} from "./request.ts";
import { readAges } from "./said-ages.ts";
import { readHeldBySome } from "./said-of-some.ts";
import { readSteps, withStepsLast } from "./steps.ts";
import { withInside } from "./things-behind.ts";
import { readExclusion } from "./second-thoughts.ts";
import { listOfTables } from "./setting.ts";
import { readShares } from "./shares.ts";
import { addField, findTable, mergeField, openNoun, openTable, type State } from "./state.ts";
import { readThing, turnTo } from "./things.ts";
import { openCall, openOrdinal, openRecord, openTitle, withoutContents } from "./titles.ts";
import { lowerAt, type Token } from "./tokens.ts";
import { splitAt } from "./values.ts";
import { readWhose } from "./whose.ts";

const MOST_OBJECTS = 60; // brackets of code in a text

/** One sentence or line. */
export function readUnit(state: State, unit: Unit, meta: Meta): void {
  const { lexicon, names } = state.reading;
  state.lists = false;
  state.eachOf = undefined;
  if (isGreeting(state, unit) || isLetterhead(state, unit) || isSigned(state, unit)) return;
  const isTitle =
    unit.tokens.length <= 5 &&
    state.tables.length === 0 &&
    unit.tokens.every(
      (token) =>
        token.lower === "#" ||
        (token.kind === "word" && lexicon.classes["title"]!.has(token.lower)) ||
        token.lower === ":",
    );
  if (isTitle) return;
  const code = state.objects < MOST_OBJECTS ? findObjects(state, unit.tokens) : undefined;
  if (code !== undefined) {
    const { before, rest, read } = code;
    state.objects++;
    if (before.length > 0) readUnit(state, { ...unit, tokens: before, opens: false }, meta);
    read();
    // "{…} x 75"
    const times = rest.filter((token) => token.kind !== "close" && !["x", "×", "*", "—", ","].includes(token.lower));
    if (times.length > 0 && times.length <= 2 && state.current?.rows === undefined && readEnough(state, times)) return;
    if (rest.some((token) => token.kind !== "mark" && token.kind !== "close"))
      readUnit(state, { ...unit, tokens: rest }, meta);
    return;
  }
  const places = meta.places.length;
  let tokens = withInside(withStepsLast(state, takeMeta(unit.tokens, lexicon, meta)));
  if (tokens.length === 0) return;
  if (lexicon.classes["ordinals"]!.has(lowerAt(tokens, 0)) && [":", ",", "—"].includes(tokens[1]?.lower ?? ""))
    tokens = openOrdinal(state, tokens.slice(2));
  tokens = withoutForEach(
    state,
    withoutTeller(withoutAnywhere(withPlainTables(withPlainCounts(tokens, lexicon), lexicon)), state),
  );
  const kept = readExclusion(state, tokens);
  tokens = kept ?? tokens;
  tokens = stripRequest(
    withFrontFirst(
      withoutPurpose(
        withoutPreamble(withoutPlace(withoutClauses(withoutStory(tokens, state), state), state), state),
        state,
      ),
      state,
    ),
    state,
  );
  tokens = withoutSpan(tokens, state);
  tokens = withoutContents(state, tokens);
  const list = listOfTables(state, tokens);
  if (list > 0) {
    tokens = tokens.slice(list);
    state.lists = true;
    state.isListing = true;
  }
  const isTables =
    tokens[0]?.kind === "number" &&
    (lexicon.classes["objectTables"]!.has(lowerAt(tokens, 1)) ||
      (tokens[0].value! > 1 && lexicon.classes["sheets"]!.has(lexicon.singular(lowerAt(tokens, 1)))));
  if (isTables && tokens[2] === undefined) return; // "2 tables."
  if (isTables && tokens[2]!.lower === ":") tokens = tokens.slice(3);
  tokens = withoutPlaceTitle(tokens, lexicon, meta);
  const place = tokens.length === 2 ? lexicon.locales[lowerAt(tokens, 0)] : undefined;
  if (
    place !== undefined &&
    state.tables.length > 0 &&
    ["names", "data", "people", "addresses", "locale"].includes(lowerAt(tokens, 1))
  ) {
    meta.places.push(place);
    return;
  }
  const ofAll = countOfAll(state, tokens);
  if (ofAll !== undefined) {
    if (ofAll.from > 0) readUnit(state, { ...unit, tokens: tokens.slice(0, ofAll.from) }, meta);
    for (const table of state.tables)
      if (table.rows === undefined) Object.assign(table, { rows: ofAll.number.value!, rowsSpan: ofAll.number });
    return;
  }
  if (
    readEnough(state, tokens) ||
    isIntroduction(state, tokens, unit) ||
    (kept === undefined && isIntroduction(state, unit.tokens, unit))
  )
    return;
  const count = countBehind(state, tokens);
  if (count !== undefined) {
    readUnit(state, { ...unit, tokens: tokens.slice(0, count - 1), opens: false }, meta);
    const rest = tokens.slice(count);
    if (!readEnough(state, rest)) readQueue(state, [{ tokens: rest, isPart: false }], unit);
    return;
  }
  const isIf = lexicon.classes["if"]!.has(lowerAt(tokens, 0)) && !lexicon.classes["then"]!.has(lowerAt(tokens, 1));
  const comma = isIf ? tokens.findIndex((token) => token.lower === "," || token.lower === "then") : -1;
  if (comma > 1 && comma < 9 && tokens[comma]!.lower === ",")
    tokens = tokens.map((token, i) => (i === comma ? { ...token, kind: "word" as const, lower: "then" } : token));
  while (tokens.length > 0 && tokens[0]!.kind === "mark" && tokens[0]!.lower !== "~") tokens = tokens.slice(1);
  if (tokens.length === 0) return;
  const labelled = readLabel(state, unit, tokens);
  if (labelled?.length === 0) return;
  const record = labelled === undefined ? openRecord(state, tokens, unit.isBullet) : undefined;
  if (labelled !== undefined || record !== undefined) tokens = labelled ?? record!;
  else tokens = openTitle(state, tokens, unit.opens);
  if (tokens.length === 0) return;
  const isField =
    (unit.isLine || unit.isBullet) &&
    labelled === undefined &&
    record === undefined &&
    state.current !== undefined &&
    readLine(state, tokens, unit);
  if (!isField) {
    const queue = toItems(tokens, names, state.current?.name ?? "").map((item) => ({
      tokens: item,
      isPart: labelled !== undefined && item === tokens,
    }));
    readQueue(state, queue, record === undefined ? unit : undefined);
  }
  if (meta.places.length > places && state.current !== undefined)
    meta.tables.push([state.current, meta.places.slice(places)]);
}

/** A line of a list whose colon, dash or brackets say that all of it is one field. */
function readLine(state: State, tokens: readonly Token[], unit: Unit): boolean {
  const at = tokens.findIndex(
    (token, i) => i > 0 && (token.lower === ":" || token.lower === "—" || token.lower === "|"),
  );
  const noun = readNoun(tokens, 0, state.reading.lexicon);
  if (unit.opens) return false;
  if (noun?.count !== undefined && (isTableNoun(state, noun) || noun.isFilled)) return false;
  // "- orders: 400" above what they have
  const isCounted =
    at > 0 &&
    noun?.to === at &&
    noun.isPlural &&
    tokens.length === at + 2 &&
    tokens[at + 1]!.kind === "number" &&
    isTableNoun(state, noun);
  if (isCounted && isThing(state, noun.name)) return false;
  if (at > 0 && at <= 5) {
    const isTable =
      isTableNoun(state, noun) &&
      noun!.to === at &&
      noun!.isPlural &&
      state.reading.names.find(noun!.name, "") === undefined &&
      findTable(state, noun!.name) !== undefined;
    if (
      isTable ||
      (isTableNoun(state, noun) &&
        noun!.to === at &&
        !unit.isBullet &&
        noun!.isPlural &&
        splitAt(tokens.slice(at + 1), (token) => token.lower === ",").length > 1)
    )
      return false;
    const bare = tokens[0]?.lower === "|" ? tokens.slice(1) : tokens;
    const part = readField(
      bare.map((token) => (token.lower === "|" ? { ...token, lower: bare.indexOf(token) === at ? ":" : "," } : token)),
      state.reading,
      state.current!.name,
    );
    if (!part.hasName) return false;
    addField(state, part.draft);
    return true;
  }
  if (readRelationOnly(state, tokens)) return true;
  const parts = splitAt(tokens, (token) => token.lower === ",");
  if (parts.length < 2 || isTableNoun(state, noun) || !unit.isBullet) return false;
  const rest = parts.slice(1).map((part) => readField(part, state.reading, state.current!.name));
  if (rest.some((part) => part.hasName)) return false;
  const part = readField(parts[0]!, state.reading, state.current!.name);
  if (!part.hasName) return false;
  const field = addField(state, part.draft);
  for (const more of rest) mergeField(field, more.draft);
  return true;
}

function readRelationOnly(state: State, tokens: readonly Token[]): boolean {
  const hasVerb = tokens.some(
    (token) =>
      token.kind === "word" && (state.reading.lexicon.classes["belongs"]!.has(token.lower) || token.lower === "per"),
  );
  if (!hasVerb) return false;
  const related = readRelation(state, tokens);
  if (related === undefined) return false;
  if (related.rest.length > 0) readQueue(state, [{ tokens: related.rest, isPart: false }]);
  return true;
}

interface Item {
  readonly tokens: readonly Token[];
  /** It was parted at "and" already. */
  readonly isPart: boolean;
}

const MOST_STEPS = 1000; // parts of a text

function readQueue(state: State, items: Item[], unit?: Unit): void {
  const { lexicon, names } = state.reading;
  let isFirst = true;
  let isTurned = false;
  while (items.length > 0) {
    if (state.steps++ >= MOST_STEPS) {
      if (state.steps === MOST_STEPS + 1) state.reading.note("", "the text is long: only its beginning was read.");
      return;
    }
    const item = items.shift()!;
    let { tokens } = item;
    while (tokens.length > 0 && tokens[0]!.kind === "mark" && !["~", "="].includes(tokens[0]!.lower))
      tokens = tokens.slice(1);
    while (tokens.length > 1 && lexicon.classes["stop"]!.has(lowerAt(tokens, tokens.length - 1)))
      tokens = tokens.slice(0, -1);
    if (tokens.length === 0) continue;
    // "where each contact has …"
    if (lexicon.classes["if"]!.has(lowerAt(tokens, 0)) && lexicon.classes["oneOfMany"]!.has(lowerAt(tokens, 1)))
      tokens = tokens.slice(1);
    if (state.link !== undefined && lexicon.classes["has"]!.has(lowerAt(tokens, 0))) state.current = state.link;
    state.link = undefined;
    if (unit !== undefined && (isFirst || isTurned)) {
      const rest = turnTo(state, tokens);
      isTurned = rest !== tokens;
      tokens = rest;
    }
    const isCount =
      unit !== undefined &&
      state.current?.rows === undefined &&
      ((isFirst && items.length > 0) || (tokens.length === 1 && state.current?.fields.length === 0));
    if ((isCount && readEnough(state, tokens)) || readCountOf(state, tokens)) continue;
    // "mobile usage, 10000 rows: …"
    const [ahead] = items;
    const isHead =
      unit !== undefined &&
      isFirst &&
      state.tables.length === 0 &&
      ahead !== undefined &&
      (isHowMany(state, ahead.tokens) || (items.length === 1 && isBareCount(ahead.tokens))) &&
      tokens.every((token) => token.kind === "word" || token.kind === "moment" || token.isYear === true);
    const head = isHead ? readNoun(tokens, 0, lexicon) : undefined;
    const isTitle = head?.to === tokens.length || lexicon.classes["titleOf"]!.has(lowerAt(tokens, head?.to ?? 0));
    if (head !== undefined && isTitle && head.name !== "") {
      const table = openNoun(state, head);
      const one = singularName(head.name, lexicon);
      const isWhole = (names.find(one, "")?.known ?? 0) >= one.split("_").length;
      // "emails, 300 rows, unique": all that there is of them
      if (lexicon.things[one] === undefined && isWhole && !isPeople(head.name, lexicon) && items.length < 3)
        addField(
          state,
          readField([{ ...tokens[head.to - 1]!, text: one, lower: one }], state.reading, table.name).draft,
        );
      if (!isTitle || head.to < tokens.length) afterHead(state, tokens, head.to);
      isFirst = false;
      continue;
    }
    const isN =
      lexicon.classes["objectRowsAlone"]!.has(lowerAt(tokens, 0)) &&
      tokens[1]?.lower === "=" &&
      tokens[2]?.kind === "number" &&
      tokens.length === 3;
    if (isN && state.current !== undefined) {
      state.current.rows = tokens[2]!.value!;
      state.current.rowsSpan = tokens[2]!;
      continue;
    }
    tokens = asName(withoutForEach(state, tokens), lexicon);
    // "and, if they were contacted, the date of it"
    const isCondition =
      ahead !== undefined &&
      tokens.length < 6 &&
      tokens.findIndex(({ lower }) => lexicon.classes["if"]!.has(lower)) === (lowerAt(tokens, 0) === "and" ? 1 : 0) &&
      tokens.every(({ kind, lower }) => kind === "word" && !lexicon.classes["then"]!.has(lower));
    if (isCondition) {
      items.shift();
      const then: Token = { ...tokens.at(-1)!, text: "then", lower: "then" };
      tokens = [...tokens.slice(lowerAt(tokens, 0) === "and" ? 1 : 0), then, ...ahead.tokens];
    }
    if (lexicon.classes["columns"]!.has(lowerAt(tokens, 0)) && tokens[1]?.lower === ":") tokens = tokens.slice(2);
    const kept = readExclusion(state, tokens);
    if (kept?.length === 0) continue;
    tokens = kept ?? tokens;
    if (readShares(state, items, tokens) || readHeldBySome(state, tokens) || readAges(state, tokens)) continue;
    const rest: readonly Token[] | undefined =
      readBraces(state, tokens) ??
      readSteps(state, tokens) ??
      readCountedPair(state, tokens) ??
      readSibling(state, tokens) ??
      readThing(state, tokens) ??
      openCall(state, tokens) ??
      readArrow(state, tokens) ??
      readRelated(state, tokens) ??
      readHead(state, tokens, {
        isFirst: isFirst && unit !== undefined,
        isAlone: items.length === 0 && isFirst,
        opens: unit?.opens === true,
        ahead: items.map((each) => each.tokens),
      });
    const isStart = isFirst;
    isFirst = isFirst && rest !== undefined && state.tables.length === 0;
    if (rest !== undefined) {
      const more = toItems(rest, names, state.current?.name ?? "", items).filter((part) => part.length > 0);
      items.unshift(...more.map((part) => ({ tokens: part, isPart: false })));
      continue;
    }
    const whose = readWhose(state, tokens, isStart);
    if (whose !== undefined) {
      items.unshift(...whose.map((part) => ({ tokens: part, isPart: false })));
      continue;
    }
    const table = state.current?.name ?? "";
    const plain = (part: readonly Token[]): readonly (readonly Token[])[] =>
      splitPlain(part, names, table, lexicon) ?? [part];
    const whole = item.isPart ? [tokens] : plain(tokens);
    const parts = item.isPart || whole.length > 1 ? whole : splitAnd(tokens, state.reading, table).flatMap(plain);
    if (parts.length > 1) items.unshift(...parts.map((part) => ({ tokens: part, isPart: true })));
    else readPart(state, parts[0]!);
  }
}

/** `{id, name}` is a list of fields. */
function readBraces(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, last] = [tokens[0]!, tokens.at(-1)!];
  if (first.kind !== "open" || last.kind !== "close") return undefined;
  state.current ??= openTable(state, "", first);
  return tokens.slice(1, -1);
}

/** Behind "each user has 1-3 addresses,": "up to 4 cards and 2 orders". */
function readSibling(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const end = state.eachOf === undefined ? 0 : withSiblings(state, tokens, 0, state.eachOf);
  return end === 0 ? undefined : afterHead(state, tokens.slice(end), 0, true);
}

function readRelated(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const related = readRelation(state, tokens);
  if (related === undefined) return undefined;
  state.isListing = false;
  return afterHead(state, related.rest, 0, true);
}
