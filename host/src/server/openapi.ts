import { STATUS_CODES } from "node:http";
import swagger from "@fastify/swagger";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { VERSION } from "../config.ts";
import { PROBLEM_TYPE } from "./problem.ts";

/** A call as one would write it: what stands for the parameters, and what it sends. */
interface Example {
  /** Of parameters in the path: `$JOB` where absent for `id` of a job. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** Fields of a form; `@name` is a file. */
  readonly form?: Readonly<Record<string, string>>;
  /** More words of curl: `-OJ`. */
  readonly options?: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** How the documentation calls it. */
    example?: Example;
    /** Other ways to call it. */
    examples?: readonly Example[];
    /** Schema of a body of `multipart/form-data`, beside or instead of JSON. */
    form?: Readonly<Record<string, unknown>>;
    /** Errors that it has beside those that all calls of its kind have. */
    errors?: readonly (keyof typeof ERRORS)[];
  }
}

/** Where the server is, in texts of the document: put in when it is asked for. */
export const HERE = "http://127.0.0.1:8080";

/** The address that a request was sent to, where it is one. */
export const hereOf = ({ protocol, host }: FastifyRequest): string =>
  /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : HERE;

const TAGS = {
  jobs: "Data on commission: made by threads or other machines, paused, resumed, downloaded.",
  "quick start": "One call from a name and a number to a job.",
  schemas: "Check, preview, explain and extract schemas; nothing is kept.",
  templates: "Schemas to keep and use again.",
  domains: "Subjects of text data sets.",
  "data sets": "Files that you bring.",
  connections: "Your databases. Addresses are used once and kept nowhere.",
  backends: "Who makes data.",
  analytics: "What your jobs came to.",
  access: "Users, keys and sessions.",
  agents: "The tools of docs/mcp.md, over the Model Context Protocol.",
  platform: "The server itself.",
} as const;

/** What is wrong, by status; `422` and the like are explained once more by their `code`. */
const ERRORS = {
  400: "The request is not as described; `issues` has every fault.",
  401: "Who asks is not known: no key or token, or one that is wrong or too old.",
  403: "Whoever asks may not.",
  404: "There is no such thing, or it is another user's.",
  409: "What it is about is in another state.",
  413: "More bytes than this call takes.",
  415: "The body is of a kind that this call does not take.",
  416: "The file has no such range; `Content-Range` has its length.",
  422: "The request is as described, but what it asks for has faults.",
  429: "Too many requests, or more than a limit allows; `Retry-After` says when to come again.",
  502: "A database, store or service refuses.",
  503: "A database, store or service does not answer; try again after `Retry-After`.",
} as const;

type Json = Record<string, unknown>;
interface Operation extends Json {
  parameters?: (Json & { name: string; in: string })[];
  requestBody?: Json;
  responses?: Record<string, Json & { description?: string }>;
  security?: unknown;
}

const METHODS = ["get", "put", "post", "delete", "patch"] as const;
const SHELL_PLAIN = /^[\w@%+=:,./-]+$/;

const quote = (text: string): string => (SHELL_PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The call as a line of curl; `$SEMBLANCE_KEY` and ids are variables of the shell. */
function toCurl(method: string, url: string, example: Example, isPublic: boolean): string {
  const path = url.replaceAll(/\{(\w+)\}/g, (_, name: string) => example.path?.[name] ?? `$${name.toUpperCase()}`);
  const query = example.query === undefined ? "" : `?${example.query}`;
  const isPlain = method === "get" || (method === "post" && (example.body !== undefined || example.form !== undefined));
  return [
    `curl -sS${method === "head" ? "I" : ""} ${isPlain || method === "head" ? "" : `-X ${method.toUpperCase()} `}"${HERE}${path}${query}"`,
    ...(isPublic ? [] : [`-H "X-API-Key: $SEMBLANCE_KEY"`]),
    ...(example.body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(example.body))}`]),
    ...Object.entries(example.form ?? {}).map(([name, value]) => `-F ${quote(`${name}=${value}`)}`),
    ...(example.options === undefined ? [] : [example.options]),
  ].join(" ");
}

/** Names of the components that a part of the document refers to. */
function referred(part: unknown, found: Set<string>, components: Json): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key !== "$ref" || typeof value !== "string") referred(value, found, components);
    else {
      const name = value.slice("#/components/schemas/".length);
      if (found.has(name)) continue;
      found.add(name);
      referred(components[name], found, components);
    }
  }
}

const PROBLEM = { content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } } };

/** Statuses of errors that a call can have, as far as its description tells. */
function errorsOf(operation: Operation, path: string): readonly number[] {
  const { requestBody, parameters = [], responses = {} } = operation;
  const access = operation["x-access"];
  const isPublic = access === "public";
  const takes = requestBody !== undefined;
  return [
    ...(takes || parameters.length > 0 ? [400] : []),
    ...(isPublic ? [] : [401]),
    ...(access === "admin" || (access !== "public" && takes) ? [403] : []),
    ...(path.includes("{id}") ? [404] : []),
    ...(takes ? [413, 415] : []),
    ...("206" in responses ? [416] : []),
    ...(takes || parameters.length > 0 ? [422] : []),
    429,
    ...((operation["x-errors"] ?? []) as readonly number[]),
  ];
}

function finishOperation(operation: Operation, path: string): void {
  const { responses = {} } = operation;
  for (const [status, response] of Object.entries(responses)) {
    if (response.description === undefined || response.description === "Default Response") {
      response.description = STATUS_CODES[status] ?? "Answer";
    }
  }
  for (const status of errorsOf(operation, path)) {
    responses[String(status)] ??= { description: ERRORS[status as keyof typeof ERRORS], ...PROBLEM };
  }
  responses["5XX"] ??= { description: "A fault of the server.", ...PROBLEM };
  delete operation["x-errors"];
}

/** The document without components that nothing refers to, and with the problems that every call can have. */
function finish(document: Json): Json {
  const paths = document["paths"] as Record<string, Record<string, Operation>>;
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) if (item[method] !== undefined) finishOperation(item[method], path);
  }
  const components = document["components"] as { schemas: Json } & Json;
  const found = new Set<string>();
  referred(paths, found, components.schemas);
  const schemas = Object.fromEntries([...found].sort().map((name) => [name, components.schemas[name]]));
  return { ...document, components: { ...components, schemas } };
}

/** Describes every route that comes after; the document is `app.swagger()`. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Semblance",
        version: VERSION,
        description: "Any amount of realistic data from a description. Errors are problem documents of RFC 9457.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: HERE }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: "X-API-Key" },
          bearer: { type: "http", scheme: "bearer", description: "A key or a token." },
          session: { type: "apiKey", in: "cookie", name: "semblance_session" },
          query: { type: "apiKey", in: "query", name: "api_key", description: "Where a header is impossible." },
        },
      },
    },
    transform: (given) => {
      const { config } = given.route;
      const isPublic = config?.access === "public";
      if (given.schema === undefined || given.schema.summary === undefined) {
        return { schema: { ...given.schema, hide: true }, url: given.url };
      }
      const { schema, url } = jsonSchemaTransform(given);
      const path = url.replaceAll(/:(\w+)/g, "{$1}");
      const method = [given.route.method].flat()[0]!.toLowerCase();
      const examples = [config?.example ?? {}, ...(config?.examples ?? [])];
      return {
        url,
        schema: {
          ...schema,
          description: schema["description"] ?? `${schema["summary"]}.`,
          security: isPublic ? [] : [{ key: [] }, { bearer: [] }, { session: [] }, { query: [] }],
          "x-access": config?.access,
          "x-codeSamples": examples.map((example) => ({
            lang: "Shell",
            label: "curl",
            source: toCurl(method, path, example, isPublic),
          })),
          ...(config?.form === undefined ? {} : { "x-form": config.form }),
          ...(config?.errors === undefined ? {} : { "x-errors": config.errors }),
        } as typeof schema,
      };
    },
    transformObject: (given) => {
      const document = jsonSchemaTransformObject(given) as unknown as Json;
      const paths = document["paths"] as Record<string, Record<string, Operation>>;
      for (const item of Object.values(paths)) {
        for (const operation of Object.values(item)) {
          const { "x-form": form, ...rest } = operation;
          if (form === undefined) continue;
          const { content } = (rest.requestBody ?? {}) as { content?: Json };
          delete operation["x-form"];
          operation.requestBody = { required: true, content: { ...content, "multipart/form-data": { schema: form } } };
        }
      }
      return finish(document);
    },
  });
}
