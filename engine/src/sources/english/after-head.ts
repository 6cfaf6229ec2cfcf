import { nameWords, type FieldDraft } from "./draft.ts";
import { isPeople } from "./field-name.ts";
import { MEANINGS } from "./meanings.ts";
import { readNoun } from "./noun.ts";
import { phraseAt } from "./patterns.ts";
import { readExclusion } from "./second-thoughts.ts";
import { addField, findTable, openTable, relate, setRows, type State } from "./state.ts";
import { isColumn, isMentioned, isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const PERIOD = new Set([
  "during",
  "dates",
  "ago",
  "ago-is",
  "since",
  "until",
  "recent",
  "ahead",
  "ahead-is",
  "future",
  "this",
  "since-month",
  "in-month",
]);

const countBy = (state: State, number: Token): void =>
  void Object.assign(state.current!, { rows: number.value!, rowsSpan: number });

/**
 * What follows a table: fields behind "with" or a colon, a period it lies in, a purpose that says nothing. `isChild`
 * where a relation came before, so that "and has" goes on with the same subject.
 */
export function afterHead(state: State, tokens: readonly Token[], from: number, isChild = false): readonly Token[] {
  const { classes } = state.reading.lexicon;
  let k = from;
  for (let steps = 0; k < tokens.length && steps < 60; steps++) {
    const token = tokens[k]!;
    const word = lowerAt(tokens, k);
    const found = phraseAt(state.reading.phrases, tokens, k);
    if (found !== undefined && PERIOD.has(found.meaning) && word !== "future" && word !== "recent") {
      const period: FieldDraft = { name: "", span: { from: token.from, to: tokens[found.to - 1]!.to } };
      MEANINGS[found.meaning]!(period, found, {
        lexicon: state.reading.lexicon,
        now: state.reading.now,
        note: () => {},
      });
      state.period = period;
      k = found.to;
      continue;
    }
    if (
      isChild &&
      word === "and" &&
      (classes["has"]!.has(lowerAt(tokens, k + 1)) ||
        classes["make"]!.has(lowerAt(tokens, k + 1)) ||
        classes["belongs"]!.has(lowerAt(tokens, k + 1)))
    )
      return [{ ...token, lower: "it", text: "it" }, ...tokens.slice(k + 1)];
    // "employee table with 60 people"
    const who =
      classes["has"]!.has(word) && tokens[k + 1]?.kind === "number"
        ? readNoun(tokens, k + 1, state.reading.lexicon)
        : undefined;
    if (who?.count !== undefined && classes["people"]!.has(who.name) && !isChild && state.current?.rows === undefined) {
      setRows(state, state.current!, who);
      k = who.to;
      continue;
    }
    // "reviews x 3000", "participants - 200 - …"
    const counts = classes["count"]!.has(lowerAt(tokens, k + 2)) ? k + 3 : k + 2;
    const isTimes = (word === "x" || token.lower === "×" || token.lower === "—") && tokens[k + 1]?.kind === "number";
    const isLast =
      tokens[counts] === undefined || ["—", ",", ":"].includes(tokens[counts].lower) || tokens[counts].kind === "open";
    if (isTimes && isLast && !isChild && tokens[k + 1]!.isShare === undefined && state.current?.rows === undefined) {
      countBy(state, tokens[k + 1]!);
      k = counts;
      continue;
    }
    // "sensors named S1-S5"
    if (classes["named"]!.has(word) && !isChild) {
      const end = tokens.findIndex((each, i) => i > k && (each.kind === "mark" || classes["has"]!.has(each.lower)));
      if (end < 0) return [];
      k = end;
      continue;
    }
    // "responses n = 1,250"
    const isN =
      classes["objectRowsAlone"]!.has(word) && tokens[k + 1]?.lower === "=" && tokens[k + 2]?.kind === "number";
    if (isN && !isChild) {
      countBy(state, tokens[k + 2]!);
      k += 3;
      continue;
    }
    if (classes["stop"]!.has(word) && k > 0) {
      k++;
      continue;
    }
    // "accounts: 40, username, …"
    const isCount = token.lower === ":" && tokens[k + 1]?.kind === "number" && tokens[k + 1]!.isShare === undefined;
    if (
      isCount &&
      !isChild &&
      (k + 2 >= tokens.length || tokens[k + 2]!.lower === ",") &&
      state.current?.rows === undefined
    ) {
      countBy(state, tokens[k + 1]!);
      k += 2;
      continue;
    }
    const counted = ["for", "of", "from", "across", "over", "on", "in"].includes(word)
      ? readNoun(tokens, k + 1, state.reading.lexicon)
      : undefined;
    const isOf =
      counted?.count !== undefined &&
      classes["whose"]!.has(word) &&
      !isColumn(tokens, counted, state.reading.lexicon) &&
      isPeople(counted.name, state.reading.lexicon) &&
      counted.isPlural &&
      state.current!.rows === undefined &&
      state.current!.fields.length === 0 &&
      !isThing(state, state.current!.name) &&
      findTable(state, counted.name) === undefined;
    if (isOf) {
      state.current!.name = counted.name;
      setRows(state, state.current!, counted);
      k = counted.to;
      continue;
    }
    const place = counted?.count === 1 && isChild ? findTable(state, counted.name) : undefined;
    if (place !== undefined && place !== state.current) {
      // "sent by one user in one channel"
      relate(state, state.current!, place, counted!.span);
      k = counted!.to;
      continue;
    }
    // "written by doctors for patients"
    const other =
      isChild &&
      counted !== undefined &&
      counted.count === undefined &&
      counted.isPlural &&
      word !== "in" &&
      word !== "on"
        ? (findTable(state, counted.name) ??
          (isMentioned(state, counted.name) ? openTable(state, counted.name, counted.span) : undefined))
        : undefined;
    if (other !== undefined && other !== state.current) {
      relate(state, state.current!, other, counted!.span);
      k = counted!.to;
      continue;
    }
    const isNew =
      counted?.count !== undefined &&
      word === "for" &&
      counted.isPlural &&
      !isColumn(tokens, counted, state.reading.lexicon) &&
      isMentioned(state, counted.name) &&
      findTable(state, counted.name) === undefined;
    if (isNew) {
      setRows(state, openTable(state, counted.name, counted.span), counted);
      k = counted.to;
      continue;
    }
    // "150 employees in 6 departments"
    const isHome =
      counted?.count !== undefined &&
      counted.count > 1 &&
      counted.isPlural &&
      ["in", "from", "across", "at", "over"].includes(word) &&
      state.current!.rows !== undefined &&
      isThing(state, counted.name) &&
      findTable(state, counted.name) === undefined;
    if (isHome) {
      const home = openTable(state, counted.name, counted.span);
      setRows(state, home, counted);
      relate(state, state.current!, home, counted.span);
      k = counted.to;
      continue;
    }
    if (counted?.count !== undefined && counted.count !== 1 && findTable(state, counted.name) !== undefined) {
      setRows(state, findTable(state, counted.name)!, counted);
      k = counted.to;
      continue;
    }
    const isRows =
      classes["count"]!.has(lowerAt(tokens, k + 1)) || tokens[k + 1]?.lower === ":" || k === tokens.length - 1;
    if (token.kind === "number" && k === from && !isChild && token.isShare === undefined && isRows) {
      countBy(state, token);
      k += classes["count"]!.has(lowerAt(tokens, k + 1)) ? 2 : 1;
      continue;
    }
    if (word === "between" && tokens[k + 1]?.kind === "word" && !isChild) {
      k = readNoun(tokens, k + 1, state.reading.lexicon)?.to ?? k + 1;
      const other = classes["and"]!.has(lowerAt(tokens, k))
        ? readNoun(tokens, k + 1, state.reading.lexicon)
        : undefined;
      if (other !== undefined) k = other.to;
      continue;
    }
    const isOfOne = word === "of" && ["a", "an", "our", "the", "my"].includes(lowerAt(tokens, k + 1)) && !isChild;
    if (
      isOfOne ||
      word === "for" ||
      word === "in" ||
      word === "to" ||
      word === "from" ||
      word === "on" ||
      word === "at"
    ) {
      const end = tokens.findIndex(
        (each, i) =>
          i > k &&
          (each.kind === "mark" ||
            each.kind === "open" ||
            classes["has"]!.has(each.lower) ||
            each.lower === "each" ||
            each.lower === "and"),
      );
      if (end < 0) return [];
      k = end;
      continue;
    }
    const left = k > from || classes["not"]!.has(word) ? readExclusion(state, tokens.slice(k)) : undefined;
    if (left !== undefined) {
      k = tokens.length - left.length;
      continue;
    }
    if (token.kind === "open") return openGroup(state, tokens, k);
    const isConnector =
      classes["has"]!.has(word) ||
      token.lower === ":" ||
      token.lower === "—" ||
      token.lower === "," ||
      [
        "who",
        "that",
        "which",
        "and",
        "each",
        "should",
        "must",
        "will",
        "all",
        "it",
        "they",
        "also",
        "the",
        "following",
        "fields",
        "columns",
        "attributes",
        "apiece",
        "every",
        "one",
        "row",
        "record",
        "of",
        "them",
        "are",
        "is",
        "be",
        "can",
        "these",
      ].includes(word);
    const name = tokens[k + 1]?.kind === "word" ? nameWords(`${token.text} ${tokens[k + 1]!.text}`).join("_") : "";
    if (k > from && classes["has"]!.has(word) && (state.reading.names.find(name, "")?.known ?? 0) > 1) break;
    if (!isConnector) break;
    if (
      ["each", "every", "all"].includes(word) &&
      tokens[k + 1]?.kind === "word" &&
      !classes["has"]!.has(lowerAt(tokens, k + 1)) &&
      !["one", "row", "record", "of"].includes(lowerAt(tokens, k + 1))
    )
      break;
    k++;
  }
  const rest = tokens.slice(k);
  return rest.length > 0 && k > from ? [{ ...rest[0]!, kind: "mark", lower: ",", text: "" }, ...rest] : rest;
}

/** `users (name, email)`, `users (500)`, `ratings (1-5 stars)`. */
function openGroup(state: State, tokens: readonly Token[], k: number): readonly Token[] {
  let depth = 0;
  let end = k;
  for (; end < tokens.length; end++) {
    if (tokens[end]!.kind === "open") depth++;
    if (tokens[end]!.kind === "close" && --depth === 0) break;
  }
  const inner = tokens.slice(k + 1, end);
  let rest = tokens.slice(end + 1);
  const table = state.current;
  const numbers = inner.filter((token) => token.kind === "number");
  const isRows =
    numbers.length === 1 &&
    inner.length <= 3 &&
    inner.every(
      (token) =>
        token.kind === "number" ||
        ["rows", "records", "total", "row", "about", "~", "x", "of", "them", "entries", "items", "n", "="].includes(
          token.lower,
        ),
    );
  if (isRows && table !== undefined) {
    table.rows = numbers[0]!.value!;
    table.rowsSpan = { from: numbers[0]!.from, to: numbers[0]!.to };
    const { classes } = state.reading.lexicon;
    const isVerb = classes["has"]!.has(lowerAt(rest, 0)) || classes["make"]!.has(lowerAt(rest, 0));
    const many = isVerb ? readNoun(rest, 1, state.reading.lexicon) : undefined;
    const isChild =
      many !== undefined && many.name !== "" && many.isPlural && (many.range !== undefined || many.count !== undefined);
    if (
      isChild &&
      (rest[many.to] === undefined || rest[many.to]!.kind !== "word" || lowerAt(rest, many.to) === "each")
    ) {
      // "invoices (150) have 1-8 lines"
      const child = openTable(state, many.name, many.span);
      if (child !== table) {
        relate(state, child, table, many.span, many);
        state.current = child;
        return afterHead(state, rest, lowerAt(rest, many.to) === "each" ? many.to + 1 : many.to, true);
      }
    }
    return afterHead(state, rest, 0);
  }
  const comma = inner.findIndex((token) => token.lower === ",");
  const firstPart = comma < 0 ? inner : inner.slice(0, comma);
  const firstNumbers = firstPart.filter((token) => token.kind === "number");
  const per = firstPart.findIndex((token) => ["per", "each", "apiece"].includes(token.lower));
  const isEach =
    per > 0 &&
    firstNumbers.length > 0 &&
    firstNumbers.length <= 2 &&
    inner
      .slice(0, per)
      .every(
        (token) => token.kind === "number" || ["-", "to", "and", "between", "for", "~", "up"].includes(token.lower),
      );
  const above =
    isEach && firstPart.length > per + 1
      ? findTable(
          state,
          nameWords(
            inner
              .slice(per + 1)
              .map((token) => token.text)
              .join(" "),
          ).join("_"),
        )
      : undefined;
  const parent =
    above ??
    (per === firstPart.length - 1 ? state.relations.findLast((each) => each.child === table)?.parent : undefined);
  if (isEach && table !== undefined && parent !== undefined && parent !== table) {
    const counts = firstNumbers.map((token) => token.value!);
    relate(
      state,
      table,
      parent,
      { from: inner[0]!.from, to: inner.at(-1)!.to },
      {
        isVague: false,
        ...(counts.length > 1 ? { range: [Math.min(...counts), Math.max(...counts)] as const } : { count: counts[0]! }),
      },
    );
    if (comma < 0) return afterHead(state, rest, 0);
    return [
      ...inner.slice(comma),
      ...(rest.length > 0 ? [{ ...tokens[k]!, kind: "mark" as const, lower: ",", text: "" }] : []),
      ...rest,
    ];
  }
  const stars =
    inner.length >= 3 &&
    inner.length <= 5 &&
    numbers.length === 2 &&
    inner.at(-1)!.kind === "word" &&
    ["-", "to", ".."].includes(inner[1]!.lower);
  if (stars && table !== undefined) {
    addField(state, {
      name: nameWords(inner.at(-1)!.text).join("_"),
      span: { from: inner[0]!.from, to: inner.at(-1)!.to },
      min: numbers[0]!.value!,
      max: numbers[1]!.value!,
    });
    return afterHead(state, rest, 0);
  }
  // "customers (name, email) 150, …"
  const isBehind =
    rest[0]?.kind === "number" && rest[0].isShare === undefined && (rest[1] === undefined || rest[1].lower === ",");
  if (isBehind && table !== undefined && table.rows === undefined) {
    table.rows = rest[0]!.value!;
    table.rowsSpan = rest[0]!;
    rest = rest.slice(1);
  }
  // "articles (title, body) written by authors"
  const { classes } = state.reading.lexicon;
  const isTied =
    (classes["belongs"]!.has(lowerAt(rest, 0)) || classes["links"]!.has(lowerAt(rest, 0))) &&
    classes["to"]!.has(lowerAt(rest, 1));
  if (isTied) rest = [{ ...rest[0]!, text: "they", lower: "they" }, ...rest];
  return [
    { ...tokens[k]!, kind: "mark", lower: ",", text: "" },
    ...inner,
    ...(rest.length > 0 ? [{ ...tokens[k]!, kind: "mark" as const, lower: ",", text: "" }] : []),
    ...rest,
  ];
}
