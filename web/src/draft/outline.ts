import { isMap } from "./edit.ts";

/** A field as the document has it; a short one, `name: uuid`, is made long. */
export type RawField = Readonly<Record<string, unknown>> & { readonly type: string };

/** A field with its name. */
export interface OutlineField {
  readonly name: string;
  readonly raw: RawField;
}

/** Rows of a table as the document has them. */
type RowsSaid = number | ({ readonly per: string } & Readonly<Record<string, unknown>>) | undefined;

/** A rule with its place in the document. */
export interface OutlineRule {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
}

/** A table as the builder shows it. */
export interface OutlineTable {
  readonly name: string;
  readonly rows: RowsSaid;
  readonly hidden: boolean;
  readonly fields: readonly OutlineField[];
  readonly rules: readonly OutlineRule[];
}

/** A reference from one table to another. */
export interface Link {
  readonly table: string;
  readonly field: string;
  readonly to: string;
  readonly toField: string;
}

/** A document as the builder shows it. */
export interface Outline {
  readonly name: string;
  readonly seed: string;
  readonly tables: readonly OutlineTable[];
}

const toField = (name: string, raw: unknown): OutlineField => {
  if (typeof raw === "string") return { name, raw: { type: raw } };
  const entries = isMap(raw) ? raw : {};
  return { name, raw: { ...entries, type: typeof entries["type"] === "string" ? entries["type"] : "" } };
};

function toRows(rows: unknown): RowsSaid {
  if (typeof rows === "number") return rows;
  if (typeof rows === "string" && /^\d[\d_]*$/.test(rows)) return Number(rows.replaceAll("_", ""));
  if (isMap(rows) && typeof rows["per"] === "string") return { ...rows, per: rows["per"] };
  return undefined;
}

/** Whether tables have a place in a document; where they have none, nothing can be edited. */
export const hasRoom = (document: unknown): boolean => isMap(document) && isMap(document["tables"] ?? {});

/** What the builder needs of a document; what does not fit the shapes is left out, since the engine complains of it. */
export function toOutline(document: unknown): Outline {
  const root = isMap(document) ? document : {};
  const shared = Array.isArray(root["rules"]) ? root["rules"] : [];
  const tables = Object.entries(isMap(root["tables"]) ? root["tables"] : {}).map(([name, raw]): OutlineTable => {
    const table = isMap(raw) ? raw : {};
    const own = Array.isArray(table["rules"]) ? table["rules"] : [];
    const rulesAt = (list: readonly unknown[], at: readonly string[]): OutlineRule[] =>
      list.flatMap((rule, k) => (isMap(rule) ? [{ raw: rule, path: [...at, k] }] : []));
    const rules = [
      ...rulesAt(own, ["tables", name, "rules"]),
      ...rulesAt(shared, ["rules"]).filter((rule) => rule.raw["table"] === name),
    ];
    return {
      name,
      rows: toRows(table["rows"]),
      hidden: table["hidden"] === true,
      fields: Object.entries(isMap(table["fields"]) ? table["fields"] : {}).map(([field, value]) =>
        toField(field, value),
      ),
      rules,
    };
  });
  const { name, seed } = root;
  return {
    name: typeof name === "string" ? name : "",
    seed: typeof seed === "string" || typeof seed === "number" ? String(seed) : "",
    tables,
  };
}

/** All references of a document whose target is one field. */
export function linksOf({ tables }: Outline): readonly Link[] {
  return tables.flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, raw }) => {
      const { type, to } = raw;
      if (type !== "reference" || typeof to !== "string" || !to.includes(".")) return [];
      const dot = to.indexOf(".");
      return [{ table: name, field, to: to.slice(0, dot), toField: to.slice(dot + 1) }];
    }),
  );
}

/** The key of a table: the first field that says so, or the first that is unique. */
export const keyOf = ({ fields }: OutlineTable): OutlineField | undefined =>
  fields.find(({ raw }) => raw["key"] === true) ?? fields.find(({ raw }) => raw["unique"] === true);

/** A name that none of the others has: `field`, `field_2`, ... */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let k = 2; ; k++) if (!taken.includes(`${wanted}_${k}`)) return `${wanted}_${k}`;
}

/** The value of a field as the document has it, as short as it goes. */
export const toRaw = (raw: RawField): unknown => (Object.keys(raw).length === 1 ? raw.type : raw);
