import { SchemaError } from "../errors.ts";
import type { Catalogue, CatalogueTable } from "./catalogue.ts";
import { parseText } from "./document.ts";
import { isRecord, openJson, type JsonDocument, type Node } from "./json-document.ts";
import { readProperties } from "./json-types.ts";
import { normalName } from "./names.ts";

/** Where a table is described, and under which name. */
interface Entry {
  readonly name: string;
  readonly raw: unknown;
}

const HINT = 'Name a JSON Schema with "properties" or "$defs", or an OpenAPI document with components.';

/** What names of tables cannot hold becomes `_`. */
const toName = (text: string): string =>
  text
    .trim()
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "");

function nameOfRoot(root: Node): string {
  const title = typeof root["title"] === "string" ? toName(root["title"]) : "";
  if (title !== "") return title;
  const id = root["$id"] ?? root["id"];
  const last = toName(/([^/#]+?)(?:\.schema)?(?:\.json)?#?$/.exec(typeof id === "string" ? id : "")?.[1] ?? "");
  return last === "" ? "root" : last;
}

const isObject = (document: JsonDocument, raw: unknown): boolean => isRecord(document.follow(raw, "")["properties"]);

const entriesOf = (node: unknown): readonly Entry[] =>
  isRecord(node) ? Object.entries(node).map(([name, raw]) => ({ name, raw })) : [];

/** Names in `$ref` everywhere below a node. */
function referencesIn(node: unknown, found: Set<string>): Set<string> {
  const stack = [node];
  for (let next = stack.pop(); next !== undefined || stack.length > 0; next = stack.pop()) {
    if (isRecord(next) && typeof next["$ref"] === "string") found.add(next["$ref"]);
    if (typeof next === "object" && next !== null) stack.push(...Object.values(next));
  }
  return found;
}

/** The root where it is an object or a list of some, and definitions that it does not use; or else all definitions. */
function tablesOf(document: JsonDocument): readonly Entry[] {
  const { root } = document;
  const components = isRecord(root["components"]) ? root["components"]["schemas"] : undefined;
  const definitions = [root["$defs"], root["definitions"], components].flatMap(entriesOf);
  const objects = definitions.filter(({ raw }) => isObject(document, raw));
  const items = document.follow(root, "")["items"];
  const own = isObject(document, root) ? root : isObject(document, items) ? items : undefined;
  if (own === undefined) return objects;
  const { $defs: _, definitions: __, ...rest } = root;
  const used = referencesIn(rest, new Set());
  for (const { name, raw } of definitions) {
    for (const reference of referencesIn(raw, new Set())) if (!reference.endsWith(`/${name}`)) used.add(reference);
  }
  const inner = new Set([...used].map((reference) => reference.slice(reference.lastIndexOf("/") + 1)));
  return [{ name: nameOfRoot(root), raw: own }, ...objects.filter(({ name }) => !inner.has(name))];
}

function toTable(document: JsonDocument, { name, raw }: Entry): CatalogueTable {
  const node = document.follow(raw, name);
  const read = readProperties(document, node, toName(name));
  // Rows have their key, whether or not a request may leave it out.
  const key = read.find(
    ({ name: column, type: { kind } }) => /^_?id$/i.test(column) && /^(?:integer|uuid|text)$/.test(kind),
  );
  const columns = read.map((column) => (column === key ? { ...column, nullable: false } : column));
  if (key !== undefined) document.note(`${toName(name)}.${key.name}`, "taken for the key: no value twice");
  const comment = node["description"];
  return {
    name: toName(name),
    columns,
    primaryKey: key === undefined ? [] : [key.name],
    unique: [],
    foreignKeys: [],
    checks: [],
    ...(typeof comment === "string" && { comment }),
  };
}

/** References by their names: `petId` and `pet_id` hold the key of the table Pet, where it is of the same kind. */
function referencesOf(
  document: JsonDocument,
  { name, columns, primaryKey }: CatalogueTable,
  tables: readonly CatalogueTable[],
): CatalogueTable["foreignKeys"] {
  return columns.flatMap((column) => {
    const thing = /^(.+)_id$/.exec(normalName(column.name))?.[1];
    const to = tables.find((table) => [thing, `${thing}s`].includes(normalName(table.name)));
    const key = to?.columns.find((each) => each.name === to.primaryKey[0]);
    if (thing === undefined || key?.type.kind !== column.type.kind || primaryKey.includes(column.name)) return [];
    document.note(`${name}.${column.name}`, `taken for a reference to ${to!.name}.${key.name}: named after it`);
    return [{ columns: [column.name], table: to!.name, references: [key.name] }];
  });
}

/** Reads a JSON Schema (draft 4 to 2020-12), or the schemas of an OpenAPI document, in JSON or YAML. Throws SchemaError for what is neither. */
export function readJsonSchema(text: string): Catalogue {
  const { document: root, issues } = parseText(text);
  if (issues.length > 0) {
    throw new SchemaError(
      issues.map(({ at, ...issue }) => ({ ...issue, path: `${at.line}:${at.column}`, code: "import/syntax" })),
    );
  }
  if (!isRecord(root)) {
    throw new SchemaError([
      { path: "", code: "import/nothing", message: "expected an object of JSON Schema; found none.", hint: HINT },
    ]);
  }
  const document = openJson(root);
  const read = tablesOf(document).map((entry) => toTable(document, entry));
  const tables = read.map((table) => ({ ...table, foreignKeys: referencesOf(document, table, read) }));
  return { origin: "json-schema", tables, notes: document.notes };
}
