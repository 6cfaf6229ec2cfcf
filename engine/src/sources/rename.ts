type Plain = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** A text of a document that names what is renamed, and what it becomes. */
export interface Renaming {
  readonly at: Path;
  readonly value: string;
}

const EXPRESSIONS = new Set(["value", "when", "then", "check", "where"]);
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
const TABLES = new Set(["to", "per", "table", "of", "from", "parent"]);

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A name in an expression, where it stands for itself and is neither quoted nor part of another path. */
function inExpression(text: string, from: string, to: string): string {
  const name = new RegExp(String.raw`(?<![\w.$])${escaped(from)}(?![\w$(])`, "g");
  return text.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"']+/g, (piece) =>
    /^["']/.test(piece) ? piece : piece.replaceAll(name, () => to),
  );
}

/** What a path of names becomes: `old` and `old.x`. */
const inPath = (text: string, from: string, to: string): string =>
  text === from ? to : text.startsWith(`${from}.`) ? to + text.slice(from.length) : text;

const inTemplate = (text: string, from: string, to: string): string =>
  text.replaceAll(/\{\{\s*([^}]*?)\s*\}\}/g, (_, path: string) => `{{${inPath(path, from, to)}}}`);

interface Found {
  readonly at: Path;
  readonly text: string;
  /** The nearest key above it. */
  readonly key: string;
}

function* textsIn(node: unknown, at: Path): Generator<Found> {
  if (typeof node === "string") yield { at, text: node, key: at.findLast((part) => typeof part === "string") ?? "" };
  else if (Array.isArray(node)) for (const [k, item] of node.entries()) yield* textsIn(item, [...at, k]);
  else if (isPlain(node)) for (const [key, item] of Object.entries(node)) yield* textsIn(item, [...at, key]);
}

/** `email: internet.email` is a type. */
const isType = (at: Path): boolean => at.length === 4 && at[2] === "fields";
const isFree = ({ at }: Found): boolean => isType(at) || at.some((part) => FREE.has(String(part)));

function inText(found: Found, from: string, to: string): string {
  const { text, key, at } = found;
  if (isType(at)) return text;
  if (EXPRESSIONS.has(key)) return inExpression(text, from, to);
  if (key === "template" || key === "prompt") return inTemplate(text, from, to);
  return isFree(found) && !at.includes("rules") ? text : inPath(text, from, to);
}

/** The texts that name a field: expressions, templates, references and rules of its table, and paths of others to it. */
export function renameField(document: Plain, table: string, from: string, to: string): readonly Renaming[] {
  const changed: Renaming[] = [];
  for (const [name, node] of Object.entries(isPlain(document["tables"]) ? document["tables"] : {})) {
    const fields = isPlain(node) && isPlain(node["fields"]) ? node["fields"] : {};
    const arrows = Object.entries(fields)
      .filter(([, raw]) => isPlain(raw) && raw["type"] === "reference" && String(raw["to"]).startsWith(`${table}.`))
      .map(([arrow]) => arrow);
    for (const found of textsIn(node, ["tables", name])) {
      let { text } = found;
      if (name === table && found.key !== "to" && found.key !== "per") text = inText(found, from, to);
      for (const arrow of arrows) text = inText({ ...found, text }, `${arrow}.${from}`, `${arrow}.${to}`);
      text = inPath(text, `${table}.${from}`, `${table}.${to}`);
      if (text !== found.text) changed.push({ at: found.at, value: text });
    }
  }
  return changed;
}

/** The texts that name a table: references to it, rows counted by it, sums over it. */
export function renameTable(document: Plain, from: string, to: string): readonly Renaming[] {
  return [...textsIn(document, [])]
    .filter((found) => !isFree(found) && (TABLES.has(found.key) || found.text.startsWith(`${from}.`)))
    .map(({ at, text }) => ({ at, text, value: inPath(text, from, to) }))
    .filter(({ text, value }) => text !== value)
    .map(({ at, value }) => ({ at, value }));
}
