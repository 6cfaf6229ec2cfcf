import { fieldTypes, schemaJson } from "@semblance/engine";
import type { ParamInfo, RuleInfo, TypeInfo, Widget } from "./builder-protocol.ts";

/** The part of JSON Schema that the engine's document uses. */
interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

const COMMON = new Set(["type", "description", "null", "when", "unique", "key", "max_length", "hidden", "value"]);
const MOMENTS = /ISO 8601|A span such as|hh:mm/;
const FIELDS = /^Another field|(?:^|[ :])(?:An?|The) (?:\w+ ){0,4}field|Another reference/;

type Resolve = (shape: Shape) => Shape;

function widgetOf(name: string, shape: Shape, resolve: Resolve): Widget {
  const { type, description = "" } = shape;
  if (name === "distribution") return "distribution";
  if (Array.isArray(type)) return type.includes("number") && type.includes("string") ? "bound" : "yaml";
  if (shape.enum !== undefined) return "choice";
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return type;
  if (type === "string") {
    if (MOMENTS.test(description)) return "moment";
    return FIELDS.test(description) ? "field" : "text";
  }
  const parts = shape.anyOf?.map(resolve) ?? [];
  if (parts.length > 0 && parts.every((part) => part.const !== undefined)) return "choice";
  const listed = parts.some(({ type: kind, items }) => kind === "array" && items !== undefined);
  const weighed = parts.some(
    ({ type: kind, additionalProperties: rest }) =>
      kind === "object" && typeof rest === "object" && ["number", "integer"].includes(String(resolve(rest).type)),
  );
  return listed && weighed ? "weights" : "yaml";
}

function paramOf(name: string, raw: Shape, required: boolean, resolve: Resolve): ParamInfo {
  const shape = resolve(raw);
  const widget = widgetOf(name, shape, resolve);
  const least = shape.minimum ?? shape.exclusiveMinimum;
  const options = shape.enum ?? shape.anyOf?.flatMap((part) => resolve(part).const ?? []);
  const about = shape.description ?? "";
  return {
    name,
    about,
    widget,
    required,
    ...(least === undefined || widget === "yaml" ? {} : { min: least }),
    ...(shape.maximum === undefined || widget === "yaml" ? {} : { max: shape.maximum }),
    ...(widget === "choice" && options !== undefined ? { options } : {}),
  };
}

/** Every field type with its parameters, from the JSON Schema that the engine gives of its documents. */
export function describeTypes(): readonly TypeInfo[] {
  const document = schemaJson() as Shape & { readonly $defs?: Readonly<Record<string, Shape>> };
  const resolve: Resolve = (shape) => {
    const name = shape.$ref?.split("/").at(-1);
    if (name === undefined) return shape;
    const { $ref: _, ...own } = shape;
    return { ...resolve(document.$defs?.[name] ?? {}), ...own };
  };
  const found = new Map<string, Shape>();
  const collect = (raw: Shape): void => {
    const shape = resolve(raw);
    const type = resolve(shape.properties?.["type"] ?? {}).const;
    if (typeof type === "string") found.set(type, shape);
    for (const branch of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) collect(branch);
  };
  const tables = resolve(document.properties!["tables"]!);
  const table = resolve(tables.additionalProperties as Shape);
  collect(resolve(resolve(table.properties!["fields"]!).additionalProperties as Shape));
  return fieldTypes.map((declared): TypeInfo => {
    const { name, summary, example = {}, ownsValue } = declared;
    const { properties = {}, required = [] } = found.get(name) ?? {};
    const params = Object.entries(properties)
      .filter(([param]) => !COMMON.has(param) || (param === "value" && ownsValue === true))
      .map(([param, shape]) => paramOf(param, shape, required.includes(param), resolve));
    const { type: _, ...rest } = example;
    return { name, summary, params, example: rest, derived: declared.derived !== undefined };
  });
}

const KINDS = [
  "check",
  "when",
  "combinations",
  "one_hot",
  "one_of",
  "any_of",
  "parts",
  "total",
  "lifecycle",
  "versions",
];

/** Every kind of rule that the engine's documents may have, with what it is for. */
export function describeRules(): readonly RuleInfo[] {
  const document = schemaJson() as Shape & { readonly $defs?: Readonly<Record<string, Shape>> };
  const seen = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties, description } = node as Shape;
    const kind = KINDS.find((name) => properties !== undefined && Object.hasOwn(properties, name));
    const isRule = kind !== undefined && description !== undefined && properties!["type"] === undefined;
    if (isRule && !seen.has(kind)) seen.set(kind, description);
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(document);
  return KINDS.filter((name) => seen.has(name)).map((name) => ({ name, summary: seen.get(name)! }));
}
