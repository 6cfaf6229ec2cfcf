import { isMap, type Edit, type Path } from "./edit.ts";

const EXPRESSIONS = new Set(["value", "when", "then", "check", "where"]);

/** The pieces of an expression outside its quotes, changed. */
const outsideQuotes = (text: string, change: (piece: string) => string): string =>
  text.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"']+/g, (piece) =>
    /^["']/.test(piece) ? piece : change(piece),
  );

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A name in an expression, where it stands for itself and is no part of another path. */
const inExpression = (text: string, from: string, to: string): string =>
  outsideQuotes(text, (piece) =>
    piece.replaceAll(new RegExp(String.raw`(?<![\w.$])${escaped(from)}(?![\w$(])`, "g"), () => to),
  );

function* textsIn(node: unknown, path: Path): Generator<{ path: Path; text: string; key: string }> {
  if (typeof node === "string") {
    const key = [...path].toReversed().find((part) => typeof part === "string");
    yield { path, text: node, key: String(key) };
  } else if (Array.isArray(node)) {
    for (const [k, item] of node.entries()) yield* textsIn(item, [...path, k]);
  } else if (isMap(node)) {
    for (const [key, item] of Object.entries(node)) yield* textsIn(item, [...path, key]);
  }
}

/** What a path of names becomes: `old` and `old.x`. */
const inPath = (text: string, from: string, to: string): string =>
  text === from ? to : text.startsWith(`${from}.`) ? to + text.slice(from.length) : text;

const inTemplate = (text: string, from: string, to: string): string =>
  text.replaceAll(/\{\{\s*([^}]*?)\s*\}\}/g, (_, path: string) => `{{${inPath(path, from, to)}}}`);

/** Parameters that never name a field. */
const FREE = new Set([
  "type",
  "description",
  "format",
  "pattern",
  "values",
  "options",
  "locale",
  "name",
  "distribution",
  "season",
]);

function renamedText({ text, key, path }: { text: string; key: string; path: Path }, from: string, to: string): string {
  if (EXPRESSIONS.has(key)) return inExpression(text, from, to);
  if (key === "template" || key === "prompt") return inTemplate(text, from, to);
  return path.some((part) => FREE.has(String(part))) && !path.includes("rules") ? text : inPath(text, from, to);
}

/** The changes that give a field another name, everywhere where it is named: expressions, templates, references, rules. */
export function renameField(document: unknown, table: string, from: string, to: string): readonly Edit[] {
  const tables = isMap(document) && isMap(document["tables"]) ? document["tables"] : {};
  const edits: Edit[] = [];
  for (const [name, node] of Object.entries(tables)) {
    const fields = isMap(node) && isMap(node["fields"]) ? node["fields"] : {};
    const arrows = Object.entries(fields).filter(
      ([, raw]) => isMap(raw) && raw["type"] === "reference" && String(raw["to"]).startsWith(`${table}.`),
    );
    for (const found of textsIn(node, ["tables", name])) {
      let { text } = found;
      if (name === table && found.key !== "to" && found.key !== "per") text = renamedText({ ...found, text }, from, to);
      for (const [arrow] of arrows) text = renamedText({ ...found, text }, `${arrow}.${from}`, `${arrow}.${to}`);
      if (text === `${table}.${from}` || text.startsWith(`${table}.${from}.`))
        text = inPath(text, `${table}.${from}`, `${table}.${to}`);
      if (text !== found.text) edits.push({ do: "set", at: found.path, value: text });
    }
  }
  return [...edits, { do: "rename", at: ["tables", table, "fields", from], to }];
}

/** The changes that give a table another name, everywhere where it is named. */
export function renameTable(document: unknown, from: string, to: string): readonly Edit[] {
  const edits: Edit[] = [];
  for (const found of textsIn(document, [])) {
    const names =
      ["to", "per", "table", "of", "from", "parent"].includes(found.key) || found.text.startsWith(`${from}.`);
    const free = found.path.some((part) => FREE.has(String(part)));
    const text = names && !free ? inPath(found.text, from, to) : found.text;
    if (text !== found.text) edits.push({ do: "set", at: found.path, value: text });
  }
  const dirty = isMap(document) && isMap(document["dirty"]) && Object.hasOwn(document["dirty"], from);
  if (dirty) edits.push({ do: "rename", at: ["dirty", from], to });
  return [...edits, { do: "rename", at: ["tables", from], to }];
}

/** The changes that remove a table together with what cannot be without it: references to it, and rows counted by it. */
export function dropTable(document: unknown, table: string): readonly Edit[] {
  const tables = isMap(document) && isMap(document["tables"]) ? document["tables"] : {};
  const edits: Edit[] = [];
  for (const [name, node] of Object.entries(tables)) {
    if (name === table || !isMap(node)) continue;
    const rows = node["rows"];
    if (isMap(rows) && rows["per"] === table) edits.push({ do: "set", at: ["tables", name, "rows"], value: 1000 });
    for (const [field, raw] of Object.entries(isMap(node["fields"]) ? node["fields"] : {})) {
      if (isMap(raw) && raw["type"] === "reference" && String(raw["to"]).startsWith(`${table}.`))
        edits.push({ do: "drop", at: ["tables", name, "fields", field] });
    }
  }
  return [...edits, { do: "drop", at: ["tables", table] }];
}
