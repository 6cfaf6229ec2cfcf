import type { Field, Model, Value } from "@mrleebo/prisma-ast";
import type {
  Catalogue,
  CatalogueColumn,
  CatalogueTable,
  CatalogueType,
  Check,
  ForeignKey,
  Note,
  UniqueKey,
} from "./catalogue.ts";
import {
  argumentOf,
  attributeOf,
  blockAttributes,
  fieldsOf,
  namesOf,
  parsePrisma,
  unquote,
  type PrismaBlocks,
} from "./prisma-blocks.ts";
import { scalarType } from "./prisma-types.ts";

const mapped = (attribute: Parameters<typeof argumentOf>[0], name: string): string =>
  unquote(argumentOf(attribute, "name", true)) ?? name;

const tableName = (model: Model): string => mapped(blockAttributes(model, "map")[0], model.name);
const columnName = (field: Field): string => mapped(attributeOf(field, "map"), field.name);

const typeName = (field: Field): string =>
  typeof field.fieldType === "string" ? field.fieldType : field.fieldType.name;

function enumValues({ enums }: PrismaBlocks, name: string): readonly string[] | undefined {
  return enums.get(name)?.enumerators.flatMap((each) => {
    if (each.type !== "enumerator") return [];
    const map = each.attributes?.find((attribute) => attribute.name === "map");
    return [mapped(map, each.name)];
  });
}

function elementType(field: Field, blocks: PrismaBlocks): CatalogueType {
  const name = typeName(field);
  const native = field.attributes?.find(({ group }) => group === "db");
  const args = (native?.args ?? []).map(({ value }) => Number(value));
  const scalar = scalarType(name, native && { name: native.name, args });
  if (scalar !== undefined) {
    const isUuid =
      scalar.kind === "text" && callOf(argumentOf(attributeOf(field, "default"), "value", true)) === "uuid";
    return isUuid && scalar.length === undefined ? { kind: "uuid", native: scalar.native } : scalar;
  }
  const values = enumValues(blocks, name);
  if (values !== undefined) return { kind: "enum", values, native: name };
  return blocks.composites.has(name) ? { kind: "json", native: name } : { kind: "other", native: name };
}

/** The name of a function where the value calls one: `now`. */
const callOf = (value: Value | undefined): string | undefined =>
  typeof value === "object" && value !== null && "type" in value && value.type === "function" ? value.name : undefined;

function toDefault(value: Value | undefined): Check | undefined {
  const call = callOf(value);
  if (call !== undefined) return { text: `${call}()`, tree: { op: "call", name: call, args: [] } };
  const text = unquote(value);
  if (text === undefined) return undefined;
  if (typeof value === "string" && value.startsWith('"')) return { text: value, tree: { op: "literal", value: text } };
  if (text === "true" || text === "false") return { text, tree: { op: "literal", value: text === "true" } };
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
  return { text, tree: { op: "literal", value: isNumber ? Number(text) : text } };
}

function toColumn(field: Field, blocks: PrismaBlocks): CatalogueColumn {
  const element = elementType(field, blocks);
  const isList = field.array === true;
  const value = argumentOf(attributeOf(field, "default"), "value", true);
  const isCounted = callOf(value) === "autoincrement";
  const fallback = isCounted ? undefined : toDefault(value);
  const comment = field.comment?.replace(/^\/+\s*/, "");
  return {
    name: columnName(field),
    type: isList ? { kind: "array", native: `${element.native}[]`, element } : element,
    nullable: field.optional === true,
    ...(isCounted && { identity: "identity" }),
    ...(fallback && { default: fallback }),
    ...(comment && { comment }),
  };
}

/** What one model needs to know of the others. */
interface Reading {
  readonly blocks: PrismaBlocks;
  readonly models: ReadonlyMap<string, Model>;
  readonly notes: Note[];
}

/** Fields of a model by name, as columns; undefined where one is none. */
function toColumnNames(model: Model, names: readonly string[]): readonly string[] | undefined {
  const found = names.map((name) => fieldsOf(model).find((field) => field.name === name));
  return found.every((field) => field !== undefined) ? found.map(columnName) : undefined;
}

function primaryKeyOf(model: Model): readonly string[] {
  const single = fieldsOf(model).find((field) => attributeOf(field, "id"));
  if (single !== undefined) return [columnName(single)];
  const [block] = blockAttributes(model, "id");
  return toColumnNames(model, namesOf(argumentOf(block, "fields", true))) ?? [];
}

function toForeignKeys(model: Model, { models, notes }: Reading): readonly ForeignKey[] {
  return fieldsOf(model).flatMap((field): readonly ForeignKey[] => {
    const parent = models.get(typeName(field));
    const relation = attributeOf(field, "relation");
    const own = namesOf(argumentOf(relation, "fields"));
    if (parent === undefined || own.length === 0) return [];
    const columns = toColumnNames(model, own);
    const references = toColumnNames(parent, namesOf(argumentOf(relation, "references")));
    if (columns === undefined || references === undefined || columns.length !== references.length) {
      const text = "its relation names fields that are not there, or not as many on both sides; it is left out";
      notes.push({ path: `${tableName(model)}.${field.name}`, text });
      return [];
    }
    const name = unquote(argumentOf(relation, "map"));
    return [{ ...(name !== undefined && { name }), columns, table: tableName(parent), references }];
  });
}

function toUnique(model: Model, { blocks }: Reading): readonly UniqueKey[] {
  const nullsDistinct = blocks.provider !== "sqlserver";
  const single = fieldsOf(model).flatMap((field) =>
    attributeOf(field, "unique") ? [{ columns: [columnName(field)], nullsDistinct }] : [],
  );
  const groups = blockAttributes(model, "unique").flatMap((attribute) => {
    const columns = toColumnNames(model, namesOf(argumentOf(attribute, "fields", true)));
    const name = unquote(argumentOf(attribute, "map") ?? argumentOf(attribute, "name"));
    return columns === undefined ? [] : [{ ...(name !== undefined && { name }), columns, nullsDistinct }];
  });
  return [...single, ...groups];
}

function toTable(model: Model, reading: Reading): CatalogueTable {
  const { blocks, models } = reading;
  const columns = fieldsOf(model)
    .filter((field) => !models.has(typeName(field)))
    .map((field) => toColumn(field, blocks));
  for (const { name, type } of columns)
    if (type.kind === "other")
      reading.notes.push({ path: `${tableName(model)}.${name}`, text: `the type ${type.native} is not known` });
  const namespace = unquote(argumentOf(blockAttributes(model, "schema")[0], "name", true));
  return {
    name: tableName(model),
    ...(namespace !== undefined && namespace !== "public" && namespace !== "dbo" && { namespace }),
    columns,
    primaryKey: primaryKeyOf(model),
    unique: toUnique(model, reading),
    foreignKeys: toForeignKeys(model, reading),
    checks: [],
  };
}

const relationName = (field: Field): string | undefined =>
  unquote(argumentOf(attributeOf(field, "relation"), "name", true));

/** Tables between models whose fields are lists on both sides, named and shaped as Prisma makes them: https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/many-to-many-relations */
function junctions({ models, blocks, notes }: Reading): readonly CatalogueTable[] {
  const found = new Map<string, CatalogueTable>();
  for (const model of models.values()) {
    for (const field of fieldsOf(model)) {
      const other = field.array === true ? models.get(typeName(field)) : undefined;
      if (other === undefined) continue;
      const relation = relationName(field);
      const isCounterpart = (each: Field): boolean =>
        each !== field && each.array === true && typeName(each) === model.name && relationName(each) === relation;
      if (!fieldsOf(other).some(isCounterpart)) continue;
      const [a, b] = [model, other].toSorted((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0));
      const name = `_${relation ?? `${a!.name}To${b!.name}`}`;
      if (found.has(name)) continue;
      const keys = [a!, b!].map((each) => fieldsOf(each).find((one) => attributeOf(one, "id")));
      if (keys.some((key) => key === undefined)) {
        notes.push({
          path: name,
          text: "a table between models needs an @id of one field on both sides; it is left out",
        });
        continue;
      }
      const types = keys.map((key) => toColumn(key!, blocks).type);
      found.set(name, {
        name,
        columns: ["A", "B"].map((column, k) => ({ name: column, type: types[k]!, nullable: false })),
        primaryKey: ["A", "B"],
        unique: [],
        foreignKeys: [a!, b!].map((each, k) => ({
          columns: [k === 0 ? "A" : "B"],
          table: tableName(each),
          references: [columnName(keys[k]!)],
        })),
        checks: [],
      });
    }
  }
  return [...found.values()];
}

const PROVIDERS: Readonly<Record<string, Catalogue["origin"]>> = {
  postgresql: "postgres",
  postgres: "postgres",
  cockroachdb: "postgres",
  mysql: "mysql",
  sqlite: "sqlite",
  sqlserver: "sqlserver",
};

/** Reads a schema of Prisma. Throws SchemaError with line and column for what the grammar forbids. */
export async function readPrisma(text: string): Promise<Catalogue> {
  const blocks = await parsePrisma(text);
  const notes: Note[] = blocks.views.map((name) => ({ path: name, text: "views are left out" }));
  const models = new Map(blocks.models.map((model) => [model.name, model]));
  const reading: Reading = { blocks, models, notes };
  const tables = blocks.models.map((model) => toTable(model, reading));
  // What a database is fed follows from which one it is.
  const origin = PROVIDERS[blocks.provider ?? ""] ?? "prisma";
  return { origin, tables: [...tables, ...junctions(reading)], notes };
}
