import { SchemaError } from "../../errors.ts";

/** Line and column, from 1, of an offset in UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", next + 1)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** A text that its own grammar forbids, with the place: the path is `line:column`. */
export function syntaxFault(text: string, offset: number, message: string, hint?: string): SchemaError {
  const { line, column } = lineAndColumn(text, offset);
  const path = `${line}:${column}`;
  return new SchemaError([{ path, code: "import/syntax", message, ...(hint === undefined ? {} : { hint }) }]);
}
