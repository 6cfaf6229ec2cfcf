import { toFileName } from "../../ui/save-file.ts";
import { toOrder, type LineParts } from "./order.ts";

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A mark that ends a text within a shell's script and does not stand in it. */
function endMark(text: string): string {
  let mark = "SCHEMA";
  while (text.split("\n").includes(mark)) mark += "_";
  return mark;
}

const FORMAT_DEFAULT = "csv";

/** The command that makes the files on this machine; a changed schema is written to a file first. */
export function toCli({ text, name, template, now, format }: LineParts): string {
  const file = `${toFileName(name)}.yaml`;
  const words = [
    "npx semblance generate",
    template === "" ? file : template,
    ...(now === undefined ? [] : [`--now ${now}`]),
    ...(format === FORMAT_DEFAULT ? [] : [`--format ${format}`]),
    `--out ${toFileName(name)}/`,
  ].join(" ");
  if (template !== "") return words;
  const mark = endMark(text);
  return `cat > ${file} <<'${mark}'\n${text.endsWith("\n") ? text : `${text}\n`}${mark}\n${words}`;
}

/** The request for curl; the key stands in the environment, so that it is in no history. */
export function toCurl(parts: LineParts): string {
  return [
    `curl -sS ${parts.origin}/api/jobs \\`,
    `  -H 'content-type: application/json' \\`,
    `  -H "x-api-key: $SEMBLANCE_API_KEY" \\`,
    `  -d ${quoted(JSON.stringify(toOrder(parts)))}`,
  ].join("\n");
}

/** The same rows in a program, by the library alone. */
export function toTypeScript({ text, now }: LineParts, table: string): string {
  const literal = text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return [
    `import { parseText, rows, type Schema } from "semblance";`,
    ``,
    `const schema = parseText(\`${literal.trimEnd()}\n\`).document as Schema;`,
    ...(now === undefined ? [] : [`schema.now ??= ${JSON.stringify(now)};`]),
    `const data = rows(schema, ${JSON.stringify(table)}, { count: 100 });`,
    `console.log(data[0]);`,
    ``,
  ].join("\n");
}
