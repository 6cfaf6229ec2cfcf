import { toExpression } from "./conditions.ts";
import type { EnglishNote, FieldDraft, RelationDraft, TableDraft } from "./draft.ts";
import type { Reading } from "./details.ts";
import type { FieldNames, NameGuess } from "./field-name.ts";
import { NUMERIC } from "./field-type.ts";
import { readFormula } from "./formula.ts";
import { singularName, type Span } from "./lexicon.ts";
import { rateFormula } from "./rates.ts";
import { findField, type State } from "./state.ts";
import { makeField } from "./to-field.ts";

/** Where a part of the document came from. */
export interface Origin {
  /** `tables.orders.fields.total.min`. */
  readonly path: string;
  readonly origin: "words" | "assumed";
  /** The stretch of the text, where it is from words. */
  readonly span?: Span;
  readonly words?: string;
}

export interface Made {
  readonly document: Record<string, unknown> & { tables: Record<string, Record<string, unknown>> };
  readonly origins: Origin[];
}

const ASSUMED_ROWS = 100;

interface Writing {
  readonly state: State;
  readonly text: string;
  readonly origins: Origin[];
  readonly notes: EnglishNote[];
}

function say({ origins, text }: Writing, path: string, span: Span | undefined): void {
  if (span === undefined) origins.push({ path, origin: "assumed" });
  else origins.push({ path, origin: "words", span, words: text.slice(span.from, Math.min(span.to, span.from + 200)) });
}

const one = (name: string, { lexicon }: Reading): string => singularName(name, lexicon);

/** The key of a parent: the field that is one, or an `id`. */
function keyOf(table: TableDraft, writing: Writing): string {
  const { reading } = writing.state;
  const key =
    table.fields.find((field) => field.isKey === true) ??
    table.fields.find((field) => field.name === "id" || field.name === `${one(table.name, reading)}_id`);
  return key?.name ?? "id";
}

/** The child's field for a relation, where the words have one: `customer`, `customer_id`. */
function referenceField(relation: RelationDraft, writing: Writing): FieldDraft | undefined {
  const { child, parent, field } = relation;
  const { reading } = writing.state;
  const name = one(parent.name, reading);
  const last = name.split("_").at(-1)!;
  const named = child.fields.find((each) => each.name === field);
  if (named !== undefined || child === parent) return named;
  return child.fields.find(
    (each) =>
      each.name === `${name}_id` ||
      each.name === name ||
      each.name === `${last}_id` ||
      each.name === last ||
      each.refers === parent.name ||
      (each.refers !== undefined && one(each.refers, reading) === name),
  );
}

function rowsOf(table: TableDraft, writing: Writing): unknown {
  const { state } = writing;
  const path = `tables.${table.name}.rows`;
  const counted = state.relations.filter(
    (relation) =>
      relation.child === table &&
      relation.parent !== table &&
      (relation.min !== undefined || relation.mean !== undefined),
  );
  const [per] = counted;
  if (per !== undefined) {
    say(writing, path, per.span);
    const { min, max, mean } = per;
    if (table.rows !== undefined)
      writing.notes.push({
        path,
        text: `${table.rows} rows were said, and so many of each of ${per.parent.name}: the latter counts.`,
        choices: [`rows: ${table.rows}`],
      });
    return {
      per: per.parent.name,
      ...(mean === undefined
        ? { min: min ?? 0, max: max ?? min ?? 5 }
        : { min: 0, max: Math.max(1, Math.ceil(mean * 3)), mean }),
    };
  }
  if (table.rows !== undefined) {
    say(writing, path, table.rowsSpan);
    return table.rows;
  }
  say(writing, path, undefined);
  const parent = state.relations.find((relation) => relation.child === table && relation.parent !== table)?.parent;
  if (parent !== undefined && !isBelow(parent, table, state.relations)) return { per: parent.name, min: 1, max: 5 };
  return ASSUMED_ROWS;
}

function isBelow(table: TableDraft, above: TableDraft, relations: readonly RelationDraft[], depth = 0): boolean {
  if (depth > 20) return true;
  return relations.some(
    (relation) =>
      relation.child === table &&
      relation.parent !== table &&
      (relation.parent === above || isBelow(relation.parent, above, relations, depth + 1)),
  );
}

/** What only persons have. */
const PERSONAL = new Set("age person.age person.birth_date person.gender internet.email phone.number".split(" "));
const PERSON: NameGuess = { type: "person.full_name", extra: {}, known: 1 };

/** Whether rows of a thing that nobody knows are persons, by what stands beside their name. */
const isOfPersons = ({ name, fields }: TableDraft, names: FieldNames): boolean =>
  fields.some(
    (field) =>
      field.values === undefined &&
      (!field.name.includes("_") || field.name.includes("birth")) &&
      PERSONAL.has(names.find(field.name, name)?.type ?? ""),
  );

function writeField(writing: Writing, table: TableDraft, draft: FieldDraft, fields: Record<string, unknown>): void {
  const { state, notes } = writing;
  const { names, lexicon } = state.reading;
  const path = `tables.${table.name}.fields.${draft.name}`;
  if (draft.made !== undefined) {
    fields[draft.name] = { ...draft.made };
    return;
  }
  const named = names.find(draft.name, table.name);
  const guess = named?.type === "text.title" && draft.name === "name" && isOfPersons(table, names) ? PERSON : named;
  const { field, said, isUnknown } = makeField(draft, guess, table, lexicon);
  say(writing, path, draft.isAssumed === true || draft.isImplied === true ? undefined : draft.span);
  for (const key of Object.keys(field)) {
    const isSaid = said.has(key) || (key === "share" && said.has("share")) || (key === "null" && said.has("nullable"));
    if (!isSaid && key !== "type" && key !== "description")
      writing.origins.push({ path: `${path}.${key}`, origin: "assumed" });
  }
  if (draft.mean !== undefined && draft.sd === undefined && field["distribution"] !== undefined)
    writing.origins.push({ path: `${path}.distribution.sd`, origin: "assumed" });
  if (!said.has("type")) writing.origins.push({ path: `${path}.type`, origin: "assumed" });
  if (said.has("nullable") && draft.nullShare === undefined)
    notes.push({ path, text: "may be empty: a tenth of the cells are.", choices: ["null: 0.1", "null: 0.3"] });
  if (isUnknown) notes.push({ path, text: `nothing is known of "${draft.name.replaceAll("_", " ")}": some words.` });
  fields[draft.name] = field;
}

function link(writing: Writing, table: TableDraft, fields: Record<string, unknown>): void {
  const { state } = writing;
  const { reading } = state;
  for (const relation of state.relations.filter(({ child }) => child === table)) {
    const { parent } = relation;
    const key = keyOf(parent, writing);
    const own = referenceField(relation, writing);
    const isSelf = parent === table;
    const name =
      own?.name ??
      relation.field ??
      (isSelf ? `parent_${one(table.name, reading)}_id` : `${one(parent.name, reading)}_id`);
    const nullable = own?.nullShare ?? (own?.isNullable === true || relation.isOptional === true ? 0.1 : undefined);
    fields[name] = {
      type: "reference",
      to: `${parent.name}.${key}`,
      ...(isSelf && own?.nullShare === undefined ? {} : nullable !== undefined && { null: nullable }),
      ...(own?.isUnique === true && { unique: true }),
      ...(table.isLink === true && !isSelf && { key: true }),
    };
    if (own === undefined)
      say(writing, `tables.${table.name}.fields.${name}`, relation.isAssumed === true ? undefined : relation.span);
  }
}

const isMomentType = (type: unknown): boolean => type === "date" || type === "datetime";

/** Rules of fields that have a value only sometimes, and truths that are a comparison: "passed if score >= 50". */
function writeConditions(
  writing: Writing,
  table: TableDraft,
  fields: Record<string, Record<string, unknown>>,
): Record<string, unknown>[] {
  const rules: Record<string, unknown>[] = [];
  for (const draft of table.fields) {
    const field = fields[draft.name];
    for (const bound of draft.bounds ?? []) {
      const expression = toExpression(bound.when, table, fields, draft, writing.state.reading.lexicon);
      const then = [
        ...(bound.min === undefined ? [] : [`${draft.name} >= ${bound.min}`]),
        ...(bound.max === undefined ? [] : [`${draft.name} <= ${bound.max}`]),
      ].join(" && ");
      if (expression !== undefined) rules.push({ when: expression, then });
    }
    const { when } = draft;
    if (when === undefined || field === undefined) continue;
    const path = `tables.${table.name}.fields.${draft.name}`;
    const said = when.words.map((token) => token.text).join(" ");
    const expression = toExpression(when, table, fields, draft, writing.state.reading.lexicon);
    const isBare = !Object.keys(draft).some((key) => !["name", "span", "when", "kind"].includes(key));
    if (expression === undefined) {
      if (field["type"] !== "reference") field["null"] ??= 0.1;
      writing.notes.push({
        path,
        text: `"${said}" is no condition on fields that are there: empty in a tenth of the rows.`,
      });
    } else if (isBare && (field["type"] === "boolean" || (field["type"] === "text.words" && /[<>=]/.test(expression))))
      fields[draft.name] = { type: "boolean", value: expression };
    else if (field["type"] === "boolean" && when.otherwise === undefined)
      rules.push({ when: `!(${expression})`, then: `!${draft.name}` });
    else if (field["value"] === undefined && field["key"] !== true && field["unique"] !== true)
      rules.push({
        when: /^!\((.*)\)$/.exec(expression)?.[1] ?? `!(${expression})`,
        then: `${draft.name} == ${when.otherwise ?? "null"}`,
      });
  }
  return rules;
}

function writeOrder(
  writing: Writing,
  table: TableDraft,
  fields: Record<string, Record<string, unknown>>,
): Record<string, unknown>[] {
  const { state } = writing;
  const rules: Record<string, unknown>[] = [];
  for (const draft of table.fields) {
    const field = fields[draft.name];
    if (field === undefined) continue;
    const below = draft.above === undefined ? undefined : findField(state, table, draft.above);
    const areNumbers =
      below !== undefined &&
      below !== draft &&
      [field, fields[below.name]].every((each) => NUMERIC.has(String(each?.["type"])));
    if (areNumbers) rules.push({ check: `${draft.name} >= ${below.name}` });
    for (const side of ["after", "before"] as const) {
      const wanted = draft[side];
      if (wanted === undefined) continue;
      const other = pickField(writing, table, wanted, draft);
      const isMoment = other !== undefined && isMomentType(fields[other]?.["type"]);
      if (other === undefined || !isMoment || !isMomentType(field["type"])) {
        const parent = other === undefined ? throughParent(writing, table, wanted) : undefined;
        if (parent !== undefined && side === "after") field["after"] = parent;
        else
          writing.notes.push({
            path: `tables.${table.name}.fields.${draft.name}`,
            text: `"${side} ${wanted.replaceAll("_", " ")}": no date of that name is there.`,
          });
        continue;
      }
      field[side] = other;
      if (draft.wait !== undefined && side === "after") {
        field["within"] = draft.wait[1];
        const [least] = draft.wait;
        if (least !== undefined) rules.push({ check: `${draft.name} >= ${other} + ${durationOf(least)}` });
      }
    }
  }
  return rules;
}

/** A span as expressions have it: `14d` is `days(14)`, months are of 30 days. */
function durationOf(span: string): string {
  const [, count, unit] = /^(\d+)(\D+)$/.exec(span)!;
  const days = unit === "d" ? 1 : unit === "mo" ? 30 : unit === "y" ? 365 : undefined;
  return days === undefined ? `duration("${span}")` : `days(${Number(count) * days})`;
}

/** The field that a word of an order means: "ordered" is `order_date`. */
function pickField({ state }: Writing, table: TableDraft, wanted: string, self: FieldDraft): string | undefined {
  const exact = findField(state, table, wanted);
  if (exact !== undefined && exact !== self) return exact.name;
  const stem = (word: string): string => word.replace(/(?:ed|ing|e|d)$/, "").slice(0, 6);
  const words = wanted
    .split("_")
    .filter((word) => !/^(?:date|at|on|time|the|it|was|is)$/.test(word))
    .map(stem);
  const joined = (name: string): string => name.split("_").map(stem).join("");
  const isMoment = (field: FieldDraft): boolean =>
    ["date", "datetime"].includes(state.reading.names.find(field.name, table.name)?.type ?? "") ||
    field.from !== undefined ||
    field.after !== undefined;
  return table.fields.find(
    (field) =>
      field !== self &&
      isMoment(field) &&
      words.length > 0 &&
      (words.every((word) => word.length > 1 && field.name.split("_").some((part) => stem(part) === word)) ||
        joined(field.name) === words.join("")), // signup: signed_up
  )?.name;
}

/** `after: customer_id.registered`: a date of the parent. */
function throughParent(writing: Writing, table: TableDraft, wanted: string): string | undefined {
  const { state } = writing;
  for (const relation of state.relations.filter(({ child, parent }) => child === table && parent !== table)) {
    const field =
      findField(state, relation.parent, wanted) ??
      findField(state, relation.parent, wanted.split("_").slice(1).join("_"));
    const own = referenceField(relation, writing)?.name ?? `${one(relation.parent.name, state.reading)}_id`;
    if (field !== undefined) return `${own}.${field.name}`;
  }
  return undefined;
}

function writeFormulas(writing: Writing, table: TableDraft, fields: Record<string, Record<string, unknown>>): void {
  const { state } = writing;
  for (const draft of table.fields) {
    const formula = draft.formula ?? rateFormula(draft, table);
    if (draft.rate !== undefined && formula === undefined) fields[draft.name] = { type: "constant", value: draft.rate };
    if (formula === undefined || fields[draft.name] === undefined) continue;
    const path = `tables.${table.name}.fields.${draft.name}`;
    const made = readFormula(formula, draft, table, state.relations, state.reading.lexicon);
    const type = String(fields[draft.name]!["type"]);
    if (made === undefined) {
      writing.notes.push({
        path,
        text: `"${formula}" could not be read as a formula over fields that are there.`,
      });
      fields[draft.name] = { type: type === "decimal" ? "money" : type };
    } else if ("value" in made) {
      fields[draft.name] = {
        type: type === "integer" ? "integer" : "decimal",
        ...(type !== "integer" && { scale: 2 }),
        value: made.value,
      };
    } else fields[draft.name] = { type: "aggregate", ...made };
  }
}

/** Tables in the order in which they were named, with keys where others refer to them. */
export function toDocument(state: State, text: string): Made {
  const writing: Writing = { state, text, origins: [], notes: state.notes };
  const tables: Record<string, Record<string, unknown>> = {};
  for (const table of state.tables) {
    const fields: Record<string, Record<string, unknown>> = {};
    const isParent = state.relations.some(({ parent }) => parent === table);
    const key = keyOf(table, writing);
    say(writing, `tables.${table.name}`, table.span.to > table.span.from ? table.span : undefined);
    const rows = rowsOf(table, writing);
    if (isParent && !table.fields.some((field) => field.name === key)) {
      fields[key] = { type: "sequence", key: true };
      say(writing, `tables.${table.name}.fields.${key}`, undefined);
    }
    link(writing, table, fields);
    const linked = new Set(Object.keys(fields));
    for (const draft of table.fields) {
      const isReference = linked.has(draft.name) && fields[draft.name]!["type"] === "reference";
      if (isReference) say(writing, `tables.${table.name}.fields.${draft.name}`, draft.span);
      else writeField(writing, table, draft, fields);
    }
    if (isParent && fields[key] !== undefined && fields[key]["type"] !== "reference")
      fields[key] = { ...fields[key], key: true };
    if (isParent && fields[key]?.["type"] === "integer") fields[key] = { type: "sequence", key: true };
    const rules = [...writeOrder(writing, table, fields), ...writeConditions(writing, table, fields)];
    writeFormulas(writing, table, fields);
    if (Object.keys(fields).length === 0) fields["id"] = { type: "sequence", key: true };
    tables[table.name] = {
      rows,
      ...(table.locale !== undefined && { locale: table.locale }),
      fields,
      ...(rules.length > 0 && { rules }),
    };
  }
  return { document: { version: 1, tables }, origins: writing.origins };
}
