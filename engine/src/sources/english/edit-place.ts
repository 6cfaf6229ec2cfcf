import { nameWords, type FieldDraft, type TableDraft } from "./draft.ts";
import { findField, findTable, type State } from "./state.ts";
import type { Token } from "./tokens.ts";

export type Plain = Record<string, unknown>;

/** A new name of a table or field; `path` has the names that those above it have by then. */
interface Rename {
  readonly path: string;
  readonly to: string;
}

/** A document that is being changed, and its tables as if a text had named them. */
export interface Session {
  readonly state: State;
  readonly document: Plain & { tables: Record<string, Plain> };
  readonly renames: Rename[];
}

export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const copyOf = (document: Plain): Plain => JSON.parse(JSON.stringify(document)) as Plain;
export const toPlain = (field: unknown): Plain =>
  typeof field === "string" ? { type: field } : isPlain(field) ? { ...field } : {};
export const nameOf = (tokens: readonly Token[]): string =>
  nameWords(tokens.map((token) => token.text).join(" ")).join("_");
export const fieldsOf = (table: Plain): Plain => table["fields"] as Plain;

/** What is named: a field and its table; only a table where that is named alone. */
export interface Place {
  readonly table: TableDraft;
  readonly field?: FieldDraft;
}

/** "the phone from customers". */
export function findPlace({ state }: Session, tokens: readonly Token[]): Place | undefined {
  const { editNoise, editOf } = state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const at = tokens.findIndex((token) => editOf!.has(token.lower));
  const own =
    at > 0 ? findTable(state, nameOf(tokens.slice(at + 1).filter((token) => !editNoise!.has(token.lower)))) : undefined;
  const words = (at > 0 && own !== undefined ? tokens.slice(0, at) : tokens).filter(
    (token) => !editNoise!.has(token.lower) && token.kind !== "mark",
  );
  const name = nameOf(words);
  const isTable =
    own === undefined &&
    (tokens.some((token) => state.reading.lexicon.classes["editTable"]!.has(token.lower)) ||
      !state.tables.some((table) => findField(state, table, name) !== undefined));
  const table = isTable ? findTable(state, name) : undefined;
  if (table !== undefined) return { table };
  for (const each of own === undefined ? state.tables : [own]) {
    const field = findField(state, each, name);
    if (field !== undefined) return { table: each, field };
  }
  return undefined;
}
