// For tests: requests of every call of an OpenAPI document, as it describes them and broken, and whether the answers are as it says.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as fc from "fast-check";

type Shape = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Shape }>>;

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Shape;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly "x-codeSamples"?: readonly { readonly source: string }[];
}

/** What an OpenAPI document has that is needed here. */
export interface Described {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

/** One call. */
export interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** All calls of a document. */
export const callsOf = ({ paths }: Described): Call[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, method, path, operation })),
  );

const MOST_DEPTH = 3;
const text = (shape: Shape): fc.Arbitrary<string> => {
  const least = Number(shape["minLength"] ?? 0);
  return fc.string({ minLength: least, maxLength: Math.max(least, Math.min(30, Number(shape["maxLength"] ?? 30))) });
};

/** Values as a shape says. */
function valid(shape: Shape, document: Described, depth = 0): fc.Arbitrary<unknown> {
  const { $ref: reference, anyOf, oneOf, enum: values, const: value, type, items, examples } = shape;
  if (typeof reference === "string") {
    return valid(document.components.schemas[reference.slice(reference.lastIndexOf("/") + 1)]!, document, depth);
  }
  const own = ((): fc.Arbitrary<unknown> => {
    const choices = (anyOf ?? oneOf) as readonly Shape[] | undefined;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => valid(choice, document, depth)));
    if (value !== undefined) return fc.constant(value);
    if (Array.isArray(values)) return fc.constantFrom(...(values as unknown[]));
    switch (type) {
      case "object": {
        const properties = Object.entries((shape["properties"] ?? {}) as Record<string, Shape>);
        if (properties.length === 0)
          return fc.dictionary(
            fc.string({ maxLength: 8 }),
            depth > MOST_DEPTH ? fc.integer() : fc.jsonValue({ maxDepth: 2 }),
            { maxKeys: 3 },
          );
        const model = Object.fromEntries(properties.map(([name, inner]) => [name, valid(inner, document, depth + 1)]));
        return fc.record(model, { requiredKeys: (shape["required"] ?? []) as string[] });
      }
      case "array":
        return fc.array(valid((items ?? {}) as Shape, document, depth + 1), {
          minLength: Number(shape["minItems"] ?? 0),
          maxLength: 3,
        });
      case "integer":
      case "number": {
        const min = Math.max(Number(shape["minimum"] ?? -1000), -1e9);
        const max = Math.min(Number(shape["maximum"] ?? 2000), 1e13);
        return type === "integer"
          ? fc.oneof(fc.integer({ min, max: Math.min(max, min + 2000) }), fc.constant(max))
          : fc.double({ min, max, noNaN: true });
      }
      case "boolean":
        return fc.boolean();
      case "string":
        if (shape["format"] === "uuid") return fc.uuid();
        if (shape["format"] === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
        if (shape["format"] === "date") return fc.constantFrom("2026-01-31", "1999-12-31");
        return text(shape);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  })();
  return Array.isArray(examples) && examples.length > 0
    ? fc.oneof({ weight: 2, arbitrary: own }, { weight: 1, arbitrary: fc.constantFrom(...(examples as unknown[])) })
    : own;
}

/** Values that a shape says, one of them replaced, left out or added to; or anything at all. */
function broken(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const spoilt = fc.tuple(good, fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([value, at, other]) => {
    if (typeof value !== "object" || value === null) return other;
    const keys = [...Object.keys(value), "unheard_of"];
    return { ...value, [keys[at % keys.length]!]: other };
  });
  return fc.oneof(spoilt, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom("", "{", "\0", [], null));
}

/** Checks of the answers that a document describes, by call, status and media type. */
export function describedAnswers(document: Described): (schema: Shape) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "document", components: document.components });
  const known = new Map<string, ValidateFunction>();
  return (schema) => {
    const absolute = JSON.stringify(schema).replaceAll('"#/components', '"document#/components');
    const check = known.get(absolute) ?? ajv.compile(JSON.parse(absolute) as object);
    known.set(absolute, check);
    return check;
  };
}

interface Trial {
  readonly url: string;
  readonly key: string;
  /** What stands for ids, by the name of the variable in examples. */
  readonly ids: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly answers: ReturnType<typeof describedAnswers>;
  readonly document: Described;
}

const NAMES: Readonly<Record<string, string>> = {
  jobs: "JOB",
  templates: "TEMPLATE",
  domains: "DOMAIN",
  datasets: "DATASET",
};
const isDeleting = (method: string): boolean => method === "delete";

/** Sends requests of one call, and throws where an answer is not as described. */
export async function tryCall(call: Call, { url, key, ids, runs, answers, document }: Trial): Promise<void> {
  const { name, method, path, operation } = call;
  const { parameters = [], requestBody, responses } = operation;
  const resource = /^\/api\/(\w+)/.exec(path)?.[1] ?? "";
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const pathValues = fc.tuple(
    ...inPath.map((parameter) => {
      const known =
        parameter.name === "id" ? ids[NAMES[resource] ?? ""] : parameter.name === "name" ? ids["FILE"] : undefined;
      const other = fc
        .oneof(valid(parameter.schema, document), fc.string({ minLength: 1, maxLength: 20 }), fc.uuid())
        .map(String);
      return known === undefined || isDeleting(method)
        ? other
        : fc.oneof({ weight: 3, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: other });
    }),
  );
  const queryOf = (kind: "good" | "any") =>
    fc.record(
      Object.fromEntries(
        inQuery.map((parameter) => [
          parameter.name,
          kind === "good"
            ? valid(parameter.schema, document)
            : fc.oneof(valid(parameter.schema, document), fc.string()),
        ]),
      ),
      { requiredKeys: [] },
    );
  const json = requestBody?.content["application/json"]?.schema;
  const body =
    json === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 2, arbitrary: valid(json, document) },
          { weight: 1, arbitrary: broken(valid(json, document)) },
        );
  const request = fc.tuple(pathValues, fc.oneof(queryOf("good"), queryOf("any")), body);
  await fc.assert(
    fc.asyncProperty(request, async ([params, query, sent]) => {
      const filled = inPath.reduce(
        (all, parameter, k) =>
          all.replace(`{${parameter.name}}`, () => encodeURIComponent(params[k]!.toWellFormed()) || "-"),
        path,
      );
      if (/\/\.\.?(?:\/|$)/.test(filled)) return; // the client would change such an address
      const search = new URLSearchParams(
        Object.entries(query)
          .filter(([, value]) => value !== undefined)
          .map(([entry, value]): [string, string] => [entry, String(value)]),
      ).toString();
      const answer = await fetch(`${url}${filled}${search === "" ? "" : `?${search}`}`, {
        method: method.toUpperCase(),
        headers: { "x-api-key": key, ...(sent === undefined ? {} : { "content-type": "application/json" }) },
        ...(sent === undefined ? {} : { body: sent === "{" || sent === "\0" ? sent : JSON.stringify(sent) }),
        redirect: "manual",
      });
      const text = await answer.text();
      const where = `${name}: ${answer.status} ${text.slice(0, 400)}`;
      if (answer.status >= 500 && answer.status !== 502 && answer.status !== 503) throw new Error(where);
      const described = responses[String(answer.status)] ?? responses[`${String(answer.status)[0]!}XX`];
      if (described === undefined) throw new Error(`a status that is not described: ${where}`);
      if (described.content === undefined) {
        if (text !== "") throw new Error(`expected no body: ${where}`);
        return;
      }
      const type = (answer.headers.get("content-type") ?? "").split(";")[0]!;
      const media = described.content[type] ?? described.content["application/octet-stream"];
      if (media === undefined) throw new Error(`a media type that is not described, ${type}: ${where}`);
      if (!type.includes("json") || answer.headers.has("content-disposition")) return;
      const check = answers(media.schema);
      if (!check(JSON.parse(text)))
        throw new Error(`not as described: ${JSON.stringify(check.errors?.slice(0, 3))} in ${where}`);
    }),
    { numRuns: runs, seed: 1, endOnFailure: true },
  );
}
