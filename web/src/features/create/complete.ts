import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { TypeInfo } from "../../preview/builder-protocol.ts";

const TYPE = /(?:^|[\s{,])type:[ \t]*(["']?)([\w.]*)$/;
const TYPE_OF = /(?:^|[\s{,])type:[ \t]*["']?([\w.]+)/;
const PARAM = /(?:[{,][ \t]*|^[ \t]+)([\w$]*)$/;

/** The field that surrounds a flow mapping's end or an indented line: its text up to the place of writing. */
function fieldText(context: CompletionContext): string {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (before.includes("{")) return line.text;
  // A block mapping: the lines above and below with the same indent belong to the same field.
  const indent = /^ */.exec(line.text)![0].length;
  const texts = [line.text];
  for (const step of [-1, 1]) {
    for (let n = line.number + step; n >= 1 && n <= context.state.doc.lines; n += step) {
      const { text } = context.state.doc.line(n);
      if (/^ */.exec(text)![0].length !== indent) break;
      texts.push(text);
    }
  }
  return texts.join("\n");
}

/** Completes field types after `type:`, and a type's parameters beside it. */
export function completeSchema(types: readonly TypeInfo[]): (context: CompletionContext) => CompletionResult | null {
  const byName = new Map(types.map((type) => [type.name, type]));
  const typeOptions = types.map(({ name, summary }) => ({ label: name, detail: summary, type: "type" }));
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const type = TYPE.exec(before);
    if (type !== null) return { from: context.pos - type[2]!.length, options: typeOptions, validFor: /^[\w.]*$/ };
    const param = PARAM.exec(before);
    if (param === null || (param[1] === "" && !context.explicit)) return null;
    const text = fieldText(context);
    const found = byName.get(TYPE_OF.exec(text)?.[1] ?? "");
    if (found === undefined) return null;
    const options = found.params
      .filter(({ name }) => name !== "type" && !new RegExp(`[\\s{,]${name}:`).test(text))
      .map(({ name, about }) => ({ label: name, detail: about, apply: `${name}: `, type: "property" }));
    return { from: context.pos - param[1]!.length, options, validFor: /^[\w$]*$/ };
  };
}
