import { STATUS_CODES } from "node:http";
import { CancelledError, DataError, LimitError, SchemaError, WorldError, type Issue } from "@semblance/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Problem, ProblemIssue } from "../api/index.ts";
import { absenceOf } from "../database/server.ts";
import { RequestFault } from "./request-fault.ts";

/** Media type of every error. */
export const PROBLEM_TYPE = "application/problem+json";

/** Nginx's "client closed request": nobody reads the answer. */
export const CLOSED = 499;
const STATES = new Set(["job/state", "job/not-ready", "job/removed"]);

/** A problem that the status says all about, but for a sentence. */
export function toProblem(status: number, code: string, detail: string, hint?: string): Problem {
  const title = status === CLOSED ? "Cancelled" : (STATUS_CODES[status] ?? "Error");
  return { type: "about:blank", title, status, detail, code, ...(hint === undefined ? {} : { hint }) };
}

/** Thrown where there is nothing of that id, or it belongs to somebody else. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** There is nothing of that name for the user who asks. */
export function missing(what: string, id: string): Missing {
  return new Missing(`there is no ${what} ${id.slice(0, 200)}.`);
}

/** What was looked for. Throws Missing where there is nothing of that id, or it belongs to somebody else. */
export async function found<T>(looked: Promise<T | undefined>, what: string, id: string): Promise<T> {
  const it = await looked;
  if (it === undefined) throw missing(what, id);
  return it;
}

const withHint = (status: number, code: string, error: Error): Problem => {
  const [detail = "", ...advice] = error.message.split("\n");
  return toProblem(status, code, detail, advice.length === 0 ? undefined : advice.join(" "));
};

// Options of the command line are entries of the request here.
const OPTIONS: Readonly<Record<string, string>> = { "--table": "body.tables", "--to": "body.destination.to" };

function toIssue({ path, code, message, hint }: Issue): ProblemIssue {
  const isOption = path.startsWith("--");
  return {
    path: isOption ? (OPTIONS[path] ?? `body.${path.slice(2)}`) : path,
    code: isOption ? code.replace(/^cli\//, "request/") : code,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function ofIssues(status: number, issues: readonly Issue[]): Problem {
  const own = issues.map(toIssue);
  const [first = { path: "", code: "schema/invalid", message: "" }] = own;
  const place = first.path === "" ? "" : `${first.path}: `;
  const more = own.length > 1 ? ` (and ${own.length - 1} more)` : "";
  return { ...toProblem(status, first.code, `${place}${first.message}${more}`, first.hint), issues: own };
}

// What the HTTP library says, in our words.
const REQUEST_FAULTS: Readonly<Record<string, readonly [code: string, detail: string, hint?: string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    "request/media-type",
    "the body has a media type that this call does not take.",
    "Send JSON with Content-Type: application/json; files as multipart/form-data.",
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ["request/too-large", "the body is larger than this call takes."],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    "request/empty",
    "expected a JSON document; found nothing.",
    "Leave Content-Type out where there is no body.",
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    "request/json",
    "the body is no JSON.",
    "Look for a missing quote, comma or bracket.",
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["request/length", "the body has another length than Content-Length says."],
  FST_ERR_BAD_URL: [
    "request/url",
    "the address is not well formed.",
    "Look for a % that no two hexadecimal digits follow.",
  ],
  FST_MP_PREMATURE_CLOSE: ["request/form", "the form ends before it is whole.", "Send it again."],
  FST_PROTO_VIOLATION: ["request/form", "a field of the form has a name that no field can have."],
  FST_REQ_FILE_TOO_LARGE: ["request/too-large", "the file is larger than this call takes."],
  FST_FILES_LIMIT: ["request/too-many-files", "there are more files than this call takes."],
  FST_PARTS_LIMIT: ["request/too-many-files", "there are more parts than this call takes."],
  FST_FIELDS_LIMIT: ["request/too-many-files", "there are more fields than this call takes."],
};

// The reader of forms throws plain errors of these beginnings.
const BROKEN_FORM = /^(?:Multipart: |Unexpected end of multipart|(?:Part|Header) terminated early)/i;
const BROKEN_FORM_WORDS = [
  "the form is broken: its boundary is missing, or it ends too early.",
  "Let the client set Content-Type: curl -F and FormData do.",
] as const;

function ofLibrary(error: Error & { readonly statusCode?: number; readonly code?: string }): Problem {
  const { statusCode = 500, code = "" } = error;
  const known = REQUEST_FAULTS[code];
  if (known !== undefined) return toProblem(statusCode, ...known);
  if (statusCode === 400 && error instanceof SyntaxError)
    return toProblem(400, ...REQUEST_FAULTS["FST_ERR_CTP_INVALID_JSON_BODY"]!);
  if (BROKEN_FORM.test(error.message)) return toProblem(400, "request/form", ...BROKEN_FORM_WORDS);
  if (statusCode >= 400 && statusCode < 500) return toProblem(statusCode, "request/invalid", error.message);
  const hint = "This is a fault of Semblance; the server's log has it under the request's id.";
  return toProblem(500, "server/fault", "something went wrong on the server.", hint);
}

/** Whether the database refused a value: PostgreSQL's class 22, as a zero byte in a text or a moment in the year 0. */
function isUnfit(error: unknown): boolean {
  const { code } = ((error as Error | undefined)?.cause ?? {}) as { code?: unknown };
  return typeof code === "string" && /^22[0-9A-Z]{3}$/.test(code);
}

/** Whose move is next, as HTTP says it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestFault) return ofIssues(error.statusCode, error.issues as readonly Issue[]);
  if (error instanceof Missing) return toProblem(404, "server/not-found", error.message);
  if (error instanceof SchemaError) return ofIssues(STATES.has(error.issues[0]?.code ?? "") ? 409 : 422, error.issues);
  if (error instanceof DataError) return withHint(422, "data/invalid", error);
  if (error instanceof LimitError) return withHint(429, "limit/reached", error);
  if (error instanceof WorldError) return withHint(error.retryable ? 503 : 502, `world/${error.service}`, error);
  if (error instanceof CancelledError) return toProblem(CLOSED, "request/cancelled", "the request was cancelled.");
  if (absenceOf(error) !== undefined) {
    return toProblem(503, "world/database", "the database does not answer.", "Try again in a moment.");
  }
  if (isUnfit(error)) {
    const hint = "Look for zero bytes in texts, and for moments and numbers that are out of all bounds.";
    return toProblem(422, "request/unfit", "a value of the request cannot be kept or compared.", hint);
  }
  return ofLibrary(error instanceof Error ? error : new Error(String(error)));
}

/** Answers with a problem. */
export async function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
  const { status } = problem;
  await reply
    .code(status)
    .type(PROBLEM_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ ...problem, request_id: request.id });
}
