import type { ColumnType } from "../batch/column.ts";
import { invariant, type Issue } from "../errors.ts";
import { pass } from "../kernels/pass.ts";
import { nullable, nullWith, onlyWhen } from "../kernels/nullable.ts";
import type { ColumnId, Step } from "../plan/plan.ts";
import { streamKey } from "../random/stream.ts";
import type { Country } from "../words/country.ts";
import type { Locale } from "../words/locale.ts";
import { lowerExpression } from "./expression.ts";
import type { FieldType, Made, ParentRows, Site, Source, Types } from "./field-type.ts";
import { didYouMean } from "./suggest.ts";

const MOST_DEPTH = 200; // of fields that follow from each other: each takes some stack

/** A field whose type is known and whose parameters are checked. */
export interface CheckedField {
  readonly type: FieldType;
  readonly params: Readonly<Record<string, unknown>>;
  readonly null: number;
  readonly when: string | undefined;
  readonly value: string | undefined;
  readonly unique: boolean;
  readonly hidden: boolean;
}

/** What all tables of one document share while it is lowered. */
export interface Lowering {
  readonly edition: number;
  readonly seed: number | string;
  readonly now: number;
  readonly steps: Map<ColumnId, Step>;
  readonly issues: Issue[];
  readonly tables: ReadonlyMap<string, TableLowering>;
  readonly types: Types;
  /** How many fields are being lowered, each asked for by the one before. */
  readonly depth: { value: number };
  locale(code: string): Locale | undefined;
  country(code: string): Country | undefined;
}

/** One table while it is lowered. */
export interface TableLowering {
  readonly name: string;
  readonly rows: number;
  readonly delivered: boolean;
  /** The database table it is loaded into, where that has another name. */
  readonly target: string | undefined;
  /** Names of fields whose values together occur once; the primary key where it has several fields. */
  readonly groups: readonly (readonly string[])[];
  /** Where the rows are counted per parent: the parent and the column of its row numbers. */
  readonly parent: ParentRows | undefined;
  readonly locale: Locale;
  readonly country: Country;
  readonly fields: ReadonlyMap<string, CheckedField>;
  /** As the document has them. */
  readonly raw: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Fields as columns: "open" while one is being lowered, "failed" after complaints. */
  readonly lowered: Map<string, Source | "open" | "failed">;
  readonly hidden: Map<string, Source>;
  readonly shared: Map<string, unknown>;
  /** Reference fields: the table they point to and the column of its row numbers. */
  readonly references: Map<string, { readonly table: string; readonly via: ColumnId; readonly nullable: boolean }>;
}

function typeOf(made: Made): ColumnType {
  const isNullable = made.nullable ?? made.inputs?.some((input) => input.nullable) ?? false;
  const base = { kind: made.kind, scale: made.scale ?? 0, millis: made.millis ?? false, nullable: isNullable };
  return made.dictionary === undefined ? base : { ...base, dictionary: made.dictionary };
}

/** Adds the step that makes a column; `names` are those of its stream. */
export function addStep(lowering: Lowering, id: ColumnId, made: Made, names: readonly string[]): Source {
  invariant(!lowering.steps.has(id), `${id} is made once`);
  const type = typeOf(made);
  const key = streamKey(lowering.seed, String(lowering.edition), ...names);
  lowering.steps.set(id, {
    outputs: [id],
    types: [type],
    inputs: made.inputs?.map((s) => s.input) ?? [],
    kernel: made.kernel,
    key,
    does: made.does,
  });
  return { ...type, input: { column: id } };
}

/** Adds the step that makes several columns of whole numbers at once. */
export function addNumbers(
  lowering: Lowering,
  ids: readonly ColumnId[],
  made: Pick<Made, "kernel" | "inputs" | "does">,
  names: readonly string[],
): readonly Source[] {
  const type: ColumnType = { kind: "integer", scale: 0, millis: false, nullable: false };
  lowering.steps.set(ids[0]!, {
    outputs: ids,
    types: ids.map(() => type),
    inputs: made.inputs?.map((s) => s.input) ?? [],
    kernel: made.kernel,
    key: streamKey(lowering.seed, String(lowering.edition), ...names),
    does: made.does,
  });
  for (const id of ids.slice(1)) lowering.steps.set(id, lowering.steps.get(ids[0]!)!);
  return ids.map((id) => ({ ...type, input: { column: id } }));
}

/** The field of a table as a column, lowered at the first call; undefined after complaints, or while it is being lowered. */
export function lowerField(lowering: Lowering, table: TableLowering, name: string): Source | undefined {
  const field = table.fields.get(name);
  if (field === undefined) return undefined;
  if (!table.lowered.has(name)) {
    table.lowered.set(name, "open");
    lowering.depth.value++;
    table.lowered.set(name, lowerNow(lowering, table, name, field) ?? "failed");
    lowering.depth.value--;
  }
  const source = table.lowered.get(name)!;
  return typeof source === "string" ? undefined : source;
}

function lowerNow(lowering: Lowering, table: TableLowering, name: string, field: CheckedField): Source | undefined {
  const site = toSite(lowering, table, name, field);
  if (lowering.depth.value > MOST_DEPTH) {
    site.issue(
      "schema/too-deep",
      `follows from more than ${MOST_DEPTH} fields, one after the other.`,
      "Put the fields that others follow from first, or shorten the chain.",
    );
    return undefined;
  }
  const complaintsBefore = lowering.issues.length;
  const made = makeColumn(field, site);
  if (made === undefined || lowering.issues.length > complaintsBefore) return undefined;
  checkUnique(field, made, site);
  const id = `${table.name}.${name}`;
  const hidden = (part: string): string => `${id}.##${part}`;
  let source = addStep(lowering, field.null > 0 || field.when !== undefined ? hidden("value") : id, made, [
    table.name,
    name,
  ]);
  if (field.null > 0) {
    const does = `null in ${field.null * 100} % of rows`;
    source = addStep(
      lowering,
      field.when === undefined ? id : hidden("nullable"),
      { ...source, kernel: nullable(field.null), inputs: [source], nullable: true, does },
      [table.name, name, "##null"],
    );
  }
  if (field.when !== undefined) {
    const condition = lowerExpression(field.when, site, "when", { kind: "boolean" });
    if (condition === undefined) return undefined;
    const inputs = [source, addStep(lowering, hidden("condition"), condition, [table.name, name, "##condition"])];
    source = addStep(
      lowering,
      id,
      { ...source, kernel: onlyWhen, inputs, nullable: true, does: `null unless ${field.when}` },
      [table.name, name, "##when"],
    );
  }
  followNulls(lowering, table, name, source);
  return source;
}

/** What is borrowed through a reference is null where the reference itself is. */
function followNulls(lowering: Lowering, table: TableLowering, name: string, source: Source): void {
  const reference = table.references.get(name);
  if (reference === undefined || !source.nullable) return;
  const rows: Source = { kind: "integer", scale: 0, millis: false, nullable: true, input: { column: reference.via } };
  const made: Made = {
    ...rows,
    kernel: nullWith,
    inputs: [rows, source],
    does: `rows of ${reference.table}, null where ${name} is`,
  };
  const via = addStep(lowering, `${table.name}.${name}.##followed`, made, [table.name, name, "##followed"]).input
    .column;
  table.references.set(name, { ...reference, via, nullable: true });
}

function makeColumn(field: CheckedField, site: Site): Made | undefined {
  if (field.value === undefined) return field.type.lower(field.params, site);
  if (field.type.derived === undefined) {
    site.issue(
      "schema/value-unsupported",
      `${field.type.name} cannot take a value from an expression.`,
      "Use expression, text, integer, decimal, float, boolean, date, datetime, time or duration.",
      "value",
    );
    return undefined;
  }
  return lowerExpression(field.value, site, "value", field.type.derived(field.params));
}

function checkUnique(field: CheckedField, made: Made, site: Site): void {
  if (field.params["key"] === true && typeOf(made).nullable) {
    site.issue(
      "schema/null-key",
      "a key cannot be null, and this one can.",
      "Refer to fields that are never null.",
      "key",
    );
  }
  if (!field.unique) return;
  if (made.capacity === undefined) {
    const what = field.value === undefined ? field.type.name : "an expression";
    site.issue(
      "schema/unique-unsupported",
      `${what} cannot be unique.`,
      "Types that can: sequence, uuid, ulid, nanoid, integer, decimal, date, category, pattern, internet.email, internet.username.",
      field.params["key"] === true ? "key" : "unique",
    );
  } else if (made.capacity < site.rows) {
    site.issue(
      "schema/unique-capacity",
      `must be unique in ${site.rows} rows, but there are only ${made.capacity} different values.`,
      "Widen its range, or ask for fewer rows.",
    );
  }
}

function readField(
  lowering: Lowering,
  table: TableLowering,
  path: string,
  complain: (code: string, message: string, hint?: string) => void,
): Source | undefined {
  const whole = table.fields.has(path) ? path : undefined;
  const dot = path.indexOf(".");
  const name = whole ?? (dot === -1 ? path : path.slice(0, dot));
  if (!table.fields.has(name)) {
    if (!table.raw.has(name))
      complain(
        "schema/unknown-field",
        `there is no field ${name} in ${table.name}.`,
        didYouMean(name, table.raw.keys()),
      );
    return undefined;
  }
  if (table.lowered.get(name) === "open") {
    complain("schema/cycle", `${name} depends on itself.`, "Give one of the fields in the circle a type of its own.");
    return undefined;
  }
  const source = lowerField(lowering, table, name);
  if (whole !== undefined || dot === -1 || source === undefined) return source;
  const reference = table.references.get(name);
  const there = reference && lowering.tables.get(reference.table);
  if (reference === undefined || there === undefined) {
    complain(
      "schema/not-a-reference",
      `${name} is no reference, so ${path} leads nowhere.`,
      "Only fields of type reference can be followed with a dot.",
    );
    return undefined;
  }
  const rest = path.slice(dot + 1);
  const found = readField(lowering, there, rest, complain);
  if (found === undefined) return undefined;
  const near = toNear(lowering, there, rest, found);
  return {
    ...near,
    nullable: near.nullable || reference.nullable,
    input: { column: near.input.column, via: reference.via },
  };
}

/** The column itself where it is the table's own, or a hidden copy of what it borrows, so that others can borrow it in turn. */
function toNear(lowering: Lowering, table: TableLowering, path: string, found: Source): Source {
  if (found.input.via === undefined) return found;
  return keepHidden(lowering, table, `${path}.near`, () => ({
    ...found,
    kernel: pass,
    inputs: [found],
    does: `${path} followed`,
  }));
}

function keepHidden(lowering: Lowering, table: TableLowering, name: string, make: () => Made): Source {
  let source = table.hidden.get(name);
  if (source === undefined) {
    source = addStep(lowering, `${table.name}.#${name}`, make(), [table.name, `#${name}`]);
    table.hidden.set(name, source);
  }
  return source;
}

function toSite(lowering: Lowering, table: TableLowering, name: string, field: CheckedField): Site {
  const place = `tables.${table.name}.fields.${name}`;
  const issue: Site["issue"] = (code, message, hint, param) => {
    const path = param === undefined ? place : `${place}.${param}`;
    lowering.issues.push({ path, code, message, ...(hint === undefined ? {} : { hint }) });
  };
  const site: Site = {
    table: table.name,
    field: name,
    types: lowering.types,
    rows: table.rows,
    unique: field.unique,
    parentRows: table.parent,
    locale: table.locale,
    country: table.country,
    now: lowering.now,
    fields: table.raw,
    localeOf(code) {
      const found = lowering.locale(code);
      if (found === undefined)
        issue(
          "schema/unknown-locale",
          `there is no locale ${code}.`,
          "Write it as en_US or de_DE; `docs/locales.md` lists all.",
          "locale",
        );
      return found ?? table.locale;
    },
    countryOf(code) {
      const found = lowering.country(code);
      if (found === undefined)
        issue(
          "schema/unknown-country",
          `there is no country pack ${code}.`,
          "Write it as US or DE; `docs/locales.md` lists all.",
          "countries",
        );
      return found ?? table.country;
    },
    read: (path, param) => readField(lowering, table, path, (code, message, hint) => issue(code, message, hint, param)),
    hidden: (hiddenName, make) => keepHidden(lowering, table, hiddenName, make),
    own: (part, made) => addStep(lowering, `${table.name}.${name}.#${part}`, made, [table.name, name, `#${part}`]),
    shared<T>(key: string, make: () => T): T {
      if (!table.shared.has(key)) table.shared.set(key, make());
      return table.shared.get(key) as T;
    },
    parent(parentName) {
      const parent = lowering.tables.get(parentName);
      if (parent === undefined) return undefined;
      const complain = (code: string, message: string, hint?: string): void => issue(code, message, hint, "to");
      return {
        rows: parent.rows,
        fields: parent.fields.keys(),
        isUnique: (path) => parent.fields.get(path)?.unique === true,
        read(path) {
          const found = readField(lowering, parent, path, complain);
          return found && toNear(lowering, parent, path, found);
        },
      };
    },
    refer(parentName, rows) {
      table.references.set(name, { table: parentName, via: rows.input.column, nullable: rows.nullable });
    },
    issue,
  };
  return site;
}
