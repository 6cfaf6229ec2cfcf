import { nameWords, type EnglishNote, type FieldDraft, type TableDraft } from "./draft.ts";
import { finish, openReading, readText, type Described } from "./describe.ts";
import { toUnits } from "./items.ts";
import { isSound, settle } from "./settle.ts";
import { findField, findTable, type State } from "./state.ts";
import { toDocument } from "./to-document.ts";
import { makeField } from "./to-field.ts";
import { lowerAt, tokenize, type Token } from "./tokens.ts";

type Plain = Record<string, unknown>;

/** One thing that an edit did: `before` is absent where it was added, `after` where it was taken away. */
export interface Change {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A changed document and what changed. */
export interface Edited extends Pick<Described, "document" | "unknown" | "notes"> {
  readonly changes: readonly Change[];
}

const REMOVE = new Set("remove delete drop without omit exclude".split(" "));
const CHANGE = new Set("make set change update let turn".split(" "));
const NOISE = new Set(
  "the a an field fields column columns table tables called named please from of in and also , to".split(" "),
);
/** Verbs that begin another change where they stand behind "and", "then" or a comma. */
const BEGIN = new Set("add insert append remove delete drop make set change update rename call".split(" "));
const NUMERIC = new Set("integer decimal float number percent price money person.age job.salary".split(" "));
const MOMENT = new Set("date datetime timestamp person.birth_date".split(" "));

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const toPlain = (field: unknown): Plain =>
  typeof field === "string" ? { type: field } : isPlain(field) ? { ...field } : {};
const nameOf = (tokens: readonly Token[]): string => nameWords(tokens.map((token) => token.text).join(" ")).join("_");

/** The document's tables as if a text had named them. */
function seed(state: State, document: Plain): void {
  const nowhere = { from: 0, to: 0 };
  for (const [name, table] of Object.entries(isPlain(document["tables"]) ? document["tables"] : {})) {
    const fields = isPlain(table) && isPlain(table["fields"]) ? Object.entries(table["fields"]) : [];
    const drafts = fields.map(([field, made]): FieldDraft => {
      const { values } = toPlain(made);
      const listed = Array.isArray(values) ? (values as string[]) : isPlain(values) ? Object.keys(values) : undefined;
      return { name: field, span: nowhere, ...(listed !== undefined && { values: [...listed] }) };
    });
    state.tables.push({ name, span: nowhere, fields: drafts });
  }
  state.current = state.tables[0];
}

interface Edit {
  readonly state: State;
  readonly document: Plain & { tables: Record<string, Plain> };
}

const fieldsOf = (table: Plain): Plain => table["fields"] as Plain;

/** "the phone from customers": table and field; only a table where that is named alone. */
function place(
  { state }: Edit,
  tokens: readonly Token[],
): { readonly table: TableDraft; readonly field?: FieldDraft } | undefined {
  const at = tokens.findIndex((token) => ["from", "of", "in", "on", "for"].includes(token.lower));
  const own =
    at > 0 ? findTable(state, nameOf(tokens.slice(at + 1).filter((token) => !NOISE.has(token.lower)))) : undefined;
  const words = (at > 0 && own !== undefined ? tokens.slice(0, at) : tokens).filter(
    (token) => !NOISE.has(token.lower) && token.kind !== "mark",
  );
  const name = nameOf(words);
  const isTable =
    own === undefined &&
    (tokens.some((token) => token.lower === "table") ||
      !state.tables.some((table) => findField(state, table, name) !== undefined));
  const table = isTable ? findTable(state, name) : undefined;
  if (table !== undefined) return { table };
  for (const each of own === undefined ? state.tables : [own]) {
    const field = findField(state, each, name);
    if (field !== undefined) return { table: each, field };
  }
  return undefined;
}

/** References to a field or table that is gone go too. */
function unlink({ document }: Edit, table: string, field?: string): void {
  for (const [name, each] of Object.entries(document.tables)) {
    const { rows } = each;
    if (field === undefined && isPlain(rows) && rows["per"] === table) each["rows"] = 100;
    for (const [key, made] of Object.entries(fieldsOf(each))) {
      const { to } = toPlain(made);
      const isTarget =
        typeof to === "string" && (field === undefined ? to.startsWith(`${table}.`) : to === `${table}.${field}`);
      if (isTarget && name !== table) delete fieldsOf(each)[key];
    }
  }
}

function remove(edit: Edit, tokens: readonly Token[], notes: EnglishNote[]): void {
  const { state, document } = edit;
  const tail = tokens.findIndex((token) => ["from", "of", "in"].includes(token.lower));
  const list = tail > 0 ? tokens.slice(0, tail) : tokens;
  const parts: Token[][] = [[]];
  for (const token of list) {
    if (token.lower === "," || token.lower === "and") parts.push([]);
    else parts.at(-1)!.push(token);
  }
  for (const part of parts.filter((each) => each.length > 0)) {
    const found = place(edit, [...part, ...(tail > 0 ? tokens.slice(tail) : [])]);
    if (found === undefined) {
      notes.push({ path: "", text: `"${nameOf(part).replaceAll("_", " ")}": nothing of that name is there.` });
      continue;
    }
    const { table, field } = found;
    if (field === undefined) {
      delete document.tables[table.name];
      state.tables.splice(state.tables.indexOf(table), 1);
      unlink(edit, table.name);
    } else {
      delete fieldsOf(document.tables[table.name]!)[field.name];
      table.fields = table.fields.filter((each) => each !== field);
      unlink(edit, table.name, field.name);
    }
  }
}

const renamed = (map: Plain, from: string, to: string): Plain =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value]));

function rename(edit: Edit, tokens: readonly Token[], notes: EnglishNote[]): void {
  const { document } = edit;
  const at = tokens.findIndex((token) => ["to", "as", "into", "->"].includes(token.lower));
  const found = at > 0 ? place(edit, tokens.slice(0, at)) : undefined;
  const name = nameOf(tokens.slice(at + 1).filter((token) => !NOISE.has(token.lower)));
  if (found === undefined || name === "") {
    notes.push({ path: "", text: "what is to be renamed was not found." });
    return;
  }
  const { table, field } = found;
  const old = field?.name ?? table.name;
  if (field !== undefined) {
    const made = document.tables[table.name]!;
    made["fields"] = renamed(fieldsOf(made), field.name, name);
    field.name = name;
    table.fields = [...table.fields];
  } else {
    document.tables = renamed(document.tables, table.name, name) as Record<string, Plain>;
    table.name = name;
  }
  const target = field === undefined ? [`${old}.`, `${name}.`] : [`${table.name}.${old}`, `${table.name}.${name}`];
  for (const each of Object.values(document.tables)) {
    if (field === undefined && isPlain(each["rows"]) && each["rows"]["per"] === old)
      each["rows"] = { ...each["rows"], per: name };
    for (const [key, made] of Object.entries(fieldsOf(each))) {
      const plain = toPlain(made);
      const to = plain["to"];
      if (
        plain["type"] === "reference" &&
        typeof to === "string" &&
        (field === undefined ? to.startsWith(target[0]!) : to === target[0])
      )
        fieldsOf(each)[key] = { ...plain, to: to.replace(target[0]!, target[1]!) };
      for (const order of ["after", "before", "from"])
        if (each === document.tables[table.name] && field !== undefined && plain[order] === old)
          fieldsOf(each)[key] = { ...plain, [order]: name };
      const value = plain["value"];
      if (typeof value === "string" && field !== undefined && each === document.tables[table.name])
        fieldsOf(each)[key] = { ...plain, value: value.replaceAll(new RegExp(`(?<![\\w.])${old}(?!\\w)`, "g"), name) };
    }
  }
}

/** What the words say of a field that is there, over what it was. */
function over(old: Plain, draft: FieldDraft, table: TableDraft, { reading }: State): Plain {
  const { field, said } = makeField(draft, reading.names.find(draft.name, table.name), table, reading.lexicon);
  const isSame =
    field["type"] === old["type"] ||
    (NUMERIC.has(String(field["type"])) && NUMERIC.has(String(old["type"]))) ||
    (MOMENT.has(String(field["type"])) && MOMENT.has(String(old["type"])));
  const keeps = isSame || !said.has("type");
  const next: Plain = keeps ? { ...old } : { type: field["type"] };
  for (const [key, value] of Object.entries(field)) {
    const isSaid = said.has(key) || key === "description" || (key === "null" && said.has("nullable"));
    if (key !== "type" && (isSaid || (!keeps && value !== undefined))) next[key] = value;
  }
  if (!keeps)
    for (const key of ["null", "unique", "key"])
      if (old[key] !== undefined && next[key] === undefined) next[key] = old[key];
  if (draft.isRequired === true) delete next["null"];
  if (draft.kind !== undefined && field["type"] !== old["type"] && draft.values === undefined && said.size === 1)
    return { ...field };
  return next;
}

/** A changed copy of a schema: "add a phone to customers", "remove age", "make email unique", "500 customers". Never throws. */
export function edit(document: unknown, text: string): Edited {
  const before = isPlain(document) && isPlain(document["tables"]) ? document : { version: 1, tables: {} };
  const next = JSON.parse(JSON.stringify(before)) as Plain & { tables: Record<string, Plain> };
  for (const table of Object.values(next.tables)) if (isPlain(table) && !isPlain(table["fields"])) table["fields"] = {};
  const state = openReading();
  seed(state, next);
  state.isEdit = true;
  const session: Edit = { state, document: next };
  const { notes, reading } = state;
  const rest: string[] = [];
  const cut = text.slice(0, 20_000).replace(/^\s*(?:change|edit|update)\s+this\s+schema\s*[:,-]?\s*/i, "");
  const units = toUnits(tokenize(cut, reading.lexicon), cut);
  for (const part of units.flatMap((unit) => toChanges(unit.tokens))) {
    let tokens = part;
    while (
      tokens.length > 1 &&
      ["please", "then", "and", "also", "can", "could", "you", "now", ","].includes(tokens[0]!.lower)
    )
      tokens = tokens.slice(1);
    const verb = lowerAt(tokens, 0);
    const isOut = verb === "get" && lowerAt(tokens, 1) === "rid";
    if (REMOVE.has(verb) || isOut) remove(session, tokens.slice(isOut ? 3 : 1), notes);
    else if (verb === "rename" || verb === "call") rename(session, tokens.slice(1), notes);
    else rest.push(toSentence(session, tokens, cut));
  }
  const given = new Map(
    state.tables.map((table) => [
      table,
      { fields: new Map(table.fields.map((field) => [field, JSON.stringify([field, [...(field.weights ?? [])]])])) },
    ]),
  );
  if (rest.length > 0) {
    state.current = state.tables.find((table) => table === state.current) ?? state.tables[0];
    readText(state, rest.join(". "));
    finish(state);
    const made = toDocument(state, rest.join(". ")).document;
    merge(session, made, given);
  }
  const { version, ...others } = next;
  const changed = { ...(version !== undefined && { version }), ...others };
  // faults that were there before are their author's
  const settled = isSafe(before) ? settle(changed, notes) : changed;
  return {
    document: settled,
    changes: diff(before, settled),
    unknown: state.unknown.map((token) => ({ from: token.from, to: token.to, text: token.text })),
    notes: [...new Map(notes.map((note) => [`${note.path} ${note.text}`, note])).values()],
  };
}

/** One change each: "add a phone, then make email unique" are two. */
function toChanges(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const [i, token] of tokens.entries()) {
    const joined = i > 0 && ["and", "then", ","].includes(tokens[i - 1]!.lower);
    if (joined && BEGIN.has(token.lower)) {
      while (["and", "then", ","].includes(parts.at(-1)!.at(-1)?.lower ?? "")) parts.at(-1)!.pop();
      parts.push([]);
    }
    parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function isSafe(document: Plain): boolean {
  const tables = Object.values(document["tables"] as Plain);
  return tables.every((table) => isPlain(table) && isPlain(table["fields"])) && isSound(document);
}

/** "add a phone to customers" is "customers have a phone"; "change age to 21-65" is "age 21-65". */
function toSentence({ state }: Edit, tokens: readonly Token[], text: string): string {
  const verb = lowerAt(tokens, 0);
  const said = (part: readonly Token[]): string =>
    part.length === 0 ? "" : text.slice(part[0]!.from, part.at(-1)!.to);
  if (["add", "include", "insert", "give", "append"].includes(verb)) {
    const to = tokens.findLastIndex(
      (token, i) =>
        i > 1 &&
        ["to", "for", "in", "on"].includes(token.lower) &&
        findTable(state, nameOf(tokens.slice(i + 1).filter((each) => !NOISE.has(each.lower)))) !== undefined,
    );
    if (verb === "give" && findTable(state, lowerAt(tokens, 1)) !== undefined)
      return `${tokens[1]!.text} have ${said(tokens.slice(2))}`;
    if (to > 0) {
      const table = findTable(state, nameOf(tokens.slice(to + 1).filter((each) => !NOISE.has(each.lower))))!;
      const words = tokens
        .slice(1, to)
        .filter((token, i) => !(i < 3 && ["field", "column", "new"].includes(token.lower)));
      return `${table.name} have ${words.map((token) => text.slice(token.from, token.to)).join(" ")}`;
    }
    const body = tokens.slice(1).filter((token, i) => !(i < 3 && ["field", "column", "new"].includes(token.lower)));
    const isTable = body.some(
      (token) => token.kind === "number" || token.lower === "per" || token.lower === "table" || token.lower === "each",
    );
    return isTable
      ? said(tokens.slice(1))
      : `${state.current?.name ?? "records"} have ${body.map((token) => text.slice(token.from, token.to)).join(" ")}`;
  }
  if (!CHANGE.has(verb)) return said(tokens);
  let part = tokens
    .slice(1)
    .filter((token, i) => !(i < 2 && ["the", "it", "that", "to", "number", "of"].includes(token.lower)));
  const rows = part.find((token) => token.kind === "number" && token.isShare === undefined);
  if (part.some((token) => token.lower === "rows" || token.lower === "records") && rows !== undefined)
    return rowsSentence(state, part, rows);
  const of = part.filter((token) => !["number", "of", "the"].includes(token.lower));
  if (
    of.length === 3 &&
    of[1]!.lower === "to" &&
    of[2]!.kind === "number" &&
    findTable(state, nameOf(of.slice(0, 1))) !== undefined
  )
    return `${of[2]!.text} ${findTable(state, nameOf(of.slice(0, 1)))!.name}`;
  const known =
    part.length === 3 && part[1]!.lower === "to" && part[2]!.kind === "number"
      ? findTable(state, nameOf(part.slice(0, 1)))
      : undefined;
  if (known !== undefined) return `${part[2]!.text} ${known.name}`;
  part = part.filter(
    (token, i) =>
      !(
        token.lower === "to" &&
        i > 0 &&
        part[i - 1]!.kind !== "number" &&
        part[i - 1]!.kind !== "moment" &&
        part[i - 1]!.lower !== "up"
      ),
  );
  return part.map((token) => text.slice(token.from, token.to)).join(" ");
}

function rowsSentence(state: State, part: readonly Token[], rows: Token): string {
  const named =
    part.map((token) => findTable(state, token.lower)).find((table) => table !== undefined) ?? state.tables[0];
  return named === undefined ? `${rows.text} rows` : `${rows.text} ${named.name}`;
}

type Given = ReadonlyMap<TableDraft, { readonly fields: ReadonlyMap<FieldDraft, string> }>;

/** Puts what was read into the document: only tables and fields that the words speak of. */
function merge({ state, document }: Edit, made: { readonly tables: Record<string, Plain> }, given: Given): void {
  for (const table of state.tables) {
    const old = document.tables[table.name];
    const fresh = made.tables[table.name];
    if (old === undefined) {
      if (fresh !== undefined) document.tables[table.name] = fresh;
      continue;
    }
    const relation = state.relations.find(
      (each) => each.child === table && (each.min !== undefined || each.mean !== undefined),
    );
    if ((table.rows !== undefined || relation !== undefined) && fresh !== undefined) old["rows"] = fresh["rows"];
    for (const draft of table.fields) {
      const was = given.get(table)?.fields.get(draft);
      const isThere = was !== undefined && fieldsOf(old)[draft.name] !== undefined;
      if (!isThere)
        fieldsOf(old)[draft.name] = (fresh?.["fields"] as Plain | undefined)?.[draft.name] ?? { type: "text.words" };
      else if (JSON.stringify([draft, [...(draft.weights ?? [])]]) !== was) {
        const { values: _, ...bare } = draft;
        const isValues =
          draft.weights !== undefined ||
          JSON.stringify(draft.values) !== JSON.stringify((JSON.parse(was) as [FieldDraft])[0].values);
        fieldsOf(old)[draft.name] =
          draft.formula === undefined
            ? over(toPlain(fieldsOf(old)[draft.name]), isValues ? draft : bare, table, state)
            : (fresh?.["fields"] as Plain | undefined)?.[draft.name];
      }
    }
    const linked = Object.entries((fresh?.["fields"] as Plain | undefined) ?? {}).filter(
      ([name, field]) =>
        fieldsOf(old)[name] === undefined && (toPlain(field)["type"] === "reference" || toPlain(field)["key"] === true),
    );
    if (linked.length > 0) old["fields"] = { ...Object.fromEntries(linked), ...fieldsOf(old) };
  }
}

/** What differs, field by field. */
function diff(before: unknown, after: unknown, path = ""): readonly Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const depth = path === "" ? 0 : path.split(".").length;
  if (!isPlain(before) || !isPlain(after) || depth >= 4)
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => diff(before[key], after[key], path === "" ? key : `${path}.${key}`));
}
