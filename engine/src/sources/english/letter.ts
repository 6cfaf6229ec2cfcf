import type { Unit } from "./items.ts";
import type { Lexicon } from "./lexicon.ts";
import type { State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST_SIGNED = 5; // words of "Thanks a lot in advance"
const MOST_NAME = 3; // words of who signs

const isWords = (tokens: readonly Token[]): boolean =>
  tokens.every((token) => token.kind === "word" || token.kind === "mark");

/** "Hello there", "so please". */
export const isGreeting = ({ reading, tables }: State, { tokens }: Unit): boolean => {
  const { lead, stop, many } = reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  // "cars; make; model"
  const isField =
    tables.length > 0 && tokens.length === 1 && reading.names.find(tokens[0]!.lower, tables.at(-1)!.name) !== undefined;
  return (
    !isField &&
    tokens.every(
      ({ kind, lower }) =>
        kind === "mark" ||
        (kind === "word" && (lead!.has(lower) || stop!.has(lower) || (many!.has(lower) && tokens.length === 2))),
    )
  );
};

/** "To: the data team", "Subject: …" above all else. */
export const isLetterhead = ({ reading, tables, pending }: State, { tokens }: Unit): boolean =>
  tables.length === 0 &&
  pending.length === 0 &&
  reading.lexicon.classes["letterhead"]!.has(lowerAt(tokens, 0)) &&
  tokens[1]?.lower === ":";

/** "Thanks, Ben", "kind regards". */
export const isSigned = ({ reading }: State, { tokens }: Unit): boolean => isClosing(tokens, reading.lexicon);

/** "Many thanks and best regards, Petra Novak". */
function isLongClosing(tokens: readonly Token[], { classes }: Lexicon): boolean {
  const comma = tokens.findIndex(({ lower }) => lower === ",");
  const front = comma < 0 ? tokens : tokens.slice(0, comma);
  const isSaid = ({ kind, lower }: Token): boolean =>
    kind === "word" &&
    (["closings", "stop", "and"].some((each) => classes[each]!.has(lower)) ||
      ["a", "lot", "so", "very", "much", "in", "advance"].includes(lower));
  const name = tokens.slice(front.length + 1);
  const isName = name.length <= MOST_NAME && name.every(({ kind, text }) => kind === "word" && /^\p{Lu}/u.test(text));
  return front.length > 1 && front.some(({ lower }) => classes["stop"]!.has(lower)) && front.every(isSaid) && isName;
}

const isClosing = (tokens: readonly Token[], lexicon: Lexicon): boolean =>
  isLongClosing(tokens, lexicon) || isShortClosing(tokens, lexicon);

const isShortClosing = (tokens: readonly Token[], { classes }: Lexicon): boolean =>
  tokens.length <= MOST_SIGNED &&
  isWords(tokens) &&
  (classes["stop"]!.has(lowerAt(tokens, 0)) ||
    (tokens.length <= 2 && classes["closings"]!.has(lowerAt(tokens, 0))) ||
    (classes["closings"]!.has(lowerAt(tokens, 0)) && classes["stop"]!.has(lowerAt(tokens, 1))) ||
    (classes["closings"]!.has(lowerAt(tokens, tokens.length - 1)) && lowerAt(tokens, 0) === "all"));

/** A letter without the name that it is signed with. */
export function withoutSignature(units: readonly Unit[], lexicon: Lexicon): readonly Unit[] {
  const [closing, name] = units.slice(-2);
  if (units.length < 3 || name === undefined || !name.isLine || name.isBullet) return units;
  const isName =
    name.tokens.length <= MOST_NAME &&
    isWords(name.tokens) &&
    name.tokens.some(({ text }) => /^\p{Lu}/u.test(text)) &&
    lexicon.things[lexicon.singular(lowerAt(name.tokens, 0))] === undefined;
  return isName && isClosing(closing!.tokens, lexicon) ? units.slice(0, -2) : units;
}
