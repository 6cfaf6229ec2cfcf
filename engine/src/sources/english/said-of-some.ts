import { readField } from "./field.ts";
import { nameWords, type FieldDraft, type TableDraft } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import { addField, findField, findTable, type State } from "./state.ts";
import { isMentioned } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST_HOLDERS = 4; // words before the verb

/** "some owners don't have", "not all of them have", "only a few have": where what they have begins; below 0 where nobody says so. */
function heldFrom(tokens: readonly Token[], { classes }: Lexicon): number {
  let k = 0;
  while (
    k < 2 &&
    (classes["and"]!.has(lowerAt(tokens, k)) || ["but", "only", "just", "a"].includes(lowerAt(tokens, k)))
  )
    k++;
  const isNotAll = lowerAt(tokens, k) === "not" && classes["everyOne"]!.has(lowerAt(tokens, k + 1));
  if (!isNotAll && !classes["some"]!.has(lowerAt(tokens, k))) return -1;
  k += isNotAll ? 2 : 1;
  let verb = k;
  while (verb <= k + MOST_HOLDERS && !classes["holds"]!.has(lowerAt(tokens, verb))) {
    if (tokens[verb]?.kind !== "word") return -1;
    verb++;
  }
  if (verb > k + MOST_HOLDERS) return -1;
  verb++;
  while (["have", "any", "a", "an", "the", "their", "no", "yet"].includes(lowerAt(tokens, verb))) verb++;
  return tokens[verb]?.kind === "word" ? verb : -1;
}

/** Whether a sentence says that only some have something. */
export const saysSome = (tokens: readonly Token[], lexicon: Lexicon): boolean => heldFrom(tokens, lexicon) > 0;

/** The field of a table by its name, or the only one that all words of it are in: a phone may be the owner's phone number. */
function fieldLike(state: State, table: TableDraft, name: string): FieldDraft | undefined {
  const known = findField(state, table, name);
  if (known !== undefined) return known;
  const words = name.split("_");
  const alike = table.fields.filter((field) => words.every((word) => field.name.split("_").includes(word)));
  return alike.length === 1 ? alike[0] : undefined;
}

/** What only some rows have may be missing. False where nothing of the kind is said. */
export function readHeldBySome(state: State, tokens: readonly Token[]): boolean {
  const from = heldFrom(tokens, state.reading.lexicon);
  const held = from < 0 ? [] : tokens.slice(from);
  if (held.length === 0 || held.some((token) => token.kind !== "word" && token.kind !== "quote")) return false;
  const name = nameWords(held.map((token) => token.text).join(" ")).join("_");
  if (findTable(state, name) !== undefined || isMentioned(state, name)) return false;
  const part = readField(held, state.reading, state.current?.name ?? "");
  if (!part.hasName || part.draft.nullShare !== undefined) return false;
  const { lexicon } = state.reading;
  const words = part.draft.name.split("_");
  const one = [...words.slice(0, -1), lexicon.singular(words.at(-1)!)].join("_");
  const tables = state.current === undefined ? state.tables : [state.current, ...state.tables];
  const field = tables.map((table) => fieldLike(state, table, one)).find((each) => each !== undefined);
  if (field !== undefined) field.isNullable = true;
  else if (state.reading.names.find(one, state.current?.name ?? "") === undefined && words.length > 2) return false;
  else addField(state, { ...part.draft, name: one, isNullable: true });
  return true;
}
