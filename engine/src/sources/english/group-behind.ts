import { nameWords } from "./draft.ts";
import { readNoun } from "./noun.ts";
import { addField, findTable, openTable, relate, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** What is left behind a table's brackets; what a head may go on with stands from `from` on. */
export interface Behind {
  readonly rest: readonly Token[];
  readonly from?: number;
  readonly isChild?: boolean;
}

/** Tokens as a part of their own, where there are any. */
const apart = (at: Token, tokens: readonly Token[]): readonly Token[] =>
  tokens.length > 0 ? [{ ...at, kind: "mark", lower: ",", text: "" }, ...tokens] : tokens;

/** `users (name, email)`, `users (500)`, `ratings (1-5 stars)`. */
export function readGroup(state: State, tokens: readonly Token[], k: number): Behind {
  const { classes } = state.reading.lexicon;
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
        ["enough", "count"].some((kind) => classes[kind]!.has(token.lower)) ||
        ["row", "x", "n", "="].includes(token.lower),
    );
  if (isRows && table !== undefined) {
    table.rows = numbers[0]!.value!;
    table.rowsSpan = { from: numbers[0]!.from, to: numbers[0]!.to };
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
        return { rest, from: lowerAt(rest, many.to) === "each" ? many.to + 1 : many.to, isChild: true };
      }
    }
    return { rest, from: 0 };
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
    if (comma < 0) return { rest, from: 0 };
    return { rest: [...inner.slice(comma), ...apart(tokens[k]!, rest)] };
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
    return { rest, from: 0 };
  }
  // "customers (name, email) 150, …"
  const isBehind =
    rest[0]?.kind === "number" &&
    rest[0].isShare === undefined &&
    (rest[1] === undefined || rest[1].lower === "," || classes["count"]!.has(rest[1].lower));
  if (isBehind && table !== undefined && table.rows === undefined) {
    table.rows = rest[0]!.value!;
    table.rowsSpan = rest[0]!;
    rest = rest.slice(classes["count"]!.has(lowerAt(rest, 1)) ? 2 : 1);
  }
  // "articles (title, body) written by authors"
  const isTied =
    (classes["belongs"]!.has(lowerAt(rest, 0)) || classes["links"]!.has(lowerAt(rest, 0))) &&
    classes["to"]!.has(lowerAt(rest, 1));
  if (isTied) rest = [{ ...rest[0]!, text: "they", lower: "they" }, ...rest];
  return { rest: [...apart(tokens[k]!, inner), ...apart(tokens[k]!, rest)] };
}
