import { z } from "zod";
import type { Issue } from "../errors.ts";
import { commonField, type Field, type Table } from "../schema/schema.ts";
import type { FieldType, Types } from "./field-type.ts";
import type { CheckedField } from "./steps.ts";
import { show, toIssues } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

const MOST_FIELDS = 2000;
const shapes = new Map<FieldType, z.ZodObject>();

/** The shape of a whole field of this type. */
export function fieldShape(type: FieldType): z.ZodObject {
  let shape = shapes.get(type);
  if (shape === undefined) shapes.set(type, (shape = z.strictObject({ ...commonField, ...type.params.shape })));
  return shape;
}

/** A field whose type and parameters are right; undefined after complaints. */
function checkField(field: Field, path: string, types: Types, issues: Issue[]): CheckedField | undefined {
  const raw = typeof field === "string" ? { type: field } : field;
  const type = types.get(raw.type);
  if (type === undefined) {
    const hint = didYouMean(raw.type, types.names()) ?? "`docs/field-types.md` lists all types.";
    issues.push({
      path: `${path}.type`,
      code: "schema/unknown-type",
      message: `there is no field type ${show(raw.type)}.`,
      hint,
    });
    return undefined;
  }
  const shape = fieldShape(type);
  const parsed = shape.safeParse(raw, { reportInput: true });
  if (!parsed.success) {
    issues.push(...toIssues(path, parsed.error.issues, Object.keys(shape.shape)));
    return undefined;
  }
  const params = parsed.data as Record<string, unknown> & {
    null?: number;
    when?: string;
    value?: string;
    unique?: boolean;
    key?: boolean;
    hidden?: boolean;
    exact?: boolean;
  };
  if (params.key === true && ((params.null ?? 0) > 0 || params.when !== undefined)) {
    issues.push({
      path,
      code: "schema/null-key",
      message: "a key cannot be null.",
      hint: "Drop `null` and `when`, or `key`.",
    });
  }
  const { when } = params;
  const value = type.ownsValue === true ? undefined : params.value;
  return {
    type,
    params,
    null: params.exact === true ? 0 : (params.null ?? 0), // exact shares count nulls among them
    when,
    value,
    unique: params.unique === true,
    hidden: params.hidden === true,
  };
}

/** The groups of a table, and the fields whose types and parameters are right, and all as the document has them; the rest become issues. */
export function checkTable(
  path: string,
  table: Table,
  types: Types,
  issues: Issue[],
): {
  fields: Map<string, CheckedField>;
  raw: Map<string, Readonly<Record<string, unknown>>>;
  groups: readonly (readonly string[])[];
} {
  const fields = new Map<string, CheckedField>();
  const raw = new Map<string, Readonly<Record<string, unknown>>>();
  const entries = Object.entries(table.fields);
  if (entries.length === 0)
    issues.push({
      path: `${path}.fields`,
      code: "schema/no-fields",
      message: "a table needs at least one field.",
      hint: "Add a field, as `id: uuid`.",
    });
  if (entries.length > MOST_FIELDS)
    issues.push({
      path: `${path}.fields`,
      code: "schema/too-many",
      message: `at most ${MOST_FIELDS} fields; found ${entries.length}.`,
      hint: "Split the table.",
    });
  for (const [fieldName, field] of entries.slice(0, MOST_FIELDS)) {
    raw.set(fieldName, typeof field === "string" ? { type: field } : field);
    const checked = checkField(field, `${path}.fields.${fieldName}`, types, issues);
    if (checked !== undefined) fields.set(fieldName, checked);
  }
  if (entries.length > 0 && [...fields.values()].every((f) => f.hidden) && fields.size === entries.length) {
    issues.push({
      path: `${path}.fields`,
      code: "schema/no-fields",
      message: "every field is hidden, so nothing is left to deliver.",
      hint: "Drop `hidden` of one, or hide the table.",
    });
  }
  return { fields, raw, groups: checkGroups(path, table, fields, raw, issues) };
}

/** Groups of several fields that occur once, the primary key first; fields that are one alone become unique. */
function checkGroups(
  path: string,
  table: Table,
  fields: Map<string, CheckedField>,
  raw: ReadonlyMap<string, unknown>,
  issues: Issue[],
): readonly (readonly string[])[] {
  const groups = (table.unique ?? []).map((names) => [...new Set(names)]);
  groups.forEach((names, k) => {
    for (const name of names.filter((each) => !raw.has(each)))
      issues.push({
        path: `${path}.unique.${k}`,
        code: "schema/unknown-field",
        message: `there is no field ${name}.`,
        hint: didYouMean(name, raw.keys()) ?? "Name fields of this table.",
      });
  });
  const key = [...fields].filter(([, { params }]) => params["key"] === true).map(([name]) => name);
  const known = [...(key.length > 0 ? [key] : []), ...groups].filter((names) =>
    names.every((name) => fields.has(name)),
  );
  for (const names of known) {
    const field = fields.get(names[0]!)!;
    if (names.length === 1) fields.set(names[0]!, { ...field, unique: true });
  }
  return known.filter((names) => names.length > 1);
}
