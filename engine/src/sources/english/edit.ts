import type { FieldDraft } from "./draft.ts";
import { finish, openReading, readText, type Described, type DescribeOptions, type EnglishState } from "./describe.ts";
import { diff, type Change } from "./edit-diff.ts";
import { givenOf, merge } from "./edit-merge.ts";
import { copyOf, isPlain, toPlain, type Plain, type Session } from "./edit-place.ts";
import { takeSound } from "./edit-sound.ts";
import { toSentence } from "./edit-sentence.ts";
import { namedOtherwise, remove, rename, renameAt } from "./edit-verbs.ts";
import { toUnits } from "./items.ts";
import type { State } from "./state.ts";
import { toDocument } from "./to-document.ts";
import { lowerAt, tokenize, type Token } from "./tokens.ts";

export type { Change } from "./edit-diff.ts";

/** A changed document and what changed. */
export interface Edited extends Pick<Described, "document" | "unknown" | "notes"> {
  readonly changes: readonly Change[];
}

/** The document's tables as if a text had named them. */
function seed(state: State, document: Plain): void {
  const nowhere = { from: 0, to: 0 };
  for (const [name, table] of Object.entries(isPlain(document["tables"]) ? document["tables"] : {})) {
    if (!isPlain(table)) continue;
    const fields = isPlain(table["fields"]) ? Object.entries(table["fields"]) : [];
    const drafts = fields.map(([field, made]): FieldDraft => {
      const { values } = toPlain(made);
      const listed = Array.isArray(values) ? (values as string[]) : isPlain(values) ? Object.keys(values) : undefined;
      return { name: field, span: nowhere, made: toPlain(made), ...(listed !== undefined && { values: [...listed] }) };
    });
    state.tables.push({ name, span: nowhere, fields: drafts });
  }
  state.current = state.tables[0];
}

/**
 * A changed copy of a schema: "add a phone to customers", "remove age", "make email unique", "500 customers"; `now` in ms
 * from 1970. Never throws.
 */
export function edit(document: unknown, text: string, { now }: Pick<DescribeOptions, "now"> = {}): Edited {
  const before = isPlain(document) && isPlain(document["tables"]) ? document : { version: 1, tables: {} };
  const next = copyOf(before) as Plain & { tables: Record<string, Plain> };
  for (const table of Object.values(next.tables)) if (isPlain(table) && !isPlain(table["fields"])) table["fields"] = {};
  const state = openReading(now);
  seed(state, next);
  state.isEdit = true;
  const session: Session = { state, document: next, renames: [] };
  const { notes, reading } = state;
  const rest: string[] = [];
  const cut = text.slice(0, 20_000).replace(/^\s*(?:change|edit|update)\s+this\s+schema\s*[:,-]?\s*/i, "");
  const units = toUnits(tokenize(cut, reading.lexicon), cut);
  const { editPolite } = reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  for (const part of units.flatMap((unit) => toChanges(unit.tokens, reading.lexicon.classes))) {
    let tokens = part;
    while (tokens.length > 1 && editPolite!.has(tokens[0]!.lower)) tokens = tokens.slice(1);
    if (!restructure(session, tokens)) rest.push(toSentence(session, tokens, cut));
  }
  const given = givenOf(state);
  if (rest.length > 0) readRest(session, state, rest.join(". "), given);
  const { version, ...others } = next;
  const changed = { ...(version !== undefined && { version }), ...others };
  const settled = takeSound(withNames(before, session), changed, notes);
  return {
    document: settled,
    changes: tell(before, settled, session),
    unknown: state.unknown.map((token) => ({ from: token.from, to: token.to, text: token.text })),
    notes: [...new Map(notes.map((note) => [`${note.path} ${note.text}`, note])).values()],
  };
}

/** Verbs that take away and give names do so at once; false where the words are to be read as any text. */
function restructure(session: Session, tokens: readonly Token[]): boolean {
  const { notes, reading } = session.state;
  const { editRemove, editRename } = reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const verb = lowerAt(tokens, 0);
  const isOut = verb === "get" && lowerAt(tokens, 1) === "rid";
  const called = editRename!.has(verb) ? tokens.slice(1) : namedOtherwise(session, tokens);
  if (editRemove!.has(verb) || isOut) remove(session, tokens.slice(isOut ? 3 : 1), notes);
  else if (called !== undefined) rename(session, called, notes);
  else return false;
  return true;
}

function readRest(session: Session, state: EnglishState, text: string, given: ReturnType<typeof givenOf>): void {
  state.current = state.tables.find((table) => table === state.current) ?? state.tables[0];
  readText(state, text);
  finish(state);
  merge(session, toDocument(state, text).document, given);
}

/** Renames first; then what differs from the document with the new names. */
function tell(before: Plain, after: Plain, { renames }: Session): readonly Change[] {
  const named = copyOf(before);
  const kept = renames.filter(({ path, to }) => {
    const parts = path.split(".");
    const parent = parts.slice(0, -1).reduce<unknown>((node, key) => (isPlain(node) ? node[key] : undefined), named);
    // what was there by that name went before: the new one is another
    if (!isPlain(parent) || !Object.hasOwn(parent, parts.at(-1)!) || Object.hasOwn(parent, to)) return false;
    renameAt(named, { path, to });
    return true;
  });
  return [...kept.map(({ path, to }) => ({ path, to })), ...diff(named, after)];
}

/** The document with the new names and nothing else. */
function withNames(before: Plain, { renames }: Session): Plain {
  const named = copyOf(before);
  for (const each of renames) renameAt(named, each);
  return named;
}

/** One change each: "add a phone, then make email unique" are two. */
function toChanges(
  tokens: readonly Token[],
  classes: Readonly<Record<string, ReadonlySet<string>>>,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const [i, token] of tokens.entries()) {
    const joined = i > 0 && classes["editJoin"]!.has(tokens[i - 1]!.lower);
    // "remove age and 500 users": what is counted is not taken away
    const isCount = token.kind === "number" && classes["editRemove"]!.has(parts.at(-1)![0]?.lower ?? "");
    if (joined && (isCount || classes["editBegin"]!.has(token.lower))) {
      while (classes["editJoin"]!.has(parts.at(-1)!.at(-1)?.lower ?? "")) parts.at(-1)!.pop();
      parts.push([]);
    }
    parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
