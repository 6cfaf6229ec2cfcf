import type { FieldDraft, TableDraft } from "./draft.ts";
import { fieldsOf, isPlain, toPlain, type Plain, type Session } from "./edit-place.ts";
import type { State } from "./state.ts";
import { makeField } from "./to-field.ts";

const NUMERIC = new Set("integer decimal float number percent price money person.age job.salary".split(" "));
const MOMENT = new Set("date datetime timestamp person.birth_date".split(" "));

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

const drawn = (draft: FieldDraft): string => JSON.stringify([draft, [...(draft.weights ?? [])]]);

/** What was known of each field before the words were read. */
export type Given = ReadonlyMap<TableDraft, ReadonlyMap<FieldDraft, string>>;

export const givenOf = (state: State): Given =>
  new Map(state.tables.map((table) => [table, new Map(table.fields.map((field) => [field, drawn(field)]))]));

/** Puts what was read into the document: only tables and fields that the words speak of. */
export function merge(
  { state, document }: Session,
  made: { readonly tables: Record<string, Plain> },
  given: Given,
): void {
  for (const table of state.tables) {
    const old = document.tables[table.name];
    const fresh = made.tables[table.name];
    if (!isPlain(old)) {
      if (fresh !== undefined) document.tables[table.name] = fresh;
      continue;
    }
    const relation = state.relations.find(
      (each) => each.child === table && (each.min !== undefined || each.mean !== undefined),
    );
    if ((table.rows !== undefined || relation !== undefined) && fresh !== undefined) old["rows"] = fresh["rows"];
    for (const draft of table.fields) {
      const was = given.get(table)?.get(draft);
      const isThere = was !== undefined && fieldsOf(old)[draft.name] !== undefined;
      if (!isThere)
        fieldsOf(old)[draft.name] = (fresh?.["fields"] as Plain | undefined)?.[draft.name] ?? { type: "text.words" };
      else if (drawn(draft) !== was) {
        const { values: _, ...bare } = draft;
        const isValues =
          draft.weights !== undefined ||
          JSON.stringify(draft.values) !== JSON.stringify((JSON.parse(was) as [FieldDraft])[0].values);
        const known = fieldsOf(old)[draft.name];
        const next =
          draft.formula === undefined
            ? {
                ...over(toPlain(known), isValues ? draft : bare, table, state),
                ...orderOf(fresh, draft),
              }
            : (fresh?.["fields"] as Plain | undefined)?.[draft.name];
        // one word stays one word where nothing but its rules changed
        if (JSON.stringify(next) !== JSON.stringify(toPlain(known))) fieldsOf(old)[draft.name] = next;
      }
    }
    const linked = Object.entries((fresh?.["fields"] as Plain | undefined) ?? {}).filter(
      ([name, field]) =>
        fieldsOf(old)[name] === undefined && (toPlain(field)["type"] === "reference" || toPlain(field)["key"] === true),
    );
    if (linked.length > 0) old["fields"] = { ...Object.fromEntries(linked), ...fieldsOf(old) };
    addRules(old, fresh?.["rules"]);
  }
}

/** Rules that the table has not yet stand behind its own. */
function addRules(table: Plain, fresh: unknown): void {
  if (!Array.isArray(fresh)) return;
  const own = Array.isArray(table["rules"]) ? (table["rules"] as unknown[]) : [];
  const texts = new Set(own.map((rule) => JSON.stringify(rule)));
  const more = (fresh as unknown[]).filter((rule) => !texts.has(JSON.stringify(rule)));
  if (more.length > 0) table["rules"] = [...own, ...more];
}

/** After or before which date it is, where the words said so. */
function orderOf(fresh: Plain | undefined, draft: FieldDraft): Plain {
  const field = fresh === undefined ? {} : toPlain(fieldsOf(fresh)[draft.name]);
  const keys = [
    ...(draft.after === undefined ? [] : ["after", "within"]),
    ...(draft.before === undefined ? [] : ["before"]),
  ];
  return Object.fromEntries(keys.filter((key) => field[key] !== undefined).map((key) => [key, field[key]]));
}
