import { didYouMean } from "@semblance/engine";
import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import type { ProblemIssue } from "../api/index.ts";

/** A request that is not as its description says; carries every fault. */
export class RequestFault extends Error {
  override readonly name = "RequestFault";
  readonly statusCode: number;
  readonly issues: readonly ProblemIssue[];
  constructor(issues: readonly ProblemIssue[], statusCode = 400) {
    super(issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    this.issues = issues;
    this.statusCode = statusCode;
  }
}

/** A fault of one entry of a request. */
export function requestFault(path: string, code: string, message: string, hint?: string, status = 400): RequestFault {
  return new RequestFault([{ path, code, message, ...(hint === undefined ? {} : { hint }) }], status);
}

type ZodIssue = z.core.$ZodIssue;

const PARTS: Readonly<Record<string, string>> = {
  querystring: "query",
  params: "path",
  body: "body",
  headers: "headers",
};
const MOST_SHOWN = 60;
// What stands at such places may be a secret, so its value is not repeated.
const SECRET = /pass|secret|token|key|credential|address|(^|\.)to$/i;

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};
const FORMATS: Readonly<Record<string, string>> = {
  uuid: "a UUID",
  email: "an email address",
  datetime: "a moment as 2026-01-31T12:00:00Z",
  date: "a date as 2026-01-31",
};

const kindName = (kind: string): string => KINDS[kind] ?? kind;

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

function findingOf(value: unknown, place: string): string {
  if (value === undefined) return "nothing";
  const kind = Array.isArray(value) ? "a list" : value === null ? "null" : kindName(typeof value);
  if (typeof value === "object" || SECRET.test(place)) return kind;
  const text = JSON.stringify(value);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN - 1)}…`;
}

/** The branch of a union that was probably meant: the one with the fewest faults of names and kinds. */
function nearest(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] {
  const weight = (issues: readonly ZodIssue[]): number =>
    issues.reduce((sum, issue) => {
      if (issue.code === "unrecognized_keys") return sum + 3 * issue.keys.length;
      return sum + (issue.code === "invalid_value" && issue.values.length === 1 ? 10 : 2);
    }, 0);
  return branches.reduce((best, each) => (weight(each) < weight(best) ? each : best));
}

function expectationOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return kindName(issue.expected);
    case "too_small":
    case "too_big": {
      const isLeast = issue.code === "too_small";
      const bound = isLeast ? issue.minimum : issue.maximum;
      const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
      if (issue.exact === true) return `exactly ${bound}${unit}`;
      const side = isLeast ? (issue.inclusive ? "at least" : "more than") : issue.inclusive ? "at most" : "less than";
      return `${side} ${bound}${unit}`;
    }
    case "invalid_value":
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "invalid_format":
      if (issue.format !== "regex") return FORMATS[issue.format] ?? issue.format;
      return issue.message.startsWith("expected") ? issue.message : `a text like ${issue.pattern ?? ""}`;
    default:
      return issue.message;
  }
}

function toIssues(issue: ZodIssue, input: unknown, part: string, known: readonly string[]): readonly ProblemIssue[] {
  const path = [part, ...issue.path.map(String)].join(".");
  const value = at(input, issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const hint = issue.path.length === 0 ? didYouMean(key, known) : undefined;
      const own = { path: `${path}.${key}`, code: "request/unknown", message: "there is no such entry." };
      return hint === undefined ? own : { ...own, hint };
    });
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const flat = issue.errors.every((branch) => branch.every(({ path: inner }) => inner.length === 0));
    if (!flat) {
      return nearest(issue.errors).flatMap((inner) =>
        toIssues({ ...inner, path: [...issue.path, ...inner.path] }, input, part, known),
      );
    }
    const choices = [...new Set(issue.errors.flat().map(expectationOf))].join(" or ");
    return [{ path, code: "request/invalid", message: `expected ${choices}; found ${findingOf(value, path)}.` }];
  }
  if (issue.code === "custom") return [{ path, code: "request/invalid", message: issue.message }];
  const expectation = expectationOf(issue);
  const code = value === undefined ? "request/missing" : "request/invalid";
  const message = expectation.endsWith(".")
    ? expectation
    : `expected ${expectation}; found ${findingOf(value, path)}${issue.code === "too_big" && typeof value === "string" ? ` with ${value.length} characters` : ""}.`;
  const hint =
    issue.code === "invalid_value" && typeof value === "string"
      ? didYouMean(value, issue.values.map(String))
      : undefined;
  return [hint === undefined ? { path, code, message } : { path, code, message, hint }];
}

/** Names of the entries of a shape, as far as it is an object or several. */
function namesOf(shape: unknown): readonly string[] {
  if (shape instanceof z.ZodObject) return Object.keys(shape.shape);
  if (shape instanceof z.ZodUnion) return [...new Set(shape.options.flatMap(namesOf))];
  return [];
}

/** Checks a part of a request against its zod shape; the faults are ours in form. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = "body" }) =>
  (data: unknown) => {
    // Fastify gives null where there is no body, as with forms: what may be left out is then left out.
    const result = schema.safeParse(data === null && httpPart === "body" ? undefined : data);
    if (result.success) return { value: result.data };
    const part = PARTS[httpPart] ?? httpPart;
    const known = namesOf(schema);
    const issues = result.error.issues.flatMap((issue) => toIssues(issue, data ?? undefined, part, known));
    // What a description cannot say, as an order of two moments, is a fault of what is asked, not of its form.
    const isBeyond = result.error.issues.every(({ code }) => code === "custom");
    return { error: new RequestFault(issues, isBeyond ? 422 : 400) };
  };
