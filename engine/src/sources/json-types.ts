import type { CatalogueColumn, CatalogueType, Check, SqlExpression } from "./catalogue.ts";
import { isRecord, type JsonDocument, type Node } from "./json-document.ts";

const LARGEST = Number.MAX_SAFE_INTEGER;
const DEEPEST = 6; // objects within objects; what is deeper is left to JSON as a whole

const VALUE: SqlExpression = { op: "column", name: "VALUE" };

const literal = (value: string | number | boolean): SqlExpression => ({ op: "literal", value });

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

type Comparison = "<" | "<=" | ">" | ">=" | "=" | "~";

const compare = (left: SqlExpression, operator: Comparison, right: string | number): Check => ({
  text: `${left.op === "call" ? "length(VALUE)" : left.op === "binary" ? "VALUE % n" : "VALUE"} ${operator} ${right}`,
  tree: { op: "binary", operator, left, right: literal(right) },
});

/** Bounds of numbers: those of drafts 3 and 4 say whether they are exclusive, later ones have two names. */
function bounds(node: Node): readonly Check[] {
  const checks: Check[] = [];
  for (const [name, exclusive, strict, loose] of [
    ["minimum", "exclusiveMinimum", ">", ">="],
    ["maximum", "exclusiveMaximum", "<", "<="],
  ] as const) {
    const limit = numberOf(node[name]);
    const beyond = numberOf(node[exclusive]);
    if (limit !== undefined) checks.push(compare(VALUE, node[exclusive] === true ? strict : loose, limit));
    if (beyond !== undefined) checks.push(compare(VALUE, strict, beyond));
  }
  return checks;
}

function textChecks(node: Node): readonly Check[] {
  const length: SqlExpression = { op: "call", name: "length", args: [VALUE] };
  const least = numberOf(node["minLength"]);
  return [
    ...(least === undefined || least === 0 ? [] : [compare(length, ">=", least)]),
    ...(typeof node["pattern"] === "string" ? [compare(VALUE, "~", node["pattern"])] : []),
  ];
}

/** Digits behind the point of 0.01; undefined where it is no power of ten. */
function scaleOf(step: number): number | undefined {
  const match = /^(?:0\.(0*)1|1e-(\d+))$/.exec(String(step));
  return match === null ? undefined : match[2] === undefined ? match[1]!.length + 1 : Number(match[2]);
}

function numberType(node: Node, isInteger: boolean): CatalogueType {
  const native = isInteger ? "integer" : "number";
  const step = numberOf(node["multipleOf"]) ?? numberOf(node["divisibleBy"]);
  const scale = step === undefined || isInteger ? undefined : scaleOf(step);
  const checks = [...bounds(node)];
  if (step !== undefined && step !== 1 && Number.isInteger(step) && step > 0) {
    checks.push(compare({ op: "binary", operator: "%", left: VALUE, right: literal(step) }, "=", 0));
  }
  const checked = checks.length === 0 ? {} : { checks };
  if (scale !== undefined) return { kind: "decimal", native, precision: 15, scale, ...checked };
  if (!isInteger && !(step !== undefined && Number.isInteger(step))) return { kind: "float", native, ...checked };
  const is32 = node["format"] === "int32";
  const max = is32 ? 2_147_483_647 : LARGEST;
  return { kind: "integer", native, min: is32 ? -max - 1 : -max, max, ...checked };
}

const MOMENTS: Readonly<Record<string, Omit<CatalogueType, "native">>> = {
  "date-time": { kind: "datetime", zoned: true },
  date: { kind: "date" },
  time: { kind: "time" },
  duration: { kind: "duration" },
  uuid: { kind: "uuid" },
  guid: { kind: "uuid" },
  binary: { kind: "binary" },
  byte: { kind: "binary" },
};

function textType(node: Node): CatalogueType {
  const format = typeof node["format"] === "string" ? node["format"] : undefined;
  const moment = format !== undefined && Object.hasOwn(MOMENTS, format) ? MOMENTS[format] : undefined;
  const native = format === undefined ? "string" : `string (${format})`;
  if (moment !== undefined) return { ...moment, native };
  if (node["contentEncoding"] === "base64") return { kind: "binary", native };
  const checks = textChecks(node);
  const length = numberOf(node["maxLength"]);
  return {
    kind: "text",
    native,
    ...(length !== undefined && length > 0 && { length }),
    ...(format !== undefined && { format }),
    ...(checks.length > 0 && { checks }),
  };
}

/** One of several values: texts as they are, numbers as a list to choose from. */
function listedType(values: readonly unknown[]): CatalogueType {
  const native = "enum";
  const known = values.filter((value) => value !== null);
  if (known.every((value) => typeof value === "string")) return { kind: "enum", native, values: known };
  if (known.every((value) => typeof value === "boolean")) {
    const tree: SqlExpression = { op: "in", arg: VALUE, list: [literal(String(known[0]))] };
    const checks: readonly Check[] = new Set(known).size === 1 ? [{ text: `VALUE = ${known[0]}`, tree }] : [];
    return { kind: "boolean", native, ...(checks.length > 0 && { checks }) };
  }
  if (!known.every((value) => typeof value === "number")) return { kind: "json", native };
  const isInteger = known.every((value) => Number.isInteger(value));
  const tree: SqlExpression = { op: "in", arg: VALUE, list: known.map(literal) };
  const checks = [{ text: `VALUE IN (${known.join(", ")})`, tree }];
  return isInteger
    ? { kind: "integer", native, min: -LARGEST, max: LARGEST, checks }
    : { kind: "float", native, checks };
}

/** What a property holds, and whether it may be null. */
interface Read {
  readonly type: CatalogueType;
  readonly nullable: boolean;
}

const JSON_TYPE: Read = { type: { kind: "json", native: "any" }, nullable: false };

/** Properties of an object, in order, as columns. */
export function readProperties(
  document: JsonDocument,
  node: Node,
  path: string,
  depth = 0,
): readonly CatalogueColumn[] {
  const properties = isRecord(node["properties"]) ? node["properties"] : {};
  const required = new Set(Array.isArray(node["required"]) ? node["required"] : []);
  return Object.entries(properties).flatMap(([name, raw]): readonly CatalogueColumn[] => {
    if (raw === false) return [];
    const { type, nullable } = readNode(document, raw, `${path}.${name}`, depth);
    const inner = document.follow(raw, "");
    const comment = inner["description"];
    const isRequired = required.has(name) || (isRecord(raw) && raw["required"] === true);
    return [{ name, type, nullable: nullable || !isRequired, ...(typeof comment === "string" && { comment }) }];
  });
}

function arrayType(document: JsonDocument, node: Node, path: string, depth: number): CatalogueType {
  const tuple = Array.isArray(node["prefixItems"])
    ? node["prefixItems"]
    : Array.isArray(node["items"])
      ? node["items"]
      : undefined;
  if (tuple !== undefined) document.note(path, "elements that differ by place are read as one kind, that of the first");
  if (node["uniqueItems"] === true) document.note(path, "that no element occurs twice is not kept");
  const element = readNode(document, tuple === undefined ? (node["items"] ?? true) : tuple[0], path, depth + 1).type;
  const min = numberOf(node["minItems"]);
  const max = numberOf(node["maxItems"]);
  return {
    kind: "array",
    native: "array",
    element,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

/** Which of the types a node may have is read: the first that is not null. */
function typesOf(node: Node): { readonly names: readonly string[]; readonly nullable: boolean } {
  const said = Array.isArray(node["type"]) ? node["type"] : node["type"] === undefined ? [] : [node["type"]];
  const names = said.filter((each): each is string => typeof each === "string" && each !== "null");
  return { names, nullable: said.includes("null") || node["nullable"] === true || node["x-nullable"] === true };
}

function impliedType(node: Node): string | undefined {
  if (isRecord(node["properties"])) return "object";
  if (node["items"] !== undefined || node["prefixItems"] !== undefined) return "array";
  if (["pattern", "minLength", "maxLength", "format"].some((key) => key in node)) return "string";
  return ["minimum", "maximum", "multipleOf", "exclusiveMinimum"].some((key) => key in node) ? "number" : undefined;
}

/** Reads a schema as the type of a column; what it cannot keep is noted. */
function readNode(document: JsonDocument, raw: unknown, path: string, depth: number): Read {
  if (!document.spend()) return JSON_TYPE;
  const node = document.follow(raw, path);
  const { names, nullable } = typesOf(node);
  if ("const" in node) return { type: listedType([node["const"]]), nullable: node["const"] === null };
  if (Array.isArray(node["enum"]) && node["enum"].length > 0) {
    return { type: listedType(node["enum"]), nullable: nullable || node["enum"].includes(null) };
  }
  const choices = document.choices(node, path);
  if (choices !== undefined) {
    if (choices.values !== undefined) return { type: listedType(choices.values), nullable: choices.nullable };
    const chosen = readNode(document, choices.node, path, depth);
    return { type: chosen.type, nullable: chosen.nullable || choices.nullable };
  }
  if (names.length > 1) document.note(path, `may be ${names.join(" or ")}; it is read as ${names[0]}`);
  switch (names[0] ?? impliedType(node)) {
    case "string":
      return { type: textType(node), nullable };
    case "integer":
      return { type: numberType(node, true), nullable };
    case "number":
      return { type: numberType(node, false), nullable };
    case "boolean":
      return { type: { kind: "boolean", native: "boolean" }, nullable };
    case "array":
      if (depth >= DEEPEST) break;
      return { type: arrayType(document, node, path, depth), nullable };
    case "object": {
      if (depth >= DEEPEST || !isRecord(node["properties"])) break;
      const fields = readProperties(document, node, path, depth + 1);
      if (fields.length === 0) break;
      return { type: { kind: "object", native: "object", fields }, nullable };
    }
    default:
      if (names.length === 0 && nullable) return { ...JSON_TYPE, nullable };
  }
  if (depth >= DEEPEST) document.note(path, `what lies deeper than ${DEEPEST} objects is not read`);
  return { ...JSON_TYPE, nullable };
}
