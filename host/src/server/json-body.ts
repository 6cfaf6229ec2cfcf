import type { FastifyInstance } from "fastify";
import { requestFault } from "./request-fault.ts";

const MOST_DEPTH = 200; // whoever copies or walks a value needs stack for each level

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether a text of JSON is nested deeper than so many levels; goes over it once. */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (inText) {
      if (code === BACKSLASH) k++;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (code === 91 || code === 123) {
      if (++depth > most) return true; // [ {
    } else if (code === 93 || code === 125) depth--; // ] }
  }
  return false;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Bodies of JSON and no other text: nothing that is nested without end, and nothing that names a prototype. A form of another site can send plain text. */
export function registerJson(app: FastifyInstance): void {
  app.removeContentTypeParser("text/plain");
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, text: string, done) => {
    if (!isDeeper(text, MOST_DEPTH)) {
      return parse(request, text, (error: Error | null, value?: unknown) => {
        if (error === null || !isJson(text)) return done(error, value);
        const message = "an entry has a name that no entry can have: __proto__, or prototype within constructor.";
        return done(requestFault("body", "request/prototype", message, "Take another name.", 422));
      });
    }
    const message = `nested more than ${MOST_DEPTH} levels deep.`;
    return done(requestFault("body", "request/too-deep", message, "Flatten it.", 422));
  });
}
