import { singularName, type Span } from "./lexicon.ts";
import type { TableDraft } from "./draft.ts";
import { isSameTable, readNoun, type Noun } from "./noun.ts";
import { findTable, openTable, relate, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** What is left of a sentence when a relation was read: where fields go on, and of which table. */
export interface Related {
  readonly rest: readonly Token[];
  readonly table: TableDraft;
}

const spanOf = (tokens: readonly Token[]): Span => ({ from: tokens[0]!.from, to: tokens.at(-1)!.to });

/** The table between two others. */
export function bridge(state: State, a: TableDraft, b: TableDraft, span: Span, isEnrolled = false): TableDraft {
  const one = (name: string): string => singularName(name, state.reading.lexicon);
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

/** "many-to-many between students and courses". */
export function manyToMany(state: State, tokens: readonly Token[]): Related | undefined {
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
    return linked(state, bridge(state, before!, last, spanOf(tokens)), []);
  if (nouns.length < 2) return undefined;
  const [a, b] = nouns.map((noun) => openTable(state, noun.name, noun.span)) as [TableDraft, TableDraft];
  const end = nouns[1]!.to;
  const isMore = state.reading.lexicon.classes["has"]!.has(lowerAt(tokens, end));
  return linked(state, bridge(state, a, b, spanOf(tokens)), isMore ? tokens.slice(end) : []);
}

/** "many to many, with a grade": what follows is said of the table between them. */
function linked(state: State, table: TableDraft, rest: readonly Token[]): Related {
  state.link = table;
  if (rest.length > 0) state.current = table;
  return { rest, table };
}

/** "orders -> customers", and "1--N orders" behind a table: a relation in signs. What is left; undefined where it is none. */
export function readArrow(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const { lexicon } = state.reading;
  const tableAt = (k: number): readonly [TableDraft, number] | undefined => {
    const noun = tokens[k]?.kind === "word" ? readNoun(tokens, k, lexicon) : undefined;
    const isTable =
      noun !== undefined && noun.name !== "" && (noun.isPlural || findTable(state, noun.name) !== undefined);
    return isTable ? [openTable(state, noun.name, noun.span), noun.to] : undefined;
  };
  let k = 1;
  while (tokens[k]?.kind === "mark" && k < 4) k++;
  if (tokens[0]?.value === 1 && k > 1 && lexicon.classes["manySign"]!.has(tokens[k]?.lower ?? "")) {
    const parent = state.current;
    const [child, to] = (parent === undefined ? undefined : tableAt(k + 1)) ?? [];
    if (child === undefined || child === parent) return undefined;
    relate(state, child, parent!, { from: tokens[0].from, to: tokens[to! - 1]!.to });
    state.current = child;
    return tokens.slice(to);
  }
  const at = tokens.findIndex((token) => token.lower === "->");
  if (
    at < 1 ||
    at > 3 ||
    readNoun(tokens, 0, lexicon)?.to !== at ||
    readNoun(tokens, at + 1, lexicon)?.to !== tokens.length
  )
    return undefined;
  const [child] = tableAt(0) ?? [];
  const [parent] = child === undefined ? [] : (tableAt(at + 1) ?? []);
  if (child === undefined || parent === undefined || child === parent) return undefined;
  relate(state, child, parent, { from: tokens[0]!.from, to: tokens.at(-1)!.to });
  return [];
}
