import { alignAddresses } from "./align-addresses.ts";
import { sumAmounts } from "./amounts.ts";
import type { Catalogue, Imported, Note } from "./catalogue.ts";
import { localeOfNames } from "./countries.ts";
import { foldChecks } from "./fold.ts";
import { keepListed } from "./listed-rows.ts";
import { orderMoments } from "./moment-order.ts";
import { followParents } from "./moment-parents.ts";
import { boundStates } from "./moment-states.ts";
import {
  celColumns,
  checksOf,
  groupsOf,
  isMoment,
  nameFields,
  nameOf,
  nameTables,
  onceOf,
  type Draft,
  type Place,
  type Surroundings,
} from "./place.ts";
import { fieldOf } from "./place-field.ts";
import { referencesOf } from "./references.ts";
import { normalName } from "./names.ts";
import { countRows, type Sizing } from "./table-rows.ts";
import { toCel, type CelColumn } from "./to-cel.ts";

export interface ToSchemaOptions {
  /** Rows in all, or by table; about a thousand per table. */
  readonly rows?: number | Readonly<Record<string, number>>;
  readonly name?: string;
  readonly seed?: number | string;
}

/** A catalogue as a schema whose data fit its tables with every constraint on, and a note for everything guessed. */
export function toSchema(catalogue: Catalogue, options: ToSchemaOptions = {}): Imported {
  const notes: Note[] = [...catalogue.notes];
  const names = nameTables(catalogue.tables);
  const places = catalogue.tables
    .filter(({ columns }) => columns.length > 0)
    .map((table): Place => {
      const byName = new Map(table.columns.map((column) => [column.name, column]));
      const fold = foldChecks(checksOf(table), (name) => isMoment(byName.get(name)));
      const { references, dropped } = referencesOf(table, catalogue.tables);
      return {
        table,
        name: names.get(table)!,
        fields: nameFields(table),
        fold,
        references,
        dropped,
        groups: groupsOf(table),
      };
    });
  const sizings = places.map((place): Sizing => ({
    key: place.name,
    table: place.table,
    parents: [...new Set(place.references.map(({ table }) => names.get(table)!))],
    once: place.groups.map((group) => onceOf(place, names, group)),
  }));
  const { rows, capped } = countRows(sizings, options.rows);
  const locale = localeOfNames(catalogue.tables.flatMap(({ columns }) => columns.map(({ name }) => normalName(name))));
  if (locale !== undefined)
    notes.push({ path: "", text: `its columns' names are those of ${locale}: names, streets and words are, too.` });
  const tables: Record<string, unknown> = {};
  for (const place of places) {
    if (capped.has(place.name))
      notes.push({ path: place.name, text: `${rows.get(place.name)!} rows: its keys tell no more apart.` });
    tables[place.name] = toTable(place, {
      names,
      rows,
      origin: catalogue.origin,
      notes,
      places,
      isLocal: locale !== undefined,
    });
  }
  followParents(places, ({ name }) => (tables[name] as { fields: Readonly<Record<string, Draft>> }).fields, notes);
  return {
    document: {
      version: 1,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(locale === undefined ? {} : { locale }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      tables,
    },
    notes,
  };
}

function toTable(place: Place, around: Surroundings): Record<string, unknown> {
  const { table, name, fields: fieldNames, groups } = place;
  const { notes } = around;
  const fields: Record<string, Draft> = {};
  noteKeys(place, notes);
  for (const column of table.columns) {
    const field = fieldNames.get(column.name)!;
    const made = fieldOf(place, column, around);
    if (made === undefined) continue;
    fields[field] = made;
    if (field !== column.name)
      notes.push({ path: `${name}.${field}`, text: `named ${column.name} in the database, which no field can be.` });
  }
  const ordered = orderMoments(place, fields, notes).map((check) => ({ check }));
  boundStates(place, fields, notes);
  alignAddresses(place, fields, notes, around.isLocal);
  keepListed(place, fields, around.rows.get(name)!, notes);
  sumAmounts(place, fields, notes);
  const several = groups
    .filter((group) => group.length > 1 && group !== table.primaryKey)
    .map((group) => group.map((column) => fieldNames.get(column)!))
    .filter((group) => group.every((field) => fields[field] !== undefined && fields[field]["hidden"] !== true));
  const rules = [...ordered, ...rulesOf(place, fields, notes)];
  const target = nameOf(table);
  return {
    ...(table.comment === undefined ? {} : { description: table.comment }),
    ...(target === name ? {} : { target }),
    rows: around.rows.get(name)!,
    ...(several.length === 0 ? {} : { unique: several }),
    fields,
    ...(rules.length === 0 ? {} : { rules }),
  };
}

function noteKeys({ table, name, dropped }: Place, notes: Note[]): void {
  for (const { key, reason } of dropped) {
    const what = `${key.columns.join(", ")} -> ${key.table}`;
    if (reason === "unknown-table")
      notes.push({
        path: `${name}.${key.columns[0]}`,
        text: `refers to ${key.table}, which is not there: a column of its own.`,
      });
    if (reason === "overlaps")
      notes.push({
        path: `${name}.${key.columns[0]}`,
        text: `${what} shares columns with another foreign key, and is not kept.`,
      });
  }
  for (const { columns, where } of table.unique) {
    if (where !== undefined)
      notes.push({ path: `${name}.${columns[0]}`, text: `unique where ${where.text}: made unique in all rows.` });
  }
  if (table.primaryKey.length === 0 && table.unique.length === 0) notes.push({ path: name, text: "it has no key." });
}

/** Checks that no field tells alone, as rules. */
function rulesOf(
  place: Place,
  fields: Readonly<Record<string, Draft>>,
  notes: Note[],
): readonly Record<string, unknown>[] {
  const rules: Record<string, unknown>[] = [];
  const columns = celColumns(place);
  for (const check of place.fold.rest) {
    const known = (name: string): CelColumn | undefined => {
      const column = columns(name);
      return column === undefined || fields[column.name] === undefined ? undefined : column;
    };
    const text = check.tree === undefined ? undefined : toCel(check.tree, known);
    if (text === undefined) notes.push({ path: place.name, text: `not kept: CHECK (${check.text}).` });
    else rules.push({ check: text });
  }
  return rules;
}
