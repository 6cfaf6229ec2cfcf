import type { Problem, ProblemIssue } from "@semblance/host/api";
import { problemTexts as texts } from "../texts/problems.ts";

/** An answer that was none: what happened and what to do, fit to show. */
export class ApiError extends Error {
  /** 0 where no answer came. */
  readonly status: number;
  /** `area/what`, as in docs/errors.md. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;
  readonly issues: readonly ProblemIssue[];

  constructor(status: number, problem: Partial<Problem> & { readonly detail: string }, cause?: unknown) {
    super(problem.detail, { cause });
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "";
    this.hint = problem.hint;
    this.requestId = problem.request_id;
    this.issues = problem.issues ?? [];
  }
}

/** Whether the server says that there is no such thing: not here, or nothing that could be anywhere. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 400);

const strangers = new Set<() => void>();

/** Hears of every request that was refused because nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  strangers.add(listener);
  return () => strangers.delete(listener);
}

/** How a request is made. */
export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON, or as it is where it is a form. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

function toProblem(status: number, text: string): ApiError {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.detail === "string") return new ApiError(status, { ...problem, detail: problem.detail });
  } catch {
    return new ApiError(status, { detail: texts.garbled, hint: texts.garbledHint });
  }
  return new ApiError(status, { detail: texts.garbled, hint: texts.garbledHint });
}

/** The answer of the server; nothing where it says nothing. Throws ApiError. */
export async function ask<T>(path: string, { method = "GET", body, signal }: Ask = {}): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { accept: "application/json" };
  // What only our own page can send: a form of another site cannot.
  if (method !== "GET") headers["x-requested-with"] = "semblance";
  if (body !== undefined && !isForm) headers["content-type"] = "application/json";
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, { detail: texts.silent, hint: texts.silentHint, code: "network/silent" }, error);
  }
  if (response.ok) {
    if (text === "") return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch (error) {
      throw new ApiError(response.status, { detail: texts.garbled, hint: texts.garbledHint }, error);
    }
  }
  if (response.status === 401 && !/^\/api\/access\/(sign-in|sign-up|link)$/.test(path))
    for (const listener of strangers) listener();
  throw toProblem(response.status, text);
}

/** An address with the search that is given; empty values are left out. */
export function withSearch(path: string, search: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}
