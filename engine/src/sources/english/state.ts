import type { EnglishNote, FieldDraft, RelationDraft, TableDraft } from "./draft.ts";
import type { Reading } from "./details.ts";
import { singularName, type Span } from "./lexicon.ts";
import { isSameTable, type Noun } from "./noun.ts";
import type { Token } from "./tokens.ts";

/** What has been read so far. */
export interface State {
  readonly reading: Reading;
  readonly tables: TableDraft[];
  readonly relations: RelationDraft[];
  /** Fields named before any table. */
  pending: FieldDraft[];
  current: TableDraft | undefined;
  /** The field that phrases without a name belong to. */
  lastField: FieldDraft | undefined;
  /** The parent that "each" stands for. */
  lastParent: TableDraft | undefined;
  /** The table between two others that was named last: "with" behind it speaks of it. */
  link: TableDraft | undefined;
  /** Tables are being listed. */
  isListing: boolean;
  /** Of what the sentence says how many other things each has. */
  eachOf?: TableDraft | undefined;
  /** Tables are written one by line or sentence, each a name, a colon and its fields. */
  isRecords: boolean;
  /** A setting was named, and what is listed in this sentence are its tables. */
  lists: boolean;
  /** Things that the text speaks of as rows, in the singular. */
  mentioned: ReadonlySet<string>;
  /** Words that the text says of several rows, in the singular. */
  severals: ReadonlySet<string>;
  /** Fields that are not to be, in the singular. */
  readonly excluded: Set<string>;
  /** A period that the table's moments lie in: "sales of 2023". */
  period: FieldDraft | undefined;
  /** A schema is being changed: a field that one table alone has is that one. */
  isEdit: boolean;
  /** Brackets of code read so far. */
  objects: number;
  /** Parts read so far. */
  steps: number;
  readonly notes: EnglishNote[];
  readonly unknown: Token[];
}

export function findTable(state: State, name: string): TableDraft | undefined {
  const { lexicon } = state.reading;
  const exact = state.tables.find((table) => isSameTable(table.name, name, lexicon));
  if (exact !== undefined || name === "") return exact;
  const last = (text: string): string => lexicon.singular(text.split("_").at(-1)!);
  return state.tables.find(
    (table) => last(table.name) === last(name) && table.name.includes("_") !== name.includes("_"),
  );
}

export function openTable(state: State, name: string, span: Span): TableDraft {
  const found = findTable(state, name);
  if (found !== undefined) return found;
  if (state.tables.length >= MOST_TABLES) {
    state.reading.note("", `no more than ${MOST_TABLES} tables are read.`);
    return state.tables.at(-1)!;
  }
  // "300 rows. Table: complaints", "a file of 80 records about houses": rows that had no name yet
  const nameless = name === "" ? undefined : state.tables.find((each) => each.isNameless === true);
  if (nameless !== undefined && nameless.fields.length === 0) {
    nameless.name = name.slice(0, 60);
    delete nameless.isNameless;
    return nameless;
  }
  const table: TableDraft = {
    name: name === "" ? "records" : name.slice(0, 60),
    span,
    fields: [],
    ...(name === "" && { isNameless: true }),
  };
  state.tables.push(table);
  return table;
}

/** A table of the noun, with its count; it becomes the one that is spoken of. */
export function openNoun(state: State, noun: Noun): TableDraft {
  // "name, mail => 150 leads": rows that had fields and no name
  const [only] = state.tables;
  if (
    noun.name !== "" &&
    noun.count !== undefined &&
    only?.isNameless === true &&
    state.tables.length === 1 &&
    only.rows === undefined
  ) {
    only.name = noun.name.slice(0, 60);
    delete only.isNameless;
  }
  const table =
    noun.name === "" ? (state.current ?? openTable(state, "", noun.span)) : openTable(state, noun.name, noun.span);
  setRows(state, table, noun);
  if (noun.locale !== undefined) table.locale = noun.locale;
  state.current = table;
  state.lastField = undefined;
  if (state.pending.length > 0) {
    table.fields.push(...state.pending);
    state.lastField = state.pending.at(-1);
    state.pending = [];
  }
  return table;
}

const MOST_ROWS = 1e12;
const MOST_FIELDS = 200;
const MOST_TABLES = 40;

export function setRows(state: State, table: TableDraft, noun: Noun): void {
  const rows = noun.count ?? noun.range?.[1];
  if (rows === undefined) return;
  table.rows = Math.min(MOST_ROWS, rows);
  table.rowsSpan = noun.span;
  const path = `tables.${table.name}.rows`;
  if (noun.isVague) state.notes.push({ path, text: `how many was said roughly: ${rows} are taken.` });
  if (noun.range !== undefined)
    state.notes.push({ path, text: `between ${noun.range[0]} and ${noun.range[1]} rows: ${rows} are taken.` });
  if (noun.bound === "max") state.notes.push({ path, text: `at most ${rows} rows: ${rows} are taken.` });
}

/** How many children each parent has. */
interface Each extends Pick<Noun, "count" | "range" | "isVague" | "bound"> {
  readonly isMany?: boolean;
  readonly isMean?: boolean;
}

export function relate(
  state: State,
  child: TableDraft,
  parent: TableDraft,
  span: Span,
  each: Each = { isVague: false },
): RelationDraft {
  let relation = state.relations.find((known) => known.child === child && known.parent === parent);
  if (relation === undefined) {
    // "vets and their clinics. Every vet works at one clinic": the later word counts
    const back = state.relations.findIndex(
      (known) =>
        known.child === parent &&
        known.parent === child &&
        known.min === undefined &&
        known.mean === undefined &&
        !(known.isMany === true && each.isMany === true),
    );
    if (back >= 0 && child !== parent) state.relations.splice(back, 1);
    relation = { child, parent, span };
    state.relations.push(relation);
  }
  state.lastParent = parent;
  if (each.isMany === true) relation.isMany = true;
  if (each.range !== undefined) [relation.min, relation.max] = each.range;
  else if (each.count !== undefined) {
    if (each.isMean === true) relation.mean = each.count;
    else if (each.bound === "max") [relation.min, relation.max] = [0, each.count];
    else if (each.bound === "min") [relation.min, relation.max] = [each.count, each.count * 3];
    else [relation.min, relation.max] = [each.count, each.count];
  }
  return relation;
}

interface FieldIndex {
  size: number;
  readonly byName: Map<string, FieldDraft>;
}
const INDEXES = new WeakMap<readonly FieldDraft[], FieldIndex>();

/** Fields by their name in the singular. A list that shrinks or is renamed in is a new one. */
function indexOf(table: TableDraft, state: State): ReadonlyMap<string, FieldDraft> {
  const { fields } = table;
  let index = INDEXES.get(fields);
  if (index === undefined || index.size > fields.length) INDEXES.set(fields, (index = { size: 0, byName: new Map() }));
  for (; index.size < fields.length; index.size++) {
    const field = fields[index.size]!;
    const name = singularName(field.name, state.reading.lexicon);
    if (!index.byName.has(name)) index.byName.set(name, field);
  }
  return index.byName;
}

/** The table's field of that name, `emails` being `email` and `customer_email` of customers `email` too. */
export function findField(state: State, table: TableDraft | undefined, name: string): FieldDraft | undefined {
  if (table === undefined || name === "") return undefined;
  const wanted = singularName(name, state.reading.lexicon);
  const prefix = `${singularName(table.name, state.reading.lexicon)}_`;
  const bare = wanted.startsWith(prefix) ? wanted.slice(prefix.length) : wanted;
  const index = indexOf(table, state);
  return index.get(wanted) ?? index.get(bare) ?? index.get(`${prefix}${wanted}`);
}

/** Adds to a field what another reading of it says. */
export function mergeField(into: FieldDraft, more: FieldDraft): void {
  for (const [key, value] of Object.entries(more)) {
    if (key === "name" || key === "span" || value === undefined) continue;
    (into as unknown as Record<string, unknown>)[key] = value;
  }
  delete into.isImplied;
}

export function addField(state: State, draft: FieldDraft): FieldDraft {
  const table = state.current;
  state.isListing = false;
  const known = findField(state, table, draft.name);
  if (known !== undefined) {
    mergeField(known, draft);
    state.lastField = known;
    return known;
  }
  const fields = table?.fields ?? state.pending;
  if (fields.length >= MOST_FIELDS) {
    state.reading.note("", `no more than ${MOST_FIELDS} fields of a table are read.`);
    return draft;
  }
  state.lastField = draft;
  if (table === undefined) state.pending.push(draft);
  else table.fields.push(draft);
  return draft;
}
