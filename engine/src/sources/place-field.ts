import type { CatalogueColumn } from "./catalogue.ts";
import type { Folded } from "./fold.ts";
import { NULL_RULES, type FieldGuess } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";
import { celColumns, NOTHING, onceAlone, onceOf, type Draft, type Place, type Surroundings } from "./place.ts";
import type { Reference } from "./references.ts";
import { toCel } from "./to-cel.ts";
import { toField } from "./to-field.ts";
import type { Wanted } from "./wanted.ts";

const nullNames = openNames(NULL_RULES);
const NULL_USUAL = 0.1;

/** Values that a column of a group needs, so that the combinations are a few times the rows. */
function valuesNeeded(place: Place, column: string, { names, rows }: Surroundings): number {
  const own = rows.get(place.name)!;
  const needed = place.groups
    .filter((group) => group.length > 1 && group.includes(column))
    .map((group) => {
      const once = onceOf(place, names, group);
      const others = once.parents.reduce((all, parent) => all * (rows.get(parent) ?? 1), 1);
      return Math.ceil((own * 4) / others);
    });
  return Math.max(1, ...needed);
}

/** Whether an expression asks if a column is null. */
function asksNull(node: unknown, name: string): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { op, arg } = node as {
    readonly op?: unknown;
    readonly arg?: { readonly op?: unknown; readonly name?: unknown };
  };
  if (op === "is-null" && arg?.op === "column" && arg.name === name) return true;
  return Object.values(node).some((inner) => asksNull(inner, name));
}

function nullShare(place: Place, column: CatalogueColumn, isReference: boolean, folded: Folded): number {
  const { table, groups } = place;
  if (!column.nullable || table.primaryKey.includes(column.name) || folded.notNull === true) return 0;
  const areAlike = table.unique.some((key) => !key.nullsDistinct && key.columns.includes(column.name));
  if (column.identity !== undefined || areAlike) return 0;
  const known = column.statistics?.nulls;
  if (known !== undefined) return Number(known.toPrecision(4));
  const [hit] = nullNames.find(normalName(column.name));
  if (hit !== undefined && !isReference) return hit.rule[1];
  if (!isReference || !groups.some((group) => group.includes(column.name))) return NULL_USUAL;
  return table.checks.some(({ tree }) => tree !== undefined && asksNull(tree, column.name)) ? NULL_USUAL : 0;
}

function referenceField(place: Place, column: CatalogueColumn, reference: Reference, { places }: Surroundings): Draft {
  const { table, columns, targets } = reference;
  const k = columns.indexOf(column.name);
  const there = places.find((each) => each.table === table)!;
  const to = `${there.name}.${there.fields.get(targets[k]!)!}`;
  if (k > 0) return { type: "reference", to, with: place.fields.get(columns[0]!)! };
  const once = onceAlone(place, column.name);
  const isSelf = table === place.table;
  if (isSelf && once !== "key" && once !== "unique")
    return { type: "reference", to, distribution: column.nullable ? "earlier" : "uniform" };
  return { type: "reference", to };
}

function generatedField(place: Place, column: CatalogueColumn, note: (text: string) => void): Draft | undefined {
  const { tree, text } = column.generatedAs!;
  const value = tree === undefined ? undefined : toCel(tree, celColumns(place));
  if (value === undefined) {
    note(`computed by the database as ${text}: left out.`);
    return undefined;
  }
  note(`computed by the database as ${text}: kept hidden, for rules alone.`);
  const { kind, scale, precision } = column.type;
  const type = {
    integer: "integer",
    decimal: "decimal",
    float: "float",
    boolean: "boolean",
    date: "date",
    datetime: "datetime",
    time: "time",
    duration: "duration",
  }[kind as string];
  if (type === undefined) return { type: "text", value, hidden: true };
  return {
    type,
    ...(type === "decimal" ? { scale: Math.min(15, scale ?? (precision === undefined ? 6 : 0)) } : {}),
    value,
    hidden: true,
  };
}

export function fieldOf(place: Place, column: CatalogueColumn, around: Surroundings): Draft | undefined {
  const path = `${place.name}.${place.fields.get(column.name)!}`;
  const told: string[] = [];
  const note = (text: string): void => void told.push(text);
  const say = (): void => void around.notes.push(...told.map((text) => ({ path, text })));
  if (column.generatedAs !== undefined) {
    const made = generatedField(place, column, note);
    say();
    return made;
  }
  const folded = place.fold.columns.get(column.name) ?? NOTHING;
  const reference = place.references.find(({ columns }) => columns.includes(column.name));
  const once = onceAlone(place, column.name);
  const isFollower = reference !== undefined && reference.columns[0] !== column.name;
  const isKey = place.table.primaryKey.includes(column.name);
  const wanted: Wanted = {
    column,
    table: place.table,
    origin: around.origin,
    folded,
    once,
    rows: around.rows.get(place.name)!,
    values: once === "group" ? valuesNeeded(place, column.name, around) : 1,
    note,
  };
  const guess: FieldGuess | undefined =
    reference === undefined ? toField(wanted) : referenceField(place, column, reference, around);
  const followers = reference?.columns.slice(1) ?? [];
  const areNullable = followers.every((name) => place.table.columns.find((each) => each.name === name)!.nullable);
  const share = isFollower || !areNullable ? 0 : nullShare(place, column, reference !== undefined, folded);
  if (guess === undefined) {
    const made = unknownField(place, column, note);
    say();
    return made;
  }
  if (share > 0) note(`nullable: ${Number((share * 100).toPrecision(4))} % are null.`);
  say();
  return {
    ...guess,
    ...(isKey ? { key: true } : once === "unique" ? { unique: true } : {}),
    ...(share > 0 ? { null: share } : {}),
    ...(column.comment === undefined ? {} : { description: column.comment }),
  };
}

/** A column nobody here knows a value of: left to its default, or null. */
function unknownField({ table }: Place, column: CatalogueColumn, note: (text: string) => void): Draft | undefined {
  const native = column.type.native;
  if (column.default !== undefined) {
    note(`no values of ${native} are known: left out, so that its default is taken.`);
    return undefined;
  }
  if (column.nullable) {
    note(`no values of ${native} are known: left out, and null.`);
    return undefined;
  }
  note(`no values of ${native} are known, and ${table.name} wants one: mend the field.`);
  return { type: "constant", value: "" };
}
