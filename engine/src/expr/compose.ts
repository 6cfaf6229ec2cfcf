import type { ColumnType } from "../batch/column.ts";
import { writePieces, type Piece } from "../batch/pieces.ts";
import { andValid } from "../batch/valid.ts";
import { finished } from "./convert.ts";
import { constantText, isText, type Part, type Term } from "./term.ts";

const WORDS_MOST = 4096; // longer dictionaries are not rewritten word by word
function textType(nullable: boolean): Pick<ColumnType, "nullable" | "scale" | "millis"> & { kind: "text" } {
  return { kind: "text", nullable, scale: 0, millis: false };
}

/** The text term in the dict layout whose words are those of `a` rewritten. */
function reworded(a: Term & Pick<ColumnType, "dictionary">, rewrite: (word: string) => string): Term {
  const dictionary = { words: a.dictionary!.words.map(rewrite) };
  return {
    ...textType(a.nullable),
    dictionary,
    run: (task) => {
      const { valid, ...column } = a.run(task);
      return { layout: "dict", at: "at" in column ? column.at : 0, valid, dictionary };
    },
  };
}

function flatten(parts: readonly Part[]): readonly Part[] {
  const flat: Part[] = [];
  for (const part of parts.flatMap((p): readonly Part[] =>
    typeof p === "object" && p.parts !== undefined ? p.parts : [p],
  )) {
    const text = typeof part === "string" ? part : typeof part.constant === "string" ? part.constant : undefined;
    const last = flat.at(-1);
    if (text === undefined) flat.push(part);
    else if (typeof last === "string") flat[flat.length - 1] = last + text;
    else flat.push(text);
  }
  return flat.filter((part) => part !== "");
}

/** The parts one after another; null where any is. In the dict layout where that has as many words as the one part that varies. */
export function composed(parts: readonly Part[]): Term {
  const flat = flatten(parts);
  const terms = flat.filter((part) => typeof part === "object");
  if (terms.length === 0) return constantText(flat.filter((part) => typeof part === "string").join(""));
  const [only] = terms;
  if (terms.length === 1 && only?.dictionary !== undefined && only.dictionary.words.length <= WORDS_MOST)
    return flat.length === 1
      ? only
      : reworded(only, (word) => flat.map((part) => (typeof part === "string" ? part : word)).join(""));
  return { ...written(flat), parts: flat };
}

/** The same always in the text layout. */
export function written(parts: readonly Part[]): Term {
  return {
    ...textType(parts.some((part) => typeof part === "object" && part.nullable)),
    run: (task) => {
      const n = task.rows.length;
      const [only] = parts;
      if (parts.length === 1 && typeof only === "object" && isText(only) && only.dictionary === undefined)
        return only.run(task);
      let valid = 0;
      const pieces = parts.map((part): Piece => {
        if (typeof part === "string") return { literal: part, valid: 0 };
        const column = finished(part)(task);
        valid = andValid(task.machine, valid, column.valid, n);
        return { column, type: part, valid: column.valid };
      });
      return writePieces(task.machine, n, pieces, valid);
    },
  };
}
