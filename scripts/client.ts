/** Writes host/src/client/paths.d.ts from our OpenAPI document. Run: node scripts/client.ts */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

type Shape = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema?: Shape }>>;
interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Shape }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

const quote = (text: string): string => JSON.stringify(text);
const indent = (depth: number): string => "  ".repeat(depth);

function objectType(shape: Shape, depth: number): string {
  const properties = Object.entries((shape["properties"] ?? {}) as Record<string, Shape>);
  if (properties.length === 0) return "Record<string, unknown>";
  const required = new Set((shape["required"] ?? []) as readonly string[]);
  const lines = properties.map(([name, own]) => {
    const type = typeOf(own, depth + 1);
    const mayLack = type === "unknown" ? "" : " | undefined";
    return `${indent(depth + 1)}${quote(name)}${required.has(name) ? `: ${type}` : `?: ${type}${mayLack}`};`;
  });
  return `{\n${lines.join("\n")}\n${indent(depth)}}`;
}

/** The TypeScript type of a JSON Schema, as far as our document uses it. */
function typeOf(shape: Shape, depth: number): string {
  const { $ref: reference, anyOf, oneOf, enum: values, const: value, type, items, format } = shape;
  if (typeof reference === "string") {
    return `components["schemas"][${quote(reference.slice(reference.lastIndexOf("/") + 1))}]`;
  }
  const choices = (anyOf ?? oneOf) as readonly Shape[] | undefined;
  if (choices !== undefined) return [...new Set(choices.map((choice) => typeOf(choice, depth)))].join(" | ");
  if (value !== undefined) return JSON.stringify(value);
  if (Array.isArray(values)) return values.map((each) => JSON.stringify(each)).join(" | ");
  if (Array.isArray(type)) return type.map((each: string) => typeOf({ ...shape, type: each }, depth)).join(" | ");
  switch (type) {
    case "object":
      return isMap(shape)
        ? `Record<string, ${typeOf(shape["additionalProperties"] as Shape, depth)}>`
        : objectType(shape, depth);
    case "array":
      return `(${typeOf((items ?? {}) as Shape, depth)})[]`;
    case "string":
      return format === "binary" ? "Blob" : "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
    case "null":
      return type;
    default:
      return "unknown";
  }
}

const isMap = ({ properties, additionalProperties: more }: Shape): boolean =>
  properties === undefined && typeof more === "object" && more !== null && Object.keys(more).length > 0;

function contentType(content: Content | undefined, depth: number): string {
  const entries = Object.entries(content ?? {});
  if (entries.length === 0) return "content?: never;";
  const lines = entries.map(
    ([type, { schema }]) => `${indent(depth + 1)}${quote(type)}: ${typeOf(schema ?? {}, depth + 1)};`,
  );
  return `content: {\n${lines.join("\n")}\n${indent(depth)}};`;
}

const isProblem = (content: Content | undefined): boolean =>
  Object.keys(content ?? {}).join() === "application/problem+json";

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const places = ["query", "header", "path", "cookie"].map((place) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) return `        ${place}?: never;`;
    const isNeeded = own.some(({ required }) => required === true);
    const lines = own.map(
      ({ name, required, schema }) => `          ${quote(name)}${required === true ? "" : "?"}: ${typeOf(schema, 5)};`,
    );
    return `        ${place}${isNeeded ? "" : "?"}: {\n${lines.join("\n")}\n        };`;
  });
  const body =
    requestBody === undefined
      ? "      requestBody?: never;"
      : `      requestBody: {\n        ${contentType(requestBody.content, 4)}\n      };`;
  const answers = Object.entries(responses).map(([status, { content }]) => {
    const name = /^\d+$/.test(status) ? status : quote(status);
    if (isProblem(content)) return `        ${name}: Refused;`;
    return `        ${name}: {\n          headers: { [name: string]: unknown };\n          ${contentType(content, 5)}\n        };`;
  });
  return `{\n      parameters: {\n${places.join("\n")}\n      };\n${body}\n      responses: {\n${answers.join("\n")}\n      };\n    };`;
}

/** The types of a document, as openapi-fetch wants them. */
export function clientTypes({ paths, components }: Described): string {
  const calls = Object.entries(paths).map(([path, item]) => {
    const methods = Object.entries(item).map(([method, operation]) => `    ${method}: ${operationType(operation)}`);
    return `  ${quote(path)}: {\n${methods.join("\n")}\n  };`;
  });
  const shapes = Object.entries(components.schemas).map(([name, shape]) => `    ${quote(name)}: ${typeOf(shape, 2)};`);
  return `/** Written by scripts/client.ts from the OpenAPI document; never edited. */
interface Refused {
  headers: { [name: string]: unknown };
  content: { "application/problem+json": components["schemas"]["Problem"] };
}

export interface paths {
${calls.join("\n")}
}

export interface components {
  schemas: {
${shapes.join("\n")}
  };
}
`;
}

/** The document of a server that is started for it. */
async function readDocument(): Promise<Described> {
  const home = mkdtempSync(join(tmpdir(), "semblance-client-"));
  const main = fileURLToPath(new URL("../host/src/cli/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "serve", "--port", "0", "--json"], {
    env: { ...process.env, SEMBLANCE_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    return (await (await fetch(`${new URL(url).origin}/api/openapi.json`)).json()) as Described;
  } finally {
    child.kill();
    await once(child, "exit");
    rmSync(home, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  writeFileSync(new URL("../host/src/client/paths.d.ts", import.meta.url), clientTypes(await readDocument()));
}
