import type { EnglishNote } from "./draft.ts";
import { fieldsOf, findPlace, isPlain, nameOf, toPlain, type Plain, type Session } from "./edit-place.ts";
import { renameField, renameTable, type Renaming } from "../rename.ts";
import type { Token } from "./tokens.ts";

/** References to a field or table that is gone go too. */
function unlink({ document }: Session, table: string, field?: string): void {
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

/** "the phone and status from customers". */
export function remove(session: Session, tokens: readonly Token[], notes: EnglishNote[]): void {
  const { state, document } = session;
  const { editOf, and } = state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const tail = tokens.findIndex((token) => editOf!.has(token.lower));
  const list = tail > 0 ? tokens.slice(0, tail) : tokens;
  const parts: Token[][] = [[]];
  for (const token of list) {
    if (token.lower === "," || and!.has(token.lower)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  for (const part of parts.filter((each) => each.length > 0)) {
    const found = findPlace(session, [...part, ...(tail > 0 ? tokens.slice(tail) : [])]);
    if (found === undefined) {
      notes.push({ path: "", text: `"${nameOf(part).replaceAll("_", " ")}": nothing of that name is there.` });
      continue;
    }
    const { table, field } = found;
    if (field === undefined) {
      delete document.tables[table.name];
      state.tables.splice(state.tables.indexOf(table), 1);
      unlink(session, table.name);
    } else {
      delete fieldsOf(document.tables[table.name]!)[field.name];
      table.fields = table.fields.filter((each) => each !== field);
      unlink(session, table.name, field.name);
    }
  }
}

const withName = (map: Plain, from: string, to: string): Plain =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value]));

/** The document with an entry called otherwise, at its place. */
export function renameAt(document: Plain, { path, to }: { readonly path: string; readonly to: string }): void {
  const [, table, , field] = path.split(".") as [string, string, string?, string?];
  const tables = document["tables"] as Record<string, Plain>;
  if (field === undefined) document["tables"] = withName(tables, table, to);
  else if (isPlain(tables[table])) tables[table]["fields"] = withName(fieldsOf(tables[table]), field, to);
}

function setAt(document: unknown, { at, value }: Renaming): void {
  const parent = at.slice(0, -1).reduce<unknown>((node, key) => (node as Plain)[key], document) as Plain;
  parent[at.at(-1)!] = value;
}

/** "total to amount, email to mail"; "total amount" where nothing stands between the two. */
export function rename(session: Session, tokens: readonly Token[], notes: EnglishNote[]): void {
  const { editTo, and } = session.state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (parts.at(-1)!.some((each) => editTo!.has(each.lower)) && (token.lower === "," || and!.has(token.lower)))
      parts.push([]);
    else parts.at(-1)!.push(token);
  }
  for (const part of parts.filter((each) => each.length > 0)) renameOne(session, part, notes);
}

/** What is to be called otherwise, and how. */
function sides(session: Session, tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] | undefined {
  const { editTo, editNoise } = session.state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const at = tokens.findIndex((token, i) => i > 0 && editTo!.has(token.lower));
  if (at > 0) return [tokens.slice(0, at), tokens.slice(at + 1)];
  const words = tokens.filter((token) => !editNoise!.has(token.lower) && token.kind !== "mark");
  for (let k = words.length - 1; k >= 1; k--)
    if (findPlace(session, words.slice(0, k)) !== undefined) return [words.slice(0, k), words.slice(k)];
  return undefined;
}

function renameOne(session: Session, tokens: readonly Token[], notes: EnglishNote[]): void {
  const { document, state, renames } = session;
  const [old, fresh] = sides(session, tokens) ?? [tokens, []];
  const found = findPlace(session, old);
  const noise = state.reading.lexicon.classes["editNoise"]!;
  const name = nameOf(fresh.filter((token) => !noise.has(token.lower)));
  if (found === undefined || name === "") {
    notes.push({ path: "", text: "what is to be renamed was not found." });
    return;
  }
  const { table, field } = found;
  const before = field?.name ?? table.name;
  const isTaken =
    field === undefined
      ? Object.hasOwn(document.tables, name)
      : Object.hasOwn(fieldsOf(document.tables[table.name]!), name);
  if (isTaken || name === "__proto__") {
    if (name !== before) notes.push({ path: "", text: `"${name}" is there already: nothing was renamed.` });
    return;
  }
  const path = field === undefined ? `tables.${before}` : `tables.${table.name}.fields.${before}`;
  const texts =
    field === undefined ? renameTable(document, before, name) : renameField(document, table.name, before, name);
  for (const text of texts) setAt(document, text);
  renameAt(document, { path, to: name });
  renames.push({ path, to: name });
  if (field === undefined) table.name = name;
  else {
    field.name = name;
    table.fields = [...table.fields];
  }
  state.current = table;
}

/** "total should be called amount", "the new name of total is amount": undefined where nothing gets a name. */
export function namedOtherwise(session: Session, tokens: readonly Token[]): readonly Token[] | undefined {
  const { editCalled, editTo, editChange, editName, editNoise, modal, be } = session.state.reading.lexicon
    .classes as Record<string, ReadonlySet<string>>;
  const called = tokens.findIndex((token, i) => i > 0 && token.kind === "word" && editCalled!.has(token.lower));
  if (called > 0 && called < tokens.length - 1) {
    let end = called;
    while (
      end > 0 &&
      (modal!.has(tokens[end - 1]!.lower) || be!.has(tokens[end - 1]!.lower) || editTo!.has(tokens[end - 1]!.lower))
    )
      end--;
    const from = editChange!.has(tokens[0]!.lower) ? 1 : 0;
    const old = tokens.slice(from, end);
    const to = editTo!.has(tokens[called + 1]!.lower) ? called + 2 : called + 1;
    const arrow = { ...tokens[called]!, kind: "mark" as const, lower: "->" };
    if (old.length > 0 && findPlace(session, old) !== undefined) return [...old, arrow, ...tokens.slice(to)];
  }
  const words = tokens.filter((token, i) => i < 4 && !editNoise!.has(token.lower));
  const isName = editChange!.has(words[0]?.lower ?? "") && editName!.has(words[1]?.lower ?? "");
  const name = tokens.findIndex((token) => editName!.has(token.lower));
  const to = tokens.findIndex((token, i) => i > name && editTo!.has(token.lower));
  const old = tokens.slice(name + 1, to);
  return isName && to > name + 1 && tokens[name + 1]!.lower === "of" && findPlace(session, old) !== undefined
    ? tokens.slice(name + 1)
    : undefined;
}
