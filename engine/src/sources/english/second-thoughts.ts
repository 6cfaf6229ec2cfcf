import { nameWords } from "./draft.ts";
import { singularName, type Lexicon } from "./lexicon.ts";
import { phraseAt } from "./patterns.ts";
import { findField, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";
import { splitAt } from "./values.ts";

const MOST_WORDS = 4; // of a phrase that is one entry of a class: `no_need_for`
const MOST_BACK = 40; // tokens between what was said and what was meant
const FIRST = 4; // tokens among which rows would be counted
const MOST_TIMES = 20; // in a sentence

/** How many words at `k` are one entry of a class whose entries may be phrases joined by `_`; 0 where none. */
function phraseLength(words: ReadonlySet<string>, tokens: readonly Token[], k: number): number {
  let phrase = "";
  let length = 0;
  for (let n = 0; n < MOST_WORDS && lowerAt(tokens, k + n) !== ""; n++) {
    phrase += `${n > 0 ? "_" : ""}${tokens[k + n]!.lower}`;
    if (words.has(phrase)) length = n + 1;
  }
  return length;
}

const isNumber = (token: Token | undefined): boolean => token?.kind === "number" || token?.kind === "moment";
const isMark = (token: Token | undefined): boolean =>
  token?.kind === "mark" || token?.kind === "open" || token?.kind === "close";

/** Numbers from `k` on that are one value or one range. */
function numbersEnd(tokens: readonly Token[], k: number, { classes }: Lexicon): number {
  const joins = classes["rangeJoins"]!.has(tokens[k + 1]?.lower ?? "") && isNumber(tokens[k + 2]);
  return joins ? k + 3 : k + 1;
}

/** Where the words of taking back end that begin at `k`, marks between them included; `k` where there are none. */
function retractionEnd(tokens: readonly Token[], k: number, { classes }: Lexicon): number {
  let to = k;
  for (;;) {
    const at = to > k && tokens[to]?.lower === "," ? to + 1 : to;
    const length = phraseLength(classes["retract"]!, tokens, at) || phraseLength(classes["retractNumber"]!, tokens, at);
    if (length === 0) break;
    to = at + length;
  }
  if (to === k) return k;
  const next = tokens[to]?.kind === "mark" ? to + 1 : to;
  if (isNumber(tokens[next])) return next;
  const isStrong = phraseLength(classes["retract"]!, tokens, k) > 0;
  return isStrong && tokens[next]?.kind === "word" && phraseLength(classes["excludes"]!, tokens, next) === 0 ? next : k;
}

/** "100, no, 200 users", "18-60 (no, 21-65)": the numbers before give way to those behind. */
function withNumbers(all: readonly Token[], from: number, to: number, lexicon: Lexicon): readonly Token[] | undefined {
  const close = all[from - 1]!.kind === "open" ? all.findIndex((token, i) => i > to && token.kind === "close") : -1;
  const tokens = close < 0 ? all : all.filter((_, i) => i !== close);
  const end = numbersEnd(tokens, to, lexicon);
  const edge = isMark(tokens[from - 1]) ? from - 1 : from;
  for (let k = from - 1; k >= 0 && k > from - MOST_BACK; k--) {
    if (!isNumber(tokens[k]) || tokens[k]!.isShare !== tokens[to]!.isShare) continue;
    const start = k > 1 && isNumber(tokens[k - 2]) && numbersEnd(tokens, k - 2, lexicon) === k + 1 ? k - 2 : k;
    const isAlike = k + 1 - start === end - to;
    const between = tokens.slice(k + 1, edge);
    if (isAlike && between.every((token, i) => token.lower === tokens[end + i]?.lower))
      return [...tokens.slice(0, start), ...tokens.slice(to)];
    if (isAlike) {
      const isAside = edge < from && tokens[end]?.kind === "mark" && tokens[end].lower !== ",";
      return [
        ...tokens.slice(0, start),
        ...tokens.slice(to, end),
        ...between,
        ...tokens.slice(isAside ? end + 1 : end),
      ];
    }
    k = start;
  }
  return undefined;
}

/** "email, sorry, I mean username": the words before, back to a comma, give way to those behind. */
function withWords(tokens: readonly Token[], from: number, to: number, { classes }: Lexicon): readonly Token[] {
  let start = isMark(tokens[from - 1]) ? from - 1 : from;
  const isEdge = (token: Token): boolean =>
    isMark(token) || (token.kind === "word" && (classes["has"]!.has(token.lower) || classes["and"]!.has(token.lower)));
  while (start > 0 && !isEdge(tokens[start - 1]!)) start--;
  return [...tokens.slice(0, start), ...tokens.slice(to)];
}

/** "no email", "without ids and notes", "skip the id column": fields that are not to be. What is left of the item; undefined where it is no such. */
export function readExclusion(state: State, all: readonly Token[]): readonly Token[] | undefined {
  const { lexicon, phrases, names } = state.reading;
  const { classes } = lexicon;
  const isAside = (token: Token | undefined): boolean =>
    token?.kind === "word" && (classes["lead"]!.has(token.lower) || classes["and"]!.has(token.lower));
  let from = 0;
  while (from < MOST_WORDS && phraseLength(classes["excludes"]!, all, from) === 0 && isAside(all[from])) from++;
  const length = phraseLength(classes["excludes"]!, all, from);
  if (length === 0 || phraseAt(phrases, all, from)?.meaning !== undefined) return undefined;
  const end = all.findIndex(
    (token, i) => i >= from + length && (token.kind !== "word" || classes["has"]!.has(token.lower)),
  );
  const to = end < 0 ? all.length : end;
  if (isNumber(all[to])) return undefined; // "no claims years 0-15"
  const parts = splitAt(
    all.slice(from + length, to),
    (token) => classes["and"]!.has(token.lower) || token.lower === "or",
  );
  const excluded = parts.map((part) =>
    singularName(
      nameWords(
        part
          .filter(({ lower }) => !["determiner", "labels", "many"].some((kind) => classes[kind]!.has(lower)))
          .map((token) => token.text)
          .join(" "),
      ).join("_"),
      lexicon,
    ),
  );
  const isField = (name: string): boolean =>
    names.find(name, state.current?.name ?? "") !== undefined || findField(state, state.current, name) !== undefined;
  if (excluded.length === 0 || !excluded.every(isField)) return undefined;
  for (const name of excluded) {
    state.excluded.add(name);
    const table = state.current;
    const field = findField(state, table, name);
    if (table !== undefined && field !== undefined) table.fields = table.fields.filter((each) => each !== field);
  }
  return all.slice(to);
}

/** A sentence as it was meant: "100, no, 200 users" are 200, "email, sorry, username" is a username. */
export function withoutRetracted(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  let meant = tokens;
  let times = 0;
  // "yes 55 / no 35" takes nothing back
  const isNo = tokens.some(({ lower }) => lower === "yes" || lower === "y");
  for (let k = 1; k < meant.length && times < MOST_TIMES; k++) {
    // "… mean 500 - make it 220": how many rows there are to be
    const isRows = meant[k]!.lower === "make" && k + 3 === meant.length && meant[k - 1]!.lower === "—";
    if (isRows && !meant.slice(0, FIRST).some(isNumber)) continue;
    if (isNo && meant[k]!.lower === "no") continue;
    const to = retractionEnd(meant, k, lexicon);
    if (to === k) continue;
    times++;
    if (isNumber(meant[to])) meant = withNumbers(meant, k, to, lexicon) ?? meant;
    else if (isMark(meant[k - 1])) meant = withWords(meant, k, to, lexicon);
  }
  return meant;
}
