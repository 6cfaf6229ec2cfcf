import { z } from "zod";
import type { ColumnType } from "../batch/column.ts";
import { nullable, onlyWhen } from "../kernels/nullable.ts";
import { commonField, type Field } from "../schema/schema.ts";
import { lowerExpression } from "./expression.ts";
import type { FieldType, Made, Site, Source, Types } from "./field-type.ts";
import { cutMade } from "./max-length.ts";
import { show, toIssues } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

type Raw = Readonly<Record<string, unknown>>;

/** Fields that stand side by side within a field: they share draws with each other, not with the fields of the row. */
export interface Nest {
  readonly site: Site;
  /** Keeps its streams apart from those of other nests of the same field. */
  readonly name: string;
  /** Where the fields stand in the document, below the field: "fields.", "of". */
  readonly place: string;
  readonly fields: ReadonlyMap<string, Raw>;
  /** Those that share draws with each other: all but the faces that follow a field of the row. */
  readonly siblings: ReadonlyMap<string, Raw>;
  readonly hidden: Map<string, Source>;
  readonly shared: Map<string, unknown>;
}

const toRaw = (field: Field): Raw => (typeof field === "string" ? { type: field } : field);

export function openNest(site: Site, name: string, place: string, nested: Readonly<Record<string, Field>>): Nest {
  const fields = new Map(Object.entries(nested).map(([key, field]) => [key, toRaw(field)]));
  const siblings = new Map([...fields].filter(([, raw]) => !followsRow(site, fields, raw)));
  return { site, name, place, fields, siblings, hidden: new Map(), shared: new Map() };
}

/** Whether a nested field is a face that follows a field of the row. */
function followsRow(site: Site, fields: ReadonlyMap<string, Raw>, { from }: Raw): boolean {
  return typeof from === "string" && !fields.has(from) && site.fields.has(from);
}

/** The site of one nested field. */
function toSite(nest: Nest, name: string, place: string): Site {
  const { site } = nest;
  const escaped = name.replaceAll("~", "~0").replaceAll(".", "~1").replaceAll("#", "~2"); // so that no two parts have one name (RFC 6901)
  const own = (part: string): string => [nest.name, escaped, part].filter((piece) => piece !== "").join(".");
  const inner = {
    field: name,
    unique: false,
    issue: (code: string, message: string, hint?: string, param?: string) =>
      site.issue(code, message, hint, [place, param].filter((piece) => piece !== undefined && piece !== "").join(".")),
    read: (path: string, param: string) => site.read(path, `${place}.${param}`),
    own: (part: string, made: Made) => site.own(own(part), made),
    // A nested reference is not followed with a dot.
    refer: () => undefined,
  };
  const raw = nest.fields.get(name)!;
  if (followsRow(site, nest.fields, raw)) {
    const key = `${site.field}.${name}`; // a name that no field of the row has
    return { ...site, ...inner, field: key, fields: new Map([...site.fields, [key, raw]]) };
  }
  return {
    ...site,
    ...inner,
    fields: nest.siblings,
    hidden(key, make) {
      let source = nest.hidden.get(key);
      if (source === undefined)
        nest.hidden.set(
          key,
          (source = site.own([nest.name, `#${key}`].filter((piece) => piece !== "").join("."), make())),
        );
      return source;
    },
    shared<T>(key: string, make: () => T): T {
      if (!nest.shared.has(key)) nest.shared.set(key, make());
      return nest.shared.get(key) as T;
    },
  };
}

interface Common {
  readonly null?: number;
  readonly when?: string;
  readonly value?: string;
  readonly max_length?: number;
  readonly unique?: boolean;
  readonly key?: boolean;
}

function check(
  types: Types,
  raw: Raw,
  issue: Site["issue"],
): { type: FieldType; params: Record<string, unknown> & Common } | undefined {
  const name = String(raw["type"]);
  const type = types.get(name);
  if (type === undefined) {
    issue(
      "schema/unknown-type",
      `there is no field type ${show(raw["type"])}.`,
      didYouMean(name, types.names()),
      "type",
    );
    return undefined;
  }
  const parsed = z.strictObject({ ...commonField, ...type.params.shape }).safeParse(raw, { reportInput: true });
  if (!parsed.success) {
    for (const { path, code, message, hint } of toIssues("", parsed.error.issues, [
      ...Object.keys(commonField),
      ...Object.keys(type.params.shape),
    ]))
      issue(code, message, hint, path);
    return undefined;
  }
  const params = parsed.data as Record<string, unknown> & Common;
  if (params.unique === true || params.key === true) {
    issue(
      "schema/unique-unsupported",
      "a nested field cannot be unique.",
      "Drop it, or make the value a field of the table.",
      params.key === true ? "key" : "unique",
    );
    return undefined;
  }
  return { type, params };
}

/** One nested field as a column of the site's field; undefined after complaints. */
export function lowerNested(nest: Nest, name: string): Source | undefined {
  const place = nest.place.endsWith(".") ? `${nest.place}${name}` : nest.place;
  const inner = toSite(nest, name, place);
  let complaints = 0;
  const site: Site = {
    ...inner,
    issue: (...complaint) => {
      complaints++;
      inner.issue(...complaint);
    },
  };
  const checked = check(site.types, nest.fields.get(name)!, (...complaint) => site.issue(...complaint));
  if (checked === undefined) return undefined;
  const { type, params } = checked;
  const value = type.ownsValue === true ? undefined : params.value;
  const target = value === undefined ? undefined : type.derived?.(params);
  if (value !== undefined && !("derived" in type))
    site.issue(
      "schema/value-unsupported",
      `${type.name} cannot take a value from an expression.`,
      "Use expression, text, integer, decimal, float, boolean, date, datetime, time or duration.",
      "value",
    );
  let made = value === undefined ? type.lower(params, site) : lowerExpression(value, site, "value", target);
  if (made === undefined || complaints > 0) return undefined;
  if (params.max_length !== undefined) made = cutMade(made, params.max_length, false, site);
  if (complaints > 0) return undefined;
  let source = site.own("", made);
  const wrap = (part: string, wrapped: Made): void => {
    source = site.own(part, wrapped);
  };
  if ((params.null ?? 0) > 0)
    wrap("#null", {
      ...typeOf(source),
      kernel: nullable(params.null!),
      inputs: [source],
      nullable: true,
      does: `null in ${params.null! * 100} % of rows`,
    });
  if (params.when !== undefined) {
    const condition = lowerExpression(params.when, site, "when", { kind: "boolean" });
    if (condition === undefined) return undefined;
    wrap("#when", {
      ...typeOf(source),
      kernel: onlyWhen,
      inputs: [source, site.own("#condition", condition)],
      nullable: true,
      does: `null unless ${params.when}`,
    });
  }
  return source;
}

/** The column type of a source, without its place. */
export function typeOf({ kind, scale, millis, nullable: isNullable, dictionary }: ColumnType): ColumnType {
  return { kind, scale, millis, nullable: isNullable, ...(dictionary === undefined ? {} : { dictionary }) };
}
