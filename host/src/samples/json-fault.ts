import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createInterface } from "node:readline";

/** Where JSON is broken: line and column from 1, and what was found. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly finding: string;
}

const MOST_BYTES = 64 * 1024 * 1024;
const TOKEN =
  /\s*(?:([{}[\],:])|("[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/uy;

/** What may follow: a value, a name or the end of its object, a colon, or a comma and the end of what is open. */
type Wanted = "a value" | "a value or ]" | "a name or }" | "a name" | "a colon" | "a comma or its end" | "nothing more";

const AFTER = (open: readonly string[]): Wanted => (open.length === 0 ? "nothing more" : "a comma or its end");

function step(wanted: Wanted, sign: string | undefined, isText: boolean, open: string[]): Wanted | undefined {
  const isName = wanted === "a name" || wanted === "a name or }";
  if (sign === undefined) {
    if (isName) return isText ? "a colon" : undefined;
    return wanted === "a value" || wanted === "a value or ]" ? AFTER(open) : undefined;
  }
  if (sign === ":") return wanted === "a colon" ? "a value" : undefined;
  if (sign === ",") {
    if (wanted !== "a comma or its end") return undefined;
    return open.at(-1) === "{" ? "a name" : "a value";
  }
  if (sign === "{" || sign === "[") {
    if (wanted !== "a value" && wanted !== "a value or ]") return undefined;
    open.push(sign);
    return sign === "{" ? "a name or }" : "a value or ]";
  }
  const mayEnd = wanted === "a comma or its end" || wanted === (sign === "}" ? "a name or }" : "a value or ]");
  if (!mayEnd || open.pop() !== (sign === "}" ? "{" : "[")) return undefined;
  return AFTER(open);
}

/** The first place where a text is no JSON, undefined where it is one value. */
export function faultOfJson(text: string): JsonFault | undefined {
  const open: string[] = [];
  let wanted: Wanted = "a value";
  let at = text.startsWith("\ufeff") ? 1 : 0;
  for (; wanted !== "nothing more";) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const next: Wanted | undefined = found === null ? undefined : step(wanted, found[1], found[2] !== undefined, open);
    if (next === undefined) break;
    wanted = next;
    at = TOKEN.lastIndex;
  }
  while (/\s/.test(text.charAt(at))) at++;
  if (wanted === "nothing more" && at >= text.length) return undefined;
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const finding = at >= text.length ? "the end of the file" : JSON.stringify(text.slice(at, at + 20));
  return { line, column, finding: `expected ${wanted}; found ${finding}` };
}

/** The same of a file; undefined where it is too large to be looked at so, or is no worse than several values. */
export async function faultInJson(path: string): Promise<JsonFault | undefined> {
  const { size } = await stat(path);
  return size > MOST_BYTES ? undefined : faultOfJson(await readFile(path, "utf8"));
}

/** The first line that is no JSON, of a file with a value on each. */
export async function faultInLines(path: string): Promise<JsonFault | undefined> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++;
    if (text.trim() === "") continue;
    try {
      JSON.parse(text);
    } catch {
      const fault = faultOfJson(text);
      return fault && { ...fault, line, finding: fault.finding.replace("of the file", "of the line") };
    }
  }
  return undefined;
}
