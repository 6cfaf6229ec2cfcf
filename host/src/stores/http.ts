import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WorldError } from "@semblance/engine";

const IDLE_MS = 120_000;
const MOST_TEXT = 1024 * 1024;

/** How services are reached. */
export interface Line {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** What may never be in a message. */
  readonly secrets: readonly string[];
}

/** A line of its own connections: those of others were made without its `lookup`. See net/guard.ts. */
export function openLine(lookup: LookupFunction | undefined, secrets: readonly string[] = []): Line {
  const options = { keepAlive: true, ...(lookup === undefined ? {} : { lookup }) };
  return { http: new HttpAgent(options), https: new HttpsAgent(options), secrets };
}

export interface Question {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | { readonly bytes: number; readonly pieces: AsyncIterable<Uint8Array> };
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

function tell(url: string, said: string, { secrets }: Line): string {
  const text = `${new URL(url).origin}: ${said}`;
  return secrets.reduce((sofar, secret) => (secret === "" ? sofar : sofar.replaceAll(secret, "…")), text);
}

/** One question to a service, without following it elsewhere. Throws WorldError where nobody answers; any status is an answer. */
export async function ask(url: string, question: Question, line: Line): Promise<Answer> {
  const { method = "GET", headers = {}, body, signal } = question;
  signal.throwIfAborted();
  const sized = typeof body === "string" ? { bytes: Buffer.byteLength(body), pieces: [Buffer.from(body)] } : body;
  const length = sized === undefined ? {} : { "content-length": String(sized.bytes) };
  const isSafe = url.startsWith("https:");
  const open = isSafe ? requestHttps : requestHttp;
  const agent = isSafe ? line.https : line.http;
  const request = open(url, { method, headers: { ...headers, ...length }, timeout: IDLE_MS, signal, agent });
  request.on("timeout", () => request.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
  const answered = new Promise<Answer>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on("data", (piece: Buffer) => {
        bytes += piece.length;
        if (bytes <= MOST_TEXT) pieces.push(piece);
        else request.destroy(Object.assign(new Error("the answer is too long"), { code: "E2BIG" }));
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: String(Buffer.concat(pieces)) }));
    });
  });
  let sourceFailure: unknown;
  const sending =
    sized === undefined
      ? Promise.resolve(request.end()).then(() => {})
      : pipeline(Readable.from(sized.pieces, { objectMode: true, highWaterMark: 1 }), request).catch(
          (error: unknown) => {
            sourceFailure = error; // or the service has answered before it had all, and hung up
          },
        );
  try {
    const answer = await answered;
    await sending;
    return answer;
  } catch (error) {
    await sending;
    signal.throwIfAborted();
    const failure = (sourceFailure ?? error) as NodeJS.ErrnoException;
    if (failure.code === undefined || failure.name === "SchemaError" || failure instanceof WorldError) throw failure;
    const isPassing = failure.code !== "ENOTFOUND" && failure.code !== "E2BIG";
    throw new WorldError(tell(url, `nobody answers (${failure.message}).`, line), "publication", isPassing, error);
  }
}

/** Throws WorldError where an answer is none of 2xx; `hints` by status. */
export function checkAnswer(
  url: string,
  { status, text }: Answer,
  line: Line,
  hints: Readonly<Record<number, string>> = {},
): void {
  if (status >= 200 && status < 300) return;
  const said = text.trim().replaceAll(/\s+/g, " ").slice(0, 300);
  const hint = hints[status] ?? (status === 401 || status === 403 ? "Check the credentials." : "");
  const isPassing = status >= 500 || status === 429 || status === 408;
  const message = `the service refuses (${status}${said === "" ? "" : `: ${said}`}). ${hint}`.trim();
  throw new WorldError(tell(url, message, line), "publication", isPassing);
}
