/** What the house check needs to know of one source file, read with a real parser. */
import { parseSync } from "oxc-parser";
import { IMPURE, INEXACT } from "./house-rules.ts";

export interface Found {
  readonly line: number;
  readonly what: string;
}

export interface ModuleFacts {
  /** Every module named by an import, a re-export, a dynamic import or an import type. */
  readonly imports: readonly Found[];
  /** Lines that hold more than blanks and comments. */
  readonly codeLines: number;
  /** Uses of what is not pure: keys of IMPURE. */
  readonly impure: readonly Found[];
  /** Uses of what is not exact: `Math.pow`, `**`. */
  readonly inexact: readonly Found[];
  readonly errors: readonly Found[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

function* walk(
  node: Node,
  parent?: Node,
  key?: string,
): Generator<readonly [Node, Node | undefined, string | undefined]> {
  yield [node, parent, key];
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (isNode(child)) yield* walk(child, node, name);
    }
  }
}

/** The text of a string literal or of a template without holes. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Identifier" ? (node["name"] as string) : undefined;

const memberName = (node: Node): string | undefined =>
  node["computed"] ? textOf(node["property"]) : nameOf(node["property"]);

const isBigInt = (node: unknown): boolean =>
  isNode(node) && node.type === "Literal" && typeof node["value"] === "bigint";

const TYPES = new Set(["TSTypeReference", "TSQualifiedName", "TSTypeQuery", "TSInterfaceHeritage"]);

/** Whether an identifier stands for a value in scope rather than for a name of a property. */
const isReference = (parent: Node | undefined, key: string | undefined): boolean =>
  !(parent?.type === "MemberExpression" && key === "property" && !parent["computed"]) &&
  !(key === "key" && !parent?.["computed"] && !parent?.["shorthand"]) &&
  !TYPES.has(parent?.type ?? "");

function impurity(node: Node, parent: Node | undefined, key: string | undefined): string | undefined {
  if (node.type === "MemberExpression") {
    const name = memberName(node) ?? "";
    const full = `${nameOf(node["object"]) ?? ""}.${name}`;
    if (full in IMPURE) return full;
    if (name === "localeCompare") return name;
    if (name.startsWith("toLocale")) return "toLocale";
  }
  if (node.type === "Identifier" && isReference(parent, key)) {
    const name = node["name"] as string;
    if (name === "Intl" || name === "performance" || name === "globalThis") return name;
  }
  if ((node.type === "NewExpression" || node.type === "CallExpression") && nameOf(node["callee"]) === "Date") {
    const given = (node["arguments"] as readonly unknown[]).length;
    if (given === 0 || node.type === "CallExpression") return "new Date()";
    if (given > 1) return "new Date(year, month)";
  }
  return undefined;
}

function inexactness(node: Node, parent: Node | undefined, key: string | undefined): string | undefined {
  if (node.type === "MemberExpression" && nameOf(node["object"]) === "Math") {
    const name = memberName(node);
    if (name === undefined) return "Math[...]";
    return INEXACT.has(name) ? `Math.${name}` : undefined;
  }
  if (
    nameOf(node) === "Math" &&
    isReference(parent, key) &&
    !(parent?.type === "MemberExpression" && key === "object")
  ) {
    return "Math under another name";
  }
  const power = node["operator"] === "**" || node["operator"] === "**=";
  // Powers of big integers are exact.
  return power && !isBigInt(node["left"]) && !isBigInt(node["right"]) ? "**" : undefined;
}

function countCodeLines(source: string, comments: readonly { readonly start: number; readonly end: number }[]): number {
  let code = "";
  let at = 0;
  for (const { start, end } of comments) {
    code += source.slice(at, start) + source.slice(start, end).replace(/[^\n]/g, " ");
    at = end;
  }
  return (code + source.slice(at)).split("\n").filter((line) => line.trim() !== "").length;
}

/** Reads the facts of one file; `file` tells the parser its language. */
export function readModule(file: string, source: string): ModuleFacts {
  const { program, comments, errors } = parseSync(file, source);
  const line = (offset: number): number => source.slice(0, offset).split("\n").length;
  const imports: Found[] = [];
  const impure: Found[] = [];
  const inexact: Found[] = [];
  for (const [node, parent, key] of walk(program as unknown as Node)) {
    if (IMPORTING.has(node.type)) {
      const what = textOf(node["source"] ?? node["argument"]);
      if (what !== undefined) imports.push({ line: line(node.start), what });
    }
    const unclean = impurity(node, parent, key);
    if (unclean) impure.push({ line: line(node.start), what: unclean });
    const rough = inexactness(node, parent, key);
    if (rough) inexact.push({ line: line(node.start), what: rough });
  }
  return {
    imports,
    impure,
    inexact,
    codeLines: countCodeLines(source, comments),
    errors: errors.map((error) => ({ line: line(error.labels[0]?.start ?? 0), what: error.message })),
  };
}
