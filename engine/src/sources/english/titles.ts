import { readNoun } from "./noun.ts";
import { afterHead } from "./after-head.ts";
import { knownLength } from "./plain-list.ts";
import { listsThings, looksLikeFields } from "./setting.ts";
import { openNoun, type State } from "./state.ts";
import { isMentioned, isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";
import { splitAt } from "./values.ts";

/** "demo (suppliers, parts): suppliers …": what is in the brackets comes again behind the colon. */
export function withoutContents(state: State, tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex((token) => token.kind === "open");
  const close = tokens.findIndex((token) => token.kind === "close");
  const isEnd = close === tokens.length - 1;
  if (open < 1 || open > 4 || (!isEnd && tokens[close + 1]?.lower !== ":") || state.tables.length > 0) return tokens;
  const parts = splitAt(tokens.slice(open + 1, close), (token) => token.lower === "," || token.lower === "and");
  const areThings = parts.every((part) => {
    const noun = readNoun(part, 0, state.reading.lexicon);
    const again = isEnd
      ? isMentioned(state, noun?.name ?? "")
      : tokens.some((token, i) => i > close && token.lower === part[0]!.lower);
    return noun?.to === part.length && noun.isPlural && noun.count === undefined && again;
  });
  if (parts.length < 2 || !areThings) return tokens;
  state.lists = true;
  state.isListing = true;
  return tokens.slice(close + 2);
}

/** "Containers at a port: number, type, …", "Feedback for our app:" above a list: what it is of, whatever the word. */
export function openTitle(state: State, tokens: readonly Token[], opens: boolean): readonly Token[] {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const again = tokens[1]?.lower === ":" && tokens[2]?.kind === "number" ? readNoun(tokens, 2, lexicon) : undefined;
  if (again?.count !== undefined && readNoun(tokens, 0, lexicon)?.name === again.name) return tokens.slice(2); // "Members: 120 members"
  if (state.tables.length > 0 || state.pending.length > 0) return tokens;
  const at = tokens.findIndex((token) => token.lower === ":");
  const colon = at < 0 && opens ? tokens.length : at;
  const front = tokens.slice(0, colon);
  const isPlain =
    colon > 0 && colon < 9 && front.every((token) => token.kind === "word" && !classes["be"]!.has(token.lower));
  const noun = isPlain ? readNoun(front, 0, lexicon) : undefined;
  if (noun === undefined || noun.name === "" || noun.isContainer) return tokens;
  const isTitled = noun.to === front.length ? colon === 1 : classes["titleOf"]!.has(lowerAt(front, noun.to));
  const rest = tokens.slice(colon + 1);
  const counted = rest[0]?.kind === "number" ? readNoun(rest, 0, lexicon) : undefined;
  const isAgain = counted !== undefined && counted.name === noun.name;
  if (isAgain) return rest; // "courses at a university: 60 courses (…)"
  const parts = splitAt(rest, (token) => token.lower === ",");
  const isList = opens || (parts.length > 1 && (counted?.count === undefined || counted.name === ""));
  if (!isTitled || !isList || listsThings(state, rest, [], noun.isPlural)) return tokens;
  openNoun(state, noun);
  return rest.length === 0 ? [] : rest;
}

/** "Second: invoices, 1000 rows": the next table, by whatever name. */
export function openOrdinal(state: State, tokens: readonly Token[]): readonly Token[] {
  const noun = readNoun(tokens, 0, state.reading.lexicon);
  if (noun === undefined || noun.name === "" || (!noun.isPlural && !isThing(state, noun.name))) return tokens;
  openNoun(state, noun);
  return tokens.slice(noun.to);
}

/** "user: id, name, mail" above "post: id, title, user_id": each line or sentence a table, in the singular as well. */
export function openRecord(state: State, tokens: readonly Token[], isBullet: boolean): readonly Token[] | undefined {
  const { lexicon, names } = state.reading;
  const colon = tokens.findIndex(({ lower }) => lower === ":" || (isBullet && lower === "—"));
  if (colon < 1 || colon > 3) return undefined;
  const noun = readNoun(tokens, 0, lexicon);
  if (noun?.to !== colon || noun.name === "" || noun.count !== undefined) return undefined;
  const parts = splitAt(tokens.slice(colon + 1), (token) => token.lower === ",");
  const known = parts.filter((part) => isKey(part) || knownLength(part, 0, names, noun.name) > 0).length;
  const isList = parts.length > 1 && parts[0]![0]?.kind === "word" && known >= Math.max(2, parts.length - 1);
  const isFirst = state.tables.every((table) => table.isNameless === true && table.fields.length === 0);
  if (!isList || listsThings(state, tokens.slice(colon + 1), [], false)) return undefined;
  if (!(isKey(parts[0]!) || state.isRecords || (isFirst && isThing(state, noun.name)))) return undefined;
  openNoun(state, noun);
  state.isRecords = true;
  return tokens.slice(colon + 1);
}

/** `id`, `user_id`: no list of values has these. */
const isKey = (part: readonly Token[]): boolean => part[0]?.kind === "word" && /^(?:\w+_)?id$/.test(part[0].lower);

/** `User(id, name)`: a name with its fields in brackets, as code would have it. */
export function openCall(state: State, all: readonly Token[]): readonly Token[] | undefined {
  const tokens = state.reading.lexicon.classes["and"]!.has(lowerAt(all, 0)) ? all.slice(1) : all;
  const [name, open] = tokens;
  if (name?.kind !== "word" || open?.kind !== "open" || open.from !== name.to) return undefined;
  const isName = /^\p{Lu}\p{Ll}/u.test(name.text) || isKey(tokens.slice(2));
  const noun = isName && looksLikeFields(state, tokens, 1) ? readNoun(tokens, 0, state.reading.lexicon) : undefined;
  if (noun?.to !== 1 || noun.name === "") return undefined;
  openNoun(state, noun);
  return afterHead(state, tokens, 1);
}
