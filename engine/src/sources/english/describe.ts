import { DEFAULT_NOW } from "../../compile/compile.ts";
import { openFieldNames } from "./field-name.ts";
import { assumeLinks } from "./assumed-links.ts";
import { assumeTables } from "./assumed-tables.ts";
import type { Reading } from "./details.ts";
import { readField } from "./field.ts";
import type { EnglishNote } from "./draft.ts";
import { BORROWED } from "./borrowed.ts";
import { ENGLISH } from "./english.ts";
import { toGuesses, type Guess } from "./guesses.ts";
import { readUnit } from "./interpret.ts";
import { toItems, toUnits, type Unit } from "./items.ts";
import { singularName, type Lexicon, type Span } from "./lexicon.ts";
import { withoutSignature } from "./letter.ts";
import { KNOWN_FORMATS, peopleOf, type Meta } from "./meta.ts";
import { dropFrames, nameByCount, severals } from "./frames.ts";
import { placeJunctions } from "./junctions.ts";
import { mentions, realNouns, withNouns } from "./mentions.ts";
import { openPhrases } from "./patterns.ts";
import { placeSteps } from "./steps.ts";
import { withoutRetracted } from "./second-thoughts.ts";
import { bestReading } from "./readings.ts";
import { saysAges } from "./said-ages.ts";
import { settle } from "./settle.ts";
import { findField, findTable, openTable, type State } from "./state.ts";
import { toDocument, type Origin } from "./to-document.ts";
import { tokenize, type Token } from "./tokens.ts";
import { mendTokens, openSpelling, type Spelling } from "./typos.ts";

/** Longer texts are read up to here: the time is linear in their length. */
export const MOST_TEXT = 20_000;

export interface DescribeOptions {
  /** Rows of every table that is no child of another. */
  readonly rows?: number;
  readonly seed?: number | string;
  /** As `de_DE`; the text's own counts more. */
  readonly locale?: string;
  /** What the text means by now, in ms from 1970: the first day of "this year", and what has begun. */
  readonly now?: number;
}

/** What a text in plain English comes to. */
export interface Described {
  /** A schema that compiles. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Where its parts came from, by path. Parameters stand there only where they were assumed. */
  readonly origins: readonly Origin[];
  /** Words that nothing was made of, as stretches of the text. */
  readonly unknown: readonly (Span & { readonly text: string })[];
  readonly notes: readonly EnglishNote[];
  /** What was guessed, with the other readings as changes of the document. */
  readonly guesses: readonly Guess[];
  /** What it says about the output. */
  readonly output: { readonly format?: string; readonly rows?: number };
}

interface Language {
  readonly lexicon: Lexicon;
  readonly phrases: Reading["phrases"];
  readonly names: Reading["names"];
  readonly spelling: Spelling;
}

let english: Language | undefined;

function open(): Language {
  english ??= {
    lexicon: ENGLISH,
    phrases: openPhrases(ENGLISH.phrases, ENGLISH),
    names: openFieldNames(ENGLISH),
    spelling: openSpelling(ENGLISH),
  };
  return english;
}

/** A new reading of a text; `notes` and `unknown` gather. */
export type EnglishState = State & { readonly meta: Meta };

export function openReading(now: number = DEFAULT_NOW): EnglishState {
  const { lexicon, phrases, names } = open();
  const notes: EnglishNote[] = [];
  const unknown: Token[] = [];
  const reading: Reading = {
    lexicon,
    phrases,
    names,
    now,
    note: (path, text, choices) => void notes.push({ path, text, ...(choices !== undefined && { choices }) }),
    isTable: () => false,
    unknown: (tokens) =>
      void unknown.push(...tokens.filter((token) => token.kind === "word" || token.kind === "quote")),
  };
  const state: EnglishState = {
    reading,
    tables: [],
    relations: [],
    pending: [],
    current: undefined,
    lastField: undefined,
    lastParent: undefined,
    isListing: false,
    isRecords: false,
    link: undefined,
    lists: false,
    mentioned: new Set(),
    severals: new Set(),
    excluded: new Set(),
    period: undefined,
    isEdit: false,
    objects: 0,
    steps: 0,
    notes,
    unknown,
    meta: { places: [], tables: [] },
  };
  reading.isTable = (name) => findTable(state, name) !== undefined;
  return state;
}

/** References that fields say: `customer_id` beside a table of customers, "manager (self reference)". */
function linkFields(state: State): void {
  for (const table of state.tables) {
    for (const field of table.fields) {
      const bare = field.name.replace(/_id$/, "");
      const target =
        field.refers === "self"
          ? table
          : field.refers !== undefined
            ? findTable(state, field.refers.replace(/_(?:id|row|record)$/, ""))
            : field.name.endsWith("_id") || field.isKey !== true
              ? state.tables.find(
                  (other) =>
                    other !== table &&
                    state.reading.lexicon.singular(other.name) === bare &&
                    field.values === undefined &&
                    field.formula === undefined &&
                    field.min === undefined &&
                    field.share === undefined,
                )
              : undefined;
      if (target === undefined) continue;
      if (
        state.relations.some(
          ({ child, parent, field: own }) => child === table && parent === target && own === undefined,
        )
      )
        continue;
      state.relations.push({
        child: table,
        parent: target,
        span: field.span,
        field: field.name,
        ...(target === table && { isOptional: true }),
      });
    }
  }
}

/** What tables without fields are assumed to hold. */
function assumeFields(state: State): void {
  const { lexicon, names } = state.reading;
  for (const table of state.tables) {
    if (table.fields.length > 0 || table.isLink === true) continue;
    const one = table.name.split("_").map((word) => lexicon.singular(word));
    const ofParents = state.relations
      .filter(({ child }) => child === table)
      .map(({ parent }) => `${singularName(parent.name, lexicon)}_${one.join("_")}`); // a book's loan is none of money
    const known = [...ofParents, ...one.map((_, k) => one.slice(k).join("_"))].find(
      (name) => lexicon.things[name] !== undefined,
    );
    const links = state.relations.filter(({ child, isAssumed }) => child === table && isAssumed === true).length;
    const list = known === undefined ? (links > 1 ? "created at" : "name") : lexicon.things[known]!;
    // a book's author too, where authors are a table
    const isLinkOf = (name: string): boolean =>
      state.relations.some(({ child, parent }) => {
        const one = singularName(parent.name, lexicon);
        return child === table && (one === name || `${singularName(table.name, lexicon)}_${one}` === name);
      });
    for (const item of toItems(tokenize(list, lexicon), names, table.name)) {
      const { draft } = readField(item, state.reading, table.name);
      if (state.excluded.has(singularName(draft.name, lexicon)) || isLinkOf(draft.name)) continue;
      if (draft.name !== "" && findField(state, table, draft.name) === undefined)
        table.fields.push({ ...draft, span: table.span, isAssumed: true });
    }
  }
}

function placeTables(state: State, meta: Meta): string | undefined {
  const all = [...new Set(meta.places)];
  for (const [table, places] of meta.tables) {
    if (new Set(places).size > 1)
      for (const field of table.fields)
        if (/country|city|address/.test(field.name)) field.locale ??= [...new Set(places)];
  }
  if (all.length === 1) return all[0];
  if (all.length === 0 && meta.people !== undefined && state.tables.every((table) => table.locale === undefined))
    return meta.people;
  const own = state.tables.map((table) => table.locale).filter((locale) => locale !== undefined);
  if (
    all.length === 0 &&
    new Set(own).size === 1 &&
    state.tables.filter((table) => table.locale === undefined && table.rows !== undefined).length === 0
  ) {
    for (const table of state.tables) delete table.locale;
    return own[0];
  }
  if (all.length > 1)
    state.notes.push({ path: "locale", text: `several places were said: names are those of ${all[0]}.`, choices: all });
  return all[0];
}

/** Sentences of another language by their small words. */
function borrow(tokens: readonly Token[], meta: Meta): readonly Token[] {
  for (const { locale, words } of BORROWED) {
    const hits = new Set(
      tokens
        .filter(
          (token) =>
            token.kind === "word" &&
            words[token.lower] !== undefined &&
            words[token.lower] !== token.lower &&
            token.lower.length > 1,
        )
        .map((token) => token.lower),
    );
    if (hits.size < 2) continue;
    meta.places.push(locale);
    return tokens.map((token) =>
      token.kind === "word" && words[token.lower] !== undefined ? { ...token, lower: words[token.lower]! } : token,
    );
  }
  return tokens;
}

/** Rows of values below a line of names say what the names do: blanks stand there instead. */
function withoutSamples(text: string): string {
  const lines = text.replaceAll(/(?<=\s)[:;]-?[)D](?=\s|$)/g, (smile) => " ".repeat(smile.length)).split("\n");
  for (let k = 0; k < lines.length; k++) {
    const names = lines[k]!.split(",");
    if (names.length < 3 || !names.every((name) => /^\s*"?[A-Za-z_][\w ]{0,40}"?\s*$/.test(name))) continue;
    while (k + 1 < lines.length) {
      const cells = lines[k + 1]!.split(",");
      if (cells.length !== names.length || !cells.some((cell) => /\d|@/.test(cell)) || /[():]/.test(lines[k + 1]!))
        break;
      k++;
      lines[k] = " ".repeat(lines[k]!.length);
    }
  }
  return lines.join("\n");
}

/** Reads all sentences of a text into the state. */
export function readText(state: EnglishState, cut: string): readonly Unit[] {
  const { meta, reading } = state;
  const words = borrow(tokenize(withoutSamples(cut), reading.lexicon), meta);
  const tokens = mendTokens(words, open().spelling, (typed, meant) =>
    reading.note("", `"${typed}" was read as "${meant}".`),
  );
  const people = peopleOf(tokens, reading.lexicon);
  if (people !== undefined) meta.people = people;
  const later: Unit[] = [];
  reading.lexicon = withNouns(reading.lexicon, realNouns(tokens, reading.lexicon));
  const units = withoutSignature(toUnits(tokens, cut), reading.lexicon).map((unit) => ({
    ...unit,
    tokens: withoutRetracted(unit.tokens, reading.lexicon),
  }));
  state.mentioned = mentions(state, units);
  state.severals = severals(state, tokens);
  for (const unit of units) {
    // what is said of fields before there is a table waits for it
    const isEarly =
      state.tables.length === 0 &&
      (saysAges(state, unit.tokens) ||
        (unit.tokens.some((token) => ["should", "must"].includes(token.lower)) &&
          !unit.tokens.some((token) => token.kind === "number" || token.lower === ":" || token.lower === "have")));
    if (isEarly) later.push(unit);
    else readUnit(state, unit, meta);
  }
  for (const unit of later) readUnit(state, unit, meta);
  if (state.pending.length > 0) {
    state.current = state.tables[0] ?? openTable(state, "", { from: 0, to: 0 });
    state.current.fields.push(...state.pending);
  }
  if (state.tables.length === 0) {
    openTable(state, "", { from: 0, to: 0 });
    reading.note("", 'no table was understood: say what there is, as in "100 customers with name and email".');
  }
  return units;
}

/** What follows from all that was read: references, and fields of tables that nobody described. */
export function finish(state: State): void {
  dropFrames(state);
  nameByCount(state);
  placeJunctions(state);
  placeSteps(state);
  linkFields(state);
  assumeTables(state);
  assumeLinks(state);
  assumeFields(state);
}

/**
 * Plain English as a schema: tables, fields, relations, and where each came from. The same text gives the same schema;
 * it takes time linear in the text, asks nobody, and never throws. What is not understood is in `unknown`.
 */
export function describe(text: string, options: DescribeOptions = {}): Described {
  const cut = text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
  let people: string | undefined;
  const state = bestReading(cut, (said) => {
    const fresh = openReading(options.now);
    const units = readText(fresh, said);
    finish(fresh);
    people ??= fresh.meta.people;
    return { state: fresh, units };
  });
  const { meta, reading, notes } = state;
  if (people !== undefined) meta.people = people; // a scene that was left out may have said it
  if (cut.length < text.length) reading.note("", `only the first ${MOST_TEXT} characters were read.`);
  if (meta.strangeFormat !== undefined)
    reading.note("", `${meta.strangeFormat} is no format of files here: ${KNOWN_FORMATS.join(", ")} are.`);
  const locale = placeTables(state, meta) ?? options.locale;
  const made = toDocument(state, cut);
  for (const table of Object.values(made.document.tables))
    if (options.rows !== undefined && typeof table["rows"] === "number") table["rows"] = options.rows;
  const seed = meta.seed ?? options.seed;
  const { version, tables } = made.document;
  const document = settle(
    { version, ...(seed !== undefined && { seed }), ...(locale !== undefined && { locale }), tables },
    notes,
    options.now,
  );
  const rows = state.tables.length === 1 ? state.tables[0]!.rows : undefined;
  const unknown = state.unknown.map(({ from, to }) => ({ from, to, text: cut.slice(from, to) }));
  return {
    document,
    origins: made.origins,
    unknown,
    guesses: toGuesses(document, made.origins, notes),
    notes: [...new Map(notes.map((note) => [`${note.path} ${note.text}`, note])).values()],
    output: { ...(meta.format !== undefined && { format: meta.format }), ...(rows !== undefined && { rows }) },
  };
}
